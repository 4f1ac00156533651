import { greatest } from '../figures/extremes.ts';
import type { FlowGrid, GridCell } from '../model/source.ts';
import { type Line, readLine, titleLikeness } from './around-tables.ts';

/** The rows of a grid by what they are. */
export interface TableParts {
  readonly rowCount: number;
  readonly columnCount: number;
  /** First row that is no title, unit or body line. */
  readonly firstRow: number;
  /** First row after the column headings; equals `firstRow` where there are none (forms of keys and values). */
  readonly bodyRow: number;
  readonly title: string | null;
  readonly unit: string | null;
  readonly number: string | null;
}

/**
 * Tells title and meta rows, column headings and body of a grid apart.
 *
 * @param hasTitle The table has a title of its own over the grid: a first row in one cell is then a heading over all columns,
 *   unless its words are those of a title.
 */
export function readTableParts(grid: FlowGrid, hasTitle = false): TableParts {
  const rows = rowsOf(grid.cells);
  const rowCount = Math.max(0, greatest(grid.cells.map((cell) => cell.row + cell.rowSpan)));
  const columnCount = Math.max(0, greatest(grid.cells.map((cell) => cell.col + cell.colSpan)));
  const head = readLeadingRows(rows, rowCount, columnCount, hasTitle);
  const bodyRow = head.firstRow + headerDepth(rows, head.firstRow, rowCount, columnCount);
  const unit = head.unit ?? unitOfHeader(grid.cells, head.firstRow, bodyRow);
  return { rowCount, columnCount, ...head, unit, bodyRow };
}

/** Cells by the row in which they start, from left to right. */
export function rowsOf(cells: readonly GridCell[]): GridCell[][] {
  const rows: GridCell[][] = [];
  for (const cell of cells) {
    while (rows.length <= cell.row) rows.push([]);
    rows[cell.row]?.push(cell);
  }
  for (const row of rows) row.sort((a, b) => a.col - b.col);
  return rows;
}

export const filledOf = (row: readonly GridCell[] | undefined) =>
  (row ?? []).filter((cell) => cell.text.trim() !== '');

/** Title, unit, number and body lines that stand inside the grid, above its column headings. */
function readLeadingRows(
  rows: readonly GridCell[][],
  rowCount: number,
  columnCount: number,
  hasTitle: boolean,
) {
  let title: string | null = null;
  let unit: string | null = null;
  let number: string | null = null;
  let row = 0;
  for (; row < rowCount - 1 && row < 8; row++) {
    const filled = filledOf(rows[row]);
    if ((rows[row] ?? []).some((cell) => cell.rowSpan > 1 && cell.colSpan < columnCount)) break;
    if (filled.length === 0) {
      if (title === null && unit === null && number === null && row > 0) break;
      if (!rows.slice(row + 1, row + 3).some((next) => isMetaRow(filledOf(next)))) break;
      continue;
    }
    const lines = filled.map((cell) => readLine(cell.text));
    if (isMetaRow(filled)) {
      for (const line of lines) {
        unit ??= line.unit ?? null;
        number ??= line.number ?? null;
      }
      continue;
    }
    const [cell] = filled;
    const [line] = lines;
    if (filled.length !== 1 || !cell || !line || title !== null || columnCount < 2) break;
    const isWide = cell.colSpan === columnCount || (columnCount > 2 && (rows[row]?.length ?? 0) > 2);
    const likeness = titleLikeness({ text: line.rest, level: 0, ...(hasTitle ? {} : { align: 'center' }) });
    if (!isWide || likeness < (hasTitle ? 2 : 1)) break;
    if (
      filledOf(rows[row + 1]).length < 2 &&
      !rows.slice(row + 1, row + 4).some((next) => isMetaRow(filledOf(next)))
    )
      break;
    title = line.rest;
    unit ??= line.unit ?? null;
    number ??= line.number ?? null;
  }
  return { firstRow: row, title, unit, number };
}

/** At most four cells, each a unit, body or number line. */
/** A row that holds nothing but unit, number and body lines. */
export function isMetaRow(filled: readonly GridCell[]): boolean {
  if (filled.length === 0 || filled.length > 4) return false;
  return filled.every((cell) => isMeta(readLine(cell.text)));
}

function isMeta(line: Line): boolean {
  return line.kind !== undefined && line.kind !== 'note';
}

