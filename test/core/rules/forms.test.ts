import { describe, expect, it } from 'vitest';
import { forms } from '../../../core/rules/forms/forms.ts';
import { reviewDrawn, told } from '../../support/draw-document.ts';
import { observed } from '../../support/observe-drawn.ts';

interface Money {
  readonly total?: string;
  readonly fiscal?: string;
  readonly annual?: string;
  readonly grant?: string;
}
const form = (
  { total = '1,325', fiscal = '1,325', annual = '1,325', grant = '1,325' }: Money,
  more = '',
) => ({
  title: '财政项目支出绩效目标表',
  unit: null,
  rows: `
    | 项目名称 | 某项目 | | 项目类别 | 特定目标类 |
    | 计划开始日期 | 2024-1-1 | | 计划完成日期 | 2024-12-31 |
    | 项目资金（万元） | 项目资金总额 | ${total} | 年度资金申请总额 | ${annual} |
    | ^ | 其中：财政资金 | ${fiscal} | 其中：当年财政拨款 | ${grant} |
    | ^ | | | 上年结转资金 | |
    | ^ | 其他资金 | | 其他资金 | |
    ${more}`,
});

describe('money of target forms', () => {
  it('is tied when it adds up, and counted', () => {
    const review = reviewDrawn([form({})]);
    expect(told(review)).toEqual([]);
    expect(review.figures).toMatchObject({ total: 4, tied: 4 });
  });

  it('names the one wrong figure', () => {
    const review = reviewDrawn([form({ grant: '-1,325' })]);
    expect(review.findings.map((f) => f.rule)).toEqual(['perf-annual-sum']);
    expect(review.findings[0]!.suspects[0]).toMatchObject({ stated: '-1,325', proposed: '1,325' });
  });

  it('takes a blank part for missing only where forms fill it in', () => {
    expect(told(reviewDrawn([form({ fiscal: '', grant: '' })]))).toEqual([]);
    const review = reviewDrawn([form({}), form({ fiscal: '' })]);
    expect(review.findings.map((f) => f.rule)).toEqual(['perf-fund-sum']);
  });

  it('agrees with the project table by name', () => {
    const projects = {
      title: '项目支出预算表',
      unit: '万元',
      rows: `
    | 单位名称 | 项目名称 | 总计 |
    |---|---|---|
    | 合计 | | 2,325 |
    | 某中心 | 某项目 | 1,325 |
    | | 另一项目 | 1,000 |`,
    };
    expect(told(reviewDrawn([projects, form({})]))).toEqual([]);
    const rules = reviewDrawn([
      projects,
      form({ total: '1,352', fiscal: '1,352', annual: '1,352', grant: '1,352' }),
    ]).findings.map((f) => f.rule);
    expect(rules).toEqual(['perf-budget-match']);
  });
});

describe('forms that split their money in other ways', () => {
  const split = (parts: string) => ({
    title: '项目支出绩效目标表',
    unit: '万元',
    rows: `
    | 项目名称 | 某项目 | 实施单位 | 某中心 |
    | 项目资金（万元） | 年度资金总额： | 300.00 | |
    ${parts}`,
  });
  it('are added up where every part is understood, and left alone where one is not', () => {
    const rules = (parts: string) => reviewDrawn([split(parts)]).findings.map((f) => f.rule);
    expect(rules('| ^ | 其中：财政拨款 | 200.00 | |\n| ^ | 其他资金 | 90.00 | |')).toEqual([
      'perf-annual-sum',
    ]);
    expect(rules('| ^ | 其中：财政拨款 | 200.00 | |\n| ^ | 其他资金 | 100.00 | |')).toEqual([]);
    expect(
      rules('| ^ | 其中：中央补助 | 200.00 | |\n| ^ | 地方资金 | 60.00 | |\n| ^ | 其他资金 | 40.00 | |'),
    ).toEqual([]);
  });
});

