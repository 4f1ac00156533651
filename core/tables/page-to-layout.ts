import { readLine } from '../structure/around-tables.ts';
import { findOpenTables, isMostlyWide, isOpenTable, type OpenTable } from './open/find-open-tables.ts';
import { openTablesToGrids } from './open/open-tables-to-grids.ts';
import type { PageGrid } from './page/page-grid.ts';
import { type Box, type Edge, holdsMiddle, type Sheet, type SheetWord, unionBox } from './page/sheet.ts';
import { lineToSegments } from './page/text-to-columns.ts';
import { type Line, toLine, wordsToLines } from './page/words-to-lines.ts';
import { type Area, areaToGrid } from './ruled/area-to-grid.ts';
import { edgesToLattices } from './ruled/edges-to-lattices.ts';
import { findRuledAreas, findTextAreas } from './ruled/find-areas.ts';
import { latticeToGrid } from './ruled/lattice-to-grid.ts';
import { mergeEdges } from './ruled/merge-edges.ts';
import { splitTallRows } from './ruled/split-tall-rows.ts';

/** What stands on a page, from top to bottom: tables and the lines of text around them. */
export interface PageLayout {
  readonly sheet: Sheet;
  readonly items: readonly LayoutItem[];
  /** What may be tables without a net of lines, each with its grid where it is one by itself. */
  readonly open: readonly OpenGrid[];
}

export interface OpenGrid {
  readonly table: OpenTable;
  readonly grid: PageGrid | undefined;
}

export type LayoutItem =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'grid'; readonly grid: PageGrid };

/** Sheet → its tables and the lines outside them, in reading order. */
export function pageToLayout(sheet: Sheet): PageLayout {
  const { grids, open } = findGrids(sheet);
  return toLayout(sheet, grids, open);
}

/** Tables and what they leave of a page's words, from top to bottom. */
export function toLayout(sheet: Sheet, grids: readonly PageGrid[], open: readonly OpenGrid[]): PageLayout {
  const taken = new Set<SheetWord>(grids.flatMap(({ cells }) => cells.flatMap(({ words }) => words)));
  const outside = sheet.words.filter((word) => !taken.has(word));
  const lines = joinLabels(wordsToLines(outside).flatMap(splitAtGaps));
  const items: LayoutItem[] = [
    ...grids.map((grid) => ({ kind: 'grid', grid }) as const),
    ...lines.map((line) => ({ kind: 'line', line }) as const),
  ];
  return { sheet, open, items: items.sort((a, b) => topOf(a) - topOf(b) || leftOf(a) - leftOf(b)) };
}

function findGrids(sheet: Sheet): {
  readonly grids: readonly PageGrid[];
  readonly open: readonly OpenGrid[];
} {
  const horizontals = mergeEdges(sheet.horizontals.filter(({ isShade }) => !isShade));
  const verticals = mergeEdges(sheet.verticals.filter(({ isShade }) => !isShade));
  const nets: PageGrid[] = [];
  for (const lattice of edgesToLattices(horizontals, verticals)) {
    const isInside = nets.some(({ box }) => holdsMiddle(box, lattice.box));
    const grid = isInside ? undefined : latticeToGrid(lattice, sheet.words, sheet.page);
    if (grid) nets.push(grid);
  }
  if (isMostlyWide(sheet.words)) return findOpenGrids(nets, sheet, horizontals, verticals);
  const areas = [
    ...findRuledAreas(sheet, horizontals, verticals),
    ...findRuledAreas(sheet, mergeEdges(sheet.horizontals), mergeEdges(sheet.verticals)),
  ];
  let grids: PageGrid[] = nets;
  for (const area of areas) grids = chooseForArea(area, grids, sheet);
  return { grids: findTextGrids(grids, sheet, mergeEdges(sheet.horizontals)), open: [] };
}