/** How many rows from `first` on are column headings. */
function headerDepth(
  rows: readonly GridCell[][],
  first: number,
  rowCount: number,
  columnCount: number,
): number {
  const marked = markedRows(rows, first);
  const [over, ...others] = filledOf(rows[first]);
  if (marked === 0 && over && others.length === 0 && over.colSpan === columnCount && over.rowSpan === 1) {
    const below = isLabel(over.text) ? headerDepth(rows, first + 1, rowCount, columnCount) : 0;
    return below > 1 ? 1 + below : 0;
  }
  let end = first + marked;
  if (marked === 0) {
    if (!isHeadingRow(rows[first], columnCount) && !isSparseHeadingRow(rows, first, rowCount)) return 0;
    end = first + Math.max(1, greatest((rows[first] ?? []).map((cell) => cell.rowSpan)));
    if (end > first + 6) return 0;
  }
  for (let grown = true; grown && end < rowCount && end < first + 8; ) {
    grown = isSubheading(rows, first, end);
    if (grown) end += Math.max(1, greatest(filledOf(rows[end]).map((cell) => cell.rowSpan)));
  }
  if (marked === 0 && isForm(rows, first, end, rowCount)) return 0;
  if (end < rowCount && isColumnNumberRow(rows[end])) end++;
  // A grid of headings alone is an empty form, if merged headings show that it is no list of words.
  const isTree = rows
    .slice(first, end)
    .flat()
    .some(({ colSpan, rowSpan }) => colSpan > 1 || rowSpan > 1);
  return end >= rowCount && marked === 0 && !isTree && rowCount - first > 1
    ? 0
    : Math.min(end, rowCount) - first;
}

/** Leading rows of which the source says that all are headings. */
function markedRows(rows: readonly GridCell[][], first: number): number {
  let row = first;
  while (
    row < rows.length &&
    filledOf(rows[row]).length > 0 &&
    filledOf(rows[row]).every((cell) => cell.header)
  )
    row++;
  return row - first;
}

/** A row of short labels without values. */
function isHeadingRow(row: readonly GridCell[] | undefined, columnCount: number): boolean {
  const filled = filledOf(row);
  if (filled.length < 2 && columnCount > 1) return false;
  if (filled.length * 2 <= (row ?? []).length) return false;
  const emptyAfterFirst = (row ?? []).filter((cell) => cell.text.trim() === '' && cell.col > 0).length;
  return filled.every((cell) => isLabel(cell.text)) && emptyAfterFirst * 3 <= filled.length;
}

/** Labels with gaps, one of them over a column of amounts: a heading whose merged cells were not drawn as such. */
function isSparseHeadingRow(rows: readonly GridCell[][], first: number, rowCount: number): boolean {
  const filled = filledOf(rows[first]);
  const isLabelled = filled.length >= 2 && filled[0]?.col === 0 && filled.every(({ text }) => isLabel(text));
  return isLabelled && hasAmountColumn(rows, first, first + 1, rowCount);
}

/** A label, as opposed to an amount, a code, a date or a sentence. A year may be a label. */
function isLabel(text: string): boolean {
  const squashed = text.replace(/[\s\u3000]+/g, '');
  if (/^(?:19|20)\d\d(?:[-–/](?:\d\d|(?:19|20)\d\d))?(?:年(?:度)?)?$/.test(squashed)) return true;
  if (squashed.length > 60 && !/[a-z]/i.test(squashed)) return false;
  if (squashed.length > 120 || /[。；]/.test(squashed)) return false;
  if (/^[-+(（]?[\d,.\s]+[%)）]?$/.test(squashed)) return false;
  if (/\d{5,}/.test(squashed) || /^[A-Z]{0,6}[-\d]*\d{4}[A-Z\d-]*$/.test(text.trim())) return false;
  return (
    !/^\d{4}[-年./]\d{1,2}/.test(squashed) || /[\u4e00-\u9fff]{3}/.test(squashed.replace(/[年月日]/g, ''))
  );
}

/**
 * Row `at` splits a heading that spans columns: 本年收入 over 项目 and 预算数. Every cell under such headings is a label;
 * beside them it may be empty.
 */
