import { describe, expect, it } from 'vitest';
import type { ReviewFinding } from '../../../core/model/review.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { type DrawnTable, drawDocument } from '../../support/draw-document.ts';

const SUMMARY: DrawnTable = {
  title: '2024年部门财务收支预算总表',
  unit: '元',
  bodyLine: '编制部门：某市档案局',
  rows: `
    | 项目               | 预算数    | 项目                   | 预算数    |
    |--------------------|-----------|------------------------|-----------|
    | 一、财政拨款收入   | 3,200,640 | 一、一般公共服务支出   | 2,500,320 |
    | 二、事业收入       |           | 二、卫生健康支出       | 700,320   |
    | 收入总计           | 3,200,640 | 支出总计               | 3,200,640 |
  `,
};

const EXPENDITURE: DrawnTable = {
  title: '2024年部门支出预算总表',
  unit: '元',
  rows: `
    | 科目编码 | 科目名称         | 合计      | 基本支出  | 项目支出  |
    |----------|------------------|-----------|-----------|-----------|
    | 201      | 一般公共服务支出 | 2,500,320 | 1,500,320 | 1,000,000 |
    | 20126    | 档案事务         | 2,500,320 | 1,500,320 | 1,000,000 |
    | 2012601  | 行政运行         | 1,500,320 | 1,500,320 |           |
    | 2012604  | 档案馆           | 1,000,000 |           | 1,000,000 |
    | 210      | 卫生健康支出     | 700,320   | 700,320   |           |
    | 21011    | 行政事业单位医疗 | 700,320   | 700,320   |           |
    | 2101101  | 行政单位医疗     | 700,320   | 700,320   |           |
    | 合计     | 合计             | 3,200,640 | 2,200,640 | 1,000,000 |
  `,
};

const THREE_PUBLIC: DrawnTable = {
  title: '2024年部门“三公”经费和机关运行经费预算表',
  unit: '万元',
  rows: `
    | 合计 | 因公出国（境）费 | 公务接待费 | 公务用车购置及运行费小计 | 购置费 | 运行费 | 机关运行经费预算数 |
    |------|------------------|------------|--------------------------|--------|--------|--------------------|
    | 4.30 | 0.00             | 1.30       | 3.00                     | 0.00   | 3.00   | 21                 |
  `,
};

const SECTIONS = ['# 2024年部门预算编制说明'];

function review(
  paragraphs: readonly string[],
  tables = [SUMMARY, EXPENDITURE, THREE_PUBLIC],
): ReviewFinding[] {
  const { findings } = reviewDocument(drawDocument(tables, [...SECTIONS, ...paragraphs]), false);
  return findings.filter((f) => /^(?:text-|round-|unit-precision|narr-|yoy-base)/.test(f.rule));
}

const told = (paragraphs: readonly string[], tables?: DrawnTable[]) =>
  review(paragraphs, tables).map(
    (f) => `${f.severity} ${f.rule} ${f.stated ?? ''}${f.expected ? ` → ${f.expected}` : ''}`,
  );

describe('an amount of the text in another unit than it says', () => {
  const text = (basic: string) => [
    `2024年支出预算320.06万元，其中：基本支出${basic}，项目支出100.00万元。`,
    '2024年收入预算320.06万元。',
  ];

  it('is named by its unit, once, and differs in the ledger', () => {
    expect(told(text('220.06万元'))).toEqual([]);
    expect(told(text('220.06元'))).toEqual(['error text-basic-project 220.06元 → 220.06万元']);
    const drawn = drawDocument([SUMMARY, EXPENDITURE, THREE_PUBLIC], [...SECTIONS, ...text('220.06元')]);
    expect(reviewDocument(drawn, true).ledger!.find((e) => e.stated.startsWith('220.06'))?.state).toBe(
      'differs',
    );
  });
});

