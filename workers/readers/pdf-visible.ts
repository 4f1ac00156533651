import { addToGroup } from '../../core/groups.ts';
import { isForeign } from './pdf-characters.ts';
import type { DrawnPage, Glyph, PdfFont } from './pdf-page.ts';

type Box = readonly [number, number, number, number];

/** A glyph with what decides whether it is seen. */
export interface Inked extends Glyph {
  /** How dark it stands out on paper, 0 to 1. */
  readonly ink: number;
  /** Set neither filled nor stroked: the text layer under a scan, or nothing at all. */
  readonly isInvisible: boolean;
  readonly font: PdfFont;
}

/** An area that something was painted on, after so many glyphs. */
export interface Field {
  readonly box: Box;
  readonly after: number;
  /** True for an opaque upright rectangle: it covers what was drawn before. */
  readonly covers: boolean;
  /** True for paper's own colour. */
  readonly isPaper: boolean;
}

/** Fainter than this, text on bare paper is not seen. */
const INK_MIN = 0.03;
/** Fainter than this, text that crosses other text is a watermark. */
const WATERMARK_INK_MAX = 0.4;
/** Larger than this over the page's median size, text that crosses other text is a stamp, however dark. */
const WATERMARK_SIZE_MIN = 2.5;
/** Comparisons of glyphs with areas spent on one page at most; hostile pages have millions. */
const WORK_MAX = 20_000_000;
/** A font of so many characters that say nothing shows text; bullets and tick boxes are fewer. */
const GARBLED_MIN = 4;

/**
 * All glyphs of a page → those that a reader of the page sees. Left out are white text on paper, transparent text, what a
 * patch covers, and watermarks: text that crosses other text and is faint or much larger. Text that is invisible on a
 * page with hardly another one is what a program recognised in a scan, and is kept.
 */
export function whatShows(
  glyphs: readonly Inked[],
  fields: readonly Field[],
): Pick<DrawnPage, 'glyphs' | 'hiddenFigures' | 'isRecognised' | 'isGarbled'> {
  const inked = glyphs.filter(({ text }) => text.trim() !== '');
  const invisible = inked.filter(({ isInvisible }) => isInvisible).length;
  const isRecognised = invisible > 0.5 * inked.length;
  const colored = fields.filter(({ isPaper }) => !isPaper);
  const covered = findCovered(glyphs, fields);
  const isHidden = (glyph: Inked, index: number) => {
    if (covered.has(index)) return true;
    if (glyph.isInvisible) return !isRecognised;
    if (glyph.ink >= INK_MIN) return false;
    const [x, y] = middleOf(glyph);
    return !colored.some(({ box, after }) => after <= index && holds(box, x, y));
  };
  const hidden = new Set<Inked>();
  for (const [index, glyph] of glyphs.entries()) if (isHidden(glyph, index)) hidden.add(glyph);
  const shown = hidden.size > 0 ? glyphs.filter((glyph) => !hidden.has(glyph)) : glyphs;
  const hiddenFigures = [...hidden].filter(({ text }) => /\d/.test(text)).length;
  return { glyphs: dropWatermarks(shown), hiddenFigures, isRecognised, isGarbled: hasGarbledFont(inked) };
}

function middleOf({ x, y, width, size, angle }: Glyph): [number, number] {
  const [along, across] = [width / 2, 0.3 * size];
  switch (angle) {
    case 0:
      return [x + along, y + across];
    case 90:
      return [x - across, y + along];
    case 180:
      return [x - along, y - across];
    case 270:
      return [x + across, y - along];
  }
}

function holds([x0, y0, x1, y1]: Box, x: number, y: number): boolean {
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** Indices of glyphs over which an opaque rectangle was laid later: an old figure under a patch with the new one. */
function findCovered(glyphs: readonly Inked[], fields: readonly Field[]): ReadonlySet<number> {
  const covered = new Set<number>();
  const patches = fields.filter(({ covers, after }) => covers && after > 0);
  if (patches.length === 0) return covered;
  let work = 0;
  const middles = glyphs.map(middleOf);
  for (const { box, after } of patches) {
    work += after;
    if (work > WORK_MAX) break;
    for (let index = 0; index < after; index++) {
      const [x, y] = middles[index] ?? [0, 0];
      const half = 0.3 * (glyphs[index]?.size ?? 0);
      if (y - half >= box[1] && y + half <= box[3] && holds(box, x, y)) covered.add(index);
    }
  }
  return covered;
}

function dropWatermarks(glyphs: readonly Inked[]): readonly Inked[] {
  const sizes = glyphs.map(({ size }) => size).sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  const isCandidate = ({ ink, size, isInvisible }: Inked) =>
    !isInvisible && (ink < WATERMARK_INK_MAX || size > WATERMARK_SIZE_MIN * median);
  if (!glyphs.some(isCandidate)) return glyphs;
  const others = glyphs.filter((glyph) => !isCandidate(glyph) && glyph.text.trim() !== '');
  const rows = new Map<number, [number, number][]>();
  const step = Math.max(1, median);
  for (const other of others) {
    const [x, y] = middleOf(other);
    const row = Math.floor(y / step);
    addToGroup(rows, row, [x, y]);
  }
  const crosses = (glyph: Inked) => {
    const [x, y] = middleOf(glyph);
    const half = 0.4 * glyph.size;
    for (let row = Math.floor((y - half) / step); row <= Math.floor((y + half) / step); row++) {
      const isOver = rows.get(row)?.some(([a, b]) => Math.abs(a - x) < half && Math.abs(b - y) < half);
      if (isOver) return true;
    }
    return false;
  };
  const kept: Inked[] = [];
  for (let start = 0; start < glyphs.length; ) {
    const first = glyphs[start] as Inked;
    let end = start + 1;
    if (!isCandidate(first)) {
      kept.push(first);
      start = end;
      continue;
    }
    while (end < glyphs.length && isAlike(first, glyphs[end] as Inked)) end++;
    const group = glyphs.slice(start, end);
    if (!group.some((glyph) => glyph.text.trim() !== '' && crosses(glyph))) kept.push(...group);
    start = end;
  }
  return kept;
}

/** Letters of one stamp, whether set at once or one by one. */
function isAlike(a: Inked, b: Inked): boolean {
  return Math.abs(a.ink - b.ink) < 0.01 && Math.abs(a.size - b.size) < 0.01 * a.size && a.angle === b.angle;
}

/** True where a font shows text whose characters are mere numbers of glyphs: nothing says what they are. */
function hasGarbledFont(glyphs: readonly Inked[]): boolean {
  const fonts = new Map<PdfFont, { texts: Set<string>; foreign: Set<string> }>();
  for (const { font, text } of glyphs) {
    let entry = fonts.get(font);
    if (!entry) {
      entry = { texts: new Set(), foreign: new Set() };
      fonts.set(font, entry);
    }
    if (entry.texts.has(text)) continue;
    entry.texts.add(text);
    if (isForeign(text)) entry.foreign.add(text);
  }
  return [...fonts.values()].some(
    ({ texts, foreign }) => foreign.size >= GARBLED_MIN && foreign.size * 2 > texts.size,
  );
}
