import { describe, expect, it } from 'vitest';
import { documentToContext } from '../../../core/reconcile/context.ts';
import { completeness } from '../../../core/rules/completeness/completeness.ts';
import { outOfOrder, titleCore } from '../../../core/rules/completeness/table-list.ts';
import { type DrawnTable, drawDocument } from '../../support/draw-document.ts';
import { observed } from '../../support/observe-drawn.ts';

const NAMES = [
  '收支预算总表',
  '收入预算总表',
  '支出预算总表',
  '财政拨款收支预算总表',
  '一般公共预算支出表',
  '一般公共预算基本支出表',
  '“三公”经费支出表',
  '政府性基金预算支出表',
  '国有资本经营预算支出表',
];
const ROWS: Readonly<Record<string, string>> = {
  一般公共预算基本支出表: `| 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 301 | 工资福利支出 | 50 |
    | 30101 | 基本工资 | 50 |`,
  '“三公”经费支出表': `| 合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行费 | 公务接待费 |
    |---|---|---|---|---|
    | 3 | 0 | 0 | 2 | 1 |`,
};
const CODES = `| 科目编码 | 科目名称 | 合计 |
    |---|---|---|
    | 208 | 社会保障和就业支出 | 100 |
    | 20805 | 行政事业单位养老支出 | 100 |
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 100 |`;
const table = (name: string, more: Partial<DrawnTable> = {}): DrawnTable => ({
  title: `2024年${name}`,
  unit: '万元',
  rows: ROWS[name] ?? CODES,
  ...more,
});
const contents = NAMES.map((n, i) => `.. ${i + 1}. 2024年${n}`);
const tell = (tables: readonly DrawnTable[], paragraphs: readonly string[] = []) =>
  observed(completeness, tables, ['# 某局2024年部门预算', ...paragraphs]);

describe('contents against body', () => {
  it('are quiet when each table stands in its place', () => {
    expect(
      tell(
        NAMES.map((n) => table(n)),
        contents,
      ),
    ).toEqual([]);
  });

  it('tell a table that is listed and not printed, once', () => {
    const rest = NAMES.filter((n) => n !== '支出预算总表').map((n) => table(n));
    expect(tell(rest, contents)).toEqual(['doc-toc-body “3. 2024年支出预算总表” 3. 2024年支出预算总表']);
  });

  it('accept a title in the body that lacks the word 表 of the contents', () => {
    const rest = NAMES.filter((n) => n !== '“三公”经费支出表').map((n) => table(n));
    expect(tell(rest, [...contents, '## 7、2024年部门“三公”经费支出'])).toEqual([]);
  });

  it('tell two tables that changed places', () => {
    const swapped = [...NAMES];
    [swapped[4], swapped[5]] = [swapped[5]!, swapped[4]!];
    expect(
      tell(
        swapped.map((n) => table(n)),
        contents,
      ).map((o) => o.split(' ')[0]),
    ).toEqual(['hyg-toc-order']);
  });

  it('say nothing where the tables stand in another file', () => {
    expect(tell([table(NAMES[0]!)], contents)).toEqual([]);
  });

  it('compare titles without number and year', () => {
    expect(titleCore('公开03表：2024年部门支出预算总表')).toBe(titleCore('3、部门支出预算总表'));
    expect(outOfOrder([1, 2, 4, 3, 5])).toHaveLength(1);
    expect(outOfOrder([1, 2, 2, 3])).toEqual([]);
  });
});

describe('required tables', () => {
  it('are told when missing from a full set, an empty one that the text mentions by its own rule', () => {
    const without = (name: string) => NAMES.filter((n) => n !== name).map((n) => table(n));
    expect(tell(without('收入预算总表'))).toEqual(['doc-tables-required “2024年收支预算总表”']);
    expect(tell(without('政府性基金预算支出表'), ['本部门没有政府性基金预算拨款安排的支出。'])).toEqual([
      'doc-empty-table-kept “本部门没有政府性基金预算拨款安排的支出。”',
    ]);
  });

  it('are not asked of a document that is no full set', () => {
    expect(tell([table(NAMES[1]!), table(NAMES[2]!)])).toEqual([]);
  });
});

describe('table numbers', () => {
  const numbered = (numbers: readonly number[]) =>
    NAMES.slice(0, numbers.length).map((n, i) => table(n, { number: `表${numbers[i]}` }));

  it('ascend without gaps', () => {
    expect(tell([...numbered([1, 2, 3, 4, 5, 6, 7, 8, 9])])).toEqual([]);
    expect(tell(numbered([1, 3, 4, 5, 6, 7, 8, 9, 12]))).toEqual([
      'doc-table-numbering “2024年收入预算总表” 表2、表10至表11',
    ]);
    expect(tell(numbered([1, 2, 4, 3, 5, 6, 7, 8, 9])).map((o) => o.split(' ')[0])).toEqual([
      'doc-table-numbering',
    ]);
  });
});

