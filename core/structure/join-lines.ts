/** Characters set without spaces between them: ideographs, kana, CJK and full-width punctuation. */
const WIDE =
  /[\u2E80-\u303F\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF“”‘’—…]/u;

/** Joins the lines of a wrapped text as a reader reads them: no space where either side is CJK, one space otherwise. */
export function joinLines(lines: readonly string[]): string {
  let joined = '';
  for (const line of lines) {
    const next = line.trim();
    if (next === '') continue;
    const glued = joined === '' || isWide(joined.at(-1)) || isWide(next[0]);
    joined += glued ? next : ` ${next}`;
  }
  return joined;
}

/**
 * Joins the lines of a cell, where a narrow column may have broken a figure: 12,345, / 678.90 is one figure, 100 / 200 are two.
 */
export function joinCellLines(lines: readonly string[]): string {
  const joined: string[] = [];
  for (const line of lines) {
    const next = line.trim();
    const before = joined.at(-1);
    if (before !== undefined && isBrokenFigure(before, next)) joined[joined.length - 1] = before + next;
    else joined.push(next);
  }
  return joinLines(joined);
}

/** A first part that ends after a comma or point, or a second one that begins with one and its digits. */
function isBrokenFigure(before: string, next: string): boolean {
  if (/^[-(（－−]?\d{1,3}(?:[,，]\d{3})*[,，]$/.test(before)) return /^\d{3}(?:[,，.]|\D?$|$)/.test(next);
  if (/^[-(（－−]?\d[\d,，]*\.$/.test(before)) return /^\d{1,6}[)）]?$/.test(next);
  if (!/^[-(（－−]?\d{1,3}(?:[,，]\d{3})*$/.test(before)) return false;
  return /^[,，]\d{3}(?:[,，.)）]|$)/.test(next) || /^\.\d{1,6}[)）]?$/.test(next);
}

function isWide(character: string | undefined): boolean {
  return character !== undefined && WIDE.test(character);
}
