import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import { type Box, type Edge, type Sheet, type SheetWord, unionBox } from '../page/sheet.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import { isWide, type Line, wordsToLines } from '../page/words-to-lines.ts';
import type { Area } from './area-to-grid.ts';

/** Level lines shorter than this, in points, are underlines and dashes. */
const RULE_LENGTH_MIN = 40;

/**
 * Stretches between level lines (or shaded bands) that lie over one another: tables with rules over and under the header
 * and the body, with a rule under each row, or with shaded rows. Prose between two lines parts them.
 */
export function findRuledAreas(
  sheet: Sheet,
  horizontals: readonly Edge[],
  verticals: readonly Edge[],
): Area[] {
  const rules = horizontals.filter(({ from, to }) => to - from >= RULE_LENGTH_MIN);
  const lines = wordsToLines(sheet.words.filter(({ angle }) => angle === 0));
  const groups: { rules: Edge[]; x0: number; x1: number; y1: number }[] = [];
  for (const rule of rules) {
    const group = groups.findLast((each) => isOver(each, rule) && !isPartedByProse(lines, each, rule));
    if (group) {
      group.rules.push(rule);
      group.x0 = Math.min(group.x0, rule.from);
      group.x1 = Math.max(group.x1, rule.to);
      group.y1 = rule.at;
    } else groups.push({ rules: [rule], x0: rule.from, x1: rule.to, y1: rule.at });
  }
  return groups
    .filter((group) => group.rules.length >= 2 && areEven(group))
    .map(({ rules: own, x0, x1, y1 }) => {
      const box: Box = { x0: x0 - 2, y0: (own[0]?.at ?? 0) - 1, x1: x1 + 2, y1: y1 + 1 };
      return {
        box,
        horizontals: own,
        verticals: verticals.filter(
          ({ at, from, to }) => at > box.x0 && at < box.x1 && to > box.y0 && from < box.y1,
        ),
      };
    });
}

/** Shaded rows reach equally far; the bars of a chart do not. */
function areEven(group: { rules: readonly Edge[]; x0: number; x1: number }): boolean {
  if (group.rules.some(({ isShade }) => !isShade)) return true;
  const full = group.rules.filter(({ from, to }) => from < group.x0 + 6 && to > group.x1 - 6).length;
  return full >= 0.6 * group.rules.length;
}

function isOver(group: { x0: number; x1: number }, rule: Edge): boolean {
  const overlap = Math.min(group.x1, rule.to) - Math.max(group.x0, rule.from);
  const narrow = Math.min(group.x1 - group.x0, rule.to - rule.from);
  const isInside = rule.from > group.x0 - 6 && rule.to < group.x1 + 6;
  const holds = group.x0 > rule.from - 6 && group.x1 < rule.to + 6;
  return overlap > 0.8 * narrow && (isInside || holds);
}

/** Words with which the caption of a table or figure starts. */
const CAPTION =
  /^(?:table|figure|chart|box|annex|附?表|图)\s*(?:no\.?\s*)?[\dA-Z一二三四五六七八九十]+(?:[.:：\s、–-]|$)/i;

/** A line shorter than this share of an area's width may stand in one column of it. */
const SHORT_SHARE = 0.45;

/** Lines between two rules that run on without a gap, or reach over their ends, are no rows of a table. */
function isPartedByProse(
  lines: readonly Line[],
  group: { x0: number; x1: number; y1: number },
  rule: Edge,
): boolean {
  const between = lines.filter(({ y0, y1 }) => (y0 + y1) / 2 > group.y1 && (y0 + y1) / 2 < rule.at);
  const x0 = Math.min(group.x0, rule.from) - 4;
  const x1 = Math.max(group.x1, rule.to) + 4;
  const near = between.flatMap((line) => {
    const words = line.words.filter((word: SheetWord) => word.x1 > x0 && word.x0 < x1);
    return words.length > 0 ? [{ ...line, words }] : [];
  });
  if (near.length === 0) return rule.at - group.y1 > 60;
  const outside = near.filter(({ words }) =>
    words.some((word) => word.x0 < x0 - 2 || word.x1 > x1 + 2),
  ).length;
  if (outside > 0.3 * near.length) return true;
  if (near.some(({ text }) => CAPTION.test(text))) return true;
  // A title with its unit line under it, and then the first rule of the table that they belong to.
  const unit = near.findIndex((line) => holdsUnit(line as Line));
  if (unit > 0 && near.slice(0, unit).some(({ text }) => titleLikeness({ text, level: 0 }) === 2))
    return true;
  // The second line of a wrapped label is single too, but short.
  const single = near.filter((line) => {
    const width = Math.max(...line.words.map((w) => w.x1)) - Math.min(...line.words.map((w) => w.x0));
    return lineToSegments(line as Line).length < 2 && width > SHORT_SHARE * (x1 - x0);
  }).length;
  const gaps = near.slice(1).map((line, index) => line.y0 - (near[index]?.y1 ?? 0));
  if (gaps.some((gap) => gap > 40)) return true;
  return near.length >= 2 ? single > 0.5 * near.length : false;
}

