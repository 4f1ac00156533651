import type { Document, Table } from '../../../core/model/document.ts';

/**
 * The slow, obvious engine that the real one is held to on small made documents. It shares no code with it: cells are read
 * by one plain pattern, amounts are fractions, and what a total sums is found by trying every subset of the other rows and
 * asking whether the printed structure says that these are its parts; ties by trying every pair of tables. It knows the
 * layouts that `made-tables.ts` makes and no others.
 */
export interface NaiveCheck {
  /** `+t1:3:2` and the like, sorted: which figures stand in it, with what sign. */
  readonly terms: string;
  readonly outcome: 'agrees' | 'agrees-within-rounding' | 'differs' | 'not-checked';
  /** In 元. */
  readonly residual: Fraction;
}

/** numerator / denominator, denominator positive. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

const ZERO: Fraction = [0n, 1n];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
export const compare = ([a, b]: Fraction, [c, d]: Fraction): number => {
  const difference = a * d - c * b;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

interface NaiveFigure {
  readonly key: string;
  readonly state: 'printed' | 'nil' | 'blank' | 'unreadable';
  readonly value: Fraction;
  /** One unit of the last printed place. */
  readonly last: Fraction;
}

interface Row {
  readonly row: number;
  readonly code: string;
  readonly label: string;
  readonly figures: readonly NaiveFigure[];
}

/** A list of rows with the same amount columns; side by side there are two in a table. */
interface List {
  readonly table: Table;
  readonly heads: readonly string[];
  readonly rows: readonly Row[];
}

type Terms = readonly (readonly [sign: 1 | -1, figure: NaiveFigure])[];

export function checkNaively(document: Document): NaiveCheck[] {
  const found = new Map<string, NaiveCheck>();
  const add = (terms: Terms, isOrdering = false) => {
    const key = terms
      .map(([sign, { key }]) => `${sign === 1 ? '+' : '-'}${key}`)
      .sort()
      .join(' ');
    const check = judge(key, terms, isOrdering);
    if (check && !found.has(`${isOrdering}${key}`)) found.set(`${isOrdering}${key}`, check);
  };
  const lists = document.tables.flatMap(readLists);
  for (const list of lists) {
    for (let column = 0; column < list.heads.length; column++) {
      const sum = (total: Row, parts: readonly Row[]) => add(sumTerms(total, parts, column));
      for (const total of list.rows) {
        for (const parts of subsets(list.rows.filter((row) => row !== total)))
          for (const says of STRUCTURES) if (says(list, total, parts)) sum(total, parts);
        for (const part of list.rows) {
          const [whole, one] = [total.figures[column]!, part.figures[column]!];
          if (isPartOf(list, total, part) && one.state === 'printed')
            add(
              [
                [-1, whole],
                [1, one],
              ],
              true,
            );
        }
      }
    }
    const whole = list.heads.indexOf('合计');
    for (const { figures } of whole < 0 ? [] : list.rows)
      add([[-1, figures[whole]!], ...figures.flatMap((f, i) => (i === whole ? [] : [[1, f] as const]))]);
  }
  for (const left of lists) {
    for (const right of lists) {
      if (left === right) continue;
      for (const a of left.rows)
        for (const b of right.rows)
          if (areOneFact(left, a, right, b))
            add([
              [-1, a.figures[0]!],
              [1, b.figures[0]!],
            ]);
    }
  }
  return [...found.values()];
}

const sumTerms = (total: Row, parts: readonly Row[], column: number): Terms => [
  [-1, total.figures[column]!],
  ...parts.map((part) => [1, part.figures[column]!] as const),
];

function* subsets(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let bits = 1; bits < 1 << rows.length; bits++) yield rows.filter((_, i) => bits & (1 << i));
}

// ----------------------------------------------------------------------------------------------------------- structure

type Structure = (list: List, total: Row, parts: readonly Row[]) => boolean;

