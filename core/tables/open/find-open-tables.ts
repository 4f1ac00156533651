import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import { BAND, isPageNumberLine } from '../over-pages/find-furniture.ts';
import type { PageGrid } from '../page/page-grid.ts';
import { type Box, type Edge, type Sheet, type SheetWord, unionBox } from '../page/sheet.ts';
import { median, textOf } from '../page/text-blocks.ts';
import { isNumberText, lineToSegments, type Segment } from '../page/text-to-columns.ts';
import { isWide, type Line, wordsToLines } from '../page/words-to-lines.ts';

/** Lines of text that may be a table without a net of lines, with what is drawn among them. */
export interface OpenTable {
  readonly page: number;
  readonly box: Box;
  readonly lines: readonly Line[];
  /** Level lines and the level edges of shades. */
  readonly rules: readonly Edge[];
  /** Upright edges of shades. */
  readonly sides: readonly Edge[];
  /** What says that this is a table beside its texts: a title or unit line over it, lines or shades in it. */
  readonly isAnnounced: boolean;
  /** A line in larger letters stands right over it. */
  readonly isTitled: boolean;
  readonly isDrawn: boolean;
}

/** Gap, in letters, that sets two texts of a line apart. */
const TEXT_GAP = 1;
/** Level lines shorter than this, in points, are underlines and dashes. */
const RULE_LENGTH_MIN = 30;
/** Gap between lines, in letters, over which a table does not reach unless lines or shades fill it. */
const GAP_MAX = 2.4;
/** A gap up to this is never wider than rows leave. */
const GAP_MIN = 1.3;
/** The same right under a unit line or a header, where rows may be empty. */
const EMPTY_ROWS_MAX = 24;
/** Letters larger than those of the rows by this are a title's. */
const TITLE_SCALE = 1.15;
/** How far, in letters, a title or unit line may stand over its table. */
const ANNOUNCE_GAP_MAX = 4;

type Role = 'around' | 'prose' | 'row' | 'single';

interface ReadLine {
  readonly line: Line;
  readonly role: Role;
  readonly count: number;
}

/** Text without spaces between words: every gap of a line parts two cells. */
export function isMostlyWide(words: readonly SheetWord[]): boolean {
  let wide = 0;
  let letters = 0;
  for (const { text } of words) {
    for (const character of text) {
      if (isWide(character)) wide++;
      else if (/\p{L}/u.test(character)) letters++;
    }
  }
  return wide > 2 * letters && wide > 0;
}

/**
 * Stretches of a page that may be tables without a net of lines. Titles, unit lines, notes, running text and tables
 * already found end a stretch, and so does a gap wider than rows leave.
 *
 * @param words Those that no table holds.
 * @param barriers Tables already found.
 */
export function findOpenTables(
  sheet: Sheet,
  words: readonly SheetWord[],
  barriers: readonly Box[],
  horizontals: readonly Edge[],
  verticals: readonly Edge[],
): OpenTable[] {
  const isPageNumber = ({ text, y0, y1 }: Line) =>
    (y1 < BAND * sheet.height || y0 > (1 - BAND) * sheet.height) && isPageNumberLine(text);
  const all = wordsToLines(words.filter(({ angle }) => angle === 0));
  const lines = all.filter((line, index) => {
    return (index > 0 && index < all.length - 1) || !isPageNumber(line);
  });
  if (lines.length === 0) return [];
  const rules = horizontals.filter(({ from, to }) => to - from >= RULE_LENGTH_MIN);
  const read = readLines(lines, sheet.width);
  if (!read.some(({ count }) => count > 1)) return [];
  const runs: ReadLine[][] = [];
  let run: ReadLine[] = [];
  const end = () => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  for (const each of read) {
    if (each.role === 'around' || each.role === 'prose') {
      end();
      continue;
    }
    const last = run.at(-1);
    const isBarred = last !== undefined && isPartedBy(barriers, last.line, each.line);
    if (last && (isBarred || isApart(last.line, each.line, usualGap(read, each), rules))) end();
    const above = runs.at(-1);
    const isNext = above !== undefined && read.indexOf(each) === read.indexOf(above.at(-1) as ReadLine) + 1;
    if (run.length === 0 && isNext && !isPartedBy(barriers, above.at(-1)?.line as Line, each.line)) {
      const index = read.indexOf(each);
      if (goesOnBelow(above, each, read.slice(index, index + 4), rules)) run = runs.pop() ?? [];
    }
    run.push(each);
  }
  end();
  return runs.flatMap((each) => toOpenTable(each, read, rules, verticals, sheet.page) ?? []);
}

