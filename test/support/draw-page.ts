import type { Ruling, SourcePage, Word } from '../../core/model/source.ts';

/** How a page drawn as text is set: one letter of the drawing is `LETTER` points wide, one line `LINE` points high. */
const LETTER = 6;
const LINE = 16;
const SIZE = 10;
const MARGIN = 40;

/**
 * A page drawn as text. `+`, `-` and `|` are lines where they make a net, other runs of characters are words (a CJK
 * character counts as two columns of the drawing, as it shows in a fixed font).
 *
 *     +------+-------+
 *     | 项目 | 金额  |
 *     +------+-------+
 */
export function drawPage(drawing: string, number = 1): SourcePage {
  const rows = drawing
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .split('\n')
    .map(toFields);
  const indent = Math.min(
    ...rows.filter((row) => row.some((c) => c !== ' ')).map((row) => row.findIndex((c) => c !== ' ')),
  );
  const fields = rows.map((row) => row.slice(indent));
  const width = 2 * MARGIN + LETTER * Math.max(60, ...fields.map((row) => row.length));
  const height = 2 * MARGIN + LINE * Math.max(20, fields.length);
  const at = (x: number, y: number) => ({ x: MARGIN + x * LETTER, y: height - MARGIN - y * LINE });
  const words: Word[] = [];
  const rulings: Ruling[] = [];
  fields.forEach((row, y) => {
    for (const [x, run] of runs(row, (c) => c === '-' || c === '+', 3)) {
      const [from, to] = [at(x + 0.5, y), at(x + run.length - 0.5, y)];
      rulings.push({ rect: [from.x, from.y, to.x, from.y], direction: 'horizontal' });
    }
    for (const [x, run] of runs(row, (c) => c === '' || !' |+'.includes(c), 1)) {
      const text = run.join('');
      if (/^-{3,}$/.test(text)) continue;
      const place = at(x, y);
      const rect = [place.x, place.y - 2, place.x + run.length * LETTER, place.y + 8] as const;
      words.push({ text, rect, size: SIZE, angle: 0, bold: false });
    }
    row.forEach((c, x) => {
      if (c !== '|') return;
      const [top, bottom] = [at(x + 0.5, y - 1), at(x + 0.5, y + 1)];
      rulings.push({ rect: [top.x, bottom.y, top.x, top.y], direction: 'vertical' });
    });
  });
  return { number, box: [0, 0, width, height], rotation: 0, words, rulings, imageCover: 0 };
}

/** Characters by column of the drawing; the second column of a wide character holds the empty string. */
function toFields(line: string): string[] {
  return [...line].flatMap((c) => (/[\u2E80-\uFFEF]/.test(c) ? [c, ''] : [c]));
}

function runs(row: readonly string[], test: (c: string) => boolean, least: number): [number, string[]][] {
  const found: [number, string[]][] = [];
  for (let x = 0; x < row.length; x++) {
    if (!test(row[x] ?? ' ')) continue;
    const from = x;
    while (x < row.length && test(row[x] ?? ' ')) x++;
    if (x - from >= least) found.push([from, row.slice(from, x)]);
  }
  return found;
}
