import { centre, type Extent, meets, type Piece } from '../page/text-blocks.ts';

/** What leaving a header without a column, or a column without a header, costs, in letters of distance. */
const ALONE = 9;
/** The same for a header that stands over several columns, and for these. */
const SHARED = 3;
/** Distance, in letters, beyond which a header and a column are not taken together. */
const DISTANCE_MAX = 16;

/**
 * The columns of a table from left to right: the stretches of x that the body's texts take, and those of lowest header
 * cells that stand over no text. A centred header may stand beside the short labels or the right-aligned figures of its
 * column: headers and stretches are paired in order so that the distances are least.
 *
 * @param leaves Lowest header cells.
 * @param body Pieces of lines of the body, of all pages of the table.
 * @param lineCount Lines of the body.
 */
export function findColumns(
  leaves: readonly Extent[],
  body: readonly Piece[],
  lineCount: number,
  size: number,
): Extent[] {
  const taken = project(body, Math.floor(0.04 * lineCount), 0.3 * size);
  const isBacked = (extent: Extent) => {
    const own = body.filter((piece) => centre(piece) > extent.x0 - 1 && centre(piece) < extent.x1 + 1);
    return (
      own.length > 1 || own.some(({ isNumber }) => isNumber) || leaves.some((leaf) => meets(leaf, extent))
    );
  };
  const heads = [...leaves].sort((a, b) => a.x0 - b.x0);
  const extents = taken.filter(isBacked).flatMap((extent) => splitUnderLeaves(extent, heads, body));
  return pairUp(heads, extents, size).sort((a, b) => a.x0 - b.x0);
}

/** Headers and stretches in order → columns: pairs, stretches without a header, headers without a stretch. */
function pairUp(leaves: readonly Extent[], extents: readonly Extent[], size: number): Extent[] {
  const [n, m] = [leaves.length, extents.length];
  const distance = (leaf: Extent, extent: Extent) => {
    if (meets(leaf, extent)) return 0;
    const gap = Math.max(0, extent.x0 - leaf.x1, leaf.x0 - extent.x1) / size;
    return gap > DISTANCE_MAX ? Infinity : 0.5 + gap;
  };
  // cost[i][j]: the first i headers and j stretches are dealt with.
  const cost = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(Infinity));
  const step = Array.from({ length: n + 1 }, () =>
    new Array<'leaf' | 'extent' | 'both' | ''>(m + 1).fill(''),
  );
  const at = (i: number, j: number) => cost[i]?.[j] ?? Infinity;
  const put = (i: number, j: number, value: number, how: 'leaf' | 'extent' | 'both') => {
    const row = cost[i] as number[];
    if (value >= (row[j] ?? Infinity)) return;
    row[j] = value;
    (step[i] as string[])[j] = how;
  };
  (cost[0] as number[])[0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      const here = at(i, j);
      if (here === Infinity) continue;
      const [leaf, extent] = [leaves[i], extents[j]];
      if (leaf) put(i + 1, j, here + aloneCost(leaf, extents, leaves), 'leaf');
      if (extent) put(i, j + 1, here + aloneCost(extent, leaves, extents), 'extent');
      if (leaf && extent) put(i + 1, j + 1, here + distance(leaf, extent), 'both');
    }
  }
  const columns: Extent[] = [];
  let [i, j] = [n, m];
  while (i > 0 || j > 0) {
    const how = step[i]?.[j];
    const [leaf, extent] = [leaves[i - 1], extents[j - 1]];
    if (how === 'both' && leaf && extent) {
      columns.push(joinPair(leaf, extent, extents));
      i--;
      j--;
    } else if (how === 'leaf' && leaf) {
      // A header that stands over several stretches is one over several columns.
      const under = extents.filter((other) => meets(leaf, other));
      const [only] = under;
      if (!only) columns.push(leaf);
      else if (under.length === 1 && centre(leaf) > only.x1) columns.push({ x0: only.x1 + 0.5, x1: leaf.x1 });
      else if (under.length === 1 && centre(leaf) < only.x0) columns.push({ x0: leaf.x0, x1: only.x0 - 0.5 });
      i--;
    } else if (extent) {
      columns.push(extent);
      j--;
    } else break;
  }
  return columns;
}

/** A header over several stretches may go without one of its own, and so may stretches under it. */
function aloneCost(one: Extent, others: readonly Extent[], own: readonly Extent[]): number {
  const met = others.filter((other) => meets(one, other));
  const isShared = met.length > 1 || met.some((other) => own.filter((each) => meets(each, other)).length > 1);
  return isShared ? SHARED : ALONE;
}

/** The stretch of a column with its header, as far as that does not reach over other columns. */
function joinPair(leaf: Extent, extent: Extent, extents: readonly Extent[]): Extent {
  const reaches = extents.some((other) => other !== extent && meets(leaf, other));
  if (reaches) return extent;
  return { x0: Math.min(leaf.x0, extent.x0), x1: Math.max(leaf.x1, extent.x1) };
}

/** Stretches of x that more than `allowed` pieces take; closer than `gapMin` they are one. */
export function project(pieces: readonly Extent[], allowed: number, gapMin: number): Extent[] {
  const events = pieces.flatMap(({ x0, x1 }): [number, number][] => [
    [x0, 1],
    [x1, -1],
  ]);
  events.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const extents: { x0: number; x1: number }[] = [];
  let count = 0;
  for (const [x, change] of events) {
    const before = count;
    count += change;
    if (before <= allowed && count > allowed) {
      const last = extents.at(-1);
      if (last && x - last.x1 < gapMin) last.x1 = Infinity;
      else extents.push({ x0: x, x1: Infinity });
    } else if (before > allowed && count <= allowed) {
      const last = extents.at(-1);
      if (last) last.x1 = x;
    }
  }
  // What `allowed` cut off belongs to the columns all the same: sparse columns keep their few texts.
  const rest = pieces.filter((piece) => !extents.some((extent) => meets(piece, extent)));
  const sparse = allowed > 0 && rest.length > 0 ? project(rest, 0, gapMin) : [];
  return [...extents, ...sparse].sort((a, b) => a.x0 - b.x0);
}

/** Two lowest header cells over one stretch are two columns where few texts of the body reach over both. */
function splitUnderLeaves(extent: Extent, leaves: readonly Extent[], body: readonly Piece[]): Extent[] {
  const own = leaves.filter((leaf) => centre(leaf) > extent.x0 - 1 && centre(leaf) < extent.x1 + 1);
  if (own.length < 2) return [extent];
  const inside = body.filter((piece) => meets(piece, extent));
  const parts: Extent[] = [];
  let from = extent.x0;
  own.slice(1).forEach((leaf, index) => {
    const before = own[index] as Extent;
    const x = (before.x1 + leaf.x0) / 2;
    const crossing = inside.filter((piece) => piece.x0 < x - 1 && piece.x1 > x + 1).length;
    if (crossing > Math.max(0.12 * inside.length, inside.length >= 4 ? 1 : 0) || leaf.x0 - before.x1 < 1)
      return;
    parts.push({ x0: from, x1: x - 0.5 });
    from = x + 0.5;
  });
  return [...parts, { x0: from, x1: extent.x1 }];
}
