import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewCheck } from '../../../core/model/review.ts';
import { reviewDocument } from '../../../core/reconcile/reconcile.ts';
import { type DrawnTable, drawDocument } from '../../support/draw-document.ts';
import { byCodes, sideBySide } from './made-tables.ts';
import { checkNaively, type Fraction } from './naive-engine.ts';

/** Every check in one line, and the lines in order: what both engines have to agree on. */
function lines(checks: readonly { terms: string; outcome: string; residual: Fraction }[]): string[] {
  return checks
    .map(({ terms, outcome, residual: [numerator, denominator] }) => {
      // In millionths of 元, which every printed place is a whole number of.
      return `${terms} ${outcome} ${(numerator * 1_000_000n) / denominator}`;
    })
    .sort();
}

function toFraction(text: string | undefined, unit: string | undefined): Fraction {
  const m = /^(-?)([\d,]+)(?:\.(\d+))?$/.exec(text ?? '')!;
  const decimals = m[3] ?? '';
  const digits = BigInt(`${m[1]}${m[2]!.replaceAll(',', '')}${decimals}`);
  return [digits * (unit === '万元' ? 10_000n : 1n), 10n ** BigInt(decimals.length)];
}

const inLine = (check: ReviewCheck) => ({
  terms: check.terms
    .map(({ sign, place }) => `${sign === 1 ? '+' : '-'}${place.table}:${place.row}:${place.col}`)
    .sort()
    .join(' '),
  outcome: check.outcome,
  residual: toFraction(check.residual, check.unit),
});

function bothAgree(tables: readonly DrawnTable[]): void {
  const document = drawDocument(tables);
  const { checkList } = reviewDocument(document, true);
  expect(lines(checkList!.map(inLine))).toEqual(lines(checkNaively(document)));
}

describe('the engine against a slow, obvious one', () => {
  it('makes the same checks with the same outcomes on made tables by codes', () => {
    fc.assert(fc.property(byCodes, bothAgree), { numRuns: 150 });
  });

  it('makes the same checks with the same outcomes on made lists side by side', () => {
    fc.assert(fc.property(sideBySide, bothAgree), { numRuns: 150 });
  });

  it('sees all four outcomes on the made tables', () => {
    const seen = new Map<string, number>();
    for (const tables of fc.sample(fc.oneof(byCodes, sideBySide), { numRuns: 300, seed: 7 }))
      for (const { outcome } of checkNaively(drawDocument(tables)))
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    for (const outcome of ['agrees', 'agrees-within-rounding', 'differs', 'not-checked'])
      expect(seen.get(outcome) ?? 0).toBeGreaterThan(20);
  });
});
