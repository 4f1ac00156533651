import type { PageCell } from '../page/page-grid.ts';
import { type Box, type Edge, unionBox } from '../page/sheet.ts';
import { isNumberText } from '../page/text-to-columns.ts';

/** How far, in points, a text may stand from the border that it starts or ends at. */
const PADDING_MAX = 7;
/** How far, in points, a figure may stand off the middle of its field. */
const CENTRE_MISS_MAX = 5;
/** The same as a share of its width, where the borders of the field are told by the rows around. */
const OFF_CENTRE_MAX = 0.2;
/** How far, in points, figures set under one another differ. */
const ALIGN_SHIFT = 1.5;
/** How far, in points, a text that reaches over a border does so. */
const CROSSING_MIN = 2;
/** How far, in points, the edge of a shade may stand off the border of a column. */
const SIDE_SHIFT = 4;

/** What a row tells of a border: two fields meet there, one reaches over it, or neither shows. */
type Known = 'cut' | 'joined' | undefined;

interface Grid {
  readonly cells: readonly PageCell[];
  readonly columns: number;
  readonly xs: readonly number[];
  readonly rows: readonly Box[];
  readonly sides: readonly Edge[];
}

/**
 * Cells of a form, each as wide as its text → each as wide as its field. A field reaches as far as the next, unless an
 * empty one stands between: rows under one label over several rows have the same fields, so a border there shows in the
 * nearest row over or under it in which something stands at its place. The only field beside a label reaches to the end
 * of its row. Figures stand at the right end of their fields, or amid them. Upright edges of shaded cells tell first.
 */
