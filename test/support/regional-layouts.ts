import type { DrawnTable } from './draw-document.ts';
import {
  draw,
  type Entry,
  GRANTS,
  isPersonnel,
  type Maker,
  nameOf,
  ordinal,
  type Part,
  type Project,
  type Row,
  type Source,
  sideBySide,
  total,
} from './publication-maker.ts';

/**
 * Forms of the standard tables that differ from the common ones in more than titles: income by body instead of by code, code
 * columns beside a body column, items without their classes, projects with codes, all kinds of fund side by side.
 */

type Filter = (e: Entry) => boolean;
type Value = (f: Filter) => number;

const around = (m: Maker, title: string, number?: string): Omit<DrawnTable, 'rows'> => ({
  title,
  unit: m.unit,
  bodyLine: `${m.noun === '单位' ? '单位名称' : '部门名称'}：${m.body}`,
  ...(number ? { number } : {}),
});

const of =
  (m: Maker, part: Part, ...sources: Source[]): Value =>
  (f) =>
    m.sum((e) => f(e) && m.source(...sources)(e), part);

const all: Filter = () => true;

const joined = (left: readonly Row[], right: readonly Row[]): Row[] =>
  left.map((l, i) => [...l, ...right[i]!]);

function classLines(m: Maker, filter: Filter, columns: readonly Value[], style = '一、'): Row[] {
  return m
    .classes(filter)
    .map((c, i) => [
      style === '一、' ? `${ordinal(i + 1)}、${nameOf(c)}` : `（${ordinal(i + 1)}）${nameOf(c)}`,
      ...columns.map((v) => m.print(v((e) => filter(e) && e.code.startsWith(c)))),
    ]);
}

function economic(m: Maker): { code: string; amount: number }[] {
  const codes = [...new Set(m.ledger.economic.flatMap((e) => [e.code.slice(0, 3), e.code]))].sort();
  return codes.map((code) => ({
    code,
    amount: total(m.ledger.economic.filter((e) => e.code.startsWith(code)).map((e) => e.amount)),
  }));
}

const projectSum = (list: readonly Project[], ...sources: Source[]): number =>
  total(list.filter((p) => sources.length === 0 || sources.includes(p.source)).map((p) => p.amount));

/** 三公 figures: total, abroad, vehicles, purchase, running, reception. */
export function threePublic(m: Maker): number[] {
  const { abroad, purchase, running, reception } = m.ledger.three;
  return [abroad + purchase + running + reception, abroad, purchase + running, purchase, running, reception];
}

// ----------------------------------------------------------------------------------------------------------------- Beijing

