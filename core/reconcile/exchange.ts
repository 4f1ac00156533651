import { lastPlace, pow10 } from '../figures/arithmetic.ts';
import { addToGroup } from '../groups.ts';
import type { Check, CheckTerm } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import { evaluate, LEDGER_PLACE, outcomeOf } from './evaluate.ts';

/**
 * Figures that stand in each other's place: two cells of one row or column exchanged (one of them may be blank: a value in
 * the wrong column), or two whole columns under each other's header. Judged on what the checks say when they change places.
 */
export interface Exchange {
  readonly kind: 'cells' | 'columns';
  /** Pairs that change places; for columns one pair for each row. */
  readonly pairs: readonly (readonly [Figure, Figure])[];
  readonly covered: readonly number[];
  readonly broken: number;
  readonly score: number;
  /** Another pair that mends as much when it is exchanged instead: nothing tells the two apart. */
  readonly rival?: readonly [Figure, Figure];
}

export interface CheckState {
  readonly check: Check;
  residual: bigint;
  failing: boolean;
  /** What a long sum says apart from its terms, once it was asked for. */
  summary?: TermSummary;
  /** Whether all its terms stand in one column, once it was asked for. */
  downColumn?: boolean;
}

interface TermSummary {
  readonly byFigure: ReadonlyMap<number, readonly CheckTerm[]>;
  readonly printed: number;
  /** The rounding intervals of all terms, doubled, in the check's place. */
  readonly width2: bigint;
}

/** Checks by figure, for all figures that stand in any. */
export type ChecksByFigure = ReadonlyMap<number, readonly number[]>;

export function indexChecks(states: readonly CheckState[]): ChecksByFigure {
  const map = new Map<number, number[]>();
  states.forEach((s, i) => {
    for (const { figure } of s.check.terms) {
      addToGroup(map, figure.id, i);
    }
  });
  return map;
}

const PAIRS_MAX = 20_000;
/** Of a table with thousands of figures in failing checks only the first are asked. */
const FIGURES_MAX = 20_000;
/** An exchange is two wrong figures: it has to explain more than one of them would. */
const SCORE_BASE = -0.5;
const BROKEN_COST = 1.2;

/**
 * The exchange of two cells that mends most checks; undefined where none mends at least two.
 *
 * @param least Exchanges that score no more than this are of no use to the caller.
 */
export function bestCellExchange(
  states: readonly CheckState[],
  index: ChecksByFigure,
  least: number,
): Exchange | undefined {
  const lines = new Map<string, Map<number, Figure>>();
  let named = 0;
  for (const s of states) {
    if (!s.failing) continue;
    for (const { figure } of s.check.terms) if (named++ < FIGURES_MAX) addToLines(lines, figure);
    if (named > FIGURES_MAX) break;
  }
  let best: Exchange | undefined;
  let tried = 0;
  for (const line of lines.values()) {
    const figures = [...line.values()];
    for (let i = 0; i < figures.length; i++) {
      for (let j = i + 1; j < figures.length && tried < PAIRS_MAX; j++) {
        const [a, b] = [figures[i]!, figures[j]!];
        if (a.state !== 'printed' && b.state !== 'printed') continue;
        if (a.amount.digits === b.amount.digits && a.amount.scale === b.amount.scale) continue;
        tried++;
        const touched = countTouched(a, b, states, index);
        const bar = best?.score ?? least;
        if (touched < 2 || touched + SCORE_BASE <= least || touched + SCORE_BASE < bar) continue;
        const judged = judge('cells', [[a, b]], states, index, 2, (touched + SCORE_BASE - bar) / BROKEN_COST);
        if (!judged || judged.score <= least) continue;
        if (!best || judged.score > best.score) best = judged;
        else if (judged.score === best.score && isSameSet(judged.covered, best.covered))
          best = { ...best, rival: [a, b] };
      }
    }
  }
  return bestMisplaced(states, index, Math.max(least, best?.score ?? least)) ?? best;
}

