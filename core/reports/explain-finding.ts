import { formatDecimal, pow10, roundTo, sumTerms, type Term } from '../figures/arithmetic.ts';
import { readAmount } from '../figures/read-amount.ts';
import { readUnit } from '../figures/units.ts';
import type { ReviewCheck, ReviewFinding, ReviewPlace, ReviewTerm } from '../model/review.ts';
import { ADDENDS_MAX, FOLD_KEPT_FIRST, FOLD_KEPT_LAST, isSamePlace, rankChecks } from './arithmetic.ts';

/** One printed line of the auditor's column. */
export interface ArithmeticLine {
  readonly sign: '' | '+' | '−';
  /** What the figure speaks of, as printed. */
  readonly label: string;
  readonly place: ReviewPlace;
  /** As printed, or brought to the common unit where units differ; empty for a printed blank. */
  readonly amount: string;
  /** True for the figure that the finding is about. */
  readonly suspect: boolean;
}

/**
 * A check as an auditor would write it: addends, single rule, their sum, the printed figure, double rule, difference. All
 * amounts are strings of exact decimals, with U+2212 for minus.
 */
export interface Arithmetic {
  readonly check: string;
  readonly addends: readonly ArithmeticLine[];
  /** Sum of the addends; absent where there is only one and it stands for itself. */
  readonly sum?: string;
  readonly total: ArithmeticLine;
  /** Printed total less the sum: `short` and `over` carry the amount without sign. */
  readonly difference: { readonly kind: 'short' | 'over' | 'none'; readonly amount: string };
  /** Half width of the rounding window, where the check allows one. */
  readonly tolerance?: string;
  /** The unit of all amounts, where terms were printed in different units. */
  readonly commonUnit?: string;
}

interface Printed {
  readonly term: ReviewTerm;
  readonly exact: Term;
  readonly scale: number;
}

/**
 * Lays a check out as arithmetic. Undefined where its terms cannot be added here (a figure that was not read, a unit that is
 * not known, an ordering of a single figure): then the finding's sentence stands alone.
 */
export function arithmeticOf(check: ReviewCheck, suspect?: ReviewPlace): Arithmetic | undefined {
  const printed = check.terms.map(readTerm);
  if (printed.length < 2 || printed.some((term) => term === undefined)) return undefined;
  const terms = printed as readonly Printed[];
  const totalIndex = terms.findIndex(({ term }) => term.sign === -1);
  if (totalIndex < 0) return undefined;
  const total = terms[totalIndex]!;
  const addends = terms.filter((_, index) => index !== totalIndex);

  const exponent = Math.min(...terms.map(({ exact }) => exact.exponent));
  const mixed = terms.some(({ exact }) => exact.exponent !== exponent);
  const scale = Math.max(
    ...terms.map(({ exact, scale }) => Math.max(0, scale - (exact.exponent - exponent))),
  );
  const write = (value: bigint, place: number) =>
    minus(formatDecimal(roundTo(value, place, exponent, scale), scale, true));

  const line = ({ term, exact }: Printed, first: boolean): ArithmeticLine => ({
    sign: first && term.sign === 1 ? '' : term.sign === 1 ? '+' : '−',
    label: term.label,
    place: term.place,
    amount:
      mixed && term.stated.trim() !== ''
        ? write(exact.amount.digits, exact.exponent - exact.amount.scale)
        : minus(term.stated.trim()),
    suspect: suspect !== undefined && isSamePlace(term.place, suspect),
  });

  const sum = sumTerms(addends.map(({ exact }) => exact));
  const all = sumTerms(terms.map(({ exact }) => exact));
  const unit = terms.find(({ exact }) => exact.exponent === exponent)?.term.unit;
  return {
    check: check.id,
    addends: addends.map((term, index) => line(term, index === 0)),
    ...(addends.length > 1 ? { sum: write(sum.residual, sum.place) } : {}),
    total: line(total, false),
    difference: {
      kind: all.residual > 0n ? 'short' : all.residual < 0n ? 'over' : 'none',
      amount: write(all.residual < 0n ? -all.residual : all.residual, all.place),
    },
    ...(check.tolerance && readAmount(check.tolerance).kind === 'amount' && !/^[0.]*$/.test(check.tolerance)
      ? { tolerance: check.tolerance }
      : {}),
    ...(mixed && unit ? { commonUnit: unit } : {}),
  };
}

function readTerm(term: ReviewTerm): Printed | undefined {
  const read = readAmount(term.stated);
  const unit = term.unit ? readUnit(term.unit) : undefined;
  if (term.unit && !unit) return undefined;
  const exponent = unit?.exponent ?? 0;
  switch (read.kind) {
    case 'amount':
    case 'percent':
      return {
        term,
        exact: { sign: term.sign, amount: read.amount, exponent, exact: false },
        scale: read.amount.scale,
      };
    case 'blank':
    case 'nil':
      return {
        term,
        exact: { sign: term.sign, amount: { digits: 0n, scale: 0 }, exponent, exact: true },
        scale: 0,
      };
    case 'text':
      return undefined;
  }
}