/** 预算01表 …: income in one row by body, kinds of carry-over as columns, 三公 of two years in two rows. */
export function beijing(m: Maker): DrawnTable[] {
  const y = `${m.year}年`;
  const p = (fen: number) => m.print(fen);
  const table = (n: number, name: string, rows: string, note?: string): DrawnTable => ({
    ...around(m, `${y}${name}`, `预算${String(n).padStart(2, '0')}表`),
    rows,
    ...(note ? { note } : {}),
  });
  const grants = m.source(...GRANTS);
  const income: Row[] = [
    ['一、一般公共预算拨款收入', p(of(m, 'income', 'general')(all))],
    ['二、政府性基金预算拨款收入', p(of(m, 'income', 'fund')(all))],
    ['三、国有资本经营预算拨款收入', p(of(m, 'income', 'capital')(all))],
    ['四、财政专户管理资金收入', p(0)],
    ['五、事业收入', p(of(m, 'income', 'business')(all))],
    ['六、上级补助收入', p(0)],
    ['七、附属单位上缴收入', p(0)],
    ['八、事业单位经营收入', p(0)],
    ['九、其他收入', p(of(m, 'income', 'other')(all))],
  ];
  const whole = p(m.sum(all, 'total'));
  const summary = sideBySide(
    income,
    classLines(m, all, [of(m, 'total')]),
    [
      ['本年收入合计', p(m.sum(all, 'income'))],
      ['上年结转结余', p(m.sum(all, 'opening'))],
      ['收入总计', whole],
    ],
    [
      ['本年支出合计', whole],
      ['年终结转结余', p(0)],
      ['支出总计', whole],
    ],
  );
  const openings: Value[] = [
    of(m, 'opening'),
    of(m, 'opening', 'general'),
    of(m, 'opening', 'fund'),
    of(m, 'opening', 'capital'),
    () => 0,
    of(m, 'opening', 'business', 'other'),
  ];
  const incomes: Value[] = [
    of(m, 'income'),
    of(m, 'income', 'general'),
    of(m, 'income', 'fund'),
    of(m, 'income', 'capital'),
    () => 0,
    of(m, 'income', 'business'),
    () => 0,
    () => 0,
    () => 0,
    of(m, 'income', 'other'),
  ];
  const figures = [of(m, 'total'), ...incomes, ...openings].map((v) => p(v(all)));
  const t2 = draw(
    [
      [
        '部门（单位）代码',
        '部门（单位）名称',
        '合计',
        '本年收入',
        ...Array.from({ length: 9 }, () => '<'),
        '上年结转结余',
        ...Array.from({ length: 5 }, () => '<'),
      ],
      [
        '^',
        '^',
        '^',
        '小计',
        '一般公共预算资金',
        '政府性基金预算资金',
        '国有资本经营预算资金',
        '财政专户管理资金',
        '事业收入',
        '事业单位经营收入',
        '上级补助收入',
        '附属单位上缴收入',
        '其他收入',
        '小计',
        '一般公共预算资金',
        '政府性基金预算资金',
        '国有资本经营预算资金',
        '财政专户管理资金',
        '单位资金',
      ],
    ],
    [
      ['合计', '<', ...figures],
      ['131001', m.body, ...figures],
    ],
  );
  const byCode = (filter: Filter, header: readonly Row[], columns: readonly Value[]) =>
    draw(
      joined(
        header.map((_, i) => (i === 0 ? ['科目编码', '科目名称'] : ['^', '^'])),
        header,
      ),
      m.codeRows(filter, columns, (c) => [c, nameOf(c)], 'bottom', ['合计', '<']),
    );
  const split = m.columns(['total', 'basic', 'personnel', 'public', 'project']);
  const types = ['21-其他运转类', '31-部门项目', '32-绿色项目'];
  const projectRow = (head: Row, list: readonly Project[]): Row => [
    ...head,
    p(projectSum(list)),
    ...(['general', 'fund', 'capital'] as Source[]).map((s) => p(projectSum(list, s))),
    p(0),
    p(projectSum(list, 'business', 'other')),
  ];
  const projects = draw(
    [
      ['类型', '项目名称', '项目单位', '合计', '本年拨款', '<', '<', '财政专户管理资金', '单位资金'],
      ['^', '^', '^', '^', '一般公共预算', '政府性基金预算', '国有资本经营预算', '^', '^'],
    ],
    [
      ...m.ledger.projects.map((x, i) => projectRow([types[i % 3]!, x.name, m.body], [x])),
      projectRow(['合计', '<', '<'], m.ledger.projects),
    ],
  );
  const t4left: Row[] = [
    ['一、本年收入', p(m.sum(grants, 'income'))],
    ['（一）一般公共预算资金', p(of(m, 'income', 'general')(all))],
    ['（二）政府性基金预算资金', p(of(m, 'income', 'fund')(all))],
    ['（三）国有资本经营预算资金', p(of(m, 'income', 'capital')(all))],
    ['二、上年结转结余', p(m.sum(grants, 'opening'))],
    ['（一）一般公共预算资金', p(of(m, 'opening', 'general')(all))],
    ['（二）政府性基金预算资金', p(of(m, 'opening', 'fund')(all))],
    ['（三）国有资本经营预算资金', p(of(m, 'opening', 'capital')(all))],
  ];
  const grantWhole = p(m.sum(grants, 'total'));
  const t4right: Row[] = [
    ['一、本年支出', grantWhole],
    ...classLines(m, grants, [of(m, 'total')], '（一）'),
    ['二、年终结转结余', p(0)],
  ];
  const general = m.source('general');
  const wages = (code: string) => m.print(isPersonnel(code) ? amountOf(code) : 0);
  const goods = (code: string) => m.print(isPersonnel(code) ? 0 : amountOf(code));
  const amountOf = (code: string) =>
    total(m.ledger.economic.filter((e) => e.code.startsWith(code)).map((e) => e.amount));
  const t8 = draw(
    [['经济分类科目编码', '经济分类科目名称', '合计', '人员经费', '公用经费']],
    [
      ...economic(m).map(
        ({ code }): Row => [code, nameOf(code), m.print(amountOf(code)), wages(code), goods(code)],
      ),
      ['合计', '<', p(m.sum(general, 'basic')), p(m.sum(general, 'personnel')), p(m.sum(general, 'public'))],
    ],
  );
  const three = threePublic(m);
  const before = three.map((v, i) => (i === 2 || i === 0 ? 0 : Math.round((v * 1.1) / 1000) * 1000));
  before[2] = before[3]! + before[4]!;
  before[0] = before[1]! + before[2]! + before[5]!;
  const order = [0, 1, 5, 2, 3, 4];
  const t11 = draw(
    [
      [
        '年度',
        '“三公”经费财政拨款预算总额',
        '因公出国（境）费用',
        '公务接待费',
        '公务用车购置和运行维护费',
        '<',
        '<',
      ],
      ['^', '^', '^', '^', '小计', '公务用车购置费', '公务用车运行维护费'],
    ],
    [
      [`${m.year - 1}年`, ...order.map((i) => m.print(before[i]!, '0'))],
      [`${m.year}年`, ...order.map((i) => m.print(three[i]!, '0'))],
    ],
  );
  const fund = (s: Source, n: number, name: string) => {
    const printed = m.ledger.entries.some(m.source(s));
    const header: Row[] = [
      ['合计', '基本支出', '<', '<', '项目支出'],
      ['^', '小计', '人员经费', '公用经费', '^'],
    ];
    return printed
      ? table(n, name, byCode(m.source(s), header, split))
      : table(
          n,
          name,
          draw(
            [
              ['科目编码', '科目名称', ...header[0]!],
              ['^', '^', ...header[1]!],
            ],
            [['', '', '', '', '', '', '']],
          ),
          `注：本${m.noun}${m.year}年没有${name.slice(0, 5)}安排的支出，故此表为空表。`,
        );
  };
  const grown: Row[] = [
    ['合计', '基本支出', '<', '<', '项目支出'],
    ['^', '小计', '人员经费', '公用经费', '^'],
  ];
  return [
    table(
      1,
      '收支总表',
      draw(
        [
          ['收入', '<', '支出', '<'],
          ['项目', '预算数', '项目', '预算数'],
        ],
        summary,
      ),
    ),
    table(2, '收入总表', t2),
    table(
      3,
      '支出总表',
      byCode(
        all,
        [['合计', '基本支出', '项目支出', '事业单位经营支出', '上缴上级支出', '对附属单位补助支出']],
        [...m.columns(['total', 'basic', 'project']), () => 0, () => 0, () => 0],
      ),
    ),
    table(4, '项目支出表', projects),
    table(
      5,
      '财政拨款收支预算总表',
      draw(
        [
          ['收入', '<', '支出', '<'],
          ['项目', '预算数', '项目', '预算数'],
        ],
        sideBySide(t4left, t4right, [['收入总计', grantWhole]], [['支出总计', grantWhole]]),
      ),
    ),
    table(6, '一般公共预算财政拨款支出表', byCode(general, grown, split)),
    table(7, '一般公共预算财政拨款基本支出表', t8),
    fund('fund', 8, '政府性基金预算财政拨款支出表'),
    fund('capital', 9, '国有资本经营预算财政拨款支出表'),
    table(10, '财政拨款（含一般公共预算和政府性基金预算）“三公”经费支出表', t11),
  ];
}

