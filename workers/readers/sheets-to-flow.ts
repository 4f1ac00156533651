import { greatest, least } from '../../core/figures/extremes.ts';
import { addToGroup } from '../../core/groups.ts';
import type { FlowBlock, FlowGrid, FlowText, GridCell, Source, Warning } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import type { SourceIdentity } from './html.ts';
import { measureSpaces } from './html-grid.ts';

/** A sheet of a workbook as its reader gives it; rows and columns count from 0. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
  readonly merges: readonly Merge[];
  readonly hiddenRows: ReadonlySet<number>;
  readonly hiddenColumns: ReadonlySet<number>;
}

export interface SheetCell {
  readonly row: number;
  readonly col: number;
  /** As the sheet shows it. */
  readonly text: string;
  readonly isNumber: boolean;
  readonly bordered: boolean;
  readonly align: 'center' | 'right' | undefined;
  /** Letters by which the cell's format sets in its text. */
  readonly indent?: number;
}

export interface Merge {
  readonly row: number;
  readonly col: number;
  readonly lastRow: number;
  readonly lastCol: number;
}

/** Sheets → source: each sheet's tables and the lines around them, what is hidden left out and named. */
export function workbookToSource(
  sheets: readonly Sheet[],
  identity: SourceIdentity & { mediaType: string },
): Source {
  const blocks = sheets.filter(({ hidden }) => !hidden).flatMap(sheetToBlocks);
  const { name, sha256, mediaType } = identity;
  return { name, sha256, mediaType, content: { kind: 'flow', blocks }, warnings: warnOfHidden(sheets) };
}

/** A shown row of a sheet with its shown cells. */
interface Row {
  readonly row: number;
  readonly cells: readonly PlacedCell[];
  readonly filled: readonly PlacedCell[];
  /** Some cell of the row has a border. */
  readonly bordered: boolean;
}

/** A cell in rows and columns of the sheet, hidden ones not counted. */
interface PlacedCell extends SheetCell {
  readonly rowSpan: number;
  readonly colSpan: number;
  /** The text with the spaces around it. */
  readonly printed: string;
  /** Lines of the text, where the cell breaks it. */
  readonly lines: readonly string[];
  /** A1 reference in the sheet as saved. */
  readonly reference: string;
}

/**
 * Cuts a sheet into tables and lines of text. Rows without text and border part; where the sheet draws borders, rows
 * without one that hold one or two texts are lines around the table (title, unit, notes), else they belong to it.
 */
export function sheetToBlocks(sheet: Sheet): FlowBlock[] {
  const rows = placeRows(sheet);
  const hasBorders = rows.filter(({ bordered }) => bordered).length >= 2;
  const blocks: FlowBlock[] = [];
  let table: Row[] = [];
  const endTable = () => {
    for (const block of rowsToBlocks(trimRows(table), sheet)) blocks.push(block);
    table = [];
  };
  let previous = -1;
  for (const row of rows) {
    if (row.row > previous + 1) endTable();
    previous = row.row;
    const isBlank = row.filled.length === 0 && !row.bordered;
    const isLine =
      hasBorders && !row.bordered && row.filled.length <= 3 && !row.filled.some(({ isNumber }) => isNumber);
    if (isBlank || (isLine && !isReached(table, row.row))) {
      endTable();
      if (isLine) blocks.push(...row.filled.flatMap((cell) => toTexts(cell, sheet)));
    } else table.push(row);
  }
  endTable();
  return blocks;
}

/** True where a merged cell of the table above reaches into the row. */
function isReached(table: readonly Row[], row: number): boolean {
  return table.some(({ cells, row: start }) => cells.some(({ rowSpan }) => start + rowSpan > row));
}

/** Blank rows at either end belong to no table. */
function trimRows(rows: readonly Row[]): readonly Row[] {
  const first = rows.findIndex(({ filled }) => filled.length > 0);
  const last = rows.findLastIndex(({ filled }) => filled.length > 0);
  return first < 0 ? [] : rows.slice(first, last + 1);
}

