import type { PageCell, PageGrid } from '../page/page-grid.ts';
import { type SheetWord, unionBox } from '../page/sheet.ts';
import {
  type Block,
  byHeight,
  type Extent,
  findLeading,
  homeOf,
  linesToPieces,
  median,
  middle,
  type Piece,
  pairsToBlocks,
  splitAtBorders,
  textOf,
  toPairs,
} from '../page/text-blocks.ts';
import { lineToSegments } from '../page/text-to-columns.ts';
import type { Line } from '../page/words-to-lines.ts';
import { bodyToCells, spanOf } from './body-to-cells.ts';
import { findColumns } from './find-columns.ts';
import { findFormColumns } from './find-form-columns.ts';
import type { OpenTable } from './find-open-tables.ts';
import { findLeaves, headToCells } from './head-to-cells.ts';

/** Gap, in letters, that may part two columns of text without spaces between words. */
const FINE_GAP = 0.4;
/** Rows without any text leave a gap of more than this, in letters. */
const EMPTY_ROWS = 2.4;

/**
 * The parts of a table without upright lines, page by page → their grids, all with the same columns.
 *
 * 1. Texts of one cell are set closer under one another than rows are: where the steps between lines fall into two
 *    heaps, the smaller is the leading. Where rules or shades part the rows, they tell.
 * 2. Columns are the stretches of x that the body's texts take on all pages; a lowest header cell that stands over no
 *    text is the header of an empty column. Upright edges of shaded cells are columns' borders.
 * 3. Header cells over several columns are centred over them (see `headToCells`).
 * 4. Rows of the body are told by rules and shades, else by height (see `bodyToCells`).
 *
 * @returns Undefined where the texts make no such table.
 */
export function openTablesToGrids(tables: readonly OpenTable[]): PageGrid[] | undefined {
  const [first] = tables;
  if (!first) return undefined;
  const size = median(tables.flatMap(({ lines }) => lines.map((line) => line.size)));
  const lines = tables.flatMap((table) => table.lines);
  if (lines.length < 2 || !(size > 0)) return undefined;
  const fineParts = tables.map((table) => linesToPieces(table.lines, FINE_GAP));
  const finePairs = tables.map((table, index) => toPairs(fineParts[index] ?? [], table.rules));
  const stepMax = findLeading(finePairs.flat(), size);
  const fineBlocks = tables.map((_, index) =>
    pairsToBlocks(fineParts[index] ?? [], finePairs[index] ?? [], stepMax),
  );
  const repeated = countRepeatedLines(first.lines, tables[1]?.lines ?? []);
  const headEnd = repeated > 0 ? first.box.y1 + 1 : findHeadEnd(first, fineBlocks[0] ?? [], size);
  const headLines = first.lines.filter((line) => middle(line) < headEnd);
  const headEnds = tables.map((table, index) => {
    if (index === 0) return headEnd;
    const count = countRepeatedLines(headLines, table.lines);
    const line = table.lines[count];
    return count === 0 ? -Infinity : line ? line.y0 - 1 : Infinity;
  });
  const bodyPieces = fineParts.flatMap((pieces, index) =>
    pieces.filter((piece) => middle(piece) >= (headEnds[index] ?? 0)),
  );
  const numbering = first.lines.filter((line) =>
    isColumnNumbers(lineToSegments(line).map(({ words }) => words)),
  );
  const fineHead = (fineBlocks[0] ?? []).filter(
    (block) =>
      middle(block) < headEnd && !numbering.some(({ y0, y1 }) => middle(block) > y0 && middle(block) < y1),
  );
  const lineCount = lines.length - headLines.length;
  const sided = columnsFromSides(tables, bodyPieces);
  const regular = findColumns(findLeaves(fineHead), bodyPieces, lineCount, size);
  const fineBody = fineBlocks.flatMap((blocks, index) =>
    blocks.filter((block) => middle(block) >= (headEnds[index] ?? 0)),
  );
  const isForm =
    isIrregular(tables, headEnds, sided ?? regular, fineHead) ||
    hasWideFields(fineBody, sided ?? regular) ||
    hasHeadBelow(fineHead, fineBody);
  // Rows of a form that were taken for its header have fields as well.
  const columns = isForm
    ? (columnsFromSides(tables, fineParts.flat()) ?? findFormColumns(tables, fineBlocks.flat(), size))
    : (sided ?? regular);
  if (columns.length < 2) return undefined;
  if (isForm) headEnds.fill(-Infinity);
  const outer = unionBox(tables.map(({ box }) => box));
  const xs = [outer.x0, ...toBorders(columns), outer.x1];
  return tables.map((table, index) => {
    const headEnd = headEnds[index] ?? 0;
    const pieces = linesToPieces(table.lines).flatMap((piece) =>
      splitAtBorders(piece, xs.slice(1, -1), isForm || middle(piece) < headEnd ? FINE_GAP : undefined),
    );
    const blocks = pairsToBlocks(pieces, toPairs(pieces, table.rules), stepMax);
    return toGrid(table, blocks, headEnd, columns, xs, size, isForm, index + 1 < tables.length);
  });
}

