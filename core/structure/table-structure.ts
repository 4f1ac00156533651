import { readUnit } from '../figures/units.ts';
import type { Unit } from '../model/amount.ts';
import type { Cell, Table } from '../model/document.ts';
import { type Grid, tableToGrid } from './grid.ts';
import { isTotalLabel, type Measure, type Period, pathToMeasure, pathToPeriod } from './measures.ts';
import { type TableKind, titleToKind } from './table-kind.ts';
import { fold } from './text.ts';

/** What a table is: its kind, unit, columns with their header paths, and its panels of rows. */
export interface TableStructure {
  readonly table: Table;
  readonly kind: TableKind;
  readonly unit: Unit | null;
  readonly grid: Grid;
  readonly headerRows: readonly number[];
  /** The row of column numbers (栏次 1 2 3), if any. */
  readonly columnNumberRow: number | null;
  readonly columns: readonly Column[];
  readonly panels: readonly Panel[];
}

export type ColumnRole = 'code' | 'label' | 'row-number' | 'amount' | 'percent' | 'quantity' | 'text';

export interface Column {
  readonly index: number;
  readonly role: ColumnRole;
  /** Header texts from top to bottom, each merged header once. */
  readonly path: readonly string[];
  /** The header cells behind the path. */
  readonly headers: readonly Cell[];
  readonly measure: Measure | null;
  readonly period: Period;
  /** Unit of this column where its header states one (价值（万元）). */
  readonly unit: Unit | null;
}

/** One list of a table: key columns and the amount columns to their right. Side-by-side tables have several. */
export interface Panel {
  readonly index: number;
  readonly codeColumns: readonly number[];
  readonly labelColumns: readonly number[];
  readonly amountColumns: readonly Column[];
  readonly rows: readonly PanelRow[];
}

export interface PanelRow {
  readonly row: number;
  /** Digits only, parts of a three-column code joined: 2080501; null without. */
  readonly code: string | null;
  /** The row's words as printed, parts joined by a space. */
  readonly label: string;
  readonly total: boolean;
  /** Column of the cell that gives the label; −1 without. */
  readonly labelColumn: number;
  /** Step of indentation of the label, from 0; 0 throughout where labels are not set in by steps. */
  readonly indent: number;
}

export function tableToStructure(table: Table): TableStructure {
  const grid = tableToGrid(table);
  const headerRows = findHeaderRows(table);
  const first = headerRows.length > 0 ? headerRows.at(-1)! + 1 : firstBodyRow(table, grid);
  const bodyRows: number[] = [];
  for (let r = first; r < grid.rowCount; r++) bodyRows.push(r);
  const columnNumberRow = headerRows.find((r) => isColumnNumberRow(grid, r)) ?? null;
  const pathRows = headerRows.filter((r) => r !== columnNumberRow);
  const columns: Column[] = [];
  for (let c = 0; c < grid.columnCount; c++) columns.push(readColumn(grid, c, pathRows, bodyRows));
  const panels = findPanels(grid, columns, bodyRows);
  return {
    table,
    kind: kindByCodes(titleToKind(table.title), panels),
    unit: tableUnit(table),
    grid,
    headerRows,
    columnNumberRow,
    columns,
    panels,
  };
}

const BY_FUNCTION = new Set<TableKind>([
  'expenditure-summary',
  'general-budget-expenditure',
  'grant-expenditure',
]);

/** A table of all expenditure by economic class (301, 302 …) is not the one by function that its title may sound like. */
function kindByCodes(kind: TableKind, panels: readonly Panel[]): TableKind {
  if (!BY_FUNCTION.has(kind)) return kind;
  const codes = panels.flatMap((p) => p.rows.flatMap((r) => (r.code === null ? [] : [r.code])));
  const economic = codes.filter((c) => /^(?:30[1-9]|31[0-3]|399|50\d|51[0-4]|599)/.test(c)).length;
  return economic > codes.length / 2 ? 'economic-expenditure' : kind;
}

function tableUnit(table: Table): Unit | null {
  return table.unit ? (readUnit(table.unit) ?? null) : null;
}

function findHeaderRows(table: Table): number[] {
  const rows = new Set<number>();
  for (const cell of table.cells) {
    if (!cell.header) continue;
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) rows.add(r);
  }
  return [...rows].sort((a, b) => a - b);
}

/** Without a header, the body starts after lines that span the whole table (a title or unit line inside the grid). */
function firstBodyRow(table: Table, grid: Grid): number {
  let row = 0;
  while (row < grid.rowCount) {
    const cell = grid.at(row, 0);
    const spansAll = cell !== undefined && cell.colSpan >= table.columnCount && table.columnCount > 1;
    if (!spansAll) break;
    row++;
  }
  return row;
}

