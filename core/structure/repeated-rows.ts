import type { Panel, PanelRow, TableStructure } from './table-structure.ts';
import { fold } from './text.ts';

/** The same code, words and amounts, and some money among them. */
export function isSameRow({ grid }: TableStructure, panel: Panel, a: PanelRow, b: PanelRow): boolean {
  if (a.code !== b.code || fold(a.label) !== fold(b.label)) return false;
  const texts = (r: PanelRow) => panel.amountColumns.map((c) => fold(grid.at(r.row, c.index)?.text ?? ''));
  const [left, right] = [texts(a), texts(b)];
  return left.every((t, i) => t === right[i]) && left.some((t) => /[1-9]/.test(t));
}

/** Rows of a list that repeat the row right above them: they belong to no sum. Lists whose rows may repeat by right have none. */
export function repeatedRows(structure: TableStructure, panel: Panel): ReadonlyMap<PanelRow, PanelRow> {
  const repeated = new Map<PanelRow, PanelRow>();
  if (!hasRowsOnce(structure)) return repeated;
  panel.rows.forEach((row, i) => {
    const above = panel.rows[i - 1];
    if (above && row.label !== '' && above.row === row.row - 1 && isSameRow(structure, panel, above, row))
      repeated.set(row, repeated.get(above) ?? above);
  });
  return repeated;
}

const REPEATING: ReadonlySet<string> = new Set([
  'projects',
  'procurement',
  'service-purchase',
  'assets',
  'overall-target',
  'project-target',
  'other',
]);

/** Tables whose rows stand once each; lists of projects and purchases repeat theirs by right. */
export const hasRowsOnce = ({ kind }: TableStructure): boolean => !REPEATING.has(kind);
