import type { Box, Edge } from '../page/sheet.ts';

/** Lines that miss each other by no more than this, in points, touch. */
const TOUCH = 3;
/** Grid lines closer than this, in points, are one: no text fits between them. */
const SLIVER = 3.2;
/** Share of a side that a line must cover to be a border there. */
const BORDER_COVER_MIN = 0.55;

/** A connected net of lines: the places of its columns' and rows' borders, and the cells that they enclose. */
export interface Lattice {
  readonly box: Box;
  /** Borders of the columns from left to right; one more than there are columns. */
  readonly xs: readonly number[];
  /** Borders of the rows from top to bottom. */
  readonly ys: readonly number[];
  readonly cells: readonly LatticeCell[];
  readonly horizontals: readonly Edge[];
  readonly verticals: readonly Edge[];
}

export interface LatticeCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
}

/** Merged lines → nets of lines that touch, each with its cells. A net without a vertical or horizontal line has none. */
export function edgesToLattices(horizontals: readonly Edge[], verticals: readonly Edge[]): Lattice[] {
  const count = horizontals.length;
  const groups = new Groups(count + verticals.length);
  for (let h = 0; h < count; h++) {
    const horizontal = horizontals[h] as Edge;
    for (let v = 0; v < verticals.length; v++) {
      const vertical = verticals[v] as Edge;
      if (vertical.at < horizontal.from - TOUCH || vertical.at > horizontal.to + TOUCH) continue;
      if (horizontal.at < vertical.from - TOUCH || horizontal.at > vertical.to + TOUCH) continue;
      groups.join(h, count + v);
    }
  }
  joinOpenEnds(verticals, count, groups);
  const lattices: Lattice[] = [];
  for (const members of groups.list()) {
    const across = members.filter((index) => index < count).map((index) => horizontals[index] as Edge);
    const down = members.filter((index) => index >= count).map((index) => verticals[index - count] as Edge);
    if (across.length > 0 && down.length > 0) lattices.push(toLattice(across, down));
  }
  return lattices.sort((a, b) => a.box.y0 - b.box.y0 || a.box.x0 - b.box.x0);
}

/**
 * Where a table without level lines in its body runs to the foot of a page, nothing closes it there, and a cell over two
 * columns leaves the line between them hanging in the air: it goes on with the piece of it that the net holds, or starts
 * or ends where the others do.
 */
function joinOpenEnds(verticals: readonly Edge[], count: number, groups: Groups): void {
  const sizes = new Map<number, number>();
  for (let index = 0; index < count + verticals.length; index++) {
    const root = groups.find(index);
    sizes.set(root, (sizes.get(root) ?? 0) + 1);
  }
  const isLoose = verticals.map((_, index) => sizes.get(groups.find(count + index)) === 1);
  verticals.forEach((loose, index) => {
    if (!isLoose[index]) return;
    const beside = verticals.findIndex(({ from, to }, other) => {
      return !isLoose[other] && from < loose.from + TOUCH && to > loose.to - TOUCH;
    });
    if (beside < 0) return;
    const root = groups.find(count + beside);
    const own = verticals.filter((_, other) => !isLoose[other] && groups.find(count + other) === root);
    const isPiece = own.some(({ at }) => Math.abs(at - loose.at) < 1);
    const isAmid = own.some(({ at }) => at < loose.at) && own.some(({ at }) => at > loose.at);
    const level = own.filter(({ from, to }) => {
      return Math.abs(from - loose.from) < TOUCH || Math.abs(to - loose.to) < TOUCH;
    });
    if (isPiece || (isAmid && level.length >= 2)) groups.join(count + index, count + beside);
  });
}

function toLattice(horizontals: readonly Edge[], verticals: readonly Edge[]): Lattice {
  const xEnds = [
    Math.min(...horizontals.map(({ from }) => from), ...verticals.map(({ at }) => at)),
    Math.max(...horizontals.map(({ to }) => to), ...verticals.map(({ at }) => at)),
  ];
  const yEnds = [
    Math.min(...verticals.map(({ from }) => from), ...horizontals.map(({ at }) => at)),
    Math.max(...verticals.map(({ to }) => to), ...horizontals.map(({ at }) => at)),
  ];
  const xs = cluster([...verticals.map(({ at }) => at), ...xEnds]);
  const ys = cluster([...horizontals.map(({ at }) => at), ...yEnds]);
  const box = { x0: xs[0] ?? 0, y0: ys[0] ?? 0, x1: xs.at(-1) ?? 0, y1: ys.at(-1) ?? 0 };
  return { box, xs, ys, cells: latticeToCells(xs, ys, horizontals, verticals), horizontals, verticals };
}