function toGrid(
  table: OpenTable,
  blocks: readonly Block[],
  headEnd: number,
  columns: readonly Extent[],
  xs: readonly number[],
  size: number,
  isForm: boolean,
  goesOn: boolean,
): PageGrid {
  const numbering = table.lines.filter((line) =>
    isColumnNumbers(lineToSegments(line).map(({ words }) => words)),
  );
  const isNumbering = (block: Block) =>
    numbering.some(({ y0, y1 }) => middle(block) > y0 && middle(block) < y1);
  const head = headToCells(
    blocks.filter((block) => middle(block) < headEnd && !isNumbering(block)),
    columns,
    xs,
    size,
    table.sides,
  );
  // 栏次 | 1 | 2 is a row of its own under the header.
  const numbers = blocks.filter((block) => middle(block) < headEnd && isNumbering(block));
  const numberRow = bodyToCells(numbers, [], columns, xs, head.rows.length, false);
  const body = bodyToCells(
    blocks.filter((block) => middle(block) >= headEnd),
    table.rules.filter(({ at }) => at > headEnd - size),
    columns,
    xs,
    head.rows.length + numberRow.rows.length,
    isForm,
    { sides: table.sides, goesOn },
  );
  const box = { ...table.box, x0: xs[0] ?? 0, x1: xs.at(-1) ?? 0 };
  const bounds = [...head.rows, ...numberRow.rows, ...body.rows];
  const ys = [box.y0, ...bounds.slice(1).map(({ y0 }, i) => ((bounds[i]?.y1 ?? y0) + y0) / 2), box.y1];
  const cells = [...head.cells, ...numberRow.cells, ...spanTotals(body.cells, head.cells, xs)];
  return { page: table.page, box, xs, ys, cells, by: 'text' };
}

/**
 * 合计 in a column of codes is no code: its cell reaches over the columns of labels, up to the first with figures; in a
 * table without figures as far as the header over it.
 */
function spanTotals(body: readonly PageCell[], head: readonly PageCell[], xs: readonly number[]): PageCell[] {
  const figures = body.flatMap(({ col, text }) => (AMOUNT.test(text.trim()) ? [col] : []));
  const isCode = (text: string) => /^\d{2,7}$/.test(text.trim());
  return body.map((cell) => {
    if (cell.colSpan > 1 || !/^[合总]\s*计$/.test(cell.text.trim())) return cell;
    const others = body.filter((other) => other !== cell && other.col === cell.col && other.text !== '');
    if (others.filter(({ text }) => isCode(text)).length < 0.6 * others.length) return cell;
    const next = body.filter(({ row, col, text }) => row === cell.row && col > cell.col && text !== '');
    const limit = Math.min(xs.length - 1, ...next.map(({ col }) => col));
    const over = head.filter(({ col, colSpan }) => col <= cell.col && col + colSpan > cell.col);
    const labels =
      figures.length > 0
        ? Math.min(...figures.filter((col) => col > cell.col), xs.length - 1)
        : Math.max(...over.map(({ col, colSpan }) => col + colSpan), cell.col + 1);
    const end = Math.min(labels, limit);
    return { ...cell, colSpan: end - cell.col, box: { ...cell.box, x1: xs[end] ?? cell.box.x1 } };
  });
}

