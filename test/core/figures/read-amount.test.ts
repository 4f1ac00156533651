import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../../core/figures/arithmetic.ts';
import { readAmount } from '../../../core/figures/read-amount.ts';
import { readUnit } from '../../../core/figures/units.ts';

const amountOf = (text: string) => {
  const read = readAmount(text);
  return read.kind === 'amount' ? `${read.amount.digits}e-${read.amount.scale}` : read.kind;
};

describe('readAmount', () => {
  it.each([
    ['1,234.56', '123456e-2'],
    ['18,003,263', '18003263e-0'],
    ['0.00', '0e-2'],
    ['１，２３４．５０', '123450e-2'],
    ['12 345.6', '123456e-1'],
    ['1,23,45,678', '12345678e-0'],
    ['(1,200)', '-1200e-0'],
    ['（1,200）', '-1200e-0'],
    ['△5.5', '-55e-1'],
    ['-3', '-3e-0'],
    ['−3', '-3e-0'],
    ['¥12.50', '1250e-2'],
    ['2辆', '2e-0'],
    ['305（个、台、辆）', '305e-0'],
  ])('reads %s', (text, expected) => {
    expect(amountOf(text)).toBe(expected);
  });

  it.each([
    ['', 'blank'],
    ['　', 'blank'],
    ['-', 'nil'],
    ['——', 'nil'],
    ['无', 'nil'],
    ['12.5%', 'percent'],
    ['2024年1月', 'text'],
    ['≥5个', 'text'],
    ['12,34', 'text'],
    ['1.2.3', 'text'],
    ['卫生健康支出', 'text'],
  ])('takes %j as %s', (text, kind) => {
    expect(readAmount(text).kind).toBe(kind);
  });

  it('reads back what it formats, exactly', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
        fc.integer({ min: 0, max: 6 }),
        fc.boolean(),
        (digits, scale, grouped) => {
          const read = readAmount(formatDecimal(digits, scale, grouped));
          expect(read).toMatchObject({ kind: 'amount', amount: { digits, scale } });
        },
      ),
    );
  });

  it('never throws and never makes a number of words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const read = readAmount(text);
        if (read.kind === 'amount') expect(text).toMatch(/[\d０-９]/);
      }),
    );
  });
});

describe('readUnit', () => {
  it.each([
    ['元', 'CNY', 0],
    ['万元', 'CNY', 4],
    ['单位：万', 'CNY', 4],
    ['人民币亿元', 'CNY', 8],
    ['千元', 'CNY', 3],
    ['Rs. in lakhs', 'INR', 5],
    ['€ million', 'EUR', 6],
    ['USD thousands', 'USD', 3],
  ])('reads %s', (label, currency, exponent) => {
    expect(readUnit(label)).toMatchObject({ currency, exponent });
  });

  it.each(['个', '人次', '%', 'page'])('takes %s for no unit of money', (label) => {
    expect(readUnit(label)).toBeUndefined();
  });
});
