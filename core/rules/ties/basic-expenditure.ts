import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import { type Measure, pathToMeasure } from '../../structure/measures.ts';
import { type CodeFacts, ownRow, type SummarySide } from '../../structure/table-facts.ts';
import { isThreePublicList } from '../footing/footing.ts';
import type { ReviewContext } from '../rule.ts';
import { atMost, copy, sum } from './drafts.ts';

export function* tieBasic(t5: CodeFacts, t6: CodeFacts): Generator<CheckDraft> {
  const basicTotal = t6.total('total') ?? undefined;
  if (basicTotal) yield* copy('tie-t5-t6', basicTotal, t5.total('basic'));
  else {
    const parts = [t6.total('personnel'), t6.total('public')];
    if (parts.every((p) => p !== undefined)) yield* sum('tie-t5-t6', t5.total('basic'), parts);
  }
  for (const measure of ['personnel', 'public'] as const) {
    const here = t5.total(measure);
    if (here) yield* copy('tie-t5-t6-personnel', t6.total(measure), here);
  }
}

export function* tieSummaryPersonnel(side: SummarySide, t6: CodeFacts): Generator<CheckDraft> {
  for (const measure of ['personnel', 'public'] as const) {
    const here = side.panel.amountColumns.some((c) => c.measure === measure)
      ? side.figure(side.grandTotal, measure)
      : undefined;
    if (here) yield* copy('tie-t1-t6-personnel', t6.total(measure), here);
  }
}

const THREE_PUBLIC_CODES: readonly (readonly [string, Measure])[] = [
  ['30212', 'abroad'],
  ['30217', 'reception'],
  ['30231', 'vehicle-running'],
  ['31013', 'vehicle-purchase'],
];

export function* tieThreePublic(context: ReviewContext, t6: CodeFacts | undefined): Generator<CheckDraft> {
  const structures = context.structures.filter((s) => s.kind === 'three-public');
  if (structures.length !== 1 || !t6) return;
  const structure = structures[0]!;
  for (const panel of structure.panels) {
    const at = (measure: Measure): Figure | undefined => {
      if (isThreePublicList(structure, panel)) {
        const row = panel.rows.find((r) => r.label !== '' && pathToMeasure([r.label]) === measure);
        const general = panel.amountColumns.filter((c) => c.measure === 'general' && c.period === 'current');
        return (
          row &&
          context.figures.cell(structure, row, general.length === 1 ? general[0]! : panel.amountColumns[0]!)
        );
      }
      const hits = panel.amountColumns.filter((c) => c.measure === measure);
      const column = hits.find((c) => c.period === 'final') ?? (hits.length === 1 ? hits[0] : undefined);
      const row = column && ownRow(structure, panel, context.figures, context.identity.year);
      return column && row && context.figures.cell(structure, row, column);
    };
    for (const [code, measure] of THREE_PUBLIC_CODES)
      yield* atMost('tie-t6-t7', at(measure), t6.code(code, 'total'));
    yield* atMost('tie-op-cost', t6.total('public'), at('operating-cost'));
  }
}
