import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { Unit } from '../../model/amount.ts';
import type { Check, CheckDraft, CheckTerm } from '../../model/check.ts';
import type { Table } from '../../model/document.ts';
import type { Figure } from '../../model/figure.ts';
import type { CellPlace, TablePlace, TextPlace } from '../../model/place.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { documentToForms, moneyUnitCell } from '../forms/form-facts.ts';
import { blockPlace, cellPlace, tableName, tablePlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';

/** A table whose amounts agree with all others only in another unit than the one it states (or in one that it does not state). */
export interface UnitFault {
  readonly table: Table;
  /** The unit stated, or null where the table states none. */
  readonly observed: Unit | null;
  /** Power of ten of the unit that makes the checks hold: 4 for 万元. */
  readonly exponent: number;
  /** The failing checks that hold once the unit is that. */
  readonly checks: readonly Check[];
}

/** Units that budgets are printed in: 元, 千元, 万元, 百万元, 亿元. */
const EXPONENTS = [0, 3, 4, 6, 8];
/** Share of a table's failing checks that the other unit must mend; the rest are faults of their own. */
const SHARE_MIN = 0.7;

/**
 * Tables whose unit is wrong or missing, by their ties: every check with other tables (or the text) fails, and a change of the
 * unit alone makes them hold. Figures are left as they are; the caller drops the checks that a fault explains. A pure function
 * of the checks, made before diagnosis.
 *
 * @param checks All checks of the document, failing and holding.
 */
export function unitFaults(context: ReviewContext, checks: readonly Check[]): UnitFault[] {
  if (!checks.some((check) => check.outcome === 'differs')) return [];
  const usual = usualExponent(context);
  const explained = new Set<Check>();
  const faults: UnitFault[] = [];
  for (let guard = 0; guard < context.structures.length; guard++) {
    const open = checks.filter((c) => !explained.has(c));
    const byTable = checksByTable(open, true);
    let best: UnitFault | undefined;
    for (const structure of context.structures) {
      const own = byTable.get(structure.table.id);
      if (!own || faults.some((f) => f.table === structure.table)) continue;
      const fault = tableFault(structure, own, usual, open);
      if (fault && (!best || outranks(fault, best, usual))) best = fault;
    }
    if (!best) break;
    const mended = alsoMended(best, open);
    faults.push({ ...best, checks: [...best.checks, ...mended] });
    for (const check of [...best.checks, ...mended]) explained.add(check);
  }
  return faults;
}

/**
 * Failing checks beside the table's ties that the right unit mends too: orderings, and sums inside the table that were held to
 * the wrong rounding (万元 read as 元 with 角分 would have none).
 */
function alsoMended(fault: UnitFault, checks: readonly Check[]): Check[] {
  const known = new Set(fault.checks);
  return checks.filter((check) => {
    if (check.outcome !== 'differs' || known.has(check)) return false;
    const inside = check.terms.filter((t) => tableOf(t) === fault.table.id);
    const first = inside[0];
    if (!first) return false;
    const outside = check.terms.filter((t) => tableOf(t) !== fault.table.id);
    return isMended({ check, inside, outside }, fault.exponent - first.figure.exponent);
  });
}

function isMended(tie: Tie, shift: number): boolean {
  if (tie.check.terms.some((t) => t.figure.state !== 'printed' && t === tie.check.terms[0])) return false;
  if (isEqual(tie, shift)) return true;
  return tie.check.comparison === 'at-most' && sumOf(tie, shift) < 0n;
}

/**
 * The power of ten of the unit in which a table's amounts agree with those of other tables; undefined where its ties do not
 * tell, or where the unit that it states is the one that fits.
 */
export function inferUnit(
  context: ReviewContext,
  structure: TableStructure,
  checks: readonly Check[],
): number | undefined {
  const own = checksByTable(checks).get(structure.table.id);
  return own && tableFault(structure, own, usualExponent(context), checks)?.exponent;
}

/**
 * The same checks as they come out once the wrong units are right: what still fails is another fault. Checks keep their ids,
 * figures theirs.
 */
export function inRightUnits(
  checks: readonly Check[],
  faults: readonly UnitFault[],
  evaluate: (draft: CheckDraft, id: string) => Check | undefined,
): readonly Check[] {
  if (faults.length === 0) return checks;
  const exponents = new Map(faults.map((f) => [f.table.id, f.exponent]));
  const figures = new Map<Figure, Figure>();
  const inUnit = (figure: Figure): Figure => {
    const exponent = figure.place.kind === 'cell' ? exponents.get(figure.place.table) : undefined;
    if (exponent === undefined || figure.exponent === exponent || !figure.isAmount) return figure;
    const label = LABELS[exponent] ?? `10^${exponent}`;
    const right = { ...figure, exponent, unit: { currency: figure.unit?.currency ?? null, label, exponent } };
    figures.set(figure, figures.get(figure) ?? right);
    return figures.get(figure)!;
  };
  return checks.map((check) => {
    const terms = check.terms.map((t) => ({ sign: t.sign, figure: inUnit(t.figure) }));
    if (terms.every((t, i) => t.figure === check.terms[i]!.figure)) return check;
    return evaluate({ rule: check.rule, comparison: check.comparison, terms }, check.id) ?? check;
  });
}

/** Two tables that tie only to each other: the one that the rest of the document does not print like is the wrong one. */
function outranks(a: UnitFault, b: UnitFault, usual: number | undefined): boolean {
  if (a.checks.length !== b.checks.length) return a.checks.length > b.checks.length;
  const fits = (f: UnitFault) => Number(f.exponent === usual) + Number(f.observed === null);
  return fits(a) > fits(b);
}

function usualExponent(context: ReviewContext): number | undefined {
  const counts = new Map<number, number>();
  for (const { unit } of context.structures)
    if (unit) counts.set(unit.exponent, (counts.get(unit.exponent) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A check between a table and what is outside it, as two sums in the check's place. */
interface Tie {
  readonly check: Check;
  readonly inside: readonly CheckTerm[];
  readonly outside: readonly CheckTerm[];
}

/** @param isFailing Only for tables with ties that fail. */
function checksByTable(checks: readonly Check[], isFailing = false): Map<string, Tie[]> {
  const byTable = new Map<string, Tie[]>();
  const asked = isFailing ? tablesOfFailingTies(checks) : undefined;
  if (asked?.size === 0) return byTable;
  for (const check of checks) {
    if (check.outcome === 'not-checked' || isWithinOneTable(check)) continue;
    const printed = check.terms.filter((t) => t.figure.state === 'printed' && t.figure.amount.digits !== 0n);
    const tables = new Set(printed.map((t) => tableOf(t)));
    if (tables.size < 2) continue;
    for (const id of tables) {
      if (id === undefined || asked?.has(id) === false) continue;
      const inside = printed.filter((t) => tableOf(t) === id);
      const outside = printed.filter((t) => tableOf(t) !== id);
      const own = byTable.get(id);
      const tie = { check, inside, outside };
      if (own) own.push(tie);
      else byTable.set(id, [tie]);
    }
  }
  return byTable;
}

function tablesOfFailingTies(checks: readonly Check[]): Set<string | undefined> {
  const tables = new Set<string | undefined>();
  for (const check of checks) {
    if (check.outcome !== 'differs' || isWithinOneTable(check)) continue;
    for (const term of check.terms) tables.add(tableOf(term));
  }
  return tables;
}

function isWithinOneTable({ terms }: Check): boolean {
  const first = tableOf(terms[0]!);
  return terms.every((term) => tableOf(term) === first);
}

const tableOf = ({ figure }: CheckTerm): string | undefined =>
  figure.place.kind === 'cell' ? figure.place.table : undefined;

function tableFault(
  structure: TableStructure,
  ties: readonly Tie[],
  usual: number | undefined,
  checks: readonly Check[],
): UnitFault | undefined {
  const failing = ties.filter((t) => t.check.outcome === 'differs');
  if (failing.length === 0) return undefined;
  const held = ties.filter((t) => t.check.outcome !== 'differs');
  // An ordering that holds although both sides differ says nothing, unless the other unit makes them equal.
  const holding = new Set(held.filter((t) => isEqual(t, 0)).map((t) => t.inside[0]!.figure.id));
  if (holding.size * 5 > failing.length) return undefined;
  const { exponent: current, unit: observed } = failing[0]!.inside[0]!.figure;
  const loose = held.filter((t) => t.check.comparison === 'at-most' && !isEqual(t, 0));
  let best: { fault: UnitFault; support: number; figures: Set<number> } | undefined;
  for (const exponent of EXPONENTS) {
    if (exponent === current) continue;
    const mended = failing.filter((t) => isEqual(t, exponent - current));
    const agreeing = loose.filter((t) => isEqual(t, exponent - current));
    const support = mended.length + agreeing.length;
    if (mended.length === 0 || (best && support <= best.support)) continue;
    const figures = new Set([...mended, ...agreeing].flatMap((t) => t.inside.map((x) => x.figure.id)));
    const checks = mended.map((t) => t.check);
    best = { fault: { table: structure.table, observed, exponent, checks }, support, figures };
  }
  // An ordering that the other unit turns right is no witness against it.
  const witnesses = failing.filter((t) => t.check.comparison !== 'at-most').length;
  if (!best || best.fault.checks.length < witnesses * SHARE_MIN) return undefined;
  if (best.figures.size >= 2) return best.fault;
  // One figure that is off by a power of ten may be wrong itself. Alone in its table it speaks for the unit, and where no
  // unit is stated, the one that the document usually prints is no accusation.
  if (!observed) return best.fault.exponent === usual ? best.fault : undefined;
  if (Math.abs(best.fault.exponent - current) !== 4) return undefined;
  return hasOneAmount(structure) || foots(structure, best.figures, checks) ? best.fault : undefined;
}

/** The figure that is off by the power of ten is the sum of others in its table: then they all are. */
const foots = (structure: TableStructure, figures: ReadonlySet<number>, checks: readonly Check[]): boolean =>
  checks.some(
    ({ comparison, outcome, terms }) =>
      comparison === 'sum' &&
      (outcome === 'agrees' || outcome === 'agrees-within-rounding') &&
      terms.filter((t) => t.figure.state === 'printed' && t.figure.amount.digits !== 0n).length > 2 &&
      terms.every((t) => tableOf(t) === structure.table.id) &&
      terms.some((t) => figures.has(t.figure.id)),
  );

/** True where the table prints one amount of money and no more; of a form, its money, whatever its indicators say. */
function hasOneAmount(structure: TableStructure): boolean {
  const [form] = documentToForms([structure]);
  const texts = form
    ? Object.values(form.money).map((entry) => entry.value.text)
    : structure.panels.flatMap((p) =>
        p.amountColumns.flatMap((c) => p.rows.map((r) => structure.grid.at(r.row, c.index)?.text ?? '')),
      );
  return texts.filter((text) => /[1-9]/.test(text)).length <= 1;
}

/** Whether both sides are equal, within rounding, when the table's own figures count 10^`shift` times as much. */
function isEqual(tie: Tie, shift: number): boolean {
  const { sum, width2 } = shifted(tie, shift);
  return (sum < 0n ? -sum : sum) * 2n <= width2;
}

const sumOf = (tie: Tie, shift: number): bigint => shifted(tie, shift).sum;

function shifted({ check, inside, outside }: Tie, shift: number): { sum: bigint; width2: bigint } {
  const terms = [
    ...inside.map((t) => ({ t, exponent: t.figure.exponent + shift })),
    ...outside.map((t) => ({ t, exponent: t.figure.exponent })),
  ];
  const places = terms.map(({ t, exponent }) => lastPlace(t.figure.amount, exponent));
  const place = Math.min(...places);
  let sum = 0n;
  let width2 = 0n;
  terms.forEach(({ t }, i) => {
    if (t.figure.state !== 'printed') return;
    const unit = pow10(places[i]! - place);
    sum += BigInt(t.sign) * t.figure.amount.digits * unit;
    if (places[i]! > -2) width2 += unit;
  });
  if (check.comparison === 'copy' && terms.length === 2)
    width2 = Math.max(...places) === place ? 0n : pow10(Math.max(...places) - place);
  return { sum, width2 };
}

// ------------------------------------------------------------------------------------------------------------------ words

/** Where a table states its unit: its unit line, a cell over or in its headings, or the table itself where it states none. */
export function unitPlace(context: ReviewContext, table: Table): TextPlace | CellPlace | TablePlace {
  const block = table.unitBlock === undefined ? undefined : context.document.blocks[table.unitBlock];
  if (block) {
    const m = /(?:金额|计量|货币)?单\s*位\s*[:：].*$/.exec(block.text);
    return blockPlace(block, (m?.[0] ?? block.text).trim());
  }
  const key = moneyUnitCell(table)?.cell;
  const cell =
    key ??
    table.cells.find((c) => c.row < 4 && /单\s*位\s*[:：]\s*[\u4e00-\u9fa5]*(?:元|万|千|亿)/.test(c.text)) ??
    table.cells.find((c) => c.header && /[（(].{0,6}元\s*[)）]/.test(c.text));
  return cell ? cellPlace(table, cell) : tablePlace(table);
}

const LABELS: Readonly<Record<number, string>> = { 0: '元', 3: '千元', 4: '万元', 6: '百万元', 8: '亿元' };

const TIMES: Readonly<Record<number, { zh: string; en: string }>> = {
  3: { zh: '一千', en: '1,000' },
  4: { zh: '一万', en: '10,000' },
  6: { zh: '一百万', en: '1,000,000' },
  8: { zh: '一亿', en: '100,000,000' },
};

/** A wrong unit as a finding; undefined for a missing one, which `unit-declared` tells. */
export function unitFaultToObservation(context: ReviewContext, fault: UnitFault): Observation | undefined {
  const { table, observed, exponent, checks } = fault;
  if (!observed) return undefined;
  const place = unitPlace(context, table);
  const proposed = LABELS[exponent] ?? `10^${exponent}`;
  const power = Math.abs(exponent - observed.exponent);
  const stated = place.quote.trim();
  return {
    rule: 'unit-wrong-scale',
    places: [place],
    title: { zh: `单位应为${proposed}`, en: `The unit should be ${proposed}` },
    message: {
      zh: `${tableName(table)}的单位印为“${observed.label}”，但表中数字与其他表的 ${checks.length} 项核对都相差${TIMES[power]?.zh ?? `10 的 ${power} 次方`}倍，单位应为“${proposed}”。`,
      en: `${tableName(table)} states its unit as ${observed.label}, yet ${checks.length} ties to other tables are off by a factor of ${TIMES[power]?.en ?? `ten to the power of ${power}`}; the unit should be ${proposed}.`,
    },
    stated: observed.label,
    expected: proposed,
    suspect: { place, stated, proposed: stated.replace(observed.label, proposed) },
  };
}