/** Tables of a page whose text has no spaces between words: nets, areas with upright lines in them, then open tables. */
function findOpenGrids(
  nets: readonly PageGrid[],
  sheet: Sheet,
  horizontals: readonly Edge[],
  verticals: readonly Edge[],
) {
  let grids: PageGrid[] = nets.filter((net) => !isFrame(net)).map(splitTallRows);
  for (const area of findRuledAreas(sheet, horizontals, verticals)) {
    const { x0, x1, y0, y1 } = area.box;
    const hasBars = area.verticals.some(({ at, from, to }) => {
      return to - from > 0.5 * (y1 - y0) && at > x0 + FRAME_EDGE && at < x1 - FRAME_EDGE;
    });
    const touching = grids.some(({ box }) => overlaps(box, area.box));
    if (hasBars || touching) grids = chooseForArea(area, grids, sheet);
  }
  const held = new Set(grids.flatMap(({ cells }) => cells.flatMap(({ words }) => words)));
  const free = sheet.words.filter((word) => !held.has(word));
  const edges = [mergeEdges(sheet.horizontals), mergeEdges(sheet.verticals)] as const;
  const tables = findOpenTables(
    sheet,
    free,
    grids.map(({ box }) => box),
    ...edges,
  );
  const open = tables.map((table): OpenGrid => {
    const [grid] = openTablesToGrids([table]) ?? [];
    return { table, grid: grid && isOpenTable(table, grid) ? grid : undefined };
  });
  return { grids: [...grids, ...open.flatMap(({ grid }) => grid ?? [])], open };
}

/**
 * Tables told by text alone, among the words that no table holds, or that hold the header or a band that a rule or a
 * shade has cut off from its table: then they take the place of what they go on with.
 */
function findTextGrids(found: readonly PageGrid[], sheet: Sheet, rules: readonly Edge[]): PageGrid[] {
  const wordsOf = (grid: PageGrid) => grid.cells.flatMap(({ words }) => words);
  let grids = [...found];
  const nets = new Set(grids.filter(({ by }) => by === 'lines').flatMap(wordsOf));
  const outsideNets = sheet.words.filter((word) => !nets.has(word));
  for (const area of findTextAreas(outsideNets)) {
    const parts = grids.filter(({ box }) => overlaps(box, area.box));
    if (parts.length === 0 || parts.some(({ by }) => by === 'lines')) continue;
    const held = new Set(parts.flatMap(wordsOf));
    const left = outsideNets.filter((word) => holdsMiddle(area.box, word) && !held.has(word));
    if (wordsToLines(left).filter((line) => lineToSegments(line).length >= 2).length < 2) continue;
    const box = unionBox([area.box, ...parts.map((part) => part.box)]);
    const horizontals = rules.filter(
      ({ at, from, to }) => at > box.y0 && at < box.y1 && to > box.x0 && from < box.x1,
    );
    const grid = areaToGrid({ ...area, box, horizontals }, outsideNets, sheet.page, 'drawn');
    const columns = Math.max(...parts.map(({ xs }) => xs.length));
    if (grid && grid.xs.length >= columns && wordsOf(grid).length >= held.size)
      grids = [...grids.filter((other) => !parts.includes(other)), grid];
  }
  const taken = new Set(grids.flatMap(wordsOf));
  const free = sheet.words.filter((word) => !taken.has(word));
  for (const area of findTextAreas(free)) {
    if (grids.some(({ box }) => overlaps(box, area.box))) continue;
    const grid = areaToGrid(area, free, sheet.page, 'none');
    if (grid) grids = [...grids, grid];
  }
  return grids;
}

/** Upright lines this close, in points, to the end of an area are the sides of a frame and part no columns. */
const FRAME_EDGE = 6;

/** A frame with rules from side to side, and rows of several texts between them: its columns are told by the text. */
function isFrame({ xs, cells, box }: PageGrid): boolean {
  if (xs.slice(1, -1).some((x) => x > box.x0 + FRAME_EDGE && x < box.x1 - FRAME_EDGE)) return false;
  const filled = cells.filter(({ words }) => words.length > 0);
  const lines = filled.map(({ words }) => wordsToLines(words));
  const counts = lines.map((own) => Math.max(...own.map((line) => lineToSegments(line, [], 1).length)));
  const parted = counts.filter((count) => count > 1).length;
  if (parted >= 2 && parted >= 0.5 * filled.length) return true;
  // The header of an empty table: 编码 名称 合计 between rows of one text each, none of them running text.
  const areShort = lines.every((own) => own.length <= 3 && !own.some(({ text }) => /[。；]/.test(text)));
  return areShort && counts.some((count) => count > 2);
}

/** Share of an area's words that nets of lines must hold to need no help from the text. */
const NET_COVER_MIN = 0.97;

