import { describe, expect, it } from 'vitest';
import type { FlowBlock, FlowGrid, SourcePage } from '../../../../core/model/source.ts';
import { pagesToFlow } from '../../../../core/tables/pages-to-flow.ts';
import { setPage } from '../../../support/set-page.ts';

const isGrid = (block: FlowBlock): block is FlowGrid => block.kind === 'grid';
const grids = (...pages: readonly SourcePage[]) => pagesToFlow(pages).flow.blocks.filter(isGrid);

/** Filled cells as `column:text`, or `first-last:text`, with the rows that they reach over where these are several. */
function show(grid: FlowGrid | undefined): string[] {
  const rows: string[][] = [];
  for (const { row, col, rowSpan, colSpan, text } of grid?.cells ?? []) {
    if (text === '') continue;
    const place = colSpan > 1 ? `${col}-${col + colSpan - 1}` : `${col}`;
    rows[row] = [...(rows[row] ?? []), `${place}:${text}${rowSpan > 1 ? ` (${rowSpan} rows)` : ''}`];
  }
  return rows.map((row) => row.join(' | '));
}

type Text = Parameters<typeof setPage>[0][number];
const row = (y: number, ...texts: readonly (readonly [number, string, ('right' | 'centre')?])[]): Text[] =>
  texts.map(([x, text, end]): Text => (end ? [x, y, text, end] : [x, y, text]));

const NAMES: readonly Text[] = [
  [300, 50, '项目支出绩效目标申报表', 'centre'],
  ...row(80, [40, '项目名称'], [180, '设备购置及更新改造'], [300, '项目类别'], [430, '其他运转类']),
  ...row(100, [40, '主管部门'], [180, '某区某某管理局'], [300, '实施单位'], [430, '某局机关']),
  ...row(120, [40, '开始日期'], [180, '2024年1月1日'], [300, '完成日期'], [430, '2024年12月31日']),
];

/** Four rows under one label, two of which share a label and a figure on their left. */
const FUNDS: readonly Text[] = [
  [40, 170, '资金（元）'],
  ...row(
    140,
    [110, '项目资金总额'],
    [290, '500.00', 'right'],
    [300, '年度资金申请总额'],
    [550, '500.00', 'right'],
  ),
  ...row(160, [300, '其中：当年财政拨款'], [550, '500.00', 'right']),
  ...row(170, [110, '其中：财政拨款资金'], [290, '500.00', 'right']),
  ...row(180, [300, '上年结转资金']),
  ...row(200, [110, '其他资金'], [300, '其他资金']),
];

/** A list under one label, with a header of its own; fields of two rows are empty. */
const GOALS: readonly Text[] = [
  [40, 270, '绩效指标'],
  ...row(220, [110, '一级指标'], [180, '二级指标'], [250, '三级指标'], [430, '指标值']),
  ...row(240, [180, '数量指标'], [250, '设备数量'], [430, '大于5台']),
  ...row(260, [180, '质量指标']),
  [110, 250, '产出指标'],
  ...row(280, [110, '效益指标'], [180, '社会效益'], [250, '服务能力'], [430, '提高']),
  ...row(300, [180, '生态效益']),
  ...row(320, [110, '满意度'], [180, '服务对象'], [250, '使用人员'], [430, '满意']),
];

const lift = (texts: readonly Text[], by: number) =>
  texts.map(([x, y, ...rest]): Text => [x, y - by, ...rest]);