export function fillFields(
  cells: readonly PageCell[],
  columns: number,
  xs: readonly number[],
  rows: readonly Box[],
  sides: readonly Edge[],
  rowOffset: number,
): PageCell[] {
  const local = cells.map((cell): PageCell => ({ ...cell, row: cell.row - rowOffset }));
  const grid: Grid = { cells: local, columns, xs, rows, sides };
  const holders = toHolders(local, rows.length);
  const groups = toGroups(local, rows.length);
  const known = toKnown(grid, holders);
  const [ends, starts] = [new Map<PageCell, number>(), new Map<PageCell, number>()];
  fill();
  // Where a figure's field begins tells of the rows that have none.
  for (const [cell, start] of starts) {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      const states = known[row];
      if (states && start > 0 && holders[row]?.[start - 1] === undefined) states[start] ??= 'cut';
    }
  }
  fill();
  return local.map((cell): PageCell => {
    const [col, end] = [starts.get(cell) ?? cell.col, ends.get(cell) ?? cell.col + cell.colSpan];
    const box = { ...cell.box, x0: xs[col] ?? cell.box.x0, x1: xs[end] ?? cell.box.x1 };
    return { ...cell, row: cell.row + rowOffset, col, colSpan: end - col, box };
  });

  function fill(): void {
    ends.clear();
    starts.clear();
    for (const cell of local) {
      const from = cell.col + cell.colSpan;
      const end = freeEnd(cell, holders, columns);
      const next = holders[cell.row]?.[end];
      const isFigure = isNumberText(cell.text);
      if (!isFigure || startsField(cell, xs)) ends.set(cell, endOfText(cell, from, end, next));
    }
    for (const cell of local) {
      if (!isNumberText(cell.text)) continue;
      let first = cell.col;
      while (first > 0 && isFree(cell, first - 1)) first--;
      const [start, end] = fieldOfFigure(cell, first);
      starts.set(cell, start);
      if (!ends.has(cell)) ends.set(cell, end);
    }
  }

  /** True where no text stands, nor a field reaches, in the rows of a cell. */
  function isFree(cell: PageCell, col: number): boolean {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      if (holders[row]?.[col] !== undefined) return false;
      if (local.some((other) => other !== cell && covers(other, row, col, ends))) return false;
    }
    return true;
  }

  function endOfText(cell: PageCell, from: number, end: number, next: PageCell | undefined): number {
    if (end <= from) return from;
    const isFigureNext = next !== undefined && isNumberText(next.text) && !startsField(next, xs);
    const values = fieldsIn(cell.row);
    if (isFigureNext && values === 2 && groups[cell.row]?.isGroup !== true) {
      // A label and its figure, alone in their row: the label ends where those of the rows around do.
      for (const inGroup of [true, false]) {
        for (let b = from; b <= end; b++) {
          const near = [lookFor(cell, b, -1, inGroup), lookFor(cell, b, 1, inGroup)];
          if (near.includes('cut') || known[cell.row]?.[b] === 'cut') return b;
        }
      }
      return from;
    }
    for (let b = from; b < end; b++) if (isCut(cell, b, values)) return b;
    const isLast = next === undefined && end === columns;
    if (isLast && endsPairs(cell)) return from;
    return end;
  }

  /** 预算数 50.00 | 其中：财政资金 50.00 | 其他资金: a label without its figure, after pairs of both. */
  function endsPairs(cell: PageCell): boolean {
    const row = local.filter((other) => other.row === cell.row && other.rowSpan === 1);
    const ordered = row.sort((a, b) => a.col - b.col);
    if (ordered.at(-1) !== cell || ordered.length < 5 || ordered.length % 2 === 0) return false;
    return ordered.every(({ text }, index) => isNumberText(text) === (index % 2 === 1));
  }

  function fieldsIn(row: number): number {
    return new Set((holders[row] ?? []).filter((cell) => cell !== undefined)).size;
  }

  function isCut(cell: PageCell, border: number, values: number): boolean {
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
      const own = known[row]?.[border];
      if (own !== undefined) return own === 'cut';
    }
    const [above, below] = [lookFor(cell, border, -1, true), lookFor(cell, border, 1, true)];
    const isOnly = values === 2 && holders[cell.row]?.[cell.col - 1] !== undefined;
    if (groups[cell.row]?.isGroup !== true) return above === 'cut' && below === 'cut' && values > 2;
    if (above !== undefined && below !== undefined) return above === 'cut' && below === 'cut';
    return (above ?? below) === 'cut' && !isOnly;
  }

  /** What the nearest row of the same group tells of a border, above or below. */
  function lookFor(cell: PageCell, border: number, step: 1 | -1, inGroup: boolean): Known {
    const group = groups[cell.row];
    for (
      let row = step < 0 ? cell.row - 1 : cell.row + cell.rowSpan;
      row >= 0 && row < rows.length && (!inGroup || groups[row] === group);
      row += step
    ) {
      const state = known[row]?.[border];
      if (state !== undefined) return state;
    }
    return undefined;
  }

  /** True for a figure under or over others of a list: rows of more than a label and a value. */
  function isInColumn(cell: PageCell): boolean {
    const text = unionBox(cell.words);
    return local.some((other) => {
      if (other === cell || !isNumberText(other.text) || fieldsIn(other.row) < 3) return false;
      const { x0, x1 } = unionBox(other.words);
      const off = Math.min(Math.abs(x1 - text.x1), Math.abs(x0 + x1 - text.x0 - text.x1) / 2);
      return off < ALIGN_SHIFT;
    });
  }

  /** The columns of the field that a figure stands at the right end of, or amid. */
  function fieldOfFigure(cell: PageCell, least: number): [number, number] {
    const own = cell.col + cell.colSpan;
    let most = own;
    while (most < columns && isFree(cell, most)) most++;
    const text = unionBox(cell.words);
    const centre = (text.x0 + text.x1) / 2;
    const holds = (from: number, to: number) => (xs[from] ?? 0) < text.x0 + 2 && (xs[to] ?? 0) > text.x1 - 2;
    const isRight = (to: number) => (xs[to] ?? 0) - text.x1 < PADDING_MAX;
    const missOf = (from: number, to: number) => Math.abs(centre - ((xs[from] ?? 0) + (xs[to] ?? 0)) / 2);
    const values = fieldsIn(cell.row);
    const isGroup = groups[cell.row]?.isGroup === true;
    if (values === 2 && !isGroup && !isInColumn(cell)) return [least, most];
    const count = isGroup ? Math.max(3, values) : values;
    let start = cell.col;
    for (let b = cell.col; b > least; b--) {
      start = b;
      if (isCut(cell, b, count)) break;
      start = b - 1;
    }
    for (const from of [start, cell.col]) {
      if (holds(from, own) && (isRight(own) || missOf(from, own) < CENTRE_MISS_MAX)) return [from, own];
    }
    let end = own;
    while (end < most && !isCut(cell, end, count)) end++;
    if (holds(start, end) && missOf(start, end) < OFF_CENTRE_MAX * ((xs[end] ?? 0) - (xs[start] ?? 0)))
      return [start, end];
    let best: [number, number] = [start, own];
    let miss = CENTRE_MISS_MAX;
    for (let from = cell.col; from >= least; from--) {
      for (let to = own; to <= most; to++) {
        if (holds(from, to) && missOf(from, to) < miss) [best, miss] = [[from, to], missOf(from, to)];
      }
    }
    return best;
  }
}