function readLines(lines: readonly Line[], pageWidth: number): ReadLine[] {
  const content = unionBox(lines);
  const segments = lines.map((line) => lineToSegments(line, [], TEXT_GAP));
  const counts = segments.map(({ length }) => length);
  const rowSizes = lines.filter((_, index) => (counts[index] ?? 0) > 1).map(({ size }) => size);
  const rowSize = median(rowSizes);
  const read: ReadLine[] = [];
  lines.forEach((line, index) => {
    const count = counts[index] ?? 0;
    const before = read.at(-1);
    const isTail = read
      .slice(-2)
      .some(({ role: own, line: above }) => own === 'around' && isTailOf(above, line, lines[index + 1]));
    const own = segments[index] ?? [];
    const role = isTail ? 'around' : roleOf(line, own, before, content, rowSize, pageWidth);
    const near = segments.slice(Math.max(0, index - CELL_LINES_MAX), index + CELL_LINES_MAX);
    read.push({ line, count, role: role === 'prose' && startsInCell(line, near) ? 'single' : role });
  });
  return read;
}

/** Lines that a cell with running text may have over and under the line that its row's label stands in. */
const CELL_LINES_MAX = 12;

/** A long line that starts where another has its second text or a later one is of a cell. */
function startsInCell(line: Line, near: readonly (readonly Segment[])[]): boolean {
  return near.some((segments) => segments.slice(1).some(({ x0 }) => Math.abs(x0 - line.x0) < ALIGN_SHIFT));
}

/** 450001某市某区医疗保 / 障局本级: what found no room in a line over a table, right under it. */
function isTailOf(above: Line, line: Line, next: Line | undefined): boolean {
  const step = line.y0 - above.y0;
  const texts = lineToSegments(above, [], TEXT_GAP);
  if (!next || step > 1.6 * above.size) return false;
  // Beside lines of other cells, right under its own; else with more room under it.
  const isRightUnder = texts.some(({ x0 }) => Math.abs(x0 - line.x0) < 1) && line.text.length <= 6;
  if (next.y0 - line.y0 < 1.15 * step && !isRightUnder) return false;
  return lineToSegments(line, [], TEXT_GAP).every(
    (tail) => !tail.isNumber && texts.some(({ x0, x1 }) => tail.x0 > x0 - 2 && tail.x1 < x1 + 2),
  );
}

function roleOf(
  line: Line,
  segments: readonly Segment[],
  before: ReadLine | undefined,
  content: Box,
  rowSize: number,
  pageWidth: number,
): Role {
  const width = content.x1 - content.x0;
  if (isAround(line, segments.map(textOf))) return 'around';
  if (segments.length > 1) return 'row';
  const isAmid = (x0: number, x1: number, miss: number) =>
    Math.abs(line.x0 + line.x1 - x0 - x1) < 2 * miss * line.size;
  // Of the texts, whose right end may be that of short figures, or of the page.
  const isCentred =
    (isAmid(content.x0, content.x1, 3) || isAmid(0, pageWidth, 0.5)) && line.x0 > content.x0 + 2 * line.size;
  const isLarge = rowSize > 0 && line.size > TITLE_SCALE * rowSize;
  if (isLarge) return 'around';
  if (isCentred && titleLikeness({ text: line.text, level: 0 }) === 2) return 'around';
  const startsLeft = line.x0 < content.x0 + 3 * line.size;
  if (startsLeft && line.x1 - line.x0 > 0.6 * width) return 'prose';
  const goesOn =
    before?.role === 'prose' &&
    line.x0 < content.x0 + 1.2 * line.size &&
    line.y0 - before.line.y0 < 2.4 * line.size;
  return goesOn ? 'prose' : 'single';
}

