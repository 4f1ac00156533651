import { greatest, least } from '../../figures/extremes.ts';
import { readAmount } from '../../figures/read-amount.ts';
import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import { joinLines } from '../../structure/join-lines.ts';
import { wordsToCellText } from '../page/cell-text.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { isNumberText } from '../page/text-to-columns.ts';
import type { Line } from '../page/words-to-lines.ts';
import type { PageLayout } from '../page-to-layout.ts';

/** One table with the parts that stand on its pages. */
export interface StitchedGrid {
  readonly parts: readonly PageGrid[];
  readonly cells: readonly StitchedCell[];
}

export interface StitchedCell extends Omit<PageCell, 'words'> {
  /** Letters from the left border to the text. */
  readonly indent: number;
  readonly page: number;
}

export interface Stitching {
  /** Each table under its first part; parts that were joined to another have no entry. */
  readonly tables: ReadonlyMap<PageGrid, StitchedGrid>;
  /** Lines over the later parts of a table: its title, unit and number printed again. */
  readonly repeated: ReadonlySet<Line>;
  /** Header rows printed again, which the joined table holds once. */
  readonly repeatedRows: ReadonlyMap<PageGrid, readonly (readonly PageCell[])[]>;
}

/** Borders of columns on two pages this close, in points, are the same. */
const BORDER_SHIFT_MAX = 2.5;
/** No header is deeper than this. */
const HEADER_ROWS_MAX = 8;

/** A part with what stands around it on its page, furniture left out. */
interface Part {
  readonly grid: PageGrid;
  /** The grid as found on its page; `grid` may have its columns set to those of the part before. */
  readonly found: PageGrid;
  /** Lines over it, up to the table before. */
  readonly head: readonly Line[];
  readonly isFirstOnPage: boolean;
  readonly isLastOnPage: boolean;
}

interface Chain {
  readonly parts: Part[];
  /** For each part, how many of its first rows repeat the header. */
  readonly repeats: number[];
}

/** Joins tables that run over pages: first down, part under part, then across where right-hand columns follow. */
export function stitchGrids(layouts: readonly PageLayout[], furniture: ReadonlySet<Line>): Stitching {
  const chains: Chain[] = [];
  for (const own of layouts.flatMap((layout) => toParts(layout, furniture))) {
    const chain = chains.at(-1);
    const part = chain ? setColumns(own, chain) : own;
    const repeat = chain ? continuation(chain, part) : undefined;
    if (chain && repeat !== undefined) {
      chain.parts.push(part);
      chain.repeats.push(repeat);
    } else chains.push({ parts: [own], repeats: [0] });
  }
  const tables = new Map<PageGrid, StitchedGrid>();
  const repeated = new Set<Line>();
  const repeatedRows = new Map<PageGrid, (readonly PageCell[])[]>();
  for (let i = 0; i < chains.length; i++) {
    const chain = chains[i] as Chain;
    markRepeats(chain, repeated, repeatedRows);
    let table = stackParts(chain);
    for (let next = chains[i + 1]; next && isRightHand(chain, next); next = chains[i + 1]) {
      i++;
      markRepeats(next, repeated, repeatedRows);
      for (const line of next.parts[0]?.head ?? []) repeated.add(line);
      table = setSideBySide(table, stackParts(next));
    }
    const [first] = chain.parts;
    if (first) tables.set(first.found, table);
  }
  return { tables, repeated, repeatedRows };
}

function toParts({ items }: PageLayout, furniture: ReadonlySet<Line>): Part[] {
  const shown = items.filter((item) => item.kind === 'grid' || !furniture.has(item.line));
  const parts: Part[] = [];
  let head: Line[] = [];
  shown.forEach((item, index) => {
    if (item.kind === 'line') head.push(item.line);
    else {
      const isLastOnPage = shown
        .slice(index + 1)
        .every((after) => after.kind === 'line' && isNote(after.line));
      const isClean = index === shown.length - 1;
      const isFirstOnPage = shown.slice(0, index).every((before) => before.kind === 'line');
      parts.push({
        grid: item.grid,
        found: item.grid,
        head,
        isFirstOnPage,
        isLastOnPage: isLastOnPage && (isClean || index > 0),
      });
      head = [];
    }
  });
  return parts;
}

