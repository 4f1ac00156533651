import { describe, expect, it } from 'vitest';
import type { FlowBlock, FlowGrid, SourcePage } from '../../../../core/model/source.ts';
import { anchorAt } from '../../../../core/structure/block-anchor.ts';
import { pagesToFlow } from '../../../../core/tables/pages-to-flow.ts';
import { drawPage } from '../../../support/draw-page.ts';
import { setPage } from '../../../support/set-page.ts';

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

describe('a header centred beside the figures right-aligned under it', () => {
  const page = setPage([
    [300, 60, '支出预算表', 'centre'],
    [550, 80, '单位：元', 'right'],
    [120, 100, '项目', 'centre'],
    [260, 100, '合计', 'centre'],
    [380, 100, '基本支出', 'centre'],
    [500, 100, '项目支出', 'centre'],
    [40, 120, '一、教育'],
    [318, 120, '9.00', 'right'],
    [438, 120, '9.00', 'right'],
    [40, 140, '二、文化'],
    [318, 140, '8.00', 'right'],
    [558, 140, '8.00', 'right'],
  ]);

  it('heads the column of the figures', () => {
    const [grid] = grids(page);
    expect(show(grid)).toEqual([
      '0:项目 | 1:合计 | 2:基本支出 | 3:项目支出',
      '0:一、教育 | 1:9.00 | 2:9.00',
      '0:二、文化 | 1:8.00 | 3:8.00',
    ]);
  });
});

describe('headers that start where the texts of their columns do', () => {
  const head = [
    [300, 50, '支出预算表', 'centre'],
    [44, 70, '单位：元'],
    [44, 110, '科目名称'],
    [160, 100, '收入'],
    [360, 100, '支出'],
    [160, 120, '合计'],
    [260, 120, '其中财政'],
    [360, 120, '合计'],
    [420, 120, '基本支出'],
    [490, 120, '项目支出'],
  ] as const;
  const headRows = [
    '0:科目名称 (2x1) | 1:收入 (1x2) | 3:支出 (1x3)',
    '1:合计 | 2:其中财政 | 3:合计 | 4:基本支出 | 5:项目支出',
  ];

  it('stand over all columns up to the next', () => {
    const [grid] = grids(
      setPage([
        ...head,
        [44, 140, '教育支出'],
        [160, 140, '1,230.00'],
        [260, 140, '930.00'],
        [360, 140, '1,130.00'],
        [420, 140, '30.00'],
        [44, 160, '文化支出'],
        [160, 160, '20.00'],
        [360, 160, '20.00'],
        [490, 160, '20.00'],
      ]),
    );
    expect(show(grid).slice(0, 2)).toEqual(headRows);
  });

  it('do so in a table without figures', () => {
    const [grid] = grids(setPage([...head, [44, 140, '合计'], [160, 140, '0'], [360, 140, '0']]));
    expect(show(grid).slice(0, 2)).toEqual(headRows);
  });
});

describe('the columns counted through under a header', () => {
  const [grid] = grids(
    drawPage(`
                                            单位：万元
      序号      科目         合计      基本支出

      栏次        1            2           3

      1       教育支出       30.00       30.00

      2       文化支出       20.00       20.00

      3       体育支出       10.00
    `),
  );

  it('are a row of the header, under headers of one row', () => {
    expect(show(grid).slice(0, 3)).toEqual([
      '0:序号 | 1:科目 | 2:合计 | 3:基本支出',
      '0:栏次 | 1:1 | 2:2 | 3:3',
      '0:1 | 1:教育支出 | 2:30.00 | 3:30.00',
    ]);
  });
});

