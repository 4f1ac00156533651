import { entries } from '../../core/reference/classification.ts';
import type { DrawnTable } from './draw-document.ts';
import {
  draw,
  type Entry,
  GRANTS,
  isPersonnel,
  type Layout,
  type MadePublication,
  Maker,
  nameOf,
  oneColumn,
  ordinal,
  type Part,
  type Project,
  type PublicationPlan,
  partOf,
  type Row,
  SOURCE_NAMES,
  SOURCES,
  type Source,
  sideBySide,
  threeColumns,
  total,
} from './publication-maker.ts';

import { publicationText } from './publication-text.ts';
import { beijing, compact, sichuan, yunnan } from './regional-layouts.ts';

export {
  GRANTS,
  LAYOUTS,
  type MadePublication,
  Maker,
  nameOf,
  planFor,
  SOURCES,
  type Source,
  seeded,
} from './publication-maker.ts';

/** A whole publication, consistent to the last figure. Amounts are drawn in 分 and each is rounded on its own, as ledgers are. */
export const makePublication = (plan: PublicationPlan): MadePublication => publicationOf(new Maker(plan));

export function publicationOf(m: Maker): MadePublication {
  const { plan } = m;
  const tables = plan.layout === 'final-accounts' ? finalTables(m) : budgetTables(m);
  const paragraphs = plan.voice
    ? publicationText(m, plan.voice)
    : plan.layout === 'final-accounts'
      ? finalText(m)
      : budgetText(m);
  return { year: m.year, body: m.body, paragraphs, tables };
}

const REGIONAL: Partial<Record<Layout, (m: Maker) => DrawnTable[]>> = { beijing, sichuan, yunnan, compact };

function budgetTables(m: Maker): DrawnTable[] {
  const regional = REGIONAL[m.plan.layout];
  if (regional) return regional(m);
  return [
    t1(m),
    t2(m),
    t3(m),
    t4(m),
    t5(m),
    t6(m),
    t7(m),
    fundTable(m, 'fund'),
    fundTable(m, 'capital'),
    ...extras(m),
  ];
}

function title(m: Maker, kind: string): Pick<DrawnTable, 'title' | 'unit' | 'bodyLine'> {
  const y = `${m.year}年`;
  const names: Partial<Record<Layout, string>> = {
    shanghai: `${y}${m.noun === '单位' ? '预算单位' : m.noun}${kind}`,
    hebei: `${m.noun}预算${kind.replace('预算总表', '总表')}`,
    liaoning: kind,
    jiangsu: `${y}${kind}`,
    central: kind.replace('预算总表', '总表'),
    guideline: `${m.noun}${kind.replace('预算总表', '总体情况表').replace('支出表', '支出情况表')}`,
    numbered: `${y}${m.noun}${kind}`,
    'final-accounts': kind,
  };
  return {
    title: names[m.plan.layout]!,
    unit: m.unit,
    bodyLine:
      m.plan.layout === 'hebei'
        ? `450001${m.body}`
        : `${m.noun === '单位' ? '单位名称' : '编制部门'}：${m.body}`,
  };
}

function classRows(
  m: Maker,
  filter: (e: Entry) => boolean,
  columns: readonly ((f: (e: Entry) => boolean) => number)[],
): Row[] {
  const all =
    m.plan.layout === 'hebei'
      ? [
          '201',
          '203',
          '204',
          '205',
          '206',
          '207',
          '208',
          '210',
          '211',
          '212',
          '213',
          '214',
          '215',
          '216',
          '221',
          '223',
          '229',
        ]
      : m.classes(filter);
  return all.map((c, i) => [
    `${ordinal(i + 1)}、${nameOf(c)}`,
    ...columns.map((col) => m.print(col((e) => filter(e) && e.code.startsWith(c)))),
  ]);
}

function incomeRows(m: Maker): Row[] {
  const of = (...s: Source[]) => m.print(m.sum(m.source(...s), 'income'));
  if (m.plan.layout === 'shanghai' || m.plan.layout === 'numbered')
    return [
      ['一、财政拨款收入', of(...GRANTS)],
      ['1. 一般公共预算资金', of('general')],
      ['2. 政府性基金', of('fund')],
      ['3. 国有资本经营预算', of('capital')],
      ['二、事业收入', of('business')],
      ['三、事业单位经营收入', m.print(0)],
      ['四、其他收入', of('other')],
    ];
  if (m.plan.layout === 'jiangsu')
    return [
      ['一、一般公共预算资金', of('general')],
      ['二、政府性基金', of('fund')],
      ['三、国有资本经营预算', of('capital')],
      ['四、财政专户管理资金', m.print(0)],
      ['五、其他资金', of('business', 'other')],
    ];
  return [
    ['一、一般公共预算拨款收入', of('general')],
    ['二、政府性基金预算拨款收入', of('fund')],
    ['三、国有资本经营预算拨款收入', of('capital')],
    ['四、财政专户管理资金收入', m.print(0)],
    ['五、事业收入', of('business')],
    ['六、上级补助收入', m.print(0)],
    ['七、附属单位上缴收入', m.print(0)],
    ['八、事业单位经营收入', m.print(0)],
    ['九、其他收入', of('other')],
  ];
}

