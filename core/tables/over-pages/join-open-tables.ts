import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import type { OpenTable } from '../open/find-open-tables.ts';
import { countRepeatedLines, openTablesToGrids } from '../open/open-tables-to-grids.ts';
import type { PageGrid } from '../page/page-grid.ts';
import { linesToPieces } from '../page/text-blocks.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import { type LayoutItem, type OpenGrid, type PageLayout, toLayout } from '../page-to-layout.ts';

/** Share of a page's height at its top and bottom in which running lines stand. */
const BAND = 0.09;
/** How far, in points, two parts of one table may reach differently to the left and right. */
const SHIFT_MAX = 24;
/** Share of the texts of a part that may run over the borders of the columns before. */
const CROSSING_MAX = 0.12;
/** Texts that start this close, in points, start at one place. */
const START_SHIFT = 2;
/** Share of such places that two parts of a form have in common. */
const START_SHARE = 0.5;

/**
 * Tables without a net of lines that run over pages: the columns of each are told from all its pages together, and what
 * is too little on its page to be a table by itself is one where it goes on with the table before.
 */
export function joinOpenTables(layouts: readonly PageLayout[]): PageLayout[] {
  const joined = [...layouts];
  let chain: { readonly index: number; readonly table: OpenTable }[] = [];
  let grid: PageGrid | undefined;
  const end = () => {
    if (chain.length > 1) apply(chain, joined);
    chain = [];
  };
  joined.forEach((layout, index) => {
    const [first] = layout.open;
    const last = chain.at(-1);
    const goesOn =
      first !== undefined &&
      last !== undefined &&
      last.index === index - 1 &&
      isContinuation(joined[index - 1] as PageLayout, last.table, grid, layout, first.table, chain[0]?.table);
    if (!goesOn) end();
    const next = layout.open.at(-1);
    if (goesOn && first) {
      chain.push({ index, table: first.table });
      if (layout.open.length === 1 || !next) return;
      end();
    }
    // The first row alone before the page break is no table by itself, but starts one.
    if (!next || (next.grid === undefined && !startsTable(next.table))) return;
    chain = [{ index, table: next.table }];
    grid = next.grid;
  });
  end();
  return joined;
}

function apply(
  chain: readonly { readonly index: number; readonly table: OpenTable }[],
  layouts: PageLayout[],
): void {
  const grids = openTablesToGrids(chain.map(({ table }) => table));
  if (!grids) return;
  chain.forEach(({ index, table }, part) => {
    const layout = layouts[index] as PageLayout;
    const own = grids[part] as PageGrid;
    const open = layout.open.map((each): OpenGrid => (each.table === table ? { table, grid: own } : each));
    const old = layout.open.find((each) => each.table === table)?.grid;
    const others = layout.items.flatMap((item) =>
      item.kind === 'grid' && item.grid !== old ? [item.grid] : [],
    );
    layouts[index] = toLayout(layout.sheet, [...others, own], open);
  });
}

function isContinuation(
  above: PageLayout,
  upper: OpenTable,
  grid: PageGrid | undefined,
  below: PageLayout,
  lower: OpenTable,
  start: OpenTable = upper,
): boolean {
  if (!isLast(above, upper) || !isFirst(below, lower, above)) return false;
  const [size, sizeBelow] = [upper.lines[0]?.size ?? 0, lower.lines[0]?.size ?? 0];
  if (Math.abs(size - sizeBelow) > 0.1 * size) return false;
  const head = start.lines.slice(0, 2);
  if (countRepeatedLines(head, lower.lines) > 0) return true;
  if (lower.isAnnounced) return false;
  const isShared = sharesStarts(upper, lower);
  if (grid === undefined) return isShared;
  if (hasOwnHead(lower)) return isShared;
  if (isShared) return true;
  if (lower.box.x0 < upper.box.x0 - SHIFT_MAX || lower.box.x1 > upper.box.x1 + SHIFT_MAX) return false;
  const borders = grid.xs.slice(1, -1);
  const pieces = linesToPieces(lower.lines);
  const crossing = pieces.filter(({ x0, x1 }) => borders.some((x) => x > x0 + 6 && x < x1 - 6)).length;
  return crossing <= Math.max(1, CROSSING_MAX * pieces.length);
}

/** Texts of both parts start at the same places: the rows of a form have fields of their own, though not all. */
function sharesStarts(upper: OpenTable, lower: OpenTable): boolean {
  const [above, below] = [findStarts(upper), findStarts(lower)];
  const shared = below.filter((x) => above.some((other) => Math.abs(other - x) < START_SHIFT));
  return shared.length >= Math.max(2, START_SHARE * Math.min(above.length, below.length));
}

function findStarts({ lines }: OpenTable): number[] {
  const starts: number[] = [];
  for (const line of lines) {
    for (const { x0, isNumber } of lineToSegments(line, [], 1))
      if (!isNumber && !starts.some((x) => Math.abs(x - x0) < START_SHIFT)) starts.push(x0);
  }
  return starts;
}

/** A row of words, as headers are. */
/** A title or unit line over it, or a row of words. */
function startsTable(table: OpenTable): boolean {
  return table.isAnnounced || table.isTitled || hasOwnHead(table);
}

function hasOwnHead({ lines }: OpenTable): boolean {
  const [top] = lines;
  // A cell of two lines beside those of one starts higher than these.
  const row = lines.filter((line) => top !== undefined && line.y0 < top.y1 - 1);
  return row.some((line) => {
    const segments = lineToSegments(line);
    return segments.length >= 3 && segments.every(({ isNumber }) => !isNumber);
  });
}

function isLast({ items, sheet }: PageLayout, table: OpenTable): boolean {
  return items.every((item) => topOf(item) < table.box.y1 - 1 || topOf(item) > (1 - BAND) * sheet.height);
}

/** Nothing over the part but running lines and what stands over the first part as well. */
function isFirst({ items, sheet }: PageLayout, table: OpenTable, above: PageLayout): boolean {
  const known = new Set(
    above.items.flatMap((item) => (item.kind === 'line' ? [squash(item.line.text)] : [])),
  );
  return items.every((item) => {
    if (topOf(item) > table.box.y0 - 1) return true;
    if (item.kind === 'grid') return false;
    const { text, y1 } = item.line;
    if (known.has(squash(text)) || /续/.test(text)) return true;
    if (readLine(text).kind === 'unit-line') return false;
    return y1 < BAND * sheet.height && titleLikeness({ text, level: 0 }) < 2;
  });
}

function topOf(item: LayoutItem): number {
  return item.kind === 'line' ? item.line.y0 : item.grid.box.y0;
}

function squash(text: string): string {
  return text.replace(/\s+/g, '');
}
