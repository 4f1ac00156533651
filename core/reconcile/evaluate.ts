import { lastPlace, pow10, type Sum, sumTerms } from '../figures/arithmetic.ts';
import type { Amount } from '../model/amount.ts';
import type { Check, CheckDraft, CheckTerm } from '../model/check.ts';
import type { Outcome } from '../model/review.ts';
import type { Message } from '../model/source.ts';

/** Amounts printed down to the hundredth of the currency (角分) are ledger figures: they carry no rounding. */
const LEDGER_PLACE = -2;

const UNREADABLE: Message = { zh: '有数字读不出来', en: 'a figure could not be read' };

/**
 * Gives a draft its outcome; undefined where nothing is printed to check. An allowance, in the currency's own unit, widens
 * the rounding window by that much to either side.
 */
export function evaluate(draft: CheckDraft, id: string, allowance?: Amount): Check | undefined {
  const printed = draft.terms.filter((t) => t.figure.state === 'printed');
  if (draft.terms.some((t) => t.figure.state === 'unreadable')) {
    return { ...draft, id, outcome: 'not-checked', reason: UNREADABLE, residual: 0n, width2: 0n, place: 0 };
  }
  if (printed.length === 0) return undefined;
  const rounding = sumTerms(
    printed.map((t) => ({
      sign: t.sign,
      amount: t.figure.amount,
      exponent: t.figure.exponent,
      exact: isExact(t),
    })),
  );
  const sum = allowance ? refine(rounding, -allowance.scale) : rounding;
  const window2 =
    draft.comparison === 'copy' && printed.length <= 2 ? copyWidth2(printed, sum.place) : sum.width2;
  const width2 = window2 + (allowance ? 2n * allowance.digits * pow10(-allowance.scale - sum.place) : 0n);
  return {
    ...draft,
    id,
    outcome: outcomeOf(draft, sum.residual, width2),
    residual: sum.residual,
    width2,
    place: sum.place,
  };
}

/** The same sum counted in places at least as fine as `place`. */
function refine(sum: Sum, place: number): Sum {
  if (sum.place <= place) return sum;
  const unit = pow10(sum.place - place);
  return { residual: sum.residual * unit, width2: sum.width2 * unit, place };
}

function isExact(term: CheckTerm): boolean {
  return lastPlace(term.figure.amount, term.figure.exponent) <= LEDGER_PLACE;
}

/** Two copies of one fact: no window at equal precision, half the coarser last place otherwise. */
function copyWidth2(printed: readonly CheckTerm[], place: number): bigint {
  if (printed.length < 2) return 0n;
  const places = printed.map((t) => lastPlace(t.figure.amount, t.figure.exponent));
  const coarse = Math.max(...places);
  return Math.min(...places) === coarse ? 0n : pow10(coarse - place);
}

export function outcomeOf(draft: CheckDraft, residual: bigint, width2: bigint): Outcome {
  const total = draft.terms[0]!.figure;
  if (residual === 0n) return 'agrees';
  if (draft.comparison === 'at-most' && residual < 0n) return 'agrees';
  // A blank or a dash where a figure should stand differs from any sum that is not zero.
  const blankTotal = total.state !== 'printed' && draft.comparison !== 'at-most';
  const magnitude2 = (residual < 0n ? -residual : residual) * 2n;
  return !blankTotal && magnitude2 <= width2 ? 'agrees-within-rounding' : 'differs';
}
