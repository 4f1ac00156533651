import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import { reviewDocuments } from '../../../core/review.ts';
import { type DrawnTable, drawDocument } from '../../support/draw-document.ts';

function document(sha: string, paragraphs: readonly string[], tables: readonly DrawnTable[] = []): Document {
  return { ...drawDocument(tables, paragraphs), name: sha, sha256: sha };
}

function told(...documents: Document[]): string[] {
  return reviewDocuments(documents).case.findings.map(
    (f) =>
      `${f.rule} ${f.stated}${f.expected === undefined ? '' : ` → ${f.expected}`} in ${f.where.map((w) => w.document).join(' ')}`,
  );
}

/** 支出预算总表 of a body and year with two classes. */
function expenditure(
  year: number,
  first: string,
  second: string,
  total: string,
  body = '某市档案局',
): DrawnTable {
  return {
    title: `${year}年部门支出预算总表`,
    unit: '万元',
    bodyLine: `编制部门：${body}`,
    rows: `
      | 科目编码 | 科目名称         | 合计      | 基本支出  | 项目支出 |
      |----------|------------------|-----------|-----------|----------|
      | 201      | 一般公共服务支出 | ${first}  | ${first}  |          |
      | 20126    | 档案事务         | ${first}  | ${first}  |          |
      | 2012601  | 行政运行         | ${first}  | ${first}  |          |
      | 210      | 卫生健康支出     | ${second} | ${second} |          |
      | 21011    | 行政事业单位医疗 | ${second} | ${second} |          |
      | 2101101  | 行政单位医疗     | ${second} | ${second} |          |
      | 合计     | 合计             | ${total}  | ${total}  |          |
    `,
  };
}

const heading = (year: number) => `# 某市档案局${year}年部门预算`;

