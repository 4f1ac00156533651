import { greatest } from '../../core/figures/extremes.ts';
import type { FlowGrid, GridCell } from '../../core/model/source.ts';
import { readLine } from '../../core/structure/around-tables.ts';

const FLOW = { kind: 'flow' } as const;

/**
 * Rows of cells without their columns, as Word's text export gives them, → grid. A row with as many cells as the table has
 * columns is placed as it is. Merged cells show as fewer cells: in header rows the row below tells which label spans what
 * (a blank below stands for a label that goes down); in other rows the first cell is taken as one column wide and the rest
 * as sharing what is left.
 */
export function placeCellLines(rows: readonly (readonly string[])[]): FlowGrid {
  const width = greatest(rows.map((row) => row.length));
  const full = rows.findIndex((row) => row.length === width);
  const cells: GridCell[] = [];
  let header: Placed[] | undefined;
  for (const [index, row] of rows.entries()) {
    const below = rows[index + 1];
    let starts: readonly number[] = row.map((_, col) => col);
    if (row.length < width) {
      const isMeta = row.every((text) => text === '' || readLine(text).kind !== undefined);
      const tree =
        index < full && !isMeta && below && below.length > row.length ? placeHeader(row, below) : undefined;
      starts = tree && below?.length === width ? tree : spread(row.length, width);
    }
    const placed = row.map((text, k): Placed => {
      const col = starts[k] ?? k;
      return { text, col, colSpan: Math.max(1, (starts[k + 1] ?? width) - col) };
    });
    for (const cell of placed) {
      const above = header?.find(({ col, colSpan }) => col === cell.col && colSpan === cell.colSpan);
      const grown = cell.text === '' && above?.cell !== undefined ? cells[above.cell] : undefined;
      if (grown && above?.cell !== undefined) {
        cells[above.cell] = { ...grown, rowSpan: index - grown.row + 1 };
        cell.cell = above.cell;
      } else {
        cell.cell = cells.length;
        cells.push({
          row: index,
          col: cell.col,
          rowSpan: 1,
          colSpan: cell.colSpan,
          text: cell.text,
          anchor: FLOW,
        });
      }
    }
    // Blanks go on with the label above only between header rows.
    header = index < full ? placed : undefined;
  }
  return { kind: 'grid', cells, anchor: FLOW };
}

interface Placed {
  readonly text: string;
  readonly col: number;
  readonly colSpan: number;
  /** Index of its cell in the grid. */
  cell?: number;
}

/**
 * First columns of the labels of a header row by the row below it: each blank there is the foot of a label, each run of
 * labels stands under one or more. Several labels over one run part it where its first label comes again (项目 … 项目 …).
 * Undefined where the two rows do not fit.
 */
function placeHeader(labels: readonly string[], below: readonly string[]): number[] | undefined {
  const runs: { start: number; length: number; isBlank: boolean }[] = [];
  for (const [col, text] of below.entries()) {
    const last = runs.at(-1);
    if (text !== '' && last && !last.isBlank) last.length++;
    else runs.push({ start: col, length: 1, isBlank: text === '' });
  }
  const spare = labels.length - runs.length;
  if (spare < 0) return undefined;
  const starts: number[] = [];
  for (const run of runs) {
    if (run.isBlank) {
      starts.push(run.start);
      continue;
    }
    const texts = below.slice(run.start, run.start + run.length).map((text) => text.replace(/\s+/g, ''));
    const again = texts.flatMap((text, i) => (i > 0 && text === texts[0] ? [run.start + i] : []));
    starts.push(run.start, ...(again.length === spare ? again : []));
  }
  return starts.length === labels.length ? starts : undefined;
}

/** The first cell one column wide, the others sharing the rest as evenly as whole columns allow. */
function spread(count: number, width: number): number[] {
  const share = count > 1 ? (width - 1) / (count - 1) : width;
  return Array.from({ length: count }, (_, k) =>
    k === 0 ? 0 : Math.min(width - count + k, Math.floor(1 + (k - 1) * share + 0.5)),
  );
}
