import { edgesToLattices } from './edges-to-lattices.ts';
import { latticeToGrid } from './lattice-to-grid.ts';
import { mergeEdges } from './merge-edges.ts';
import type { PageGrid } from './page-grid.ts';
import { holdsMiddle, type Sheet, type SheetWord } from './sheet.ts';
import { type Line, wordsToLines } from './words-to-lines.ts';

/** What stands on a page, from top to bottom: tables and the lines of text around them. */
export interface PageLayout {
  readonly sheet: Sheet;
  readonly items: readonly LayoutItem[];
}

export type LayoutItem =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'grid'; readonly grid: PageGrid };

/** Sheet → its tables and the lines outside them, in reading order. */
export function pageToLayout(sheet: Sheet): PageLayout {
  const grids = findGrids(sheet);
  const taken = new Set<SheetWord>(grids.flatMap(({ cells }) => cells.flatMap(({ words }) => words)));
  const outside = sheet.words.filter((word) => !taken.has(word));
  const lines = wordsToLines(outside).flatMap(splitAtGaps);
  const items: LayoutItem[] = [
    ...grids.map((grid) => ({ kind: 'grid', grid }) as const),
    ...lines.map((line) => ({ kind: 'line', line }) as const),
  ];
  return { sheet, items: items.sort((a, b) => topOf(a) - topOf(b) || leftOf(a) - leftOf(b)) };
}

function findGrids(sheet: Sheet): PageGrid[] {
  const horizontals = mergeEdges(sheet.horizontals.filter(({ isShade }) => !isShade));
  const verticals = mergeEdges(sheet.verticals.filter(({ isShade }) => !isShade));
  const grids: PageGrid[] = [];
  for (const lattice of edgesToLattices(horizontals, verticals)) {
    const isInside = grids.some(({ box }) => holdsMiddle(box, lattice.box));
    const grid = isInside ? undefined : latticeToGrid(lattice, sheet.words, sheet.page);
    if (grid) grids.push(grid);
  }
  return grids;
}

/** 编制部门：某局          单位：元: two texts on one line, set far apart. */
function splitAtGaps(line: Line): Line[] {
  return [line];
}

function topOf(item: LayoutItem): number {
  return item.kind === 'line' ? (item.line.y0 + item.line.y1) / 2 : item.grid.box.y0;
}

function leftOf(item: LayoutItem): number {
  return item.kind === 'line' ? item.line.x0 : item.grid.box.x0;
}
