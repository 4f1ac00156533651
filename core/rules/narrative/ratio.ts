import { formatDecimal, lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { Amount } from '../../model/amount.ts';

/** A printed amount as a number of half last places at a common place: it stands for everything within half a last place. */
export interface Span {
  readonly low: bigint;
  readonly high: bigint;
  readonly mid: bigint;
}

interface Printed {
  readonly amount: Amount;
  readonly exponent: number;
}

/** Amounts at one place, doubled, so that half a last place is whole. */
export function toSpans(printed: readonly Printed[]): Span[] {
  const place = Math.min(...printed.map((p) => lastPlace(p.amount, p.exponent)));
  return printed.map((p) => {
    const unit = pow10(lastPlace(p.amount, p.exponent) - place);
    const mid = p.amount.digits * unit * 2n;
    return { low: mid - unit, high: mid + unit, mid };
  });
}

export const add = (a: Span, b: Span): Span => ({
  low: a.low + b.low,
  high: a.high + b.high,
  mid: a.mid + b.mid,
});
export const subtract = (a: Span, b: Span): Span => ({
  low: a.low - b.high,
  high: a.high - b.low,
  mid: a.mid - b.mid,
});

export type PercentVerdict =
  | { readonly kind: 'holds' }
  /** Only the last printed place differs: cut off instead of rounded, or fitted so that shares add up. */
  | { readonly kind: 'last-digit' | 'differs'; readonly expected: string }
  | { readonly kind: 'undefined' };

/**
 * Compares a printed percentage with part ÷ whole, as intervals (XBRL Calculations 1.1): it holds when the quotients that the
 * printed amounts allow overlap what the printed percentage stands for. A whole that may be zero gives no verdict.
 */
export function comparePercent(part: Span, whole: Span, percent: Amount): PercentVerdict {
  if (whole.low <= 0n) return { kind: 'undefined' };
  const scale = pow10(percent.scale);
  // percent × whole ≤ 100 × part, everything doubled once more for the half of the last percent digit
  const printed2 = 2n * percent.digits;
  const lowest = 200n * part.low * scale;
  const highest = 200n * part.high * scale;
  const within = (width: bigint) =>
    (printed2 - width) * whole.low <= highest && (printed2 + width) * whole.high >= lowest;
  if (within(1n)) return { kind: 'holds' };
  const exact = divideRounded(100n * part.mid * scale, whole.mid);
  const expected = formatDecimal(exact, percent.scale, false);
  return { kind: within(3n) ? 'last-digit' : 'differs', expected };
}

/** a ÷ b for positive b, rounded half away from zero. */
export function divideRounded(a: bigint, b: bigint): bigint {
  const half = a >= 0n ? b / 2n : -(b / 2n);
  return (a + half) / b;
}
