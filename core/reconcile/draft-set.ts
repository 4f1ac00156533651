import type { CheckDraft } from '../model/check.ts';

/**
 * Drafts that were proposed already: two rules that say the same of the same figures are one check. Most drafts are new, and
 * a number that does not depend on the order of the terms tells so; only drafts that share it are compared term by term.
 */
export class DraftSet {
  readonly #known = new Map<number, CheckDraft[]>();

  /** False where the same was added before. */
  add(draft: CheckDraft): boolean {
    const hash = hashOf(draft);
    const alike = this.#known.get(hash);
    if (!alike) this.#known.set(hash, [draft]);
    else if (alike.some((other) => saysTheSame(other, draft))) return false;
    else alike.push(draft);
    return true;
  }
}

const signedId = ({ sign, figure }: CheckDraft['terms'][number]): number => sign * (figure.id + 1);

function hashOf({ comparison, terms }: CheckDraft): number {
  let hash = comparison.length;
  for (const term of terms) {
    const mixed = Math.imul(signedId(term), 0x9e3779b1);
    hash = (hash + Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)) | 0;
  }
  return hash;
}

function saysTheSame(a: CheckDraft, b: CheckDraft): boolean {
  if (a.comparison !== b.comparison || a.terms.length !== b.terms.length) return false;
  const [left, right] = [a, b].map(({ terms }) => terms.map(signedId).sort((x, y) => x - y));
  return left!.every((id, i) => id === right![i]);
}