const isTotal = ({ label }: Row): boolean => /计$/.test(label);

/** The rows that `is` says are parts, all of them and no other. */
const areAll = (list: List, parts: readonly Row[], is: (row: Row) => boolean): boolean =>
  list.rows.every((row) => parts.includes(row) === is(row));

const hasCodes = (list: List): boolean => list.rows.some((row) => row.code !== '');

/** No printed code stands between the two. */
const isDirectlyBelow = (list: List, above: string, below: string): boolean =>
  below !== above &&
  below.startsWith(above) &&
  !list.rows.some(
    ({ code }) =>
      code !== above && code !== below && code !== '' && code.startsWith(above) && below.startsWith(code),
  );

const hasParts = (list: List, row: Row): boolean =>
  list.rows.some((other) => other.code !== row.code && other.code.startsWith(row.code));

/** 一、 is of the first level, （一） of the second, under the one before it. */
const level = ({ label }: Row): number => (/^[一二三四五]、/.test(label) ? 1 : /^（/.test(label) ? 2 : 0);

function headOf(list: List, row: Row): Row | undefined {
  let head: Row | undefined;
  for (const other of list.rows) {
    if (other === row) return head;
    if (level(other) === 1) head = other;
  }
  return undefined;
}

const isSecond = (list: List, total: Row, row: Row): boolean =>
  level(row) === 2 && headOf(list, row) === total;

const STRUCTURES: readonly Structure[] = [
  // A code sums the codes right below it.
  (list, total, parts) =>
    total.code !== '' &&
    areAll(list, parts, (row) => row.code !== '' && isDirectlyBelow(list, total.code, row.code)),
  // The total of a table of codes sums those of the first level,
  (list, total, parts) =>
    hasCodes(list) &&
    isTotal(total) &&
    areAll(list, parts, (row) => row.code !== '' && row.code.length === 3),
  // and, where they are more, those that have nothing below them.
  (list, total, parts) =>
    hasCodes(list) &&
    isTotal(total) &&
    parts.length > list.rows.filter((row) => row.code.length === 3).length &&
    areAll(list, parts, (row) => row.code !== '' && !hasParts(list, row)),
  // 一、 sums （一） and （二）; a lone （一） need not be all of it.
  (list, total, parts) =>
    !hasCodes(list) &&
    level(total) === 1 &&
    parts.length > 1 &&
    parts.some((p) => p.figures[0]!.state === 'printed') &&
    areAll(list, parts, (row) => isSecond(list, total, row)),
  // 本年合计 sums the first level, or what there is but for the carry-over; 总计 is 本年合计 with the carry-over.
  (list, total, parts) =>
    !hasCodes(list) && /^本年.*合计$/.test(total.label) && areAll(list, parts, (row) => level(row) === 1),
  (list, total, parts) =>
    !hasCodes(list) &&
    /总计$/.test(total.label) &&
    list.rows.some((row) => /合计$/.test(row.label)) &&
    areAll(list, parts, (row) => /^本年.*合计$|结转/.test(row.label)),
  (list, total, parts) =>
    !hasCodes(list) &&
    /总计$/.test(total.label) &&
    !list.rows.some((row) => /合计$/.test(row.label)) &&
    areAll(list, parts, (row) => level(row) === 1),
];

/** 其中 belongs to the row of the first level before it; so does a lone （一）. */
function isPartOf(list: List, whole: Row, part: Row): boolean {
  if (hasCodes(list) || level(whole) !== 1 || headOf(list, part) !== whole) return false;
  if (/^其中/.test(part.label)) return true;
  return isSecond(list, whole, part) && list.rows.filter((row) => isSecond(list, whole, row)).length === 1;
}

/** The same code, or the totals, of the income and the expenditure table; the grand totals of one summary. */
function areOneFact(left: List, a: Row, right: List, b: Row): boolean {
  if (left.table === right.table) return /^收入总计$/.test(a.label) && /^支出总计$/.test(b.label);
  if (!/收入预算/.test(left.table.title ?? '') || !/支出预算/.test(right.table.title ?? '')) return false;
  return a.code === b.code && (a.code !== '' || (isTotal(a) && isTotal(b)));
}

