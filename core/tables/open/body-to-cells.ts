import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell } from '../page/page-grid.ts';
import { type Box, type Edge, unionBox } from '../page/sheet.ts';
import { type Block, byHeight, centre, type Extent, middle } from '../page/text-blocks.ts';
import { cluster, Groups } from '../ruled/edges-to-lattices.ts';
import { fillFields } from './fill-fields.ts';
import { formToFields } from './form-to-fields.ts';

/** Share of a column's width that a level line must cover to part two cells there. */
const COVER_MIN = 0.55;

/**
 * Texts of a body → its cells. Where rules or the edges of shades part the rows, what stands between two of them is one
 * row; one that stops short of a column leaves a cell there that reaches over both rows. Elsewhere what stands at one
 * height is one row.
 */
export function bodyToCells(
  blocks: readonly Block[],
  rules: readonly Edge[],
  columns: readonly Extent[],
  xs: readonly number[],
  rowOffset: number,
  isForm: boolean,
  part: { readonly sides: readonly Edge[]; readonly goesOn: boolean } = { sides: [], goesOn: false },
): { readonly cells: readonly PageCell[]; readonly rows: readonly Box[] } {
  if (blocks.length === 0) return { cells: [], rows: [] };
  const body =
    cellsBetweenRules(blocks, rules, columns, xs, rowOffset) ??
    (isForm
      ? cellsOfForm(blocks, columns, xs, rowOffset, part.goesOn)
      : cellsByHeight(blocks, columns, xs, rowOffset));
  if (!isForm) return body;
  return { ...body, cells: fillFields(body.cells, columns.length, xs, body.rows, part.sides, rowOffset) };
}

/** How far a text among shaded rows stands off the middle of all that no edge parts from its own, as a share of a row. */
const OFF_MIN = 0.35;

/** How far, in points, a text may stand off the middle of the rows that its cell reaches over. */
const MISS_MAX = 3;

/** Cells of a form without rules: see `formToFields`. */
function cellsOfForm(
  blocks: readonly Block[],
  columns: readonly Extent[],
  xs: readonly number[],
  rowOffset: number,
  goesOn: boolean,
) {
  const { fields, rows } = formToFields(blocks, (block) => spanOf(block, columns), goesOn);
  const merged = new Map<
    string,
    { blocks: Block[]; last: number; from: number; to: number; first: number }
  >();
  for (const field of fields) {
    const key = `${field.from} ${field.first}`;
    const known = merged.get(key);
    if (known) {
      known.blocks.push(...field.blocks);
      known.last = Math.max(known.last, field.last);
    } else merged.set(key, { ...field, blocks: [...field.blocks] });
  }
  const cells = [...merged.values()].map(({ blocks: own, first, last, from, to }) =>
    toCell(own, rowOffset + from, to - from + 1, first, last, xs, rows[from]?.y0 ?? 0, rows[to]?.y1 ?? 0),
  );
  return { cells: sortCells(cells), rows };
}

/** Gives texts of one column the rows that each is centred over, as many rows as can be, none twice. */
function shareRows(own: readonly Block[], rows: readonly Box[]): Map<Block, [number, number]> {
  interface State {
    readonly cost: number;
    readonly placed: readonly [Block, [number, number]][];
  }
  // states[r]: the best way to give rows before r to the texts so far.
  let states: (State | undefined)[] = [...rows, undefined].map((_, r) => ({ cost: r * 2, placed: [] }));
  for (const block of own) {
    const next: (State | undefined)[] = states.map(() => undefined);
    for (let from = 0; from < rows.length; from++) {
      const state = states[from];
      if (!state) continue;
      for (let to = from; to < rows.length; to++) {
        const miss = Math.abs(((rows[from]?.y0 ?? 0) + (rows[to]?.y1 ?? 0)) / 2 - middle(block));
        if (miss > MISS_MAX) continue;
        const cost = state.cost + miss / MISS_MAX;
        const best = next[to + 1];
        if (!best || cost < best.cost)
          next[to + 1] = { cost, placed: [...state.placed, [block, [from, to]]] };
      }
    }
    for (let r = 1; r < next.length; r++) {
      const before = next[r - 1];
      if (before && before.cost + 2 < (next[r]?.cost ?? Infinity))
        next[r] = { cost: before.cost + 2, placed: before.placed };
    }
    // A text that is centred over no rows at all is left out.
    states = next.some((state) => state !== undefined) ? next : states;
  }
  return new Map(states.at(-1)?.placed ?? []);
}