describe('documents of one case', () => {
  it('ties the text of one file to the tables of another', () => {
    const tables = document('tables', [heading(2024)], [expenditure(2024, '150.00', '70.00', '220.00')]);
    const text = (amount: string) => document('text', [heading(2024), `2024年支出预算${amount}万元。`]);
    expect(told(text('220.00'), tables)).toEqual([]);
    expect(told(text('290.00'), tables)).toEqual(['xdoc-text-tables 290.00万元 → 220.00 in text tables']);
  });

  it('ties last year as this year tells it to last year’s publication', () => {
    const prior = document('2023', [heading(2023)], [expenditure(2023, '140.00', '60.00', '200.00')]);
    const current = (change: string) =>
      document(
        '2024',
        [heading(2024), `2024年支出预算220.00万元，比2023年预算增加${change}万元。`],
        [expenditure(2024, '150.00', '70.00', '220.00')],
      );
    expect(told(current('20.00'), prior)).toEqual([]);
    expect(told(current('30.00'), prior)).toEqual(['xdoc-prior-budget 190.00万元 → 200.00 in 2024 2023']);
  });

  it('leaves a change against the outturn alone', () => {
    const prior = document('2023', [heading(2023)], [expenditure(2023, '140.00', '60.00', '200.00')]);
    const current = document(
      '2024',
      [heading(2024), '2024年支出预算220.00万元，比2023年预算执行数增加30.00万元。'],
      [expenditure(2024, '150.00', '70.00', '220.00')],
    );
    expect(told(current, prior)).toEqual([]);
  });

  it('finds a unit above its department, once, at the lowest code', () => {
    const department = document(
      'department',
      [heading(2024)],
      [expenditure(2024, '150.00', '70.00', '220.00')],
    );
    const unit = (second: string, total: string) =>
      document(
        'unit',
        ['# 某市档案局2024年单位预算'],
        [{ ...expenditure(2024, '100.00', second, total), title: '2024年预算单位支出预算总表' }],
      );
    expect(told(department, unit('70.00', '170.00'))).toEqual([]);
    expect(told(department, unit('90.00', '190.00'))).toEqual([
      'xdoc-dept-superset 90.00 in unit department',
    ]);
  });

  it('ties the budget that final accounts quote to the published budget', () => {
    const budget = document('budget', [heading(2024)], [expenditure(2024, '150.00', '70.00', '220.00')]);
    const final = (amount: string) =>
      document('final', [
        '# 某市档案局2024年度部门决算',
        `1、一般公共服务支出（类）档案事务（款）行政运行（项）。年初预算为${amount}万元，支出决算为148.00万元。`,
      ]);
    expect(told(final('150.00'), budget)).toEqual([]);
    expect(told(final('105.00'), budget)).toEqual(['xdoc-budget-final 105.00万元 → 150.00 in final budget']);
  });

  it('ties last year’s items, by base amount or by change, to last year’s publication', () => {
    const prior = document('2023', [heading(2023)], [expenditure(2023, '140.00', '60.00', '200.00')]);
    const current = (base: string) =>
      document(
        '2024',
        [
          heading(2024),
          `1、一般公共服务支出（类）档案事务（款）行政运行（项）2024年预算数为150.00万元，比2023年预算数${base}万元增加10.00万元。`,
          '2、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）2024年预算数为70.00万元，比2023年预算数增加10.00万元。',
        ],
        [expenditure(2024, '150.00', '70.00', '220.00')],
      );
    expect(told(current('140.00'), prior)).toEqual([]);
    expect(told(current('104.00'), prior)).toEqual(['xdoc-prior-budget 104.00万元 → 140.00 in 2024 2023']);
  });

  it('ties the budget column of the 三公 table to the published budget, but not an adjusted one', () => {
    const row = (amounts: string) => `
      | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费 |
      | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^ |
      |---|---|---|---|---|---|
      | ${amounts} |
    `;
    const published = (amounts: string) =>
      document(
        'budget',
        [heading(2024)],
        [{ title: '2024年“三公”经费预算表', unit: '万元', rows: row(amounts) }],
      );
    const accounts = (column: string) =>
      document(
        'final',
        ['# 某市档案局2024年度部门决算'],
        [
          {
            title: '“三公”经费支出决算表',
            unit: '万元',
            rows: `
      | ${column} | < | < | < | < | < | 决算数 | < | < | < | < | < |
      | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车购置及运行维护费 | < | < | 公务接待费 |
      | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ | ^ | ^ | 小计 | 公务用车购置费 | 公务用车运行维护费 | ^ |
      |---|---|---|---|---|---|---|---|---|---|---|---|
      | 5.00 | 0.00 | 3.00 | 0.00 | 3.00 | 2.00 | 4.00 | 0.00 | 3.00 | 0.00 | 3.00 | 1.00 |
    `,
          },
        ],
      );
    expect(told(accounts('预算数'), published('5.00 | 0.00 | 3.00 | 0.00 | 3.00 | 2.00'))).toEqual([]);
    expect(told(accounts('预算数'), published('5.00 | 0.00 | 2.00 | 0.00 | 2.00 | 3.00'))).toEqual([
      'xdoc-budget-final 3.00 → 2.00 in final budget',
      'xdoc-budget-final 2.00 → 3.00 in final budget',
    ]);
    expect(told(accounts('全年预算数'), published('5.00 | 0.00 | 2.00 | 0.00 | 2.00 | 3.00'))).toEqual([]);
  });

  it('ties what is brought forward to what last year carried forward', () => {
    const accounts = (year: number, opening: string, closing: string) =>
      document(
        String(year),
        [`# 某市档案局${year}年度部门决算`],
        [
          {
            title: '收入支出决算总表',
            unit: '万元',
            rows: `
      | 收入 | < | 支出 | < |
      | 项目 | 决算数 | 项目 | 决算数 |
      |---|---|---|---|
      | 一、一般公共预算财政拨款收入 | 100.00 | 一、一般公共服务支出 | 90.00 |
      | 本年收入合计 | 100.00 | 本年支出合计 | 90.00 |
      | 年初结转和结余 | ${opening} | 年末结转和结余 | ${closing} |
    `,
          },
        ],
      );
    expect(told(accounts(2024, '5.00', '15.00'), accounts(2023, '2.00', '5.00'))).toEqual([]);
    expect(told(accounts(2024, '6.00', '16.00'), accounts(2023, '2.00', '5.00'))).toEqual([
      'tie-final-carry 6.00 → 5.00 in 2024 2023',
    ]);
  });

  describe('last year’s columns', () => {
    const items = (amounts: readonly string[]) => `
      | 201      | 一般公共服务支出 | ${amounts[0]} |
      | 20126    | 档案事务         | ${amounts[0]} |
      | 2012601  | 行政运行         | ${amounts[1]} |
      | 2012604  | 档案馆           | ${amounts[2]} |
      | 合计     | 合计             | ${amounts[0]} |`;
    const prior = document(
      '2023',
      [heading(2023)],
      [
        {
          title: '一般公共预算支出表',
          unit: '元',
          rows: `
      | 科目编码 | 科目名称 | 2023年预算数 |
      |---|---|---|${items(['1,234,567', '234,567', '1,000,000'])}`,
        },
      ],
    );
    const current = (header: string, before: readonly string[]) =>
      document(
        '2024',
        [heading(2024)],
        [
          {
            title: '一般公共预算支出表',
            unit: '万元',
            rows: `
      | 科目编码 | 科目名称 | ${header} | 2024年预算数 |
      |---|---|---|---|${items(before.map((b) => `${b} | 200.00`))
        .replace(/(2012601 .*)200.00/, '$1150.00')
        .replace(/(2012604 .*)200.00/, '$150.00')}`,
          },
        ],
      );
    const right = ['123.46', '23.46', '100.00'];

    it('of the budget are last year’s publication, in any unit', () => {
      for (const header of ['2023年预算数', '上年预算数', '上年数']) {
        expect(told(current(header, right), prior)).toEqual([]);
      }
    });

    /** Five items in a table of some columns; the first item and the total are given. */
    const five = (year: number, header: string, amount: string, whole: string) => {
      const rows = [
        ['2012601', '行政运行', amount],
        ...[2, 3, 4, 5].map((n) => [`201260${n}`, `事项${n}`, '100.00']),
      ]
        .map((r) => `| ${r.join(' | ')} | ${r[2]} |`)
        .concat(`| 合计 | 合计 | ${whole} | ${whole} |`);
      const table = {
        title: '一般公共预算支出表',
        unit: '万元',
        rows: `| 科目编码 | 科目名称 | ${header} |\n|---|---|---|---|\n${rows.join('\n')}`,
      };
      return document(String(year), [heading(year)], [table]);
    };
    const before = five(2023, '2023年预算数 | 备注金额', '23.46', '423.46');

    it('that agree but in one item are told at the item', () => {
      for (const header of ['2023年预算数', '上年预算数', '上年数'])
        expect(told(five(2024, `${header} | 2024年预算数`, '33.46', '433.46'), before)).toEqual([
          'xdoc-prior-budget 33.46 → 23.46 in 2024 2023',
        ]);
    });

    it('of an outturn or an adjusted budget are other figures', () => {
      for (const header of ['2023年执行数', '2023年调整预算数', '上年预计执行数'])
        expect(told(five(2024, `${header} | 2024年预算数`, '33.46', '433.46'), before)).toEqual([]);
    });

    it('that differ throughout are of a year that was restated', () => {
      expect(told(current('2023年预算数', ['155.00', '40.00', '115.00']), prior)).toEqual([]);
    });

    it('of the 三公 table are told at the item', () => {
      const head = (years: readonly string[]) => `
      | ${years.map((y) => `${y} | < | < | < | < | <`).join(' | ')} |
      | ${years.map(() => '合计 | 因公出国（境）费 | 公务用车购置及运行费 | < | < | 公务接待费').join(' | ')} |
      | ${years.map(() => '^ | ^ | 小计 | 公务用车购置费 | 公务用车运行费 | ^').join(' | ')} |
      |${years.map(() => '---|---|---|---|---|---').join('|')}|`;
      const table = (years: readonly string[], cells: string): DrawnTable => ({
        title: '一般公共预算“三公”经费支出表',
        unit: '万元',
        rows: `${head(years)}\n      | ${cells} |`,
      });
      const last = '9.00 | 2.00 | 4.00 | 1.00 | 3.00 | 3.00';
      const before = document('2023', [heading(2023)], [table(['2023年预算数'], last)]);
      const now = (stated: string) =>
        document(
          '2024',
          [heading(2024)],
          [table(['2023年预算数', '2024年预算数'], `${stated} | 8.00 | 2.00 | 3.00 | 0.00 | 3.00 | 3.00`)],
        );
      expect(told(now(last), before)).toEqual([]);
      expect(told(now('8.50 | 2.00 | 4.00 | 1.00 | 3.00 | 2.50'), before)).toEqual([
        'xdoc-prior-budget 2.50 → 3.00 in 2024 2023',
      ]);
    });
  });

  it('never compares a body with the one over it, or its neighbours', () => {
    const of = (name: string, body: string, year: number, amount: string) =>
      document(
        name,
        [`# ${body}${year}年部门预算`, `${year}年支出预算${amount}万元，比${year - 1}年预算增加20.00万元。`],
        [expenditure(year, '150.00', '70.00', '220.00', body)],
      );
    for (const other of ['东河市北岭区教育局', '东河市教育局招生考试服务局', '东河市体育局'])
      expect(told(of('a', '东河市教育局', 2024, '220.00'), of('b', other, 2023, '220.00'))).toEqual([]);
    expect(
      told(of('a', '东河市教育局', 2024, '220.00'), of('b', '某省东河市教育局', 2023, '220.00')),
    ).toEqual(['xdoc-prior-budget 200.00万元 → 220.00 in a b']);
  });

  it('never compares documents of different bodies', () => {
    const other = document('other', ['# 某市林业局2024年部门预算', '2024年支出预算999.00万元。']);
    const tables = document('tables', [heading(2024)], [expenditure(2024, '150.00', '70.00', '220.00')]);
    expect(told(other, tables)).toEqual([]);
  });

  it('tells what is new and what is gone since last year', () => {
    const table = (year: number, third: string) => {
      const { rows, ...rest } = expenditure(year, '150.00', '70.00', '220.00');
      return { ...rest, rows: rows.replace('| 2101101  | 行政单位医疗     |', third) };
    };
    const prior = document('2023', [heading(2023)], [table(2023, '| 2101102  | 事业单位医疗     |')]);
    const current = (third: string) => document('2024', [heading(2024)], [table(2024, third)]);
    expect(told(current('| 2101102  | 事业单位医疗     |'), prior)).toEqual([]);
    expect(told(current('| 2101101  | 行政单位医疗     |'), prior)).toEqual([
      'yoy-zero-to-value 2101101 | 2101102 in 2024 2023',
    ]);
  });
});

