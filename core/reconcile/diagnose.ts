import { lastPlace, pow10 } from '../figures/arithmetic.ts';
import { least } from '../figures/extremes.ts';
import { addToGroup } from '../groups.ts';
import type { Check, CheckTerm } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import { bareLabel } from '../structure/text.ts';
import { outcomeOf } from './evaluate.ts';
import {
  applyExchange,
  bestCellExchange,
  type CheckState,
  columnExchanges,
  type Exchange,
  indexChecks,
} from './exchange.ts';
import { type HeadingFault, takeHeadingFaults } from './headings.ts';

/**
 * The fewest wrong figures behind the failing checks. Figures of one fact that are printed alike are merged first (three
 * tables may repeat the same wrong figure), so that their equality speaks for none of them. Then, again and again, the
 * correction that mends most failing checks and breaks fewest holding ones is made, until nothing more can be explained.
 */
export interface Diagnosis {
  readonly faults: readonly Fault[];
  /** Failing checks that no single correction explains, in connected groups. */
  readonly unexplained: readonly (readonly Check[])[];
}

export type Fault = FigureFault | RowFault | ExchangeFault | HeadingFault;

export interface FigureFault {
  readonly kind: 'figure';
  /** All places that print the wrong figure; the one in most failing checks first. */
  readonly figures: readonly Figure[];
  /** What has to be added to each, in 10^`place` of the currency's own unit. */
  readonly delta: bigint;
  readonly place: number;
  readonly checks: readonly Check[];
  /** How many holding checks the correction would break. */
  readonly broken: number;
  /** True where other figures explain as much: the sum or the pair is wrong, which of its figures cannot be told. */
  readonly ambiguous: boolean;
  /** Other figures that would explain the same checks as well. */
  readonly rivals: readonly {
    readonly figures: readonly Figure[];
    readonly delta: bigint;
    readonly place: number;
  }[];
}

/** A row that the printed totals count but the table does not print, or prints once too often. */
export interface RowFault {
  readonly kind: 'row';
  readonly total: Figure;
  /** The rows add up to more than the total in every column; else to less. */
  readonly over: boolean;
  /** Of the last row that has just the amounts that are too many, its figure in the first column. */
  readonly extra?: Figure;
  /** Another row has the same amounts: the last one is printed twice. */
  readonly twice?: boolean;
  readonly checks: readonly Check[];
}

/** Figures in each other's place. */
export interface ExchangeFault {
  readonly kind: 'exchange';
  readonly exchange: Exchange;
  readonly checks: readonly Check[];
}

interface Node {
  readonly figures: Figure[];
  /** Checks in which the node has a weight, with that weight. */
  readonly checks: Map<number, number>;
}

type State = CheckState;

interface Candidate {
  readonly node: Node;
  readonly delta: bigint;
  readonly place: number;
  readonly covered: readonly number[];
  readonly broken: number;
  readonly score: number;
  /** One slip of the hand explains it. */
  readonly slip: boolean;
}

const CANDIDATES_MAX = 4000;
/** A document with more faults than this is not the document it says it is; what remains is listed unexplained. */
const FAULTS_MAX = 500;

export function diagnose(
  checks: readonly Check[],
  identities: readonly (readonly [Figure, Figure])[],
): Diagnosis {
  const decisive = checks.filter((c) => c.outcome !== 'not-checked');
  const states: State[] = decisive.map((check) => ({
    check,
    residual: check.residual,
    failing: check.outcome === 'differs',
  }));
  if (!states.some((s) => s.failing)) return { faults: [], unexplained: [] };
  const nodes = mergeCopies(decisive, identities);
  const nodeOf = new Map<number, Node>();
  for (const node of nodes) for (const f of node.figures) nodeOf.set(f.id, node);
  const faults: Fault[] = [];
  const index = indexChecks(states);
  for (const exchange of columnExchanges(states, index)) {
    if (!exchange.covered.every((i) => states[i]!.failing)) continue;
    faults.push(toExchangeFault(exchange, states));
    applyExchange(exchange, states, index);
  }
  faults.push(...takeHeadingFaults(states));
  for (let guard = 0; guard < FAULTS_MAX && states.some((s) => s.failing); guard++) {
    const candidates = collectCandidates(states, nodeOf);
    const best = candidates[0];
    const row = bestRow(states);
    const top = Math.max(best?.score ?? 0, row?.score ?? 0);
    const exchange = bestCellExchange(states, index, top);
    if (exchange && exchange.score > top) {
      faults.push(toExchangeFault(exchange, states));
      applyExchange(exchange, states, index);
    } else if (row && (row.score > (best?.score ?? 0) || isOneOfItsRows(candidates, row))) {
      faults.push(row.fault);
      for (const i of row.covered) states[i]!.failing = false;
    } else if (best && best.score > 0) {
      const fault = toFault(best, states, rivalsOf(best, candidates));
      apply(best, states);
      faults.push(fault.ambiguous ? fault : withEchoes(fault, best, states, nodeOf));
    } else break;
  }
  return { faults, unexplained: connected(states) };
}