function isNote(line: Line): boolean {
  return readLine(line.text).kind === 'note';
}

/**
 * Tells whether a part goes on with the table before it on the page before. The lines over it must be the table's own,
 * printed again; its columns must be the table's; a title printed again without the header is another table's of the
 * same form.
 *
 * @returns How many header rows it repeats; undefined where it is another table.
 */
function continuation(chain: Chain, part: Part): number | undefined {
  const last = chain.parts.at(-1);
  const [first] = chain.parts;
  if (!last || !first) return undefined;
  if (part.grid.page !== last.grid.page + 1 || !last.isLastOnPage || !part.isFirstOnPage) return undefined;
  const known = new Set(first.head.map(({ text }) => squash(text)));
  const isOwn = (line: Line) =>
    known.has(squash(line.text)) || isContinuationMark(line.text) || isCutOrUnit(line.text, known);
  if (!part.head.every(isOwn)) return undefined;
  const rows = countRepeatedRows(first.grid, part.grid);
  const isSameColumns = alignBorders(last.grid.xs, part.grid.xs) !== undefined;
  if (rows > 0) return isSameColumns || first.grid.xs.length === part.grid.xs.length ? rows : undefined;
  if (!isSameColumns) return undefined;
  const repeatsTitle = part.head.some(
    ({ text }) => titleLikeness({ text, level: 0 }) === 2 && !isContinuationMark(text),
  );
  if (repeatsTitle || startsWithTitle(part.grid)) return undefined;
  return 0;
}

/**
 * Columns told by text differ a little from page to page. A part whose words all stand within the columns of the part
 * before it takes those.
 */
function setColumns(part: Part, chain: Chain): Part {
  const last = chain.parts.at(-1)?.grid;
  if (!last || (last.by === 'lines' && part.grid.by === 'lines')) return part;
  if (part.grid.page !== last.page + 1 || !part.isFirstOnPage) return part;
  const grid = realign(part.grid, last.xs);
  return grid ? { ...part, grid } : part;
}

/** Letters may reach this far, in points, over the border of a column that was told by text. */
const REACH_MAX = 2;

function realign(grid: PageGrid, xs: readonly number[]): PageGrid | undefined {
  const inner = xs.slice(1, -1);
  const columnAt = (x: number) => inner.filter((border) => border < x).length;
  const cells: PageCell[] = [];
  for (const cell of grid.cells) {
    if (cell.colSpan > 1 || cell.words.length === 0) {
      const [first, last] = [columnAt(cell.box.x0 + 6), columnAt(cell.box.x1 - 6)];
      cells.push({ ...cell, col: first, colSpan: Math.max(1, last - first + 1) });
      continue;
    }
    const parts = new Map<number, PageCell['words'][number][]>();
    for (const word of cell.words) {
      const col = columnAt((word.x0 + word.x1) / 2);
      const [left, right] = [inner[col - 1] ?? -Infinity, inner[col] ?? Infinity];
      if (word.x0 < left - REACH_MAX || word.x1 > right + REACH_MAX) return undefined;
      parts.set(col, [...(parts.get(col) ?? []), word]);
    }
    for (const [col, words] of parts) {
      const box = { ...cell.box, x0: xs[col] ?? cell.box.x0, x1: xs[col + 1] ?? cell.box.x1 };
      cells.push({ ...cell, col, colSpan: 1, box, words, text: wordsToCellText(words, box) });
    }
  }
  const places = new Set(cells.map(({ row, col }) => `${row} ${col}`));
  return places.size === cells.length ? { ...grid, xs, cells } : undefined;
}