/** Places closer than a sliver become one. */
export function cluster(places: readonly number[]): number[] {
  const sorted = [...places].sort((a, b) => a - b);
  const clusters: { sum: number; count: number; first: number; last: number }[] = [];
  for (const place of sorted) {
    const last = clusters.at(-1);
    if (last && place - last.last < SLIVER && place - last.first < 2 * SLIVER) {
      last.sum += place;
      last.count++;
      last.last = place;
    } else clusters.push({ sum: place, count: 1, first: place, last: place });
  }
  return clusters.map(({ sum, count }) => sum / count);
}

/** Joins the fields of the finest grid wherever no line stands between them. */
export function latticeToCells(
  xs: readonly number[],
  ys: readonly number[],
  horizontals: readonly Edge[],
  verticals: readonly Edge[],
): LatticeCell[] {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns < 1 || rows < 1) return [];
  const groups = new Groups(columns * rows);
  const acrossAt = ys.map((y) => horizontals.filter(({ at }) => Math.abs(at - y) < SLIVER));
  const downAt = xs.map((x) => verticals.filter(({ at }) => Math.abs(at - x) < SLIVER));
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < columns; col++) {
      const index = row * columns + col;
      const [x0, x1, y0, y1] = [xs[col], xs[col + 1], ys[row], ys[row + 1]] as [
        number,
        number,
        number,
        number,
      ];
      if (col + 1 < columns && !isBorder(downAt[col + 1] ?? [], y0, y1)) groups.join(index, index + 1);
      if (row + 1 < rows && !isBorder(acrossAt[row + 1] ?? [], x0, x1)) groups.join(index, index + columns);
    }
  }
  return groups.list().flatMap((fields) => toCells(fields, columns));
}

function isBorder(edges: readonly Edge[], from: number, to: number): boolean {
  let covered = 0;
  for (const edge of edges) covered += Math.max(0, Math.min(edge.to, to) - Math.max(edge.from, from));
  return covered >= BORDER_COVER_MIN * (to - from);
}

/** A group of fields → one cell where it is a rectangle; an L or U shape is cut into rectangles row by row. */
function toCells(fields: readonly number[], columns: number): LatticeCell[] {
  const rows = fields.map((field) => Math.floor(field / columns));
  const cols = fields.map((field) => field % columns);
  const [row, col] = [Math.min(...rows), Math.min(...cols)];
  const rowSpan = Math.max(...rows) - row + 1;
  const colSpan = Math.max(...cols) - col + 1;
  if (rowSpan * colSpan === fields.length) return [{ row, col, rowSpan, colSpan }];
  const cells: LatticeCell[] = [];
  const left = new Set(fields);
  for (const field of [...fields].sort((a, b) => a - b)) {
    if (!left.has(field)) continue;
    let width = 1;
    while ((field % columns) + width < columns && left.has(field + width)) width++;
    let height = 1;
    while (
      Array.from({ length: width }, (_, i) => field + height * columns + i).every((other) => left.has(other))
    ) {
      height++;
    }
    for (let i = 0; i < height; i++) for (let j = 0; j < width; j++) left.delete(field + i * columns + j);
    cells.push({ row: Math.floor(field / columns), col: field % columns, rowSpan: height, colSpan: width });
  }
  return cells;
}

/** Sets that grow together (union and find). */
export class Groups {
  readonly #parents: number[];
  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }
  find(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root] ?? root;
    while (this.#parents[index] !== root) {
      const next = this.#parents[index] ?? root;
      this.#parents[index] = root;
      index = next;
    }
    return root;
  }
  join(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    if (first !== second) this.#parents[Math.max(first, second)] = Math.min(first, second);
  }
  /** The members of each set, in order. */
  list(): number[][] {
    const sets = new Map<number, number[]>();
    for (let index = 0; index < this.#parents.length; index++) {
      const root = this.find(index);
      const set = sets.get(root);
      if (set) set.push(index);
      else sets.set(root, [index]);
    }
    return [...sets.values()];
  }
}