function t1(m: Maker): DrawnTable {
  const all = m.source();
  const whole = m.print(m.sum(all, 'total'));
  const opening = m.print(m.sum(all, 'opening'));
  const year = m.print(m.sum(all, 'income'));
  const { layout } = m.plan;
  const leftEnd: Row[] =
    m.plan.carryOver || layout !== 'shanghai'
      ? [
          ['本年收入合计', year],
          [layout === 'hebei' ? '上年结转结余' : '上年结转', opening],
          ['收入总计', whole],
        ]
      : [['收入总计', whole]];
  if (layout === 'liaoning') {
    const columns = m.columns(['total', 'personnel', 'public', 'project']);
    const end = (label: string): Row => [label, ...columns.map((c) => m.print(c(all)))];
    return {
      ...title(m, '收支预算总表'),
      rows: draw(
        [
          ['收入', '<', '支出', '<', '<', '<', '<'],
          ['项目', '预算数', '项目', '合计', '基本支出', '<', '项目支出'],
          ['^', '^', '^', '^', '人员经费', '公用经费', '^'],
        ],
        sideBySide(incomeRows(m), classRows(m, all, columns), leftEnd, [end('支出总计')]),
      ),
    };
  }
  if (layout === 'jiangsu') {
    const uses: Row[] = [
      ['一、基本支出', m.print(m.sum(all, 'basic'))],
      ['二、项目支出', m.print(m.sum(all, 'project'))],
      ['三、单位预留机动经费', m.print(0)],
    ];
    const right = sideBySide(
      classRows(m, all, m.columns(['total'])),
      uses,
      [
        ['当年支出小计', whole],
        ['结转下年资金', m.print(0)],
        ['支出总计', whole],
      ],
      [
        ['当年支出小计', whole],
        ['结转下年资金', m.print(0)],
        ['支出总计', whole],
      ],
    );
    return {
      ...title(m, '收支预算总表'),
      rows: draw(
        [
          ['收入', '<', '支出', '<', '<', '<'],
          ['项目', '金额', '功能分类', '金额', '支出用途', '金额'],
        ],
        sideBySide(
          incomeRows(m),
          right.slice(0, -3),
          [
            ['当年收入小计', year],
            ['上年结转资金', opening],
            ['收入合计', whole],
          ],
          right.slice(-3),
        ),
      ),
    };
  }
  const rightEnd: Row[] =
    leftEnd.length > 1
      ? [
          ['本年支出合计', whole],
          ['年终结转结余', m.print(0)],
          ['支出总计', whole],
        ]
      : [['支出总计', whole]];
  const rows = sideBySide(incomeRows(m), classRows(m, all, m.columns(['total'])), leftEnd, rightEnd);
  if (layout === 'hebei')
    return {
      ...title(m, '收支预算总表'),
      rows: draw(
        [
          ['序号', '收入', '<', '支出', '<'],
          ['^', '项目', '预算数', '项目', '预算数'],
          ['栏次', '1', '2', '3', '4'],
        ],
        rows.map((r, i) => [String(i + 1), ...r]),
      ),
    };
  return {
    ...title(m, '收支预算总表'),
    rows: draw(
      [
        [layout === 'central' ? '收入' : '本年收入', '<', layout === 'central' ? '支出' : '本年支出', '<'],
        ['项目', '预算数', '项目', '预算数'],
      ],
      rows,
    ),
  };
}

/** Key columns of a table by code: headers, the row's key, the total's key, its place. */
function keys(m: Maker): {
  header: Row[];
  key: (code: string) => Row;
  totalKey: Row;
  place: 'top' | 'bottom';
  depth: number;
} {
  if (m.plan.layout === 'shanghai')
    return {
      header: [
        ['功能分类科目编码', '<', '<', '功能分类科目名称'],
        ['类', '款', '项', '^'],
      ],
      key: threeColumns,
      totalKey: ['合计', '<', '<', '<'],
      place: 'bottom',
      depth: 2,
    };
  const bottom = m.plan.layout === 'central' || m.plan.layout === 'numbered';
  return {
    header: [
      ['科目编码', '科目名称'],
      ['^', '^'],
    ],
    key: oneColumn,
    totalKey: m.plan.seed % 2 === 0 ? ['', '合计'] : ['合计', '<'],
    place: bottom ? 'bottom' : 'top',
    depth: 2,
  };
}

const join = (left: readonly Row[], right: readonly Row[]): Row[] => left.map((l, i) => [...l, ...right[i]!]);

/** Hebei's form: a column of row numbers at the left and a row of column numbers under the header. */
function withNumbers(m: Maker, header: readonly Row[], rows: readonly Row[]): string {
  if (m.plan.layout !== 'hebei') return draw(header, rows);
  const width = header[0]!.length;
  return draw(
    [
      ...header.map((h, i) => [i === 0 ? '序号' : '^', ...h]),
      ['栏次', ...Array.from({ length: width }, (_, i) => String(i + 1))],
    ],
    rows.map((r, i) => [String(i + 1), ...r]),
  );
}

function t2(m: Maker): DrawnTable {
  const of =
    (part: Part, ...s: Source[]) =>
    (f: (e: Entry) => boolean) =>
      m.sum((e) => f(e) && m.source(...s)(e), part);
  if (m.plan.layout === 'jiangsu') {
    const whole = m.sum(m.source(), 'total');
    const own = (fund: string, part: string, value: number): Row[] => [
      [fund, '小计', m.print(value)],
      ['', part, m.print(value)],
    ];
    if (m.plan.seed % 24 < 12)
      return {
        ...title(m, '收入预算总表'),
        rows: draw(
          [['项目名称', '<', '金额']],
          [
            ['收入总计', '<', m.print(whole)],
            ...own('一般公共预算资金', '公共财政拨款（补助）资金', m.sum(m.source('general'), 'income')),
            ...own('政府性基金', '政府性基金收入', m.sum(m.source('fund'), 'income')),
            ...own('国有资本经营预算', '利润收入', m.sum(m.source('capital'), 'income')),
            ['其他资金', '小计', m.print(m.sum(m.source('business', 'other'), 'income'))],
            ['', '事业收入', m.print(m.sum(m.source('business'), 'income'))],
            ['', '其他收入', m.print(m.sum(m.source('other'), 'income'))],
            ['上年结转和结余资金', '小计', m.print(m.sum(m.source(), 'opening'))],
          ],
        ),
      };
    return {
      ...title(m, '收入预算总表'),
      rows: draw(
        [['项目', '金额']],
        [
          ['收入合计', m.print(whole)],
          ['一般公共预算资金', m.print(m.sum(m.source('general'), 'income'))],
          ['政府性基金', m.print(m.sum(m.source('fund'), 'income'))],
          ['国有资本经营预算', m.print(m.sum(m.source('capital'), 'income'))],
          ['其他资金', m.print(m.sum(m.source('business', 'other'), 'income'))],
          ['上年结转和结余资金', m.print(m.sum(m.source(), 'opening'))],
        ],
      ),
    };
  }
  const k = keys(m);
  if (m.plan.layout === 'shanghai' || m.plan.layout === 'numbered') {
    const opening = m.plan.carryOver;
    return {
      ...title(m, '收入预算总表'),
      rows: draw(
        join(k.header, [
          ['收入预算', '<', '<', '<', '<', ...(opening ? ['<'] : [])],
          [
            '合计',
            '财政拨款收入',
            '事业收入',
            '事业单位经营收入',
            '其他收入',
            ...(opening ? ['上年结转'] : []),
          ],
        ]),
        m.codeRows(
          m.source(),
          [
            of('total'),
            of('income', ...GRANTS),
            of('income', 'business'),
            () => 0,
            of('income', 'other'),
            ...(opening ? [of('opening')] : []),
          ],
          k.key,
          k.place,
          k.totalKey,
        ),
      ),
    };
  }
  return {
    ...title(m, '收入预算总表'),
    rows: withNumbers(
      m,
      join(k.header, [
        ['合计', '本年收入', '<', '<', '<', '<', '上年结转'],
        ['^', '小计', '一般公共预算', '政府性基金预算', '国有资本经营预算', '单位资金', '^'],
      ]),
      m.codeRows(
        m.source(),
        [
          of('total'),
          of('income'),
          of('income', 'general'),
          of('income', 'fund'),
          of('income', 'capital'),
          of('income', 'business', 'other'),
          of('opening'),
        ],
        k.key,
        k.place,
        k.totalKey,
      ),
    ),
  };
}