describe('final accounts against the 三公 table', () => {
  const TABLES = [
    {
      title: '财政拨款“三公”经费支出决算表',
      unit: '万元',
      rows: `
    | 合计 | < | 因公出国（境）费 | < | 公务接待费 | < |
    | 预算数 | 决算数 | 预算数 | 决算数 | 预算数 | 决算数 |
    |---|---|---|---|---|---|
    | 6.50 | 5.20 | 4.00 | 3.20 | 2.50 | 2.00 |
  `,
    },
  ];
  const about = (text: string) =>
    reviewDocument(drawDocument(TABLES, ['# 某局2024年度部门决算', text]), false)
      .findings.filter((f) => /^(?:text|narr)/.test(f.rule))
      .map((f) => `${f.rule} ${f.stated ?? ''}`);

  it('ties the budget that the text quotes, and recomputes the completion rate from it', () => {
    const said = (budget: string, rate: string) =>
      `“三公”经费支出预算为${budget}万元，支出决算为5.20万元，完成预算的${rate}%，其中：公务接待费支出决算为2.00万元，完成预算的80%。`;
    expect(about(said('6.50', '80'))).toEqual([]);
    expect(about(said('6.50', '88'))).toEqual(['narr-percent-completion 88%']);
    expect(about(said('6.80', '76.47'))).toEqual(['text-three-public 6.80']);
    expect(about('公务接待费支出决算为2.00万元，完成预算的0%。')).toEqual(['narr-percent-completion 0%']);
  });
});

describe('text against tables', () => {
  it('ties totals in 万元 to tables in 元 by rounding', () => {
    expect(
      told(['2024年，本部门收入预算320.06万元，其中：财政拨款收入320.06万元。', '支出预算320.06万元。']),
    ).toEqual([]);
  });

  it('names the amount of the text that no table prints', () => {
    expect(told(['2024年，本部门收入预算920.06万元，其中：财政拨款收入320.06万元。'])).toEqual([
      'error text-income-total 920.06 → 320.06',
    ]);
  });

  it('ties an amount that lost its 万', () => {
    expect(told(['2024年预算收入320.06元。'])[0]).toMatch(/^error text-income-total 320.06 → /);
  });

  it('does not tie last year, another body, or an approximate amount', () => {
    expect(
      told([
        '2023年收入预算500.00万元。',
        '下属某培训中心收入预算50.00万元。',
        '收入预算约300.00万元。',
        '上年结转收入5.00万元。',
      ]),
    ).toEqual([]);
  });

  it('ties items by their path, by name in quotes and by name alone', () => {
    expect(
      told([
        '1.一般公共服务支出（类）档案事务（款）行政运行（项）150.03万元，主要用于人员支出。',
        '2.“一般公共服务支出（类）档案事务（款）档案馆（项）”科目190.00万元，主要用于档案馆。',
        '3.“卫生健康支出”科目70.03万元，主要用于医疗。',
      ]),
    ).toEqual(['error text-class-items 190.00 → 100.00']);
  });

  it('calls a cut-off or fitted last digit a hint', () => {
    expect(told(['1.“卫生健康支出”科目70.04万元，主要用于医疗。'])).toEqual([
      'info round-truncated 70.04万元',
    ]);
  });

  it('tells an item whose name the table does not have, when one row has its amount', () => {
    expect(
      told(['1.一般公共服务支出（类）档案事务（款）档案馆运转（项）100.00万元，主要用于档案馆。']),
    ).toEqual(['warning text-class-name 档案馆运转 → 档案馆']);
  });

  it('keeps 其他 at the head of a name', () => {
    const other = {
      ...EXPENDITURE,
      rows: EXPENDITURE.rows.replace('| 档案馆           |', '| 其他档案事务支出 |'),
    };
    expect(
      told(
        ['1.一般公共服务支出（类）档案事务（款）其他档案事务支出（项）100.00万元。'],
        [SUMMARY, other, THREE_PUBLIC],
      ),
    ).toEqual([]);
  });

  it('ties 三公 items over numbered passages and finds the one that differs', () => {
    expect(
      told([
        '2024年“三公”经费预算数为4.30万元，比上年预算减少0.30万元。其中：',
        '（一）因公出国（境）费0万元，与上年预算持平。',
        '（二）公务用车购置及运行费3.00万元，与上年预算持平。',
        '（三）公务接待费1.80万元，比上年预算减少0.30万元。',
      ]),
    ).toEqual(['error text-three-public 1.80 → 1.30']);
  });

  it('tells mixed precision of the operating cost, and a blank cell that the text has an amount for', () => {
    expect(told(['2024年本部门机关运行经费预算21.04万元，比上年增加1万元，主要原因是人员变动。'])).toEqual([
      'info unit-precision-mixed 21',
    ]);
    const blank = {
      ...THREE_PUBLIC,
      rows: THREE_PUBLIC.rows.replace('| 21                 |', '|                    |'),
    };
    expect(
      told(
        ['2024年本部门机关运行经费预算21.04万元，比上年增加1万元，主要原因是人员变动。'],
        [SUMMARY, EXPENDITURE, blank],
      ),
    ).toEqual(['error text-op-cost  → 21.04']);
  });

  it('ties a class to the summary where the table by code holds the grant only', () => {
    const grant = {
      title: '2024年财政拨款支出预算表',
      unit: '万元',
      rows: `
        | 科目编码 | 科目名称         | 金额   |
        |----------|------------------|--------|
        | 201      | 一般公共服务支出 | 240.03 |
        | 20126    | 档案事务         | 240.03 |
        | 2012604  | 档案馆           | 240.03 |
        | 合计     | 合计             | 240.03 |
      `,
    };
    const item = (amount: string) => `1.一般公共服务支出（类）${amount}万元，主要用于档案馆。`;
    expect(told([item('250.03')], [SUMMARY, grant])).toEqual([]);
    expect(told([item('777.77')], [SUMMARY, grant])).toEqual([]);
    expect(told([item('520.03')], [SUMMARY, grant])[0]).toMatch(/^error text-class-items/);
  });

  it('does not take money of an item for money of the whole', () => {
    expect(told(['1.卫生健康支出（类）70.03万元，其中：基本支出40.03万元，项目支出30.00万元。'])).toEqual([]);
  });

  it('finds money under targets above project expenditure, and hints at what has no target', () => {
    const claim = (amount: string) => `编报绩效目标的项目3个，涉及项目预算资金${amount}万元。`;
    expect(told([claim('100.00')])).toEqual([]);
    expect(told([claim('80.00')])).toEqual(['info text-performance-amount 80.00万元']);
    expect(told([claim('130.00')])[0]).toMatch(/^error text-performance-amount/);
  });
});

