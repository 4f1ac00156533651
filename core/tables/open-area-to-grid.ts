import { readLine } from '../structure/around-tables.ts';
import type { Area } from './area-to-grid.ts';
import { wordsToCellText } from './cell-text.ts';
import { headToCells } from './head-to-cells.ts';
import type { PageCell, PageGrid } from './page-grid.ts';
import { type Box, holdsMiddle, type SheetWord, unionBox } from './sheet.ts';
import { isNumberText, lineToSegments, type Segment } from './text-to-columns.ts';
import { isSpread, type Line, wordsToLines } from './words-to-lines.ts';

/** What stands in one cell: lines of text set close under one another. */
export interface Block extends Box {
  readonly words: readonly SheetWord[];
  readonly isNumber: boolean;
}

/** Gap, in letters, that may part two columns of text without spaces between words. */
const FINE_GAP = 0.4;

/** A piece of one line. */
interface Piece extends Block {
  readonly size: number;
}

/** The stretch of x that the texts of one column take. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
}

/**
 * An area without upright lines → its table, told by the gaps between texts alone.
 *
 * 1. Texts of one cell are set closer under one another than rows are: where the steps between lines fall into two
 *    heaps, the smaller is the leading. Where rules or shades part the rows, they tell.
 * 2. Columns are the stretches of x that the body's texts take; a lowest header cell that stands over no text is the
 *    header of an empty column.
 * 3. Header cells over several columns are centred over them (see `headToCells`).
 *
 * @returns Undefined where the texts make no such table.
 */
export function openAreaToGrid(area: Area, words: readonly SheetWord[], page: number): PageGrid | undefined {
  const inside = words.filter((word) => holdsMiddle(area.box, word) && word.angle === 0);
  const all = wordsToLines(inside);
  const size = median(all.map((line) => line.size));
  const lines = all.slice(countLinesAround(all));
  if (lines.length < 3 || !(size > 0)) return undefined;
  const toPieces = (gap?: number) =>
    lines.flatMap((line) =>
      lineToSegments(line).flatMap(({ words }) => {
        if (gap === undefined || isSpread(words)) return [toPiece(words)];
        return lineToSegments({ ...line, words }, [], gap).map((segment) => toPiece(segment.words));
      }),
    );
  const rules = area.horizontals
    .filter(({ from, to }) => to - from > 0.5 * (area.box.x1 - area.box.x0))
    .map(({ at }) => at);
  const headEnd = findHeadEnd(lines, area);
  const fine = toPieces(FINE_GAP);
  const columns = findColumns(toBlocks(fine, area, size), fine, headEnd, size);
  if (columns.length < 2) return undefined;
  const borders = toBorders(columns);
  const pieces = toPieces().flatMap((piece) => splitAtBorders(piece, borders));
  const blocks = toBlocks(pieces, area, size);
  const head = blocks.filter((block) => middle(block) < headEnd);
  const body = blocks.filter((block) => middle(block) >= headEnd);
  const rows = toRows(body, rules, columns);
  const box = unionBox([
    ...inside.filter((word) => lines.some((line) => line.words.includes(word))),
    ...bodyBox(area, lines),
  ]);
  const xs = [box.x0, ...borders, box.x1];
  const { cells: headCells, rows: headRows } = headToCells(head, columns, xs, size);
  if (rows.length === 0 || rows.length + headRows.length < 2) return undefined;
  const bodyCells = rows.flatMap((row, index) => rowToCells(row, headRows.length + index, columns, xs));
  const bounds = [...headRows, ...rows.map((row) => unionBox(row))];
  const ys = [box.y0, ...bounds.slice(1).map(({ y0 }, i) => ((bounds[i]?.y1 ?? y0) + y0) / 2), box.y1];
  return { page, box, xs, ys, cells: [...headCells, ...bodyCells], by: 'text' };
}