/** Gap between lines, in letters, over which one table does not reach. */
const LINE_GAP_MAX = 2.6;

/** Rows with a label only, one after another, that a table may hold. */
const SINGLES_MAX = 2;
const ALIGNED_SINGLES_MAX = 24;

/** Height of empty rows, in letters, that a table may hold. */
const EMPTY_ROWS_MAX = 24;

interface RunLine {
  readonly line: Line;
  readonly count: number;
  /** True where a lone text starts where texts of the run's other lines start, and is short. */
  readonly isAligned: boolean;
}

/** Runs of lines with wide gaps in them, among the lines that no table holds: tables without any drawn line. */
export function findTextAreas(words: readonly SheetWord[]): Area[] {
  const lines = wordsToLines(words.filter(({ angle }) => angle === 0));
  const areas: Area[] = [];
  let run: RunLine[] = [];
  let before: Line | undefined;
  const end = () => {
    const isUnderUnit = run.some(({ line }) => holdsUnit(line));
    const ends = ({ count, isAligned }: RunLine) => count < 2 && !(isUnderUnit && isAligned);
    while (run.length > 0 && ends(run.at(-1) as RunLine)) {
      const [last, before] = [run.at(-1)?.line, run.at(-2)];
      if (last && before && before.count >= 2 && isAmid(before.line, last)) break;
      run.pop();
    }
    if (run.filter(({ count }) => count >= 2).length >= (isUnderUnit && run.length > 3 ? 2 : 3)) {
      const box = unionBox(run.map(({ line }) => line));
      areas.push({
        box: { x0: box.x0 - 1, y0: box.y0 - 1, x1: box.x1 + 1, y1: box.y1 + 1 },
        horizontals: [],
        verticals: [],
      });
    }
    run = [];
  };
  for (const line of lines) {
    const count = lineToSegments(line, [], 1).length;
    const last = run.at(-1);
    const gap = last ? line.y0 - last.line.y1 : 0;
    // Under a unit line, rows without any text may stand between the header and what follows.
    const isEmptyRows =
      run.filter((each) => each.count >= 2).length >= 2 &&
      gap < EMPTY_ROWS_MAX * line.size &&
      run.some((each) => holdsUnit(each.line)) &&
      (count >= 2 || startsInColumn(line, run));
    const isFar = gap > LINE_GAP_MAX * line.size && !isEmptyRows;
    const isOther =
      last !== undefined && (line.size > 1.3 * last.line.size || last.line.size > 1.3 * line.size);
    const isAligned = count < 2 && startsInColumn(line, run);
    const since = [...run].reverse().findIndex((each) => each.count >= 2);
    const singlesMax = isAligned ? ALIGNED_SINGLES_MAX : SINGLES_MAX;
    if (isFar || isOther || CAPTION.test(line.text) || (count < 2 && since >= singlesMax)) end();
    if (count >= 2 && run.length === 0 && before && isAmid(before, line))
      run.push({ line: before, count: 1, isAligned: true });
    if (count >= 2 || run.length > 0) run.push({ line, count, isAligned });
    before = line;
  }
  end();
  return areas;
}

/** Half a line apart: figures set amid the two lines of their label. */
function isAmid(upper: Line, lower: Line): boolean {
  return lower.y0 - upper.y0 < 0.85 * lower.size;
}

function holdsUnit(line: Line): boolean {
  return lineToSegments(line).some(({ words }) => {
    return readLine(words.map(({ text }) => text).join('')).kind === 'unit-line';
  });
}

/** A lone label without the space of Latin words in it, short, that starts where others of the run do. */
function startsInColumn(line: Line, run: readonly RunLine[]): boolean {
  if (run.length === 0 || !isWide(line.text[0]) || readLine(line.text).kind !== undefined) return false;
  if (/[。；：:;]$/.test(line.text)) return false;
  const box = unionBox(run.map((each) => each.line));
  if (line.x1 - line.x0 > SHORT_SHARE * (box.x1 - box.x0)) return false;
  const starts = run.slice(-12).flatMap((each) => lineToSegments(each.line).map(({ x0 }) => x0));
  return starts.some((x) => Math.abs(x - line.x0) < 2.2 * line.size);
}