// ----------------------------------------------------------------------------------------------------------------- Sichuan

/** 表1 to 表5 with sub-tables: items alone under their body, without classes and sections; project tables by item. */
export function sichuan(m: Maker): DrawnTable[] {
  const p = (fen: number) => m.print(fen);
  const unitCode = '301001';
  const table = (number: string, name: string, rows: string, note?: string): DrawnTable => ({
    ...around(m, name, `表${number}`),
    rows,
    ...(note ? { note } : {}),
  });
  const items = (filter: Filter) => m.codes(filter).filter((c) => c.length === 7);
  const itemKey = (c: string): Row => [c.slice(0, 3), c.slice(3, 5), c.slice(5), unitCode, nameOf(c)];
  const byItem = (filter: Filter, header: readonly Row[], columns: readonly Value[]) => {
    const line = (key: Row, f: Filter): Row => [
      ...key,
      ...columns.map((v) => p(v((e) => filter(e) && f(e)))),
    ];
    const keyHead: Row[] = [
      ['科目编码', '<', '<', '单位代码', '单位名称（科目）'],
      ['类', '款', '项', '^', '^'],
    ];
    return draw(joined(keyHead, header), [
      line(['', '', '', '', '合计'], all),
      line(['', '', '', unitCode, m.body], all),
      ...items(filter).map((c) => line(itemKey(c), (e) => e.code === c)),
    ]);
  };
  const grants = m.source(...GRANTS);
  const whole = p(m.sum(all, 'total'));
  const income: Row[] = [
    ['一、一般公共预算拨款收入', p(of(m, 'income', 'general')(all))],
    ['二、政府性基金预算拨款收入', p(of(m, 'income', 'fund')(all))],
    ['三、国有资本经营预算拨款收入', p(of(m, 'income', 'capital')(all))],
    ['四、事业收入', p(of(m, 'income', 'business')(all))],
    ['五、事业单位经营收入', p(0)],
    ['六、其他收入', p(of(m, 'income', 'other')(all))],
  ];
  const t1 = draw(
    [
      ['收入', '<', '支出', '<'],
      ['项目', '预算数', '项目', '预算数'],
    ],
    sideBySide(
      income,
      classLines(m, all, [of(m, 'total')]),
      [
        ['本年收入合计', p(m.sum(all, 'income'))],
        ['七、用事业基金弥补收支差额', ''],
        ['八、上年结转', p(m.sum(all, 'opening'))],
        ['收入总计', whole],
      ],
      [
        ['本年支出合计', whole],
        ['三十、事业单位结余分配', ''],
        ['三十一、结转下年', p(0)],
        ['支出总计', whole],
      ],
    ),
  );
  const figures = [
    of(m, 'total'),
    of(m, 'opening'),
    of(m, 'income', 'general'),
    of(m, 'income', 'fund'),
    of(m, 'income', 'capital'),
    of(m, 'income', 'business'),
    () => 0,
    of(m, 'income', 'other'),
    () => 0,
    () => 0,
  ].map((v) => p(v(all)));
  const t11 = draw(
    [
      [
        '单位代码',
        '单位名称（科目）',
        '合计',
        '上年结转',
        '一般公共预算拨款收入',
        '政府性基金预算拨款收入',
        '国有资本经营预算拨款收入',
        '事业收入',
        '事业单位经营收入',
        '其他收入',
        '上级补助收入',
        '附属单位上缴收入',
      ],
    ],
    [
      ['', '合计', ...figures],
      [unitCode, m.body, ...figures],
    ],
  );
  const flat = (labels: Row): Row[] => [labels, labels.map(() => '^')];
  const kinds = ([[], ['general'], ['fund'], ['capital']] as Source[][]).map((s) =>
    s.length === 0 ? of(m, 'total', ...GRANTS) : of(m, 'total', ...s),
  );
  const opened = m.sum(grants, 'opening');
  const t2 = draw(
    [
      ['收入', '<', '支出', '<', '<', '<', '<'],
      ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
    ],
    sideBySide(
      [
        ['一、本年收入', p(m.sum(grants, 'income'))],
        ['一般公共预算拨款收入', p(of(m, 'income', 'general')(all))],
        ['政府性基金预算拨款收入', p(of(m, 'income', 'fund')(all))],
        ['国有资本经营预算拨款收入', p(of(m, 'income', 'capital')(all))],
        ['二、上年结转', p(opened)],
        ['一般公共预算拨款收入', p(of(m, 'opening', 'general')(all))],
        ['政府性基金预算拨款收入', p(of(m, 'opening', 'fund')(all))],
        ['国有资本经营预算拨款收入', p(of(m, 'opening', 'capital')(all))],
      ],
      [
        ['一、本年支出', ...kinds.map((v) => p(v(all)))],
        ...m
          .classes(grants)
          .map((c): Row => [nameOf(c), ...kinds.map((v) => p(v((e) => e.code.startsWith(c))))]),
        ['二、结转下年', '', '', '', ''],
      ],
      [['收入总计', p(m.sum(grants, 'total'))]],
      [['支出总计', ...kinds.map((v) => p(v(all)))]],
    ),
  );
  const general = m.source('general');
  const econLine = (code: string, amount: number): Row => [
    code.slice(0, 3),
    code.slice(3),
    unitCode,
    nameOf(code),
    p(amount),
    p(isPersonnel(code) ? amount : 0),
    p(isPersonnel(code) ? 0 : amount),
  ];
  const basic: Row = [
    p(m.sum(general, 'basic')),
    p(m.sum(general, 'personnel')),
    p(m.sum(general, 'public')),
  ];
  const t31 = draw(
    [
      ['经济分类科目', '<', '<', '<', '基本支出', '<', '<'],
      ['科目编码', '<', '单位代码', '单位名称（科目）', '合计', '人员经费', '公用经费'],
      ['类', '款', '^', '^', '^', '^', '^'],
    ],
    [
      ['', '', '', '合计', ...basic],
      ['', '', unitCode, m.body, ...basic],
      ...economic(m).map(({ code, amount }) => econLine(code, amount)),
    ],
  );
  const generalProjects = m.ledger.projects.filter((x) => x.source === 'general');
  const projectCodes = [...new Set(generalProjects.map((x) => x.code))].sort();
  const t32 = draw(
    [
      ['科目编码', '<', '<', '单位代码', '单位名称（科目）', '金额'],
      ['类', '款', '项', '^', '^', '^'],
    ],
    [
      ['', '', '', '', '合计', p(projectSum(generalProjects))],
      ['', '', '', unitCode, m.body, p(projectSum(generalProjects))],
      ...projectCodes.flatMap((c): Row[] => [
        [...itemKey(c), p(projectSum(generalProjects.filter((x) => x.code === c)))],
        ...generalProjects
          .filter((x) => x.code === c)
          .map((x): Row => [c.slice(0, 3), c.slice(3, 5), c.slice(5), unitCode, x.name, p(x.amount)]),
      ]),
    ],
  );
  const three = threePublic(m).map((v) => m.print(v, '0.00'));
  const t33 = draw(
    [
      ['单位编码', '单位名称（科目）', '当年财政拨款预算安排', '<', '<', '<', '<', '<'],
      ['^', '^', '合计', '因公出国（境）费用', '公务用车购置及运行费', '<', '<', '公务接待费'],
      ['^', '^', '^', '^', '小计', '公务用车购置费', '公务用车运行费', '^'],
    ],
    [
      ['', '合计', ...three],
      [unitCode, m.body, ...three],
    ],
  );
  const fund = (s: Source, number: string, name: string) => {
    const printed = m.ledger.entries.some(m.source(s));
    const head = flat(['合计', '基本支出', '项目支出']);
    return printed
      ? table(number, name, byItem(m.source(s), head, m.columns(['total', 'basic', 'project'])))
      : table(
          number,
          name,
          draw(
            joined(
              [
                ['科目编码', '<', '<', '单位代码', '单位名称（科目）'],
                ['类', '款', '项', '^', '^'],
              ],
              head,
            ),
            [['', '', '', '', '合计', '', '', '']],
          ),
          `注：本表无数据。${m.body}${m.year}年没有使用${name.slice(0, name.indexOf('支出'))}安排的支出。`,
        );
  };
  return [
    table('1', `${m.noun}收支总表`, t1),
    table('1-1', `${m.noun}收入总表`, t11),
    table(
      '1-2',
      `${m.noun}支出总表`,
      byItem(all, flat(['合计', '基本支出', '项目支出', '上缴上级支出', '对附属单位补助支出']), [
        ...m.columns(['total', 'basic', 'project']),
        () => 0,
        () => 0,
      ]),
    ),
    table('2', '财政拨款收支预算总表', t2),
    table(
      '3',
      '一般公共预算支出预算表',
      byItem(general, flat(['合计', '当年财政拨款安排', '上年结转安排']), [
        of(m, 'total'),
        of(m, 'income'),
        of(m, 'opening'),
      ]),
    ),
    table('3-1', '一般公共预算基本支出预算表', t31),
    table('3-2', '一般公共预算项目支出预算表', t32),
    table('3-3', '一般公共预算“三公”经费支出预算表', t33),
    fund('fund', '4', '政府性基金预算支出预算表'),
    fund('capital', '5', '国有资本经营预算支出预算表'),
  ];
}