describe('rules between rows that stop short of a merged cell', () => {
  const page = setPage(
    [
      [300, 50, '项目支出绩效目标表', 'centre'],
      [44, 80, '一级指标'],
      [144, 80, '二级指标'],
      [344, 80, '指标值'],
      [44, 110, '产出指标'],
      [144, 100, '数量指标'],
      [344, 100, '大于5'],
      [144, 120, '质量指标'],
      [344, 120, '合格'],
      [44, 140, '效益指标'],
      [144, 140, '社会效益'],
      [344, 140, '提高'],
    ],
    [
      [40, 540, 76],
      [40, 540, 96],
      [140, 540, 116],
      [40, 540, 136],
      [40, 540, 156],
    ],
  );

  it('leave one cell over both rows', () => {
    const [grid] = grids(page);
    expect(show(grid)).toEqual([
      '0:一级指标 | 1:二级指标 | 2:指标值',
      '0:产出指标 (2x1) | 1:数量指标 | 2:大于5',
      '1:质量指标 | 2:合格',
      '0:效益指标 | 1:社会效益 | 2:提高',
    ]);
  });
});

describe('a frame with a rule under each row and a partial one under a merged header', () => {
  const page = setPage(
    [
      [300, 50, '支出预算表', 'centre'],
      [44, 70, '单位：元'],
      [90, 110, '科目', 'centre'],
      [390, 100, '支出预算', 'centre'],
      [290, 120, '基本支出', 'centre'],
      [470, 120, '项目支出', 'centre'],
      [44, 140, '教育支出'],
      [200, 140, '30.00'],
      [400, 140, '10.00'],
      [44, 160, '文化支出'],
      [200, 160, '20.00'],
      [44, 180, '体育支出'],
      [400, 180, '15.00'],
    ],
    [
      [40, 540, 96],
      [196, 540, 116],
      [40, 540, 136],
      [40, 540, 156],
      [40, 540, 176],
      [40, 540, 196],
    ],
    [],
    1,
    [
      [96, 196, 40],
      [96, 196, 540],
    ],
  );

  it('has its columns from the texts', () => {
    const [grid, ...others] = grids(page);
    expect(others).toEqual([]);
    expect(show(grid)).toEqual([
      '0:科目 (2x1) | 1:支出预算 (1x2)',
      '1:基本支出 | 2:项目支出',
      '0:教育支出 | 1:30.00 | 2:10.00',
      '0:文化支出 | 1:20.00',
      '0:体育支出 | 2:15.00',
    ]);
  });
});

describe('shaded rows', () => {
  const cells = [40, 140, 260, 400, 540];
  const shadeRow = (y: number) =>
    cells.slice(1).map((x1, index) => [cells[index] ?? 0, y, x1, y + 20] as const);
  const page = setPage(
    [
      [300, 50, '收入预算表', 'centre'],
      [540, 66, '单位：元', 'right'],
      [90, 85, '科目', 'centre'],
      [200, 85, '名称', 'centre'],
      [330, 85, '合计', 'centre'],
      [470, 85, '上年结转', 'centre'],
      [44, 105, '208'],
      [144, 105, '社会保障'],
      [396, 105, '100.00', 'right'],
      [44, 125, '210'],
      [144, 125, '卫生健康'],
      [396, 125, '50.00', 'right'],
    ],
    [],
    [...shadeRow(80), ...shadeRow(120)],
  );

  it('give the columns by the edges of their cells', () => {
    const [grid] = grids(page);
    expect(grid?.cells.map(({ col, text }) => `${col}:${text}`)).toEqual([
      '0:科目',
      '1:名称',
      '2:合计',
      '3:上年结转',
      '0:208',
      '1:社会保障',
      '2:100.00',
      '0:210',
      '1:卫生健康',
      '2:50.00',
    ]);
  });
});

describe('two tables without lines, one under another', () => {
  const page = drawPage(`
                   收入预算表
                                              单位：元
      项目            本年         上年
      财政拨款       100.00        90.00
      事业收入        50.00        40.00
                   支出预算表
                                              单位：元
      编码      名称            合计        基本支出
      208     社会保障        110.00         60.00
      210     卫生健康         40.00         30.00
  `);

  it('stay two, each under its title', () => {
    expect(grids(page).map((grid) => show(grid).length)).toEqual([3, 3]);
    expect(show(grids(page)[1])[1]).toBe('0:208 | 1:社会保障 | 2:110.00 | 3:60.00');
  });
});

