import { readLine } from '../../structure/around-tables.ts';
import { joinLines } from '../../structure/join-lines.ts';
import { type Box, unionBox } from './sheet.ts';
import type { Line } from './words-to-lines.ts';

/** Lines that belong together, with their text. */
export interface Paragraph extends Box {
  readonly text: string;
  readonly size: number;
  readonly align: 'left' | 'center' | 'right';
  readonly lines: readonly Line[];
}

/** The left and right borders of a page's text. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** A line of the contents: dots up to its page number. */
const LEADERS = /[.…·．]{4,}\s*\d*$/;

/** Lines of a stretch without tables, from top to bottom → paragraphs. */
export function linesToParagraphs(lines: readonly Line[], margins: Margins): Paragraph[] {
  const groups: Line[][] = [];
  const text = findTextMargins(lines, margins);
  for (const line of lines) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && continues(last, line, group, text)) group.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => toParagraph(group, margins));
}

/** A line of this share of a page's width, or more, is one of running text. */
const LONG_SHARE = 0.45;

/**
 * The borders of running text, which a table on the same page may reach over: where at least two long lines end and at
 * least two lines start; else those of the page.
 */
export function findTextMargins(lines: readonly Line[], { left, right }: Margins): Margins {
  const long = lines.filter(({ x0, x1 }) => x1 - x0 > LONG_SHARE * (right - left));
  const isShared = (line: Line, key: 'x0' | 'x1') =>
    long.some((other) => other !== line && Math.abs(other[key] - line[key]) < line.size);
  const rights = long.filter((line) => isShared(line, 'x1')).map(({ x1 }) => x1);
  const lefts = long.filter((line) => isShared(line, 'x0')).map(({ x0 }) => x0);
  if (rights.length < 2 || lefts.length < 2) return { left, right };
  return { left: Math.min(...lefts), right: Math.max(...rights) };
}

/** A number that opens an item: 20. “卫生健康支出…, （二）…, 6.2024年…; not 20.5万元. */
const ITEM = /^[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})([)）、.．])(?!\d(?!\d{3}\s*年))/;

/** 第二部分 2024年部门预算表: words that open a chapter wherever a line starts with them. */
const CHAPTER = /^第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)(?![的中内所，。、]|规定)/;

/**
 * A line of contents or a list: an item after the end of a sentence, or one that is of another
 * style than the group's own item or starts where that does.
 */
function opensNextItem([first, ...more]: readonly Line[], line: Line): boolean {
  if (CHAPTER.test(line.text)) return true;
  const next = ITEM.exec(line.text);
  if (!next || !first) return false;
  if (/[。；;]$/.test((more.at(-1) ?? first).text) || CHAPTER.test(first.text)) return true;
  const own = ITEM.exec(first.text);
  return own !== null && (own[1] !== next[1] || Math.abs(line.x0 - first.x0) < 0.5 * line.size);
}

/** True when a line goes on with the sentence of the line above: same letters, that line full, no new indent. */
function continues(above: Line, line: Line, group: readonly Line[], margins: Margins): boolean {
  const { size } = above;
  if (LEADERS.test(above.text)) return false;
  if (opensNextItem(group, line)) return false;
  if (Math.abs(line.size - size) > 0.08 * size) return false;
  const pitch = line.y0 - above.y0;
  if (pitch > 2.6 * size || pitch < 0.5 * size) return false;
  const before = group.at(-2);
  if (before && pitch > 1.35 * (above.y0 - before.y0)) return false;
  if (readLine(above.text).kind !== undefined || readLine(line.text).kind !== undefined) return false;
  const isLong = above.x1 - above.x0 > 0.55 * (margins.right - margins.left);
  // A figure that found no room at the end of the line above went down whole.
  const isFull = above.x1 + wordWidth(line) > margins.right - 1.6 * size && isLong;
  const startsLeft = line.x0 < margins.left + 1.2 * size;
  if (isFull && startsLeft) return true;
  // A title of several lines: each centred under the other, the first nearly as wide as the text.
  const isCentred = (each: Line) =>
    Math.abs(each.x0 - margins.left - (margins.right - each.x1)) < 1.5 * each.size;
  const isWide = above.x1 - above.x0 > 0.75 * (margins.right - margins.left);
  return (
    isWide &&
    isCentred(above) &&
    isCentred(line) &&
    line.x0 > above.x0 + size &&
    /[^。：:；]$/.test(above.text)
  );
}

/** Width of the figure or Latin word that a line starts with, beyond one letter. */
function wordWidth(line: Line): number {
  const start = /^[\d.,%A-Za-z]+/.exec(line.text)?.[0] ?? '';
  return Math.max(0, start.length - 1) * 0.55 * line.size;
}

function toParagraph(lines: readonly Line[], margins: Margins): Paragraph {
  const box = unionBox(lines);
  const [first] = lines as [Line, ...Line[]];
  const text = joinLines(lines.map((line) => line.text));
  const before = box.x0 - margins.left;
  const after = margins.right - box.x1;
  // The second line of a paragraph starts left of its indented first; that of a centred title does not.
  const isIndented = lines.length > 1 && first.x0 > box.x0 + 1.2 * first.size;
  const isCentred = !isIndented && Math.abs(before - after) < 2.5 * first.size && before > 2.5 * first.size;
  const isRight = !isCentred && before > 3 * Math.max(after, 0) + 4 * first.size;
  return { ...box, text, size: first.size, align: isCentred ? 'center' : isRight ? 'right' : 'left', lines };
}
