import { formatDecimal, roundTo, type Sum, sumTerms, type Term } from '../figures/arithmetic.ts';
import { inStyle, type NumberStyle, styleOf, toPoint } from '../figures/number-style.ts';
import { readAmount } from '../figures/read-amount.ts';
import { readUnit } from '../figures/units.ts';
import type { ReviewCheck, ReviewFinding, ReviewPlace, ReviewTerm } from '../model/review.ts';
import { alignDigits, type Segment } from './digits.ts';
import type { Language } from './language.ts';

/**
 * A check set as an auditor's column:
 *
 *       210 01 卫生健康管理事务   10,448,833
 *     + 210 11 行政事业单位医疗    1,054,430
 *     ------------------------------------  rule
 *     = 合计                     11,503,263
 *     − 印为                      4,053,263
 *     ------------------------------------
 *       少                        7,450,000
 *     ====================================
 */
export interface Arithmetic {
  readonly rows: readonly ArithmeticRow[];
  /** Unit of the amounts as printed; null where none is known or where rows carry their own. */
  readonly unit: string | null;
  /** What a difference may be by rounding alone, where the check has such a window. */
  readonly tolerance: string | null;
}

export interface ArithmeticRow {
  readonly kind: 'addend' | 'folded' | 'sum' | 'printed' | 'difference';
  readonly sign: '' | '+' | '−' | '=';
  readonly label: string;
  readonly amount: string;
  /** Where the figure stands. */
  readonly place?: ReviewPlace;
  /** Unit as printed, where the rows of this column differ in unit. */
  readonly unit?: string;
}

export interface ArithmeticOptions {
  readonly language: Language;
  /** Columns with more addends show the first three and the last two; the others are folded into one row with their sum. */
  readonly addendsMax?: number;
}

/** At most this many addends are shown unfolded, unless a form has more room; of more, the first three and the last two. */
export const ADDENDS_MAX = 8;
export const FOLD_KEPT_FIRST = 3;
export const FOLD_KEPT_LAST = 2;

/** A check as a column, or undefined where it is no sum that differs from a printed figure. */
export function setArithmetic(check: ReviewCheck, options: ArithmeticOptions): Arithmetic | undefined {
  const [total, ...addends] = check.terms;
  if (total === undefined || addends.length === 0) return undefined;
  const units = new Set(check.terms.map(({ unit }) => unit ?? check.unit ?? ''));
  const mixed = units.size > 1;
  const unit = total.unit ?? check.unit ?? null;
  const style = styleOfTerms(check.terms);
  const addendRows = fold(addends, mixed, unit, style, options);
  const sum = sumOf(addends, style);
  const printed: ArithmeticRow = {
    kind: 'printed',
    sign: '−',
    label: joinLabel(options.language === 'zh' ? '印为' : 'printed', total.label),
    amount: printedAmount(total, options.language),
    place: total.place,
    ...(mixed && total.unit !== undefined ? { unit: total.unit } : {}),
  };
  const rows = [
    ...addendRows,
    ...(sum === undefined || addends.length === 1 ? [] : [sumRow(sum, total, unit, style, options)]),
    printed,
    ...differenceRow(check, total, unit, style, options),
  ];
  return { rows, unit: mixed ? null : unit, tolerance: toleranceOf(check) };
}

/** Of the failing checks that a finding rests on, the one that shows it best. */
export function chooseCheck(
  finding: ReviewFinding,
  checks: ReadonlyMap<string, ReviewCheck>,
): ReviewCheck | undefined {
  const failing = finding.checks.flatMap((id) => {
    const check = checks.get(id);
    return check === undefined || check.outcome !== 'differs' ? [] : [check];
  });
  return rankChecks(finding, failing)[0];
}

/**
 * The checks of a finding, first the one that shows it best: it names the faulty figure, leaves the difference that the
 * finding speaks of, takes that figure for the total, and is short.
 */
export function rankChecks(finding: ReviewFinding, checks: readonly ReviewCheck[]): readonly ReviewCheck[] {
  const [faulty] = finding.where;
  const difference = bareDigits(finding.difference);
  const worth = (check: ReviewCheck) => {
    const at = faulty === undefined ? -1 : check.terms.findIndex((term) => isSamePlace(term.place, faulty));
    const tellsDifference = difference !== '' && bareDigits(check.residual) === difference;
    return (
      (at >= 0 ? 8 : 0) + (tellsDifference ? 4 : 0) + (at === 0 ? 2 : 0) + (check.terms.length > 2 ? 1 : 0)
    );
  };
  return checks.toSorted((a, b) => worth(b) - worth(a) || a.terms.length - b.terms.length);
}

/** The sum and the printed figure, or the two figures of an equality, with the digits that differ; the other rows are not in it. */
export function differingDigits(
  rows: readonly ArithmeticRow[],
): ReadonlyMap<ArithmeticRow, readonly Segment[]> {
  const sum = rows.find(({ kind }) => kind === 'sum') ?? (rows.length <= 3 ? rows[0] : undefined);
  const printed = rows.find(({ kind }) => kind === 'printed');
  // Against a word (空白) there is nothing to compare.
  if (!sum || !printed || !/\d/.test(sum.amount) || !/\d/.test(printed.amount)) return new Map();
  const [left, right] = alignDigits(sum.amount, printed.amount);
  return new Map([
    [sum, left],
    [printed, right],
  ]);
}

