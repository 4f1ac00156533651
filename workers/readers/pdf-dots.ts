import type { Ruling } from '../../core/model/source.ts';

type Box = readonly [left: number, bottom: number, right: number, top: number];

/** So many dots in a row are a line. */
const RUN_MIN = 5;
/** Room between two dots of one line, as a multiple of their width. */
const GAP_MAX = 2.5;
/** Dots of one line stand this close to it, as a share of their width. */
const ASIDE_MAX = 0.25;
/** Where more than this share of the dots stand in lines both ways, they fill an area. */
const BOTH_MAX = 0.4;

/**
 * Small squares and circles → the dotted lines that they make, level and upright; a dot by itself stays a line as short
 * as it is. A pattern of dots makes no lines.
 */
export function dotsToRulings(dots: readonly Box[]): Ruling[] {
  const level = findRuns(dots, 0);
  const upright = findRuns(dots, 1);
  const inLevel = new Set(level.flat());
  const inUpright = new Set(upright.flat());
  const both = [...inLevel].filter((dot) => inUpright.has(dot)).length;
  const isPattern = both > BOTH_MAX * dots.length;
  const lines = isPattern
    ? []
    : [
        ...level.map((run) => ({ rect: boundsOf(run), direction: 'horizontal' }) as const),
        ...upright.map((run) => ({ rect: boundsOf(run), direction: 'vertical' }) as const),
      ];
  const lone = isPattern ? [] : dots.filter((dot) => !inLevel.has(dot) && !inUpright.has(dot));
  const directionOf = ([x0, y0, x1, y1]: Box) => (x1 - x0 >= y1 - y0 ? 'horizontal' : 'vertical');
  return [...lines, ...lone.map((rect): Ruling => ({ rect, direction: directionOf(rect) }))];
}

/** Rows of dots along x (`axis` 0) or y (1). */
function findRuns(dots: readonly Box[], axis: 0 | 1): Box[][] {
  const across = axis === 0 ? 1 : 0;
  const sizeOf = (dot: Box) => Math.max(dot[2] - dot[0], dot[3] - dot[1]);
  const sorted = [...dots].sort((a, b) => a[across] - b[across]);
  const runs: Box[][] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    const first = sorted[from] as Box;
    while (to < sorted.length && (sorted[to] as Box)[across] - first[across] <= ASIDE_MAX * sizeOf(first))
      to++;
    const row = sorted.slice(from, to).sort((a, b) => a[axis] - b[axis]);
    let run: Box[] = [];
    for (const dot of row) {
      const last = run.at(-1);
      const gap = last ? dot[axis] - last[axis === 0 ? 2 : 3] : 0;
      if (last && gap > GAP_MAX * Math.max(sizeOf(dot), 0.2)) {
        if (run.length >= RUN_MIN) runs.push(run);
        run = [];
      }
      run.push(dot);
    }
    if (run.length >= RUN_MIN) runs.push(run);
    from = to;
  }
  return runs;
}

function boundsOf(run: readonly Box[]): Box {
  let [left, bottom, right, top] = run[0] as Box;
  for (const [x0, y0, x1, y1] of run) {
    [left, bottom] = [Math.min(left, x0), Math.min(bottom, y0)];
    [right, top] = [Math.max(right, x1), Math.max(top, y1)];
  }
  return [left, bottom, right, top];
}