function t3(m: Maker): DrawnTable {
  const k = keys(m);
  if (m.plan.layout === 'jiangsu') {
    const all = m.source();
    return {
      ...title(m, '支出预算总表'),
      rows: draw(
        [['合计', '基本支出', '项目支出', '单位预留机动经费', '结转下年资金']],
        [
          [
            ...(['total', 'basic', 'project'] as const).map((p) => m.print(m.sum(all, p))),
            m.print(0),
            m.print(0),
          ],
        ],
      ),
    };
  }
  if (m.plan.layout === 'liaoning')
    return {
      ...title(m, '支出预算总表'),
      rows: draw(
        join(k.header, [
          ['合计', '基本支出', '<', '<', '项目支出'],
          ['^', '小计', '人员经费', '公用经费', '^'],
        ]),
        m.codeRows(
          m.source(),
          m.columns(['total', 'basic', 'personnel', 'public', 'project']),
          k.key,
          k.place,
          k.totalKey,
        ),
      ),
    };
  if (m.plan.layout === 'shanghai')
    return {
      ...title(m, '支出预算总表'),
      rows: draw(
        join(k.header, [
          ['支出预算', '<', '<'],
          ['合计', '基本支出', '项目支出'],
        ]),
        m.codeRows(m.source(), m.columns(['total', 'basic', 'project']), k.key, k.place, k.totalKey),
      ),
    };
  return {
    ...title(m, '支出预算总表'),
    rows: withNumbers(
      m,
      [
        [
          ...k.header[0]!,
          '合计',
          '基本支出',
          '项目支出',
          '上缴上级支出',
          '事业单位经营支出',
          '对附属单位补助支出',
        ],
      ],
      m.codeRows(
        m.source(),
        [...m.columns(['total', 'basic', 'project']), () => 0, () => 0, () => 0],
        k.key,
        k.place,
        k.totalKey,
      ),
    ),
  };
}

function t4(m: Maker): DrawnTable {
  const grants = m.source(...GRANTS);
  const of = (s: Source, part: Part = 'income') => m.print(m.sum(m.source(s), part));
  const whole = m.print(m.sum(grants, 'total'));
  const opening = m.print(m.sum(grants, 'opening'));
  if (m.plan.layout === 'liaoning' || m.plan.layout === 'central') {
    const left: Row[] = [
      ['一、本年收入', m.print(m.sum(grants, 'income'))],
      ['（一）一般公共预算拨款', of('general')],
      ['（二）政府性基金预算拨款', of('fund')],
      ['（三）国有资本经营预算拨款', of('capital')],
      ['二、上年结转', opening],
      ['（一）一般公共预算拨款', of('general', 'opening')],
      ['（二）政府性基金预算拨款', of('fund', 'opening')],
      ['（三）国有资本经营预算拨款', of('capital', 'opening')],
    ];
    const classes = m
      .classes(grants)
      .map(
        (c, i): Row => [
          `（${ordinal(i + 1)}）${nameOf(c)}`,
          m.print(m.sum((e) => grants(e) && e.code.startsWith(c), 'total')),
        ],
      );
    const right: Row[] = [['一、本年支出', whole], ...classes, ['二、结转下年', m.print(0)]];
    return {
      ...title(m, '财政拨款收支预算总表'),
      rows: draw(
        [
          ['收入', '<', '支出', '<'],
          ['项目', '预算数', '项目', '预算数'],
        ],
        sideBySide(left, right, [['收入总计', whole]], [['支出总计', whole]]),
      ),
    };
  }
  const columns = ([[], ['general'], ['fund'], ['capital']] as Source[][]).map(
    (s) => (f: (e: Entry) => boolean) => m.sum((e) => f(e) && m.source(...s)(e), 'total'),
  );
  const end = (label: string): Row => [label, ...columns.map((c) => m.print(c(grants)))];
  const left: Row[] = [
    ['一、一般公共预算拨款', of('general')],
    ['二、政府性基金预算拨款', of('fund')],
    ['三、国有资本经营预算拨款', of('capital')],
  ];
  const withOpening = m.plan.carryOver || m.plan.layout === 'hebei';
  const leftEnd: Row[] = withOpening
    ? [
        ['本年收入合计', m.print(m.sum(grants, 'income'))],
        ['年初财政拨款结转和结余', opening],
        ['一般公共预算拨款', of('general', 'opening')],
        ['政府性基金预算拨款', of('fund', 'opening')],
        ['国有资本经营预算拨款', of('capital', 'opening')],
        ['收入总计', whole],
      ]
    : [['收入总计', whole]];
  const zero: Row = ['年终结转结余', '', '', '', ''];
  const rightEnd: Row[] = withOpening
    ? [
        end('本年支出合计'),
        zero,
        ['', '', '', '', ''],
        ['', '', '', '', ''],
        ['', '', '', '', ''],
        end('支出总计'),
      ]
    : [end('支出总计')];
  const rows = sideBySide(left, classRows(m, grants, columns), leftEnd, rightEnd);
  return {
    ...title(m, '财政拨款收支预算总表'),
    rows: withNumbers(
      m,
      [
        ['收入', '<', '支出', '<', '<', '<', '<'],
        ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
      ],
      rows,
    ),
  };
}

