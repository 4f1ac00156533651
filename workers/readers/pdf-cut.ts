import { addToGroup } from '../../core/groups.ts';
import { UNREADABLE } from './pdf-characters.ts';
import type { Glyph } from './pdf-page.ts';

/** What stands in a figure. */
const OF_FIGURE = /^[\d０-９.,，．]$/;
/** Letters of one figure stand no farther apart than this, as a share of their size. */
const GAP_MAX = 0.2;
/** How far two letters on one line, or one letter drawn twice, may miss each other, as a share of their size. */
const MISS_MAX = 0.1;

/**
 * The edge of the page or of a cell may run through a figure: 1,849,793.72 shows as 1,84. Each figure cut so gets a mark
 * for what is missing, and is no longer taken for a smaller one.
 *
 * @param clipped Digits that the page holds outside what clips them.
 * @returns The marks, as glyphs at the cut ends.
 */
export function markCutFigures<G extends Glyph>(shown: readonly G[], clipped: readonly G[]): G[] {
  if (clipped.length === 0) return [];
  const rows = new Map<string, G[]>();
  for (const glyph of shown)
    if (OF_FIGURE.test(glyph.text)) addToGroup(rows, keyOf(glyph, acrossOf(glyph)), glyph);
  const near = (glyph: G) =>
    [-1, 0, 1]
      .flatMap((step) => rows.get(keyOf(glyph, acrossOf(glyph) + step)) ?? [])
      .filter((other) => {
        return Math.abs(acrossOf(other) - acrossOf(glyph)) < MISS_MAX * glyph.size;
      });
  return clipped.flatMap((glyph): G[] => {
    if (!OF_FIGURE.test(glyph.text)) return [];
    const [from, to] = [alongOf(glyph), alongOf(glyph) + glyph.width];
    const slack = GAP_MAX * glyph.size;
    const beside = near(glyph);
    // The same text may be drawn again where it shows: pages are printed in bands by some programs.
    const isShown = beside.some(
      (other) => other.text === glyph.text && Math.abs(alongOf(other) - from) < MISS_MAX * glyph.size,
    );
    if (isShown) return [];
    const isAfter = beside.some((other) => {
      const gap = from - alongOf(other) - other.width;
      return gap < slack && gap > -slack;
    });
    const isBefore = beside.some((other) => {
      const gap = alongOf(other) - to;
      return gap < slack && gap > -slack;
    });
    if (!isAfter && !isBefore) return [];
    // Thin, so that it lies at the end of what shows and not in what stands beyond.
    const width = 0.05 * glyph.size;
    return [
      isAfter
        ? { ...glyph, text: UNREADABLE, width }
        : moveAlong({ ...glyph, text: UNREADABLE, width }, to - from - width),
    ];
  });
}

/** Place of a glyph along its line of writing. */
function alongOf({ x, y, angle }: Glyph): number {
  return [x, y, -x, -y][angle / 90] ?? x;
}

/** Place of its base line. */
function acrossOf({ x, y, angle }: Glyph): number {
  return [y, -x, -y, x][angle / 90] ?? y;
}

function keyOf({ angle }: Glyph, across: number): string {
  return `${angle} ${Math.round(across)}`;
}

function moveAlong<G extends Glyph>(glyph: G, by: number): G {
  const [x, y] = [
    [by, 0],
    [0, by],
    [-by, 0],
    [0, -by],
  ][glyph.angle / 90] as [number, number];
  return { ...glyph, x: glyph.x + x, y: glyph.y + y };
}