/**
 * A figure that differs from its copy in another table, while the copy's very amount stands beside it in the same row, under a
 * heading that nothing else is tied to: the two are in each other's place, though only one check shows it.
 */
function bestMisplaced(
  states: readonly CheckState[],
  index: ChecksByFigure,
  least: number,
): Exchange | undefined {
  let best: Exchange | undefined;
  for (const s of states) {
    if (!s.failing || s.check.comparison !== 'copy' || s.check.terms.length !== 2) continue;
    for (const [here, there] of [s.check.terms, s.check.terms.toReversed()]) {
      if (here!.figure.place.kind !== 'cell') continue;
      for (const beside of besideInSums(here!.figure, states, index)) {
        if (!isSameAmount(beside, there!.figure)) continue;
        const judged = judge('cells', [[here!.figure, beside]], states, index, 1, 0);
        if (!judged || !meetsExactly(judged, states)) continue;
        const score = judged.score + EXACT_BONUS;
        if (score > Math.max(least, best?.score ?? least)) best = { ...judged, score };
      }
    }
  }
  return best;
}

/** The other addends of the sums over a figure's row that hold. */
function besideInSums(figure: Figure, states: readonly CheckState[], index: ChecksByFigure): Figure[] {
  const found = new Set<Figure>();
  for (const i of index.get(figure.id) ?? []) {
    const s = states[i]!;
    if (s.failing || s.check.terms.length > LONG_SUM_MIN || !isAlongRow(s.check)) continue;
    if (s.check.terms[0]!.figure !== figure) for (const t of s.check.terms.slice(1)) found.add(t.figure);
  }
  found.delete(figure);
  return [...found];
}

/** An amount of many digits that is met to the last one is no chance: it weighs more than a single figure does. */
const EXACT_BONUS = 0.6;
const EXACT_DIGITS_MIN = 3;

/** Whether a copy, once exchanged, meets the amount of its other side to the last of many digits. */
const meetsExactly = ({ pairs, covered }: Exchange, states: readonly CheckState[]): boolean =>
  covered.some((i) => {
    const { comparison, terms } = states[i]!.check;
    if (comparison !== 'copy' || terms.length !== 2) return false;
    const now = terms.map(({ figure }) => {
      const pair = pairs.find(([a, b]) => a === figure || b === figure);
      return pair === undefined ? figure : pair[0] === figure ? pair[1] : pair[0];
    });
    const digits = now[0]!.amount.digits.toString().replace(/0+$/, '');
    return digits.length >= EXACT_DIGITS_MIN && isSameAmount(now[0]!, now[1]!);
  });

function isSameAmount(a: Figure, b: Figure): boolean {
  if (a.state !== 'printed' || b.state !== 'printed') return false;
  const place = Math.min(lastPlace(a.amount, a.exponent), lastPlace(b.amount, b.exponent));
  return valueAt(a, place) === valueAt(b, place);
}

const isSameSet = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((i) => b.includes(i));

/** How many failing checks change when two figures change places: one that adds both does not. */
function countTouched(a: Figure, b: Figure, states: readonly CheckState[], index: ChecksByFigure): number {
  const [left, right] = [index.get(a.id) ?? [], index.get(b.id) ?? []];
  let count = 0;
  for (const i of left) {
    const s = states[i]!;
    if (s.failing && !(right.includes(i) && addsAlike(s, a, b))) count++;
  }
  for (const i of right) if (states[i]!.failing && !left.includes(i)) count++;
  return count;
}

/** Whether both stand once among the terms behind the first, with one sign: their order is nothing to the sum. */
function addsAlike(s: CheckState, a: Figure, b: Figure): boolean {
  s.summary ??= summarize(s.check);
  const first = s.check.terms[0]!;
  const [left, right] = [s.summary.byFigure.get(a.id), s.summary.byFigure.get(b.id)];
  if (left?.length !== 1 || right?.length !== 1) return false;
  return left[0] !== first && right[0] !== first && left[0]!.sign === right[0]!.sign;
}