/** The lines drawn around an area reach over its texts, though not over its title. */
function bodyBox(area: Area, lines: readonly Line[]): Box[] {
  if (area.horizontals.length === 0) return [];
  const [first] = lines as [Line, ...Line[]];
  return [{ ...area.box, y0: Math.max(area.box.y0, first.y0) }];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function middle({ y0, y1 }: Pick<Box, 'y0' | 'y1'>): number {
  return (y0 + y1) / 2;
}

export function centre({ x0, x1 }: Extent): number {
  return (x0 + x1) / 2;
}

function toPiece(words: readonly SheetWord[]): Piece {
  const text = words.map((word) => word.text).join(' ');
  return { ...unionBox(words), words, isNumber: isNumberText(text), size: median(words.map((w) => w.size)) };
}

/** How many of the first lines are title, unit and body lines, with what goes on from them right below. */
function countLinesAround(lines: readonly Line[]): number {
  let count = 0;
  lines.slice(0, 6).forEach((line, index) => {
    const texts = lineToSegments(line).map(segmentText);
    if (texts.some((text) => readLine(text).kind !== undefined) && !texts.some(isNumberText))
      count = index + 1;
  });
  const [last, next, after] = lines.slice(Math.max(0, count - 1));
  if (count === 0 || !last || !next || !after) return count;
  const isTail =
    next.y0 - last.y0 < 1.6 * last.size &&
    after.y0 - next.y0 > 1.15 * (next.y0 - last.y0) &&
    lineToSegments(next).every((tail) =>
      lines
        .slice(0, count)
        .some((line) =>
          lineToSegments(line).some((whole) => meets(whole, tail) && !isNumberText(segmentText(whole))),
        ),
    );
  return isTail ? count + 1 : count;
}

function segmentText({ words }: Segment): string {
  return words.map(({ text }) => text).join('');
}

const YEAR = /^(?:19|20)\d\d$/;

/** Upper border of the first row of the body: the first line with figures, else the line under the fullest one. */
function findHeadEnd(lines: readonly Line[], area: Area): number {
  const rows = lines.map((line) => lineToSegments(line));
  const first = rows.findIndex((segments) => {
    const numbers = segments.filter(({ isNumber }) => isNumber).length;
    const years = segments.filter((segment) => YEAR.test(segmentText(segment))).length;
    return segments.length >= 2 && numbers > years && numbers >= (segments.length - 1) / 3;
  });
  const limit = Math.max(8, lines.length / 2);
  if (first >= 0 && first <= limit) {
    const line = lines[first] as Line;
    return line.y0 + 0.2 * (line.y1 - line.y0);
  }
  const rule = area.horizontals.find(({ at }) => at > (lines[0]?.y1 ?? 0) - 2 && at < area.box.y1 - 3);
  if (rule) return rule.at;
  const counts = rows.slice(0, limit).map(({ length }) => length);
  const fullest = counts.indexOf(Math.max(...counts));
  return (lines[fullest]?.y1 ?? 0) + 1;
}

/** Pieces set close under one another → blocks. */
function toBlocks(pieces: readonly Piece[], area: Area, size: number): Block[] {
  const sorted = [...pieces].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  const below = sorted.map((piece, index) => {
    return sorted.slice(index + 1).find((other) => {
      const overlap = Math.min(piece.x1, other.x1) - Math.max(piece.x0, other.x0);
      return (
        overlap > 0.3 * Math.min(piece.x1 - piece.x0, other.x1 - other.x0) && middle(other) > piece.y1 - 1
      );
    });
  });
  const isParted = (upper: Piece, lower: Piece) =>
    area.horizontals.some(
      ({ at, from, to }) =>
        at > middle(upper) && at < middle(lower) && from < centre(upper) && to > centre(upper),
    );
  const pairs = sorted.flatMap((piece, index) => {
    const next = below[index];
    return next && !isParted(piece, next) ? [{ piece, next, step: next.y0 - piece.y0 }] : [];
  });
  const stepMax = findLeading(pairs, size);
  const groups = new Map<Piece, Piece[]>(sorted.map((piece) => [piece, [piece]]));
  for (const { piece, next, step } of pairs) {
    if (step >= stepMax || (piece.isNumber && next.isNumber)) continue;
    const [upper, lower] = [groups.get(piece) as Piece[], groups.get(next) as Piece[]];
    if (upper === lower) continue;
    upper.push(...lower);
    for (const member of lower) groups.set(member, upper);
  }
  return [...new Set(groups.values())].map((members) => {
    const [only] = members as [Piece, ...Piece[]];
    const isNumber = members.length === 1 && only.isNumber;
    return { ...unionBox(members), words: members.flatMap(({ words }) => words), isNumber };
  });
}

/** The step below which two lines are of one cell; 0 where the steps do not tell. */
function findLeading(pairs: readonly { piece: Piece; next: Piece; step: number }[], size: number): number {
  const ofNumbers = pairs
    .filter(({ piece, next }) => piece.isNumber && next.isNumber)
    .map(({ step }) => step);
  const rowStep = Math.min(...ofNumbers, Infinity);
  const steps = pairs.map(({ step }) => step).filter((step) => step > 0.8 * size);
  steps.sort((a, b) => a - b);
  const [least = Infinity] = steps;
  if (least > 1.75 * size || least > 0.93 * rowStep) return 0;
  for (let i = 1; i < steps.length; i++) {
    const [before, step] = [steps[i - 1] ?? 0, steps[i] ?? 0];
    if (before > 1.75 * size) break;
    if (step - before > 0.09 * least) return Math.min((before + step) / 2, 0.97 * rowStep);
  }
  return Math.min(1.7 * size, 0.93 * rowStep);
}

/** The columns of an area from left to right. */
function findColumns(
  blocks: readonly Block[],
  pieces: readonly Piece[],
  headEnd: number,
  size: number,
): Extent[] {
  const body = pieces.filter((piece) => middle(piece) >= headEnd);
  const head = blocks.filter((block) => middle(block) < headEnd);
  const leaves = findLeaves(head);
  const lineCount = new Set(body.map((piece) => Math.round(middle(piece) / size))).size;
  const taken = project(body, Math.floor(0.04 * lineCount), 0.3 * size);
  const isBacked = (extent: Extent) => {
    const own = body.filter((piece) => centre(piece) > extent.x0 - 1 && centre(piece) < extent.x1 + 1);
    return (
      own.length > 1 || own.some(({ isNumber }) => isNumber) || leaves.some((leaf) => meets(leaf, extent))
    );
  };
  let extents = taken.filter(isBacked);
  for (const leaf of leaves) {
    if (extents.some((extent) => meets(leaf, extent))) continue;
    // A short header amid its column may stand beside the column's short texts.
    const index = findHeadless(leaf, extents, leaves);
    const extent = extents[index];
    if (!extent) extents.push(leaf);
    else extents[index] = { x0: Math.min(extent.x0, leaf.x0), x1: Math.max(extent.x1, leaf.x1) };
  }
  extents.sort((a, b) => a.x0 - b.x0);
  extents = extents.flatMap((extent) => splitUnderLeaves(extent, leaves, body));
  return extents.sort((a, b) => a.x0 - b.x0);
}

/** The nearer neighbour of a header among the columns, where that has no header over itself; else -1. */
function findHeadless(leaf: Block, extents: readonly Extent[], leaves: readonly Block[]): number {
  const distance = ({ x0, x1 }: Extent) => Math.max(x0 - leaf.x1, leaf.x0 - x1);
  const sides = [
    extents.filter(({ x1 }) => x1 <= leaf.x0 + 2).sort((a, b) => distance(a) - distance(b))[0],
    extents.filter(({ x0 }) => x0 >= leaf.x1 - 2).sort((a, b) => distance(a) - distance(b))[0],
  ];
  const free = sides.filter((side) => side !== undefined && !leaves.some((other) => meets(other, side)));
  const [nearest] = (free as Extent[]).sort((a, b) => distance(a) - distance(b));
  return nearest ? extents.indexOf(nearest) : -1;
}

/** Header cells under which no other stands, in the lower half of the header or right amid it. */
export function findLeaves(head: readonly Block[]): Block[] {
  const { y0, y1 } = unionBox(head);
  return head.filter((block) => {
    if (middle(block) < (y0 + y1) / 2 - 4) return false;
    return !head.some((other) => other !== block && other.y0 > middle(block) && meets(block, other));
  });
}

export function meets(a: Extent, b: Extent): boolean {
  const overlap = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  return overlap > Math.min(2, 0.3 * Math.min(a.x1 - a.x0, b.x1 - b.x0));
}

/** Stretches of x that more than `allowed` pieces take; closer than `gapMin` they are one. */
function project(pieces: readonly Piece[], allowed: number, gapMin: number): Extent[] {
  const events = pieces.flatMap(({ x0, x1 }): [number, number][] => [
    [x0, 1],
    [x1, -1],
  ]);
  events.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const extents: { x0: number; x1: number }[] = [];
  let count = 0;
  for (const [x, change] of events) {
    const before = count;
    count += change;
    if (before <= allowed && count > allowed) {
      const last = extents.at(-1);
      if (last && x - last.x1 < gapMin) last.x1 = Infinity;
      else extents.push({ x0: x, x1: Infinity });
    } else if (before > allowed && count <= allowed) {
      const last = extents.at(-1);
      if (last) last.x1 = x;
    }
  }
  // What `allowed` cut off belongs to the columns all the same: sparse columns keep their few texts.
  const rest = pieces.filter((piece) => !extents.some((extent) => meets(piece, extent)));
  const sparse = allowed > 0 && rest.length > 0 ? project(rest, 0, gapMin) : [];
  return [...extents, ...sparse].sort((a, b) => a.x0 - b.x0);
}

/** Two lowest header cells over one stretch are two columns where few texts of the body reach over both. */
function splitUnderLeaves(extent: Extent, leaves: readonly Block[], body: readonly Piece[]): Extent[] {
  const own = leaves
    .filter((leaf) => centre(leaf) > extent.x0 - 1 && centre(leaf) < extent.x1 + 1 && isWord(leaf))
    .sort((a, b) => a.x0 - b.x0);
  if (own.length < 2) return [extent];
  const inside = body.filter((piece) => meets(piece, extent));
  const parts: Extent[] = [];
  let from = extent.x0;
  own.slice(1).forEach((leaf, index) => {
    const before = own[index] as Block;
    const x = (before.x1 + leaf.x0) / 2;
    const crossing = inside.filter((piece) => piece.x0 < x - 1 && piece.x1 > x + 1).length;
    if (crossing > 0.12 * inside.length || leaf.x0 - before.x1 < 1) return;
    parts.push({ x0: from, x1: x - 0.5 });
    from = x + 0.5;
  });
  return [...parts, { x0: from, x1: extent.x1 }];
}

/** Letters set apart (项 目) are one header. */
function isWord({ words }: Block): boolean {
  return words.reduce((count, { text }) => count + [...text].length, 0) > 1;
}

function toBorders(columns: readonly Extent[]): number[] {
  return columns.slice(1).map(({ x0 }, index) => ((columns[index]?.x1 ?? x0) + x0) / 2);
}

/** A text that runs through a border with more than the space of a word there is two. */
function splitAtBorders(piece: Piece, borders: readonly number[]): Piece[] {
  if (isSpread(piece.words)) return [piece];
  const parts: SheetWord[][] = [];
  for (const word of piece.words) {
    const last = parts.at(-1)?.at(-1);
    const isParted =
      last !== undefined &&
      word.x0 - last.x1 > 0.25 * piece.size &&
      borders.some((x) => x > last.x1 - 1 && x < word.x0 + 1);
    if (last && !isParted) parts.at(-1)?.push(word);
    else parts.push([word]);
  }
  return parts.length === 1 ? [piece] : parts.map(toPiece);
}

/** Blocks of the body → rows: what stands between two rules, else what stands at one height. */
function toRows(body: readonly Block[], rules: readonly number[], columns: readonly Extent[]): Block[][] {
  const bands = new Map<number, Block[]>();
  for (const block of body) {
    const band = rules.filter((y) => y < middle(block)).length;
    bands.set(band, [...(bands.get(band) ?? []), block]);
  }
  const isRow = (blocks: readonly Block[]) => {
    const numbers = blocks.filter(({ isNumber }) => isNumber).map((block) => homeOf(block, columns));
    return new Set(numbers).size === numbers.length;
  };
  const sorted = [...bands].sort((a, b) => a[0] - b[0]).map(([, blocks]) => blocks);
  const isRuledByRow = sorted.filter(isRow).length >= 0.8 * sorted.length && sorted.length >= 3;
  return sorted.flatMap((blocks) => (isRuledByRow && isRow(blocks) ? [blocks] : byHeight(blocks)));
}

function byHeight(blocks: readonly Block[]): Block[][] {
  const rows: { y0: number; y1: number; blocks: Block[] }[] = [];
  for (const block of [...blocks].sort((a, b) => middle(a) - middle(b))) {
    const y = middle(block);
    const row = rows.findLast(
      (each) => (y > each.y0 && y < each.y1) || (middle(each) > block.y0 && middle(each) < block.y1),
    );
    if (row) {
      row.blocks.push(block);
      row.y0 = Math.min(row.y0, block.y0);
      row.y1 = Math.max(row.y1, block.y1);
    } else rows.push({ y0: block.y0, y1: block.y1, blocks: [block] });
  }
  return rows.sort((a, b) => a.y0 - b.y0).map((row) => row.blocks);
}

/** The column that holds most of a text. */
export function homeOf(block: Extent, columns: readonly Extent[]): number {
  let best = 0;
  let most = -Infinity;
  columns.forEach(({ x0, x1 }, index) => {
    const overlap = Math.min(block.x1, x1) - Math.max(block.x0, x0);
    if (overlap > most) [best, most] = [index, overlap];
  });
  return best;
}

function rowToCells(
  blocks: readonly Block[],
  row: number,
  columns: readonly Extent[],
  xs: readonly number[],
): PageCell[] {
  const homes = new Map<number, Block[]>();
  for (const block of blocks) {
    const home = homeOf(block, columns);
    homes.set(home, [...(homes.get(home) ?? []), block]);
  }
  const { y0, y1 } = unionBox(blocks);
  return [...homes]
    .sort((a, b) => a[0] - b[0])
    .map(([home, own]) => {
      const [first, last] =
        own.length === 1 ? spanOf(own[0] as Block, home, homes, columns, xs) : [home, home];
      const box = { x0: xs[first] ?? 0, y0, x1: xs[last + 1] ?? 0, y1 };
      const words = own.flatMap((block) => block.words);
      return {
        row,
        col: first,
        rowSpan: 1,
        colSpan: last - first + 1,
        box,
        words,
        text: wordsToCellText(words, box),
      };
    });
}

/** A word that does not start its column and stands right amid the empty columns from the left is a cell over them. */
function spanOf(
  block: Block,
  home: number,
  taken: ReadonlyMap<number, unknown>,
  columns: readonly Extent[],
  xs: readonly number[],
): [number, number] {
  const own = columns[home] as Extent;
  if (block.isNumber || block.x0 < own.x0 + 3) {
    if (block.isNumber || block.x1 <= (columns[home + 1]?.x0 ?? Infinity)) return [home, home];
  }
  let last = home;
  while (last + 1 < columns.length && !taken.has(last + 1)) last++;
  for (let first = 0; first < home; first++) if (taken.has(first)) return [home, home];
  let best: [number, number] = [home, home];
  let least = Math.min(3, Math.abs(centre(block) - ((xs[home] ?? 0) + (xs[home + 1] ?? 0)) / 2) - 3);
  for (let to = Math.max(1, home); to <= last; to++) {
    const miss = Math.abs(centre(block) - ((xs[0] ?? 0) + (xs[to + 1] ?? 0)) / 2);
    if (miss < least) [best, least] = [[0, to], miss];
  }
  return best;
}
