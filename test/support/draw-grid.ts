import type { FlowBlock, FlowGrid, FlowText, GridCell, Source } from '../../core/model/source.ts';

/** Cells as lines, one a row: texts parted by bars, [rows×columns] after merged ones. */
export function drawCells(cells: readonly GridCell[]): string[] {
  const lines: string[][] = [];
  for (const { row, rowSpan, colSpan, text } of cells) {
    lines[row] ??= [];
    lines[row]?.push(rowSpan > 1 || colSpan > 1 ? `${text}[${rowSpan}×${colSpan}]` : text);
  }
  return Array.from(lines, (line) => (line ?? []).join(' | '));
}

/** Grids and texts of a source whose content is a flow. */
export function flowOf(source: Source): {
  blocks: readonly FlowBlock[];
  grids: FlowGrid[];
  texts: FlowText[];
} {
  if (source.content.kind !== 'flow') throw new Error('the source has pages');
  const { blocks } = source.content;
  return {
    blocks,
    grids: blocks.filter((block): block is FlowGrid => block.kind === 'grid'),
    texts: blocks.filter((block): block is FlowText => block.kind === 'text'),
  };
}