/** （续表）, 续表1, (continued). */
function isContinuationMark(text: string): boolean {
  return /续\s*表|[（(]\s*续\s*\d*\s*[)）]|continued|cont['’.]?d/i.test(text);
}

function isCutOrUnit(text: string, known: ReadonlySet<string>): boolean {
  const line = readLine(text);
  if (line.kind === 'unit-line' || line.kind === 'table-number') return true;
  const squashed = squash(text);
  return squashed.length >= 4 && [...known].some((other) => other.startsWith(squashed));
}

function startsWithTitle(grid: PageGrid): boolean {
  const row = rowCells(grid, 0).filter(({ text }) => text !== '');
  const [only] = row;
  const columns = grid.xs.length - 1;
  return row.length === 1 && only?.colSpan === columns && titleLikeness({ text: only.text, level: 0 }) === 2;
}

/** How many of the first rows of two parts read alike; rows with amounts are data and never repeat. */
function countRepeatedRows(first: PageGrid, part: PageGrid): number {
  let count = 0;
  const rowsMax = Math.min(first.ys.length - 1, part.ys.length - 1, HEADER_ROWS_MAX);
  while (count < rowsMax) {
    const [a, b] = [rowText(first, count), rowText(part, count)];
    if (a !== b || (a.replace(/\|/g, '') === '' && !isUnderSpan(first, count))) break;
    if (rowCells(first, count).some(({ text }) => /\d[,，]\d{3}|\d\.\d\d?$/.test(text))) break;
    count++;
  }
  return count > 0 ? count : countRowsOfSameWords(first, part);
}

/** A header of fewer characters says too little. */
const HEADER_LETTERS_MIN = 6;

/** The same for a header that is broken into other lines, or whose cells were told by text, on the later page. */
function countRowsOfSameWords(first: PageGrid, part: PageGrid): number {
  const [heads, others] = [leadingWords(first), leadingWords(part)];
  for (let n = heads.length; n > 0; n--) {
    const own = heads[n - 1] as string;
    const count = own.length < HEADER_LETTERS_MIN ? -1 : others.indexOf(own);
    if (count >= 0) return count + 1;
  }
  return 0;
}

/** The characters of the first row, of the first two …, in order of their codes, up to the first row with a figure. */
function leadingWords(grid: PageGrid): string[] {
  const words: string[] = [];
  const rowsMax = Math.min(grid.ys.length - 1, HEADER_ROWS_MAX);
  for (let row = 0; row < rowsMax; row++) {
    const cells = rowCells(grid, row);
    if (cells.some(({ text }) => isNumberText(text) && !/^(?:19|20)\d\d$|^\d$/.test(text.trim()))) break;
    const own = cells.map(({ text }) => squash(text)).join('');
    words.push([...(words.at(-1) ?? ''), ...own].sort().join(''));
  }
  return words;
}

function isUnderSpan(grid: PageGrid, row: number): boolean {
  return grid.cells.some((cell) => cell.row < row && cell.row + cell.rowSpan > row && cell.text !== '');
}

function rowText(grid: PageGrid, row: number): string {
  return rowCells(grid, row)
    .map(({ text, rowSpan, colSpan }) => `${squash(text)}:${rowSpan}:${colSpan}`)
    .join('|');
}

function rowCells(grid: PageGrid, row: number): PageCell[] {
  return grid.cells.filter((cell) => cell.row === row).sort((a, b) => a.col - b.col);
}

function squash(text: string): string {
  return text.replace(/\s+/g, '');
}

/**
 * Borders of two parts → the borders of both together; undefined where they do not fit. The pages may be shifted against
 * each other; one part may lack borders that the other has.
 */
export function alignBorders(a: readonly number[], b: readonly number[]): number[] | undefined {
  const shift = (a[0] ?? 0) - (b[0] ?? 0);
  const moved = b.map((x) => x + shift);
  if (Math.abs((a.at(-1) ?? 0) - (moved.at(-1) ?? 0)) > 2 * BORDER_SHIFT_MAX) return undefined;
  const [few, many] = a.length <= moved.length ? [a, moved] : [moved, a];
  const fits = few.every((x) => many.some((other) => Math.abs(other - x) <= BORDER_SHIFT_MAX));
  return fits && few.length >= 2 ? [...many] : undefined;
}

function markRepeats(chain: Chain, lines: Set<Line>, rows: Map<PageGrid, (readonly PageCell[])[]>): void {
  chain.parts.forEach((part, index) => {
    if (index === 0) return;
    for (const line of part.head) lines.add(line);
    const count = chain.repeats[index] ?? 0;
    rows.set(
      part.found,
      Array.from({ length: count }, (_, row) => rowCells(part.grid, row)),
    );
  });
}

/** Parts one under another, header rows once. */
function stackParts(chain: Chain): StitchedGrid {
  const grids = chain.parts.map(({ grid }) => grid);
  let borders = grids[0]?.xs ?? [];
  for (const grid of grids) borders = alignBorders(borders, grid.xs) ?? borders;
  let cells: StitchedCell[] = [];
  let rowOffset = 0;
  grids.forEach((grid, index) => {
    const skip = chain.repeats[index] ?? 0;
    const colAt = mapBorders(grid.xs, borders);
    const added = grid.cells.flatMap((cell): StitchedCell[] => {
      if (cell.row + cell.rowSpan <= skip) return [];
      const row = Math.max(cell.row, skip);
      const col = colAt[cell.col] ?? cell.col;
      const colSpan = (colAt[cell.col + cell.colSpan] ?? cell.col + cell.colSpan) - col;
      const rowSpan = cell.row + cell.rowSpan - row;
      const { text, box } = cell;
      const indent = indentOf(cell);
      return [{ row: row - skip + rowOffset, col, rowSpan, colSpan, text, indent, box, page: grid.page }];
    });
    const previous = grids[index - 1];
    if (previous && isCutRow(previous, grid, skip)) {
      cells = joinCutRow(cells, added, rowOffset);
      rowOffset += grid.ys.length - 2 - skip;
      return;
    }
    cells = index === 0 ? added : joinAtBreak(cells, added, rowOffset);
    rowOffset += grid.ys.length - 1 - skip;
  });
  return { parts: grids, cells };
}

/** Room, in letters, between the left border of a cell and the first line of its text. */
function indentOf({ words, box }: PageCell): number {
  const [first] = words;
  if (!first) return 0;
  const top = least(words.map(({ y0 }) => y0));
  const line = words.filter(({ y0 }) => y0 < top + 0.5 * first.size);
  return Math.max(0, (least(line.map(({ x0 }) => x0)) - box.x0) / first.size);
}

function mapBorders(from: readonly number[], to: readonly number[]): number[] {
  if (from.length === to.length) return from.map((_, index) => index);
  const shift = (to[0] ?? 0) - (from[0] ?? 0);
  return from.map((x) => {
    let best = 0;
    to.forEach((other, index) => {
      if (Math.abs(other - x - shift) < Math.abs((to[best] ?? 0) - x - shift)) best = index;
    });
    return best;
  });
}

/** Room, in letters, that a full line may leave in its cell. */
const FULL_LINE_ROOM = 1.9;
/** Starts of labels, which no second half of a label has. */
const LABEL_START =
  /^(?:[（(]?(?:[一二三四五六七八九十]+|\d+)[)）、.．]|\d|合\s*计|总\s*计|小\s*计|其中|注[:：])/;

/** An amount or percentage that goes on in a second line: 12,345,|678.90, 1234.|5, 0.4|56, 11.11|%. */
const CUT_NUMBER = /^[-−(]?\d[\d,]*(?:[,.]\|\d[\d,.]*|\|[,.]\d[\d,.]*|\.\d\|\d{1,5}|\.?\d*\|)[)）%％]?$/;

/**
 * The page break cut a row in two: its first half has the figures and labels that fill their cells, the second only the
 * ends of these (…养老支出, 12,345,|678.90, 11.11|%).
 *
 * @param repeated Header rows that stand over the second half again.
 */
function isCutRow(above: PageGrid, below: PageGrid, repeated: number): boolean {
  const last = rowCells(above, above.ys.length - 2);
  const first = rowCells(below, repeated);
  if (first.some(({ rowSpan }) => rowSpan > 1) || last.some(({ rowSpan }) => rowSpan > 1)) return false;
  if (below.ys.length - repeated < 3) return false;
  // One page may lack borders that the other has, under cells over several columns.
  const shift = (above.xs[0] ?? 0) - (below.xs[0] ?? 0);
  const isSamePlace = (a: PageCell, b: PageCell) =>
    above.xs.length === below.xs.length
      ? a.col === b.col && a.colSpan === b.colSpan
      : Math.abs(a.box.x0 - b.box.x0 - shift) < BORDER_SHIFT_MAX &&
        Math.abs(a.box.x1 - b.box.x1 - shift) < BORDER_SHIFT_MAX;
  const tails = first.filter(({ text }) => text !== '');
  const heads = last.filter(({ text }) => text !== '');
  if (tails.length === 0 || tails.length > heads.length) return false;
  // 当年收入|小计: a subtotal whose row has no figure at all, after a full label beside figures.
  const isLone = tails.length === 1 && heads.some(({ text }) => endsInDigit(text));
  return tails.every((tail) => {
    const head = last.find((cell) => isSamePlace(cell, tail));
    if (!head || head.words.length === 0 || /[。；;]$/.test(head.text)) return false;
    if (isSetAsOthers(tail, below, repeated)) return false;
    const isTotal = isLone && TOTAL_TAIL.test(tail.text) && /收入|支出|资金/.test(head.text);
    const isStart = LABEL_START.test(tail.text) && !isTotal;
    const isWord = /\p{L}/u.test(tail.text) && !/\d/.test(tail.text) && !isStart;
    if (endsInDigit(head.text) ? !isCutNumber(head.text, tail.text) : !isWord) return false;
    const size = head.words[0]?.size ?? 0;
    const bottom = greatest(head.words.map(({ y1 }) => y1));
    const line = head.words.filter(({ y1 }) => y1 > bottom - 0.5 * size);
    const right = greatest(line.map(({ x1 }) => x1));
    return head.box.x1 - right < FULL_LINE_ROOM * size;
  });
}

/** What may stand at the end of a label as well as at its start. */
const TOTAL_TAIL = /^[合总小]\s*计$/;

/**
 * A text off the middle of its cell, and off it just as at least two others of its column are, is set as the first line
 * of a label is: centred with an indent. The second line of a label has none.
 */
function isSetAsOthers(tail: PageCell, { cells }: PageGrid, row: number): boolean {
  const offsetOf = ({ words, box }: PageCell) => {
    const [x0, x1] = [least(words.map((word) => word.x0)), greatest(words.map((word) => word.x1))];
    return (x0 + x1 - box.x0 - box.x1) / 2;
  };
  const size = tail.words[0]?.size ?? 0;
  const offset = offsetOf(tail);
  const isOffLeft = least(tail.words.map(({ x0 }) => x0)) - tail.box.x0 > size;
  if (!isOffLeft || Math.abs(offset) < 0.5 * size) return false;
  const alike = cells.filter(
    (cell) =>
      cell.row > row &&
      cell.col === tail.col &&
      cell.colSpan === tail.colSpan &&
      /^\p{L}+$/u.test(cell.text) &&
      Math.abs(offsetOf(cell) - offset) < 0.15 * size,
  );
  return alike.length >= 2;
}

const endsInDigit = (text: string): boolean => /\d[.,]?$/.test(text);

const isCutNumber = (head: string, tail: string): boolean =>
  CUT_NUMBER.test(`${head}|${tail}`) && readAmount(head + tail).kind !== 'text';

function joinCutRow(
  above: readonly StitchedCell[],
  below: readonly StitchedCell[],
  breakRow: number,
): StitchedCell[] {
  const tails = below.filter(({ row, text }) => row === breakRow && text !== '');
  const joined = above.map((cell): StitchedCell => {
    if (cell.row !== breakRow - 1) return cell;
    const tail = tails.find(({ col }) => col === cell.col);
    if (!tail) return cell;
    const text = endsInDigit(cell.text) ? cell.text + tail.text : joinLines([cell.text, tail.text]);
    return { ...cell, text };
  });
  const rest = below.filter(({ row }) => row > breakRow).map((cell) => ({ ...cell, row: cell.row - 1 }));
  return [...joined, ...rest];
}

/**
 * A merged cell that the page break cut goes on as an empty merged cell on the next page:
 *
 *     | 产出指标 | 数量指标 | …      last row of the page
 *     |----------|----------|
 *     |          | 时效指标 | …      first rows of the next
 *     |          | 质量指标 | …
 */
function joinAtBreak(
  above: readonly StitchedCell[],
  below: readonly StitchedCell[],
  breakRow: number,
): StitchedCell[] {
  const joined = [...above];
  const rest: StitchedCell[] = [];
  for (const cell of below) {
    const index = joined.findIndex(
      (other) =>
        other.row + other.rowSpan === breakRow && other.col === cell.col && other.colSpan === cell.colSpan,
    );
    const upper = joined[index];
    const isCut =
      upper !== undefined &&
      cell.row === breakRow &&
      cell.text === '' &&
      (cell.rowSpan > 1 || upper.rowSpan > 1) &&
      (upper.text !== '' || upper.rowSpan > 1);
    if (upper && isCut) joined[index] = { ...upper, rowSpan: upper.rowSpan + cell.rowSpan };
    else rest.push(cell);
  }
  return [...joined, ...rest];
}

/**
 * Tells whether a table is the right-hand half of the one before: a sheet too wide for its paper is printed as all left
 * halves, then all right halves. There are as many rows page for page, the title is cut (or missing, and the rows are
 * equally high), and there are no labels of its own.
 */
function isRightHand(left: Chain, right: Chain): boolean {
  if (left.parts.length !== right.parts.length) return false;
  const isRowByRow = left.parts.every((part, index) => {
    const other = right.parts[index];
    return (
      other !== undefined &&
      other.grid.ys.length === part.grid.ys.length &&
      part.grid.ys.length > 3 &&
      other.grid.page > part.grid.page
    );
  });
  if (!isRowByRow) return false;
  const [leftFirst] = left.parts;
  const [rightFirst] = right.parts;
  if (!leftFirst || !rightFirst) return false;
  const titles = new Set(leftFirst.head.map(({ text }) => squash(text)));
  const isCut = (text: string) => {
    const squashed = squash(text);
    const isPart = [...titles].some(
      (title) => title !== squashed && (title.startsWith(squashed) || title.endsWith(squashed)),
    );
    return isPart || readLine(text).kind !== undefined;
  };
  if (!rightFirst.head.every(({ text }) => isCut(text))) return false;
  const hasCutTitle = rightFirst.head.some(({ text }) => readLine(text).kind === undefined && isCut(text));
  const areRowsAlike = left.parts.every((part, index) => {
    const other = right.parts[index];
    return other !== undefined && haveSameRows(part.grid, other.grid);
  });
  return (hasCutTitle || areRowsAlike) && !hasLabels(rightFirst.grid) && hasLabels(leftFirst.grid);
}

function haveSameRows(a: PageGrid, b: PageGrid): boolean {
  return (
    a.ys.length === b.ys.length &&
    !isEven(a.ys) &&
    a.ys.every((y, index) => Math.abs(y - (a.ys[0] ?? 0) - ((b.ys[index] ?? 0) - (b.ys[0] ?? 0))) < 2)
  );
}

/** Rows all of one height say nothing about belonging together. */
function isEven(ys: readonly number[]): boolean {
  const heights = ys.slice(1).map((y, index) => y - (ys[index] ?? 0));
  return Math.max(...heights) - Math.min(...heights) < 2;
}

/** True where words stand in the first column under the header. */
function hasLabels(grid: PageGrid): boolean {
  const rows = grid.ys.length - 1;
  return grid.cells.some(
    ({ col, row, text }) => col <= 1 && row >= Math.min(2, rows - 1) && /\p{L}/u.test(text),
  );
}

function setSideBySide(left: StitchedGrid, right: StitchedGrid): StitchedGrid {
  const columns = greatest(left.cells.map(({ col, colSpan }) => col + colSpan));
  const moved = right.cells.map((cell) => ({ ...cell, col: cell.col + columns }));
  return { parts: [...left.parts, ...right.parts], cells: joinAcross([...left.cells, ...moved], columns) };
}

/** A header over columns of both halves stands on both: 上年结转结余 | 上年结转结余 is one cell. */
function joinAcross(cells: readonly StitchedCell[], border: number): StitchedCell[] {
  const joined = [...cells];
  for (const cell of cells) {
    if (cell.col !== border || cell.text === '') continue;
    const index = joined.findIndex(
      (other) =>
        other.col + other.colSpan === border &&
        other.row === cell.row &&
        other.rowSpan === cell.rowSpan &&
        squash(other.text) === squash(cell.text),
    );
    const left = joined[index];
    if (!left || (left.colSpan === 1 && cell.colSpan === 1)) continue;
    joined[index] = { ...left, colSpan: left.colSpan + cell.colSpan };
    joined.splice(joined.indexOf(cell), 1);
  }
  return joined;
}

/** Text of a row as one line, for rows that are set aside. */
export function rowToText(row: readonly PageCell[]): string {
  return joinLines(row.map(({ text }) => text));
}