function t5(m: Maker): DrawnTable {
  const k = keys(m);
  const general = m.source('general');
  if (m.plan.layout === 'central') {
    const prior = (f: (e: Entry) => boolean) => Math.round((m.sum(f, 'total') * 0.9) / 10_000) * 10_000;
    const rows = m.codes(general);
    const exact = new Map<string, number>();
    for (const code of rows.filter((c) => c.length === 7))
      exact.set(
        code,
        prior((e) => general(e) && e.code === code),
      );
    const priorOf = (code: string) => total([...exact].filter(([c]) => c.startsWith(code)).map(([, v]) => v));
    const line = (key: Row, code: string): Row => {
      const f = (e: Entry) => general(e) && e.code.startsWith(code);
      const now = m.sum(f, 'total');
      const before = priorOf(code);
      const change = m.sum(f, 'total') - before;
      return [
        ...key,
        m.print(before),
        m.print(now),
        m.print(m.sum(f, 'basic')),
        m.print(m.sum(f, 'project')),
        m.print(change),
        before === 0 ? '' : `${((change / before) * 100).toFixed(2)}%`,
      ];
    };
    return {
      ...title(m, '一般公共预算支出表'),
      rows: draw(
        [
          [
            '科目编码',
            '科目名称',
            `${m.year - 1}年执行数`,
            `${m.year}年预算数`,
            '<',
            '<',
            `${m.year}年预算数比${m.year - 1}年执行数`,
            '<',
          ],
          ['^', '^', '^', '小计', '基本支出', '项目支出', '增减额', '增减%'],
        ],
        [...rows.map((c) => line(oneColumn(c), c)), line(k.totalKey, '')],
      ),
    };
  }
  const name = m.plan.layout === 'shanghai' ? '一般公共预算支出功能分类预算表' : '一般公共预算支出表';
  if (m.plan.layout === 'liaoning')
    return {
      ...title(m, name),
      rows: draw(
        join(k.header, [
          ['合计', '基本支出', '<', '<', '项目支出'],
          ['^', '小计', '人员经费', '公用经费', '^'],
        ]),
        m.codeRows(
          general,
          m.columns(['total', 'basic', 'personnel', 'public', 'project']),
          k.key,
          k.place,
          k.totalKey,
        ),
      ),
    };
  return {
    ...title(m, name),
    rows: withNumbers(
      m,
      join(k.header, [
        [m.plan.layout === 'shanghai' ? '一般公共预算支出' : '本年一般公共预算支出', '<', '<'],
        ['合计', '基本支出', '项目支出'],
      ]),
      m.codeRows(general, m.columns(['total', 'basic', 'project']), k.key, k.place, k.totalKey),
    ),
  };
}

interface EconomicLine {
  readonly code: string;
  readonly amount: number;
  readonly used: boolean;
}

function wholeClassification(m: Maker): EconomicLine[] {
  const used = economicLines(m);
  const others = [...entries('economic')].filter(
    (e) => /^(?:301|302|303|310|399)/.test(e.code) && e.to === null && !used.some((l) => l.code === e.code),
  );
  return [...used, ...others.map((e) => ({ code: e.code, amount: 0, used: false }))].sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );
}

function economicLines(m: Maker): EconomicLine[] {
  const codes = [...new Set(m.ledger.economic.flatMap((e) => [e.code.slice(0, 3), e.code]))].sort();
  return codes.map((code) => ({
    code,
    amount: total(m.ledger.economic.filter((e) => e.code.startsWith(code)).map((e) => e.amount)),
    used: true,
  }));
}

function t6(m: Maker): DrawnTable {
  const k = keys(m);
  const lines = economicLines(m);
  const [personnel, open] = [m.sum(m.source('general'), 'personnel'), m.sum(m.source('general'), 'public')];
  const key = (code: string): Row =>
    m.plan.layout === 'shanghai' ? [code.slice(0, 3), code.slice(3), nameOf(code)] : [code, nameOf(code)];
  const totalKey = m.plan.layout === 'shanghai' ? ['合计', '<', '<'] : k.totalKey;
  const title6 = title(
    m,
    m.plan.layout === 'shanghai' ? '一般公共预算基本支出部门预算经济分类预算表' : '一般公共预算基本支出表',
  );
  if (m.plan.layout === 'jiangsu') {
    const rows = lines.map((l): Row => [...key(l.code), m.print(l.amount)]);
    return {
      ...title6,
      rows: draw([['科目编码', '科目名称', '基本支出']], [[...totalKey, m.print(personnel + open)], ...rows]),
    };
  }
  const rows = lines.map(
    (l): Row => [
      ...key(l.code),
      m.print(l.amount),
      m.print(isPersonnel(l.code) ? l.amount : 0),
      m.print(isPersonnel(l.code) ? 0 : l.amount),
    ],
  );
  const last: Row = [...totalKey, m.print(personnel + open), m.print(personnel), m.print(open)];
  const body = k.place === 'top' ? [last, ...rows] : [...rows, last];
  if (m.plan.layout === 'shanghai')
    return {
      ...title6,
      rows: draw(
        [
          ['部门预算经济分类科目编码', '<', '部门预算经济分类科目名称', '一般公共预算基本支出', '<', '<'],
          ['类', '款', '^', '合计', '人员经费', '公用经费'],
        ],
        body,
      ),
    };
  return {
    ...title6,
    rows: withNumbers(
      m,
      [
        ['部门预算支出经济分类科目', '<', '本年一般公共预算基本支出', '<', '<'],
        ['科目编码', '科目名称', '合计', '人员经费', '公用经费'],
      ],
      body,
    ),
  };
}