// -------------------------------------------------------------------------------------------------------------- merging

function mergeCopies(checks: readonly Check[], identities: readonly (readonly [Figure, Figure])[]): Node[] {
  const parent = new Map<number, number>();
  const figures = new Map<number, Figure>();
  const find = (id: number): number => {
    let root = id;
    while (parent.get(root)! !== root) root = parent.get(root)!;
    for (let at = id; at !== root; ) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const add = (f: Figure): void => {
    if (parent.has(f.id)) return;
    parent.set(f.id, f.id);
    figures.set(f.id, f);
  };
  for (const check of checks) for (const t of check.terms) add(t.figure);
  for (const [a, b] of identities) {
    add(a);
    add(b);
    parent.set(find(a.id), find(b.id));
  }
  for (const check of checks) {
    if (check.outcome !== 'agrees' || check.comparison === 'at-most' || check.residual !== 0n) continue;
    const counting = countingTerms(check);
    if (counting.length !== 2 || counting[0]!.sign === counting[1]!.sign) continue;
    if (!isPrintedAlike(counting[0]!.figure, counting[1]!.figure)) continue;
    parent.set(find(counting[0]!.figure.id), find(counting[1]!.figure.id));
  }
  for (const alike of copiesPrintedAlike(checks))
    for (const f of alike.slice(1)) parent.set(find(f.id), find(alike[0]!.id));
  const nodes = new Map<number, Node>();
  for (const f of figures.values()) {
    const root = find(f.id);
    const node: Node = nodes.get(root) ?? { figures: [], checks: new Map<number, number>() };
    node.figures.push(f);
    nodes.set(root, node);
  }
  checks.forEach((check, i) => {
    for (const t of check.terms) {
      const node = nodes.get(find(t.figure.id))!;
      node.checks.set(i, (node.checks.get(i) ?? 0) + t.sign);
    }
  });
  return [...nodes.values()];
}

/** The terms that are not zero; of a long sum no more than three, which is one too many to be a copy. */
function countingTerms({ terms }: Check): CheckTerm[] {
  const counting: CheckTerm[] = [];
  for (const term of terms) {
    if (term.figure.state === 'printed' && term.figure.amount.digits !== 0n) counting.push(term);
    if (counting.length > 2) break;
  }
  return counting;
}

const isPrintedAlike = (a: Figure, b: Figure): boolean =>
  a.amount.digits === b.amount.digits && a.amount.scale === b.amount.scale && a.exponent === b.exponent;

/**
 * Figures that ties, whether they hold or not, call one fact, by what they print: two tables that are each tied to a third
 * repeat one wrong figure though nothing ties them to each other.
 */
function copiesPrintedAlike(checks: readonly Check[]): Figure[][] {
  const fact = new Map<number, number>();
  const figures = new Map<number, Figure>();
  const find = (id: number): number => {
    let root = id;
    while (fact.get(root) !== undefined && fact.get(root) !== root) root = fact.get(root)!;
    fact.set(id, root);
    return root;
  };
  for (const { comparison, outcome, terms } of checks) {
    if (comparison !== 'copy' || outcome !== 'differs' || terms.length !== 2) continue;
    const [a, b] = [terms[0]!.figure, terms[1]!.figure];
    for (const f of [a, b]) if (f.state === 'printed' && f.amount.digits !== 0n) figures.set(f.id, f);
    fact.set(find(a.id), find(b.id));
  }
  const groups = new Map<string, Figure[]>();
  for (const f of figures.values())
    addToGroup(groups, `${find(f.id)}:${f.amount.digits}:${f.amount.scale}:${f.exponent}`, f);
  return [...groups.values()].filter((group) => group.length > 1);
}

// ----------------------------------------------------------------------------------------------------------- candidates

function collectCandidates(states: readonly State[], nodeOf: ReadonlyMap<number, Node>): Candidate[] {
  const involved = new Set<Node>();
  for (const s of states) {
    if (!s.failing) continue;
    // Of a sum of thousands of rows the first are asked: which of the others is wrong, that sum alone cannot tell.
    for (const t of s.check.terms) {
      if (involved.size > CANDIDATES_MAX) break;
      involved.add(nodeOf.get(t.figure.id)!);
    }
    if (involved.size > CANDIDATES_MAX) break;
  }
  const byCount = [...involved].map((node) => ({ node, count: countFailing(node, states) }));
  byCount.sort((a, b) => b.count - a.count);
  const candidates: Candidate[] = [];
  let top = 0;
  for (const { node, count } of byCount) {
    // One that stands in so few failing checks is neither the best nor a rival of it.
    if (count === 0 || count + BONUS_MAX <= top - RIVAL_DISTANCE) break;
    const candidate = bestCorrection(node, states);
    if (!candidate) continue;
    candidates.push(candidate);
    top = Math.max(top, candidate.score);
  }
  return candidates.sort(byScore);
}

/** More than a correction scores beyond the number of checks that it mends. */
const BONUS_MAX = 0.5;
/** Candidates that score less than the best by this much are no rivals. */
const RIVAL_DISTANCE = 0.5;

function countFailing(node: Node, states: readonly State[]): number {
  let count = 0;
  for (const [i, weight] of node.checks) if (states[i]!.failing && (weight === 1 || weight === -1)) count++;
  return count;
}

const byScore = (a: Candidate, b: Candidate): number =>
  b.score - a.score || a.broken - b.broken || firstId(a.node) - firstId(b.node);

const firstId = (node: Node): number => least(node.figures.map((f) => f.id));

interface Implied {
  readonly index: number;
  readonly low2: bigint;
  readonly high2: bigint;
  readonly exact: bigint;
}

/** The one change of a node that mends most of its failing checks. */
function bestCorrection(node: Node, states: readonly State[]): Candidate | undefined {
  const failing = [...node.checks].filter(
    ([i, weight]) => states[i]!.failing && (weight === 1 || weight === -1),
  );
  if (failing.length === 0) return undefined;
  const place = least([...node.checks.keys()].map((i) => states[i]!.check.place));
  const implied: Implied[] = failing.map(([index, weight]) => {
    const s = states[index]!;
    const exact = -s.residual * BigInt(weight) * pow10(s.check.place - place);
    const half2 = widthOnceFilled(s.check, node, place);
    // An ordering needs only enough of a change, not an exact one.
    return { index, exact, low2: 2n * exact - half2, high2: 2n * exact + half2 };
  });
  // Of several values that explain the same, the one from the narrowest window is the exact one.
  implied.sort((a, b) =>
    a.high2 - a.low2 < b.high2 - b.low2 ? -1 : a.high2 - a.low2 > b.high2 - b.low2 ? 1 : 0,
  );
  let best: Candidate | undefined;
  const tried = new Set<bigint>();
  for (const { exact } of implied) {
    if (tried.has(exact) || exact === 0n) continue;
    tried.add(exact);
    const within = implied.filter((i) => i.low2 <= 2n * exact && 2n * exact <= i.high2);
    const covered = within.map((i) => i.index);
    const slip = slipWithin(node.figures[0]!, exact, place, within);
    const delta = slip ?? exact;
    const broken = countBroken(node, delta, place, states, new Set(covered));
    const doubts = reluctance(node, delta, place, covered, states);
    const score = covered.length - 1.2 * broken - doubts + (slip === undefined ? 0 : 0.15);
    if (!best || score > best.score)
      best = { node, delta, place, covered, broken, score, slip: slip !== undefined };
  }
  return best;
}

/**
 * Twice the half width of a check in 10^`place`. A blank that gets its figure is rounded like the others then: a copy of it
 * in coarser units must meet it within half of its own last place.
 */
function widthOnceFilled(check: Check, node: Node, place: number): bigint {
  const width2 = check.width2 * pow10(check.place - place);
  if (node.figures[0]!.state === 'printed' || check.comparison !== 'copy' || width2 > 0n) return width2;
  return check.place > place ? pow10(check.place - place) : 0n;
}

function countBroken(
  node: Node,
  delta: bigint,
  place: number,
  states: readonly State[],
  covered: ReadonlySet<number>,
): number {
  let broken = 0;
  for (const [index, weight] of node.checks) {
    const s = states[index]!;
    if (s.failing || covered.has(index) || weight === 0) continue;
    if (!holdsAfter(s, node, weight, delta, place)) broken++;
  }
  return broken;
}

function holdsAfter(s: State, node: Node, weight: number, delta: bigint, place: number): boolean {
  const scale = pow10(s.check.place - place);
  const residual = s.residual * scale + BigInt(weight) * delta;
  const total = s.check.terms[0]!.figure;
  // A blank that gets its figure is blank no more.
  const draft =
    total.state === 'printed'
      ? s.check
      : { ...s.check, terms: [{ ...s.check.terms[0]!, figure: { ...total, state: 'printed' as const } }] };
  return outcomeOf(draft, residual, widthOnceFilled(s.check, node, place)) !== 'differs';
}

/** Small reasons to look elsewhere first: a blank among addends, a figure that would turn zero or negative, many copies. */
function reluctance(
  node: Node,
  delta: bigint,
  place: number,
  covered: readonly number[],
  states: readonly State[],
): number {
  const figure = node.figures[0]!;
  let reluctance = 0.01 * (node.figures.length - 1);
  if (figure.state !== 'printed') {
    const ids = new Set(node.figures.map((f) => f.id));
    const checks = covered.map((i) => states[i]!.check);
    const leads = checks.some((c) => ids.has(c.terms[0]!.figure.id));
    if (!leads) reluctance += blankDoubt(checks);
    if (delta < 0n) reluctance += 1;
  } else {
    const now = figure.amount.digits * pow10(Math.max(0, lastPlace(figure.amount, figure.exponent) - place));
    if (now + delta === 0n) reluctance += 0.5;
    else if (now >= 0n && now + delta < 0n) reluctance += 0.5;
  }
  if (covered.every((i) => states[i]!.check.comparison === 'at-most')) reluctance += 0.2;
  return reluctance;
}

/**
 * How little an empty addend is suspected. Where it is the only one, a figure left out is likelier than any odd change of the
 * others; among many that are empty by right, nothing speaks for this one; a total over nothing but blanks lacks one of them.
 */
function blankDoubt(checks: readonly Check[]): number {
  let doubt = 0.3;
  for (const check of checks) {
    if (check.comparison !== 'sum') continue;
    const addends = check.terms.length - 1;
    const empty = countEmpty(check);
    if (empty === 1 && addends > 1) doubt = Math.min(doubt, -0.1);
    else if (empty === addends) doubt = Math.min(doubt, 0.1);
  }
  return doubt;
}

/** A long sum is asked once for its empty addends, not by each of them. */
const emptyAddends = new WeakMap<Check, number>();

function countEmpty(check: Check): number {
  const known = emptyAddends.get(check);
  if (known !== undefined) return known;
  const count = check.terms.filter((t, i) => i > 0 && t.figure.state !== 'printed').length;
  emptyAddends.set(check, count);
  return count;
}

/**
 * The correction nearest to the exact one, within what rounding leaves open, that one slip of the hand explains: one digit,
 * two neighbours exchanged, a power of ten, the sign. Undefined where there is none, or where the difference is so small beside
 * the window that any digit would do.
 */
function slipWithin(
  figure: Figure,
  exact: bigint,
  place: number,
  covered: readonly Implied[],
): bigint | undefined {
  if (figure.state !== 'printed') return undefined;
  const unit = pow10(Math.max(0, lastPlace(figure.amount, figure.exponent) - place));
  const now = figure.amount.digits * unit;
  if (isSlip(now, now + exact)) return exact;
  let [low2, high2] = [covered[0]!.low2, covered[0]!.high2];
  for (const i of covered) {
    if (i.low2 > low2) low2 = i.low2;
    if (i.high2 < high2) high2 = i.high2;
  }
  const width2 = high2 - low2;
  const size = exact < 0n ? -exact : exact;
  if (width2 <= 0n || size * 2n < WINDOWS_LEAST * width2) return undefined;
  let best: bigint | undefined;
  const distance = (delta: bigint) => (delta > exact ? delta - exact : exact - delta);
  for (const digits of slipsOf(figure.amount.digits)) {
    const delta = (digits - figure.amount.digits) * unit;
    if (2n * delta < low2 || 2n * delta > high2) continue;
    if (best === undefined || distance(delta) < distance(best)) best = delta;
  }
  return best;
}

/** A difference of so many windows is told from rounding, and the digits that explain it are no chance. */
const WINDOWS_LEAST = 4n;

/** What else stands there after one slip: another digit in one place, two neighbouring digits exchanged, no minus sign. */
function slipsOf(digits: bigint): bigint[] {
  if (digits <= 0n) return digits < 0n ? [-digits] : [];
  const text = digits.toString();
  const found: bigint[] = [];
  let unit = 1n;
  for (let i = text.length - 1; i >= 0; i--) {
    const digit = BigInt(text[i]!);
    for (let other = i === 0 ? 1n : 0n; other < 10n; other++)
      if (other !== digit) found.push(digits + (other - digit) * unit);
    if (i > 0) {
      const left = BigInt(text[i - 1]!);
      if (left !== digit && (i > 1 || digit !== 0n)) found.push(digits + (digit - left) * 9n * unit);
    }
    unit *= 10n;
  }
  return found;
}

/** Whether one slip of the hand leads from one number to the other: a digit, two neighbours exchanged, zeros, the sign. */
export function isSlip(now: bigint, then: bigint): boolean {
  if (now <= 0n || then <= 0n) return now === -then;
  const [a, b] = [now.toString(), then.toString()];
  if (a.replace(/0+$/, '') === b.replace(/0+$/, '')) return true;
  if (a.length !== b.length) return false;
  const differing = [...a].flatMap((c, i) => (c === b[i] ? [] : [i]));
  if (differing.length === 1) return true;
  const [i, j] = [differing[0]!, differing[1]!];
  return differing.length === 2 && j === i + 1 && a[i] === b[j] && a[j] === b[i];
}

function apply(candidate: Candidate, states: readonly State[]): void {
  for (const [index, weight] of candidate.node.checks) {
    const s = states[index]!;
    if (weight === 0) continue;
    const failingAfter = !holdsAfter(s, candidate.node, weight, candidate.delta, candidate.place);
    const scale = pow10(s.check.place - candidate.place);
    const moved = s.residual * scale + BigInt(weight) * candidate.delta;
    // The check keeps its own place; a correction finer than that is within its last digit.
    s.residual = moved / scale;
    if (s.failing || failingAfter) s.failing = failingAfter && s.failing;
  }
}

function toFault(best: Candidate, states: readonly State[], rivals: readonly Candidate[]): FigureFault {
  const checks = best.covered.map((i) => states[i]!.check);
  const count = (f: Figure) => checks.filter((c) => c.terms.some((t) => t.figure.id === f.id)).length;
  const figures = [...best.node.figures]
    .filter((f) => count(f) > 0)
    .sort((a, b) => count(b) - count(a) || a.id - b.id);
  return {
    kind: 'figure',
    figures,
    delta: best.delta,
    place: best.place,
    checks,
    broken: best.broken,
    ambiguous:
      rivals.filter((r) => r.score > best.score - 0.1).length > 1 ||
      rivals.some((r) => r.score > best.score - EVEN),
    rivals: rivals.map((r) => ({ figures: r.node.figures, delta: r.delta, place: r.place })),
  };
}

/**
 * The same fact printed with the same wrong figure in tables that nothing ties to the first: the correction that mends it
 * mends them, and it is one fault.
 */
function withEchoes(
  fault: FigureFault,
  best: Candidate,
  states: readonly State[],
  nodeOf: ReadonlyMap<number, Node>,
): FigureFault {
  const model = fault.figures[0]!;
  const tables = new Set(fault.figures.map(tableOf));
  const name = factName(model);
  if (model.state !== 'printed' || name === '' || tables.has(undefined)) return fault;
  const echoes = new Set<Node>();
  for (const s of states) {
    if (!s.failing) continue;
    for (const { figure } of s.check.terms)
      if (
        figure.state === 'printed' &&
        isPrintedAlike(figure, model) &&
        !tables.has(tableOf(figure)) &&
        factName(figure) === name
      )
        echoes.add(nodeOf.get(figure.id)!);
  }
  let { figures, checks } = fault;
  for (const node of echoes) {
    if (node === best.node) continue;
    const echo = bestCorrection(node, states);
    if (!echo || echo.broken > 0 || !isSameDelta(echo, best, states)) continue;
    const told = toFault(echo, states, []);
    figures = [...figures, ...told.figures];
    checks = [...checks, ...told.checks];
    apply(echo, states);
  }
  return { ...fault, figures, checks };
}

/** Equal, or within what rounding leaves open in the checks of the second. */
function isSameDelta(a: Candidate, b: Candidate, states: readonly State[]): boolean {
  const place = Math.min(a.place, b.place);
  const [x, y] = [a.delta * pow10(a.place - place), b.delta * pow10(b.place - place)];
  if (x === y) return true;
  const difference = x > y ? x - y : y - x;
  return a.covered.every((i) => {
    const { check } = states[i]!;
    return difference * 2n <= check.width2 * pow10(Math.max(0, check.place - place));
  });
}

const tableOf = ({ place }: Figure): string | undefined => (place.kind === 'cell' ? place.table : undefined);

/** The words of a row, without its code or number, by which tables call one fact alike. */
const factName = ({ rowLabel }: Figure): string => bareLabel(rowLabel.replace(/^\s*\d{2,}\s*/, ''));

/** Two figures of which each explains as much as the other: nothing speaks for either. A further copy weighs more. */
const EVEN = 0.005;

const toExchangeFault = (exchange: Exchange, states: readonly State[]): ExchangeFault => ({
  kind: 'exchange',
  exchange,
  checks: exchange.covered.map((i) => states[i]!.check),
});

/** Candidates that explain the same checks about as well: the reviewer should look at them too. */
function rivalsOf(best: Candidate, candidates: readonly Candidate[]): Candidate[] {
  const covered = new Set(best.covered);
  return candidates
    .filter(
      (c) =>
        c !== best &&
        c.covered.every((i) => covered.has(i)) &&
        c.score > best.score - RIVAL_DISTANCE &&
        (c.node.figures[0]!.state === 'printed' || best.node.figures[0]!.state !== 'printed'),
    )
    .slice(0, 3);
}

// ------------------------------------------------------------------------------------------------------------------ rows

/**
 * A missing or doubled row shows as one footing group that fails in several columns at once, each by the row's own amount,
 * while every other check on the figures concerned holds.
 */
function bestRow(
  states: readonly State[],
): { fault: RowFault; covered: number[]; score: number } | undefined {
  const groups = new Map<string, number[]>();
  states.forEach((s, i) => {
    const key = s.failing ? footingKey(s.check) : undefined;
    if (key) addToGroup(groups, key, i);
  });
  const leaves = states.flatMap((s, i) => (s.failing && s.check.rule === 'foot-total-leaf' ? [i] : []));
  let best: { fault: RowFault; covered: number[]; score: number } | undefined;
  for (const failing of groups.values()) {
    // Rows add to every column: one that is missing leaves all of them short, one printed twice all of them over.
    const [short, over] = [
      failing.filter((i) => states[i]!.residual < 0n),
      failing.filter((i) => states[i]!.residual > 0n),
    ];
    if (short.length > 0 && over.length > 0) continue;
    const covered = [...failing, ...sameResiduals(states, failing, leaves)];
    const blanks = failing.filter((i) => states[i]!.check.terms[0]!.figure.state !== 'printed').length;
    const score = covered.length - 0.55 - blanks;
    if (best && score <= best.score) continue;
    const first = states[failing[0]!]!.check;
    best = {
      fault: {
        kind: 'row',
        total: first.terms[0]!.figure,
        over: over.length > 0,
        ...(over.length > 0 ? extraRow(failing.map((i) => states[i]!)) : {}),
        checks: covered.map((i) => states[i]!.check),
      },
      covered,
      score,
    };
  }
  return best;
}

/**
 * A row that would mend the whole group by growing in every column alike explains no more than a row that is missing, and
 * asks for more than one slip; unless what it prints in all of them is one slip away, and no other row's is. Of too many rows
 * one has to be printed twice.
 */
function isOneOfItsRows(
  candidates: readonly Candidate[],
  row: { fault: RowFault; covered: readonly number[] },
): boolean {
  const [best] = candidates;
  if (!best || (row.fault.over && !row.fault.extra)) return false;
  const group = new Set(row.covered);
  const columns = new Set(row.fault.checks.map((c) => placeOf(c.terms[0]!.figure)?.col));
  const isAddend = ({ node }: Candidate) =>
    !node.figures.some((f) => row.fault.checks.some((c) => c.terms[0]!.figure.id === f.id));
  const isAlone = !candidates.some((c) => c !== best && c.slip && isAddend(c) && c.score > best.score - 0.1);
  if (!row.fault.over && best.slip && best.covered.length === row.covered.length && isAlone) return false;
  return columns.size > 1 && best.covered.every((i) => group.has(i)) && isAddend(best);
}

const placeOf = ({ place }: Figure) => (place.kind === 'cell' ? place : undefined);

/** The rows of a group that have in every failing column just the amount that is too many there. */
function extraRow(group: readonly State[]): Pick<RowFault, 'extra' | 'twice'> {
  const rows = group[0]!.check.terms.filter(
    (_, at) =>
      at > 0 &&
      group.every((s) => {
        const figure = s.check.terms[at]?.figure;
        if (figure?.state !== 'printed') return false;
        const size = figure.amount.digits * pow10(lastPlace(figure.amount, figure.exponent) - s.check.place);
        const difference = size > s.residual ? size - s.residual : s.residual - size;
        return difference * 2n <= s.check.width2;
      }),
  );
  const last = rows.at(-1);
  return last ? { extra: last.figure, twice: rows.length > 1 } : {};
}

/** Footing checks of one table, total row and set of addend rows belong together over the columns. */
function footingKey(check: Check): string | undefined {
  if (!check.rule.startsWith('foot-') || check.rule === 'foot-of-which' || check.comparison === 'at-most')
    return undefined;
  const rows = check.terms.map((t) => (t.figure.place.kind === 'cell' ? t.figure.place.row : -1));
  const place = check.terms[0]!.figure.place;
  return place.kind === 'cell' && check.rule !== 'foot-total-leaf'
    ? `${place.table}:${rows.join(',')}`
    : undefined;
}

/** foot-total-leaf fails by the same amount, within rounding, in the same column when a leaf is missing. */
function sameResiduals(
  states: readonly State[],
  failing: readonly number[],
  leaves: readonly number[],
): number[] {
  const seen = new Set(failing);
  const byColumn = new Map<string, State[]>();
  for (const i of failing) {
    const s = states[i]!;
    addToGroup(byColumn, totalColumn(s), s);
  }
  return leaves.filter((i) => {
    const s = states[i]!;
    return !seen.has(i) && (byColumn.get(totalColumn(s)) ?? []).some((other) => isSameResidual(s, other));
  });
}

function totalColumn({ check }: State): string {
  const place = check.terms[0]!.figure.place;
  return place.kind === 'cell' ? `${place.table}:${place.col}` : '';
}

function isSameResidual(a: State, b: State): boolean {
  const place = Math.min(a.check.place, b.check.place);
  const [x, y] = [a, b].map((s) => pow10(s.check.place - place));
  const difference = a.residual * x! - b.residual * y!;
  const width2 = a.check.width2 * x! + b.check.width2 * y!;
  return (difference < 0n ? -difference : difference) * 2n <= width2;
}

// ----------------------------------------------------------------------------------------------------------- unexplained

function connected(states: readonly State[]): Check[][] {
  const groups: { checks: Check[]; ids: Set<number> }[] = [];
  for (const s of states) {
    if (!s.failing) continue;
    const ids = s.check.terms.map((t) => t.figure.id);
    const touching = groups.filter((g) => ids.some((id) => g.ids.has(id)));
    const target = touching[0] ?? { checks: [], ids: new Set<number>() };
    if (touching.length === 0) groups.push(target);
    for (const other of touching.slice(1)) {
      for (const check of other.checks) target.checks.push(check);
      for (const id of other.ids) target.ids.add(id);
      groups.splice(groups.indexOf(other), 1);
    }
    target.checks.push(s.check);
    for (const id of ids) target.ids.add(id);
  }
  return groups.map((g) => g.checks);
}