const COLUMN_NUMBER = /^(?:栏次|行次|序号|[A-Z]|[甲乙丙丁]|\d{1,2}(?:=[\d+\-()]+)?)$/;

function isColumnNumberRow(grid: Grid, row: number): boolean {
  let numbers = 0;
  for (let c = 0; c < grid.columnCount; c++) {
    const text = fold(grid.at(row, c)?.text ?? '');
    if (text === '') continue;
    if (!COLUMN_NUMBER.test(text)) return false;
    if (/^\d/.test(text)) numbers++;
  }
  return numbers >= 2;
}

// ---------------------------------------------------------------------------------------------------------------- columns

const CODE_HEADER = /编码|代码|^(?:类|款|项)$|^(?:account|budget)?code$/i;
/** Codes of bodies, projects and goods are no codes of the classification: they only number the row. */
const OTHER_CODE_HEADER = /^(?!.*(?:科目|功能|经济|分类)).*(?:单位|部门|项目|目录|品目).*(?:编码|代码|编号)/;
const ROW_NUMBER_HEADER = /^(?:序号|行次|栏次|编号|no\.?|s\.?no\.?|sl\.?no\.?|#)$/i;
const PERCENT_HEADER = /%|占比|比例|比重|增长率|增幅|完成率|百分比|幅度|percent/i;
/** Averages and ratios do not add up, whatever the row below them is called. */
const RATIO_HEADER =
  /\b(?:per|average|mean|median|ratio|index|density|percentage)\b|人均|平均|均价|比率|指数|密度/i;
const QUANTITY_HEADER =
  /^(?:数量|单价|人数|个数|次数|面积|计量单位|.*目录序号|指标值|年度指标值|度量单位|年份|年度|quantity|qty|rate|year)$/i;
const LABEL_HEADER =
  /^(?:项目|项目名称|.*名称|科目|单位|部门|收入项目|支出项目|.*科目|资产类别|类别|particulars?|items?|descriptions?|head|name|program(?:me)?)$/i;
const REMARK_HEADER = /内容|说明|备注|摘要|依据|remarks?|notes?$/i;
const AMOUNT_HEADER =
  /预算|决算|金额|合计|小计|总计|支出|收入|经费|价值|拨款|资金|结转|结余|amount|total|budget|actual|estimate/i;

function readColumn(
  grid: Grid,
  index: number,
  headerRows: readonly number[],
  bodyRows: readonly number[],
): Column {
  const headers: Cell[] = [];
  for (const r of headerRows) {
    const cell = grid.at(r, index);
    if (cell && cell.text.trim() !== '' && headers.at(-1) !== cell) headers.push(cell);
  }
  const path = headers.map((h) => h.text);
  const leaf = fold(path.at(-1) ?? '');
  const role = columnRole(grid, index, leaf, path, bodyRows);
  const unit = headers.map((h) => unitInHeader(h.text)).findLast((u) => u !== null) ?? null;
  return { index, role, path, headers, measure: pathToMeasure(path), period: pathToPeriod(path), unit };
}

/** 价值（金额单位：万元） and 金额（元） state a unit; other brackets do not. */
function unitInHeader(text: string): Unit | null {
  const m = /[（(]\s*(?:金额)?(?:单位[:：])?\s*([^（）()]{1,6}元)\s*[)）]/.exec(text);
  return m ? (readUnit(m[1]!) ?? null) : null;
}

/** A figure that the edge of the page or of its cell runs through: it stands under amounts, and says none. */
const CUT_FIGURE = /^\s*(?:\ufffd[\d,，.]+|[-−(（]?\d[\d,，.]*\ufffd)\s*$/;

function columnRole(
  grid: Grid,
  index: number,
  leaf: string,
  path: readonly string[],
  bodyRows: readonly number[],
): ColumnRole {
  let amounts = 0;
  let percents = 0;
  let words = 0;
  let codes = 0;
  let filled = 0;
  for (const r of bodyRows) {
    const cell = grid.at(r, index);
    if (!cell || cell.text === '' || cell.row !== r || cell.col !== index) continue;
    const read = grid.read(cell);
    if (read.kind === 'blank' || read.kind === 'nil') continue;
    filled++;
    if (read.kind === 'percent') percents++;
    else if (read.kind === 'amount') {
      amounts++;
      if (leaf === '' && /^\d{1,9}$/.test(fold(cell.text))) codes++;
    } else if (CUT_FIGURE.test(cell.text)) amounts++;
    else if (!isTotalLabel(cell.text)) words++;
  }
  if (ROW_NUMBER_HEADER.test(leaf) || OTHER_CODE_HEADER.test(leaf)) return 'row-number';
  if (CODE_HEADER.test(leaf)) return words > filled / 2 ? 'label' : 'code';
  if (QUANTITY_HEADER.test(leaf)) return 'quantity';
  if (REMARK_HEADER.test(leaf) && words >= amounts) return 'text';
  if (percents > 0 && percents >= amounts) return 'percent';
  if (words > amounts)
    return leaf !== '' && !LABEL_HEADER.test(leaf) && AMOUNT_HEADER.test(leaf) && filled > 3 * words
      ? 'amount'
      : 'label';
  if (LABEL_HEADER.test(leaf) && amounts === 0) return 'label';
  if (PERCENT_HEADER.test(leaf) || RATIO_HEADER.test(path.join(' '))) return 'percent';
  // 公务用车运行费 over the one row of a table: its cell may be empty, or be the one that lacks its figure.
  if (amounts === 0) {
    const isMoney =
      AMOUNT_HEADER.test(fold(path.join('/'))) || (filled === 0 && pathToMeasure(path) !== null);
    return isMoney ? 'amount' : 'text';
  }
  if (leaf === '' && codes === amounts && looksLikeRowNumbers(grid, index, bodyRows)) return 'row-number';
  return 'amount';
}

function looksLikeRowNumbers(grid: Grid, index: number, bodyRows: readonly number[]): boolean {
  let expected: bigint | undefined;
  let seen = 0;
  for (const r of bodyRows) {
    const read = grid.read(grid.at(r, index));
    if (read.kind !== 'amount') continue;
    if (read.amount.scale > 0 || (expected !== undefined && read.amount.digits !== expected)) return false;
    expected = read.amount.digits + 1n;
    seen++;
  }
  return seen > 1;
}

// ----------------------------------------------------------------------------------------------------------------- panels

const isKey = (c: Column): boolean => c.role === 'code' || c.role === 'label' || c.role === 'row-number';
const isMoney = (c: Column): boolean => c.role === 'amount' || c.role === 'percent';

function findPanels(grid: Grid, columns: readonly Column[], bodyRows: readonly number[]): Panel[] {
  const groups: Column[][] = [];
  let current: Column[] = [];
  for (const column of columns) {
    const startsNew = isKey(column) && current.some(isMoney) && laterAmounts(columns, column.index);
    if (startsNew) {
      groups.push(current);
      current = [];
    }
    current.push(column);
  }
  groups.push(current);
  return groups
    .filter((group) => group.some((c) => c.role === 'amount'))
    .map((group, index) => makePanel(grid, group, bodyRows, index));
}

/** A words column after amounts opens a new list only when amounts follow it: a 备注 column at the end does not. */
const laterAmounts = (columns: readonly Column[], from: number): boolean =>
  columns.some((c) => c.index > from && c.role === 'amount');

function makePanel(grid: Grid, group: readonly Column[], bodyRows: readonly number[], index: number): Panel {
  const firstAmount = group.findIndex((c) => c.role === 'amount');
  const keys = group.slice(0, firstAmount);
  const codeColumns = keys.filter((c) => c.role === 'code').map((c) => c.index);
  const labelColumns = keys.filter((c) => c.role === 'label').map((c) => c.index);
  const keyColumns = keys.map((k) => k.index);
  const read = (codesInLabels: boolean) =>
    bodyRows.map((row) => readRow(grid, row, codeColumns, labelColumns, keyColumns, codesInLabels));
  let rows = read(true);
  // Codes stand before most names of a list or before none: “100 feet road” is no code.
  if (codeColumns.length === 0 && rows.some((r) => r.code !== null)) {
    const labelled = rows.filter((r) => r.label !== '' && !r.total);
    if (labelled.filter((r) => r.code !== null).length * 2 < labelled.length) rows = read(false);
  }
  return {
    index,
    codeColumns,
    labelColumns,
    amountColumns: group.filter((c) => c.role === 'amount'),
    rows: withNamedTotals(withIndents(grid, rows)),
  };
}

/** Steps of indentation are at least this far apart, in letters. */
const INDENT_STEP_MIN = 0.4;
/** Deeper nesting than this is no indentation: labels are centred, or set as they please. */
const INDENT_STEPS_MAX = 6;

/**
 * Steps of indentation of labels. They are steps where they go in by one at a time; labels set in the middle of their
 * column start anywhere.
 */
function withIndents(grid: Grid, rows: readonly PanelRow[]): readonly PanelRow[] {
  const setIn = rows.map((row) =>
    row.labelColumn < 0 ? 0 : (grid.at(row.row, row.labelColumn)?.indent ?? 0),
  );
  if (setIn.every((at) => at === 0)) return rows;
  const labelled = rows.flatMap((row, i) => (row.label === '' || row.total ? [] : [setIn[i]!]));
  const steps: number[] = [];
  for (const at of [...labelled].sort((a, b) => a - b))
    if (steps.length === 0 || at - steps.at(-1)! >= INDENT_STEP_MIN) steps.push(at);
  if (steps.length < 2 || steps.length > INDENT_STEPS_MAX) return rows;
  const stepOf = (at: number) =>
    Math.max(
      0,
      steps.findLastIndex((step) => step <= at + 0.01),
    );
  const found = labelled.map(stepOf);
  const isStepwise = found.every((step, i) => step <= (i === 0 ? 0 : found[i - 1]! + 1));
  if (!isStepwise) return rows;
  return rows.map((row, i) => ({ ...row, indent: row.label === '' || row.total ? 0 : stepOf(setIn[i]!) }));
}

/** Total public safety under a heading Public safety is its total; elsewhere such words may name anything. */
function withNamedTotals(rows: readonly PanelRow[]): readonly PanelRow[] {
  if (!rows.some(({ label }) => TOTAL_OF_NAME.test(label))) return rows;
  const names = new Set<string>();
  return rows.map((row) => {
    const named = totalledName(row.label);
    const isTotal = !row.total && row.code === null && named !== null && names.has(named);
    names.add(fold(row.label).toLowerCase());
    return isTotal ? { ...row, total: true, indent: 0 } : row;
  });
}

/** One of these stands in every label that names what it totals. */
const TOTAL_OF_NAME = /total|计/i;

/** What a total names as its own: total public safety, 教育支出小计; null for a bare total. */
export function totalledName(label: string): string | null {
  if (!TOTAL_OF_NAME.test(label)) return null;
  const text = label.trim();
  const name =
    /^(?:sub[-\s]?)?total(?:\s+(?:for|of))?[\s:,–-]+(.+)$/i.exec(text)?.[1] ??
    /^(.+?)[\s:,–-]+(?:sub[-\s]?)?total$/i.exec(text)?.[1] ??
    /^(.{2,}?)(?:小计|合计)$/.exec(fold(text))?.[1];
  return name === undefined ? null : fold(name).toLowerCase();
}

function readRow(
  grid: Grid,
  row: number,
  codeColumns: readonly number[],
  labelColumns: readonly number[],
  keyColumns: readonly number[],
  codesInLabels: boolean,
): PanelRow {
  const seen: Cell[] = [];
  const words: string[] = [];
  let labelColumn = -1;
  let code = '';
  let codeParts = 0;
  for (const c of keyColumns) {
    const cell = grid.at(row, c);
    if (!cell || cell.text === '' || seen.includes(cell)) continue;
    const isCode = codeColumns.includes(c);
    const isLabel = !isCode && labelColumns.includes(c);
    // 合计 over the columns of body code and name; any other text of a numbering column is no label.
    if (!isCode && !isLabel && isTotalLabel(cell.text)) continue;
    seen.push(cell);
    const text = cell.text.trim();
    if (text === '') continue;
    const digits = isCode ? fold(text) : '';
    if (/^\d{1,9}$/.test(digits)) {
      // Some publishers repeat the whole code in each of the three columns.
      if (code !== '' && digits.length > code.length && digits.startsWith(code)) code = digits;
      else code += codeParts > 0 && digits.length === 1 ? `0${digits}` : digits;
      codeParts++;
    } else if (isCode || isLabel) {
      if (cell.row !== row && words.length === 0 && labelColumns.length > 1 && c !== labelColumns.at(-1))
        continue;
      words.push(text);
      labelColumn = c;
    }
  }
  const label = words.join(' ');
  const inLabel =
    codesInLabels && code === ''
      ? /^[[(（【]?(\d{3}(?:\d{2}){0,3})[\])）】]?[-－—_]?(?=[^\d.,年])/.exec(label)
      : null;
  return {
    row,
    code: code !== '' ? code : (inLabel?.[1] ?? null),
    label: inLabel ? label.slice(inLabel[0].length) : label,
    total: code === '' && inLabel === null && words.some(isTotalLabel),
    labelColumn,
    indent: 0,
  };
}
