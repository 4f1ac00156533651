import type { Rect } from '../../core/model/place.ts';
import type { Ruling, Word } from '../../core/model/source.ts';
import { mendCharacters, UNREADABLE } from './pdf-characters.ts';
import type { Glyph } from './pdf-page.ts';

/** Share of the size that letters rise over and fall under their base line; the same for every font, so rows align. */
const RISE = 0.82;
const FALL = 0.18;
/** The same character drawn again this close, as a share of its size, is fake bold or a shadow. */
const DOUBLE_SHIFT_MAX = 0.18;
/** Letters farther apart than this, as a share of their size, are no longer one word. */
const GAP_MAX = 0.22;

/** A glyph along the direction of its writing: `u` runs with the text, `v` across it, upwards from the base line. */
interface Placed {
  readonly text: string;
  readonly u0: number;
  readonly u1: number;
  readonly v: number;
  readonly size: number;
  bold: boolean;
  readonly order: number;
  /** Letters of one number were set at once. */
  readonly run: number;
  readonly angle: Glyph['angle'];
}

interface Run {
  text: string;
  u0: number;
  u1: number;
  readonly v: number;
  readonly size: number;
  bold: boolean;
  /** Characters in it; a run ends where a space was drawn. */
  spaceAfter: boolean;
  readonly order: number;
  /** Of its last letter. */
  run: number;
}

/**
 * Glyphs in any order of drawing → words: runs of letters that stand together, each character once. A line across the
 * writing parts two words however close they are (cells without padding), unless they were set as one.
 */
export function glyphsToWords(glyphs: readonly Glyph[], rulings: readonly Ruling[] = []): Word[] {
  const words: Word[] = [];
  const set = glyphs.map((glyph, order) => place(glyph, order));
  for (const angle of [0, 90, 180, 270] as const) {
    const group = set.filter((glyph) => glyph.angle === angle);
    if (group.length === 0) continue;
    for (const run of joinRuns(dropDoubles(group), toBars(rulings, angle))) words.push(toWord(run, angle));
  }
  return words;
}

/** Letters set upright one under another read as a line that is turned clockwise: downwards, its next line to the left. */
function place(glyph: Glyph, order: number): Placed {
  const { size, bold, run = -1 - order } = glyph;
  const mended = mendCharacters(glyph.text);
  const text = glyph.width > 0 || mended !== UNREADABLE ? mended : '';
  const angle = glyph.vertical ? (((glyph.angle + 270) % 360) as Glyph['angle']) : glyph.angle;
  if (!glyph.vertical) {
    const [u, v] = turnBack(glyph.x, glyph.y, angle);
    return { text, u0: u, u1: u + glyph.width, v, size, bold, order, run, angle };
  }
  const [across, along] = turnBack(glyph.x, glyph.y, glyph.angle);
  const u = -along - RISE * size;
  return { text, u0: u, u1: u + size, v: across + FALL * size, size, bold, order, run, angle };
}

function turnBack(x: number, y: number, angle: Word['angle']): [number, number] {
  switch (angle) {
    case 0:
      return [x, y];
    case 90:
      return [y, -x];
    case 180:
      return [-x, -y];
    case 270:
      return [-y, x];
  }
}

function toWord(run: Run, angle: Word['angle']): Word {
  const [u0, u1] = [Math.min(run.u0, run.u1), Math.max(run.u0, run.u1)];
  const [v0, v1] = [run.v - FALL * run.size, run.v + RISE * run.size];
  return { text: run.text, rect: toRect(u0, v0, u1, v1, angle), size: run.size, angle, bold: run.bold };
}

function toRect(u0: number, v0: number, u1: number, v1: number, angle: Word['angle']): Rect {
  switch (angle) {
    case 0:
      return [u0, v0, u1, v1];
    case 90:
      return [-v1, u0, -v0, u1];
    case 180:
      return [-u1, -v1, -u0, -v0];
    case 270:
      return [v0, -u1, v1, -u0];
  }
}

