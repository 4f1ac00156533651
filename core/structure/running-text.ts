import type { FlowText } from '../model/source.ts';

/** A line of a table of contents: leaders or a tab before a page number, or what Word leaves of its field codes. */
export function isContentsLine(text: string): boolean {
  return (
    (text.length <= 120 && /(?:\.{4,}|…{2,}|·{4,}|—{4,}|_{4,}|\t)\s*\d{1,4}$/.test(text.trim())) ||
    /PAGEREF\s+_Toc/.test(text)
  );
}

/** The heading over a table of contents. */
export function isContentsHeading(text: string): boolean {
  return /^(?:目录|目次|contents|tableofcontents)$/i.test(text.replace(/[\s\u3000]+/g, ''));
}

/** A page number alone on its line: 12, - 12 -, 第 12 页, Page 3 of 10. */
export function isPageNumber(text: string): boolean {
  return /^(?:[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d{1,4}\s*页(?:[，,\s]*共\s*\d{1,4}\s*页)?|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?)$/i.test(
    text.trim(),
  );
}

/** A line that starts with a number, as lines of contents do. */
export function isNumbered(text: string): boolean {
  return /^(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[ivx]{1,4})[)）、.．\s]|第[一二三四五六七八九十\d]+)/i.test(
    text.trim(),
  );
}

/** Numbering that marks headings, from the highest level to the lowest. */
const NUMBERING: readonly (readonly [pattern: RegExp, level: number, lengthMax: number])[] = [
  [/^第[一二三四五六七八九十百\d]+[部分章篇编]/, 1, 60],
  [/^第[一二三四五六七八九十百\d]+节/, 2, 60],
  [/^[一二三四五六七八九十]{1,3}、/, 2, 60],
  [/^[（(][一二三四五六七八九十]{1,3}[)）]/, 3, 50],
  [/^(?:chapter|part|section)\s+(?:\d+|[ivx]+)\b/i, 1, 100],
];

/** Level of a heading, 1 to 6, or 0 for running text. */
export function headingLevel(block: Pick<FlowText, 'text' | 'level' | 'align'>): number {
  if (block.level > 0) return Math.min(6, block.level);
  const text = block.text.trim();
  if (/[。；;！!？?，,：:]/.test(text.slice(0, -1)) || /[。；;，,：:]$/.test(text)) return 0;
  const numbered = NUMBERING.find(([pattern, , lengthMax]) => text.length <= lengthMax && pattern.test(text));
  if (numbered) return numbered[1];
  const isCentred = block.align === 'center' && text.length <= 60 && /[\p{L}]{2}/u.test(text);
  return isCentred && !isPageNumber(text) && !/^[（(]/.test(text) ? 1 : 0;
}