/** - 3 -, 第 3 页: what numbers a page, and stands alone in its line. */
const PAGE_NUMBER = /^(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:[，,\s]*共\s*\d{1,4}\s*页)?)$/;

/** Title, unit, body and note lines; 450001某市某局   预算年度：2024   单位：万元 is three on one line. */
function isAround(line: Line, texts: readonly string[]): boolean {
  const whole = readLine(line.text).kind;
  if (whole === 'note' || PAGE_NUMBER.test(line.text.trim())) return true;
  const kinds = texts.map((text) => readLine(text).kind);
  if (kinds.some((kind) => kind === 'unit-line') && !texts.some(isNumberText)) return true;
  return kinds.every((kind) => kind !== undefined);
}

function isPartedBy(barriers: readonly Box[], upper: Line, lower: Line): boolean {
  return barriers.some(({ y0, y1 }) => y1 > upper.y1 - 2 && y0 < lower.y0 + 2);
}

/** The gap that most lines around have above them. */
function usualGap(read: readonly ReadLine[], at: ReadLine): number {
  const index = read.indexOf(at);
  const near = read.slice(Math.max(0, index - 5), index + 6);
  const gaps = near.slice(1).map(({ line }, i) => line.y0 - (near[i] as ReadLine).line.y1);
  return median(gaps.filter((gap) => gap > 0));
}

/** The gap between two lines is wider than between rows, and nothing drawn fills it. */
function isApart(last: Line, line: Line, usual: number, rules: readonly Edge[]): boolean {
  const gap = line.y0 - last.y1;
  if (gap <= Math.max(GAP_MIN * line.size, Math.min(GAP_MAX * line.size, 1.8 * usual))) return false;
  return countBetween(rules, last, line) < 3;
}

function countBetween(rules: readonly Edge[], upper: Line, lower: Line): number {
  return rules.filter(({ at }) => at > upper.y1 - 1 && at < lower.y0 + 1).length;
}

/**
 * Rows without any text may stand in a table, most of all under its header: what follows them goes on with the table when
 * it does not start like a table, with a row of words.
 */
function goesOnBelow(
  above: readonly ReadLine[],
  { line }: ReadLine,
  below: readonly ReadLine[],
  rules: readonly Edge[],
): boolean {
  const last = (above.at(-1) as ReadLine).line;
  const gap = line.y0 - last.y1;
  if (above.every((each) => each.count < 2) || gap > EMPTY_ROWS_MAX * line.size) return false;
  const segments = lineToSegments(line, [], TEXT_GAP);
  // The texts of one row may stand on several lines.
  const row = below.filter((each) => each.line.y0 < line.y0 + 1.6 * line.size);
  const startsTable = row.some((each) => {
    return each.count >= 3 && lineToSegments(each.line, [], TEXT_GAP).every(({ isNumber }) => !isNumber);
  });
  if (startsTable) return false;
  if (gap <= GAP_MAX * line.size && countBetween(rules, last, line) > 0) return true;
  const starts = above.flatMap((each) => lineToSegments(each.line, [], TEXT_GAP));
  return segments.every(({ x0, x1 }) => starts.some((own) => own.x0 < x1 && own.x1 > x0 - 40));
}

