import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignDigits } from '../../../core/reports/digits.ts';

const printed = (segments: readonly { text: string; differs: boolean }[]) =>
  segments.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

describe('alignDigits', () => {
  it.each([
    ['25,453,263', '18,003,263', '[25],[45]3,263', '[18],[00]3,263'],
    ['1,234.56', '1,284.56', '1,2[3]4.56', '1,2[8]4.56'],
    ['100', '1,100', '100', '[1],100'],
    ['12.5', '12.50', '12.5', '12.50'],
    ['12', '12.03', '12', '12.0[3]'],
    ['−500', '500', '−500', '500'],
  ])('marks the digits in which %s and %s differ', (a, b, inA, inB) => {
    expect(alignDigits(a, b).map(printed)).toEqual([inA, inB]);
  });

  it('marks nothing in an amount beside itself, and loses no character', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{1,3}(,\d{3}){0,3}(\.\d{1,2})?$/), fc.string(), (a, b) => {
        expect(alignDigits(a, a)[0].some(({ differs }) => differs)).toBe(false);
        expect(alignDigits(a, b).map((one) => one.map(({ text }) => text).join(''))).toEqual([a, b]);
      }),
    );
  });
});
