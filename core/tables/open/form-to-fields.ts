import { type Box, unionBox } from '../page/sheet.ts';
import { type Block, byHeight, middle } from '../page/text-blocks.ts';

/** Texts of a form whose middles differ by less than this, in points, stand at one height. */
const LEVEL_SHIFT = 1.2;
/** How far, in points, a text may stand off the middle of the rows that its cell reaches over. */
const MISS_MAX = 3;
/** What a row costs that no label of a column of labels covers, in misses of the middle. */
const UNCOVERED = 2;
/** What it costs to take a label for one at the top of its rows rather than amid them. */
const AT_TOP = 3;
/** What it costs to leave a text that stands between rows in one of them. */
const FORCED = 20;
/** Share of the usual gap between rows that two rows of their own have between them at least. */
const GAP_SHARE = 0.7;

/** Texts of one cell, with the columns that they take by themselves, and its rows. */
export interface Field {
  readonly blocks: readonly Block[];
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

interface Level {
  readonly y: number;
  readonly blocks: readonly Block[];
}

interface Rows {
  readonly boxes: readonly Box[];
  /** Half of the usual gap between the texts of two rows. */
  readonly padding: number;
  /** The last row's label may reach over rows of the next page as well. */
  readonly goesOn: boolean;
}

/**
 * Texts of a form without rules → its fields and rows.
 *
 * 1. Texts at one height may be a row. They are none where they stand too close to those over and under them to be one,
 *    and each is centred over rows whose fields in its columns are free: then they are cells over these rows.
 * 2. Column by column from the left, labels take the rows that they are centred over, none twice and none left over
 *    where that can be; a label over several rows stands beside one field on its left, never beside parts of several.
 *
 * @param spanOf The columns that a text stands in.
 * @param goesOn The form goes on on the next page, and its last label may stand amid rows of both.
 */
export function formToFields(
  blocks: readonly Block[],
  spanOf: (block: Block) => readonly [number, number],
  goesOn = false,
): { readonly fields: readonly Field[]; readonly rows: readonly Box[] } {
  const homes = new Map(blocks.map((block) => [block, spanOf(block)] as const));
  const homeOf = (block: Block) => homes.get(block) ?? ([0, 0] as const);
  const tall = new Set(blocks.filter((block) => reachesOver(block, blocks, homeOf)));
  const padding = usualGap(blocks, homeOf) / 2;
  const levels = removeBetween(toLevels(blocks, tall), padding, homeOf, tall, goesOn);
  const upright = levels.flatMap((level) => level.blocks.filter((block) => !tall.has(block)));
  const groups = byHeight(upright.length > 0 ? upright : blocks);
  const rows: Rows = { boxes: groups.map((group) => unionBox(group)), padding, goesOn };
  const rowOf = new Map(groups.flatMap((group, index) => group.map((block) => [block, index] as const)));
  const fields: Field[] = [];
  const holders: (Field | undefined)[][] = groups.map(() => []);
  const columnCount = Math.max(0, ...[...homes.values()].map(([, last]) => last)) + 1;
  for (let col = 0; col < columnCount; col++) {
    const own = blocks.filter((block) => homeOf(block)[0] === col);
    for (const field of placeColumn(own, col, rows, rowOf, holders, homeOf)) {
      fields.push(field);
      for (let row = field.from; row <= field.to; row++)
        for (let c = field.first; c <= field.last; c++) (holders[row] as (Field | undefined)[])[c] = field;
    }
  }
  return { fields, rows: rows.boxes };
}

function toLevels(blocks: readonly Block[], tall: ReadonlySet<Block>): Level[] {
  const levels: { y: number; blocks: Block[] }[] = [];
  for (const block of [...blocks].sort((a, b) => middle(a) - middle(b))) {
    const last = levels.at(-1);
    if (last && middle(block) - last.y < LEVEL_SHIFT) last.blocks.push(block);
    else levels.push({ y: middle(block), blocks: [block] });
  }
  return levels.filter((level) => level.blocks.some((block) => !tall.has(block)));
}

/** The least gaps between texts of one column, without the very least. */
function usualGap(blocks: readonly Block[], homeOf: (block: Block) => readonly [number, number]): number {
  const gaps: number[] = [];
  const last = new Map<number, Block>();
  for (const block of [...blocks].sort((a, b) => middle(a) - middle(b))) {
    const [first] = homeOf(block);
    const above = last.get(first);
    if (above && block.y0 > above.y1) gaps.push(block.y0 - above.y1);
    last.set(first, block);
  }
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(0.1 * gaps.length)] ?? 0;
}