/**
 * Lines or text, for each area by itself: nets of lines that hold nearly all its words, one text a cell, stand; where
 * they hold only its header or its frame, the area is read by text and lines together.
 */
function chooseForArea(area: Area, grids: readonly PageGrid[], sheet: Sheet): PageGrid[] {
  const inside = sheet.words.filter((word) => holdsMiddle(area.box, word));
  const touching = grids.filter(({ box }) => overlaps(box, area.box));
  const held = new Set(
    touching.filter((grid) => !isCoarse(grid)).flatMap(({ cells }) => cells.flatMap(({ words }) => words)),
  );
  const covered = inside.filter((word) => held.has(word)).length;
  if (inside.length === 0 || covered >= NET_COVER_MIN * inside.length) return [...grids];
  const left = wordsToLines(inside.filter((word) => !held.has(word))).map((line) => lineToSegments(line));
  const rows = left.filter((segments) => segments.length >= 2).length;
  if (covered > 0 && (rows < 2 || rows < 0.5 * left.length)) return [...grids];
  // Several whole nets one under another, with titles and unit lines between them, are as many tables; one may be the
  // last row of a table of the page before.
  const whole = touching.filter((grid) => !isCoarse(grid) && grid.xs.length > 2);
  if (whole.length >= 2 && whole.length === touching.length && covered > 0.6 * inside.length)
    return [...grids];
  const largest = Math.max(0, ...touching.map(({ cells }) => cells.filter(({ text }) => text !== '').length));
  const box = unionBox([
    area.box,
    ...touching.filter((grid) => holdsMiddle(area.box, grid.box)).map(({ box }) => box),
  ]);
  const grid = areaToGrid({ ...area, box }, sheet.words, sheet.page, 'drawn');
  if (!grid || grid.cells.length <= largest) return [...grids];
  return [...grids.filter((other) => !touching.includes(other)), grid];
}

function overlaps(a: Box, b: Box): boolean {
  return Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 2 && Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 2;
}

/** True where one cell of a net holds several rows of figures: lines were drawn for the frame or the columns only. */
function isCoarse(grid: PageGrid): boolean {
  const unparted = grid.cells.filter(({ words }) => {
    if (words.length < 3) return false;
    const segments = lineToSegments(toLine(words), [], 1);
    return (
      segments.length >= 3 &&
      segments.filter(({ isNumber }) => isNumber).length >= 2 &&
      wordsToLines(words).length === 1
    );
  });
  if (unparted.length >= 2 && unparted.length >= 0.5 * (grid.ys.length - 2)) return true;
  return grid.cells.some(({ words }) => {
    if (words.length < 4) return false;
    const lines = wordsToLines(words);
    if (lines.length < 2) return false;
    const figures = lines.filter((line) => {
      const segments = lineToSegments(line);
      return segments.length >= 2
        ? segments.some(({ isNumber }) => isNumber)
        : segments.every(({ isNumber }) => isNumber);
    });
    return figures.length >= Math.max(2, 0.6 * lines.length);
  });
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
    const gap = last ? (word.x0 - last.x1) / Math.max(last.size, word.size) : Infinity;
    if (gap < 1 || (gap < TEXT_GAP && !startsLabel(line.words.slice(line.words.indexOf(word)))))
      parts.at(-1)?.push(word);
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

/** 单位：万元, 预算年度：2024: what says its own kind is a text of its own. */
function startsLabel(words: readonly SheetWord[]): boolean {
  const [first] = lineToSegments(toLine(words), [], 1);
  return first !== undefined && readLine(toLine(first.words).text).kind !== undefined;
}

/** 预算年度： over 2024, amid a line of several texts: the value went under its label for want of room. */
function joinLabels(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const index = joined.findIndex((label) => isValueOf(label, line) || isTailOf(label, line));
    const label = joined[index];
    if (label && line.text.length <= 16)
      joined[index] = { ...toLine([...label.words, ...line.words]), text: label.text + line.text };
    else joined.push(line);
  }
  return joined;
}

/** 450001某市某区医疗保障局 / 本级: the end of a body's name that found no room. */
function isTailOf(label: Line, line: Line): boolean {
  const step = line.y0 - label.y0;
  if (Math.abs(label.x0 - line.x0) > 1 || step < 0.9 * label.size || step > 1.6 * label.size) return false;
  return [...line.text].length <= 6 && readLine(label.text).kind === 'body-line' && line.size === label.size;
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
