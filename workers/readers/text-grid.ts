import { greatest } from '../../core/figures/extremes.ts';
import type { FlowGrid, GridCell } from '../../core/model/source.ts';

const FLOW = { kind: 'flow' } as const;
/** Header rows that a table of text can have. */
const HEADER_ROWS_MAX = 4;

/**
 * Rows of texts → grid. Text has no merged cells, but header rows show where they were: a label with blanks at its right,
 * below which other labels stand, spans them; one with a blank below it, in a row that splits others, goes down.
 */
export function matrixToGrid(matrix: readonly (readonly string[])[]): FlowGrid {
  const width = Math.max(0, greatest(matrix.map((row) => row.length)));
  const padded = matrix.map((row) => Array.from({ length: width }, (_, col) => row[col] ?? ''));
  const depth = headerDepth(padded);
  const rows = moveGroupsOffNames(padded, depth);
  const taken = new Set<string>();
  const cells: GridCell[] = [];
  for (const [row, texts] of rows.entries()) {
    for (const [col, text] of texts.entries()) {
      if (taken.has(`${row},${col}`)) continue;
      const span =
        row < depth && text !== '' ? headerSpan(rows, depth, row, col) : { rowSpan: 1, colSpan: 1 };
      for (let r = row; r < row + span.rowSpan; r++) {
        for (let c = col; c < col + span.colSpan; c++) taken.add(`${r},${c}`);
      }
      cells.push({ row, col, ...span, text, anchor: FLOW });
    }
  }
  return { kind: 'grid', cells, anchor: FLOW };
}

/** Headings of columns that hold codes and names. */
const NAME_COLUMN = /(?:名称|科目|项目|name)$/i;
const LABEL_COLUMN = /(?:名称|科目|项目|编码|代码|序号|^[类款项目节]|name|code)$/i;

/**
 * A heading over amounts does not cover the column of names: where a group label of the first row stands over a column of
 * names, beside a group of codes at its left, it begins one column further right.
 */
function moveGroupsOffNames(rows: readonly string[][], depth: number): string[][] {
  const moved = rows.map((row) => row.slice());
  const [first] = moved;
  if (depth < 2 || !first) return moved;
  const labelsOf = (from: number, to: number) =>
    rows
      .slice(1, depth)
      .flatMap((row) => row.slice(from, to))
      .filter((text) => text !== '');
  for (let col = 2; col + 1 < first.length; col++) {
    const isGroup = first[col] !== '' && first[col + 1] === '' && first[col - 1] === '';
    const before = first.findLastIndex((text, k) => k < col && text !== '');
    const isName =
      labelsOf(col, col + 1).some((text) => NAME_COLUMN.test(text)) &&
      !rows.slice(depth).some((row) => isNumeric(row[col] ?? ''));
    const isBesideCodes = labelsOf(Math.max(0, before), col).every((text) => LABEL_COLUMN.test(text));
    const hasAmounts = labelsOf(col + 1, col + 2).some((text) => !LABEL_COLUMN.test(text));
    if (!isGroup || !isName || !isBesideCodes || !hasAmounts) continue;
    first[col + 1] = first[col] ?? '';
    first[col] = '';
    col++;
  }
  return moved;
}

export const isNumeric = (text: string): boolean =>
  /^[-+(（]?[¥$€£]?\d[\d,]*(?:\.\d+)?[%)）]?$/.test(text.replace(/\s/g, ''));

/** Header rows: the first, and each further one that puts labels below the blanks at the right of another. */
export function headerDepth(rows: readonly (readonly string[])[]): number {
  const [first] = rows;
  if (!first || first.some(isNumeric) || first.filter((text) => text !== '').length < 2) return 0;
  let depth = 1;
  while (
    depth < Math.min(rows.length, HEADER_ROWS_MAX) &&
    splits(rows[depth - 1] ?? [], rows[depth] ?? [], rows.slice(0, depth))
  )
    depth++;
  return depth;
}

function splits(
  above: readonly string[],
  row: readonly string[],
  before: readonly (readonly string[])[],
): boolean {
  const filled = row.filter((text) => text !== '').length;
  if (filled < 2 || row.some(isNumeric) || filled === row.length)
    return filled === row.length && above.some((text) => text === '') && !row.some(isNumeric);
  return row.some(
    (text, col) =>
      text !== '' &&
      col > 0 &&
      before.every((other) => (other[col] ?? '') === '' || other !== above) &&
      (above[col] ?? '') === '',
  );
}

function headerSpan(
  rows: readonly (readonly string[])[],
  depth: number,
  row: number,
  col: number,
): { rowSpan: number; colSpan: number } {
  const isBlank = (r: number, c: number) => (rows[r]?.[c] ?? '') === '';
  const width = rows[row]?.length ?? 0;
  let colSpan = 1;
  // To the right as long as it is blank here, and not the foot of a label above.
  while (
    col + colSpan < width &&
    isBlank(row, col + colSpan) &&
    !isUnderLabel(rows, row, col + colSpan, depth)
  )
    colSpan++;
  const hasBelow = Array.from({ length: colSpan }, (_, i) => col + i).some(
    (c) => row + 1 < depth && !isBlank(row + 1, c),
  );
  if (!hasBelow && colSpan > 1 && row + 1 < depth) colSpan = 1;
  let rowSpan = 1;
  while (
    row + rowSpan < depth &&
    Array.from({ length: colSpan }, (_, i) => col + i).every((c) => isBlank(row + rowSpan, c))
  )
    rowSpan++;
  return { rowSpan, colSpan };
}

/** A label further up in this column, with nothing between, reaches down to here. */
function isUnderLabel(
  rows: readonly (readonly string[])[],
  row: number,
  col: number,
  _depth: number,
): boolean {
  for (let r = row - 1; r >= 0; r--) {
    if ((rows[r]?.[col] ?? '') === '') continue;
    // It reaches down only if it spans this column alone: a group label has labels of its own below.
    const isGroup =
      (rows[r]?.[col + 1] ?? 'x') === '' &&
      rows.slice(r + 1, row + 1).some((other) => (other[col] ?? '') !== '' || (other[col + 1] ?? '') !== '');
    return !isGroup;
  }
  return false;
}