function t7(m: Maker): DrawnTable {
  const { abroad, purchase, running, reception } = m.ledger.three;
  const whole = abroad + purchase + running + reception;
  const shanghai = m.plan.layout === 'shanghai';
  const show = (fen: number) =>
    shanghai
      ? fen === 0
        ? '0.00'
        : m.wan(fen).replaceAll(',', '')
      : m.print(fen, m.nil === '' ? '0.00' : m.nil);
  if (m.plan.layout === 'hebei') {
    const line = (label: string, value: number): Row => [label, show(value), show(value), show(0), show(0)];
    return {
      ...title(m, '财政拨款“三公”经费支出表'),
      rows: withNumbers(
        m,
        [['项目', '合计', '一般公共预算拨款', '政府性基金拨款', '国有资本经营预算拨款']],
        [
          line('合计', whole),
          line('一、因公出国（境）费用', abroad),
          line('二、公务用车购置及运行维护费', purchase + running),
          line('其中：公务用车购置费', purchase),
          line('公务用车运行维护费', running),
          line('三、公务接待费', reception),
        ],
      ),
    };
  }
  const name = shanghai ? '“三公”经费和机关运行经费预算表' : '一般公共预算“三公”经费支出表';
  const cost = m.sum(m.source('general'), 'public');
  const cells = [whole, abroad, purchase + running, purchase, running, reception];
  return {
    ...title(m, name),
    unit: shanghai ? '万元' : m.unit,
    rows: draw(
      [
        [
          '“三公”经费合计',
          '因公出国（境）费',
          '公务用车购置及运行费',
          '<',
          '<',
          '公务接待费',
          ...(shanghai ? ['机关运行经费'] : []),
        ],
        ['^', '^', '小计', '公务用车购置费', '公务用车运行费', '^', ...(shanghai ? ['^'] : [])],
      ],
      [[...cells.map(show), ...(shanghai ? [m.wan(cost).replaceAll(',', '')] : [])]],
    ),
  };
}

function fundTable(m: Maker, source: 'fund' | 'capital'): DrawnTable {
  const k = keys(m);
  const filter = m.source(source);
  const printed = m.ledger.entries.some(filter);
  const what = source === 'fund' ? '政府性基金预算' : '国有资本经营预算';
  const name = m.plan.layout === 'shanghai' ? `${what}支出功能分类预算表` : `${what}支出表`;
  const rows = printed
    ? m.codeRows(filter, m.columns(['total', 'basic', 'project']), k.key, k.place, k.totalKey)
    : [[...k.totalKey, '', '', '']];
  return {
    ...title(m, name),
    rows: withNumbers(
      m,
      join(k.header, [
        [`${what}支出`, '<', '<'],
        ['合计', '基本支出', '项目支出'],
      ]),
      rows,
    ),
    ...(printed ? {} : { note: `注：本${m.noun}${m.year}年无${what}支出，故本表无数据。` }),
  };
}