describe('a form without lines', () => {
  const [grid, ...others] = grids(setPage([...NAMES, ...FUNDS, ...GOALS]));
  const rows = show(grid);

  it('is one table', () => {
    expect(others).toEqual([]);
    expect(rows).toHaveLength(13);
  });

  it('has texts between two rows over both, where these are empty', () => {
    expect(rows.slice(3, 5)).toEqual([
      '0:资金（元） (4 rows) | 1-2:项目资金总额 | 3:500.00 | 4:年度资金申请总额 | 5:500.00',
      '1-2:其中：财政拨款资金 (2 rows) | 3:500.00 (2 rows) | 4:其中：当年财政拨款 | 5:500.00',
    ]);
  });

  it('has an empty field where the other rows under its label have one', () => {
    expect(rows.slice(5, 7)).toEqual(['4:上年结转资金', '1-2:其他资金 | 4:其他资金']);
  });

  it('has fields of a list as wide as those of its header', () => {
    expect(rows.slice(7)).toEqual([
      '0:绩效指标 (6 rows) | 1:一级指标 | 2:二级指标 | 3-4:三级指标 | 5:指标值',
      '1:产出指标 (2 rows) | 2:数量指标 | 3-4:设备数量 | 5:大于5台',
      '2:质量指标',
      '1:效益指标 | 2:社会效益 | 3-4:服务能力 | 5:提高',
      '2:生态效益',
      '1:满意度 | 2:服务对象 | 3-4:使用人员 | 5:满意',
    ]);
  });

  it('gives the only figure of a row all the room beside its label, whether at its end or amid it', () => {
    const set = (x: number, end: 'right' | 'centre') =>
      show(
        grids(setPage([...NAMES, ...row(140, [40, '预算资金'], [x, '5.94', end]), ...lift(GOALS, 60)]))[0],
      )[3];
    expect(set(550, 'right')).toBe('0-1:预算资金 | 2-5:5.94');
    expect(set(360, 'centre')).toBe('0-1:预算资金 | 2-5:5.94');
  });

  it('ends pairs of labels and figures with a label whose figure is empty', () => {
    const pairs = row(
      140,
      [40, '预算数'],
      [220, '50.00', 'right'],
      [300, '其中：财政'],
      [420, '50.00', 'right'],
      [430, '其他资金'],
    );
    const ends: readonly Text[] = row(160, [40, '三月底'], [180, '六月底'], [300, '九月底'], [500, '年底前']);
    const read = show(grids(setPage([...NAMES, ...pairs, ...ends]))[0]);
    expect(read[3]).toMatch(/\| \d+:其他资金$/);
    expect(read[4]).toMatch(/\| \d+:年底前$/);
  });

  it('has a label at the top of its rows where no other stands under it', () => {
    const top = GOALS.map(([x, y, text]): Text => [x, text === '绩效指标' ? 220 : y, text]);
    expect(show(grids(setPage([...NAMES, ...lift(top, 80)]))[0])[3]).toContain('0:绩效指标 (6 rows)');
  });
});

describe('a form with every other row shaded cell by cell', () => {
  it('has the fields that the shades show', () => {
    const xs = [38, 108, 178, 298, 428, 560];
    const shade = (y: number, from: number, to: number) => [xs[from], y - 5, xs[to], y + 15] as const;
    const page = setPage(
      [
        ...row(80, [40, '项目名称'], [180, '设备购置'], [300, '项目类别'], [430, '其他运转类']),
        ...row(100, [40, '主管部门'], [180, '某局'], [300, '实施单位'], [430, '某局机关']),
        ...row(120, [40, '地址'], [110, '某路一号']),
        ...row(140, [40, '预算数'], [110, '共计'], [290, '7.00', 'right'], [300, '其他资金']),
        ...row(160, [40, '一级'], [110, '二级'], [180, '三级'], [300, '指标'], [430, '数值']),
      ],
      [],
      [
        ...[
          [0, 2],
          [2, 3],
          [3, 4],
          [4, 5],
        ].map(([from = 0, to = 0]) => shade(100, from, to)),
        ...[
          [0, 1],
          [1, 2],
          [2, 3],
          [3, 4],
          [4, 5],
        ].map(([from = 0, to = 0]) => shade(140, from, to)),
      ] as [number, number, number, number][],
    );
    expect(show(grids(page)[0])[3]).toBe('0:预算数 | 1:共计 | 2:7.00 | 3:其他资金');
  });
});

describe('a form that goes on overleaf', () => {
  it('has its last label amid rows of both pages', () => {
    const rows = [...NAMES, ...lift(GOALS, 80)].map(([x, y, text, end]): Text => {
      const at = y + 500;
      return text === '绩效指标' ? [x, at + 12, text] : end ? [x, at, text, end] : [x, at, text];
    });
    const overleaf = row(60, [180, '环境'], [250, '受益居民'], [430, '满意']);
    const more = row(80, [110, '持续性'], [180, '长期'], [250, '管护制度'], [430, '健全']);
    const [grid, ...others] = grids(setPage(rows), setPage([...overleaf, ...more], [], [], 2));
    expect(others).toEqual([]);
    expect(show(grid)[3]).toContain('0:绩效指标 (6 rows)');
  });
});

