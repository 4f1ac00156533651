import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { Amount } from '../../model/amount.ts';

/** How two printings of one fact stand to each other. */
export type Relation =
  | 'equal'
  /** Equal once the finer is rounded to the coarser. */
  | 'rounded'
  /** Cut off instead of rounded, or off by one in the last printed place: a plug, never an error. */
  | 'last-digit'
  | 'differs';

interface Printed {
  readonly amount: Amount;
  readonly exponent: number;
}

export function relate(a: Printed, b: Printed): Relation {
  const places = [lastPlace(a.amount, a.exponent), lastPlace(b.amount, b.exponent)] as const;
  const fine = Math.min(...places);
  const at = (x: Printed) => x.amount.digits * pow10(lastPlace(x.amount, x.exponent) - fine);
  const difference = absolute(at(a) - at(b));
  if (difference === 0n) return 'equal';
  const unit = pow10(Math.max(...places) - fine);
  if (unit > 1n && 2n * difference <= unit) return 'rounded';
  // A whole unit of money is no last digit of a rounded amount.
  const decimals = a.amount.scale > 0 || b.amount.scale > 0;
  if (decimals && difference <= unit && at(a) !== 0n && at(b) !== 0n) return 'last-digit';
  if (unit > 1n && 2n * difference <= 3n * unit && at(a) !== 0n && at(b) !== 0n) return 'last-digit';
  return 'differs';
}

export const isSame = (relation: Relation): boolean => relation === 'equal' || relation === 'rounded';

/**
 * Whether a printed number is another one mistyped: one digit changed, two neighbours swapped, a digit lost or doubled, or
 * the decimal point moved. Only such a difference speaks for a slip where the words leave open whether two amounts are one fact.
 */
export function isSlip(a: Printed, b: Printed): boolean {
  const x = digitsOf(a);
  const y = digitsOf(b);
  if (x === y) return a.amount.digits !== 0n && relate(a, b) === 'differs';
  if (Math.min(significant(x), significant(y)) < 3) return false;
  if (x.length === y.length) {
    const unlike = [...x].flatMap((c, i) => (c === y[i] ? [] : [i]));
    if (unlike.length === 1) return true;
    const [i, j] = unlike;
    return unlike.length === 2 && j === i! + 1 && x[i!] === y[j] && x[j] === y[i!];
  }
  return false;
}

const significant = (digits: string): number => digits.replace(/0+$/, '').length;

/** Digits of an amount in hundredths of 万 where it is finer, so that 元 and 万元 compare; trailing zeros off. */
function digitsOf({ amount, exponent }: Printed): string {
  const text = absolute(amount.digits).toString();
  const place = lastPlace(amount, exponent);
  const cut = place < 2 && text.length > 4 - place ? roundOff(absolute(amount.digits), 2 - place) : text;
  return cut.replace(/0+$/, '');
}

function roundOff(digits: bigint, places: number): string {
  const unit = pow10(places);
  return ((digits + unit / 2n) / unit).toString();
}

const absolute = (n: bigint): bigint => (n < 0n ? -n : n);
