import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import { wordsToLines } from '../page/words-to-lines.ts';

/**
 * Upright lines that stop under the header leave each body row one wide cell:
 *
 *     | Country | Domestic | Total |
 *     |---------+----------+-------|
 *     | Austria      86.2    3,375 |
 *     |----------------------------|
 *     | Belgium         0    3,973 |
 *
 * Where several such cells hold texts that each stand under one header cell, they are cut at the header's borders.
 */
export function splitWideCells(grid: PageGrid): PageGrid {
  const { xs } = grid;
  const cuts = new Map<PageCell, PageCell[]>();
  let wide = 0;
  for (const cell of grid.cells) {
    if (cell.colSpan < 2 || cell.text === '' || cell.rowSpan > 1) continue;
    wide++;
    const parts = cutAtBorders(cell, xs);
    if (parts) cuts.set(cell, parts);
  }
  if (cuts.size < 2 || cuts.size < 0.5 * wide) return grid;
  return { ...grid, cells: grid.cells.flatMap((cell) => cuts.get(cell) ?? [cell]) };
}

function cutAtBorders(cell: PageCell, xs: readonly number[]): PageCell[] | undefined {
  const lines = wordsToLines(cell.words);
  if (lines.length > 2) return undefined;
  const columns = new Map<number, PageCell['words'][number][]>();
  let numbers = 0;
  for (const line of lines) {
    for (const segment of lineToSegments(line)) {
      const middle = (segment.x0 + segment.x1) / 2;
      const col = xs.findIndex((x, index) => x <= middle && middle < (xs[index + 1] ?? -Infinity));
      const isInside = segment.x0 > (xs[col] ?? 0) - 2 && segment.x1 < (xs[col + 1] ?? 0) + 2;
      if (col < 0 || !isInside) return undefined;
      if (segment.isNumber) numbers++;
      columns.set(col, [...(columns.get(col) ?? []), ...segment.words]);
    }
  }
  if (columns.size < 2 || numbers === 0) return undefined;
  return Array.from({ length: cell.colSpan }, (_, index): PageCell => {
    const col = cell.col + index;
    const box = { ...cell.box, x0: xs[col] ?? 0, x1: xs[col + 1] ?? 0 };
    const words = columns.get(col) ?? [];
    return { ...cell, col, colSpan: 1, box, words, text: wordsToCellText(words, box) };
  });
}
