import { describe, expect, it } from 'vitest';
import { readFile } from '../../../workers/readers/read-file.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';
import { b, type DocPart, docOf } from '../../support/office-files.ts';

const IN_TABLE = [...b(2, 0x2416), 1];
const ROW_END = [...b(2, 0x2417), 1];

const cellOf = (text: string): DocPart => ({ text, mark: 7, properties: IN_TABLE });

/** A row mark with the edges of its cells and, for each, its merge flags. */
function rowEnd(edges: readonly number[], flags: readonly number[] = []): DocPart {
  const count = edges.length - 1;
  const cells = Array.from({ length: count }, (_, i) => [
    ...b(2, flags[i] ?? 0),
    ...new Array<number>(18).fill(0),
  ]).flat();
  const body = [count, ...edges.flatMap((edge) => b(2, edge)), ...cells];
  return {
    text: '',
    mark: 7,
    properties: [...IN_TABLE, ...ROW_END, ...b(2, 0xd608), ...b(2, body.length + 1), ...body],
  };
}

async function read(parts: readonly DocPart[]) {
  const reading = await readFile({ name: 'a', bytes: docOf(parts) }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.code);
  return flowOf(reading.value);
}

describe('readDoc', () => {
  it('reads text around a table, with headings by style and alignment', async () => {
    const { blocks } = await read([
      { text: '收支预算', style: 1 },
      { text: '单位：元', properties: [...b(2, 0x2461), 2] },
      cellOf('项目'),
      cellOf('金额'),
      rowEnd([0, 1000, 2000]),
      cellOf('甲'),
      cellOf('1'),
      rowEnd([0, 1000, 2000]),
      { text: '备注：无。' },
    ]);
    expect(
      blocks.map((block) =>
        block.kind === 'text' ? [block.text, block.level, block.align] : drawCells(block.cells),
      ),
    ).toEqual([
      ['收支预算', 1, undefined],
      ['单位：元', 0, 'right'],
      ['项目 | 金额', '甲 | 1'],
      ['备注：无。', 0, undefined],
    ]);
  });

  it('finds columns by the edges of cells, and cells merged either way', async () => {
    const VERTICAL = { first: 0x60, next: 0x20 };
    const { grids } = await read([
      cellOf('科目'),
      cellOf('预算数'),
      rowEnd([0, 1000, 3000], [VERTICAL.first]),
      cellOf(''),
      cellOf('基本'),
      cellOf('项目'),
      rowEnd([0, 1000, 2005, 3000], [VERTICAL.next]),
      cellOf('教育'),
      cellOf('1'),
      cellOf(''),
      rowEnd([0, 1000, 2000, 3000], [0, 1, 2]),
    ]);
    expect(drawCells(grids[0]?.cells ?? [])).toEqual([
      '科目[2×1] | 预算数[1×2]',
      '基本 | 项目',
      '教育 | 1[1×2]',
    ]);
  });

  it('reads several paragraphs of a cell, results of fields, and line breaks', async () => {
    const { grids, texts } = await read([
      { text: '目\x13 PAGEREF _Toc1 \x146\x15录' },
      { text: '甲\x0b乙' },
      { text: '机关事业单位', properties: IN_TABLE },
      cellOf('基本养老保险'),
      cellOf('1'),
      rowEnd([0, 1000, 2000]),
      cellOf('合计'),
      cellOf('1'),
      rowEnd([0, 1000, 2000]),
    ]);
    expect(texts.map(({ text }) => text)).toEqual(['目6录', '甲', '乙']);
    expect(drawCells(grids[0]?.cells ?? [])[0]).toBe('机关事业单位基本养老保险 | 1');
  });

  it('keeps the text of a table that ends before its row does', async () => {
    const { texts } = await read([cellOf('甲'), { text: '后文' }]);
    expect(texts.map(({ text }) => text)).toEqual(['甲', '后文']);
  });
});