describe('shaded rows of a form', () => {
  it('leave a figure amid its own rows where an empty field follows that no edge parts', () => {
    const shade = (y: number, ...xs: readonly number[]) =>
      xs.slice(1).map((x, index) => [xs[index] ?? 0, y - 5, x, y + 15] as const);
    const page = setPage(
      [
        ...row(80, [40, '项目名称'], [180, '设备购置更新'], [300, '类别'], [430, '运转']),
        ...row(100, [40, '资金总额'], [290, '7.00', 'right'], [300, '年度总额'], [550, '7.00', 'right']),
        ...row(120, [300, '当年拨款'], [550, '7.00', 'right']),
        ...row(130, [40, '其中：财政拨款'], [290, '7.00', 'right']),
        ...row(140, [300, '上年结转']),
        ...row(160, [40, '其他资金'], [300, '其他资金']),
        ...row(180, [40, '主管部门'], [180, '某局'], [300, '单位'], [430, '某局机关']),
      ],
      [],
      [
        ...shade(100, 38, 178, 298, 428, 560),
        ...shade(140, 298, 428, 560),
        ...shade(180, 38, 178, 298, 428, 560),
      ],
    );
    const rows = show(grids(page)[0]);
    expect(rows.find((each) => each.includes('其中：财政拨款'))).toMatch(
      /其中：财政拨款 \(2 rows\) \| \d:7.00 \(2 rows\)/,
    );
  });
});

describe('a table cut by the page break after its first row', () => {
  const names = ['一级指标', '二级指标', '三级指标', '指标值'];
  const xs = [40, 150, 260, 430];
  const list = (y: number, ...texts: readonly string[]) =>
    row(y, ...texts.map((text, index): [number, string] => [xs[index] ?? 0, text]));
  const texts = [
    ...list(80, '产出', '数量', '设备数量', '大于5台'),
    ...list(100, '产出', '质量', '验收合格', '合格'),
    ...list(120, '效益', '社会', '服务能力', '提高'),
    ...list(140, '效益', '生态', '节能降耗', '下降'),
  ];

  it('is one table with its header', () => {
    const above = setPage([
      [40, 700, '以下各项指标由主管部门填报，并且随预算一同公开。'],
      ...list(740, ...names),
    ]);
    const [grid, ...others] = grids(above, setPage(texts, [], [], 2));
    expect(others).toEqual([]);
    expect(show(grid)[0]).toBe('0:一级指标 | 1:二级指标 | 2:三级指标 | 3:指标值');
    expect(grid?.pages).toEqual([1, 2]);
  });

  it('keeps a header cell of two lines that stands higher than the others', () => {
    const [, ...others] = list(740, ...names);
    const wrapped = [...row(733, [40, '一级指']), ...row(745, [40, '标']), ...others];
    const [grid] = grids(setPage(wrapped), setPage(texts, [], [], 2));
    expect(show(grid)[0]).toBe('0:一级指标 | 1:二级指标 | 2:三级指标 | 3:指标值');
  });
});

describe('what stands around a table without lines', () => {
  const list = (y: number, label: string, figure: string) => row(y, [40, label], [400, figure, 'right']);
  const table = [
    ...row(60, [40, '项目'], [380, '金额']),
    ...list(80, '一、教育支出', '1,100.00'),
    ...list(100, '二、文化支出', '1,200.00'),
    ...list(120, '三、卫生支出', '1,300.00'),
  ];

  it('has no page number in it', () => {
    const notes = [80, 100, 120].map((y): Text => [284, y, '见说明']);
    const [grid] = grids(setPage([...table, ...notes, [284, 140, '- 6 -']]));
    expect(show(grid)).toHaveLength(4);
  });

  it('ends at a title centred on the page, though its texts stand left on it', () => {
    const next = [
      ...row(190, [40, '项目'], [380, '金额']),
      ...list(210, '一、住房支出', '2,100.00'),
      ...list(230, '二、交通支出', '2,200.00'),
      ...list(250, '三、其他支出', '2,300.00'),
    ];
    const [first, second] = grids(setPage([...table, [297, 143, '政府性基金预算支出表', 'centre'], ...next]));
    expect(show(first)).toHaveLength(4);
    expect(show(second)).toHaveLength(4);
  });
});

