import { pow10 } from '../../figures/arithmetic.ts';
import type { Figure } from '../../model/figure.ts';

export function exceeds(a: Figure | undefined, b: Figure | undefined): boolean {
  if (!a || !b || a.state !== 'printed') return false;
  const places = [a, b].map((f) => f.exponent - f.amount.scale);
  const least = Math.min(...places);
  const [x, y] = [a, b].map((f, i) => f.amount.digits * pow10(places[i]! - least));
  return x! > y!;
}

/** Alike but for a power of ten: a wrong unit is no other amount. */
export function sameDigits(a: Figure, b: Figure): boolean {
  const plain = (f: Figure) => String(f.amount.digits).replace(/0+$/, '');
  return plain(a) === plain(b);
}