function toOpenTable(
  run: readonly ReadLine[],
  read: readonly ReadLine[],
  rules: readonly Edge[],
  verticals: readonly Edge[],
  page: number,
): OpenTable | undefined {
  const [first] = run;
  if (!first) return undefined;
  const above = read[read.indexOf(first) - 1];
  const isAnnounced =
    above?.role === 'around' &&
    first.line.y0 - above.line.y1 < ANNOUNCE_GAP_MAX * first.line.size &&
    announces(above.line);
  const isTitled =
    above?.role === 'around' && above.count === 1 && above.line.size > TITLE_SCALE * first.line.size;
  const text = unionBox(run.map(({ line }) => line));
  const size = first.line.size;
  const own = rules.filter(
    ({ at, from, to }) =>
      at > text.y0 - 1.6 * size && at < text.y1 + 1.6 * size && from < text.x1 && to > text.x0,
  );
  const kept = trim(run, own, isAnnounced);
  const multi = kept.filter(({ count }) => count > 1);
  if (kept.length === 0 || multi.length === 0) return undefined;
  const box = unionBox([
    ...kept.map(({ line }) => line),
    ...own.map(({ at, from, to }) => ({ x0: from, x1: to, y0: at, y1: at })),
  ]);
  const sides = verticals.filter(
    ({ at, from, to, isShade }) =>
      isShade && at > box.x0 - 3 && at < box.x1 + 3 && to > box.y0 && from < box.y1,
  );
  const isDrawn = own.filter(({ from, to }) => to - from > 0.5 * (text.x1 - text.x0)).length >= 2;
  return {
    page,
    box,
    lines: kept.map(({ line }) => line),
    rules: own,
    sides,
    isAnnounced,
    isTitled,
    isDrawn,
  };
}

function announces(line: Line): boolean {
  const texts = lineToSegments(line, [], TEXT_GAP).map(({ words }) => words.map(({ text }) => text).join(''));
  const kinds = [line.text, ...texts].map((text) => readLine(text).kind);
  if (kinds.includes('note')) return false;
  return kinds.some((kind) => kind !== undefined) || titleLikeness({ text: line.text, level: 0 }) === 2;
}

/** A total without figures. */
const TOTAL = /^(?:合|总|小)\s*计$/;

/** Lone texts at both ends that start where no other text of the table does are none of its rows. */
function trim(run: readonly ReadLine[], rules: readonly Edge[], isAnnounced: boolean): ReadLine[] {
  const lastFull = run.findLastIndex(({ count }) => count > 1);
  const starts = run.flatMap(({ line, count }, index) =>
    count > 1 || (isAnnounced && index < lastFull)
      ? lineToSegments(line, [], TEXT_GAP).map(({ x0 }) => x0)
      : [],
  );
  const isOwn = ({ line }: ReadLine) => {
    if (TOTAL.test(line.text)) return true;
    if (starts.some((x) => Math.abs(x - line.x0) < 0.8 * line.size)) return true;
    // A line of a cell of two, beside the line of the other cells of its row.
    if (run.some(({ line: own, count }) => count > 1 && own.y0 < line.y1 - 1 && own.y1 > line.y0 + 1))
      return true;
    return rules.some(({ at }) => at < line.y0) && rules.some(({ at }) => at > line.y1 - 2);
  };
  let [from, to] = [0, run.length];
  while (to > from && run[to - 1]?.count === 1 && !isOwn(run[to - 1] as ReadLine)) to--;
  if (!isAnnounced)
    while (from < to && run[from]?.count === 1 && !isOwn(run[from] as ReadLine) && !isOver(run, from)) from++;
  return run.slice(from, to);
}

/** A lone text right over the texts of the next line, and amid several of them, is a header over these. */
function isOver(run: readonly ReadLine[], index: number): boolean {
  const own = run[index]?.line;
  if (!own || /[。，；：:]$/.test(own.text)) return false;
  const next = run.slice(index + 1, index + 4).filter(({ line }) => line.y0 - own.y1 < 3 * own.size);
  if (!next.some(({ count }) => count > 1) || (next[0]?.line.y0 ?? 0) - own.y1 > GAP_MIN * own.size)
    return false;
  const { x0, x1 } = unionBox(next.map(({ line }) => line));
  return own.x0 > x0 + 2 * own.size && own.x1 < x1 - 2;
}

/** Texts longer than this, two on a line, are prose in columns. */
const PROSE_LENGTH = 28;

/**
 * The strict test. What nothing drawn and no title or unit line announces has to prove by its figures that it is a table;
 * contents and prose in columns are none.
 */
