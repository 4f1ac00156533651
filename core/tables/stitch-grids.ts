import type { PageCell, PageGrid } from './page-grid.ts';
import type { PageLayout } from './page-to-layout.ts';
import type { Line } from './words-to-lines.ts';

/** One table with the parts that stand on its pages. */
export interface StitchedGrid {
  readonly parts: readonly PageGrid[];
  readonly cells: readonly StitchedCell[];
}

export interface StitchedCell extends PageCell {
  readonly page: number;
}

/**
 * Joins tables that run over pages. The map holds each table under its first part; parts that were joined to another
 * have no entry.
 */
export function stitchGrids(
  layouts: readonly PageLayout[],
  _furniture: ReadonlySet<Line>,
): ReadonlyMap<PageGrid, StitchedGrid> {
  const stitched = new Map<PageGrid, StitchedGrid>();
  for (const { items } of layouts) {
    for (const item of items) {
      if (item.kind !== 'grid') continue;
      const { grid } = item;
      stitched.set(grid, { parts: [grid], cells: grid.cells.map((cell) => ({ ...cell, page: grid.page })) });
    }
  }
  return stitched;
}