function covers(cell: PageCell, row: number, col: number, ends: ReadonlyMap<PageCell, number>): boolean {
  const end = ends.get(cell) ?? cell.col + cell.colSpan;
  return cell.row <= row && cell.row + cell.rowSpan > row && cell.col <= col && end > col;
}

function toHolders(cells: readonly PageCell[], count: number): (PageCell | undefined)[][] {
  const holders = Array.from({ length: count }, (): (PageCell | undefined)[] => []);
  for (const cell of cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
      for (let col = cell.col; col < cell.col + cell.colSpan; col++)
        (holders[row] as (PageCell | undefined)[])[col] ??= cell;
  return holders;
}

/** First column right of a cell that a text takes in one of its rows. */
function freeEnd(
  cell: PageCell,
  holders: readonly (readonly (PageCell | undefined)[])[],
  columns: number,
): number {
  let end = columns;
  for (let row = cell.row; row < cell.row + cell.rowSpan; row++) {
    for (let col = cell.col + cell.colSpan; col < end; col++)
      if (holders[row]?.[col] !== undefined) end = col;
  }
  return end;
}

interface Group {
  /** Under one label over several rows; else a run of rows without such. */
  readonly isGroup: boolean;
}

function toGroups(cells: readonly PageCell[], count: number): Group[] {
  const groups: (Group | undefined)[] = Array.from({ length: count }, () => undefined);
  for (const { row, col, rowSpan } of cells) {
    if (rowSpan < 2 || col > 0) continue;
    const group: Group = { isGroup: true };
    for (let r = row; r < row + rowSpan; r++) groups[r] ??= group;
  }
  let run: Group | undefined;
  return groups.map((group) => {
    run = group === undefined ? (run ?? { isGroup: false }) : undefined;
    return group ?? (run as Group);
  });
}

/** A text that starts where its field does, as those set to the left do. */
function startsField({ words, col }: PageCell, xs: readonly number[]): boolean {
  const off = unionBox(words).x0 - (xs[col] ?? 0);
  return off > -1 && off < PADDING_MAX;
}

function toKnown(
  { xs, columns, rows, sides }: Grid,
  holders: readonly (readonly (PageCell | undefined)[])[],
): Known[][] {
  return rows.map((row, index) => {
    const own = holders[index] ?? [];
    const shaded = knownBySides(row, sides, own, xs, columns);
    return Array.from({ length: columns }, (_, b): Known => {
      if (b === 0) return 'cut';
      if (shaded !== undefined) return shaded[b];
      const [left, right] = [own[b - 1], own[b]];
      const x = xs[b] ?? 0;
      if (left !== undefined && (left === right || reachesPast(left, x))) return 'joined';
      if (right !== undefined && startsBefore(right, x)) return 'joined';
      if (left !== undefined && right !== undefined) return 'cut';
      const isFigure = (cell: PageCell) => isNumberText(cell.text) && !startsField(cell, xs);
      if (right !== undefined && !isFigure(right)) return 'cut';
      if (left !== undefined && isFigure(left)) {
        if (x - unionBox(left.words).x1 < PADDING_MAX) return 'cut';
      }
      return undefined;
    });
  });
}

function reachesPast({ words }: PageCell, x: number): boolean {
  return unionBox(words).x1 > x + CROSSING_MIN;
}

function startsBefore({ words }: PageCell, x: number): boolean {
  return unionBox(words).x0 < x - CROSSING_MIN;
}

/** Borders of a row whose cells are shaded one by one; undefined where they are not. */
function knownBySides(
  row: Box,
  sides: readonly Edge[],
  own: readonly (PageCell | undefined)[],
  xs: readonly number[],
  columns: number,
): Known[] | undefined {
  const y = (row.y0 + row.y1) / 2;
  const crossing = sides.filter(({ from, to }) => from < y && to > y);
  if (crossing.length === 0) return undefined;
  const states = Array.from({ length: columns }, (_, b): Known => {
    const x = xs[b] ?? 0;
    return crossing.some(({ at }) => Math.abs(at - x) < SIDE_SHIFT) ? 'cut' : 'joined';
  });
  const isParted = own.every((cell, col) => {
    const left = own.slice(0, col).findLast((other) => other !== undefined);
    if (cell === undefined || left === undefined || left === cell) return true;
    return states.slice(left.col + 1, col + 1).includes('cut');
  });
  return isParted && states.slice(1).includes('cut') ? states : undefined;
}
