import { joinLines } from '../../structure/join-lines.ts';
import type { Box, SheetWord } from './sheet.ts';
import { type Line, wordsToLines } from './words-to-lines.ts';

/** Parts of a figure or code: what a narrow cell breaks in the middle. */
const TOKEN = /^[\d.,，%‰\-–—()（）A-Za-z/+]+$/;

/** Words of a cell → its text as a reader reads it, whatever way they are turned. */
export function wordsToCellText(words: readonly SheetWord[], box: Box): string {
  if (words.length === 0) return '';
  if (words.length === 1) return words[0]?.text ?? '';
  const upright = words.filter(({ angle }) => angle === 0);
  if (upright.length === words.length) return linesToText(wordsToLines(words), box.x1 - box.x0);
  const turned = words.map(turnUpright);
  const parts = [0, 90, 180, 270].map((angle) => turned.filter((_, i) => words[i]?.angle === angle));
  return joinLines(parts.map((part) => linesToText(wordsToLines(part), Infinity)));
}

function linesToText(lines: readonly Line[], width: number): string {
  const joined: string[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    if (before !== undefined && isBrokenToken(before, line, lines, width))
      joined[joined.length - 1] = before + line.text;
    else joined.push(line.text);
  }
  return joinLines(joined);
}

/** 25,453, / 263.00: a figure that did not fit its cell goes on in the next line; its first line fills the cell. */
function isBrokenToken(before: string, line: Line, lines: readonly Line[], width: number): boolean {
  if (!TOKEN.test(before) || !TOKEN.test(line.text)) return false;
  const above = lines[lines.indexOf(line) - 1];
  if (!above || !/[\d,.，]$/.test(before) || !/^[\d,.，]/.test(line.text)) return false;
  const letter = (line.x1 - line.x0) / Math.max(1, line.text.length);
  const fills = above.x1 - above.x0 > width - 2.5 * letter - 0.8 * line.size;
  return fills || /[,，.]$/.test(before) || /^[,，.]/.test(line.text);
}

function turnUpright(word: SheetWord): SheetWord {
  const { x0, y0, x1, y1 } = word;
  switch (word.angle) {
    case 0:
      return word;
    case 90:
      return { ...word, x0: -y1, y0: x0, x1: -y0, y1: x1 };
    case 180:
      return { ...word, x0: -x1, y0: -y1, x1: -x0, y1: -y0 };
    case 270:
      return { ...word, x0: y0, y0: -x1, x1: y1, y1: -x0 };
  }
}