describe('a department and all its units', () => {
  const general = (level: string, body: string, first: string, second: string, total: string) => ({
    ...expenditure(2024, first, second, total, body),
    title: `2024年${level}一般公共预算支出表`,
  });
  const list = [
    '某市档案局部门预算是包括本部以及下属2家预算单位的综合收支计划，具体包括：',
    '1. 某市档案局本部，设3个内设机构。',
    '2. 某市档案馆。',
    '3. 某市方志编纂中心。',
  ];
  const department = (first: string, second: string, total: string) =>
    document('department', [heading(2024), ...list], [general('部门', '某市档案局', first, second, total)]);
  const unit = (name: string, body: string, first: string, second: string, total: string) =>
    document(name, [`# ${body}2024年单位预算`], [general('单位', body, first, second, total)]);
  const office = unit('office', '某市档案局', '100.00', '30.00', '130.00');
  const archive = unit('archive', '某市档案馆', '40.00', '25.00', '65.00');
  const history = unit('history', '某市方志编纂中心', '10.00', '15.00', '25.00');

  it('add up, code by code', () => {
    expect(told(department('150.00', '70.00', '220.00'), office, archive, history)).toEqual([]);
    expect(told(department('150.00', '80.00', '230.00'), office, archive, history)).toEqual([
      'xdoc-dept-sum 80.00 → 70.00 in department office archive history',
    ]);
  });

  it('are not added up where one is missing, which is told', () => {
    expect(told(department('150.00', '80.00', '230.00'), office, archive)).toEqual([
      'xdoc-unit-list 某市方志编纂中心 in department',
    ]);
    expect(told(department('150.00', '80.00', '230.00'), office)).toEqual([]);
  });

  it('are told once where a unit is above the department', () => {
    expect(told(department('150.00', '12.00', '162.00'), office, archive, history)).toEqual([
      'xdoc-dept-sum 12.00 → 70.00 in department office archive history',
    ]);
  });
});
