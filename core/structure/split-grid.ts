import type { FlowGrid, GridCell } from '../model/source.ts';
import { readLine, titleLikeness } from './around-tables.ts';
import { filledOf, isMetaRow, rowsOf } from './table-parts.ts';

/** Lines between a title and the column headings under it: unit, body, number, a subtitle. */
const LINES_MAX = 4;

/**
 * Cuts a grid that holds several tables one under another, as a sheet does on which a whole publication stands: a new one
 * starts where, under rows of data, a title stands alone in its row and a unit line follows before the next full row. The
 * same title again is the same table, printed again on its next page.
 */
export function splitGrid(grid: FlowGrid): FlowGrid[] {
  const rows = rowsOf(grid.cells);
  const starts = [0];
  let title = rows.slice(0, LINES_MAX).map(titleOf).find(Boolean);
  for (let row = 2; row < rows.length - 2; row++) {
    const next = titleOf(rows[row] ?? []);
    if (next === undefined || next === title || !isUnderData(rows, row) || !leadsTable(rows, row)) continue;
    title = next;
    const isNumbered = isLoneNumber(rows[row - 1]);
    starts.push(isNumbered ? row - 1 : row);
  }
  if (starts.length === 1) return [grid];
  return starts.map((from, index) => partOf(grid, from, starts[index + 1] ?? rows.length, index));
}

/** Words of a title that stands alone in its row. */
function titleOf(row: readonly GridCell[]): string | undefined {
  const filled = filledOf(row);
  const [only] = filled;
  if (filled.length !== 1 || !only || only.rowSpan > 1) return undefined;
  const { kind, rest } = readLine(only.text);
  return kind === undefined && titleLikeness({ text: rest, level: 0 }) === 2
    ? rest.replace(/\s+/g, '')
    : undefined;
}

/** Some of the rows just above hold several texts, and none of them reaches down. */
function isUnderData(rows: readonly GridCell[][], row: number): boolean {
  const above = rows.slice(Math.max(0, row - 3), row);
  return above.some((cells) => filledOf(cells).length >= 2 && !isMetaRow(filledOf(cells)));
}

function leadsTable(rows: readonly GridCell[][], row: number): boolean {
  for (let next = row + 1; next <= row + LINES_MAX && next < rows.length; next++) {
    const filled = filledOf(rows[next]);
    if (isMetaRow(filled)) {
      if (filled.some(({ text }) => readLine(text).unit !== undefined)) return true;
    } else if (filled.length > 1) return false;
  }
  return false;
}

/** 公开02表 alone over the title. */
function isLoneNumber(row: readonly GridCell[] | undefined): boolean {
  const filled = filledOf(row);
  return filled.length === 1 && readLine(filled[0]?.text ?? '').kind === 'table-number';
}

function partOf(grid: FlowGrid, from: number, to: number, index: number): FlowGrid {
  const cells = grid.cells
    .filter(({ row }) => row >= from && row < to)
    .map((cell) => ({ ...cell, row: cell.row - from, rowSpan: Math.min(cell.rowSpan, to - cell.row) }));
  const { caption, pages, ...rest } = grid;
  const own = new Set(cells.flatMap(({ anchor }) => (anchor.kind === 'page' ? [anchor.page] : [])));
  return {
    ...rest,
    cells,
    anchor: index === 0 ? grid.anchor : (cells[0]?.anchor ?? grid.anchor),
    ...(index === 0 && caption !== undefined ? { caption } : {}),
    ...(pages ? { pages: pages.filter((page) => own.has(page)) } : {}),
  };
}