/** A run of rows: leading rows with one text are lines over the table; a run of one column is text altogether. */
function rowsToBlocks(rows: readonly Row[], sheet: Sheet): FlowBlock[] {
  const columns = new Set(rows.flatMap(({ filled }) => filled.map(({ col }) => col)));
  if (columns.size < 2 || rows.length < 2) {
    return rows.flatMap(({ filled }) => filled.flatMap((cell) => toTexts(cell, sheet)));
  }
  const lead = rows.findIndex(({ filled, bordered }) => bordered || filled.length > 1);
  const texts = rows.slice(0, lead).flatMap(({ filled }) => filled.flatMap((cell) => toTexts(cell, sheet)));
  const body = rows.slice(lead);
  return [
    ...texts,
    ...(body.length < 2
      ? body.flatMap(({ filled }) => filled.flatMap((cell) => toTexts(cell, sheet)))
      : [toGrid(body, sheet)]),
  ];
}

function toGrid(rows: readonly Row[], sheet: Sheet): FlowGrid {
  const top = rows[0]?.row ?? 0;
  const all = rows.flatMap(({ cells }) => cells);
  const used = all.filter(({ text, bordered }) => text !== '' || bordered);
  const left = least(used.map(({ col }) => col));
  const right = greatest(used.map(({ col, colSpan, text }) => col + (text === '' ? 1 : colSpan)));
  const height = rows.length;
  const cells: GridCell[] = all
    .filter(({ col }) => col >= left && col < right)
    .map((cell) => ({
      ...indentOf(cell),
      row: cell.row - top,
      col: cell.col - left,
      rowSpan: Math.min(cell.rowSpan, height - (cell.row - top)),
      colSpan: Math.min(cell.colSpan, right - cell.col),
      text: cell.text,
      anchor: { kind: 'sheet', sheet: sheet.name, cell: cell.reference },
    }));
  const first = cells[0]?.anchor ?? { kind: 'sheet', sheet: sheet.name, cell: 'A1' };
  return { kind: 'grid', cells, caption: sheet.name, anchor: first };
}

/** What the cell's format and the spaces before its text set in. */
function indentOf(cell: PlacedCell): { indent?: number } {
  const letters = (cell.indent ?? 0) + measureSpaces(cell.printed);
  return letters > 0 && cell.align === undefined ? { indent: letters } : {};
}

/** Lines of a cell outside tables: a whole chapter may stand in one. */
function toTexts(cell: PlacedCell, sheet: Sheet): FlowText[] {
  const anchor = { kind: 'sheet', sheet: sheet.name, cell: cell.reference } as const;
  const align = cell.align === undefined ? {} : { align: cell.align };
  return cell.lines.map((text) => ({ kind: 'text', text, level: 0, anchor, ...align }));
}

/** Shown cells by rows; merged cells once, hidden rows and columns not counted. */
function placeRows(sheet: Sheet): Row[] {
  const rowOf = counter(sheet.hiddenRows);
  const colOf = counter(sheet.hiddenColumns);
  const bounded = boundMerges(sheet);
  const merges = new Map(bounded.map((merge) => [`${merge.row},${merge.col}`, merge]));
  const covered = coveredCells(sheet.cells, bounded);
  const rows = new Map<number, PlacedCell[]>();
  for (const cell of sheet.cells) {
    if (covered.has(cell)) continue;
    const merge = merges.get(`${cell.row},${cell.col}`) ?? {
      row: cell.row,
      col: cell.col,
      lastRow: cell.row,
      lastCol: cell.col,
    };
    const [row, col] = [rowOf(merge.row), colOf(merge.col)];
    const rowSpan = rowOf(merge.lastRow + 1) - row;
    const colSpan = colOf(merge.lastCol + 1) - col;
    if (rowSpan === 0 || colSpan === 0) continue;
    const lines = cell.text.split(/\r?\n|\r/).map((line) => line.replace(/\u00a0/g, ' ').trim());
    const text = joinLines(lines);
    const placed = {
      ...cell,
      row,
      col,
      rowSpan,
      colSpan,
      text,
      printed: cell.text,
      lines: lines.filter((line) => line !== ''),
      reference: writeReference(cell.row, cell.col),
    };
    addToGroup(rows, row, placed);
  }
  return [...rows.entries()]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => {
      cells.sort((a, b) => a.col - b.col);
      return {
        row,
        cells,
        filled: cells.filter(({ text }) => text !== ''),
        bordered: cells.some(({ bordered }) => bordered),
      };
    });
}

