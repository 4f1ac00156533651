import { type Box, type SheetWord, unionBox } from './sheet.ts';

/** Words that stand on one line, from left to right. */
export interface Line extends Box {
  readonly words: readonly SheetWord[];
  readonly text: string;
  /** Size of most of its characters. */
  readonly size: number;
  readonly bold: boolean;
}

const WIDE =
  /[\u2E80-\u303F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF“”‘’—…\u{20000}-\u{3FFFF}]/u;

/** Words in any order → lines from top to bottom. Words share a line when they overlap by more than half in height. */
export function wordsToLines(words: readonly SheetWord[]): Line[] {
  const sorted = [...words].sort((a, b) => a.y0 + a.y1 - (b.y0 + b.y1) || a.x0 - b.x0);
  const groups: { words: SheetWord[]; y0: number; y1: number }[] = [];
  for (const word of sorted) {
    let best: (typeof groups)[number] | undefined;
    for (let i = groups.length - 1; i >= 0 && i >= groups.length - 4; i--) {
      const group = groups[i] as (typeof groups)[number];
      const overlap = Math.min(group.y1, word.y1) - Math.max(group.y0, word.y0);
      if (overlap > 0.55 * Math.min(group.y1 - group.y0, word.y1 - word.y0)) {
        best = group;
        break;
      }
    }
    if (best) {
      best.words.push(word);
      // The line keeps the height of its largest word, so that a chain of shifted words does not grow into two lines.
      if (word.y1 - word.y0 > best.y1 - best.y0) [best.y0, best.y1] = [word.y0, word.y1];
    } else groups.push({ words: [word], y0: word.y0, y1: word.y1 });
  }
  return groups.map((group) => toLine(group.words));
}

export function toLine(words: readonly SheetWord[]): Line {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0 || a.y0 - b.y0);
  const sizes = new Map<number, number>();
  let boldCount = 0;
  let count = 0;
  for (const { size, text, bold } of sorted) {
    const key = Math.round(size * 2) / 2;
    sizes.set(key, (sizes.get(key) ?? 0) + text.length);
    count += text.length;
    if (bold) boldCount += text.length;
  }
  const size = [...sizes].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [0, 0])[0];
  return { ...unionBox(sorted), words: sorted, text: joinWords(sorted), size, bold: boldCount > count / 2 };
}

/**
 * Words of one line → its text: no space beside a CJK character, one where a gap shows between others. Letters set apart
 * one by one (因 公 出 国, 1 2 3) are read together.
 */
export function joinWords(words: readonly SheetWord[]): string {
  const areLetters = words.length > 2 && isSpread(words);
  let text = '';
  let last: SheetWord | undefined;
  for (const word of words) {
    if (last && !areLetters && !isWide(text.at(-1)) && !isWide(word.text[0])) {
      const gap = word.x0 - last.x1;
      if (gap > 0.1 * Math.min(last.size, word.size)) text += ' ';
    }
    text += word.text;
    last = word;
  }
  return text;
}

/** True for single letters at even distances. */
export function isSpread(words: readonly SheetWord[]): boolean {
  const singles = words.filter(({ text }) => [...text].length === 1).length;
  if (singles < 0.9 * words.length || words.length < 4) return false;
  const steps = words.slice(1).map((word, i) => word.x0 - (words[i]?.x1 ?? 0));
  const size = words[0]?.size ?? 1;
  return Math.max(...steps) - Math.min(...steps) < 0.35 * size && Math.max(...steps) < 1.2 * size;
}

export function isWide(character: string | undefined): boolean {
  return character !== undefined && WIDE.test(character);
}