/** Whether two places are one: cells by table, row and column; text by its block and words. */
export function isSamePlace(a: ReviewPlace, b: ReviewPlace): boolean {
  if ((a.document ?? b.document) !== (b.document ?? a.document)) return false;
  if (a.table !== undefined || b.table !== undefined) {
    return a.table === b.table && a.row === b.row && a.col === b.col;
  }
  return a.block === b.block && a.quote === b.quote && a.selector === b.selector;
}

function fold(
  addends: readonly ReviewTerm[],
  mixed: boolean,
  unit: string | null,
  style: NumberStyle,
  options: ArithmeticOptions,
): ArithmeticRow[] {
  const rows = addends.map((term, i): ArithmeticRow => addendRow(term, i, mixed, options));
  if (addends.length <= (options.addendsMax ?? ADDENDS_MAX)) return rows;
  const hidden = addends.slice(FOLD_KEPT_FIRST, addends.length - FOLD_KEPT_LAST);
  const sum = sumOf(hidden, style);
  const folded: ArithmeticRow = {
    kind: 'folded',
    sign: '+',
    label: options.language === 'zh' ? `其余 ${hidden.length} 项` : `${hidden.length} more`,
    amount: sum === undefined ? '…' : formatSum(sum, hidden, unit, style),
  };
  return [...rows.slice(0, FOLD_KEPT_FIRST), folded, ...rows.slice(-FOLD_KEPT_LAST)];
}

function addendRow(term: ReviewTerm, i: number, mixed: boolean, options: ArithmeticOptions): ArithmeticRow {
  return {
    kind: 'addend',
    sign: term.sign < 0 ? '−' : i === 0 ? '' : '+',
    label: term.label,
    amount: printedAmount(term, options.language),
    place: term.place,
    ...(mixed && term.unit !== undefined ? { unit: term.unit } : {}),
  };
}

function sumRow(
  sum: Sum,
  total: ReviewTerm,
  unit: string | null,
  style: NumberStyle,
  { language }: ArithmeticOptions,
): ArithmeticRow {
  return {
    kind: 'sum',
    sign: '=',
    label: language === 'zh' ? '相加得' : 'sum',
    amount: formatSum(sum, [total], unit, style),
  };
}

function differenceRow(
  check: ReviewCheck,
  total: ReviewTerm,
  unit: string | null,
  style: NumberStyle,
  { language }: ArithmeticOptions,
): ArithmeticRow[] {
  const difference = sumOf(check.terms, style);
  if (difference === undefined || difference.residual === 0n) return [];
  // The total stands in the check with a minus: what is left over is what it falls short by.
  const isShort = difference.residual > 0n;
  const size = isShort ? difference : { ...difference, residual: -difference.residual };
  const label = language === 'zh' ? (isShort ? '少' : '多') : isShort ? 'short by' : 'over by';
  return [{ kind: 'difference', sign: '', label, amount: formatSum(size, [total], unit, style) }];
}

const styleOfTerms = (terms: readonly ReviewTerm[]): NumberStyle =>
  styleOf(terms.map(({ stated }) => stated));

/** Exact sum of the terms with their signs; undefined where one of them is no number. */
function sumOf(terms: readonly ReviewTerm[], style: NumberStyle): Sum | undefined {
  const read: Term[] = [];
  for (const term of terms) {
    const amount = readAmount(toPoint(term.stated, style));
    const exponent = readUnit(term.unit ?? '')?.exponent ?? 0;
    if (amount.kind === 'amount')
      read.push({ sign: term.sign, amount: amount.amount, exponent, exact: true });
    else if (amount.kind === 'text' || amount.kind === 'percent') return undefined;
  }
  return read.length === 0 ? undefined : sumTerms(read);
}

/** A sum in the given unit, exact, and grouped as the figures beside it are. */
function formatSum(
  sum: Sum,
  likeness: readonly ReviewTerm[],
  unit: string | null,
  style: NumberStyle,
): string {
  const exponent = readUnit(unit ?? '')?.exponent ?? 0;
  const printedScale = Math.max(0, ...likeness.map(({ stated }) => scaleOf(toPoint(stated, style))));
  const scale = Math.max(printedScale, exponent - sum.place);
  const grouped =
    style.decimal === ',' ||
    likeness.some(({ stated }) => /[,，]/.test(stated)) ||
    likeness.every(({ stated }) => !/\d{4}/.test(stated));
  const digits = formatDecimal(roundTo(sum.residual, sum.place, exponent, scale), scale, grouped);
  return inStyle(trimZeros(digits, printedScale), style);
}

function scaleOf(stated: string): number {
  const amount = readAmount(stated);
  return amount.kind === 'amount' ? amount.amount.scale : 0;
}

function trimZeros(text: string, scaleMin: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  const kept = fraction.slice(0, scaleMin) + fraction.slice(scaleMin).replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}

function printedAmount({ stated }: ReviewTerm, language: Language): string {
  if (stated.trim() !== '') return stated.trim();
  return language === 'zh' ? '空白' : 'blank';
}

function joinLabel(word: string, label: string): string {
  return label === '' ? word : `${word} ${label}`;
}

function toleranceOf({ tolerance }: ReviewCheck): string | null {
  return tolerance === undefined || /^[0.,]*$/.test(tolerance) ? null : tolerance;
}

/** Digits of an amount without sign and separators, to tell whether two differences are of one size. */
function bareDigits(amount: string | undefined): string {
  return (amount ?? '')
    .replace(/[^\d.]/g, '')
    .replace(/\.0*$/, '')
    .replace(/^0+/, '');
}
