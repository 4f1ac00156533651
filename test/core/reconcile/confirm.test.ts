import { describe, expect, it } from 'vitest';
import { isTotalLabel } from '../../../core/structure/measures.ts';
import { reviewDrawn } from '../../support/draw-document.ts';

const table = (rows: string) => ({
  title: 'Annual figures',
  unit: '€ million',
  rows: `
    | Item | 2022 | 2023 | 2024 |
    |---|---|---|---|
    ${rows}`,
});
const rules = (rows: string) =>
  reviewDrawn([table(rows)]).findings.map((f) => [f.rule, f.stated, f.expected]);

describe('sums of a table of no known kind', () => {
  it('foots by its own totals', () => {
    expect(rules('| Staff | 10 | 11 | 12 |\n| Travel | 3 | 4 | 5 |\n| Total | 13 | 15 | 17 |')).toEqual([]);
  });

  it('tells the one column that does not add up where the others do', () => {
    const found = rules(
      '| Staff | 10 | 11 | 12 |\n| Travel | 3 | 4 | 5 |\n| Rent | 7 | 7 | 8 |\n| Total | 20 | 22 | 52 |',
    );
    expect(found).toHaveLength(1);
    expect(found[0]![0]).toBe('foot-label-total');
  });

  it('leaves totals alone, with the reason, where most of them are no sums of the rows', () => {
    const review = reviewDrawn([
      table('| Staff | 10 | 11 | 12 |\n| Travel | 3 | 4 | 5 |\n| Total | 90 | 80 | 17 |'),
    ]);
    expect(review.findings).toEqual([]);
    expect(review.checks.notChecked).toBe(2);
    expect(review.checkList!.find((c) => c.outcome === 'not-checked')!.reason!.en).toMatch(/kind of table/);
  });
});

describe('the only sum of a table of no known kind', () => {
  const countries = (egypt: string) => ({
    title: 'Signed agreements',
    unit: 'EUR',
    rows: `
      | Country | Signed |
      |---|---|
      | Algeria | 61,900 |
      | Egypt | ${egypt} |
      | Jordan | 42,000 |
      | Morocco | 210,900 |
      | Total | 380,800 |`,
  });
  const found = (egypt: string) => reviewDrawn([countries(egypt)]);

  it('counts where one slip explains its difference', () => {
    expect(found('66,000').findings).toEqual([]);
    expect(found('86,000').findings.map((f) => [f.rule, f.stated, f.expected])).toEqual([
      ['foot-label-total', '380,800', '400,800'],
    ]);
  });

  it('is left alone, with the reason, where nothing does', () => {
    const review = found('12,345');
    expect(review.findings).toEqual([]);
    expect(review.checks.notChecked).toBe(1);
  });
});

describe('isTotalLabel', () => {
  it.each([
    'Total',
    'TOTAL',
    'Grand Total',
    'Sub-total',
    'SUB TOTAL',
    'Total expenditure',
    'Total (A+B)',
    'EU total',
    '合计',
    '本年收入合计',
    '收 入 总 计',
  ])('takes %s for a total', (label) => {
    expect(isTotalLabel(label)).toBe(true);
  });

  it.each([
    'Total Nitrogen',
    'Total Organic Carbon (TOC)',
    'Totally new',
    '合计数量说明',
    '一、财政拨款收入',
  ])('takes %s for none', (label) => {
    expect(isTotalLabel(label)).toBe(false);
  });
});
