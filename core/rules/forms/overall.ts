import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import { evaluate } from '../../reconcile/evaluate.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { wordCells } from '../../structure/word-cells.ts';
import type { ReviewContext } from '../rule.ts';
import { tableFigures } from '../text/table-figures.ts';
import { moneyUnitCell } from './form-facts.ts';

const LINES = [
  ['personnel', /^(?:基本支出)?[-—:]?人员(?:类)?(?:经费|支出)(?:\([^()]*\))?$/],
  ['public', /^(?:基本支出)?[-—:]?(?:日常)?公用(?:经费|支出)(?:\([^()]*\))?$/],
] as const;

/** The lines 人员经费 and 公用经费 of the overall target form against the basic expenditure that the tables print. */
export function* proposeOverallBasic(context: ReviewContext): Generator<CheckDraft> {
  const forms = context.structures.filter((s) => s.kind === 'overall-target');
  if (forms.length !== 1) return;
  for (const [concept, pattern] of LINES) {
    const lines = linesOf(context, forms[0]!, pattern);
    const wholes = tableFigures(context)
      .concept(concept)
      .flat()
      .filter((f) => f.state === 'printed');
    if (lines.length === 0 || wholes.length === 0) continue;
    const drafts = wholes.map((whole) => draftOf(whole, lines));
    // A form may speak of all money or of the grant: the table it agrees with is the one it means.
    const meant = drafts.find((d) => evaluate(d, 'x')?.outcome !== 'differs') ?? drafts.at(-1)!;
    yield meant;
  }
}

const draftOf = (whole: Figure, lines: readonly Figure[]): CheckDraft => ({
  rule: 'tie-overall-basic',
  comparison: 'sum',
  terms: [{ figure: whole, sign: -1 }, ...lines.map((figure) => ({ figure, sign: 1 as const }))],
});

/** All lines of a concept; none where one is the total of the others, or where any cannot be read. */
function linesOf(context: ReviewContext, structure: TableStructure, pattern: RegExp): Figure[] {
  const unit = moneyUnitCell(structure.table)?.unit ?? structure.unit;
  const labels: string[] = [];
  const lines: Figure[] = [];
  for (const { cell, folded: label } of wordCells(structure.table)) {
    if (!pattern.test(label)) continue;
    const value = structure.grid.at(cell.row, cell.col + cell.colSpan);
    if (!value || value === cell || value.header) continue;
    const figure = context.figures.free(structure, value, unit, cell.text.trim());
    if (figure.state === 'unreadable') return [];
    labels.push(label);
    lines.push(figure);
  }
  const bare = labels.filter((l) => !/\(/.test(l)).length;
  if (!unit || (bare > 0 && lines.length > 1) || lines.every((f) => f.state !== 'printed')) return [];
  return lines;
}
