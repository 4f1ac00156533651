import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const byCode = (title: string, rows: string, header = '合计 | 基本支出 | 项目支出') => ({
  title,
  unit: '元',
  rows: `
    | 科目编码 | 科目名称 | ${header} |
    |---|---|---|---|---|
    ${rows}`,
});

const general = byCode(
  '一般公共预算支出表',
  `
    | 208     | 社会保障和就业支出 | 1,500,000 | 900,000 | 600,000 |
    | 20805   | 行政事业单位养老支出 | 1,500,000 | 900,000 | 600,000 |
    | 2080501 | 行政单位离退休 | 300,000 | 300,000 |  |
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 400,000 | 400,000 |  |
    | 2080506 | 机关事业单位职业年金缴费支出 | 200,000 | 200,000 |  |
    | 2080599 | 其他行政事业单位养老支出 | 600,000 |  | 600,000 |
    | 合计    | < | 1,500,000 | 900,000 | 600,000 |`,
);

const expenditure = (rows: string) => byCode('支出预算总表', rows);

describe('one wrong figure in several columns of its row', () => {
  it('is one fault: the total of the row is a copy where all other parts are zero', () => {
    const review = reviewDrawn([
      expenditure(`
        | 208     | 社会保障和就业支出 | 1,500,000 | 900,000 | 600,000 |
        | 20805   | 行政事业单位养老支出 | 1,500,000 | 900,000 | 600,000 |
        | 2080501 | 行政单位离退休 | 300,000 | 300,000 | 0 |
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 460,000 | 460,000 | 0 |
        | 2080506 | 机关事业单位职业年金缴费支出 | 200,000 | 200,000 | 0 |
        | 2080599 | 其他行政事业单位养老支出 | 600,000 | 0 | 600,000 |
        | 合计    | < | 1,500,000 | 900,000 | 600,000 |`),
      general,
    ]);
    expect(told(review)).toEqual(['foot-code-xiang-kuan t1 r4c2 460,000 → 400,000']);
    expect(review.findings[0]!.alsoAt).toMatchObject([{ table: 't1', row: 4, col: 3 }]);
  });
});

describe('rows that do not make up their total', () => {
  it('names the row that another table prints', () => {
    const review = reviewDrawn([
      expenditure(`
        | 208     | 社会保障和就业支出 | 1,500,000 | 900,000 | 600,000 |
        | 20805   | 行政事业单位养老支出 | 1,500,000 | 900,000 | 600,000 |
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 400,000 | 400,000 |  |
        | 2080506 | 机关事业单位职业年金缴费支出 | 200,000 | 200,000 |  |
        | 2080599 | 其他行政事业单位养老支出 | 600,000 |  | 600,000 |
        | 合计    | < | 1,500,000 | 900,000 | 600,000 |`),
      general,
    ]);
    expect(review.findings).toHaveLength(1);
    expect(review.findings[0]!.cause).toBe('row-missing');
    expect(review.findings[0]!.message.zh).toContain(
      '《一般公共预算支出表》列有“2080501 行政单位离退休”，金额与此相符，本表可能漏列了这一行，请核对。',
    );
  });

  it('calls a row printed twice only where one row has just the amounts that are too many', () => {
    const rows = (extra: string) => `
        | 208     | 社会保障和就业支出 | 1,500,000 | 900,000 | 600,000 |
        | 20805   | 行政事业单位养老支出 | 1,500,000 | 900,000 | 600,000 |
        | 2080501 | 行政单位离退休 | 300,000 | 300,000 |  |
        | 2080505 | 机关事业单位基本养老保险缴费支出 | 400,000 | 400,000 |  |
        | 2080506 | 机关事业单位职业年金缴费支出 | 200,000 | 200,000 |  |
        | 2080599 | 其他行政事业单位养老支出 | 600,000 |  | 600,000 |
        ${extra}
        | 合计    | < | 1,500,000 | 900,000 | 600,000 |`;
    const cause = (extra: string) => reviewDrawn([expenditure(rows(extra))]).findings[0]!.cause;
    expect(cause('| 2080505 | 机关事业单位基本养老保险缴费支出 | 400,000 | 400,000 |  |')).toBe(
      'row-doubled',
    );
    expect(cause('| 2080502 | 事业单位离退休 | 51,437 | 40,312 | 11,125 |')).not.toBe('row-doubled');
  });
});

