import type { CheckDraft } from '../model/check.ts';

/**
 * Drafts that were proposed already: two rules that say the same of the same figures are one check. Most drafts are new, and
 * a number that does not depend on the order of the terms tells so; only drafts that share it are compared term by term.
 */
export class DraftSet {
  /** Drafts by the number; a list only where several share it. */
  readonly #known = new Map<number, CheckDraft | CheckDraft[]>();

  /** False where the same was added before. */
  add(draft: CheckDraft): boolean {
    const hash = hashOf(draft);
    const alike = this.#known.get(hash);
    if (alike === undefined) {
      this.#known.set(hash, draft);
      return true;
    }
    const others = Array.isArray(alike) ? alike : [alike];
    if (others.some((other) => saysTheSame(other, draft))) return false;
    this.#known.set(hash, [...others, draft]);
    return true;
  }
}

const signedId = ({ sign, figure }: CheckDraft['terms'][number]): number => sign * (figure.id + 1);

function hashOf({ comparison, terms }: CheckDraft): number {
  let hash = comparison.length;
  for (const term of terms) hash = (hash + scatter(signedId(term))) | 0;
  return hash;
}

/** Neighbouring numbers, of either sign, far apart: their sums are to be told apart (the finaliser of MurmurHash3). */
function scatter(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function saysTheSame(a: CheckDraft, b: CheckDraft): boolean {
  if (a.comparison !== b.comparison || a.terms.length !== b.terms.length) return false;
  if (a.terms.every((term, i) => signedId(term) === signedId(b.terms[i]!))) return true;
  const [left, right] = [a, b].map(({ terms }) => terms.map(signedId).sort((x, y) => x - y));
  return left!.every((id, i) => id === right![i]);
}
