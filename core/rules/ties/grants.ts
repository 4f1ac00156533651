import type { CheckDraft } from '../../model/check.ts';
import type { Measure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  isNotZero,
  lineMeasure,
  type SummaryFacts,
  type SummarySide,
} from '../../structure/table-facts.ts';
import type { PanelRow } from '../../structure/table-structure.ts';
import { bareLabel, readOrdinal } from '../../structure/text.ts';
import { exceeds } from './compare.ts';
import { atMost, copy, sum } from './drafts.ts';
import { type Facts, FUND_TABLES, hasUnprintedFund, isSingleSource } from './facts.ts';
import { groupLines, tieByCode } from './income-expenditure.ts';

export function* tieGrant(t1: SummaryFacts, t4: SummaryFacts): Generator<CheckDraft> {
  const [left, right] = [t4.income, t1.income];
  if (left && right) {
    const there = groupLines(right);
    for (const [measure, rows] of groupLines(left)) {
      if (measure !== 'general' && measure !== 'fund' && measure !== 'capital') continue;
      const match = there.get(measure);
      if (match?.length !== 1) continue;
      yield* copy('tie-t4-t1', right.figure(match[0], 'total'), left.figure(rows[0], 'total'));
    }
  }
  if (!t4.classes || !t1.classes) return;
  for (const [name, row] of t4.classes.rows) {
    const whole = t1.classes.rows.get(name);
    if (whole) yield* atMost('tie-t4-t1', t1.classes.figure(whole, 'total'), t4.classes.figure(row, 'total'));
  }
}

export function* tieGrantClasses(t4: SummaryFacts, facts: Facts): Generator<CheckDraft> {
  const side = t4.classes;
  if (!side) return;
  const columns: readonly (readonly [Measure, CodeFacts | undefined])[] = [
    ['general', facts.t5],
    ['fund', facts.t8],
    ['capital', facts.t9],
  ];
  const split = columns.filter(([m, t]) => t && side.panel.amountColumns.some((c) => c.measure === m));
  for (const [measure, table] of split) {
    yield* copy('tie-t4-t5', table!.total('total'), side.figure(side.yearTotal ?? side.grandTotal, measure));
    for (const [name, code] of table!.classes)
      yield* copy('tie-t4-t5', table!.code(code, 'total'), side.figure(side.rows.get(name), measure));
  }
  if (split.length > 0 || !facts.t5) return;
  // A single amount column holds all kinds of grant: it equals the fund tables together.
  const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
  if (!facts.fundPrinted || hasUnprintedFund(facts)) return;
  const names = new Set(funds.flatMap((f) => [...f.classes.keys()]));
  for (const name of names) {
    const terms = funds.filter((f) => f.classes.has(name)).map((f) => f.code(f.classes.get(name)!, 'total'));
    const here = side.figure(side.rows.get(name), 'total');
    if (here) yield* sum('tie-t4-t5', here, terms);
  }
}

/**
 * Where all grants have tables of their own (Jiangsu's form): by code they equal the tables of the funds together; the basic
 * money by economic class equals that of the general budget when no fund pays for any; the operating cost is a part of it.
 */
export function* tieGrantTables(facts: Facts): Generator<CheckDraft> {
  const { t1, t5, t6, grant, grantBasic, operatingCost } = facts;
  if (grant && t5 && !hasUnprintedFund(facts)) {
    const funds = [t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
    yield* tieByCode('tie-t4-t5', grant, funds, ['total']);
  }
  const side = t1?.classes;
  if (grant && side && !facts.t3 && isSingleSource(t1, undefined)) {
    for (const [name, code] of grant.classes) {
      yield* copy('tie-t1-t3', grant.code(code, 'total'), side.figure(side.rows.get(name), 'total'));
    }
  }
  if (grantBasic && t6 && !isNotZero(facts.t8?.total('total')) && !isNotZero(facts.t9?.total('total'))) {
    yield* tieByCode('tie-t5-t6', grantBasic, [t6], ['total']);
  }
  if (operatingCost && t6) {
    const items = [...operatingCost.codes.keys()].filter((code) => code.length > 3);
    const pairs = items.map((code) => [t6.code(code, 'total'), operatingCost.code(code, 'total')] as const);
    // Several items above those of basic expenditure: this operating cost takes in project money too.
    if (pairs.filter(([basic, cost]) => exceeds(cost, basic)).length < 2)
      for (const [basic, cost] of pairs) yield* atMost('tie-op-cost', basic, cost);
  }
}

/**
 * A fund's table that splits its money into that of the year and what was brought forward (当年财政拨款安排, 上年结转安排)
 * against the lines of the grants' summary: each fund under 本年收入 and again under 上年结转.
 */
export function* tieBroughtForward({ income }: SummaryFacts, facts: Facts): Generator<CheckDraft> {
  if (!income) return;
  const opening = openingLines(income);
  const year = groupLines(income);
  for (const [measure, key] of FUND_TABLES) {
    const table = facts[key];
    const row = opening.get(measure);
    if (!row || !table?.has('opening') || table.has('closing')) continue;
    yield* copy('tie-t4-t5', table.total('opening'), income.figure(row, 'total'));
    const own = (['year-income', 'grant'] as const).find((m) => table.has(m));
    const lines = year.get(measure) ?? [];
    if (own && lines.length === 1 && lines[0] !== row)
      yield* copy('tie-t4-t5', table.total(own), income.figure(lines[0], 'total'));
  }
}

/** The lines by fund that follow the one line of money brought forward. */
function openingLines({ panel, balances, grandTotal, yearTotal }: SummarySide): Map<Measure, PanelRow> {
  const lines = new Map<Measure, PanelRow>();
  const openings = balances.filter((row) => /上年|年初/.test(row.label));
  if (openings.length !== 1) return lines;
  for (const row of panel.rows.slice(panel.rows.indexOf(openings[0]!) + 1)) {
    if (row.total || row === grandTotal || row === yearTotal || balances.includes(row)) break;
    if (readOrdinal(row.label)?.style === '一、') break;
    const measure = lineMeasure(bareLabel(row.label));
    if (measure && !lines.has(measure)) lines.set(measure, row);
  }
  return lines;
}

/** F8, F9 against F4: income of the year, money brought and carried forward of each fund. */
export function* tieCarryOver(t4: SummaryFacts, facts: Facts): Generator<CheckDraft> {
  const { income, classes } = t4;
  for (const [measure, key] of FUND_TABLES) {
    const table = facts[key];
    if (!table?.has('opening') || !table.has('closing')) continue;
    if (income) {
      const lines = groupLines(income).get(measure) ?? [];
      yield* copy('tie-final-chain', table.total('year-income'), income.figure(lines[0], 'total'));
    }
    const closing = classes?.balances.filter((row) => /年末|年终/.test(row.label)) ?? [];
    if (closing.length === 1 && classes!.panel.amountColumns.some((c) => c.measure === measure))
      yield* copy('tie-final-chain', table.total('closing'), classes!.figure(closing[0], measure));
  }
}
