import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import { isOpenTable, type OpenTable } from '../open/find-open-tables.ts';
import { countRepeatedLines, openTablesToGrids } from '../open/open-tables-to-grids.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { type Box, type Edge, type SheetWord, unionBox } from '../page/sheet.ts';
import { median } from '../page/text-blocks.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import { toLine } from '../page/words-to-lines.ts';
import { type LayoutItem, type OpenGrid, type PageLayout, toLayout } from '../page-to-layout.ts';

/** Header lines set over the rest of their table on the next page, to be read with it. */
export interface MovedHead {
  /** Index of the page on which the lines stand. */
  readonly index: number;
  /** Each word as it was moved, with the one that it stands for. */
  readonly words: ReadonlyMap<SheetWord, SheetWord>;
  /** How far down the lines were moved, in points of the sheet. */
  readonly by: number;
}

/** More lines are no header by themselves. */
const HEAD_LINES_MAX = 6;
/** Share of a page's height at its top and bottom in which running lines stand. */
const BAND = 0.09;
/** How far, in points, a header may reach over its table. */
const SHIFT_MAX = 24;

/**
 * The page break may part a table without upright lines within its header: the first row, 本年收入 | 本年支出, stands under
 * the title at the foot of a page, the second over the figures on the next. Such lines are set over the rest, so that the
 * table is read as one; `returnHeads` gives them their place again.
 */
export function moveSplitHeads(layouts: readonly PageLayout[]): {
  readonly layouts: readonly PageLayout[];
  readonly moved: readonly MovedHead[];
} {
  const result = [...layouts];
  const moved: MovedHead[] = [];
  layouts.forEach((layout, index) => {
    const next = layouts[index + 1];
    const upper = layout.open.at(-1);
    const lower = next?.open[0];
    if (!next || !upper || !lower || !isHead(layout, upper) || !isBody(next, lower.table, upper.table))
      return;
    if (result[index] !== layout) return;
    const { table, words, by } = setOver(upper.table, lower.table);
    const [grid] = openTablesToGrids([table]) ?? [];
    if (!grid || !isOpenTable(table, grid)) return;
    moved.push({ index, words, by });
    const open = [{ table, grid }, ...next.open.slice(1)];
    const grids = gridsOf(next).filter((other) => other !== lower.grid);
    const kept = gridsOf(result[index] as PageLayout).filter((other) => other !== upper.grid);
    result[index] = toLayout(layout.sheet, kept, (result[index] as PageLayout).open.slice(0, -1));
    result[index + 1] = toLayout(next.sheet, [...grids, grid], open);
  });
  return { layouts: result, moved };
}

/** Moved headers → the tables' own parts on the pages on which they stand. */
export function returnHeads(layouts: readonly PageLayout[], moved: readonly MovedHead[]): PageLayout[] {
  const result = [...layouts];
  for (const head of moved) {
    const [layout, next] = [result[head.index], result[head.index + 1]];
    const grid = next && gridsOf(next).find(({ cells }) => cells.some((cell) => holdsMoved(cell, head)));
    const parts = grid && splitGrid(grid, head, layout?.sheet.page ?? 0);
    if (!layout || !next || !grid || !parts) continue;
    const [upper, lower] = parts;
    result[head.index] = toLayout(layout.sheet, [...gridsOf(layout), upper], layout.open);
    const others = gridsOf(next).filter((other) => other !== grid);
    result[head.index + 1] = toLayout(next.sheet, [...others, lower], next.open);
  }
  return result;
}

function gridsOf({ items }: PageLayout): PageGrid[] {
  return items.flatMap((item) => (item.kind === 'grid' ? [item.grid] : []));
}

/** Words without a figure at the foot of a page, under a title or unit line. */
function isHead({ items, sheet }: PageLayout, { table }: OpenGrid): boolean {
  if (!(table.isAnnounced || table.isTitled) || table.lines.length > HEAD_LINES_MAX) return false;
  const segments = table.lines.flatMap((line) => lineToSegments(line));
  if (segments.some(({ isNumber }) => isNumber)) return false;
  return items.every((item) => topOf(item) < table.box.y1 - 1 || topOf(item) > (1 - BAND) * sheet.height);
}