describe('a table without lines that goes on overleaf', () => {
  const first = drawPage(
    `
                         收支预算表
                                                          单位：元
      收入             金额          支出                 金额
      一、财政拨款     900.00        一、教育支出         500.00
      二、事业收入                   二、科学支出
    `,
    1,
  );
  const second = drawPage(
    `
                                     三、文化支出         300.00
                                     四、体育支出
                                     五、卫生支出         100.00
      收入总计         900.00        支出总计             900.00
    `,
    2,
  );

  it('keeps its columns where the second page has labels on one side only', () => {
    const [grid, ...others] = grids(first, second);
    expect(others).toEqual([]);
    expect(grid?.pages).toEqual([1, 2]);
    expect(show(grid)).toContain('2:四、体育支出');
    expect(show(grid)).toContain('2:五、卫生支出 | 3:100.00');
  });
});

describe('a form without lines', () => {
  const row = (y: number, ...texts: readonly (readonly [number, string])[]) =>
    texts.map(([x, text]) => [x, y, text] as const);
  const page = setPage([
    [300, 50, '项目支出绩效目标申报表', 'centre'],
    ...row(80, [40, '项目名称'], [110, '设备购置及更新改造'], [320, '项目类别'], [420, '其他运转类']),
    ...row(100, [40, '主管部门'], [110, '某区某某管理局'], [320, '实施单位'], [420, '某局机关']),
    ...row(120, [40, '开始日期'], [110, '2024年1月1日'], [320, '完成日期'], [420, '2024年12月31日']),
    ...row(140, [40, '一级指标'], [110, '二级指标'], [180, '三级指标'], [420, '指标值']),
    ...row(160, [110, '数量指标'], [180, '设备数量'], [420, '大于5台']),
    ...row(170, [40, '产出指标']),
    ...row(180, [110, '质量指标'], [180, '验收合格'], [420, '合格']),
    ...row(200, [40, '效益指标'], [110, '社会效益'], [180, '服务能力'], [420, '提高']),
  ]);

  it('has a column wherever the texts of several rows start', () => {
    const [grid] = grids(page);
    expect(show(grid)[0]).toBe('0:项目名称 | 1:设备购置及更新改造 (1x2) | 3:项目类别 | 4:其他运转类');
    expect(show(grid)[3]).toBe('0:一级指标 | 1:二级指标 | 2:三级指标 (1x2) | 4:指标值');
  });

  it('has labels centred over the rows that they stand for', () => {
    const [grid] = grids(page);
    expect(show(grid)[4]).toBe('0:产出指标 (2x1) | 1:数量指标 | 2:设备数量 (1x2) | 4:大于5台');
    expect(show(grid)[6]).toBe('0:效益指标 | 1:社会效益 | 2:服务能力 (1x2) | 4:提高');
  });
});

