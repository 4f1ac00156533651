import { describe, expect, it } from 'vitest';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const expenditure = (rows: string, byText: boolean) => [
  {
    title: '2024年部门支出预算总表',
    unit: '元',
    byText,
    rows: `
    | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
    |---|---|---|---|---|
    ${rows}`,
  },
];

const ONE = `
    | 208     | 社会保障和就业支出 | 300 | 200 | 100 |
    | 20805   | 行政事业单位养老支出 | 300 | 200 | 100 |
    | 2080501 | 行政单位离退休 | 120 | 120 |  |
    | 2080505 | 机关事业单位基本养老保险缴费支出 | 190 | 80 | 100 |
    | 合计    | < | 300 | 200 | 100 |`;
const MANY = ONE.replace('| 300 | 200 | 100 |', '| 300 | 100 | 200 |')
  .replace('| 120 | 120 |  |', '| 120 | 20 | 7 |')
  .replace('| 合计    | < | 300 |', '| 合计    | < | 450 |');

describe('a table without lines', () => {
  it('is held to its sums like any other', () => {
    expect(told(reviewDrawn(expenditure(ONE, true)))).toEqual(told(reviewDrawn(expenditure(ONE, false))));
    expect(told(reviewDrawn(expenditure(ONE, true)))[0]).toMatch('190 → 180');
  });

  it('in which several things fail at once may be misread: that is said, and nothing else', () => {
    expect(told(reviewDrawn(expenditure(MANY, false))).length).toBeGreaterThanOrEqual(3);
    const review = reviewDrawn(expenditure(MANY, true));
    expect(review.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['info read-columns']);
    expect(
      review.ledger?.some(({ state, reason }) => state === 'not-checked' && reason?.zh.includes('框线')),
    ).toBe(true);
  });
});