// -------------------------------------------------------------------------------------------------------------- reading

function readLists(table: Table): List[] {
  const text = (row: number, col: number) =>
    table.cells.find((cell) => cell.row === row && cell.col === col)?.text ?? '';
  const unit: Fraction = table.unit === '万元' ? [10_000n, 1n] : [1n, 1n];
  const heads: string[] = [];
  for (let col = 0; col < table.columnCount; col++) heads.push(text(0, col));
  const isKey = (head: string) => /^(?:科目编码|科目名称|收入项目|支出项目)$/.test(head);
  const starts = heads.flatMap((head, col) =>
    isKey(head) && (col === 0 || !isKey(heads[col - 1]!)) ? [col] : [],
  );
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? table.columnCount;
    const keys = heads.slice(start, end).filter(isKey);
    const rows: Row[] = [];
    for (let row = 1; row < table.rowCount; row++) {
      const label = text(row, start + keys.length - 1);
      const code = keys.length > 1 ? text(row, start) : '';
      const figures: NaiveFigure[] = [];
      for (let col = start + keys.length; col < end; col++)
        figures.push(readFigure(`${table.id}:${row}:${col}`, text(row, col), unit));
      if (label !== '' || code !== '') rows.push({ row, code, label, figures });
    }
    return { table, heads: heads.slice(start + keys.length, end), rows };
  });
}

function readFigure(key: string, text: string, unit: Fraction): NaiveFigure {
  const nothing = { key, value: ZERO, last: ZERO };
  if (text === '') return { ...nothing, state: 'blank' };
  if (text === '-') return { ...nothing, state: 'nil' };
  const m = /^(-?)([\d,]+)(?:\.(\d+))?$/.exec(text);
  if (!m) return { ...nothing, state: 'unreadable' };
  const decimals = m[3] ?? '';
  const digits = BigInt(m[2]!.split(',').join('') + decimals);
  const last = times(unit, [1n, 10n ** BigInt(decimals.length)]);
  return { key, state: 'printed', value: times([m[1] === '-' ? -digits : digits, 1n], last), last };
}

// -------------------------------------------------------------------------------------------------------------- judging

const CENT: Fraction = [1n, 100n];

/** Each printed figure may be off by half of its last place; to the cent it is exact; copies are off by the coarser alone. */
function judge(terms: string, list: Terms, isOrdering: boolean): NaiveCheck | undefined {
  const printed = list.filter(([, figure]) => figure.state === 'printed');
  if (list.some(([, figure]) => figure.state === 'unreadable'))
    return { terms, outcome: 'not-checked', residual: ZERO };
  if (printed.length === 0) return undefined;
  let residual = ZERO;
  for (const [sign, { value }] of printed) residual = plus(residual, times([BigInt(sign), 1n], value));
  const size: Fraction = residual[0] < 0n ? [-residual[0], residual[1]] : residual;
  const of = (outcome: NaiveCheck['outcome']): NaiveCheck => ({ terms, outcome, residual });
  if (residual[0] === 0n || (isOrdering && residual[0] < 0n)) return of('agrees');
  if (!isOrdering && list[0]![1].state !== 'printed') return of('differs');
  let window = ZERO;
  if (list.length === 2 && !isOrdering) {
    const [a, b] = [printed[0]![1].last, printed.at(-1)![1].last];
    if (compare(a, b) !== 0) window = times([1n, 2n], compare(a, b) > 0 ? a : b);
  } else
    for (const [, { last }] of printed)
      if (compare(last, CENT) > 0) window = plus(window, times([1n, 2n], last));
  return of(compare(size, window) <= 0 ? 'agrees-within-rounding' : 'differs');
}