/** True for a text beside at least two texts of one other column. */
function reachesOver(
  block: Block,
  blocks: readonly Block[],
  homeOf: (block: Block) => readonly [number, number],
): boolean {
  if (block.isNumber) return false;
  const counts = new Map<number, number>();
  for (const other of blocks) {
    if (other === block || middle(other) <= block.y0 || middle(other) >= block.y1) continue;
    const [first] = homeOf(other);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return [...counts].some(([col, count]) => col !== homeOf(block)[0] && count > 1);
}

/** Leaves out the heights at which only texts stand that are centred over the rows over and under them. */
function removeBetween(
  given: readonly Level[],
  padding: number,
  homeOf: (block: Block) => readonly [number, number],
  tall: ReadonlySet<Block>,
  goesOn: boolean,
): Level[] {
  let levels = [...given];
  const boxOf = (level: Level) => {
    const own = level.blocks.filter((block) => !tall.has(block));
    return unionBox(own.length > 0 ? own : level.blocks);
  };
  for (;;) {
    const boxes = levels.map(boxOf);
    const candidates = levels.flatMap((level, index) => {
      const [above, below] = [boxes[index - 1], boxes[index + 1]];
      const own = boxes[index] as Box;
      if (!above || !below) return [];
      // Room for a row of its own between the two.
      const room = Math.min(own.y0 - above.y1, below.y0 - own.y1);
      if (room >= 2 * padding * GAP_SHARE) return [];
      return [{ level, room, index }];
    });
    candidates.sort((a, b) => a.room - b.room || a.level.blocks.length - b.level.blocks.length);
    const found = candidates.find(({ level }) => {
      const rest = levels.filter((other) => other !== level);
      const rows = { boxes: rest.map(boxOf), padding, goesOn };
      return level.blocks.every((block) => {
        return isCentredOverFree(block, rest, rows, homeOf);
      });
    });
    if (!found) return levels;
    levels = levels.filter((level) => level !== found.level);
  }
}

function isCentredOverFree(
  block: Block,
  levels: readonly Level[],
  rows: Rows,
  homeOf: (block: Block) => readonly [number, number],
): boolean {
  const [first, last] = homeOf(block);
  const isFree = (row: number) =>
    levels[row]?.blocks.every((other) => {
      const [from, to] = homeOf(other);
      return to < first || from > last;
    }) ?? false;
  const y = middle(block);
  const below = levels.findIndex((level) => level.y > y);
  if (below < 1 || !isFree(below) || !isFree(below - 1)) return false;
  for (let from = below - 1; from >= 0 && isFree(from); from--)
    for (let to = below; to < levels.length && isFree(to); to++)
      if (missOf(block, from, to, rows) <= MISS_MAX) return true;
  return false;
}

/** How far a text stands off the middle of some rows, whose borders lie anywhere between their texts and the next. */
function missOf(block: Block, from: number, to: number, { boxes, padding, goesOn }: Rows): number {
  const [upper, lower] = [boxes[from] as Box, boxes[to] as Box];
  const [above, below] = [boxes[from - 1], boxes[to + 1]];
  const top = upper.y0 - padding;
  const bottom = lower.y1 + padding;
  const topMin = above ? Math.min(top, above.y1 + padding) : top;
  const open = goesOn ? Infinity : bottom;
  const bottomMax = below ? Math.max(bottom, below.y0 - padding) : open;
  const y = middle(block);
  const off = Math.max(0, (topMin + bottom) / 2 - y, y - (top + bottomMax) / 2);
  // Even padding is likelier than any other.
  return off + 0.1 * Math.abs(y - (top + bottom) / 2);
}

interface Item {
  readonly blocks: Block[];
  readonly first: number;
  last: number;
  /** Its row; undefined for a text that stands between rows, or beside several. */
  readonly row: number | undefined;
}

/** Gives the texts of one column their rows: those that each is centred over, as many rows as can be, none twice. */
function placeColumn(
  own: readonly Block[],
  col: number,
  rows: Rows,
  rowOf: ReadonlyMap<Block, number>,
  holders: readonly (readonly (Field | undefined)[])[],
  homeOf: (block: Block) => readonly [number, number],
): Field[] {
  const count = rows.boxes.length;
  const items: Item[] = [];
  for (const block of [...own].sort((a, b) => middle(a) - middle(b) || a.x0 - b.x0)) {
    const row = rowOf.get(block);
    const [first, last] = homeOf(block);
    const same = row === undefined ? undefined : items.find((item) => item.row === row);
    if (same) {
      same.blocks.push(block);
      same.last = Math.max(same.last, last);
    } else items.push({ blocks: [block], first, last, row });
  }
  if (items.length === 0) return [];
  const taken = takenFields(rowOf, homeOf, new Set(own), count);
  const leftOf = (row: number) => holders[row]?.slice(0, col).findLast((field) => field !== undefined);
  const isHeld = (row: number) => holders[row]?.[col] !== undefined || taken[row]?.has(col) === true;
  // A column of labels: the first, and those right of a label over several rows.
  const uncovered = rows.boxes.map((_, row) => {
    if (isHeld(row)) return 0;
    const left = leftOf(row);
    return col === 0 || (left !== undefined && left.to > left.from) ? UNCOVERED : 0;
  });
  interface State {
    readonly cost: number;
    readonly placed: readonly Field[];
  }
  let states: (State | undefined)[] = [{ cost: 0, placed: [] }];
  for (const cost of uncovered) states.push({ cost: (states.at(-1)?.cost ?? 0) + cost, placed: [] });
  for (const item of items) {
    const next: (State | undefined)[] = states.map(() => undefined);
    const put = (from: number, to: number, cost: number) => {
      const state = states[from];
      if (!state) return;
      const total = state.cost + cost;
      const best = next[to + 1];
      if (best && best.cost <= total) return;
      const { blocks, first, last } = item;
      next[to + 1] = { cost: total, placed: [...state.placed, { blocks, first, last, from, to }] };
    };
    const [block] = item.blocks as [Block, ...Block[]];
    const box = unionBox(item.blocks);
    const home = item.row ?? nearestRow(box, rows.boxes);
    put(home, home, item.row === undefined ? FORCED : 0);
    const isFree = (row: number) => {
      for (let c = item.first; c <= item.last; c++)
        if (holders[row]?.[c] !== undefined || taken[row]?.has(c)) return false;
      return true;
    };
    if (item.blocks.length === 1) {
      for (let from = 0; from < count; from++) {
        if ((rows.boxes[from] as Box).y0 > middle(box)) break;
        for (let to = from; to < count && isFree(to); to++) {
          if (to === from || (rows.boxes[to] as Box).y1 < middle(box)) continue;
          const lefts = new Set(Array.from({ length: to - from + 1 }, (_, index) => leftOf(from + index)));
          if (item.row !== undefined && lefts.size > 1) break;
          // What has a row of its own stands amid rows of this page alone.
          const miss = missOf(block, from, to, item.row === undefined ? rows : { ...rows, goesOn: false });
          if (miss <= MISS_MAX) put(from, to, miss / MISS_MAX + (lefts.size > 1 ? 1 : 0));
          else if (from === item.row && lefts.size === 1) put(from, to, AT_TOP);
        }
      }
    }
    for (let r = 1; r < next.length; r++) {
      const before = next[r - 1];
      const cost = (before?.cost ?? Infinity) + (uncovered[r - 1] ?? 0);
      if (before && cost < (next[r]?.cost ?? Infinity)) next[r] = { cost, placed: before.placed };
    }
    // Two texts that would have to share a row stay apart by the rows that they stand nearest to.
    if (next.some((state) => state !== undefined)) states = next;
    else return items.map((each) => inNearestRow(each, rows.boxes));
  }
  return [...(states.at(-1)?.placed ?? items.map((each) => inNearestRow(each, rows.boxes)))];
}

function inNearestRow({ blocks, first, last, row }: Item, boxes: readonly Box[]): Field {
  const home = row ?? nearestRow(unionBox(blocks), boxes);
  return { blocks, first, last, from: home, to: home };
}

/** The columns of each row in which texts of other columns than these stand. */
function takenFields(
  rowOf: ReadonlyMap<Block, number>,
  homeOf: (block: Block) => readonly [number, number],
  own: ReadonlySet<Block>,
  count: number,
): Set<number>[] {
  const taken = Array.from({ length: count }, () => new Set<number>());
  for (const [block, row] of rowOf) {
    if (own.has(block)) continue;
    const [first, last] = homeOf(block);
    for (let col = first; col <= last; col++) taken[row]?.add(col);
  }
  return taken;
}

function nearestRow(box: Box, boxes: readonly Box[]): number {
  let best = 0;
  let least = Infinity;
  boxes.forEach((row, index) => {
    const distance = Math.abs(middle(row) - middle(box));
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}