describe('headings', () => {
  const threePublic = (second: string) => ({
    title: '财政拨款“三公”经费支出决算表',
    unit: '万元',
    rows: `
      | 合计 | < | 因公出国（境）费 | < | 公务用车购置及运行费 | < | 公务接待费 | < |
      | 预算数 | 决算数 | 预算数 | ${second} | 预算数 | 决算数 | 预算数 | 决算数 |
      |---|---|---|---|---|---|---|---|
      | 30.00 | 24.00 | 10.00 | 8.00 | 15.00 | 12.00 | 5.00 | 4.00 |`,
  });

  it('of two columns are not the same', () => {
    expect(told(reviewDrawn([threePublic('决算数')]))).toEqual([]);
    const { findings } = reviewDrawn([threePublic('预算数')]);
    expect(findings.map((f) => f.rule)).toEqual(['hyg-heading-twice']);
    expect(findings[0]!.where.map((w) => w.col)).toEqual([3, 2]);
  });

  it('that do not fit most rows are told once, not row by row', () => {
    const review = reviewDrawn([
      expenditure(`
        | 205     | 教育支出 | 1,318,000 | 900,000 | 600,000 |
        | 207     | 文化旅游体育与传媒支出 | 1,420,000 | 700,000 | 250,000 |
        | 208     | 社会保障和就业支出 | 905,000 | 120,000 | 330,000 |
        | 210     | 卫生健康支出 | 415,000 | 615,000 | 77,000 |
        | 221     | 住房保障支出 | 777,000 | 101,000 | 45,000 |
        | 合计    | < | 4,835,000 | 2,436,000 | 1,302,000 |`),
    ]);
    expect(review.findings.map((f) => [f.rule, f.cause])).toEqual([['cast-basic-project', 'heading']]);
    expect(review.findings[0]!.message.zh).toContain('有数的 6 行中 6 行不符');
  });
});

describe('a figure in the wrong column', () => {
  it('is told by the one tie that it breaks, where its amount stands beside it to the last digit', () => {
    const income = {
      title: '收入预算总表',
      unit: '元',
      rows: `
        | 科目编码 | 科目名称 | 合计 | 财政拨款收入 | 上级补助收入 | 其他收入 |
        |---|---|---|---|---|---|
        | 合计 | < | 1,500,000 | 1,376,543 | 123,457 | 0 |`,
    };
    const summary = {
      title: '收支预算总表',
      unit: '元',
      rows: `
        | 收入 | < |
        | 项目 | 预算数 |
        |---|---|
        | 一、财政拨款收入 | 1,376,543 |
        | 二、事业收入 | 0 |
        | 三、其他收入 | 123,457 |
        | 收入总计 | 1,500,000 |`,
    };
    const [finding, ...others] = reviewDrawn([summary, income]).findings.filter(
      (f) => f.severity === 'error',
    );
    expect(others).toEqual([]);
    expect(finding!.cause).toBe('wrong-cell');
    expect(finding!.where.map((w) => [w.table, w.col])).toEqual([
      ['t2', 4],
      ['t2', 5],
    ]);
  });
});

describe('two faults', () => {
  it('a wrong figure of a table whose unit is wrong too is judged in the right unit', () => {
    const wan = (rows: string) => ({ ...byCode('支出预算总表', rows), unit: '万元' });
    const rows = (item: string) => `
      | 208     | 社会保障和就业支出 | 1,500.00 | 900.00 | 600.00 |
      | 20805   | 行政事业单位养老支出 | 1,500.00 | 900.00 | 600.00 |
      | 2080501 | 行政单位离退休 | 300.00 | 300.00 |  |
      | 2080505 | 机关事业单位基本养老保险缴费支出 | ${item} | ${item} |  |
      | 2080506 | 机关事业单位职业年金缴费支出 | 200.00 | 200.00 |  |
      | 2080599 | 其他行政事业单位养老支出 | 600.00 |  | 600.00 |
      | 合计    | < | 1,500.00 | 900.00 | 600.00 |`;
    const right = { ...wan(rows('400.00')), title: '一般公共预算支出表' };
    const review = reviewDrawn([{ ...wan(rows('460.00')), unit: '元' }, right]);
    expect(told(review).toSorted()).toEqual([
      expect.stringContaining('foot-code-xiang-kuan t1 r4c2 460.00 → 400.00'),
      expect.stringContaining('unit-wrong-scale'),
    ]);
  });
});

describe('money of the year and money brought forward in a table by item', () => {
  const general = (year: string, opening: string) => ({
    title: '一般公共预算支出预算表',
    unit: '万元',
    rows: `
      | 科目编码 | 科目名称 | 合计 | ${year} | ${opening} |
      |---|---|---|---|---|
      | 合计 | < | 1,755.79 | 1,416.56 | 339.23 |
      | 2040201 | 行政运行 | 865.63 | 865.63 |  |
      | 2040202 | 一般行政管理事务 | 740.77 | 423.40 | 317.37 |
      | 2040219 | 信息化建设 | 149.39 | 127.53 | 21.86 |`,
  });
  const summary = {
    title: '财政拨款收支预算总表',
    unit: '万元',
    rows: `
      | 收入 | < | 支出 | < |
      | 项目 | 预算数 | 项目 | 一般公共预算 |
      |---|---|---|---|
      | 一、本年收入 | 1,416.56 | 一、本年支出 | 1,755.79 |
      | 一般公共预算拨款收入 | 1,416.56 | 公共安全支出 | 1,755.79 |
      | 二、上年结转 | 339.23 | 二、结转下年 |  |
      | 一般公共预算拨款收入 | 339.23 | | |
      | 收入总计 | 1,755.79 | 支出总计 | 1,755.79 |`,
  };

  it('tie to the lines of the summary, so that exchanged headings are seen', () => {
    expect(told(reviewDrawn([summary, general('当年财政拨款安排', '上年结转安排')]))).toEqual([]);
    const { findings } = reviewDrawn([summary, general('上年结转安排', '当年财政拨款安排')]);
    expect(findings.map((f) => [f.rule, f.cause])).toEqual([['tie-columns-exchanged', 'columns-exchanged']]);
  });
});
