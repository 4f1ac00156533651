import type { FlowBlock, FlowGrid, GridCell } from '../../core/model/source.ts';
import { INTO } from './html-tree.ts';

/**
 * Tables that a page cuts into several, one for each page of the printed document: a table after nothing but page numbers
 * and site furniture, that begins with the very header of the one before, goes on with it. The header is there once.
 */
export function joinContinued(blocks: readonly FlowBlock[]): FlowBlock[] {
  const joined: FlowBlock[] = [];
  let last = -1;
  for (const block of blocks) {
    const before = joined[last];
    if (block.kind === 'grid') {
      const rows = before?.kind === 'grid' && !block.caption ? repeatedRows(before, block) : 0;
      if (before?.kind === 'grid' && rows > 0) {
        joined[last] = append(before, block, rows);
        continue;
      }
      last = joined.length;
    } else if (!block.furniture && !PAGE_NUMBER.test(block.text)) last = -1;
    joined.push(block);
  }
  return joined;
}

const PAGE_NUMBER =
  /^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，共]\s*共?\s*\d{1,4}\s*页?)?[-—–\s]*$|^续表$/;

/** Number of first rows that both tables share and that hold no figure: the header, with title and unit line within. */
function repeatedRows(one: FlowGrid, other: FlowGrid): number {
  if (widthOf(one) !== widthOf(other) || widthOf(one) < 2) return 0;
  if (frameOf(one) !== frameOf(other)) return 0;
  let rows = 0;
  let hasNames = false;
  const end = Math.min(heightOf(one), heightOf(other));
  while (rows < end) {
    const [a, b] = [rowOf(one, rows), rowOf(other, rows)];
    if (a.length === 0 || a.length !== b.length || a.some((cell, i) => !isSame(cell, b[i]))) break;
    if (a.some(({ text }) => /\d[\d,]*\.\d|\d,\d{3}/.test(text))) break;
    hasNames ||= a.filter(({ text }) => text !== '').length >= 2;
    rows++;
  }
  // The header ends where all its cells end; rows that merely begin alike are none.
  const isWhole = one.cells.every(({ row, rowSpan }) => row >= rows || row + rowSpan <= rows);
  return hasNames && isWhole && rows < heightOf(other) ? rows : 0;
}

/** Path of the frame that a table stands in: sheets and frames are documents of their own. */
function frameOf({ anchor }: FlowGrid): string {
  const selector = anchor.kind === 'element' ? anchor.selector : '';
  return selector.slice(0, Math.max(0, selector.lastIndexOf(INTO)));
}

function isSame(a: GridCell, b: GridCell | undefined): boolean {
  return (
    b !== undefined &&
    a.col === b.col &&
    a.colSpan === b.colSpan &&
    a.rowSpan === b.rowSpan &&
    a.text.replace(/\s/g, '') === b.text.replace(/\s/g, '')
  );
}

function append(grid: FlowGrid, next: FlowGrid, rows: number): FlowGrid {
  const shift = heightOf(grid) - rows;
  const more = next.cells
    .filter(({ row }) => row >= rows)
    .map((cell) => ({ ...cell, row: cell.row + shift }));
  return { ...grid, cells: [...grid.cells, ...more] };
}

const rowOf = (grid: FlowGrid, row: number) => grid.cells.filter((cell) => cell.row === row);
const widthOf = ({ cells }: FlowGrid) =>
  cells.reduce((most, { col, colSpan }) => Math.max(most, col + colSpan), 0);
const heightOf = ({ cells }: FlowGrid) =>
  cells.reduce((most, { row, rowSpan }) => Math.max(most, row + rowSpan), 0);
