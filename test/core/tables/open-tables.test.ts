import { describe, expect, it } from 'vitest';
import type { FlowBlock, FlowGrid, SourcePage } from '../../../core/model/source.ts';
import { pagesToFlow } from '../../../core/tables/pages-to-flow.ts';
import { drawPage } from '../../support/draw-page.ts';

const isGrid = (block: FlowBlock): block is FlowGrid => block.kind === 'grid';
const grids = (...pages: readonly SourcePage[]) => pagesToFlow(pages).flow.blocks.filter(isGrid);

/** Filled cells of each row as `column:text`, merged ones with their spans. */
function show(grid: FlowGrid | undefined): string[] {
  const rows: string[][] = [];
  for (const cell of [...(grid?.cells ?? [])].sort((a, b) => a.row - b.row || a.col - b.col)) {
    if (cell.text === '') continue;
    const span = cell.rowSpan * cell.colSpan > 1 ? ` (${cell.rowSpan}x${cell.colSpan})` : '';
    rows[cell.row] = [...(rows[cell.row] ?? []), `${cell.col}:${cell.text}${span}`];
  }
  return rows.map((row) => row.join(' | '));
}

describe('a table without any line', () => {
  const [grid, ...others] = grids(
    drawPage(`
                       支出预算总表
                                                           单位：元
              项目                          支出预算

      编码        名称            合计      基本支出    项目支出

      208       社会保障        300.00      200.00      100.00

      20805     养老支出        300.00      200.00      100.00

      210       卫生健康      1,000.00      900.00

      合计                    1,300.00    1,100.00      100.00
    `),
  );

  it('has headers over the columns that they are centred over', () => {
    expect(others).toEqual([]);
    expect(show(grid).slice(0, 2)).toEqual([
      '0:项目 (1x2) | 2:支出预算 (1x3)',
      '0:编码 | 1:名称 | 2:合计 | 3:基本支出 | 4:项目支出',
    ]);
  });

  it('has each figure in its column', () => {
    expect(show(grid)[4]).toBe('0:210 | 1:卫生健康 | 2:1,000.00 | 3:900.00');
  });

  it('leaves title and unit line outside', () => {
    expect(grid?.cells.some(({ text }) => /总表|单位/.test(text))).toBe(false);
  });

  it('keeps a column of which only the header is filled', () => {
    const [sparse] = grids(
      drawPage(`
                                                    单位：元
      科目            合计       财政拨款    事业收入   其他收入

      工资           300.00      300.00

      差旅           200.00      200.00

      合计           500.00      500.00
      `),
    );
    expect(show(sparse)[0]).toBe('0:科目 | 1:合计 | 2:财政拨款 | 3:事业收入 | 4:其他收入');
    expect(show(sparse)[3]).toBe('0:合计 | 1:500.00 | 2:500.00');
  });
});

describe('a row that the page break cut in two', () => {
  const first = (label: string) =>
    drawPage(
      `
  +------------------+----------+
  | 项目             | 金额     |
  +------------------+----------+
  | 一、教育支出     | 100.00   |
  +------------------+----------+
  | ${label} | 50.00    |
  +------------------+----------+
`,
      1,
    );
  const second = (label: string) =>
    drawPage(
      `
  +------------------+----------+
  | ${label} |          |
  +------------------+----------+
  | 三、住房保障支出 | 20.00    |
  +------------------+----------+
`,
      2,
    );

  it('is one row when the label filled its cell', () => {
    const [grid] = grids(first('二、社会保障和就'), second('业支出          '));
    expect(show(grid).slice(2)).toEqual([
      '0:二、社会保障和就业支出 | 1:50.00',
      '0:三、住房保障支出 | 1:20.00',
    ]);
  });

  it('is one row under the header printed again', () => {
    const under = drawPage(
      `
  +------------------+----------+
  | 项目             | 金额     |
  +------------------+----------+
  | 业支出           |          |
  +------------------+----------+
  | 三、住房保障支出 | 20.00    |
  +------------------+----------+
`,
      2,
    );
    const [grid] = grids(first('二、社会保障和就'), under);
    expect(show(grid).slice(2)).toEqual([
      '0:二、社会保障和就业支出 | 1:50.00',
      '0:三、住房保障支出 | 1:20.00',
    ]);
  });

  it('stays two rows when the label had room left', () => {
    const [grid] = grids(first('二、社会保障    '), second('其他支出        '));
    expect(show(grid)).toHaveLength(5);
  });

  it('stays two rows when the second starts a label of its own', () => {
    const [grid] = grids(first('二、社会保障和就'), second('（一）养老支出  '));
    expect(show(grid)).toHaveLength(5);
  });

  it('is one row with its wrapped figure, under a header that is printed again', () => {
    const head = `
  +------------------+----------+
  | 项目             | 比例     |
  +------------------+----------+`;
    const [grid] = grids(
      drawPage(`${head}
  | 一、教育支出     | 3.00%    |
  +------------------+----------+
  | 二、社会保障和就 | 1,234.56 |
  +------------------+----------+`),
      drawPage(
        `${head}
  | 业支出           | %        |
  +------------------+----------+
  | 三、住房保障支出 | 20.00%   |
  +------------------+----------+`,
        2,
      ),
    );
    expect(show(grid).slice(2)).toEqual([
      '0:二、社会保障和就业支出 | 1:1,234.56%',
      '0:三、住房保障支出 | 1:20.00%',
    ]);
  });
});

describe('a paragraph that the page break cut in two', () => {
  const full = '本部门预算支出比上年增加，主要原因是本年新增加了项目';
  const text = (end: string, start: string) =>
    pagesToFlow([
      drawPage(`\n  ${full}\n  ${full}\n  ${full}\n  ${full.slice(0, -end.length)}${end}\n`, 1),
      drawPage(`\n  ${start}\n  ${full}\n  ${full}\n  支出情况说明到此为止。\n`, 2),
    ]).flow.blocks.map((block) => (block.kind === 'text' ? block.text : 'grid'));

  it('is one paragraph while its sentence is open', () => {
    const blocks = text('安排的', `资金，${full.slice(3)}`);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]).toContain('安排的资金，');
  });

  it('ends where its sentence ends', () => {
    expect(text('资金。', full)).toHaveLength(2);
  });
});