describe('headers without lines that start where their columns do', () => {
  it('has one over two columns and two rows beside one over several headers', () => {
    const xs = [40, 90, 140, 190, 240, 290, 340, 390, 440, 490];
    const page = setPage([
      ...row(80, [140, '公务用车购置及运行费']),
      ...row(90, [40, '合计'], [440, '公务接待费']),
      ...row(100, [140, '小计'], [240, '购置费'], [340, '运行费']),
      ...row(120, ...xs.map((x, index): [number, string] => [x, index % 2 === 0 ? '预算数' : '决算数'])),
      ...row(140, ...xs.map((x, index): [number, string] => [x, `${index + 1}1.00`])),
      ...row(160, ...xs.map((x, index): [number, string] => [x, `${index + 1}2.00`])),
    ]);
    expect(show(grids(page)[0]).slice(0, 2)).toEqual([
      '0-1:合计 (2 rows) | 2-7:公务用车购置及运行费 | 8-9:公务接待费 (2 rows)',
      '2-3:小计 | 4-5:购置费 | 6-7:运行费',
    ]);
  });

  it('has a total over codes and names, up to the first figures', () => {
    const page = setPage([
      ...row(80, [40, '科目编码'], [110, '科目名称'], [420, '合计', 'right'], [520, '项目支出', 'right']),
      ...row(100, [40, '301'], [110, '工资福利'], [420, '1,100.00', 'right'], [520, '1,100.00', 'right']),
      ...row(120, [40, '302'], [110, '商品服务'], [420, '1,200.00', 'right'], [520, '1,200.00', 'right']),
      ...row(140, [40, '310'], [110, '资本支出'], [420, '1,300.00', 'right'], [520, '1,300.00', 'right']),
      ...row(160, [40, '合计'], [420, '3,600.00', 'right'], [520, '3,600.00', 'right']),
    ]);
    expect(show(grids(page)[0]).at(-1)).toBe('0-1:合计 | 2:3,600.00 | 3:3,600.00');
  });

  it('has cells as wide as their shades, where each is shaded by itself', () => {
    const heads: readonly (readonly [number, number, number, number])[] = [
      [38, 75, 298, 95],
      [298, 75, 560, 95],
      [38, 95, 168, 115],
      [168, 95, 298, 115],
      [298, 95, 428, 115],
      [428, 95, 560, 115],
    ];
    const page = setPage(
      [
        ...row(60, [500, '单位：元']),
        ...row(80, [160, '项目', 'centre'], [350, '本年支出', 'centre']),
        ...row(100, [40, '编码'], [170, '名称'], [300, '合计'], [430, '其中']),
        ...row(120, [40, '合计']),
      ],
      [],
      heads,
    );
    expect(show(grids(page)[0])[0]).toBe('0-1:项目 | 2-3:本年支出');
  });

  it('are one header where it is printed again over the rest of a table without figures', () => {
    const head = (y: number) => [
      ...row(y, [190, '项目', 'centre'], [430, '国有资本经营预算支出', 'centre']),
      ...row(y + 20, [90, '编码', 'centre']),
      ...row(y + 30, [230, '名称', 'centre'], [350, '合计'], [420, '基本支出'], [500, '项目支出']),
      ...row(y + 40, [50, '类', 'centre'], [90, '款', 'centre'], [130, '项', 'centre']),
    ];
    const rules = (y: number): [number, number, number][] => [
      [38, 560, y - 5],
      [38, 560, y + 16],
      [38, 150, y + 36],
      [38, 560, y + 56],
      ...[60, 64, 68, 72].map((by): [number, number, number] => [38, 560, y + by]),
    ];
    const around: Text[] = [
      [300, 640, '政府性基金预算支出表', 'centre'],
      [560, 660, '单位：元', 'right'],
    ];
    const [grid] = grids(
      setPage([...around, ...head(690)], rules(690)),
      setPage([...head(60), [40, 135, '合计']], [...rules(60), [38, 560, 150]], [], 2),
    );
    expect(show(grid)).toEqual([
      '0-3:项目 | 4-6:国有资本经营预算支出',
      '0-2:编码 | 3:名称 (2 rows) | 4:合计 (2 rows) | 5:基本支出 (2 rows) | 6:项目支出 (2 rows)',
      '0:类 | 1:款 | 2:项',
      '0-3:合计',
    ]);
  });
});