describe('the order of explained items', () => {
  const amounts = ['11', '12', '13', '14', '15', '16', '17', '18'];
  const codes = ['2010301', '2010302', '2010303', '2010305', '2010306', '2010308', '2010309', '2010350'];
  const names = [
    '行政运行',
    '一般行政管理事务',
    '机关服务',
    '专项业务及机关事务管理',
    '政务公开审批',
    '信访事务',
    '参事事务',
    '事业运行',
  ];
  const table: DrawnTable = {
    title: '2024年部门支出预算总表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 合计 |
      |---|---|---|
      | 201 | 一般公共服务支出 | 116 |
      | 20103 | 政府办公厅（室）及相关机构事务 | 116 |
      ${codes.map((code, i) => `| ${code} | ${names[i]} | ${amounts[i]} |`).join('\n')}
      | 合计 | 合计 | 116 |`,
  };
  const explained = (order: readonly number[]) =>
    told(
      order.map(
        (i, n) =>
          `${n + 1}.“一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）${names[i]}（项）”${amounts[i]}万元，主要用于日常工作。`,
      ),
      [table],
    );

  it('is that of the table but for the ones told', () => {
    expect(explained([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([]);
    expect(explained([0, 5, 1, 2, 3, 4, 6, 7])).toEqual(['info text-class-order 2010308']);
  });

  it('is left alone where the text has one of its own', () => {
    expect(explained([7, 6, 5, 4, 3, 2, 1, 0])).toEqual([]);
  });
});

describe('a 三公 table that also prints last year', () => {
  it('is tied by the columns of its own year', () => {
    const columns = '合计 | 因公出国（境）费 | 公务接待费';
    const table: DrawnTable = {
      title: '一般公共预算“三公”经费支出表',
      unit: '万元',
      rows: `
    | 2023年预算数 | < | < | 2024年预算数 | < | < |
    | ${columns} | ${columns} |
    |---|---|---|---|---|---|
    | 5.20 | 1.00 | 4.20 | 4.30 | 1.00 | 3.30 |`,
    };
    expect(told(['2024年“三公”经费预算4.30万元。'], [table])).toEqual([]);
    expect(told(['2024年“三公”经费预算4.80万元。'], [table])).toEqual([
      'error text-three-public 4.80 → 4.30',
    ]);
  });
});

describe('names of projects', () => {
  const projects: DrawnTable = {
    title: '2024年项目支出预算表',
    unit: '万元',
    rows: `
      | 单位名称 | 项目名称 | 总计 |
      |---|---|---|
      | 合计 | | 1,625 |
      | 某馆 | 档案数字化加工 | 1,325 |
      | 某馆 | 档案库房设备更新 | 300 |`,
  };
  const prose = (name: string) =>
    told(
      [
        `# ${name}项目经费情况说明`,
        '## 一、项目概述',
        '为保存档案而设。',
        '## 二、实施周期',
        '2024年全年。',
        '## 三、年度预算安排',
        '按需安排。',
      ],
      [projects],
    );

  it('are spelled alike in prose and table', () => {
    expect(prose('档案数字化加工')).toEqual([]);
    expect(prose('档案数字加工')).toEqual(['info text-project-name 档案数字加工 → 档案数字化加工']);
    expect(prose('全市地方志编纂出版')).toEqual([]);
  });
});

