import { describe, expect, it } from 'vitest';
import { readFile } from '../../../workers/readers/read-file.ts';
import { drawCells, flowOf } from '../../support/draw-grid.ts';
import { type SheetParts, sheetRow, xlsxOf } from '../../support/office-files.ts';

async function read(sheets: readonly SheetParts[], options: Parameters<typeof xlsxOf>[1] = {}) {
  const reading = await readFile({ name: 'a', bytes: xlsxOf(sheets, options) }, { assets: '' });
  if (!reading.ok) throw new Error(reading.error.code);
  return { ...flowOf(reading.value), warnings: reading.value.warnings };
}

const draw = (sheet: Awaited<ReturnType<typeof read>>) => sheet.grids.map(({ cells }) => drawCells(cells));

describe('readXlsx: values', () => {
  it('shows numbers by their format, from the 15 digits that Excel keeps', async () => {
    const xfs = '<xf numFmtId="4"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="14"/>';
    const formats = '<numFmt numFmtId="164" formatCode="#,##0.00_);\\(#,##0.00\\)"/>';
    const row = `<row r="2"><c r="A2" s="2"><v>9064.360000000001</v></c><c r="B2" s="3"><v>-5.5</v></c><c r="C2" s="4"><v>0.125</v></c>
      <c r="D2" s="5"><v>45292</v></c><c r="E2"><v>9064.360000000001</v></c><c r="F2"><v>123456789012.34</v></c><c r="G2" t="b"><v>1</v></c></row>`;
    const sheet = await read([{ name: 's', rows: sheetRow(1, ['a', 'b', 'c', 'd', 'e', 'f', 'g']) + row }], {
      xfs,
      formats,
    });
    expect(draw(sheet)[0]?.[1]).toBe(
      '9,064.36 | (5.50) | 12.50% | 2024/1/1 | 9064.36 | 123456789012.34 | TRUE',
    );
  });

  it('takes the saved value of a formula and runs none', async () => {
    const row =
      '<row r="2"><c r="A2" t="str"><f>A1&amp;"x"</f><v>甲</v></c><c r="B2"><f>1+1</f><v>3</v></c></row>';
    const sheet = await read([{ name: 's', rows: sheetRow(1, ['项目', '金额']) + row }]);
    expect(draw(sheet)).toEqual([['项目 | 金额', '甲 | 3']]);
  });

  it('reads shared and rich text without readings', async () => {
    const strings = '<si><r><t>预</t></r><r><t>算</t></r><rPh><t>yu</t></rPh></si><si><t>金额</t></si>';
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>';
    const sheet = await read([{ name: 's', rows: row + sheetRow(2, ['甲', 1]) }], { strings });
    expect(draw(sheet)[0]?.[0]).toBe('预算 | 金额');
  });
});

describe('readXlsx: tables of a sheet', () => {
  it('tells how far the format, or spaces, set in a text', async () => {
    const xfs = '<xf borderId="1"><alignment indent="2"/></xf>';
    const rows = sheetRow(1, ['人员经费', 9]) + sheetRow(2, ['　工资', 5]) + sheetRow(3, ['津贴', 4], 2);
    const { grids } = await read([{ name: 's', rows }], { xfs });
    const labels = grids[0]?.cells.filter(({ col }) => col === 0);
    expect(labels?.map(({ indent }) => indent)).toEqual([undefined, 1, 2]);
  });

  it('keeps title, unit and notes outside the borders apart from the table', async () => {
    const sheet = await read([
      {
        name: '表1',
        rows:
          sheetRow(1, ['收支预算总表', null, null]) +
          sheetRow(2, ['单位名称：某局', null, '单位：元']) +
          sheetRow(3, ['收入', '', '支出'], 1) +
          sheetRow(4, ['拨款', 5, '教育'], 1) +
          sheetRow(5, ['备注：无。', null, null]),
        merges: ['A1:C1', 'A3:B3'],
      },
    ]);
    expect(sheet.blocks.map((block) => (block.kind === 'text' ? block.text : 'grid'))).toEqual([
      '收支预算总表',
      '单位名称：某局',
      '单位：元',
      'grid',
      '备注：无。',
    ]);
    expect(draw(sheet)).toEqual([['收入[1×2] | 支出', '拨款 | 5 | 教育']]);
    expect(sheet.grids[0]?.cells.at(-1)?.anchor).toEqual({ kind: 'sheet', sheet: '表1', cell: 'C4' });
  });

  it('parts tables by blank rows, and keeps blank rows inside borders', async () => {
    const rows =
      sheetRow(1, ['项目', '金额'], 1) +
      sheetRow(2, ['', ''], 1) +
      sheetRow(3, ['合计', 1], 1) +
      sheetRow(5, ['支出表', null]) +
      sheetRow(6, ['项目', '金额'], 1) +
      sheetRow(7, ['甲', 2], 1);
    const sheet = await read([{ name: 's', rows }]);
    expect(draw(sheet)).toEqual([
      ['项目 | 金额', ' | ', '合计 | 1'],
      ['项目 | 金额', '甲 | 2'],
    ]);
  });

  it('finds a table without borders below its title', async () => {
    const rows = sheetRow(1, ['收入预算表', null]) + sheetRow(2, ['项目', '金额']) + sheetRow(3, ['甲', 2]);
    const sheet = await read([{ name: 's', rows }]);
    expect(sheet.texts.map(({ text }) => text)).toEqual(['收入预算表']);
    expect(draw(sheet)).toEqual([['项目 | 金额', '甲 | 2']]);
  });

  it('leaves out hidden rows and columns, closes merged cells over them, and names the sheet', async () => {
    const sheet = await read([
      {
        name: '收入',
        columns: '<col min="2" max="2" hidden="1"/>',
        rows:
          sheetRow(1, ['项目', '旧', '金额', '比例'], 1) +
          sheetRow(2, ['旧', 9, 9, 9], 1, 'hidden="1"') +
          sheetRow(3, ['甲', 9, 1, 2], 1),
        merges: ['A1:C1'],
      },
      { name: '草稿', state: 'hidden', rows: sheetRow(1, ['x', 1]) },
    ]);
    expect(draw(sheet)).toEqual([['项目[1×2] | 比例', '甲 | 1 | 2']]);
    expect(sheet.warnings.map(({ message }) => message.zh)).toEqual([
      '隐藏的工作表未读入：草稿。',
      '工作表里隐藏的行或列未读入：收入。',
    ]);
  });

  it('gives each line of a chapter in one cell a block', async () => {
    const sheet = await read([{ name: '说明', rows: sheetRow(1, ['一、收入\n收入预算3万元。']) }]);
    expect(sheet.texts.map(({ text }) => text)).toEqual(['一、收入', '收入预算3万元。']);
  });

  it('bounds a merge over the whole sheet', async () => {
    const rows = sheetRow(1, ['项目', '金额'], 1) + sheetRow(2, ['甲', 2], 1);
    const sheet = await read([{ name: 's', rows: rows + sheetRow(3, ['总'], 1), merges: ['A3:XFD1048576'] }]);
    for (const { col, colSpan, row, rowSpan } of sheet.grids[0]?.cells ?? []) {
      expect(col + colSpan).toBeLessThanOrEqual(2);
      expect(row + rowSpan).toBeLessThanOrEqual(3);
    }
  });
});
