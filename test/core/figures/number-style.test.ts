import { describe, expect, it } from 'vitest';
import { inStyle, POINT, styleOf, toPoint } from '../../../core/figures/number-style.ts';
import { readAmount } from '../../../core/figures/read-amount.ts';
import { reviewDrawn, told } from '../../support/draw-document.ts';

const COMMA = { decimal: ',', group: '.', isLakh: false } as const;
const SPACED = { ...COMMA, group: ' ' } as const;
const LAKH = { ...POINT, isLakh: true } as const;

describe('styleOf', () => {
  it.each([
    [['1,234.50', '12'], POINT],
    [['1.234,50', '12'], COMMA],
    [['1 234 567,50', '12'], SPACED],
    [['1.234.567', '890'], COMMA],
    [['500,11', '12'], COMMA],
    [['12,34,567', '20,000.00'], LAKH],
    [['1,234,567', '20,000'], POINT],
    [['1.234', '5.678'], POINT],
    [['1,234', '5,678'], POINT],
    [['1.234,50', '1,234.50'], POINT],
    [['第1,2项', '见2024.3'], POINT],
  ])('%j', (texts, style) => {
    expect(styleOf(texts)).toEqual(style);
  });

  it.each([POINT, COMMA, SPACED, LAKH])('writes what it reads back as the same amount: %j', (style) => {
    for (const plain of ['0.50', '12', '1,234.50', '-1,234,567.00', '98,765,432']) {
      const written = inStyle(plain, style);
      expect(readAmount(toPoint(written, style))).toMatchObject({
        amount: (readAmount(plain) as { amount: unknown }).amount,
      });
    }
    expect(inStyle('12,345,678.90', LAKH)).toBe('1,23,45,678.90');
  });
});

describe('tables with a decimal comma', () => {
  const budget = (rows: string) => [
    { title: 'Ergebnishaushalt', rows: `| Ertragsart | Ansatz 2023 | Ansatz 2024 |\n|---|---|---|\n${rows}` },
  ];
  const SOUND = `
    | Steuern | 1.234.567,89 | 1.300.000,00 |
    | Zuweisungen | 500.000,11 | 450.000,50 |
    | Gebühren | 100 | 200 |
    | Summe Erträge | 1.734.668,00 | 1.750.200,50 |`;

  it('foot, and what they should read is written as they are', () => {
    expect(told(reviewDrawn(budget(SOUND)))).toEqual([]);
    expect(told(reviewDrawn(budget(SOUND.replace('450.000,50', '540.000,50'))))).toEqual([
      'foot-label-total t1 r2c2 540.000,50 → 450.000,50',
    ]);
  });
});
