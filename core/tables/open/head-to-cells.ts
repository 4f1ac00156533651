import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell } from '../page/page-grid.ts';
import { type Box, type Edge, unionBox } from '../page/sheet.ts';
import { type Block, centre, type Extent, homeOf, meets, middle } from '../page/text-blocks.ts';

/** How far, in points, texts that start at one place differ. */
const START_SHIFT = 1.5;
/** Share of headers off the middles of their columns that start where these do, where headers are left-aligned. */
const LEFT_SHARE = 0.8;

/** A header cell and the columns that it stands over. */
interface Placed {
  readonly block: Block;
  first: number;
  last: number;
}

/** Deeper stacks of texts are no header. */
const HEAD_ROWS_MAX = 10;
/** What leaving a column without a header over it costs, in points of a centre missed. */
const UNCOVERED = 45;
/** Headers whose middles differ by less than this, in points, stand at one height. */
const HEIGHT_SHIFT = 1.2;
/** The same for one whose header stands under this level, where others reach up beside it. */
const UNCOVERED_SURELY = 180;
/** The same for a column whose header may as well reach up beside the one over its neighbours. */
const UNCOVERED_TALL = 12;

/**
 * Texts over the columns of a table → its header cells. The lowest texts head their columns; those above are each
 * centred over a run of columns, or all start where their runs do. Which run each takes is what makes them miss the
 * middles, or the starts, of their runs by least.
 */
export function headToCells(
  head: readonly Block[],
  columns: readonly Extent[],
  xs: readonly number[],
  size: number,
  sides: readonly Edge[] = [],
): { readonly cells: readonly PageCell[]; readonly rows: readonly Box[] } {
  if (head.length === 0) return { cells: [], rows: [] };
  const shaded = placeBetweenSides(head, xs, sides);
  const stacks: Placed[][] = columns.map(() => []);
  const placed: Placed[] = [];
  const put = (entry: Placed) => {
    placed.push(entry);
    for (let col = entry.first; col <= entry.last; col++) stacks[col]?.push(entry);
  };
  for (const entry of shaded ?? []) put(entry);
  if (shaded) return toGrid(placed, stacks, xs);
  const leaves = new Set(findLeaves(head));
  for (const block of leaves) {
    const under = columns.flatMap((column, index) => (meets(block, column) ? [index] : []));
    const home = homeOf(block, columns);
    // A lowest header that stands in no column and is no column of its own is one of those above.
    if (under.length === 0) leaves.delete(block);
    else if (under.length === 1) put({ block, first: under[0] ?? home, last: under[0] ?? home });
    else {
      const free = under.filter(
        (col) => ![...leaves].some((other) => other !== block && homeOf(other, columns) === col),
      );
      const range = free.length > 0 ? free : [home];
      put({ block, first: Math.min(...range), last: Math.max(...range) });
    }
  }
  const upper = head.filter((block) => !leaves.has(block)).sort((a, b) => middle(b) - middle(a));
  const starts = areLeftAligned(placed, upper, columns) ? columns.map(({ x0 }) => x0) : undefined;
  const borders = starts ? xs : refineBorders(columns, stacks, xs);
  while (upper.length > 0) {
    const lowest = upper[0] as Block;
    const level = upper.filter((block) => middle(lowest) - middle(block) < 0.5 * size);
    upper.splice(0, upper.length, ...upper.filter((block) => !level.includes(block)));
    level.sort((a, b) => a.x0 - b.x0);
    const covered = coverLevel(level, stacks, borders, size, starts, upper);
    for (const entry of covered) put(entry);
    // What found no columns of its own at its level stands over the one that it is nearest to: no text is lost.
    for (const block of level) {
      const home = homeOf(block, columns);
      if (!covered.some((entry) => entry.block === block)) put({ block, first: home, last: home });
    }
  }
  return toGrid(placed, stacks, xs);
}

/** How far, in points, the edge of a shade may stand off the border of a column. */
const SIDE_SHIFT = 4;