/** Cells of one table in the same row or the same column, among those that failing checks name. */
function addToLines(lines: Map<string, Map<number, Figure>>, figure: Figure): void {
  if (figure.place.kind !== 'cell') return;
  const { table, row, col } = figure.place;
  for (const key of [`${table}:r${row}`, `${table}:c${col}`]) {
    const line = lines.get(key) ?? new Map<number, Figure>();
    line.set(figure.id, figure);
    lines.set(key, line);
  }
}

/** Two columns of a table whose figures fit when their headers change places: checks in more than one row. */
export function columnExchanges(states: readonly CheckState[], index: ChecksByFigure): Exchange[] {
  const failing = new Map<string, Set<number>>();
  for (const s of states) {
    if (!s.failing) continue;
    for (const { figure } of s.check.terms) {
      if (figure.place.kind !== 'cell') continue;
      const { table, col } = figure.place;
      const suspects = failing.get(table);
      if (suspects) suspects.add(col);
      else failing.set(table, new Set([col]));
    }
  }
  const columns = columnsOf(states, failing);
  const unsound = columnsThatDoNotFoot(states);
  const found: Exchange[] = [];
  for (const [table, suspects] of failing) {
    const byColumn = columns.get(table)!;
    // One of the two may stand in no failing check: nothing but its header says what it holds.
    const numbers = [...byColumn.keys()];
    for (let i = 0; i < numbers.length; i++) {
      for (let j = i + 1; j < numbers.length; j++) {
        if (!suspects.has(numbers[i]!) && !suspects.has(numbers[j]!)) continue;
        const pairs = pairUp(byColumn.get(numbers[i]!)!, byColumn.get(numbers[j]!)!);
        if (pairs.length < 2) continue;
        const judged = judge('columns', pairs, states, index, 1, 0);
        if (!judged || (judged.covered.length < 2 && !meetsExactly(judged, states))) continue;
        const isUnsound = [i, j].some((n) => unsound.has(`${table}:${numbers[n]!}`));
        if (isUnsound && judged.covered.length < COVERED_LEAST_UNSOUND) continue;
        if (!onePairDoes(judged, states, index)) found.push(judged);
      }
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** The figures of the tables in which checks fail, by table, column and row. */
function columnsOf(
  states: readonly CheckState[],
  tables: ReadonlyMap<string, unknown>,
): Map<string, Map<number, Map<number, Figure>>> {
  const columns = new Map<string, Map<number, Map<number, Figure>>>();
  for (const s of states) {
    for (const { figure } of s.check.terms) {
      if (figure.place.kind !== 'cell' || !tables.has(figure.place.table)) continue;
      const { table, row, col } = figure.place;
      const byColumn = columns.get(table) ?? new Map<number, Map<number, Figure>>();
      const byRow = byColumn.get(col) ?? new Map<number, Figure>();
      if (byRow.size === 0) {
        byColumn.set(col, byRow);
        columns.set(table, byColumn);
      }
      byRow.set(row, figure);
    }
  }
  return columns;
}

/** Ties over so many rows show an exchange though a further figure of the column is wrong. */
const COVERED_LEAST_UNSOUND = 6;

/** A column under the wrong header still foots; one that does not has another fault. */
function columnsThatDoNotFoot(states: readonly CheckState[]): Set<string> {
  const columns = new Set<string>();
  for (const s of states) {
    const place = s.check.terms[0]!.figure.place;
    if (s.failing && place.kind === 'cell' && isDownColumn(s)) columns.add(`${place.table}:${place.col}`);
  }
  return columns;
}

/** One misplaced value explains as much as exchanged columns would: then the columns are in order. */
const onePairDoes = (columns: Exchange, states: readonly CheckState[], index: ChecksByFigure): boolean =>
  columns.covered.length < 4 &&
  columns.pairs.some(
    (pair) => judge('cells', [pair], states, index, columns.covered.length, 0) !== undefined,
  );

function pairUp(left: ReadonlyMap<number, Figure>, right: ReadonlyMap<number, Figure>): [Figure, Figure][] {
  const pairs: [Figure, Figure][] = [];
  for (const [row, figure] of left) {
    const other = right.get(row);
    if (other) pairs.push([figure, other]);
  }
  return pairs;
}

/**
 * What the checks say of an exchange; undefined as soon as it is clear that it mends fewer failing checks or breaks more
 * holding ones than it may.
 */
function judge(
  kind: Exchange['kind'],
  pairs: readonly (readonly [Figure, Figure])[],
  states: readonly CheckState[],
  index: ChecksByFigure,
  coveredLeast: number,
  brokenMost: number,
): Exchange | undefined {
  const other = new Map<number, Figure>();
  for (const [a, b] of pairs) {
    other.set(a.id, b);
    other.set(b.id, a);
  }
  const touched = new Set<number>();
  for (const id of other.keys()) {
    // Sums down a column go with it: they say nothing about whose header it is.
    for (const i of index.get(id) ?? []) if (kind === 'cells' || !isDownColumn(states[i]!)) touched.add(i);
  }
  const failing = [...touched].filter((i) => states[i]!.failing);
  const covered: number[] = [];
  for (const [n, i] of failing.entries()) {
    if (covered.length + failing.length - n < coveredLeast) return undefined;
    if (holdsExchanged(states[i]!, other)) covered.push(i);
  }
  if (covered.length < coveredLeast) return undefined;
  let broken = 0;
  for (const i of touched) {
    if (states[i]!.failing || holdsExchanged(states[i]!, other)) continue;
    broken++;
    if (broken > brokenMost) return undefined;
  }
  return { kind, pairs, covered, broken, score: covered.length - BROKEN_COST * broken + SCORE_BASE };
}

function holdsExchanged(s: CheckState, other: ReadonlyMap<number, Figure>): boolean {
  const isLong = s.check.terms.length > LONG_SUM_MIN && s.check.comparison !== 'copy';
  if (isLong && other.size < s.check.terms.length) return longSumHolds(s, other);
  const terms = s.check.terms.map((t) => ({ sign: t.sign, figure: other.get(t.figure.id) ?? t.figure }));
  // A figure in place of a blank brings its rounding with it.
  const anew = evaluate({ ...s.check, terms }, s.check.id);
  if (!anew || anew.outcome === 'not-checked') return true;
  const place = Math.min(s.check.place, anew.place);
  // Earlier corrections stay in the residual: only what changes places is counted anew.
  let residual = s.residual * pow10(s.check.place - place);
  s.check.terms.forEach((t, i) => {
    const now = terms[i]!.figure;
    if (now !== t.figure) residual += BigInt(t.sign) * (valueAt(now, place) - valueAt(t.figure, place));
  });
  const wide = [s.check, anew].sort((a, b) =>
    a.width2 * pow10(a.place - place) < b.width2 * pow10(b.place - place) ? 1 : -1,
  )[0]!;
  return outcomeOf({ ...s.check, terms }, residual, wide.width2 * pow10(wide.place - place)) !== 'differs';
}

/** A sum of more terms than this is not added up anew for every pair of cells that might be exchanged. */
const LONG_SUM_MIN = 16;

/** The same for a long sum: only what changes places is counted. */
function longSumHolds(s: CheckState, other: ReadonlyMap<number, Figure>): boolean {
  const { check } = s;
  s.summary ??= summarize(check);
  const { byFigure } = s.summary;
  let { printed } = s.summary;
  let place = check.place;
  for (const [id, now] of other)
    if (byFigure.has(id) && now.state === 'printed')
      place = Math.min(place, lastPlace(now.amount, now.exponent));
  const scale = pow10(check.place - place);
  let residual = s.residual * scale;
  let width2 = s.summary.width2 * scale;
  for (const [id, now] of other) {
    for (const { figure, sign } of byFigure.get(id) ?? []) {
      residual += BigInt(sign) * (valueAt(now, place) - valueAt(figure, place));
      width2 += roundingAt(now, place) - roundingAt(figure, place);
      printed += Number(now.state === 'printed') - Number(figure.state === 'printed');
    }
  }
  if (printed === 0) return true;
  const stated = check.width2 * scale;
  if (stated > width2) width2 = stated;
  const total = check.terms[0]!;
  const first = { ...total, figure: other.get(total.figure.id) ?? total.figure };
  return outcomeOf({ ...check, terms: [first] }, residual, width2) !== 'differs';
}

function summarize({ terms, place }: Check): TermSummary {
  const byFigure = new Map<number, CheckTerm[]>();
  let printed = 0;
  let width2 = 0n;
  for (const term of terms) {
    addToGroup(byFigure, term.figure.id, term);
    width2 += roundingAt(term.figure, place);
    if (term.figure.state === 'printed') printed++;
  }
  return { byFigure, printed, width2 };
}

/** One last printed place of a figure that is rounded, in 10^`place`; zero for one that is exact or not printed. */
function roundingAt(figure: Figure, place: number): bigint {
  const own = lastPlace(figure.amount, figure.exponent);
  return figure.state === 'printed' && own > LEDGER_PLACE ? pow10(own - place) : 0n;
}

const valueAt = (figure: Figure, place: number): bigint =>
  figure.state === 'printed'
    ? figure.amount.digits * pow10(lastPlace(figure.amount, figure.exponent) - place)
    : 0n;

/**
 * Makes the exchange: the checks it mends hold from now on, and sums along the rows of exchanged columns, which were read
 * off the wrong headers, say nothing more.
 */
export function applyExchange(
  exchange: Exchange,
  states: readonly CheckState[],
  index: ChecksByFigure,
): void {
  const other = new Map(exchange.pairs.flatMap(([a, b]) => [[a.id, b] as const, [b.id, a] as const]));
  for (const i of new Set([...other.keys()].flatMap((id) => index.get(id) ?? []))) {
    const s = states[i]!;
    if (s.failing && !exchange.covered.includes(i)) move(s, other);
  }
  for (const i of exchange.covered) settle(states[i]!);
  if (exchange.kind !== 'columns') return;
  for (const figure of exchange.pairs.flat()) {
    for (const i of index.get(figure.id) ?? []) if (isAlongRow(states[i]!.check)) settle(states[i]!);
  }
}

/** What a check that fails for another reason lacks once the figures have changed places. */
function move(s: CheckState, other: ReadonlyMap<number, Figure>): void {
  for (const { figure, sign } of s.check.terms) {
    const now = other.get(figure.id);
    if (!now) continue;
    const place = Math.min(lastPlace(now.amount, now.exponent), s.check.place);
    const moved = BigInt(sign) * (valueAt(now, place) - valueAt(figure, Math.min(place, s.check.place)));
    s.residual += moved / pow10(s.check.place - place);
  }
}

function settle(state: CheckState): void {
  state.failing = false;
  state.residual = 0n;
}

function isDownColumn(state: CheckState): boolean {
  const first = state.check.terms[0]!.figure.place;
  state.downColumn ??= state.check.terms.every(({ figure: { place } }) =>
    first.kind === 'cell'
      ? place.kind === 'cell' && place.table === first.table && place.col === first.col
      : place.kind !== 'cell',
  );
  return state.downColumn;
}

function isAlongRow(check: Check): boolean {
  const first = check.terms[0]!.figure.place;
  return check.terms.every(({ figure: { place } }) =>
    first.kind === 'cell'
      ? place.kind === 'cell' && place.table === first.table && place.row === first.row
      : place.kind !== 'cell',
  );
}