function isSubheading(rows: readonly GridCell[][], first: number, at: number): boolean {
  const groups = rows
    .slice(first, at)
    .flat()
    .filter((cell) => cell.colSpan > 1 && cell.row + cell.rowSpan === at && cell.text.trim() !== '');
  const row = rows[at] ?? [];
  const under = (cell: GridCell) =>
    groups.find((group) => cell.col >= group.col && cell.col + cell.colSpan <= group.col + group.colSpan);
  const splits = row.filter((cell) => {
    const group = under(cell);
    return group !== undefined && cell.colSpan < group.colSpan;
  });
  if (splits.length < 2) return false;
  if (!row.every((cell) => (cell.text.trim() === '' ? under(cell) === undefined : isLabel(cell.text))))
    return false;
  return splits.every((cell) => cell.text.trim() !== '' && cell.text.length <= 40);
}

/** Rows of a form (keys and values) cut through what would be column headings. */
function isForm(rows: readonly GridCell[][], first: number, end: number, rowCount: number): boolean {
  const wide = rows
    .slice(first, end)
    .flat()
    .filter((cell) => cell.colSpan > 1 && cell.row + cell.rowSpan === end);
  if (hasAmountColumn(rows, first, end, rowCount)) return false;
  let cutting = 0;
  for (let row = end; row < rowCount; row++) {
    const cuts = (rows[row] ?? []).some((cell) =>
      wide.some((heading) => {
        if (/^\d{0,4}$/.test(cell.text.trim())) return false; // 类 款 项 under one heading
        const inside = cell.col >= heading.col && cell.col < heading.col + heading.colSpan;
        return inside && (cell.colSpan < heading.colSpan || cell.col > heading.col);
      }),
    );
    if (cuts) cutting++;
  }
  return cutting >= 2 && cutting * 4 >= rowCount - end;
}

/** A heading of one column, not the first, under which amounts stand and nothing else. */
function hasAmountColumn(rows: readonly GridCell[][], first: number, end: number, rowCount: number): boolean {
  const headings = rows.slice(first, end).flat();
  return headings.some((heading) => {
    if (heading.col === 0 || heading.colSpan > 1 || heading.row + heading.rowSpan !== end) return false;
    const below = rows
      .slice(end, rowCount)
      .flat()
      .filter(
        (cell) => cell.col <= heading.col && cell.col + cell.colSpan > heading.col && cell.text.trim() !== '',
      );
    return (
      below.length >= 2 &&
      below.every((cell) => cell.col === heading.col && AMOUNT.test(cell.text.replace(/\s/g, '')))
    );
  });
}

const AMOUNT = /^[-+(（−–—]?[\d,]*\d(?:\.\d+)?[)）]?$|^[-–—]$/;

/** The row of column numbers under the headings: 栏次 1 2 3, 甲 乙 1 2, (1) (2) (3), 1=2+3. */
function isColumnNumberRow(row: readonly GridCell[] | undefined): boolean {
  const texts = filledOf(row).map((cell) => cell.text.replace(/[\s\u3000（()）]+/g, ''));
  if (texts.length < 2) return false;
  const isMark = (text: string) => /^(?:栏次|行次|栏目|序号|[甲乙丙丁戊己]|[A-Z])$/.test(text);
  const numbers = texts
    .filter((text) => !isMark(text))
    .map((text) => /^(\d{1,2})(?:=[\d+\-*/×÷%A-Z]+)?$/.exec(text)?.[1]);
  if (numbers.some((number) => number === undefined)) return false;
  const values = numbers.map(Number);
  if (values.length === 0) return false;
  const isRising = values.every((value, i) => i === 0 || value === (values[i - 1] ?? 0) + 1);
  return isRising && (values[0] ?? 9) <= 2 && values.length >= 2
    ? true
    : /栏次/.test(texts[0] ?? '') && isRising;
}

/** A unit stated in a heading cell after 单位：, as in 价值（金额单位：万元）, when the table states no other. */
function unitOfHeader(cells: readonly GridCell[], first: number, body: number): string | null {
  const units = new Set<string>();
  for (const cell of cells) {
    if (cell.row < first || cell.row >= Math.max(body, first + 1)) continue;
    const inBrackets = /[（(]([^（）()]*单位[:：][^（）()]*)[)）]/.exec(cell.text)?.[1];
    const unit = readLine(inBrackets ?? cell.text).unit;
    if (unit) units.add(unit);
  }
  return units.size === 1 ? ([...units][0] ?? null) : null;
}
