import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { type Box, type Edge, holdsMiddle, type SheetWord, unionBox } from '../page/sheet.ts';
import { isNumberText, lineToSegments, type Segment, segmentsToSeparators } from '../page/text-to-columns.ts';
import { type Line, wordsToLines } from '../page/words-to-lines.ts';

/** A stretch of a page that may be a table, with the lines drawn in it. */
export interface Area {
  readonly box: Box;
  readonly horizontals: readonly Edge[];
  readonly verticals: readonly Edge[];
}

/** A line of text cut at its gaps. */
interface Row {
  readonly line: Line;
  readonly segments: readonly Segment[];
}

/**
 * An area without a full net of lines → its table, by text and lines together: columns from the gaps that all rows share
 * and from upright lines, rows from lines of text and from level lines. Undefined where the text is no table.
 *
 * @param evidence `drawn` where lines or shading bound the area; `none` for text alone, which has to prove more.
 */
export function areaToGrid(
  area: Area,
  words: readonly SheetWord[],
  page: number,
  evidence: 'drawn' | 'none',
): PageGrid | undefined {
  const inside = words.filter((word) => holdsMiddle(area.box, word) && word.angle === 0);
  if (inside.length < 4) return undefined;
  const height = area.box.y1 - area.box.y0;
  const bars = area.verticals.filter(({ from, to }) => to - from > 0.5 * height).map(({ at }) => at);
  const rows = wordsToLines(inside).map((line): Row => ({ line, segments: lineToSegments(line, bars) }));
  const size = median(rows.map(({ line }) => line.size));
  const headCount = countHeadRows(rows, area);
  const body = rows.slice(headCount);
  const bodyRows = body.filter(({ segments }) => segments.length >= 2);
  const basis = bodyRows.length >= 2 ? bodyRows : rows;
  const separators = mergeBars(
    segmentsToSeparators(
      basis.map(({ segments }) => segments),
      size,
    ),
    bars.filter((x) => x > area.box.x0 + 4 && x < area.box.x1 - 4),
  );
  if (separators.length === 0) return undefined;
  if (!isTable(rows, body, separators, evidence)) return undefined;
  if (cutsWords(rows, separators)) return undefined;
  const box = unionBox([...inside, ...(evidence === 'drawn' ? [area.box] : [])]);
  const xs = [box.x0, ...separators, box.x1];
  const groups = groupRows(rows, headCount, xs, area, size);
  const cells = groups.flatMap((group, row) => toCells(group, row, xs, group.isHead, area));
  const spread = spanHeads(cells, groups.filter(({ isHead }) => isHead).length);
  const bounds = groups.map(({ rows }) => unionBox(rows.map(({ line }) => line)));
  const ys = [box.y0, ...bounds.slice(1).map(({ y0 }, i) => ((bounds[i]?.y1 ?? y0) + y0) / 2), box.y1];
  return { page, box, xs, ys, cells: spread, by: 'text' };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Adds upright lines to the separators; one that stands at a gap already found takes its place. */
function mergeBars(separators: readonly number[], bars: readonly number[]): number[] {
  const merged = separators.filter((x) => !bars.some((bar) => Math.abs(bar - x) < 12));
  const places = [...merged, ...bars].sort((a, b) => a - b);
  return places.filter((x, index) => index === 0 || x - (places[index - 1] ?? 0) > 4);
}

/** The first lines up to the first that has figures beside its label; none where figures stand in no line. */
function countHeadRows(rows: readonly Row[], area: Area): number {
  const first = rows.findIndex(({ segments }) => {
    const numbers = segments.filter(({ isNumber }) => isNumber).length;
    const years = segments.filter(({ words }) =>
      /^(?:19|20)\d\d$/.test(words.map(({ text }) => text).join('')),
    ).length;
    return numbers > years && segments.length >= 2 && numbers >= (segments.length - 1) / 2;
  });
  if (first <= 0) {
    // Words only: the first level line under the first line of text ends the header.
    const [top] = rows;
    const rule = top && area.horizontals.find(({ at }) => at > top.line.y0 + 2 && at < area.box.y1 - 3);
    if (!rule || first === 0) return 0;
    const count = rows.filter(({ line }) => (line.y0 + line.y1) / 2 < rule.at).length;
    return count <= 4 ? count : 0;
  }
  return first <= Math.max(6, rows.length / 2) ? first : 0;
}

/**
 * The strict test. A table's rows fill several columns; its cells are short. Prose in columns has long lines on both
 * sides; a contents page has leaders or only page numbers on its right.
 */
function isTable(
  rows: readonly Row[],
  body: readonly Row[],
  separators: readonly number[],
  evidence: 'drawn' | 'none',
): boolean {
  const multi = body.filter(({ segments }) => countColumns(segments, separators) >= 2);
  if (multi.length < (evidence === 'drawn' ? 1 : 3) || rows.length < 2) return false;
  if (multi.length < (evidence === 'drawn' ? 0.4 : 0.6) * body.length) return false;
  if (isContents(multi)) return false;
  const texts = multi.flatMap(({ segments }) => segments.map(segmentText));
  const numbers = texts.filter(isNumberText).length;
  const long = multi.filter(
    ({ segments }) => segments.filter((s) => segmentText(s).length > 28).length >= 2,
  ).length;
  if (long > 0.3 * multi.length) return false;
  if (evidence === 'drawn') return true;
  const withNumbers = multi.filter(({ segments }) =>
    segments.some(({ isNumber }, i) => i > 0 && isNumber),
  ).length;
  return numbers >= 0.3 * texts.length && withNumbers >= 0.6 * multi.length;
}

/** Columns whose borders run through figures are none: labels of a chart. */
function cutsWords(rows: readonly Row[], separators: readonly number[]): boolean {
  const cut = rows.filter(({ segments }) =>
    segments.some((s) => s.isNumber && separators.some((x) => x > s.x0 + 1 && x < s.x1 - 1)),
  );
  return cut.length > 0.1 * rows.length;
}

function segmentText({ words }: Segment): string {
  return words.map(({ text }) => text).join(' ');
}

function countColumns(segments: readonly Segment[], separators: readonly number[]): number {
  return new Set(segments.map(({ x0, x1 }) => separators.filter((x) => x < (x0 + x1) / 2).length)).size;
}

/** Lines that end in a page number after dots, or titles beside small rising numbers. */
function isContents(rows: readonly Row[]): boolean {
  const leaders = rows.filter(({ line }) => /[.…·．]{4,}|(?:\.\s){4,}/.test(line.text)).length;
  if (leaders > 0.3 * rows.length) return true;
  const pairs = rows.map(({ segments }) => {
    const last = segments.at(-1);
    const text = last ? segmentText(last) : '';
    return segments.length <= 3 && /^\d{1,3}$/.test(text) ? Number(text) : undefined;
  });
  const numbers = pairs.filter((value) => value !== undefined);
  const isRising = numbers.every((value, index) => index === 0 || value >= (numbers[index - 1] ?? 0));
  const areTitles = rows.every(({ segments }) =>
    segments.slice(0, -1).some((s) => segmentText(s).length > 8),
  );
  return numbers.length > 0.8 * rows.length && numbers.length > 3 && isRising && areTitles;
}

interface RowGroup {
  readonly rows: readonly Row[];
  readonly isHead: boolean;
}

/** Lines of text → rows of the table: lines of one wrapped cell come together. */
function groupRows(
  rows: readonly Row[],
  headCount: number,
  xs: readonly number[],
  area: Area,
  size: number,
): RowGroup[] {
  const width = (xs.at(-1) ?? 0) - (xs[0] ?? 0);
  const rules = area.horizontals.filter(({ from, to }) => to - from > 0.6 * width).map(({ at }) => at);
  const isRuled = (above: Line, below: Line) => {
    const [a, b] = [(above.y0 + above.y1) / 2, (below.y0 + below.y1) / 2];
    return rules.some((y) => y > a && y < b);
  };
  const breaks = rows.slice(1).filter((row, index) => isRuled((rows[index] as Row).line, row.line)).length;
  // Where level lines part most rows, what stands between two of them is one row.
  const isRuledByRow = breaks >= 0.55 * (rows.length - 1) || (breaks >= 3 && breaks >= 0.3 * rows.length);
  const pitches = rows.slice(1).map((row, index) => row.line.y0 - (rows[index] as Row).line.y0);
  const pitch = median(pitches.slice(Math.max(0, headCount - 1))) || 1.2 * size;
  const groups: { rows: Row[]; isHead: boolean }[] = [];
  rows.forEach((row, index) => {
    const isHead = index < headCount;
    const group = groups.at(-1);
    const above = group?.rows.at(-1);
    if (!group || !above || group.isHead !== isHead) {
      groups.push({ rows: [row], isHead });
      return;
    }
    const ruled = isRuled(above.line, row.line);
    const joins = isHead
      ? !ruled && !startsSpan(above, xs, area)
      : !ruled &&
        (isRuledByRow
          ? !haveNumbersInSameColumn(group.rows, row, xs)
          : isWrap(group.rows, row, rows[index + 1], xs, pitch));
    if (joins) group.rows.push(row);
    else groups.push({ rows: [row], isHead });
  });
  return groups;
}

/** A header line with a text over several columns: the next line holds what stands under it. */
function startsSpan(row: Row, xs: readonly number[], area: Area): boolean {
  return row.segments.some((segment) => {
    const [first, last] = columnsOf(segment, xs, row.line, area);
    return last > first;
  });
}

function columnAt(x: number, xs: readonly number[]): number {
  let column = 0;
  while (column + 2 < xs.length && x > (xs[column + 1] ?? 0)) column++;
  return column;
}

/** First and last column of a segment; a short rule right under it says over which columns it stands. */
function columnsOf(segment: Segment, xs: readonly number[], line: Line, area: Area): [number, number] {
  const middle = (segment.x0 + segment.x1) / 2;
  const width = (xs.at(-1) ?? 0) - (xs[0] ?? 0);
  const rule = area.horizontals.find(
    ({ at, from, to }) =>
      at > line.y1 - 0.3 * line.size &&
      at < line.y1 + 0.8 * line.size &&
      from < middle &&
      middle < to &&
      to - from < 0.8 * width &&
      to - from > segment.x1 - segment.x0,
  );
  const [from, to] = rule ? [rule.from + 2, rule.to - 2] : [segment.x0 + 1, segment.x1 - 1];
  const [first, last] = [columnAt(from, xs), columnAt(to, xs)];
  return [first, Math.max(first, last)];
}

/** Texts of neighbouring columns that stand close are apart where a separator runs through more than a space. */
function splitAtSeparators(segment: Segment, xs: readonly number[], size: number): Segment[] {
  const parts: SheetWord[][] = [];
  for (const word of segment.words) {
    const last = parts.at(-1)?.at(-1);
    const gap = last ? word.x0 - last.x1 : 0;
    const isParted =
      last !== undefined && gap > 0.42 * size && xs.some((x) => x > last.x1 - 1 && x < word.x0 + 1);
    if (last && !isParted) parts.at(-1)?.push(word);
    else parts.push([word]);
  }
  if (parts.length === 1) return [segment];
  return parts.map((words) => {
    const text = words.map((word) => word.text).join(' ');
    return { x0: words[0]?.x0 ?? 0, x1: words.at(-1)?.x1 ?? 0, words, isNumber: isNumberText(text) };
  });
}

function haveNumbersInSameColumn(group: readonly Row[], row: Row, xs: readonly number[]): boolean {
  const columnsOfNumbers = (each: Row) =>
    each.segments
      .filter(({ isNumber }) => isNumber)
      .map(({ x0, x1 }) => columnAt((x0 + x1) / 2, xs))
      .filter((column) => column > 0);
  const taken = new Set(group.flatMap(columnsOfNumbers));
  return columnsOfNumbers(row).some((column) => taken.has(column));
}

/** Tells whether a line of text goes on with the row above it. */
function isWrap(
  group: readonly Row[],
  row: Row,
  next: Row | undefined,
  xs: readonly number[],
  pitch: number,
): boolean {
  const above = group.at(-1) as Row;
  const step = row.line.y0 - above.line.y0;
  const columns = (each: Row) => new Set(each.segments.map(({ x0, x1 }) => columnAt((x0 + x1) / 2, xs)));
  const [upper, own] = [columns(above), columns(row)];
  // A figure set amid the lines of its label stands between them.
  if (step < 0.72 * row.line.size) return ![...own].some((column) => upper.has(column) && column > 0);
  if (haveNumbersInSameColumn(group, row, xs)) return false;
  if (row.segments.some(({ isNumber, x0, x1 }) => isNumber && columnAt((x0 + x1) / 2, xs) > 0)) {
    // Words above, their figures here: the label ran over two lines and its figures stand at its end.
    const hasFigures = group.some((each) => each.segments.some(({ isNumber }) => isNumber));
    return !hasFigures && isUnfinished(above, row, xs) && step < 1.45 * row.line.size;
  }
  if (own.size > 1 || step > 1.5 * row.line.size || step > 1.15 * pitch) return false;
  const [column] = own;
  if (column === undefined || !group.some((each) => columns(each).has(column))) return false;
  if (step < 0.88 * pitch) return true;
  const goesOn = isUnfinished(above, row, xs);
  const nextGoesOn = next !== undefined && isUnfinished(row, next, xs) && columns(next).size > 1;
  return goesOn && !nextGoesOn;
}

/** The label above does not end: it fills its column, or the line here starts in the middle of a phrase. */
function isUnfinished(above: Row, row: Row, xs: readonly number[]): boolean {
  const [upper] = above.segments;
  const [lower] = row.segments;
  if (!upper || !lower) return false;
  const text = segmentText(lower);
  if (/^[\p{Ll}(（]/u.test(text) && !/^[a-z][.)]/.test(text)) return true;
  if (/[,，、（(–-]$/.test(segmentText(upper))) return true;
  const column = columnAt((upper.x0 + upper.x1) / 2, xs);
  const border = xs[column + 1] ?? 0;
  const isCjk = /[\u4e00-\u9fff]/.test(text);
  return isCjk && upper.x1 > border - 2.5 * above.line.size && !/^[一二三四五六七八九十（(\d]/.test(text);
}

function toCells(
  group: RowGroup,
  row: number,
  xs: readonly number[],
  isHead: boolean,
  area: Area,
): PageCell[] {
  const cells = new Map<number, { col: number; colSpan: number; words: SheetWord[] }>();
  const put = (col: number, last: number, words: readonly SheetWord[]) => {
    const cell = cells.get(col);
    if (cell) {
      cell.words.push(...words);
      cell.colSpan = Math.max(cell.colSpan, last - col + 1);
    } else cells.set(col, { col, colSpan: last - col + 1, words: [...words] });
  };
  for (const { segments, line } of group.rows) {
    const rules = isHead ? area : { ...area, horizontals: [] };
    const parts = segments.flatMap((segment) => splitAtSeparators(segment, xs, line.size));
    const homes = parts.map(({ x0, x1 }) => columnAt((x0 + x1) / 2, xs));
    parts.forEach((part, index) => {
      const home = homes[index] ?? 0;
      let [first, last] = columnsOf(part, xs, line, rules);
      // A column that another text of the line stands in is not this one's.
      while (first < home && homes.some((other, i) => i !== index && other >= first && other < home)) first++;
      while (last > home && homes.some((other, i) => i !== index && other <= last && other > home)) last--;
      if (first === last) put(first, first, part.words);
      else if (isHead || segments.length === 1) put(first, last, part.words);
      else if (first <= home && home <= last && part.words.length === 1) put(home, home, part.words);
      else {
        for (const word of part.words) {
          const column = columnAt((word.x0 + word.x1) / 2, xs);
          put(column, column, [word]);
        }
      }
    });
  }
  const y0 = Math.min(...group.rows.map(({ line }) => line.y0));
  const y1 = Math.max(...group.rows.map(({ line }) => line.y1));
  return [...cells.values()]
    .sort((a, b) => a.col - b.col)
    .map(({ col, colSpan, words }) => {
      const box = { x0: xs[col] ?? 0, y0, x1: xs[col + colSpan] ?? 0, y1 };
      return { row, col, rowSpan: 1, colSpan, box, words, text: wordsToCellText(words, box) };
    });
}

/** A header cell with nothing above or below it in the header stands for its whole column. */
function spanHeads(cells: readonly PageCell[], heads: number): PageCell[] {
  if (heads < 2) return [...cells];
  return cells.map((cell) => {
    if (cell.row >= heads || cell.colSpan > 1) return cell;
    let rowSpan = 1;
    const isTaken = (row: number) =>
      cells.some(
        (other) => other.row === row && other.col <= cell.col && other.col + other.colSpan > cell.col,
      );
    while (cell.row + rowSpan < heads && !isTaken(cell.row + rowSpan)) rowSpan++;
    return { ...cell, rowSpan };
  });
}
