import type { CheckDraft } from '../../model/check.ts';
import type { Measure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  lineMeasure,
  measureColumn,
  ownColumn,
  ownRow,
} from '../../structure/table-facts.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import type { PanelRow } from '../../structure/table-structure.ts';
import { bareLabel } from '../../structure/text.ts';
import { headLabels } from '../footing/footing.ts';
import type { ReviewContext } from '../rule.ts';
import { copy, sum } from './drafts.ts';
import { type Facts, hasUnprintedFund, isSingleSource } from './facts.ts';
import { groupLines, tieIncome } from './income-expenditure.ts';

/** Income and expenditure tables without codes (Jiangsu's form): a list of sources, a single row of kinds of expenditure. */
export function* tiePlainTables(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const { t1, t2, t3 } = facts;
  const plain = (kind: TableKind) => {
    const hits = context.structures.filter((s) => s.kind === kind && s.panels.length === 1);
    return hits.length === 1 && !context.codeTree(hits[0]!) ? hits[0] : undefined;
  };
  const income = t2 ? undefined : plain('income-summary');
  if (income && t1?.income) {
    const side = t1.income;
    const panel = income.panels[0]!;
    const columns = panel.amountColumns.filter((c) => c.period === 'current' || c.period === 'final');
    const whole =
      columns.length > 1 ? ownRow(income, panel, context.figures, context.identity.year) : undefined;
    if (whole) {
      const column = (measure: Measure) => ownColumn(panel, measure);
      yield* tieIncome(side, {
        has: (measure) => column(measure) !== undefined,
        total: (measure) => {
          const c = column(measure);
          return c && context.figures.cell(income, whole, c);
        },
      });
    }
    if (columns.length === 1) {
      const figure = (row: PanelRow) => context.figures.cell(income, row, columns[0]!);
      const isTotal = (row: PanelRow) => row.total && headLabels(income, panel, row).length === 0;
      // 一般公共预算资金 | 小计 over the rows of that fund.
      const nameOf = (row: PanelRow) => bareLabel(row.label).replace(/(?:小计|合计)$/, '');
      const lines = groupLines(side);
      const told = new Set<string | Measure>();
      for (const row of panel.rows) {
        if (row.label === '' || isTotal(row)) continue;
        const name = nameOf(row);
        const measure = lineMeasure(name);
        const alike = measure === null ? [] : (lines.get(measure) ?? []);
        const there = side.rows.get(name) ?? (alike.length === 1 ? alike[0] : undefined);
        if (there && !told.has(name) && !(measure && told.has(measure)))
          yield* copy('tie-t1-t2', figure(row), side.figure(there, 'total'));
        told.add(name);
        if (measure) told.add(measure);
      }
      const totals = panel.rows.filter(isTotal);
      if (totals.length === 1)
        yield* copy('tie-t1-t2', figure(totals[0]!), side.figure(side.grandTotal, 'total'));
    }
  }
  const expenditure = t3 ? undefined : plain('expenditure-summary');
  if (!expenditure || !t1) return;
  const panel = expenditure.panels[0]!;
  const rows = panel.rows.filter((r) =>
    panel.amountColumns.some((c) => context.figures.cell(expenditure, r, c)?.state === 'printed'),
  );
  if (rows.length !== 1) return;
  for (const measure of ['total', 'basic', 'project'] as const) {
    const column = measureColumn(panel, measure);
    const here = column && context.figures.cell(expenditure, rows[0]!, column);
    const { classes, purposes } = t1;
    const name = measure === 'basic' ? '基本支出' : '项目支出';
    const there =
      measure === 'total'
        ? (classes ?? purposes)?.figure((classes ?? purposes)?.grandTotal, 'total')
        : purposes?.figure(purposes.rows.get(name), 'total');
    yield* copy('tie-t1-t3', here, there);
    if (isSingleSource(t1, t2) && facts.t5?.has(measure) && facts.fundPrinted && !hasUnprintedFund(facts)) {
      const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
      yield* sum(
        'tie-t3-t5',
        here,
        funds.map((f) => f.total(measure)),
      );
    }
  }
}
