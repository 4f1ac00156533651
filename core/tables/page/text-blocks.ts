import { type Box, type Edge, type SheetWord, unionBox } from './sheet.ts';
import { isNumberText, lineToSegments } from './text-to-columns.ts';
import { isSpread, type Line } from './words-to-lines.ts';

/** What stands in one cell: lines of text set close under one another. */
export interface Block extends Box {
  readonly words: readonly SheetWord[];
  readonly isNumber: boolean;
}

/** A piece of one line. */
export interface Piece extends Block {
  readonly size: number;
}

/** The stretch of x that the texts of one column take. */
export interface Extent {
  readonly x0: number;
  readonly x1: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function middle({ y0, y1 }: Pick<Box, 'y0' | 'y1'>): number {
  return (y0 + y1) / 2;
}

export function centre({ x0, x1 }: Extent): number {
  return (x0 + x1) / 2;
}

export function meets(a: Extent, b: Extent): boolean {
  const overlap = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  return overlap > Math.min(2, 0.3 * Math.min(a.x1 - a.x0, b.x1 - b.x0));
}

export function textOf({ words }: { readonly words: readonly SheetWord[] }): string {
  return words.map(({ text }) => text).join('');
}

export function toPiece(words: readonly SheetWord[]): Piece {
  const text = words.map((word) => word.text).join(' ');
  return { ...unionBox(words), words, isNumber: isNumberText(text), size: median(words.map((w) => w.size)) };
}

/** Lines → pieces, cut at gaps wider than usual or than `gap`, in letters. */
export function linesToPieces(lines: readonly Line[], gap?: number): Piece[] {
  return lines.flatMap((line) =>
    lineToSegments(line).flatMap(({ words }) => {
      if (gap === undefined || isSpread(words)) return [toPiece(words)];
      return lineToSegments({ ...line, words }, [], gap).map((segment) => toPiece(segment.words));
    }),
  );
}

/** A text that runs through a border with more than the space of a word, or than `gap` letters, there is two. */
export function splitAtBorders(piece: Piece, borders: readonly number[], gap = 0.25): Piece[] {
  if (isSpread(piece.words)) return [piece];
  const parts: SheetWord[][] = [];
  for (const word of piece.words) {
    const last = parts.at(-1)?.at(-1);
    const isParted =
      last !== undefined &&
      word.x0 - last.x1 > gap * piece.size &&
      borders.some((x) => x > last.x1 - 1 && x < word.x0 + 1);
    if (last && !isParted) parts.at(-1)?.push(word);
    else parts.push([word]);
  }
  return parts.length === 1 ? [piece] : parts.map(toPiece);
}

interface Pair {
  readonly piece: Piece;
  readonly next: Piece;
  readonly step: number;
}

/** A level line or edge of a shade between two texts, over the middle of the upper. */
function isParted(upper: Piece, lower: Piece, rules: readonly Edge[]): boolean {
  return rules.some(
    ({ at, from, to }) =>
      at > middle(upper) && at < middle(lower) && from < centre(upper) && to > centre(upper),
  );
}

/** Each piece with the one right below it. */
export function toPairs(pieces: readonly Piece[], rules: readonly Edge[]): Pair[] {
  const sorted = [...pieces].sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
  return sorted.flatMap((piece, index) => {
    const next = sorted.slice(index + 1).find((other) => {
      const overlap = Math.min(piece.x1, other.x1) - Math.max(piece.x0, other.x0);
      return (
        overlap > 0.3 * Math.min(piece.x1 - piece.x0, other.x1 - other.x0) && middle(other) > piece.y1 - 1
      );
    });
    return next && !isParted(piece, next, rules) ? [{ piece, next, step: next.y0 - piece.y0 }] : [];
  });
}

/** Pieces set close under one another → blocks. */
export function pairsToBlocks(pieces: readonly Piece[], pairs: readonly Pair[], stepMax: number): Block[] {
  const groups = new Map<Piece, Piece[]>(pieces.map((piece) => [piece, [piece]]));
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

/** What starts the text of a row and no second line: an ordinal, a code, a figure. */
const ROW_START = /^(?:[（(]?[一二三四五六七八九十]+[)）、.．]|其中[:：]|(?:合|总|小)\s*计$)/;
/** Share of the steps between such texts that may be less than a row's: a list within a cell. */
const LISTED_MAX = 0.1;

/** The step below which two lines are of one cell; 0 where the steps do not tell. */
export function findLeading(pairs: readonly Pair[], size: number): number {
  const startsRow = (piece: Piece) => piece.isNumber || ROW_START.test(textOf(piece));
  const ofRows = pairs
    .filter(({ piece, next }) => startsRow(piece) && startsRow(next))
    .map(({ step }) => step);
  ofRows.sort((a, b) => a - b);
  const rowStep = ofRows[Math.floor(LISTED_MAX * ofRows.length)] ?? Infinity;
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

/** Texts at one height, or beside one another by more than half, from top to bottom. */
export function byHeight(blocks: readonly Block[]): Block[][] {
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