/** What stands first on the next page, as wide, in the same letters, and with no title of its own. */
function isBody({ items, sheet }: PageLayout, table: OpenTable, head: OpenTable): boolean {
  const [size, own] = [head.lines[0]?.size ?? 0, table.lines[0]?.size ?? 0];
  if (table.isAnnounced || Math.abs(size - own) > 0.1 * size) return false;
  const text = unionBox(head.lines);
  // A header printed again is one that the break left whole.
  if (countRepeatedLines(head.lines, table.lines) > 0) return false;
  if (text.x0 < table.box.x0 - SHIFT_MAX || text.x1 > table.box.x1 + SHIFT_MAX) return false;
  return items.every((item) => {
    if (topOf(item) > table.box.y0 - 1) return true;
    if (item.kind === 'grid' || item.line.y1 > BAND * sheet.height) return false;
    const { text } = item.line;
    return readLine(text).kind === undefined && titleLikeness({ text, level: 0 }) < 2;
  });
}

function topOf(item: LayoutItem): number {
  return item.kind === 'line' ? item.line.y0 : item.grid.box.y0;
}

function setOver(upper: OpenTable, lower: OpenTable) {
  const [last, first] = [upper.lines.at(-1), lower.lines[0]];
  const [foot, top] = [last?.y1 ?? upper.box.y1, first?.y0 ?? lower.box.y0];
  // The gap between rows, half of it over and under a rule.
  const gaps = lower.lines.slice(1).map(({ y0 }, index) => y0 - (lower.lines[index]?.y1 ?? y0));
  const gap = Math.max(median(gaps), 0.7 * (last?.size ?? 0));
  const bottom = Math.max(foot + gap / 2, ...upper.rules.map(({ at }) => at));
  const by = Math.min(top - gap / 2, ...lower.rules.map(({ at }) => at)) - bottom;
  const words = new Map<SheetWord, SheetWord>();
  const lines = upper.lines.map((line) =>
    toLine(
      line.words.map((word) => {
        const copy = { ...word, ...moveBox(word, by) };
        words.set(copy, word);
        return copy;
      }),
    ),
  );
  const rules = upper.rules.map((rule): Edge => ({ ...rule, at: rule.at + by }));
  const table: OpenTable = {
    ...lower,
    box: unionBox([moveBox(upper.box, by), lower.box]),
    lines: [...lines, ...lower.lines],
    rules: [...rules, ...lower.rules],
    sides: [
      ...upper.sides.map((side) => ({ ...side, from: side.from + by, to: side.to + by })),
      ...lower.sides,
    ],
    isAnnounced: true,
    isTitled: upper.isTitled,
  };
  return { table, words, by };
}

function moveBox({ x0, y0, x1, y1 }: Box, by: number): Box {
  return { x0, y0: y0 + by, x1, y1: y1 + by };
}

function holdsMoved({ words }: PageCell, head: MovedHead): boolean {
  return words.some((word) => head.words.has(word));
}

/** The rows of the moved lines on their own page, and the others; cells over both belong to the first. */
function splitGrid(grid: PageGrid, head: MovedHead, page: number): [PageGrid, PageGrid] | undefined {
  const rows = 1 + Math.max(...grid.cells.filter((cell) => holdsMoved(cell, head)).map(({ row }) => row));
  if (rows + 1 >= grid.ys.length) return undefined;
  const border = grid.ys[rows] ?? grid.box.y1;
  const moveBack = (cell: PageCell): PageCell => {
    const words = cell.words.map((word) => head.words.get(word) ?? word);
    return { ...cell, words, box: moveBox({ ...cell.box, y1: Math.min(cell.box.y1, border) }, -head.by) };
  };
  const upper: PageGrid = {
    ...grid,
    page,
    box: moveBox({ ...grid.box, y1: border }, -head.by),
    ys: grid.ys.slice(0, rows + 1).map((y) => y - head.by),
    cells: grid.cells.filter(({ row }) => row < rows).map(moveBack),
  };
  const lower: PageGrid = {
    ...grid,
    box: { ...grid.box, y0: border },
    ys: grid.ys.slice(rows),
    cells: grid.cells.filter(({ row }) => row >= rows).map((cell) => ({ ...cell, row: cell.row - rows })),
  };
  return [upper, lower];
}