export function isOpenTable(
  { lines, isDrawn, isAnnounced, isTitled }: OpenTable,
  { xs }: Pick<PageGrid, 'xs'>,
): boolean {
  const rows = lines.map((line) => lineToSegments(line));
  const multi = rows.filter((segments) => segments.length > 1);
  if (lines.length < 2 || multi.length === 0 || xs.length < 3) return false;
  if (isContents(lines)) return false;
  if (isDrawn || isAnnounced) return true;
  const texts = multi.flat();
  const isProse = (segments: readonly Segment[]) =>
    segments.filter((segment) => textOf(segment).length > PROSE_LENGTH).length >= 2;
  if (multi.filter(isProse).length > 0.3 * multi.length) return false;
  if (texts.filter(isSentence).length > SENTENCES_MAX * texts.length) return false;
  if (isTitled && xs.length > 3 && multi.length >= 2 && multi.length > 0.6 * rows.length) return true;
  if (multi.length < 3) return countsRows(multi);
  if (multi.length < 0.6 * rows.length) return countsRows(multi) || areAligned(rows, xs.length - 1);
  const numbers = texts.filter(({ isNumber }) => isNumber).length;
  const withNumbers = multi.filter((segments) =>
    segments.some(({ isNumber }, i) => i > 0 && isNumber),
  ).length;
  if (numbers >= 0.3 * texts.length && withNumbers >= 0.6 * multi.length) return true;
  return countsRows(multi) || areAligned(multi, xs.length - 1);
}

/** Share of texts of a table of words that start, end or stand amid where those of another row do. */
const ALIGNED_MIN = 0.8;
/** How far, in points, texts set under one another differ. */
const ALIGN_SHIFT = 1.5;

/** Words only: rows of at least three texts, set under one another. */
function areAligned(rows: readonly (readonly Segment[])[], columns: number): boolean {
  const full = rows.filter((segments) => segments.length >= 3);
  if (columns < 3 || full.length < 3) return false;
  const isAligned = (segment: Segment, row: readonly Segment[]) =>
    rows.some(
      (other) =>
        other !== row &&
        other.some(
          ({ x0, x1 }) =>
            Math.abs(x0 - segment.x0) < ALIGN_SHIFT ||
            Math.abs(x1 - segment.x1) < ALIGN_SHIFT ||
            Math.abs(x0 + x1 - segment.x0 - segment.x1) < 2 * ALIGN_SHIFT,
        ),
    );
  const texts = rows.flatMap((row) => row.map((segment) => isAligned(segment, row)));
  return texts.filter(Boolean).length >= ALIGNED_MIN * texts.length;
}

/** Share of texts with the marks of a sentence in them that a table of figures may have. */
const SENTENCES_MAX = 0.12;

function isSentence(segment: Segment): boolean {
  return /[，。；]/.test(textOf(segment));
}

/** 序号 over 1, 2, 3. */
function countsRows(rows: readonly (readonly Segment[])[]): boolean {
  const [head, ...body] = rows.map(([first]) => (first ? textOf(first) : ''));
  if (head === undefined || !/^(?:序号|编号|No\.?)$/i.test(head) || body.length === 0) return false;
  return body.every((text, index) => text === String(index + 1));
}

/** Lines that end in a page number after dots, or titles beside small rising numbers. */
export function isContents(lines: readonly Line[]): boolean {
  const leaders = lines.filter(({ text }) => /[.…·．]{4,}|(?:\.\s){4,}/.test(text)).length;
  if (leaders > 0.3 * lines.length) return true;
  const rows = lines.map((line) => lineToSegments(line).map(textOf));
  const pages = rows.map((texts) => {
    const last = texts.at(-1) ?? '';
    return texts.length <= 3 && /^\d{1,3}$/.test(last) ? Number(last) : undefined;
  });
  const numbers = pages.filter((value) => value !== undefined);
  const isRising = numbers.every((value, index) => index === 0 || value >= (numbers[index - 1] ?? 0));
  const areTitles = rows.every((texts) => texts.slice(0, -1).some((text) => text.length > 8));
  return numbers.length > 0.8 * rows.length && numbers.length > 3 && isRising && areTitles;
}