describe('running text with wide gaps', () => {
  it('is no table', () => {
    const page = drawPage(`
      本年收入预算    21,955.35   万元，其中：一般公共预算
      收入    21,940.96   万元，占   99.94   %；其他资金
      14.39   万元，占    0.06   %。本年支出预算
      21,955.35   万元，其中：基本支出   13,994.31   万元，占
      63.75   %；项目支出    5,573   万元，占   25.38   %；
    `);
    expect(grids(page)).toEqual([]);
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

  it('knows the place of each of its parts, over three pages too', () => {
    const pages = [1, 2, 3].map((number) =>
      drawPage(`\n  ${full}\n  ${full}\n`.replaceAll('上年', `${'甲乙丙'.charAt(number - 1)}年`), number),
    );
    const [block, ...others] = pagesToFlow(pages).flow.blocks;
    if (block?.kind !== 'text') throw new Error('a paragraph is text');
    expect(others).toEqual([]);
    expect([3, 2 * full.length + 3, 4 * full.length].map((offset) => anchorAt(block, offset))).toMatchObject([
      { page: 1 },
      { page: 2 },
      { page: 3 },
    ]);
  });

  it('ends where its sentence ends', () => {
    expect(text('资金。', full)).toHaveLength(2);
  });
});

describe('rules between rows only, tables one after another over pages', () => {
  const filler = Array.from({ length: 12 }, () => '').join('\n');

  it('reads a header that the page break parts as one, each row with its place', () => {
    const [grid, ...others] = grids(
      drawPage(`
${filler}
                      收支总表
                                                        单位：元
    ---------------------------------------------------------
             收入                          支出
    ---------------------------------------------------------
      `),
      drawPage(
        `
    ---------------------------------------------------------
      项目              预算数      项目            预算数
    ---------------------------------------------------------
      一、财政拨款      1,500.00    一、教育        1,000.00
    ---------------------------------------------------------
      二、其他收入        300.00    二、住房          800.00
    ---------------------------------------------------------
      收入总计          1,800.00    支出总计        1,800.00
    ---------------------------------------------------------
      `,
        2,
      ),
    );
    expect(others).toEqual([]);
    expect(show(grid).slice(0, 3)).toEqual([
      '0:收入 (1x2) | 2:支出 (1x2)',
      '0:项目 | 1:预算数 | 2:项目 | 3:预算数',
      '0:一、财政拨款 | 1:1,500.00 | 2:一、教育 | 3:1,000.00',
    ]);
    const pageOf = (row: number) => grid?.cells.flatMap((c) => (c.row === row ? [c.anchor] : []))[0];
    expect([pageOf(0), pageOf(1)]).toMatchObject([{ page: 1 }, { page: 2 }]);
  });

  it('reads the header of an empty table within a frame', () => {
    const [grid] = grids(
      drawPage(`
                      基金支出表
                                                        单位：元
    +---------------------------------------------------------+
    |                                    基金支出             |
    +---------------------------------------------------------+
    |  编码      名称             合计     基本支出  项目支出 |
    +---------------------------------------------------------+
    |                合计                                     |
    +---------------------------------------------------------+
      `),
    );
    expect(show(grid)[1]).toBe('0:编码 | 1:名称 | 2:合计 | 3:基本支出 | 4:项目支出');
  });

  it('keeps a page number right under the last row out of the table', () => {
    const rows = Array.from(
      { length: 34 },
      (_, i) => `      ${1000 + i}        科目      ${i + 1},200.00      ${i + 1},000.00`,
    );
    const [grid] = grids(
      drawPage(`
      编码        名称         合计        基本支出
${rows.join('\n')}
                   第 1 页 共 5 页`),
    );
    expect(show(grid).at(-1)).toBe('0:1033 | 1:科目 | 2:34,200.00 | 3:34,000.00');
  });

  it('knows a header printed again by its words where it is broken into other lines', () => {
    const [grid, ...others] = grids(
      drawPage(`
                      支出预算表
                                                        单位：元
    ---------------------------------------------------------
      科目编码      科目名称          合计        基本支出
    ---------------------------------------------------------
      208           社会保障          300.00        200.00
    ---------------------------------------------------------
      210           卫生健康          500.00        400.00
    ---------------------------------------------------------
      `),
      drawPage(
        `
                      支出预算表（续表）
                                                        单位：元
    ---------------------------------------------------------
      科目          科目              合计        基本支出
      编码          名称
    ---------------------------------------------------------
      212           城乡社区          100.00        100.00
    ---------------------------------------------------------
      213           农林水            700.00        600.00
    ---------------------------------------------------------
      `,
        2,
      ),
    );
    expect(others).toEqual([]);
    expect(show(grid).filter((row) => !/^0:\d/.test(row))).toEqual([
      '0:科目编码 | 1:科目名称 | 2:合计 | 3:基本支出',
    ]);
  });
});