/** In running text the unit is part of what is printed (2545.33万元). */
function withUnit(stated: string, unit: string): string {
  const printed = minus(stated.trim());
  return printed.endsWith(unit) ? printed : `${printed} ${unit}`;
}

/** A leading hyphen as U+2212, which is as wide as a digit's plus. */
export function minus(text: string): string {
  return text.replace(/^[-－]/, '−');
}

/** A row's label as it is set: `21001 卫生健康管理事务` → its code, apart by its levels (`210 01`), and its name. */
export function splitLabel(label: string): { readonly code?: string; readonly label: string } {
  const match = /^(\d[\d ]{2,11})\s+(\D.*)$/.exec(label);
  if (!match?.[1] || !match[2]) return { label };
  const levels = match[1]
    .trim()
    .replace(/^(\d{3})(\d{2})(\d{2})?$/, (_, lei, kuan, xiang = '') => `${lei} ${kuan} ${xiang}`.trim());
  return { code: levels, label: match[2] };
}

/** The addends of a fold: those shown before, those hidden with their sum, those shown after. */
export function foldAddends(addends: readonly ArithmeticLine[]): {
  readonly head: readonly ArithmeticLine[];
  readonly hidden: readonly ArithmeticLine[];
  readonly hiddenSum: string;
  readonly tail: readonly ArithmeticLine[];
} {
  if (addends.length <= ADDENDS_MAX) return { head: addends, hidden: [], hiddenSum: '', tail: [] };
  const hidden = addends.slice(FOLD_KEPT_FIRST, -FOLD_KEPT_LAST);
  const terms = hidden.flatMap(({ amount, sign }): Term[] => {
    const read = readAmount(amount);
    const value = read.kind === 'amount' || read.kind === 'percent' ? read.amount : { digits: 0n, scale: 0 };
    return [{ sign: sign === '−' ? -1 : 1, amount: value, exponent: 0, exact: true }];
  });
  const { residual, place } = sumTerms(terms);
  const scale = Math.max(0, -place);
  return {
    head: addends.slice(0, FOLD_KEPT_FIRST),
    hidden,
    hiddenSum: minus(formatDecimal(place > 0 ? residual * pow10(place) : residual, scale, true)),
    tail: addends.slice(-FOLD_KEPT_LAST),
  };
}

/** The check that shows a finding best, the same as in reports, and the others that say the same. */
export function explainFinding(
  finding: ReviewFinding,
  checks: ReadonlyMap<string, ReviewCheck>,
): { readonly main?: Arithmetic; readonly others: readonly ReviewCheck[] } {
  const place = finding.where[0];
  const failing = finding.checks
    .flatMap((id) => checks.get(id) ?? [])
    .filter(({ outcome }) => outcome !== 'agrees');
  const ranked = rankChecks(finding, failing);
  for (const [index, check] of ranked.entries()) {
    const main = arithmeticOf(check, place);
    if (main) return { main, others: ranked.filter((_, other) => other !== index) };
  }
  return { others: ranked };
}

/**
 * What a failing check makes of the figure in question, whether it stands there as the total, as an addend or in a copy:
 * the value with which the check would hold. Undefined where the check says nothing of it.
 */
export interface Implication {
  readonly kind: 'equal' | 'sum' | 'rest';
  /** The value that the figure should have by this check, in the check's common unit. */
  readonly amount: string;
  /** How many other figures it was computed from. */
  readonly count: number;
  /** The other figure of an equality; the total of which the rest was taken off. */
  readonly line?: ArithmeticLine;
  /** The place of the check: the other figure, or the sum's total. */
  readonly place: ReviewPlace;
}

export function implicationOf(check: ReviewCheck, copies: readonly ReviewPlace[]): Implication | undefined {
  const inQuestion = check.terms.find(({ place }) => copies.some((copy) => isSamePlace(copy, place)));
  const arithmetic = inQuestion && arithmeticOf(check, inQuestion.place);
  if (!inQuestion || !arithmetic) return undefined;
  const { addends, total, sum } = arithmetic;
  const only = addends[0];
  if (sum === undefined && only) {
    const line = total.suspect ? only : total;
    const term = check.terms.find(({ place }) => place === line.place);
    // Told as it is printed: 2,545.33 万元 beside figures in 元.
    const amount =
      term?.unit && term.unit !== inQuestion.unit ? withUnit(term.stated, term.unit) : line.amount;
    return { kind: 'equal', amount, count: 1, line, place: line.place };
  }
  if (total.suspect && sum !== undefined)
    return { kind: 'sum', amount: sum, count: addends.length, place: total.place };
  const others = check.terms
    .filter((term) => term !== inQuestion)
    .flatMap((term) => readTerm(term)?.exact ?? []);
  const { residual, place } = sumTerms(others);
  const own = readTerm(inQuestion);
  if (!own || others.length !== check.terms.length - 1) return undefined;
  const implied = inQuestion.sign === 1 ? -residual : residual;
  const exponent = own.exact.exponent;
  const amount = minus(formatDecimal(roundTo(implied, place, exponent, own.scale), own.scale, true));
  return { kind: 'rest', amount, count: others.length - 1, line: total, place: total.place };
}