/** Keeps the first of characters drawn twice at nearly the same place, and calls it bold. */
function dropDoubles(glyphs: readonly Placed[]): Placed[] {
  const kept: Placed[] = [];
  const seen = new Map<number, Placed[]>();
  for (const glyph of glyphs) {
    const step = 4;
    const [column, row] = [Math.floor(glyph.u0 / step), Math.floor(glyph.v / step)];
    let twin: Placed | undefined;
    for (let i = -1; i <= 1 && !twin; i++) {
      for (let j = -1; j <= 1 && !twin; j++) {
        twin = seen.get((column + i) * 65_536 + row + j)?.find((other) => isDouble(glyph, other));
      }
    }
    if (twin) {
      if (glyph.text.trim() !== '') twin.bold = true;
      continue;
    }
    kept.push(glyph);
    const key = column * 65_536 + row;
    const cell = seen.get(key);
    if (cell) cell.push(glyph);
    else seen.set(key, [glyph]);
  }
  return kept;
}

function isDouble(a: Placed, b: Placed): boolean {
  const shift = DOUBLE_SHIFT_MAX * Math.min(a.size, b.size);
  return a.text === b.text && Math.abs(a.u0 - b.u0) < shift && Math.abs(a.v - b.v) < shift;
}

/** A drawn line across the direction of writing, at `u` from `v0` to `v1`. */
interface Bar {
  readonly u: number;
  readonly v0: number;
  readonly v1: number;
}

function toBars(rulings: readonly Ruling[], angle: Word['angle']): Bar[] {
  const across = angle === 0 || angle === 180 ? 'vertical' : 'horizontal';
  return rulings.flatMap(({ rect, direction, edge }) => {
    if (direction !== across || edge) return [];
    const [u0, v0] = turnBack(rect[0], rect[1], angle);
    const [u1, v1] = turnBack(rect[2], rect[3], angle);
    return [{ u: (u0 + u1) / 2, v0: Math.min(v0, v1), v1: Math.max(v0, v1) }];
  });
}

/** Share of the size by which a line may reach into the box of a letter and still stand between two. */
const BAR_SLACK = 0.08;

/** Joins neighbouring letters of one base line, whatever order they were drawn in. */
function joinRuns(glyphs: readonly Placed[], allBars: readonly Bar[]): Run[] {
  const lines = toBaselines(glyphs);
  const runs: Run[] = [];
  for (const line of lines) {
    let run: Run | undefined;
    const [first] = line;
    const middle = first ? first.v + 0.3 * first.size : 0;
    const bars = allBars.filter(({ v0, v1 }) => v0 <= middle && middle <= v1).map(({ u }) => u);
    for (const glyph of line) {
      const text = glyph.text;
      if (text.trim() === '') {
        if (run && text !== '' && glyph.u1 > glyph.u0 - 0.01) run.spaceAfter = true;
        continue;
      }
      const gap = run ? glyph.u0 - run.u1 : Infinity;
      const size = run ? Math.min(run.size, glyph.size) : glyph.size;
      const isSame =
        run !== undefined &&
        !run.spaceAfter &&
        gap < GAP_MAX * size &&
        gap > -0.6 * size &&
        glyph.size / run.size < 1.35 &&
        run.size / glyph.size < 1.35 &&
        (run.run === glyph.run ||
          !bars.some((u) => run && u > run.u1 - BAR_SLACK * size && u < glyph.u0 + BAR_SLACK * size));
      if (run && isSame) {
        run.text += text;
        run.u1 = Math.max(run.u1, glyph.u1);
        run.bold ||= glyph.bold;
        run.run = glyph.run;
      } else {
        const { u0, u1, v, bold, order } = glyph;
        run = { text, u0, u1, v, size: glyph.size, bold, spaceAfter: false, order, run: glyph.run };
        runs.push(run);
      }
    }
  }
  return runs.sort((a, b) => a.order - b.order);
}

/** Groups glyphs whose base lines differ by less than a tenth of their size, each group from left to right. */
function toBaselines(glyphs: readonly Placed[]): Placed[][] {
  const sorted = [...glyphs].sort((a, b) => b.v - a.v || a.u0 - b.u0);
  const lines: Placed[][] = [];
  let line: Placed[] = [];
  for (const glyph of sorted) {
    const last = line.at(-1);
    if (last && last.v - glyph.v > 0.12 * Math.min(last.size, glyph.size)) {
      lines.push(line);
      line = [];
    }
    line.push(glyph);
  }
  if (line.length > 0) lines.push(line);
  for (const each of lines) each.sort((a, b) => a.u0 - b.u0 || a.order - b.order);
  return lines;
}
