import { describe, expect, it } from 'vitest';
import { toCsv, toCsvCell } from '../../../core/reports/csv.ts';

describe('toCsvCell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', '－1', '\u00a0=1'])(
    'makes %j text',
    (text) => {
      expect(toCsvCell(text).replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('leaves words, amounts and an apostrophe inside alone', () => {
    expect(['合计', '18,003', '1.5', "it's", ''].map((text) => toCsvCell(text))).toEqual([
      '合计',
      '"18,003"',
      '1.5',
      "it's",
      '',
    ]);
  });

  it('quotes separators, quotation marks and line breaks', () => {
    expect(toCsvCell('a"b\nc')).toBe('"a""b\nc"');
  });

  it('keeps negative amounts in tables of data, and nothing else that starts with a minus', () => {
    expect(toCsvCell('-1,234.50', { keepNumbers: true })).toBe('"-1,234.50"');
    expect(toCsvCell('-1+1', { keepNumbers: true })).toBe("'-1+1");
    expect(toCsvCell('-A1', { keepNumbers: true })).toBe("'-A1");
  });
});

describe('toCsv', () => {
  it('ends every row with a return and a line feed', () => {
    expect(toCsv([['a', 'b'], []])).toBe('a,b\r\n\r\n');
  });
});
