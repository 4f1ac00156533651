import { type Block, centre, type Extent } from '../page/text-blocks.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import type { OpenTable } from './find-open-tables.ts';

/** Left ends of texts this close, in points, are of one column. */
const SNAP = 1.6;
/** Room, in points, between a border and the text right of it. */
const PADDING = 2;

/** Share of the texts of a form of left-aligned fields that start where no other does. */
const LONE_MAX = 0.06;

/** A text that starts alone this far, in letters, from the border left of it, and amid no others, has its own column. */
const OWN_START = 2.5;
/** How far, in points, a centred text may miss the middle. */
const AMID_MISS = 4;

interface Start {
  x: number;
  readonly blocks: Block[];
}

/**
 * The columns of a form, whose rows each have fields of their own: where the texts of several rows start there is a
 * border, and one stands between any two texts of a line. Texts centred over one another are of one column.
 */
export function findFormColumns(
  tables: readonly OpenTable[],
  blocks: readonly Block[],
  size: number,
): Extent[] {
  const starts: Start[] = [];
  for (const block of [...blocks].sort((a, b) => a.x0 - b.x0)) {
    if (block.isNumber) continue;
    const last = starts.at(-1);
    if (last && block.x0 - last.x < SNAP) last.blocks.push(block);
    else starts.push({ x: block.x0, blocks: [block] });
  }
  const joined = joinCentred(starts);
  const lone = joined.filter(({ blocks: own }) => own.length === 1).length;
  // Where nearly all texts start where others do, none is centred, and one that starts elsewhere has its own column.
  const shared = joined.filter((start) => start.blocks.length > 1 || lone <= LONE_MAX * blocks.length);
  const borders = shared.map(({ x }) => x - PADDING);
  const right = Math.max(...tables.map(({ box }) => box.x1));
  const known = [...borders, right];
  for (const { x, blocks: own } of joined.filter((start) => !shared.includes(start))) {
    const [block] = own as [Block];
    const nearest = Math.max(...borders.filter((border) => border <= x), -Infinity);
    const isAmid = known.some((x0, i) =>
      known.some((x1, j) => i !== j && x0 <= x && x1 >= block.x1 && isBetween(block, x0, x1)),
    );
    if (x - nearest > OWN_START * size && !isAmid && isBeside(block, tables)) borders.push(x - PADDING);
  }
  // Between two texts of a line there is a border, whether or not others start there.
  for (const { lines } of tables) {
    for (const line of lines) {
      const segments = lineToSegments(line, [], 0.72);
      segments.slice(1).forEach((segment, index) => {
        const left = segments[index]?.x1 ?? 0;
        if (borders.some((x) => x > left - 1 && x <= segment.x0 + 1)) return;
        borders.push(segment.isNumber ? (left + segment.x0) / 2 : segment.x0 - PADDING);
      });
    }
  }
  borders.sort((a, b) => a - b);
  const [x0, x1] = [
    Math.min(...tables.map(({ box }) => box.x0)),
    Math.max(...tables.map(({ box }) => box.x1)),
  ];
  const inner = borders.filter((x, index) => {
    return x > x0 + size && x < x1 - 2 && (index === 0 || x - (borders[index - 1] ?? 0) > 1);
  });
  const xs = [x0, ...inner, x1];
  return xs.slice(1).map((right, index) => ({ x0: (xs[index] ?? 0) + 1, x1: right - 1 }));
}

/** True for a text that stands amid two borders. */
function isBetween(block: Extent, x0: number, x1: number): boolean {
  return Math.abs(centre(block) - (x0 + x1) / 2) < AMID_MISS;
}

/** True for a text that another stands left of, in one line. */
function isBeside(block: Block, tables: readonly OpenTable[]): boolean {
  return tables.some(({ lines }) =>
    lines.some((line) => block.words.some((word) => line.words.includes(word)) && line.x0 < block.x0 - SNAP),
  );
}

/** Starts whose texts share their middle with those of an earlier start are centred in its column. */
function joinCentred(starts: readonly Start[]): Start[] {
  const joined: Start[] = [];
  for (const start of starts) {
    const home = joined.find((other) =>
      start.blocks.every((block) =>
        other.blocks.some((each) => each.x1 > block.x0 && Math.abs(centre(each) - centre(block)) < SNAP),
      ),
    );
    if (home) home.blocks.push(...start.blocks);
    else joined.push({ x: start.x, blocks: [...start.blocks] });
  }
  return joined;
}
