import { edgesToLattices } from './edges-to-lattices.ts';
import { latticeToGrid } from './lattice-to-grid.ts';
import { mergeEdges } from './merge-edges.ts';
import type { PageGrid } from './page-grid.ts';
import { holdsMiddle, type Sheet, type SheetWord } from './sheet.ts';
import { type Line, toLine, wordsToLines } from './words-to-lines.ts';

/** What stands on a page, from top to bottom: tables and the lines of text around them. */
export interface PageLayout {
  readonly sheet: Sheet;
  readonly items: readonly LayoutItem[];
}

export type LayoutItem =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'grid'; readonly grid: PageGrid };

/** Sheet → its tables and the lines outside them, in reading order. */
export function pageToLayout(sheet: Sheet): PageLayout {
  const grids = findGrids(sheet);
  const taken = new Set<SheetWord>(grids.flatMap(({ cells }) => cells.flatMap(({ words }) => words)));
  const outside = sheet.words.filter((word) => !taken.has(word));
  const lines = joinLabels(wordsToLines(outside).flatMap(splitAtGaps));
  const items: LayoutItem[] = [
    ...grids.map((grid) => ({ kind: 'grid', grid }) as const),
    ...lines.map((line) => ({ kind: 'line', line }) as const),
  ];
  return { sheet, items: items.sort((a, b) => topOf(a) - topOf(b) || leftOf(a) - leftOf(b)) };
}

function findGrids(sheet: Sheet): PageGrid[] {
  const horizontals = mergeEdges(sheet.horizontals.filter(({ isShade }) => !isShade));
  const verticals = mergeEdges(sheet.verticals.filter(({ isShade }) => !isShade));
  const grids: PageGrid[] = [];
  for (const lattice of edgesToLattices(horizontals, verticals)) {
    const isInside = grids.some(({ box }) => holdsMiddle(box, lattice.box));
    const grid = isInside ? undefined : latticeToGrid(lattice, sheet.words, sheet.page);
    if (grid) grids.push(grid);
  }
  return grids;
}

/** Gaps wider than this, in letters, set two texts of one line apart. */
const TEXT_GAP = 2.2;

/**
 * 编制部门：某局          单位：元 is two texts on one line. A title set letter by letter (收  入  总  表) and a line of
 * the contents (一、职能 …… 3) stay one.
 */
function splitAtGaps(line: Line): Line[] {
  const parts: SheetWord[][] = [];
  for (const word of line.words) {
    const last = parts.at(-1)?.at(-1);
    if (last && word.x0 - last.x1 < TEXT_GAP * Math.max(last.size, word.size)) parts.at(-1)?.push(word);
    else parts.push([word]);
  }
  const isLetters = parts.every((part) => part.length === 1 && [...(part[0]?.text ?? '')].length <= 2);
  const isContents = /^\d{1,4}$/.test(
    parts
      .at(-1)
      ?.map(({ text }) => text)
      .join('') ?? '',
  );
  if (parts.length === 1 || isLetters || (isContents && parts.length === 2)) return [line];
  return parts.map(toLine);
}

/** 预算年度： over 2024, amid a line of several texts: the value went under its label for want of room. */
function joinLabels(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const index = joined.findIndex((label) => isValueOf(label, line));
    const label = joined[index];
    if (label && line.text.length <= 16)
      joined[index] = { ...toLine([...label.words, ...line.words]), text: label.text + line.text };
    else joined.push(line);
  }
  return joined;
}

function isValueOf(label: Line, line: Line): boolean {
  if (!/[:：]$/.test(label.text) || label.x0 < 100) return false;
  const pitch = line.y0 - label.y0;
  if (pitch < 0.7 * label.size || pitch > 1.9 * label.size) return false;
  const middle = (label.x0 + label.x1 - line.x0 - line.x1) / 2;
  return Math.abs(middle) < label.size || Math.abs(label.x0 - line.x0) < 0.5 * label.size;
}

function topOf(item: LayoutItem): number {
  return item.kind === 'line' ? (item.line.y0 + item.line.y1) / 2 : item.grid.box.y0;
}

function leftOf(item: LayoutItem): number {
  return item.kind === 'line' ? item.line.x0 : item.grid.box.x0;
}