function toBorders(columns: readonly Extent[]): number[] {
  return columns.slice(1).map(({ x0 }, index) => ((columns[index]?.x1 ?? x0) + x0) / 2);
}

/** Texts of one line that stand in one column: fields side by side in rows that each have columns of their own. */
function isIrregular(
  tables: readonly OpenTable[],
  headEnds: readonly number[],
  columns: readonly Extent[],
  head: readonly Block[],
): boolean {
  let [shared, count] = [0, 0];
  tables.forEach(({ lines }, index) => {
    for (const line of lines) {
      if (middle(line) < (headEnds[index] ?? 0)) continue;
      const homes = lineToSegments(line, [], 1).map((segment) => homeOf(segment, columns));
      count++;
      if (new Set(homes).size < homes.length) shared++;
    }
  });
  return shared > Math.max(1, 0.03 * count) || hasFields(head);
}

/** A row of words with more texts than any of what would be the header stands below it. */
function hasHeadBelow(head: readonly Block[], body: readonly Block[]): boolean {
  if (head.length === 0) return false;
  const most = Math.max(...byHeight(head).map(({ length }) => length));
  return byHeight(body).some((row) => {
    return row.length > Math.max(most, 4) && row.every(({ isNumber }) => !isNumber);
  });
}

/** Share of figures among its texts below which a table with fields over several columns is a form. */
const FORM_FIGURES_MAX = 0.25;

/** Several texts that run over columns, and few figures: fields of different widths. */
function hasWideFields(body: readonly Block[], columns: readonly Extent[]): boolean {
  const figures = body.filter(({ isNumber }) => isNumber).length;
  if (figures > FORM_FIGURES_MAX * body.length) return false;
  const wide = body.filter((block) => {
    const [first, last] = spanOf(block, columns);
    return last > first;
  });
  return wide.length > 1;
}

/** Values amid what would be the header: dates, long sentences, codes. */
function hasFields(head: readonly Block[]): boolean {
  return head.some((block) => {
    const text = textOf(block);
    return /^\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?$/.test(text) || /^\d{8,}/.test(text) || /。/.test(text);
  });
}

/** Share of the lines of a table of shaded cells with two texts in one column. */
const SHARED_MAX = 0.03;

/** Columns between the upright edges of shaded cells, where these reach between all columns. */
function columnsFromSides(tables: readonly OpenTable[], body: readonly Piece[]): Extent[] | undefined {
  const places: { at: number; length: number }[] = [];
  for (const { sides } of tables) {
    for (const { at, from, to } of sides) {
      const known = places.find((place) => Math.abs(place.at - at) < 2);
      if (known) known.length += to - from;
      else places.push({ at, length: to - from });
    }
  }
  const { x0: left, x1: right } = unionBox(tables.map(({ box }) => box));
  const inner = places.map(({ at }) => at).filter((at) => at > left + 3 && at < right - 3);
  const xs = [left, ...inner.sort((a, b) => a - b), right];
  if (inner.length === 0) return undefined;
  const cut = body.filter(
    ({ isNumber, x0, x1 }) => isNumber && xs.some((x) => x > x0 + 1 && x < x1 - 1),
  ).length;
  if (cut > 0.02 * body.length) return undefined;
  // Each column by itself: where two texts of one line stand in one, the edges are not those of cells.
  const columns = xs.slice(1).map((x1, index) => ({ x0: (xs[index] ?? 0) + 1, x1: x1 - 1 }));
  const taken = new Set<string>();
  const [lines, shared] = [new Set<number>(), new Set<number>()];
  for (const piece of body) {
    const y = Math.round(middle(piece));
    const key = `${y} ${columns.findIndex(({ x1 }) => x1 > piece.x0)}`;
    if (taken.has(key)) shared.add(y);
    taken.add(key);
    lines.add(y);
  }
  return shared.size > SHARED_MAX * lines.size ? undefined : columns;
}