/** Header cells that are each shaded by itself stand between their upright edges; undefined where any is not. */
function placeBetweenSides(
  head: readonly Block[],
  xs: readonly number[],
  sides: readonly Edge[],
): Placed[] | undefined {
  if (sides.length === 0) return undefined;
  const placed: Placed[] = [];
  for (const block of [...head].sort((a, b) => middle(b) - middle(a))) {
    const y = middle(block);
    const beside = sides.filter(({ from, to }) => from < y && to > y).map(({ at }) => at);
    if (beside.length === 0) return undefined;
    const left = Math.max(xs[0] ?? 0, ...beside.filter((at) => at < block.x0 + 1));
    const right = Math.min(xs.at(-1) ?? 0, ...beside.filter((at) => at > block.x1 - 1));
    const first = xs.findIndex((x) => Math.abs(x - left) < SIDE_SHIFT);
    const end = xs.findIndex((x) => Math.abs(x - right) < SIDE_SHIFT);
    if (first < 0 || end <= first) return undefined;
    placed.push({ block, first, last: end - 1 });
  }
  return placed;
}

/** Headers start where the texts under them do, and those over several columns where one of these starts: none is centred. */
function areLeftAligned(
  leaves: readonly Placed[],
  upper: readonly Block[],
  columns: readonly Extent[],
): boolean {
  const isOff = (block: Block, column: Extent) => Math.abs(centre(block) - centre(column)) > START_SHIFT;
  const starts = (block: Block, column: Extent) => Math.abs(block.x0 - column.x0) < START_SHIFT;
  // A header as wide as the one column that it stands right over tells nothing; were it centred, it would head that alone.
  const telling = [
    ...leaves.flatMap(({ block, first, last }) => {
      const column = columns[first];
      return column && first === last && isOff(block, column) ? [starts(block, column)] : [];
    }),
    ...upper.flatMap((block) => {
      const column = columns.find((each) => starts(block, each));
      return !column || isOff(block, column) ? [column !== undefined] : [];
    }),
  ];
  return telling.filter(Boolean).length >= LEFT_SHARE * telling.length;
}

/**
 * Borders of columns from their headers: each is centred in its cell, so one border gives the next. Told from the left
 * and from the right, never beyond the texts of the column, and the mean taken.
 */
function refineBorders(
  columns: readonly Extent[],
  stacks: readonly Placed[][],
  xs: readonly number[],
): number[] {
  const count = columns.length;
  const middles = stacks.map(([leaf]) => (leaf && leaf.first === leaf.last ? centre(leaf.block) : undefined));
  const clamp = (x: number, index: number) => {
    const low = Math.max(columns[index - 1]?.x1 ?? -Infinity, stacks[index - 1]?.[0]?.block.x1 ?? -Infinity);
    const high = Math.min(columns[index]?.x0 ?? Infinity, stacks[index]?.[0]?.block.x0 ?? Infinity);
    return low > high ? (xs[index] ?? x) : Math.min(high, Math.max(low, x));
  };
  const fromLeft = [...xs];
  const fromRight = [...xs];
  for (let i = 1; i < count; i++) {
    const at = middles[i - 1];
    if (at !== undefined) fromLeft[i] = clamp(2 * at - (fromLeft[i - 1] ?? 0), i);
  }
  for (let i = count - 1; i > 0; i--) {
    const at = middles[i];
    if (at !== undefined) fromRight[i] = clamp(2 * at - (fromRight[i + 1] ?? 0), i);
  }
  return xs.map((_, index) => ((fromLeft[index] ?? 0) + (fromRight[index] ?? 0)) / 2);
}

/** A run of columns that go together: under one header already, or one column. */
interface Unit {
  readonly first: number;
  last: number;
  readonly uncovered: number;
}