describe('cumulated plans', () => {
  const plan = (amounts: string) => ({
    title: '某项目绩效目标表',
    unit: '万元',
    rows: `
    | 项目编码 | 123 | 项目名称 | 某项目 | |
    | 资金用途 | 预算数 | 50.00 | 财政资金 | 50.00 |
    | 支出计划 | 3月底 | 6月底 | 10月底 | 12月底 |
    | ^ | ${amounts} |`,
  });

  it('rise to the budget', () => {
    expect(told(reviewDrawn([plan(' | 7.00 | 10.00 | 50.00')]))).toEqual([]);
  });

  it('are told when they fall or end elsewhere', () => {
    for (const amounts of ['7.00 | 30.00 | 10.00 | 50.00', '7.00 | 10.00 | 20.00 | 40.00'])
      expect(reviewDrawn([plan(amounts)]).findings.map((f) => f.rule)).toEqual(['perf-plan-monotone']);
  });
});

describe('indicators', () => {
  const indicator = (line: string) =>
    form(
      {},
      `| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | |
    | 产出指标 | 数量指标 | 服务人数 | ≥100（人） | |
    | 效益指标 | 社会效益指标 | 覆盖率 | ≥90% | |
    ${line}`,
    );

  it('are quiet when they have fitting values', () => {
    expect(observed(forms, [indicator('| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | |')])).toEqual(
      [],
    );
  });

  it('are told for head counts in %, costs without limit and satisfaction of all', () => {
    const rule = (line: string) => observed(forms, [indicator(line)]).map((o) => o.split(' ')[0]);
    expect(rule('| 满意度指标 | 满意度 | 救助人次 | =100.00(%) | |')).toEqual(['perf-indicator-unit']);
    expect(rule('| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥100% | |')).toEqual([
      'perf-indicator-direction',
    ]);
    expect(rule('| 满意度指标 | 成本指标 | 项目成本 | ≥50万元 | |')).toEqual(['perf-indicator-direction']);
    expect(rule('| 满意度指标 | 成本指标 | 系统正常运行率 | ≥90% | |')).toEqual(['perf-indicator-category']);
    expect(rule('| 满意度指标 | 满意度 | 群众满意度 | | |')).toEqual(['perf-indicator-valued']);
  });
});

describe('forms among forms', () => {
  const named = (title: string, project: string, goal: string) => ({
    title,
    unit: '万元',
    rows: `
    | 项目名称 | ${project} | 预算数 | 10.00 |
    | 绩效目标 | ${goal} | | |`,
  });

  it('are told for a title that names the project with another year', () => {
    const project = '2024年中央财政补助资金项目';
    expect(observed(forms, [named(`3、2023年中央财政补助资金项目绩效目标表`, project, '按时完成')])).toEqual([
      `perf-form-identity “3、2023年中央财政补助资金项目绩效目标表” 2023年中央财政补助资金项目 → ${project}`,
    ]);
    expect(observed(forms, [named(`3、${project}绩效目标表`, project, '按时完成')])).toEqual([]);
  });

  it('are told for one goal of two projects', () => {
    const goal = '及时准确完成会计核算，提供报表数据，保证资金安全平稳运行';
    const title = '项目支出绩效目标表';
    expect(observed(forms, [named(title, '甲项目', goal), named(title, '乙项目', goal)])).toEqual([
      `perf-copy-paste “${goal}”`,
    ]);
  });
});

describe('the overall target form', () => {
  const basic = {
    title: '2024年一般公共预算基本支出表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
      |---|---|---|---|---|
      | 301 | 工资福利支出 | 1,054.56 | 1,054.56 | |
      | 302 | 商品和服务支出 | 145.08 | | 145.08 |
      | 合计 | < | 1,199.64 | 1,054.56 | 145.08 |`,
  };
  const overall = (first: string) => ({
    title: '部门（单位）整体绩效目标表',
    unit: '万元',
    rows: `
      | 年度主要任务 | 对应项目 | 预算资金情况 |
      | ^ | 基本支出人员经费（保工资） | ${first} |
      | ^ | 基本支出人员经费（刚性） | 100.32 |
      | ^ | 基本支出公用经费（保运转） | 145.08 |`,
  });

  it('has the basic expenditure of the tables', () => {
    const checks = reviewDrawn([basic, overall('954.24')]).checkList!;
    expect(checks.filter((c) => c.rule === 'tie-overall-basic').map((c) => c.outcome)).toEqual([
      'agrees',
      'agrees',
    ]);
    const [finding] = reviewDrawn([basic, overall('945.24')]).findings;
    expect(finding).toMatchObject({ rule: 'tie-overall-basic', severity: 'error' });
    expect(finding!.suspects.map((s) => s.proposed)).toContain('954.24');
  });
});
