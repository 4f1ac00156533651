import type { SheetWord } from './sheet.ts';
import type { Line } from './words-to-lines.ts';

/** A stretch of a line without a wide gap: what stands in one cell, or in a part of one. */
export interface Segment {
  readonly x0: number;
  readonly x1: number;
  readonly words: readonly SheetWord[];
  readonly isNumber: boolean;
}

/** Gap, in letters, that parts two segments of a line; the spaces of justified prose stay under it. */
const SEGMENT_GAP = 0.72;

const NUMBER =
  /^[(（[-]?[-+–−—≥≤<>=~±]?\s*(?:[$€£¥￥₹]\s*)?[-+–−]?[\d０-９]+(?:[.,，'’\s][\d０-９]+)*\s*[%‰％)）\]*†]*$|^[-–—−*.…]+$|^n\/?[ad]\.?$/i;

/** True for a figure, a share, or a mark for none. */
export function isNumberText(text: string): boolean {
  return NUMBER.test(text.trim());
}

/** Splits a line at its wide gaps and at the lines that cross it. */
export function lineToSegments(line: Line, bars: readonly number[] = [], gapMin = SEGMENT_GAP): Segment[] {
  const groups: SheetWord[][] = [];
  for (const word of line.words) {
    const last = groups.at(-1)?.at(-1);
    const gap = last ? word.x0 - last.x1 : 0;
    const isBarred = last !== undefined && bars.some((x) => x > last.x1 - 2 && x < word.x0 + 2);
    const least = last && isAmountBesideText(last.text, word.text) ? Math.min(gapMin, 0.45) : gapMin;
    const size = last ? Math.max(4, Math.min(last.size, word.size)) : 0;
    if (last && gap < least * size && !isBarred) groups.at(-1)?.push(word);
    else groups.push([word]);
  }
  return groups.map((words) => {
    const x0 = Math.min(...words.map((word) => word.x0));
    const x1 = Math.max(...words.map((word) => word.x1));
    return { x0, x1, words, isNumber: isNumberText(words.map(({ text }) => text).join(' ')) };
  });
}

/** An amount at the right of its column and a label at the left of the next stand close without being one text. */
function isAmountBesideText(left: string, right: string): boolean {
  const isAmount = (text: string) => /^-?\d[\d,]*[.,]\d+$/.test(text);
  if (isAmount(left)) return isAmount(right) || /^[^\d元万亿%％，。、；,.;]/.test(right);
  return isAmount(right) && /[\u4e00-\u9fff]$/.test(left);
}

/**
 * Segments of the rows of one area → places between its columns: stretches of x that no row covers and that rows have
 * words on both sides of.
 *
 * @param size Size of the letters, in points.
 */
export function segmentsToSeparators(rows: readonly (readonly Segment[])[], size: number): number[] {
  const body = rows.filter((row) => row.length >= 2);
  if (body.length < 2) return [];
  const allowed = Math.floor(body.length * 0.07);
  const gapMin = (body.length < 4 ? 0.9 : 0.5) * size;
  const events: [number, number][] = body.flatMap((row) =>
    row.flatMap(({ x0, x1 }): [number, number][] => [
      [x0, 1],
      [x1, -1],
    ]),
  );
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const separators: number[] = [];
  let covered = 0;
  let from: number | undefined;
  for (const [x, change] of events) {
    const before = covered;
    covered += change;
    if (before > allowed && covered <= allowed) from = x;
    else if (before <= allowed && covered > allowed) {
      if (from !== undefined && x - from >= gapMin && isSupported(body, from, x))
        separators.push((from + x) / 2);
      from = undefined;
    }
  }
  return separators;
}

/** Several rows have words right before and right after the gap. */
function isSupported(rows: readonly (readonly Segment[])[], from: number, to: number): boolean {
  const middle = (from + to) / 2;
  let both = 0;
  for (const row of rows) {
    if (row.some(({ x1 }) => x1 <= middle) && row.some(({ x0 }) => x0 >= middle)) both++;
  }
  return both >= Math.max(2, 0.25 * rows.length);
}
