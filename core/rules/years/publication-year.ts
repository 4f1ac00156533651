import type { Document } from '../../model/document.ts';
import { yearVotes } from '../../structure/identity.ts';

/** Fewer votes than one heading and a line say too little to call another year wrong. */
const VOTES_MIN = 4;

/** The publication's year where most of the document agrees on it; null where that is open, and nothing is said then. */
export function publicationYear(document: Document): number | null {
  const ranked = [...yearVotes(document)].sort((a, b) => b[1] - a[1]);
  const [first] = ranked;
  if (!first) return null;
  const all = ranked.reduce((sum, [, weight]) => sum + weight, 0);
  return first[1] >= VOTES_MIN && first[1] > all / 2 ? first[0] : null;
}

/** Words that make a year another matter than the publication's own: comparisons, execution, notices, histories. */
export const OTHER_YEAR_WORDS =
  /执行|完成情况|上年|上一年|去年|对比|比较|同比|较20|比20|与20|增减|变动|以来|截至|截止|年末|年底|年初|历年|规划|《|\d号|文号|结转|滚动|中期/;

/** Years of a text: 2024年, 2024年度, 2024-12; not the year of a document number 〔2024〕. */
export function yearsOf(text: string): number[] {
  return [...text.matchAll(/(?<![\d〔[【<（(])(20\d{2})(?=\s*(?:年|[-./]\d{1,2}(?!\d)))/g)].map((m) =>
    Number(m[1]),
  );
}

/** The text with one year for another, as a proposal. */
export const withYear = (text: string, from: number, to: number): string =>
  text.trim().replace(String(from), String(to));