// ------------------------------------------------------------------------------------------------------------------ Yunnan

/** 预算01-1 …: expenditure by kind of money, projects with function and economic codes, 三公 with last year beside it. */
export function yunnan(m: Maker): DrawnTable[] {
  const p = (fen: number) => m.print(fen);
  const table = (number: string, name: string, rows: string, note?: string): DrawnTable => ({
    ...around(m, `${m.year}年${name}`, `预算${number}表`),
    rows,
    ...(note ? { note } : {}),
  });
  const grants = m.source(...GRANTS);
  const own: Source[] = ['business', 'other'];
  const whole = p(m.sum(all, 'total'));
  const t11 = draw(
    [
      ['收入', '<', '支出', '<'],
      ['项目', `${m.year}年预算数`, '项目（按功能分类）', `${m.year}年预算数`],
    ],
    sideBySide(
      [
        ['一、一般公共预算拨款收入', p(of(m, 'income', 'general')(all))],
        ['二、政府性基金预算拨款收入', p(of(m, 'income', 'fund')(all))],
        ['三、国有资本经营预算拨款收入', p(of(m, 'income', 'capital')(all))],
        ['四、财政专户管理资金收入', p(0)],
        ['五、单位资金', p(of(m, 'income', ...own)(all))],
        ['（一）事业收入', p(of(m, 'income', 'business')(all))],
        ['（二）事业单位经营收入', p(0)],
        ['（三）上级补助收入', p(0)],
        ['（四）附属单位上缴收入', p(0)],
        ['（五）其他收入', p(of(m, 'income', 'other')(all))],
      ],
      classLines(m, all, [of(m, 'total')]),
      [
        ['本年收入合计', p(m.sum(all, 'income'))],
        ['上年结转结余', p(m.sum(all, 'opening'))],
        ['收入总计', whole],
      ],
      [
        ['本年支出合计', whole],
        ['年终结转结余', p(0)],
        ['支出总计', whole],
      ],
    ),
  );
  const kindColumns: Value[] = [
    of(m, 'total'),
    of(m, 'total', 'general'),
    of(m, 'basic', 'general'),
    of(m, 'project', 'general'),
    of(m, 'total', 'fund'),
    of(m, 'basic', 'fund'),
    of(m, 'project', 'fund'),
    of(m, 'total', 'capital'),
    of(m, 'basic', 'capital'),
    of(m, 'project', 'capital'),
    () => 0,
    of(m, 'total', ...own),
    of(m, 'total', 'business'),
    of(m, 'total', 'other'),
  ];
  const t13 = draw(
    [
      [
        '科目编码',
        '科目名称',
        '合计',
        '一般公共预算',
        '<',
        '<',
        '政府性基金预算',
        '<',
        '<',
        '国有资本经营预算',
        '<',
        '<',
        '财政专户管理的支出',
        '单位资金',
        '<',
        '<',
      ],
      [
        '^',
        '^',
        '^',
        '小计',
        '基本支出',
        '项目支出',
        '小计',
        '基本支出',
        '项目支出',
        '小计',
        '基本支出',
        '项目支出',
        '^',
        '小计',
        '事业支出',
        '其他支出',
      ],
    ],
    m.codeRows(all, kindColumns, (c) => [c, nameOf(c)], 'bottom', ['合计', '<']),
  );
  const t21 = draw(
    [
      ['收入', '<', '支出', '<'],
      ['项目', '预算数', '项目（按功能分类）', '预算数'],
    ],
    sideBySide(
      [
        ['一、本年收入', p(m.sum(grants, 'income'))],
        ['（一）一般公共预算拨款', p(of(m, 'income', 'general')(all))],
        ['（二）政府性基金预算拨款', p(of(m, 'income', 'fund')(all))],
        ['（三）国有资本经营预算拨款', p(of(m, 'income', 'capital')(all))],
        ['二、上年结转', p(m.sum(grants, 'opening'))],
        ['（一）一般公共预算拨款', p(of(m, 'opening', 'general')(all))],
        ['（二）政府性基金预算拨款', p(of(m, 'opening', 'fund')(all))],
        ['（三）国有资本经营预算拨款', p(of(m, 'opening', 'capital')(all))],
      ],
      [
        ['一、本年支出', p(m.sum(grants, 'total'))],
        ...classLines(m, grants, [of(m, 'total')], '（一）'),
        ['二、年终结转结余', p(0)],
      ],
      [['收入总计', p(m.sum(grants, 'total'))]],
      [['支出总计', p(m.sum(grants, 'total'))]],
    ),
  );
  const figures = [
    of(m, 'total'),
    of(m, 'income'),
    of(m, 'income', 'general'),
    of(m, 'income', 'fund'),
    of(m, 'income', 'capital'),
    () => 0,
    of(m, 'income', ...own),
    of(m, 'income', 'business'),
    of(m, 'income', 'other'),
    of(m, 'opening'),
  ].map((v) => p(v(all)));
  const t12 = draw(
    [
      [
        '部门（单位）代码',
        '部门（单位）名称',
        '合计',
        '本年收入',
        '<',
        '<',
        '<',
        '<',
        '<',
        '<',
        '<',
        '上年结转结余',
      ],
      [
        '^',
        '^',
        '^',
        '小计',
        '一般公共预算',
        '政府性基金预算',
        '国有资本经营预算',
        '财政专户管理资金',
        '单位资金',
        '<',
        '<',
        '^',
      ],
      ['^', '^', '^', '^', '^', '^', '^', '^', '小计', '事业收入', '其他收入', '^'],
    ],
    [
      ['530101', m.body, ...figures],
      ['合计', '<', ...figures],
    ],
  );
  const split = m.columns(['total', 'basic', 'personnel', 'public', 'project']);
  const general = m.source('general');
  const t22 = draw(
    [
      ['部门预算支出功能分类科目', '<', '合计', '基本支出', '<', '<', '项目支出'],
      ['科目编码', '科目名称', '^', '小计', '人员经费', '公用经费', '^'],
    ],
    m.codeRows(general, split, (c) => [c, nameOf(c)], 'bottom', ['合计', '<']),
  );
  const econ = draw(
    [['经济分类科目编码', '经济分类科目名称', '合计', '人员经费', '公用经费']],
    [
      ...economic(m).map(
        ({ code, amount }): Row => [
          code,
          nameOf(code),
          p(amount),
          p(isPersonnel(code) ? amount : 0),
          p(isPersonnel(code) ? 0 : amount),
        ],
      ),
      ['合计', '<', p(m.sum(general, 'basic')), p(m.sum(general, 'personnel')), p(m.sum(general, 'public'))],
    ],
  );
  const projectLine = (key: Row, list: readonly Project[]): Row => [
    ...key,
    p(projectSum(list)),
    p(projectSum(list, ...GRANTS)),
    ...GRANTS.map((s) => p(projectSum(list, s))),
    p(0),
    p(projectSum(list, ...own)),
  ];
  const t51 = draw(
    [
      [
        '项目分类',
        '项目代码',
        '项目名称',
        '项目单位',
        '功能科目编码',
        '功能科目名称',
        '资金来源',
        '<',
        '<',
        '<',
        '<',
        '<',
        '<',
      ],
      ['^', '^', '^', '^', '^', '^', '合计', '本年拨款', '<', '<', '<', '财政专户管理资金', '单位资金'],
      [
        '^',
        '^',
        '^',
        '^',
        '^',
        '^',
        '^',
        '小计',
        '一般公共预算',
        '政府性基金预算',
        '国有资本经营预算',
        '^',
        '^',
      ],
    ],
    [
      ...m.ledger.projects.map((x, i) =>
        projectLine(
          [
            '事业发展类',
            `5301${m.year}21${String(i + 1).padStart(4, '0')}`,
            x.name,
            m.body,
            x.code,
            nameOf(x.code),
          ],
          [x],
        ),
      ),
      projectLine(['合计', '<', '<', '<', '<', '<'], m.ledger.projects),
    ],
  );
  const three = threePublic(m);
  const order = [0, 1, 2, 3, 4, 5];
  const t03 = draw(
    [
      ['“三公”经费合计', '因公出国（境）费', '公务用车购置及运行费', '<', '<', '公务接待费'],
      ['^', '^', '小计', '公务用车购置费', '公务用车运行费', '^'],
      ['1', '2', '3', '4', '5', '6'],
    ],
    [order.map((i) => m.print(three[i]!, '0'))],
  );
  const fund = (s: Source, number: string, name: string) => {
    const printed = m.ledger.entries.some(m.source(s));
    const head: Row[] = [
      ['科目编码', '科目名称', `本年${name.slice(0, name.indexOf('预算'))}预算支出`, '<', '<'],
      ['^', '^', '合计', '基本支出', '项目支出'],
    ];
    return printed
      ? table(
          number,
          name,
          draw(
            head,
            m.codeRows(
              m.source(s),
              m.columns(['total', 'basic', 'project']),
              (c) => [c, nameOf(c)],
              'bottom',
              ['合计', '<'],
            ),
          ),
        )
      : table(
          number,
          name,
          draw(head, [['合计', '<', '', '', '']]),
          `说明：本${m.noun}无${name.slice(0, name.indexOf('预算'))}预算支出，此表为空。`,
        );
  };
  return [
    table('01-1', '部门财务收支预算总表', t11),
    table('01-2', '部门收入预算表', t12),
    table('01-3', '部门支出预算表', t13),
    table('02-1', '部门财政拨款收支预算总表', t21),
    table('02-2', '一般公共预算支出预算表（按功能科目分类）', t22),
    table('03', '一般公共预算“三公”经费支出预算表', t03),
    table('04', '一般公共预算基本支出预算表（按经济分类）', econ),
    table('05-1', '项目支出预算表', t51),
    fund('fund', '06', '政府性基金预算支出预算表'),
    fund('capital', '07', '国有资本经营预算支出预算表'),
  ];
}