/** Merges cut to the part of the sheet that holds text or borders: they may reach to its last row and column. */
function boundMerges(sheet: Sheet): Merge[] {
  let [lastRow, lastCol] = [0, 0];
  for (const { row, col, text, bordered } of sheet.cells) {
    if (text === '' && !bordered) continue;
    lastRow = Math.max(lastRow, row);
    lastCol = Math.max(lastCol, col);
  }
  return sheet.merges.map((merge) => ({
    ...merge,
    lastRow: Math.max(merge.row, Math.min(merge.lastRow, lastRow)),
    lastCol: Math.max(merge.col, Math.min(merge.lastCol, lastCol)),
  }));
}

/** Steps after which overlapping merges of a hostile sheet are followed no further. */
const STEPS_MAX = 5_000_000;

/** Cells under merged cells but their first. */
function coveredCells(cells: readonly SheetCell[], merges: readonly Merge[]): ReadonlySet<SheetCell> {
  const byRow = new Map<number, SheetCell[]>();
  for (const cell of cells) {
    addToGroup(byRow, cell.row, cell);
  }
  const covered = new Set<SheetCell>();
  let steps = 0;
  for (const merge of merges) {
    for (let row = merge.row; row <= merge.lastRow && steps < STEPS_MAX; row++, steps++) {
      for (const cell of byRow.get(row) ?? []) {
        steps++;
        const isFirst = cell.row === merge.row && cell.col === merge.col;
        if (!isFirst && cell.col >= merge.col && cell.col <= merge.lastCol) covered.add(cell);
      }
    }
  }
  return covered;
}

/** Position of a row or column when the hidden ones are not counted. */
function counter(hidden: ReadonlySet<number>): (index: number) => number {
  const sorted = [...hidden].sort((a, b) => a - b);
  return (index) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return index - low;
  };
}

/** Row and column from 0 → A1. */
export function writeReference(row: number, col: number): string {
  let letters = '';
  for (let rest = col + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

/** Names hidden sheets, and sheets with hidden rows or columns that hold text. */
function warnOfHidden(sheets: readonly Sheet[]): Warning[] {
  const hidden = sheets.filter((sheet) => sheet.hidden).map(({ name }) => name);
  const partly = sheets.flatMap((sheet) => {
    const has = sheet.cells.some(
      ({ row, col, text }) => text !== '' && (sheet.hiddenRows.has(row) || sheet.hiddenColumns.has(col)),
    );
    return has ? [sheet.name] : [];
  });
  const warnings: Warning[] = [];
  if (hidden.length > 0) {
    warnings.push(
      hiddenWarning(
        `隐藏的工作表未读入：${hidden.join('、')}。`,
        `Hidden sheets were not read: ${hidden.join(', ')}.`,
      ),
    );
  }
  if (partly.length > 0) {
    warnings.push(
      hiddenWarning(
        `工作表里隐藏的行或列未读入：${partly.join('、')}。`,
        `Hidden rows or columns were not read, on: ${partly.join(', ')}.`,
      ),
    );
  }
  return warnings;
}

function hiddenWarning(zh: string, en: string): Warning {
  return { code: 'hidden-content', message: { zh, en } };
}
