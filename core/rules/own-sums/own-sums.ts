import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { CellReference } from '../../model/settings.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';

/** Sums that the reviewer declared for a case: checked, diagnosed and reported like any other. */
export const ownSums: RuleFamily = {
  rules: [
    {
      id: 'own-sum',
      severity: 'error',
      title: { zh: '自定求和', en: 'A sum of the reviewer’s own' },
      basis: '核对人自定',
      formula: '合计 = Σ 所选各数',
    },
  ],
  *propose(context) {
    for (const sum of context.settings.sums ?? []) {
      const total = figureAt(context, sum.total);
      const addends = sum.addends.map((a) => ({ figure: figureAt(context, a), sign: a.sign ?? 1 }));
      // A cell that is no longer there leaves the sum unmade: it never turns into a shorter one.
      if (!total || addends.some((a) => a.figure === undefined)) continue;
      const terms = addends.map(({ figure, sign }) => ({ figure: figure as Figure, sign }));
      const draft: CheckDraft = {
        rule: 'own-sum',
        comparison: 'sum',
        terms: [{ figure: total, sign: -1 }, ...terms],
      };
      yield draft;
    }
  },
};

function figureAt(context: ReviewContext, at: CellReference): Figure | undefined {
  const structure = context.structures.find((s) => s.table.id === at.table);
  const column = structure?.columns[at.col];
  if (!structure || !column) return undefined;
  const row = structure.panels.flatMap((p) => p.rows).find((r) => r.row === at.row);
  return context.figures.cell(structure, row ?? at.row, column);
}