// ----------------------------------------------------------------------------------------------------------------- compact

/** Codes and names in one cell, classes indented by blanks, totals at the bottom, a township's short set of tables. */
export function compact(m: Maker): DrawnTable[] {
  const p = (fen: number) => m.print(fen);
  const y = `${m.year}年${m.noun}`;
  const table = (name: string, rows: string, note?: string): DrawnTable => ({
    ...around(m, `${y}${name}`),
    rows,
    ...(note ? { note } : {}),
  });
  const style = m.plan.seed % 24 < 12 ? 'bracket' : 'dash';
  const label = (c: string) => (style === 'bracket' ? `[${c}]${nameOf(c)}` : `${c}-${nameOf(c)}`);
  const byCode = (filter: Filter, header: readonly Row[], columns: readonly Value[]) =>
    draw(
      joined(
        header.map((_, i) => (i === 0 ? ['科目'] : ['^'])),
        header,
      ),
      m.codeRows(filter, columns, (c) => [label(c)], 'bottom', ['合  计']),
    );
  const grants = m.source(...GRANTS);
  const whole = p(m.sum(all, 'total'));
  const income: Row[] = [
    ['一、财政拨款收入', p(m.sum(grants, 'income'))],
    ['其中：一般公共预算拨款', p(of(m, 'income', 'general')(all))],
    ['政府性基金预算拨款', p(of(m, 'income', 'fund')(all))],
    ['国有资本经营预算拨款', p(of(m, 'income', 'capital')(all))],
    ['二、事业收入', p(of(m, 'income', 'business')(all))],
    ['三、其他收入', p(of(m, 'income', 'other')(all))],
  ];
  const t1 = draw(
    [
      ['收  入', '<', '支  出', '<'],
      ['项  目', '预算数', '项  目', '预算数'],
    ],
    sideBySide(
      income,
      classLines(m, all, [of(m, 'total')]),
      [
        ['本年收入合计', p(m.sum(all, 'income'))],
        ['上年结转', p(m.sum(all, 'opening'))],
        ['收入总计', whole],
      ],
      [
        ['本年支出合计', whole],
        ['结转下年', p(0)],
        ['支出总计', whole],
      ],
    ),
  );
  const t2 = byCode(
    all,
    [
      ['合计', '上年结转', '财政拨款收入', '<', '<', '<', '事业收入', '其他收入'],
      ['^', '^', '小计', '一般公共预算', '政府性基金', '国有资本经营预算', '^', '^'],
    ],
    [
      of(m, 'total'),
      of(m, 'opening'),
      of(m, 'income', ...GRANTS),
      of(m, 'income', 'general'),
      of(m, 'income', 'fund'),
      of(m, 'income', 'capital'),
      of(m, 'income', 'business'),
      of(m, 'income', 'other'),
    ],
  );
  const split = m.columns(['total', 'basic', 'personnel', 'public', 'project']);
  const header: Row[] = [
    ['合计', '基本支出', '<', '<', '项目支出'],
    ['^', '小计', '人员经费', '日常公用经费', '^'],
  ];
  const kinds = ([[...GRANTS], ['general'], ['fund'], ['capital']] as Source[][]).map((s) =>
    of(m, 'total', ...s),
  );
  const t4 = draw(
    [
      ['收  入', '<', '支  出', '<', '<', '<', '<'],
      [
        '项  目',
        '预算数',
        '项  目',
        '合计',
        '一般公共预算财政拨款',
        '政府性基金预算财政拨款',
        '国有资本经营预算财政拨款',
      ],
    ],
    sideBySide(
      [
        ['一、一般公共预算财政拨款', p(of(m, 'income', 'general')(all))],
        ['二、政府性基金预算财政拨款', p(of(m, 'income', 'fund')(all))],
        ['三、国有资本经营预算财政拨款', p(of(m, 'income', 'capital')(all))],
      ],
      classLines(m, grants, kinds),
      [
        ['本年收入合计', p(m.sum(grants, 'income'))],
        ['年初财政拨款结转和结余', p(m.sum(grants, 'opening'))],
        ['总计', p(m.sum(grants, 'total'))],
      ],
      [
        ['本年支出合计', ...kinds.map((v) => p(v(all)))],
        ['年末财政拨款结转和结余', '', '', '', ''],
        ['总计', ...kinds.map((v) => p(v(all)))],
      ],
    ),
  );
  const general = m.source('general');
  const econ = draw(
    [['经济分类科目', '合计', '人员经费', '日常公用经费']],
    [
      ...economic(m).map(
        ({ code, amount }): Row => [
          label(code),
          p(amount),
          p(isPersonnel(code) ? amount : 0),
          p(isPersonnel(code) ? 0 : amount),
        ],
      ),
      ['合  计', p(m.sum(general, 'basic')), p(m.sum(general, 'personnel')), p(m.sum(general, 'public'))],
    ],
  );
  const three = threePublic(m);
  const line = (name: string, i: number): Row => [name, m.print(three[i]!, '0.00')];
  const t7 = draw(
    [['项  目', `${m.year}年预算数`]],
    [
      line('合  计', 0),
      line('1、因公出国（境）费用', 1),
      line('2、公务接待费', 5),
      line('3、公务用车费', 2),
      line('其中：（1）公务用车运行维护费', 4),
      line('（2）公务用车购置', 3),
    ],
  );
  const fund = (s: Source, name: string) =>
    m.ledger.entries.some(m.source(s))
      ? table(
          name,
          byCode(m.source(s), [['合计', '基本支出', '项目支出']], m.columns(['total', 'basic', 'project'])),
        )
      : table(
          name,
          draw([['科目', '合计', '基本支出', '项目支出']], [['合  计', '—', '—', '—']]),
          `备注：本${m.noun}${m.year}年无此项预算，故本表为空。`,
        );
  return [
    table('收支总体情况表', t1),
    table('收入总体情况表', t2),
    table('支出总体情况表', byCode(all, header, split)),
    table('财政拨款收支总体情况表', t4),
    table('一般公共预算支出情况表', byCode(general, header, split)),
    table('一般公共预算基本支出情况表', econ),
    table('一般公共预算“三公”经费支出情况表', t7),
    fund('fund', '政府性基金预算支出情况表'),
    fund('capital', '国有资本经营预算支出情况表'),
  ];
}