/** Gives each header of one level its columns, run by run of columns whose headers stand lower. */
function coverLevel(
  level: readonly Block[],
  stacks: readonly Placed[][],
  xs: readonly number[],
  size: number,
  starts: readonly number[] | undefined,
  higher: readonly Block[],
): Placed[] {
  // Where headers start with their columns, one that starts higher heads a run that none of this level reaches into.
  const startsRun = (col: number) =>
    starts !== undefined && higher.some(({ x0 }) => Math.abs(x0 - (starts[col] ?? Infinity)) < START_SHIFT);
  const y = level.reduce((sum, block) => sum + middle(block), 0) / level.length;
  const tops = stacks.map((stack) => stack.at(-1));
  const drops = tops.flatMap((top) =>
    top && middle(top.block) - y > 0.4 * size ? [middle(top.block) - y] : [],
  );
  const under = level.flatMap((block) => {
    const own = tops.flatMap((top) => (top && meets(top.block, block) ? [middle(top.block) - y] : []));
    return own.length > 0 ? [Math.min(...own)] : [];
  });
  // A header beside those of this level that reaches down to the lowest row stands amid its rows: half a step lower.
  const drop = under.length > 0 ? Math.min(...under) : Math.max(...drops, 0);
  const lowest = Math.max(...drops, 0);
  // Where those under this level stand at one height, two or more at another, higher one reach up beside it.
  const heights = level.flatMap((block) =>
    tops.flatMap((top) => (top && meets(top.block, block) ? [middle(top.block)] : [])),
  );
  const [lowestUnder, highestUnder] = [Math.max(...heights), Math.min(...heights)];
  const isEven = heights.length > 0 && lowestUnder - highestUnder < HEIGHT_SHIFT;
  const depthUnder = Math.max(
    0,
    ...stacks
      .filter((_, col) => level.some((block) => tops[col] && meets((tops[col] as Placed).block, block)))
      .map(({ length }) => length),
  );
  const isTall = (own: number) =>
    isEven &&
    own < highestUnder - 2 * HEIGHT_SHIFT &&
    new Set(tops.filter((top) => top && Math.abs(middle(top.block) - own) < HEIGHT_SHIFT)).size > 1;
  const hasTall = tops.some((top) => top && isTall(middle(top.block)));
  const isBelow = (col: number) => {
    const top = tops[col];
    if (top === undefined) return true;
    if (stacks[col]?.length === 1 && isTall(middle(top.block))) return false;
    // One amid this level and the next lower, over as many headers as that, reaches up beside this level.
    const isAmid = Math.abs(2 * middle(top.block) - y - highestUnder) < 2 * HEIGHT_SHIFT;
    if (isEven && isAmid && stacks[col]?.length === depthUnder && depthUnder > 1) return false;
    const step = middle(top.block) - y;
    return stacks[col]?.length === 1 ? step > 0.75 * drop : step > 0.4 * size;
  };
  const result: Placed[] = [];
  let col = 0;
  const count = stacks.length;
  while (col < count) {
    if (!isBelow(col)) {
      col++;
      continue;
    }
    const start = col;
    while (col < count && isBelow(col) && (col === start || !startsRun(col))) col++;
    const [left, right] = [xs[start] ?? 0, xs[col] ?? 0];
    const own = level.filter((block) => centre(block) > left && centre(block) < right);
    const units: Unit[] = [];
    for (let c = start; c < col; c++) {
      const last = units.at(-1);
      const top = tops[c];
      const isTall = top !== undefined && stacks[c]?.length === 1 && middle(top.block) - y < 0.8 * lowest;
      if (last && top !== undefined && top === tops[last.first]) last.last = c;
      else {
        // Where others reach up beside this level, one at the height of those under it has a header over it.
        const isUnder = top !== undefined && hasTall && middle(top.block) > lowestUnder - HEIGHT_SHIFT;
        units.push({
          first: c,
          last: c,
          uncovered: isTall ? UNCOVERED_TALL : isUnder ? UNCOVERED_SURELY : UNCOVERED,
        });
      }
    }
    result.push(...shareUnits(own, units, xs, starts));
  }
  return result;
}

/** Header cells under which no other stands, in the lower half of the header or right amid it. */
export function findLeaves(head: readonly Block[]): Block[] {
  const { y0, y1 } = unionBox(head);
  return head.filter((block) => {
    if (middle(block) < (y0 + y1) / 2 - 4) return false;
    return !head.some((other) => other !== block && other.y0 > middle(block) && meets(block, other));
  });
}