function cellsBetweenRules(
  blocks: readonly Block[],
  rules: readonly Edge[],
  columns: readonly Extent[],
  xs: readonly number[],
  rowOffset: number,
) {
  const text = unionBox(blocks);
  const inner = cluster(rules.map(({ at }) => at).filter((at) => at > text.y0 - 1 && at < text.y1 + 1));
  if (inner.length < 1) return undefined;
  const ys = [text.y0 - 1, ...inner.filter((y) => y > text.y0 && y < text.y1), text.y1 + 1];
  const bands = ys.length - 1;
  const count = columns.length;
  const groups = new Groups(bands * count);
  for (let band = 0; band + 1 < bands; band++) {
    const at = ys[band + 1] ?? 0;
    const own = rules.filter((rule) => Math.abs(rule.at - at) < 4);
    for (let col = 0; col < count; col++) {
      const [from, to] = [xs[col] ?? 0, xs[col + 1] ?? 0];
      const covered = own.reduce(
        (sum, rule) => sum + Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from)),
        0,
      );
      if (covered < COVER_MIN * (to - from)) groups.join(band * count + col, (band + 1) * count + col);
    }
  }
  const bandOf = (block: Block) => Math.max(0, inner.filter((y) => y > text.y0 && y < middle(block)).length);
  const placed = blocks.map((block) => {
    const [first, last] = spanOf(block, columns);
    return { block, first, last, field: groups.find(bandOf(block) * count + first) };
  });
  // Two figures of one column, at two heights, in one cell: the rules part groups of rows only.
  const figures = new Map<number, number>();
  for (const { block, field } of placed)
    if (block.isNumber) figures.set(field, (figures.get(field) ?? 0) + 1);
  const crowded = [...figures.values()].filter((n) => n > 1).length;
  if (crowded > 0.1 * Math.max(1, figures.size) || bands < 3) return undefined;
  const members = new Map<number, { blocks: Block[]; first: number; last: number }>();
  for (const { block, first, last, field } of placed) {
    const cell = members.get(field);
    if (cell) {
      cell.blocks.push(block);
      cell.last = Math.max(cell.last, last);
    } else members.set(field, { blocks: [block], first, last });
  }
  const extent = new Map<number, [number, number]>();
  for (let field = 0; field < bands * count; field++) {
    const band = Math.floor(field / count);
    const root = groups.find(field);
    const known = extent.get(root);
    extent.set(root, known ? [known[0], band] : [band, band]);
  }
  const boxes = ys.slice(1).map((y1, band) => ({ x0: 0, x1: 0, y0: ys[band] ?? 0, y1 }));
  const areShades = rules.every(({ isShade }) => isShade);
  const cells = [...members].flatMap(([field, { blocks: own, first, last }]): PageCell[] => {
    const [from, to] = extent.get(field) ?? [0, 0];
    const put = (texts: readonly Block[], top: number, end: number) =>
      toCell(texts, rowOffset + top, end - top + 1, first, last, xs, ys[top] ?? 0, ys[end + 1] ?? 0);
    // No edge shows between two unshaded cells over several rows: each text is centred in its own, and one may be empty.
    const [block] = own;
    const height = Math.min(...boxes.slice(from, to + 1).map(({ y0, y1 }) => y1 - y0));
    const off = block ? Math.abs(middle(block) - ((ys[from] ?? 0) + (ys[to + 1] ?? 0)) / 2) : 0;
    const isVague = to > from && (own.length > 1 || (areShades && off > OFF_MIN * height));
    const shared = isVague ? shareRows(own, boxes.slice(from, to + 1)) : undefined;
    if (!shared || shared.size < own.length) return [put(own, from, to)];
    return [...shared].map(([block, [top, end]]) => put([block], from + top, from + end));
  });
  const rows = ys.slice(1).map((y1, band) => ({ x0: xs[0] ?? 0, x1: xs.at(-1) ?? 0, y0: ys[band] ?? 0, y1 }));
  return { cells: sortCells(cells), rows };
}

