import { addToGroup } from '../../groups.ts';
import type { CheckDraft } from '../../model/check.ts';
import { type Measure, pathToMeasure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  lineMeasure,
  type SummaryFacts,
  type SummarySide,
} from '../../structure/table-facts.ts';
import type { Column, Panel, PanelRow } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import type { ReviewContext } from '../rule.ts';
import { atMost, copy, sum } from './drafts.ts';
import { type Facts, hasUnprintedFund } from './facts.ts';

export function* tieIncome(income: SummarySide, t2: Pick<CodeFacts, 'has' | 'total'>): Generator<CheckDraft> {
  const row = t2.has('opening') || !income.yearTotal ? income.grandTotal : income.yearTotal;
  yield* copy('tie-t1-t2', t2.total('total'), income.figure(row, 'total'));
  const byMeasure = groupLines(income);
  for (const [measure, rows] of byMeasure) {
    if (rows.length !== 1 || measure === 'opening' || measure === 'closing') continue;
    const column = t2.total(measure);
    if (column) yield* copy('tie-t1-t2', column, income.figure(rows[0], 'total'));
  }
}

export function groupLines(side: SummarySide) {
  const groups = new Map<Measure, (typeof side.grandTotal & object)[]>();
  for (const [name, row] of side.rows) {
    const measure = lineMeasure(name);
    if (!measure) continue;
    addToGroup(groups, measure, row);
  }
  return groups;
}

const SPLITS: readonly Measure[] = ['total', 'basic', 'personnel', 'public', 'project'];

export function* tieExpenditure(t1: SummaryFacts, t3: CodeFacts): Generator<CheckDraft> {
  const side = t1.classes;
  if (side) {
    yield* copy('tie-t1-t3', t3.total('total'), side.figure(side.yearTotal ?? side.grandTotal, 'total'));
    for (const [name, code] of t3.classes) {
      const row = side.rows.get(name);
      if (!row) continue;
      for (const measure of SPLITS) yield* tieSplit('tie-t1-t3', side, row, t3, code, measure);
    }
  }
  const purposes = t1.purposes;
  if (purposes) {
    for (const [name, row] of purposes.rows) {
      const measure = pathToMeasure([name]);
      if (measure === 'basic' || measure === 'project')
        yield* copy('tie-t1-t3', t3.total(measure), purposes.figure(row, 'total'));
    }
  }
}

/** A summary that splits basic money into personnel and public columns without a subtotal ties by their sum. */
function* tieSplit(
  rule: string,
  side: SummarySide,
  row: Parameters<SummarySide['figure']>[0],
  t3: CodeFacts,
  code: string,
  measure: Measure,
): Generator<CheckDraft> {
  const here = side.figure(row, measure);
  const there = t3.code(code, measure);
  if (here && there) yield* copy(rule, there, here);
  else if (measure === 'basic' && there) {
    const parts = [side.figure(row, 'personnel'), side.figure(row, 'public')];
    if (parts.every((p) => p !== undefined)) yield* sum(rule, there, parts);
  }
}

export function* tieByCode(
  rule: string,
  left: CodeFacts,
  right: readonly CodeFacts[],
  measures: readonly Measure[],
): Generator<CheckDraft> {
  for (const measure of measures) {
    if (!left.has(measure) || !right.every((r) => r.has(measure))) continue;
    yield* sum(
      rule,
      left.total(measure),
      right.map((r) => r.total(measure)),
    );
    for (const code of left.codes.keys()) {
      const terms = right.filter((r) => r.codes.has(code)).map((r) => r.code(code, measure));
      if (terms.length > 0) yield* sum(rule, left.code(code, measure), terms);
    }
  }
}

export function* tieSingleSource(t3: CodeFacts, facts: Facts): Generator<CheckDraft> {
  if (!facts.fundPrinted || !facts.t5 || hasUnprintedFund(facts)) return;
  const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
  for (const measure of ['total', 'basic', 'personnel', 'public', 'project'] as const) {
    if (!t3.has(measure) || !facts.t5.has(measure)) continue;
    yield* sum(
      'tie-t3-t5',
      t3.total(measure),
      funds.map((f) => f.total(measure)),
    );
    for (const code of t3.codes.keys()) {
      const terms = funds.filter((f) => f.codes.has(code)).map((f) => f.code(code, measure));
      if (terms.length > 0) yield* sum('tie-t3-t5', t3.code(code, measure), terms);
    }
  }
}

const FUND_GROUPS: readonly (readonly [RegExp, 't5' | 't8' | 't9'])[] = [
  [/^一般公共预算/, 't5'],
  [/^政府性基金/, 't8'],
  [/^国有资本经营/, 't9'],
];

/** 一般公共预算(小计 | 基本支出 | 项目支出) in the table of all expenditure is the table of that fund, row by row. */
export function* tieFundGroups(context: ReviewContext, t3: CodeFacts, facts: Facts): Generator<CheckDraft> {
  for (const { column, fund, measure } of fundColumns(t3)) {
    const table = facts[fund];
    if (!table?.has(measure)) continue;
    const figure = ({ panel, row }: { panel: Panel; row: PanelRow }) =>
      panel.amountColumns.includes(column) ? context.figures.cell(t3.structure, row, column) : undefined;
    const total = context.codeTree(t3.structure)?.totals[0];
    if (total) yield* copy('tie-t3-t5', table.total(measure), figure(total));
    for (const [code, at] of t3.codes)
      if (table.codes.has(code)) yield* copy('tie-t3-t5', table.code(code, measure), figure(at));
  }
}

function fundColumns({
  structure,
}: CodeFacts): { column: Column; fund: 't5' | 't8' | 't9'; measure: Measure }[] {
  return structure.panels.flatMap((panel) =>
    panel.amountColumns.flatMap((column) => {
      const [leaf, ...groups] = [...column.path].reverse().map(fold);
      const fund = FUND_GROUPS.find(([pattern]) => groups.some((g) => pattern.test(g)))?.[1];
      const measure = leaf === undefined ? null : pathToMeasure([leaf]);
      return fund &&
        column.period === 'current' &&
        (measure === 'total' || measure === 'basic' || measure === 'project')
        ? [{ column, fund, measure }]
        : [];
    }),
  );
}

/** Money of one fund is part of the whole, item by item. */
export function* tieWithin(t3: CodeFacts, fund: CodeFacts): Generator<CheckDraft> {
  for (const measure of ['total', 'basic', 'project'] as const) {
    if (!t3.has(measure) || !fund.has(measure)) continue;
    yield* atMost('tie-t3-t5', t3.total(measure), fund.total(measure));
    for (const code of fund.codes.keys())
      if (code.length === 7) yield* atMost('tie-t3-t5', t3.code(code, measure), fund.code(code, measure));
  }
}
