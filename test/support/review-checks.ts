import type { ReviewCheck, ReviewTerm } from '../../core/model/review.ts';

/** A term of a check in one line: sign, amount as printed, label. */
export function term(sign: 1 | -1, stated: string, label: string, row: number, unit = '元'): ReviewTerm {
  return { sign, stated, label, unit, place: { table: 't3', row, col: 4, page: 10, quote: stated } };
}

export function check(
  terms: readonly ReviewTerm[],
  outcome: ReviewCheck['outcome'] = 'differs',
): ReviewCheck {
  return { id: 'c1', rule: 'foot-code-kuan-lei', outcome, terms };
}
