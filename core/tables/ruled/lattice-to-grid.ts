import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { type Box, holdsMiddle, type SheetWord } from '../page/sheet.ts';
import type { Lattice } from './edges-to-lattices.ts';
import { splitWideCells } from './split-wide-cells.ts';

/** Rows and columns lower or narrower than this, in points, that hold no word are the gap of a double line. */
const GAP_MAX = 6;

/** A net of lines and the words in it → the table that they make; undefined where they make none (a frame, a chart). */
export function latticeToGrid(
  lattice: Lattice,
  words: readonly SheetWord[],
  page: number,
): PageGrid | undefined {
  const { xs, ys, box } = lattice;
  const inside = words.filter((word) => holdsMiddle(box, word));
  if (inside.length === 0 || lattice.cells.length < 2) return undefined;
  const boxes = lattice.cells.map(({ row, col, rowSpan, colSpan }): Box => {
    return { x0: xs[col] ?? 0, y0: ys[row] ?? 0, x1: xs[col + colSpan] ?? 0, y1: ys[row + rowSpan] ?? 0 };
  });
  const contents: SheetWord[][] = boxes.map(() => []);
  for (const word of inside) {
    const index = boxes.findIndex((cell) => holdsMiddle(cell, word));
    contents[index]?.push(word);
  }
  for (const [index, word] of findOverhang(lattice, words, boxes, contents)) contents[index]?.push(word);
  const cells = lattice.cells.map((cell, index): PageCell => {
    const cellBox = boxes[index] as Box;
    const cellWords = contents[index] ?? [];
    return { ...cell, box: cellBox, words: cellWords, text: wordsToCellText(cellWords, cellBox) };
  });
  const filled = cells.filter(({ text }) => text !== '');
  if (filled.length < 2) return undefined;
  return splitWideCells(dropGaps({ page, box, xs, ys, cells, by: 'lines' }));
}

/** A second line starts this close, in letters, under the first. */
const LEADING_MAX = 0.7;

/**
 * Where no rule closes a cell, the page ended before the last row did, and the last lines of wrapped cells stand under the
 * net: each right under the text that it goes on with.
 *
 * @returns Words with the indices of their cells.
 */
function findOverhang(
  { box, ys, cells, horizontals }: Lattice,
  words: readonly SheetWord[],
  boxes: readonly Box[],
  contents: readonly (readonly SheetWord[])[],
): [number, SheetWord][] {
  const foot = horizontals.filter(({ at }) => at > box.y1 - 3);
  const under = words.filter(({ x0, x1, y0, y1, size }) => {
    return y0 + y1 > 2 * box.y1 && y0 < box.y1 + LEADING_MAX * size && x1 > box.x0 && x0 < box.x1;
  });
  const homes = under.map((word): [number, SheetWord] | undefined => {
    const index = cells.findIndex((cell, at) => {
      const { x0 = 0, x1 = 0 } = boxes[at] ?? {};
      return cell.row + cell.rowSpan === ys.length - 1 && word.x0 > x0 - 1 && word.x1 < x1 + 1;
    });
    const own = contents[index] ?? [];
    const end = Math.max(...own.map(({ y1 }) => y1));
    const isNext = own.some(({ size }) => Math.abs(size - word.size) < 0.1 * size);
    const isClosed = foot.some(({ from, to }) => from < word.x1 && to > word.x0);
    return isNext && !isClosed && word.y0 - end < LEADING_MAX * word.size ? [index, word] : undefined;
  });
  return homes.every((home) => home !== undefined) ? homes : [];
}

/** Takes out the narrow empty rows and columns between double lines. */
export function dropGaps(grid: PageGrid): PageGrid {
  const { xs, ys, cells } = grid;
  const keepsRow = keeps(ys, (row) =>
    cells.some((cell) => cell.row === row && cell.rowSpan === 1 && cell.text !== ''),
  );
  const keepsCol = keeps(xs, (col) =>
    cells.some((cell) => cell.col === col && cell.colSpan === 1 && cell.text !== ''),
  );
  if (keepsRow.every(Boolean) && keepsCol.every(Boolean)) return grid;
  const rowAt = positions(keepsRow);
  const colAt = positions(keepsCol);
  const kept = cells.flatMap((cell): PageCell[] => {
    const row = rowAt[cell.row] ?? 0;
    const col = colAt[cell.col] ?? 0;
    const rowSpan = (rowAt[cell.row + cell.rowSpan] ?? 0) - row;
    const colSpan = (colAt[cell.col + cell.colSpan] ?? 0) - col;
    return rowSpan > 0 && colSpan > 0 ? [{ ...cell, row, col, rowSpan, colSpan }] : [];
  });
  return { ...grid, xs: keepBorders(xs, keepsCol), ys: keepBorders(ys, keepsRow), cells: kept };
}

function keeps(borders: readonly number[], hasText: (index: number) => boolean): boolean[] {
  return borders.slice(1).map((border, index) => border - (borders[index] ?? 0) > GAP_MAX || hasText(index));
}

/** New index of each border after the rows or columns not kept are gone. */
function positions(kept: readonly boolean[]): number[] {
  const at = [0];
  for (const keep of kept) at.push((at.at(-1) ?? 0) + (keep ? 1 : 0));
  return at;
}

function keepBorders(borders: readonly number[], kept: readonly boolean[]): number[] {
  return borders.filter((_, index) => index === borders.length - 1 || kept[index]);
}