const YEAR = /^(?:19|20)\d\d$/;

/** 栏次 | 1 | 2 | 3: the columns counted through, which belongs to the header. */
function isColumnNumbers(row: readonly (readonly SheetWord[])[]): boolean {
  const texts = row.map((words) => textOf({ words }));
  const numbers = texts.filter((text) => /^\d{1,2}$/.test(text)).map(Number);
  if (numbers.length < 2 || numbers.length < texts.length - 1) return false;
  return numbers[0] === 1 && numbers.every((n, index) => n === index + 1);
}

/** What starts a label of the first rows: 一、 （一） 1、 */
const FIRST_ORDINAL = /^[（(]?(?:一|1)[)）、.．](?!\d)/;
/** A figure with decimals or thousands. */
const AMOUNT = /^-?\d[\d,]*(?:\.\d+|,\d{3})%?$/;

/**
 * Upper border of the body: that of the first row with figures or with the first ordinal; without these the lower border
 * of what stands over an empty stretch, over a rule, or of the fullest line.
 */
function findHeadEnd({ lines, rules, box }: OpenTable, blocks: readonly Block[], size: number): number {
  const rows = byHeight(blocks);
  const isBody = (row: readonly Block[]) => {
    const sorted = [...row].sort((a, b) => a.x0 - b.x0);
    if (isColumnNumbers(sorted.map(({ words }) => words))) return false;
    const numbers = row.filter((block) => block.isNumber && !YEAR.test(textOf(block)));
    if (numbers.some((block) => AMOUNT.test(textOf(block)))) return true;
    if (row.some((block) => FIRST_ORDINAL.test(textOf(block)))) return true;
    return row.length > 1 && numbers.length > 0 && numbers.length >= (row.length - 1) / 3;
  };
  const first = rows.findIndex(isBody);
  const limit = Math.max(8, rows.length / 2);
  if (first === 0) return -Infinity;
  if (first > 0 && first <= limit) return unionBox(rows[first] as Block[]).y0 - 1;
  const empty = lines.findIndex((line, index) => {
    const next = lines[index + 1];
    return next !== undefined && next.y0 - line.y1 > EMPTY_ROWS * size;
  });
  if (empty >= 0 && empty < limit) return (lines[empty]?.y1 ?? 0) + 1;
  const rule = rules.find(({ at, from, to }) => {
    return at > (lines[0]?.y1 ?? 0) - 2 && at < box.y1 - 3 && to - from > 0.9 * (box.x1 - box.x0);
  });
  if (rule) return rule.at;
  const counts = rows.slice(0, limit).map(({ length }) => length);
  const fullest = counts.indexOf(Math.max(...counts));
  let end = unionBox(rows[fullest] ?? []).y1;
  // What hangs together with the fullest line is of the header as well.
  for (const row of rows.slice(fullest + 1)) {
    const { y0, y1 } = unionBox(row);
    if (y0 > end + 0.1 * size) break;
    end = Math.max(end, y1);
  }
  return end + 1;
}

/** How many of the first lines print the header again. */
export function countRepeatedLines(head: readonly Line[], lines: readonly Line[]): number {
  const isSame =
    head.length > 0 && head.every((line, index) => squash(lines[index]?.text) === squash(line.text));
  return isSame ? head.length : 0;
}

function squash(text = ''): string {
  return text.replace(/\s+/g, '');
}
