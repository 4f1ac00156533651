import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const expenditure = (first: string, second: string, title = '2024年部门支出预算总表') => ({
  title,
  unit: '万元',
  rows: `
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    |---|---|---|---|---|
    | 205 | 教育支出 | 90.00 | 20.00 | 70.00 |
    | 20501 | 教育管理事务 | 90.00 | 20.00 | 70.00 |
    | 2050101 | 行政运行 | 20.00 | 20.00 |  |
    | 2050102 | 一般行政管理事务 | ${first} |  | ${first} |
    | 2050199 | 其他教育管理事务支出 | ${second} |  | ${second} |
    | 合计 | < | 90.00 | 20.00 | 70.00 |`,
});

const projects = (rows: string) => ({ title: '2024年部门项目支出预算表', unit: '万元', rows });

describe('projects', () => {
  const list = (a: string, b: string, c: string) =>
    projects(`
      | 项目代码 | 项目名称 | 功能科目编码 | 功能科目名称 | 合计 |
      |---|---|---|---|---|
      | 530001 | 信息系统维护 | 2050102 | 一般行政管理事务 | ${a} |
      | 530002 | 校园安全 | 2050102 | 一般行政管理事务 | ${b} |
      | 530003 | 教师培训 | 2050199 | 其他教育管理事务支出 | ${c} |
      | 合计 | < | < | < | 70.00 |`);

  it('of an item add up to its project expenditure', () => {
    const review = reviewDrawn([expenditure('45.00', '25.00'), list('30.00', '15.00', '25.00')]);
    expect(told(review)).toEqual([]);
    expect(review.checkList!.filter((c) => c.rule === 'tie-project-item')).toHaveLength(2);
  });

  it('that stand under the wrong item are seen although the list foots', () => {
    const review = reviewDrawn([expenditure('45.00', '25.00'), list('30.00', '10.00', '30.00')]);
    expect(review.findings.map((f) => f.rule)).toContain('tie-project-item');
  });

  it('under their item carry its code and are its parts, not its equals', () => {
    const review = reviewDrawn([
      projects(`
        | 科目编码 | < | < | 单位代码 | 单位名称（科目） | 金额 |
        | 类 | 款 | 项 | ^ | ^ | ^ |
        |---|---|---|---|---|---|
        |  |  |  |  | 合计 | 70.00 |
        |  |  |  | 301001 | 某市教育局 | 70.00 |
        | 205 | 01 | 02 | 301001 | 一般行政管理事务 | 45.00 |
        | 205 | 01 | 02 | 301001 | 信息系统维护 | 30.00 |
        | 205 | 01 | 02 | 301001 | 校园安全 | 15.00 |
        | 205 | 01 | 99 | 301001 | 其他教育管理事务支出 | 25.00 |
        | 205 | 01 | 99 | 301001 | 教师培训 | 25.00 |`),
    ]);
    expect(told(review)).toEqual([]);
    expect(review.figures.notChecked).toBe(0);
  });
});

describe('tables of all expenditure split by fund', () => {
  const byFund = (project: string) => ({
    title: '2024年部门支出预算表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | 一般公共预算 | < | < | 政府性基金预算 | < | < |
      | ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | 小计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|---|---|---|---|
      | 2050101 | 行政运行 | 20.00 | 20.00 | 20.00 |  |  |  |  |
      | 2050102 | 一般行政管理事务 | 45.00 | 45.00 |  | ${project} |  |  |  |
      | 2120803 | 城市建设支出 | 30.00 |  |  |  | 30.00 |  | 30.00 |
      | 合计 | < | 95.00 | 65.00 | 20.00 | 45.00 | 30.00 |  | 30.00 |`,
  });
  const general = {
    title: '2024年一般公共预算支出预算表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|
      | 2050101 | 行政运行 | 20.00 | 20.00 |  |
      | 2050102 | 一般行政管理事务 | 45.00 |  | 45.00 |
      | 合计 | < | 65.00 | 20.00 | 45.00 |`,
  };

  it('tie group by group to the tables of the funds, and give no project total of their own', () => {
    const review = reviewDrawn([byFund('45.00'), general]);
    expect(told(review)).toEqual([]);
    expect(review.checkList!.filter((c) => c.rule === 'tie-t3-t5').length).toBeGreaterThanOrEqual(6);
  });

  it('name the group that differs', () => {
    expect(told(reviewDrawn([byFund('54.00'), general]))).toEqual(['foot-total-lei t1 r3c5 54.00 → 45.00']);
  });
});

describe('income by body', () => {
  it('ties each source to the summary', () => {
    const summary = {
      title: '收支预算总表',
      unit: '元',
      rows: `
        | 收入 | < | 支出 | < |
        | 项目 | 预算数 | 项目 | 预算数 |
        |---|---|---|---|
        | 一、一般公共预算拨款收入 | 700 | 一、教育支出 | 900 |
        | 二、事业收入 | 200 |  |  |
        | 收入总计 | 900 | 支出总计 | 900 |`,
    };
    const income = (grant: string) => ({
      title: '收入预算总表',
      unit: '元',
      rows: `
        | 部门（单位）代码 | 部门（单位）名称 | 合计 | 一般公共预算资金 | 事业收入 |
        |---|---|---|---|---|
        | 131001 | 某区教育局 | 900 | ${grant} | 200 |
        | 合计 | < | 900 | ${grant} | 200 |`,
    });
    expect(told(reviewDrawn([summary, income('700')]))).toEqual([]);
    expect(told(reviewDrawn([summary, income('770')])).length).toBeGreaterThan(0);
  });
});

describe('contributions by function and by economic class', () => {
  const tables = (fund: string) => [
    {
      title: '一般公共预算支出表',
      unit: '元',
      rows: `
        | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
        |---|---|---|---|---|
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 160 | 160 |  |
        | 2210201 | 住房公积金 | 120 | 120 |  |
        | 合计 | < | 280 | 280 |  |`,
    },
    {
      title: '一般公共预算基本支出表',
      unit: '元',
      rows: `
        | 科目编码 | 科目名称 | 合计 |
        |---|---|---|
        | 30108 | 机关事业单位基本养老保险缴费 | ${fund} |
        | 30113 | 住房公积金 | ${280 - Number(fund)} |
        | 合计 | < | 280 |`,
    },
  ];

  it('agree, or are a hint', () => {
    expect(told(reviewDrawn(tables('160')))).toEqual([]);
    const review = reviewDrawn(tables('150'));
    expect(review.findings.map((f) => [f.rule, f.severity])).toEqual([
      ['tie-function-economic', 'info'],
      ['tie-function-economic', 'info'],
    ]);
  });
});
