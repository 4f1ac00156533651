import { greatest } from '../figures/extremes.ts';
import type { FlowGrid, GridCell } from '../model/source.ts';

/**
 * The same grid without rows and columns in which no cell starts: forms set on a fine raster, every cell merged over several
 * of its columns, have the rows and columns that a reader sees.
 */
export function compactGrid(grid: FlowGrid): FlowGrid {
  const rowAt = positions(grid.cells.map((cell) => [cell.row, cell.row + cell.rowSpan]));
  const colAt = positions(grid.cells.map((cell) => [cell.col, cell.col + cell.colSpan]));
  if (!rowAt && !colAt) return grid;
  const cells = grid.cells.map((cell): GridCell => {
    const [row, lastRow] = [cell.row, cell.row + cell.rowSpan].map((at) => rowAt?.[at] ?? at) as [
      number,
      number,
    ];
    const [col, lastCol] = [cell.col, cell.col + cell.colSpan].map((at) => colAt?.[at] ?? at) as [
      number,
      number,
    ];
    return { ...cell, row, col, rowSpan: lastRow - row, colSpan: lastCol - col };
  });
  return { ...grid, cells };
}

/** New place of each border where those at which nothing starts are dropped; undefined where none is. */
function positions(spans: readonly (readonly [from: number, to: number])[]): number[] | undefined {
  const end = greatest(spans.map(([, to]) => to));
  const starts = new Set(spans.map(([from]) => from));
  if (starts.size >= end) return undefined;
  const places: number[] = [];
  let place = 0;
  for (let at = 0; at <= end; at++) {
    places.push(place);
    if (starts.has(at)) place++;
  }
  places[end] = place;
  return places;
}
