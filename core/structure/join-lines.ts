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

function isWide(character: string | undefined): boolean {
  return character !== undefined && WIDE.test(character);
}