function extras(m: Maker): DrawnTable[] {
  if (m.plan.layout !== 'liaoning' && m.plan.layout !== 'numbered') return [];
  const kinds: readonly Source[][] = [['general'], ['fund'], ['capital'], ['business', 'other']];
  const row = (label: Row, list: readonly Project[]): Row => [
    ...label,
    m.print(total(list.map((p) => p.amount))),
    ...kinds.map((k) => m.print(total(list.filter((p) => k.includes(p.source)).map((p) => p.amount)))),
  ];
  return [
    {
      ...title(m, '项目支出表'),
      rows: draw(
        [['单位名称', '项目名称', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算', '单位资金']],
        [
          row(['合计', ''], m.ledger.projects),
          row([m.body, ''], m.ledger.projects),
          ...m.ledger.projects.map((p) => row(['', p.name], [p])),
        ],
      ),
    },
  ];
}

// -------------------------------------------------------------------------------------------------------------------- text

function budgetText(m: Maker): string[] {
  const { year, body, noun } = m;
  const all = m.source();
  const grants = m.source(...GRANTS);
  const last = Math.round((m.sum(all, 'total') * 0.93) / 10_000) * 10_000;
  const now = Math.round(m.sum(all, 'total') / 10_000) * 10_000;
  const w = (fen: number) => `${m.wan(fen)}万元`;
  const threes = m.ledger.three;
  const three = threes.abroad + threes.purchase + threes.running + threes.reception;
  const sources = SOURCES.filter((s) => m.ledger.entries.some((e) => e.source === s));
  const opening = m.sum(all, 'opening');
  const lines = [
    `# ${body}${year}年${noun}预算`,
    `## 一、主要职责`,
    `${body}是主管本行政区域相关工作的政府工作部门。主要负责贯彻执行有关法律、法规和政策。`,
    `${body}内设机构5个，机构设置情况为办公室和四个业务科室。`,
    `## 二、${noun}预算编制说明`,
    `${year}年，${body}收入预算${w(m.sum(all, 'total'))}，比${year - 1}年预算增加${w(now - last)}。其中：${sources
      .map(
        (s) =>
          `${s === 'business' || s === 'other' ? SOURCE_NAMES[s] : `${SOURCE_NAMES[s]}收入`}${w(m.sum(m.source(s), 'income'))}`,
      )
      .join('，')}${opening > 0 ? `，上年结转${w(opening)}` : ''}。`,
    `支出预算${w(m.sum(all, 'total'))}，其中：基本支出${w(m.sum(all, 'basic'))}，项目支出${w(m.sum(all, 'project'))}。`,
    `财政拨款支出预算${w(m.sum(grants, 'total'))}。财政拨款支出主要内容如下：`,
    ...m
      .classes(grants)
      .map(
        (c, i) =>
          `${i + 1}. “${nameOf(c)}”科目${w(m.sum((e) => grants(e) && e.code.startsWith(c), 'total'))}，主要用于人员经费和相关工作。`,
      ),
    `## 三、其他相关情况说明`,
    `${year}年“三公”经费预算数为${w(three)}。其中：因公出国（境）费${w(threes.abroad)}，公务用车购置及运行费${w(threes.purchase + threes.running)}（公务用车购置费${w(threes.purchase)}，公务用车运行费${w(threes.running)}），公务接待费${w(threes.reception)}。与${year - 1}年预算持平。`,
    `${year}年机关运行经费预算为${w(m.sum(m.source('general'), 'public'))}，与${year - 1}年预算持平。`,
    `${year}年政府采购预算为0万元。`,
    `截至${year - 1}年12月31日，本${noun}共有车辆3辆，单价50万元以上设备0台，国有资产占有使用情况正常。`,
    `${year}年，本${noun}按照要求编报绩效目标，实现项目绩效目标管理全覆盖。`,
    `## 四、名词解释`,
    `（一）基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。`,
    `（二）项目支出：指在基本支出之外为完成特定任务和发展目标所发生的支出。`,
  ];
  return lines;
}

// ---------------------------------------------------------------------------------------------------------- final accounts

function finalTables(m: Maker): DrawnTable[] {
  const around = (
    name: string,
    number: number,
  ): Pick<DrawnTable, 'title' | 'unit' | 'bodyLine' | 'number'> => ({
    title: name,
    unit: m.unit,
    bodyLine: `部门：${m.body}`,
    number: `公开0${number}表`,
  });
  const all = m.source();
  const grants = m.source(...GRANTS);
  const p = (fen: number) => m.print(fen);
  const of = (part: Part, ...s: Source[]) => p(m.sum(m.source(...s), part));
  const national = m.plan.seed % 16 >= 8;
  const left: Row[] = [
    ['一、一般公共预算财政拨款收入', of('income', 'general')],
    ['二、政府性基金预算财政拨款收入', of('income', 'fund')],
    ['三、国有资本经营预算财政拨款收入', of('income', 'capital')],
    ['四、上级补助收入', ''],
    ['五、事业收入', of('income', 'business')],
    ['六、经营收入', ''],
    ['七、附属单位上缴收入', ''],
    ['八、其他收入', of('income', 'other')],
  ];
  const whole = m.sum(all, 'total') + m.sum(all, 'closing');
  const right = classRows(m, all, m.columns(['total']));
  const f1rows = sideBySide(
    left,
    right,
    [
      ['本年收入合计', of('income')],
      ['使用非财政拨款结余（含专用结余）', ''],
      ['年初结转和结余', of('opening')],
      ['总计', p(whole)],
    ],
    [
      ['本年支出合计', of('total')],
      ['结余分配', ''],
      ['年末结转和结余', of('closing')],
      ['总计', p(whole)],
    ],
  );
  const numberedSides = (rows: readonly Row[], leftWidth: number, offset: number): Row[] =>
    rows.map((r, i) => [
      r[0]!,
      String(i + 1),
      ...r.slice(1, leftWidth),
      r[leftWidth]!,
      String(offset + i + 1),
      ...r.slice(leftWidth + 1),
    ]);
  const f1: DrawnTable = {
    ...around('收入支出决算总表', 1),
    rows: national
      ? draw(
          [
            ['收入', '<', '<', '支出', '<', '<'],
            ['项目', '行次', '金额', '项目', '行次', '金额'],
            ['栏次', '', '1', '栏次', '', '2'],
          ],
          numberedSides(f1rows, 2, f1rows.length),
        )
      : draw(
          [
            ['收入', '<', '支出', '<'],
            ['项目', '决算数', '项目', '决算数'],
          ],
          f1rows,
        ),
  };
  const key: (code: string) => Row = national ? (c) => [c, nameOf(c)] : threeColumns;
  const width = national ? 2 : 4;
  const header: Row[] = national
    ? [
        ['项目', '<'],
        ['科目编码', '科目名称'],
      ]
    : [
        ['项目', '<', '<', '<'],
        ['功能分类科目编码', '<', '<', '科目名称'],
      ];
  const column = (labels: readonly string[]): Row[] => [labels, labels.map(() => '^')];
  const totalKey: Row = ['合计', ...Array.from({ length: width - 1 }, () => '<')];
  const columnNumbers = (n: number): Row => [
    '栏次',
    ...Array.from({ length: width - 1 }, () => '<'),
    ...Array.from({ length: n }, (_, i) => String(i + 1)),
  ];
  const byCode = (
    labels: readonly string[],
    filter: (e: Entry) => boolean,
    columns: readonly ((f: (e: Entry) => boolean) => number)[],
  ) =>
    draw(
      [...join(header, column(labels)), ...(national ? [columnNumbers(labels.length)] : [])],
      m.codeRows(filter, columns, key, national ? 'top' : 'bottom', totalKey),
    );
  const source =
    (part: Part, ...s: Source[]) =>
    (f: (e: Entry) => boolean) =>
      m.sum((e) => f(e) && m.source(...s)(e), part);
  const f2: DrawnTable = {
    ...around('收入决算表', 2),
    rows: byCode(
      [
        '本年收入合计',
        '财政拨款收入',
        '上级补助收入',
        '事业收入',
        '经营收入',
        '附属单位上缴收入',
        '其他收入',
      ],
      (e) => partOf(e, 'income') !== 0,
      [
        source('income'),
        source('income', ...GRANTS),
        () => 0,
        source('income', 'business'),
        () => 0,
        () => 0,
        source('income', 'other'),
      ],
    ),
  };
  const f3: DrawnTable = {
    ...around('支出决算表', 3),
    rows: byCode(
      ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
      all,
      [...m.columns(['total', 'basic', 'project']), () => 0, () => 0, () => 0],
    ),
  };
  const kinds = ([[...GRANTS], ['general'], ['fund'], ['capital']] as Source[][]).map(
    (s) =>
      (part: Part, f: (e: Entry) => boolean = all) =>
        m.sum((e) => f(e) && m.source(...s)(e), part),
  );
  const f4rows = sideBySide(
    [
      ['一、一般公共预算财政拨款', of('income', 'general')],
      ['二、政府性基金预算财政拨款', of('income', 'fund')],
      ['三、国有资本经营预算财政拨款', of('income', 'capital')],
    ],
    m
      .classes(grants)
      .map((c, i) => [
        `${ordinal(i + 1)}、${nameOf(c)}`,
        ...kinds.map((k) => p(k('total', (e) => e.code.startsWith(c)))),
      ]),
    [
      ['本年收入合计', of('income', ...GRANTS)],
      ['年初财政拨款结转和结余', of('opening', ...GRANTS)],
      ['一、一般公共预算财政拨款', of('opening', 'general')],
      ['二、政府性基金预算财政拨款', of('opening', 'fund')],
      ['三、国有资本经营预算财政拨款', of('opening', 'capital')],
      ['总计', p(m.sum(grants, 'total') + m.sum(grants, 'closing'))],
    ],
    [
      ['本年支出合计', ...kinds.map((k) => p(k('total')))],
      ['年末财政拨款结转和结余', ...kinds.map((k) => p(k('closing')))],
      ['', '', '', '', ''],
      ['', '', '', '', ''],
      ['', '', '', '', ''],
      ['总计', ...kinds.map((k) => p(k('total') + k('closing')))],
    ],
  );
  const f4: DrawnTable = {
    ...around('财政拨款收入支出决算总表', 4),
    rows: national
      ? draw(
          [
            ['收入', '<', '<', '支出', '<', '<', '<', '<', '<'],
            [
              '项目',
              '行次',
              '金额',
              '项目',
              '行次',
              '合计',
              '一般公共预算财政拨款',
              '政府性基金预算财政拨款',
              '国有资本经营预算财政拨款',
            ],
            ['栏次', '', '1', '栏次', '', '2', '3', '4', '5'],
          ],
          numberedSides(f4rows, 2, f4rows.length),
        )
      : draw(
          [
            ['收入', '<', '支出', '<', '<', '<', '<'],
            [
              '项目',
              '决算数',
              '项目',
              '合计',
              '一般公共预算财政拨款',
              '政府性基金预算财政拨款',
              '国有资本经营预算财政拨款',
            ],
          ],
          f4rows,
        ),
  };
  const f5: DrawnTable = {
    ...around('一般公共预算财政拨款支出决算表', 5),
    rows: draw(
      [
        ...join(header, [
          ['本年支出', '<', '<'],
          ['小计', '基本支出', '项目支出'],
        ]),
        ...(national ? [columnNumbers(3)] : []),
      ],
      m.codeRows(
        m.source('general'),
        m.columns(['total', 'basic', 'project']),
        key,
        national ? 'top' : 'bottom',
        totalKey,
      ),
    ),
  };
  const fundForm = (name: string, number: number, s: Source): DrawnTable => {
    const filter = m.source(s);
    const printed = m.ledger.entries.some(filter);
    const labels = join(header, [
      ['年初结转和结余', '本年收入', '本年支出', '<', '<', '年末结转和结余'],
      ['^', '^', '小计', '基本支出', '项目支出', '^'],
    ]);
    return {
      ...around(name, number),
      rows: draw(
        labels,
        printed
          ? m.codeRows(
              filter,
              m.columns(['opening', 'income', 'total', 'basic', 'project', 'closing']),
              key,
              national ? 'top' : 'bottom',
              totalKey,
            )
          : [[...totalKey, '', '', '', '', '', '']],
      ),
      ...(printed
        ? {}
        : { note: `说明：本部门${m.year}年度没有相关收入，也没有使用相关安排的支出，故本表无数据。` }),
    };
  };
  return [
    f1,
    f2,
    f3,
    f4,
    f5,
    f6(m, around('一般公共预算财政拨款基本支出决算表', 6)),
    f7(m, around('财政拨款“三公”经费支出决算表', 7), national),
    fundForm('政府性基金预算财政拨款收入支出决算表', 8, 'fund'),
    fundForm('国有资本经营预算财政拨款收入支出决算表', 9, 'capital'),
  ];
}

/** Economic items in two or three lists side by side: wages and households, goods and services, capital. */
function f6(m: Maker, around: Pick<DrawnTable, 'title' | 'unit' | 'bodyLine' | 'number'>): DrawnTable {
  // The official form prints every item, blank where there is nothing.
  const lines = m.plan.seed % 24 < 12 ? economicLines(m) : wholeClassification(m);
  const blocks = m.plan.seed % 32 >= 16 ? 3 : 2;
  const of = (pattern: RegExp): Row[] =>
    lines
      .filter((l) => pattern.test(l.code))
      .map((l) => [l.code, nameOf(l.code), m.print(l.amount, l.used ? m.nil : '')]);
  const lists = blocks === 2 ? [of(/^30[13]/), of(/^30[279]|^31/)] : [of(/^301/), of(/^302/), of(/^303|^31/)];
  if (blocks === 3) {
    // The form's own order: 301 with 303 is personnel, the rest public money.
    lists.splice(
      0,
      3,
      of(/^30[13]/),
      of(/^302/),
      of(/^31/).length > 0 ? of(/^31/) : [['310', '资本性支出', m.print(0)]],
    );
  }
  const height = Math.max(...lists.map((l) => l.length));
  const rows: Row[] = Array.from({ length: height }, (_, i) => lists.flatMap((l) => l[i] ?? ['', '', '']));
  const [personnel, open] = [m.sum(m.source('general'), 'personnel'), m.sum(m.source('general'), 'public')];
  const last: Row =
    blocks === 2
      ? ['人员经费合计', '<', m.print(personnel), '公用经费合计', '<', m.print(open)]
      : ['人员经费合计', '<', m.print(personnel), '公用经费合计', '<', '<', '<', '<', m.print(open)];
  const groups: Row = Array.from({ length: blocks }, () => ['科目编码', '科目名称', '决算数']).flat();
  const heads: Row =
    blocks === 2
      ? ['人员经费', '<', '<', '公用经费', '<', '<']
      : ['人员经费', '<', '<', '公用经费', '<', '<', '<', '<', '<'];
  return { ...around, rows: draw([heads, groups], [...rows, last]) };
}

/** 三公 of final accounts in 分: total, travel, vehicles, purchase, running, reception; as spent and as budgeted. */
export function threePublicBudget(m: Maker): { readonly final: number[]; readonly budget: number[] } {
  const { abroad, purchase, running, reception } = m.ledger.three;
  const final = [
    abroad + purchase + running + reception,
    abroad,
    purchase + running,
    purchase,
    running,
    reception,
  ];
  const extra = [0, 0, 0, 0, Math.round(running * 0.002) * 100, Math.round(reception * 0.003) * 100];
  extra[2] = extra[4]!;
  extra[0] = extra[4]! + extra[5]!;
  const budget = final.map((v, i) => v + extra[i]!);
  return { final, budget };
}

function f7(
  m: Maker,
  around: Pick<DrawnTable, 'title' | 'unit' | 'bodyLine' | 'number'>,
  groups: boolean,
): DrawnTable {
  const { final, budget } = threePublicBudget(m);
  const names = ['合计', '因公出国（境）费', '小计', '公务用车购置费', '公务用车运行维护费', '公务接待费'];
  if (groups)
    return {
      ...around,
      rows: draw(
        [
          ['预算数', '<', '<', '<', '<', '<', '决算数', '<', '<', '<', '<', '<'],
          [
            ...['合计', '因公出国（境）费', '公务用车购置及运行维护费', '<', '<', '公务接待费'],
            ...['合计', '因公出国（境）费', '公务用车购置及运行维护费', '<', '<', '公务接待费'],
          ],
          [
            '^',
            '^',
            '小计',
            '公务用车购置费',
            '公务用车运行维护费',
            '^',
            '^',
            '^',
            '小计',
            '公务用车购置费',
            '公务用车运行维护费',
            '^',
          ],
        ],
        [[...budget.map((v) => m.print(v)), ...final.map((v) => m.print(v))]],
      ),
    };
  const pair = ['预算数', '决算数'];
  return {
    ...around,
    rows: draw(
      [
        [
          '合计',
          '<',
          '因公出国（境）费',
          '<',
          '公务用车购置及运行费',
          '<',
          '<',
          '<',
          '<',
          '<',
          '公务接待费',
          '<',
        ],
        ['^', '^', '^', '^', '小计', '<', '公务用车购置费', '<', '公务用车运行费', '<', '^', '^'],
        names.flatMap(() => pair),
      ],
      [final.flatMap((v, i) => [m.print(budget[i]!), m.print(v)])],
    ),
  };
}

function finalText(m: Maker): string[] {
  const { year, body } = m;
  const all = m.source();
  const w = (fen: number) => `${m.wan(fen)}万元`;
  const income = m.sum(all, 'income');
  const spent = m.sum(all, 'total');
  const share = (part: number, whole: number) => `${((part / whole) * 100).toFixed(2)}%`;
  const { abroad, purchase, running, reception } = m.ledger.three;
  const sources = SOURCES.filter((s) => m.sum(m.source(s), 'income') > 0);
  const said: Record<Source, string> = {
    general: '一般公共预算财政拨款收入',
    fund: '政府性基金预算财政拨款收入',
    capital: '国有资本经营预算财政拨款收入',
    business: '事业收入',
    other: '其他收入',
  };
  return [
    `# ${body}${year}年度${m.noun}决算`,
    '## 第三部分 部门决算情况说明',
    '### 一、收入支出决算总体情况说明',
    `${year}年度收、支总计均为${w(spent + m.sum(all, 'closing'))}。`,
    '### 二、收入决算情况说明',
    `本年收入合计${w(income)}，其中：${sources.map((s) => `${said[s]}${w(m.sum(m.source(s), 'income'))}，占${share(m.sum(m.source(s), 'income'), income)}`).join('；')}。`,
    '### 三、支出决算情况说明',
    `本年支出合计${w(spent)}，其中：基本支出${w(m.sum(all, 'basic'))}，占${share(m.sum(all, 'basic'), spent)}；项目支出${w(m.sum(all, 'project'))}，占${share(m.sum(all, 'project'), spent)}。`,
    '### 七、一般公共预算财政拨款基本支出决算情况说明',
    `${year}年度一般公共预算财政拨款基本支出${w(m.sum(m.source('general'), 'basic'))}，其中：人员经费${w(m.sum(m.source('general'), 'personnel'))}，公用经费${w(m.sum(m.source('general'), 'public'))}。`,
    '### 八、“三公”经费支出决算情况说明',
    `${year}年度“三公”经费支出决算为${w(abroad + purchase + running + reception)}。其中：因公出国（境）费支出决算为${w(abroad)}，公务用车购置及运行费支出决算为${w(purchase + running)}，公务接待费支出决算为${w(reception)}。与上年决算持平。`,
  ];
}

// -------------------------------------------------------------------------------------------------------------------- html

/** The publication as an article page. */
export function publicationToHtml(made: MadePublication): string {
  const parts = made.paragraphs.map((text) => {
    const heading = /^(#{1,6}) (.*)$/.exec(text);
    return heading ? `<h${heading[1]!.length}>${heading[2]}</h${heading[1]!.length}>` : `<p>${text}</p>`;
  });
  for (const table of made.tables) {
    if (table.number) parts.push(`<p align="right">${table.number}</p>`);
    parts.push(`<p align="center"><b>${table.title}</b></p>`);
    parts.push(`<p>${table.bodyLine ?? ''}　　　　单位：${table.unit}</p>`);
    parts.push(tableToHtml(table.rows));
    if (table.note) parts.push(`<p>${table.note}</p>`);
  }
  return `<!doctype html><html><head><meta charset="utf-8"><title>${made.body}</title></head><body>${parts.join('\n')}</body></html>`;
}

function tableToHtml(drawn: string): string {
  const rows = drawn
    .split('\n')
    .filter((line) => !/^\|[-|: ]+\|$/.test(line) || !line.includes('---'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((t) => t.trim()),
    );
  const lines = rows.map((texts, r) => {
    const cells = texts.flatMap((text, c) => {
      if (text === '<' || text === '^') return [];
      let wide = 1;
      while (texts[c + wide] === '<') wide++;
      let high = 1;
      while (rows[r + high]?.[c] === '^') high++;
      return [
        `<td${wide > 1 ? ` colspan="${wide}"` : ''}${high > 1 ? ` rowspan="${high}"` : ''}>${text}</td>`,
      ];
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table border="1">${lines.join('')}</table>`;
}
