import type { Amount } from '../model/amount.ts';

/**
 * Sums over figures of different unit and precision, exactly: everything is brought to the finest place among the terms
 * and counted in halves of it, so that rounding intervals (half a last place either side, XBRL Calculations 1.1) stay whole.
 */
export interface Term {
  readonly sign: 1 | -1;
  readonly amount: Amount;
  /** Power of ten of the unit. */
  readonly exponent: number;
  /** True for a printed blank, a dash, or an exact ledger figure: it brings no rounding width. */
  readonly exact: boolean;
}

export interface Sum {
  /** Signed sum, in 10^`place` of the currency's own unit. */
  readonly residual: bigint;
  /** Sum of the terms' half widths, doubled, in the same place: |2 × residual| ≤ width2 is within rounding. */
  readonly width2: bigint;
  readonly place: number;
}

/** Power of ten of the last printed place of an amount in the currency's own unit: 0.01 万元 → 2. */
export const lastPlace = (amount: Amount, exponent: number): number => exponent - amount.scale;

const POWERS = Array.from({ length: 40 }, (_, n) => 10n ** BigInt(n));

export const pow10 = (n: number): bigint => POWERS[n] ?? 10n ** BigInt(n);

export function sumTerms(terms: readonly Term[]): Sum {
  let place = Number.POSITIVE_INFINITY;
  for (const t of terms) place = Math.min(place, lastPlace(t.amount, t.exponent));
  if (!Number.isFinite(place)) return { residual: 0n, width2: 0n, place: 0 };
  let residual = 0n;
  let width2 = 0n;
  for (const t of terms) {
    const unit = pow10(lastPlace(t.amount, t.exponent) - place);
    residual += BigInt(t.sign) * t.amount.digits * unit;
    if (!t.exact) width2 += unit;
  }
  return { residual, width2, place };
}

/** A decimal string of `digits` × 10^-`scale`, with thousands separators when asked. */
export function formatDecimal(digits: bigint, scale: number, grouped: boolean): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = scale > 0 ? `.${text.slice(-scale)}` : '';
  const body = grouped ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  return `${negative ? '-' : ''}${body}${fraction}`;
}

/** Brings a value in 10^`place` to a printed form of `exponent` and `scale`, rounding halves away from zero. */
export function roundTo(value: bigint, place: number, exponent: number, scale: number): bigint {
  const target = exponent - scale;
  if (target <= place) return value * pow10(place - target);
  const unit = pow10(target - place);
  const half = unit / 2n;
  return value >= 0n ? (value + half) / unit : -((-value + half) / unit);
}
