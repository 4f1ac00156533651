import { describe, expect, it } from 'vitest';
import type { ReviewCheck, ReviewTerm } from '../../../core/model/review.ts';
import { chooseCheck, setArithmetic } from '../../../core/reports/arithmetic.ts';
import { check, finding } from './review-for-tests.ts';

const zh = { language: 'zh' } as const;

function column(given: ReviewCheck, options: Parameters<typeof setArithmetic>[1] = zh) {
  return setArithmetic(given, options)?.rows.map(({ sign, label, amount }) =>
    [sign, label, amount].join('|'),
  );
}

function checkOf(total: string, addends: readonly string[], unit = '元'): ReviewCheck {
  const term = (sign: 1 | -1, stated: string, label: string): ReviewTerm => ({
    sign,
    stated,
    label,
    unit,
    place: { table: 't1', quote: stated },
  });
  return {
    ...check,
    terms: [term(-1, total, '合计'), ...addends.map((stated, i) => term(1, stated, `项${i + 1}`))],
  };
}

describe('setArithmetic', () => {
  it('sets addends, sum, printed figure and what it falls short by', () => {
    expect(column(check)).toEqual([
      '|21001 卫生健康管理事务|10,448,833',
      '+|21011 行政事业单位医疗|1,054,430',
      '+|21013 医疗救助|12,750,000',
      '+|21015 医疗保障管理事务|1,200,000',
      '=|相加得|25,453,263',
      '−|印为 210 卫生健康支出|18,003,263',
      '|少|7,450,000',
    ]);
  });

  it('says what a total has too much', () => {
    expect(column(checkOf('31', ['10', '20']))?.at(-1)).toBe('|多|1');
  });

  it('takes a blank for nothing and says that it is blank', () => {
    expect(column(checkOf('', ['500,000', '']))).toEqual([
      '|项1|500,000',
      '+|项2|空白',
      '=|相加得|500,000',
      '−|印为 合计|空白',
      '|少|500,000',
    ]);
  });

  it('adds decimals exactly, and keeps the places of the printed figure', () => {
    expect(column(checkOf('0.30', ['0.10', '0.10']))?.slice(2)).toEqual([
      '=|相加得|0.20',
      '−|印为 合计|0.30',
      '|多|0.10',
    ]);
  });

  it('compares two figures without a sum between them', () => {
    expect(column(checkOf('12', ['10']))).toEqual(['|项1|10', '−|印为 合计|12', '|多|2']);
  });

  it('brings units together exactly and prints them beside the figures', () => {
    const mixed = checkOf('2,545.33', ['25,453,263']);
    const [total, addend] = mixed.terms;
    const given = {
      ...mixed,
      terms: [
        { ...total!, unit: '万元' },
        { ...addend!, unit: '元' },
      ],
    };
    const set = setArithmetic(given, zh);
    expect(set?.unit).toBeNull();
    expect(set?.rows.map(({ amount, unit }) => [amount, unit])).toEqual([
      ['25,453,263', '元'],
      ['2,545.33', '万元'],
      ['0.0037', undefined],
    ]);
  });

  it('folds a long column and gives the sum of what it hides', () => {
    const long = checkOf(
      '100',
      Array.from({ length: 12 }, (_, i) => String(i + 1)),
    );
    expect(column(long, { language: 'en', addendsMax: 8 })?.slice(0, 7)).toEqual([
      '|项1|1',
      '+|项2|2',
      '+|项3|3',
      '+|7 more|49',
      '+|项11|11',
      '+|项12|12',
      '=|sum|78',
    ]);
  });

  it('gives no sum where a figure is no number', () => {
    expect(column(checkOf('31', ['10', '见附件']))?.map((row) => row.split('|')[0])).toEqual(['', '+', '−']);
  });

  it('makes nothing of a check without addends', () => {
    expect(setArithmetic({ ...check, terms: check.terms.slice(0, 1) }, zh)).toBeUndefined();
  });
});

describe('chooseCheck', () => {
  it('prefers the check that has the faulty figure for its total and leaves the difference told', () => {
    const elsewhere: ReviewCheck = { ...check, id: 'c0', terms: check.terms.slice(1), residual: '1' };
    const asAddend: ReviewCheck = { ...check, id: 'c2', terms: [...check.terms.slice(1), check.terms[0]!] };
    const checks = new Map([elsewhere, asAddend, check].map((one) => [one.id, one]));
    expect(chooseCheck({ ...finding, checks: ['c0', 'c2', 'c1'] }, checks)?.id).toBe('c1');
  });

  it('finds none among checks that hold', () => {
    const holds: ReviewCheck = { ...check, outcome: 'agrees' };
    expect(chooseCheck(finding, new Map([['c1', holds]]))).toBeUndefined();
  });
});
