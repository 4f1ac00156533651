import { lastPlace, pow10, type Sum } from '../figures/arithmetic.ts';
import type { Amount } from '../model/amount.ts';
import type { Check, CheckDraft, CheckTerm } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import type { Outcome } from '../model/review.ts';
import type { Message } from '../model/source.ts';

/** Amounts printed down to the hundredth of the currency (角分) are ledger figures: they carry no rounding. */
export const LEDGER_PLACE = -2;

const UNREADABLE: Message = { zh: '有数字读不出来', en: 'a figure could not be read' };

/**
 * Gives a draft its outcome; undefined where nothing is printed to check. An allowance, in the currency's own unit, widens
 * the rounding window by that much to either side.
 */
export function evaluate(draft: CheckDraft, id: string, allowance?: Amount): Check | undefined {
  const { rule, comparison, terms } = draft;
  let printed = 0;
  let finest = Number.POSITIVE_INFINITY;
  let coarsest = Number.NEGATIVE_INFINITY;
  for (const { figure } of terms) {
    if (figure.state === 'unreadable') {
      const nothing = { residual: 0n, width2: 0n, place: 0 };
      return { rule, comparison, terms, id, outcome: 'not-checked', reason: UNREADABLE, ...nothing };
    }
    if (figure.state !== 'printed') continue;
    const place = placeOf(figure);
    if (place < finest) finest = place;
    if (place > coarsest) coarsest = place;
    printed++;
  }
  if (printed === 0) return undefined;
  const rounding = sumPrinted(terms, finest);
  const sum = allowance ? refine(rounding, -allowance.scale) : rounding;
  const { residual, place } = sum;
  // Two copies of one fact: no window at equal precision, half the coarser last place otherwise.
  const isCopy = comparison === 'copy' && printed <= 2;
  const copyWidth2 = finest === coarsest ? 0n : pow10(coarsest - place);
  const window2 = isCopy ? copyWidth2 : sum.width2;
  const width2 = allowance ? window2 + 2n * allowance.digits * pow10(-allowance.scale - place) : window2;
  return {
    rule,
    comparison,
    terms,
    id,
    outcome: outcomeOf(draft, residual, width2),
    residual,
    width2,
    place,
  };
}

const placeOf = (figure: Figure): number => lastPlace(figure.amount, figure.exponent);

/** The signed sum of what is printed, in 10^`place`, with the rounding intervals of all that are not exact. */
function sumPrinted(terms: readonly CheckTerm[], place: number): Sum {
  let residual = 0n;
  let width2 = 0n;
  for (const { figure, sign } of terms) {
    if (figure.state !== 'printed') continue;
    const own = placeOf(figure);
    const value = own === place ? figure.amount.digits : figure.amount.digits * pow10(own - place);
    if (sign === 1) residual += value;
    else residual -= value;
    if (own > LEDGER_PLACE) width2 += pow10(own - place);
  }
  return { residual, width2, place };
}

/** The same sum counted in places at least as fine as `place`. */
function refine(sum: Sum, place: number): Sum {
  if (sum.place <= place) return sum;
  const unit = pow10(sum.place - place);
  return { residual: sum.residual * unit, width2: sum.width2 * unit, place };
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