describe('what tables show', () => {
  const all = (name: string, more: Partial<DrawnTable>) => NAMES.map((n) => table(n, n === name ? more : {}));

  it('tells items, sections and parts that are left out', () => {
    const top =
      '| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| 208 | 社会保障和就业支出 | 100 |\n| 210 | 卫生健康支出 | 50 |';
    expect(tell(all('一般公共预算支出表', { rows: top }))).toEqual([
      'doc-item-level “2024年一般公共预算支出表”',
    ]);
    const econ =
      '| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| 301 | 工资福利支出 | 100 |\n| 302 | 商品和服务支出 | 50 |';
    expect(tell(all('一般公共预算基本支出表', { rows: econ }))).toEqual([
      'doc-econ-level “2024年一般公共预算基本支出表”',
    ]);
    const three = '| 合计 | 因公出国（境）费 | 公务接待费 |\n|---|---|---|\n| 3 | 0 | 3 |';
    expect(tell(all('“三公”经费支出表', { rows: three }))).toEqual([
      'doc-three-public-breakdown “2024年“三公”经费支出表”',
    ]);
  });

  it('wants an empty table explained, and plainly', () => {
    const rows = '| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| | 合计 | |';
    const empty = (note?: string) => all('政府性基金预算支出表', { rows, ...(note ? { note } : {}) });
    expect(tell(empty('注：本部门无政府性基金预算支出，故本表无数据。'))).toEqual([]);
    const conditional = '备注：如此表为空表，则表示部门无政府性基金预算安排的支出。';
    expect(tell(empty(conditional))).toEqual([`doc-empty-note “${conditional}”`]);
  });
});

describe('chapters', () => {
  const full = [
    '本部门主要职责是做好某项工作，服务群众，完成任务。',
    '本部门内设机构三个科室，下设一家单位，职工若干名。',
    '“三公”经费预算数为3万元，比上年预算减少1万元。',
    '机关运行经费预算50万元，比上年增加2万元，主要原因是人员增加。',
    '政府采购预算总额20万元，其中货物预算20万元。',
    '本部门共有车辆两辆，单位价值百万元以上设备一台。',
    '本部门开展了项目绩效目标编报工作，涉及资金若干。',
    '名词解释：财政拨款收入指本级财政拨付的资金，包括各类预算。',
  ];

  it('are complete, or what is missing is told', () => {
    expect(tell([], full)).toEqual([]);
    const paragraphs = full.map((p) => p.replace(/政府采购/, '某项'));
    expect(tell([], paragraphs).map((o) => o.split(' ')[0])).toEqual(['doc-explain-procurement']);
  });

  it('are not asked of a set of tables without text', () => {
    expect(
      tell(
        NAMES.map((n) => table(n)),
        ['某局批复表'],
      ),
    ).toEqual([]);
  });

  it('tell fewer forms than projects with targets', () => {
    const claim = '编报绩效目标的项目3个，涉及项目预算资金100万元。';
    expect(tell([], [...full, claim])).toEqual(['doc-perf-forms-missing “编报绩效目标的项目3个” 3 → 0']);
  });
});

describe('a document of which a part was not read', () => {
  const unread = (tables: readonly DrawnTable[], paragraphs: readonly string[]) => {
    const drawn = drawDocument(tables, ['# 某局2024年部门预算', ...paragraphs]);
    const warning = {
      code: 'leftovers',
      message: { zh: '有数没有读出', en: 'figures were not read' },
    } as const;
    const context = documentToContext({ ...drawn, warnings: [warning] });
    return [...completeness.observe!(context)].map((o) => `${o.rule} ${o.severity ?? ''}`.trim());
  };
  const without = NAMES.slice(0, 8).map((n) => table(n));

  it('may have the missing table there: that is a hint and no fault', () => {
    expect(unread(without, contents)).toEqual(['doc-toc-body info']);
    expect(tell(without, contents).map((o) => o.split(' ')[0])).toEqual(['doc-toc-body']);
  });

  it('is not said to lack a standard table', () => {
    expect(
      unread(
        NAMES.slice(0, 7).map((n) => table(n)),
        [],
      ),
    ).toEqual([]);
  });
});

describe('a page on one matter', () => {
  it('is no publication with chapters missing', () => {
    const line = (n: number) => `${n}.“三公”经费预算为${n}万元，与上年持平，主要是严格控制相关支出规模。`;
    expect(
      tell(
        [],
        Array.from({ length: 10 }, (_, i) => line(i + 1)),
      ),
    ).toEqual([]);
  });
});