function cellsByHeight(
  blocks: readonly Block[],
  columns: readonly Extent[],
  xs: readonly number[],
  rowOffset: number,
) {
  const { rows, tall } = toRows(blocks, columns);
  const boxes = rows.map((row) => unionBox(row));
  const labels = [...tall].map(([block, [from, to]]) => {
    const [first, last] = spanOf(block, columns);
    return toCell(
      [block],
      rowOffset + from,
      to - from + 1,
      first,
      last,
      xs,
      boxes[from]?.y0 ?? 0,
      boxes[to]?.y1 ?? 0,
    );
  });
  const cells = rows.flatMap((row, index) => {
    const { y0, y1 } = boxes[index] as Box;
    const homes = new Map<number, { blocks: Block[]; last: number }>();
    for (const block of [...row].sort((a, b) => a.x0 - b.x0)) {
      const [first, last] = spanOf(block, columns);
      const cell = homes.get(first);
      if (cell) {
        cell.blocks.push(block);
        cell.last = Math.max(cell.last, last);
      } else homes.set(first, { blocks: [block], last });
    }
    return [...homes].map(([first, { blocks: own, last }]) => {
      const [from, to] =
        own.length === 1 ? amidColumns(own[0] as Block, first, last, homes, columns, xs) : [first, last];
      return toCell(own, rowOffset + index, 1, from, to, xs, y0, y1);
    });
  });
  return { cells: sortCells([...cells, ...labels]), rows: boxes };
}

/**
 * Rows of a body, without the labels of the first column that are each centred over several: those that share out all
 * rows among them without a rest.
 */
function toRows(blocks: readonly Block[], columns: readonly Extent[]) {
  const rows = byHeight(blocks);
  const none = { rows, tall: new Map<Block, [number, number]>() };
  const own = blocks.filter((block) => spanOf(block, columns)[0] === 0);
  if (own.length === 0 || own.some(({ isNumber }) => isNumber)) return none;
  const others = byHeight(blocks.filter((block) => !own.includes(block)));
  if (others.length <= own.length) return none;
  const tall = shareRows(
    own.sort((a, b) => middle(a) - middle(b)),
    others.map((row) => unionBox(row)),
  );
  const covered = [...tall.values()].reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return tall.size === own.length && covered === others.length ? { rows: others, tall } : none;
}

function toCell(
  blocks: readonly Block[],
  row: number,
  rowSpan: number,
  first: number,
  last: number,
  xs: readonly number[],
  y0: number,
  y1: number,
): PageCell {
  const box = { x0: xs[first] ?? 0, y0, x1: xs[last + 1] ?? 0, y1 };
  const words = blocks.flatMap((block) => block.words);
  return {
    row,
    col: first,
    rowSpan,
    colSpan: last - first + 1,
    box,
    words,
    text: wordsToCellText(words, box),
  };
}

function sortCells(cells: readonly PageCell[]): PageCell[] {
  return [...cells].sort((a, b) => a.row - b.row || a.col - b.col);
}

/** The columns that a text stands in: that which holds most of it, and those whose texts it runs into. */
export function spanOf(
  block: Extent & { readonly isNumber?: boolean },
  columns: readonly Extent[],
): [number, number] {
  let home = 0;
  let most = -Infinity;
  columns.forEach(({ x0, x1 }, index) => {
    const overlap = Math.min(block.x1, x1) - Math.max(block.x0, x0);
    if (overlap > most) [home, most] = [index, overlap];
  });
  if (block.isNumber) return [home, home];
  let [first, last] = [home, home];
  while (first > 0 && block.x0 < (columns[first - 1]?.x1 ?? 0) - 3) first--;
  while (last + 1 < columns.length && block.x1 > (columns[last + 1]?.x0 ?? 0) + 3) last++;
  return [first, last];
}

/** A word that does not start its column and stands right amid the empty columns from the left is a cell over them. */
function amidColumns(
  block: Block,
  home: number,
  end: number,
  taken: ReadonlyMap<number, unknown>,
  columns: readonly Extent[],
  xs: readonly number[],
): [number, number] {
  const own = columns[home] as Extent;
  if (block.isNumber || block.x0 < own.x0 + 3) return [home, end];
  let last = home;
  while (last + 1 < columns.length && !taken.has(last + 1)) last++;
  for (let first = 0; first < home; first++) if (taken.has(first)) return [home, end];
  let best: [number, number] = [home, end];
  let least = Math.min(3, Math.abs(centre(block) - ((xs[home] ?? 0) + (xs[home + 1] ?? 0)) / 2) - 3);
  for (let to = Math.max(1, home); to <= last; to++) {
    const miss = Math.abs(centre(block) - ((xs[0] ?? 0) + (xs[to + 1] ?? 0)) / 2);
    if (miss < least) [best, least] = [[0, to], miss];
  }
  return best;
}