describe('amounts of another year, of another body, or of a part of the year', () => {
  const OWN = '2024年支出预算320.06万元，其中：基本支出220.06万元，项目支出100.00万元。';

  it('are none of the tables', () => {
    for (const paragraphs of [
      ['2023年度收入合计280.33万元，支出合计279.12万元，年末结转1.21万元。'],
      ['2023年，本部门收入预算280.10万元，支出预算280.10万元。'],
      ['2023年度收入合计280.33万元。支出合计279.12万元。其中：基本支出180.20万元，项目支出98.92万元。'],
      ['2023年预算执行情况：收入合计280.33万元；支出合计279.12万元。'],
      ['2022年基本支出180.20万元，项目支出98.92万元。'],
      ['上年度基本支出180.20万元，项目支出98.92万元。'],
      ['2023年度“三公”经费支出5.12万元，其中：公务接待费2.39万元，公务用车运行维护费2.73万元。'],
      ['下属事业单位2024年基本支出88.10万元，项目支出12.00万元。'],
      ['某县资料室：基本支出88.10万元，项目支出12.00万元。'],
      ['下属单位一般公共服务支出（类）100.10万元，卫生健康支出（类）30.20万元。'],
      ['本部门所属资料站公务用车运行维护费1.80万元，公务接待费0.20万元。'],
      ['单项超过50万元的项目支出3个，支出合计150.00万元。'],
      ['2024年1月至6月，收入120.00万元，支出110.00万元。'],
      ['## 四、2023年度预算执行情况', '收入合计280.33万元，支出合计279.12万元。'],
      ['## 四、上年“三公”经费执行情况', '“三公”经费支出5.12万元，其中：公务接待费2.39万元。'],
      ['## 四、下属单位预算情况', '基本支出88.10万元，项目支出12.00万元。'],
      ['## （一）某县资料室', '2024年收入预算100.10万元，支出预算100.10万元。'],
    ])
      expect(told([OWN, ...paragraphs]), paragraphs.join(' / ')).toEqual([]);
  });

  it('leave those of this year in the same sentence where they are', () => {
    for (const text of [
      '2023年项目支出80.00万元，2024年项目支出120.00万元。',
      '上年项目支出80.00万元，本年项目支出120.00万元。',
      '某市档案局：项目支出120.00万元。',
      '某市档案局基本支出220.06万元，项目支出120.00万元。',
    ])
      expect(told([text]).join(), text).toContain('error text-basic-project 120.00');
  });
});