/** Shares out units of columns among headers in order, by least misses of the middles or, where given, of the starts. */
function shareUnits(
  blocks: readonly Block[],
  units: readonly Unit[],
  xs: readonly number[],
  starts: readonly number[] | undefined,
): Placed[] {
  if (blocks.length === 0) return [];
  interface State {
    readonly cost: number;
    readonly placed: readonly Placed[];
  }
  // states[u]: the cheapest way to give the first u units to the headers so far.
  let cost = 0;
  let states: (State | undefined)[] = [{ cost, placed: [] }];
  for (const { uncovered } of units) {
    cost += uncovered;
    states.push({ cost, placed: [] });
  }
  for (const block of blocks) {
    const next: (State | undefined)[] = states.map(() => undefined);
    for (let from = 0; from < units.length; from++) {
      const state = states[from];
      if (!state) continue;
      for (let to = from; to < units.length; to++) {
        const [first, last] = [units[from]?.first ?? 0, units[to]?.last ?? 0];
        const [left, right] = [xs[first] ?? 0, xs[last + 1] ?? 0];
        const over = Math.max(0, left - block.x0, block.x1 - right);
        const start = starts?.[first];
        const miss = Math.abs(start === undefined ? centre(block) - (left + right) / 2 : block.x0 - start);
        const total = state.cost + miss + 3 * over;
        const best = next[to + 1];
        if (!best || total < best.cost)
          next[to + 1] = { cost: total, placed: [...state.placed, { block, first, last }] };
      }
    }
    for (let u = 1; u < next.length; u++) {
      const before = next[u - 1];
      const here = next[u];
      const { uncovered } = units[u - 1] as Unit;
      if (before && (!here || before.cost + uncovered < here.cost))
        next[u] = { cost: before.cost + uncovered, placed: before.placed };
    }
    states = next;
  }
  return [...(states.at(-1)?.placed ?? [])];
}

/** Headers stacked over columns → cells: a stack lower than the deepest has cells over several rows. */
function toGrid(placed: readonly Placed[], stacks: readonly Placed[][], xs: readonly number[]) {
  const ordered = stacks.map((stack) => [...stack].sort((a, b) => middle(a.block) - middle(b.block)));
  const deepest = ordered.reduce((best, stack) => (stack.length > best.length ? stack : best), []);
  const depth = Math.max(1, deepest.length);
  const heights = Array.from({ length: depth }, (_, row) => {
    const full = ordered
      .filter((stack) => stack.length === depth)
      .map((stack) => (stack[row] as Placed).block);
    return unionBox(full);
  });
  const rowsOf = new Map<Placed, [number, number]>();
  for (const stack of [...ordered].sort((a, b) => b.length - a.length)) {
    if (stack.length === 0) continue;
    splitRows(stack, heights).forEach((range, index) => {
      const entry = stack[index] as Placed;
      if (!rowsOf.has(entry)) rowsOf.set(entry, range);
    });
  }
  const taken = new Map<string, { entry: Placed; range: [number, number]; blocks: Block[] }>();
  for (const entry of placed) {
    const range = rowsOf.get(entry) ?? [0, 0];
    const key = `${range[0]} ${entry.first}`;
    const other = taken.get(key);
    if (other) other.blocks.push(entry.block);
    else taken.set(key, { entry, range, blocks: [entry.block] });
  }
  const cells = [...taken.values()].map(({ entry, range, blocks }): PageCell => {
    const [row, end] = range;
    const box = {
      x0: xs[entry.first] ?? 0,
      y0: heights[row]?.y0 ?? 0,
      x1: xs[entry.last + 1] ?? 0,
      y1: heights[end]?.y1 ?? 0,
    };
    const words = blocks.flatMap((block) => block.words);
    const text = wordsToCellText(words, box);
    return {
      row,
      col: entry.first,
      rowSpan: end - row + 1,
      colSpan: entry.last - entry.first + 1,
      box,
      words,
      text,
    };
  });
  return { cells: cells.sort((a, b) => a.row - b.row || a.col - b.col), rows: heights };
}

/** Rows for each header of a stack, so that each stands nearest to the middle of its rows. */
function splitRows(stack: readonly Placed[], heights: readonly Box[]): [number, number][] {
  const depth = heights.length;
  if (depth > HEAD_ROWS_MAX) return stack.map((_, index) => [index, index]);
  let best: { cost: number; ranges: [number, number][] } = { cost: Infinity, ranges: [] };
  const visit = (index: number, row: number, cost: number, ranges: [number, number][]) => {
    if (cost >= best.cost) return;
    if (index === stack.length) {
      if (row === depth) best = { cost, ranges };
      return;
    }
    for (let end = row; end <= depth - (stack.length - index); end++) {
      const y = ((heights[row]?.y0 ?? 0) + (heights[end]?.y1 ?? 0)) / 2;
      const miss = Math.abs(y - middle((stack[index] as Placed).block));
      visit(index + 1, end + 1, cost + miss, [...ranges, [row, end]]);
    }
  };
  visit(0, 0, 0, []);
  return best.ranges;
}
