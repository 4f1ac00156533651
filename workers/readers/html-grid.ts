import type { FlowGrid, GridCell } from '../../core/model/source.ts';
import { joinCellLines, joinLines } from '../../core/structure/join-lines.ts';
import type { PageStyle } from './html-style.ts';
import { elementsOf, type HtmlNode, textContent } from './html-tree.ts';

/** Limits against hostile spans; HTML itself allows 1000 columns and 65534 rows a cell. */
const COLUMNS_MAX = 1000;
const ROWS_MAX = 65_534;
const CELLS_MAX = 2_000_000;

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
);

export function isBlock(node: HtmlNode): boolean {
  return BLOCKS.has(node.tag);
}

/** Rows and cells of a table, whether written as `table` or, in divs, by ARIA roles. */
export interface RawTable {
  readonly rows: readonly RawRow[];
  readonly caption: string | undefined;
  /** True where a row, column or cell with figures is not shown, or figures are struck out. */
  readonly hasHidden: boolean;
  /** Columns that are not shown, from 0. */
  readonly collapsed: ReadonlySet<number>;
}

export interface RawRow {
  readonly node: HtmlNode;
  readonly section: 'head' | 'body' | 'foot';
  readonly cells: readonly RawCell[];
}

export interface RawCell {
  readonly node: HtmlNode;
  readonly text: string;
  /** Letters by which the text is set in. */
  readonly indent: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly heading: boolean;
}

const SECTION: Readonly<Record<string, RawRow['section']>> = {
  thead: 'head',
  tbody: 'body',
  tfoot: 'foot',
  'table-header-group': 'head',
  'table-row-group': 'body',
  'table-footer-group': 'foot',
};

/** Collects the shown rows and cells of a table, in the order in which they are shown (head, body, foot). */
export function readRawTable(table: HtmlNode, style: PageStyle): RawTable {
  const rows: RawRow[] = [];
  const collapsed = new Set<number>();
  let columns = 0;
  let caption: string | undefined;
  let hasHidden = false;
  const onHidden = () => {
    hasHidden = true;
  };
  const addColumns = (column: HtmlNode, isCollapsed: boolean) => {
    const span = Math.max(1, readSpan(column.attributes?.span, COLUMNS_MAX));
    for (let i = 0; i < span && columns < COLUMNS_MAX; i++, columns++)
      if (isCollapsed) collapsed.add(columns);
  };
  const visit = (node: HtmlNode, section: RawRow['section']) => {
    for (const child of node.children ?? []) {
      if (child.tag === '#text') continue;
      if (child.tag === 'col') {
        addColumns(child, style.isCollapsed(child) || style.isCollapsed(node));
        continue;
      }
      if (child.tag === 'colgroup') {
        if ((child.children ?? []).some(({ tag }) => tag === 'col')) visit(child, section);
        else addColumns(child, style.isCollapsed(child));
        continue;
      }
      if (style.isHidden(child)) {
        if (isRow(child, style) && cellLines(child, style, { withHidden: true }).length > 0) onHidden();
        continue;
      }
      if (child.tag === 'caption') caption = joinLines(cellLines(child, style)) || undefined;
      else if (isRow(child, style)) {
        const cells = readCells(child, style, onHidden);
        // A row whose texts have no size, all of them, is not shown.
        const isShown =
          cells.some(({ text }) => text !== '') || cellLines(child, style, { withHidden: true }).length === 0;
        if (isShown) rows.push({ node: child, section, cells });
        else onHidden();
      } else {
        const inner = SECTION[child.tag] ?? SECTION[style.displayOf(child) ?? ''];
        if (inner) visit(child, inner);
        else if (child.tag !== 'table' && !isCell(child, style)) visit(child, section);
      }
    }
  };
  visit(table, 'body');
  const order = { head: 0, body: 1, foot: 2 };
  rows.sort((a, b) => order[a.section] - order[b.section]);
  return { rows, caption: caption ?? table.attributes?.['aria-label'], hasHidden, collapsed };
}

export function isRow(node: HtmlNode, style: PageStyle): boolean {
  return node.tag === 'tr' || node.attributes?.role === 'row' || style.displayOf(node) === 'table-row';
}

function isCell(node: HtmlNode, style: PageStyle): boolean {
  if (node.tag === 'td' || node.tag === 'th') return true;
  const role = node.attributes?.role;
  return (
    role === 'cell' ||
    role === 'gridcell' ||
    role === 'columnheader' ||
    role === 'rowheader' ||
    style.displayOf(node) === 'table-cell'
  );
}

function readCells(row: HtmlNode, style: PageStyle, onHidden: () => void): RawCell[] {
  const cells: RawCell[] = [];
  const visit = (node: HtmlNode) => {
    for (const child of node.children ?? []) {
      if (child.tag === '#text') continue;
      if (isCell(child, style)) {
        if (!style.isHidden(child)) cells.push(readCell(child, style, onHidden));
        else if (/\d/.test(cellLines(child, style, { withHidden: true }).join(''))) onHidden();
      } else if (child.tag !== 'table') visit(child);
    }
  };
  visit(row);
  return cells;
}

function readCell(node: HtmlNode, style: PageStyle, onHidden: () => void): RawCell {
  const { rowspan, colspan, scope, role } = node.attributes ?? {};
  return {
    node,
    text: joinCellLines(cellLines(node, style, { onHidden })),
    indent: style.indentOf(node) + leadingLetters(node),
    rowSpan: readSpan(rowspan ?? node.attributes?.['aria-rowspan'], ROWS_MAX),
    colSpan: Math.max(1, readSpan(colspan ?? node.attributes?.['aria-colspan'], COLUMNS_MAX)),
    heading: (node.tag === 'th' && scope !== 'row' && role !== 'rowheader') || role === 'columnheader',
  };
}

/** Widths of the spaces before the first letter of a text, in letters. */
export function measureSpaces(text: string): number {
  let letters = 0;
  for (const space of /^[\s\u00a0\u3000]*/.exec(text)?.[0] ?? '') {
    if (space === '\u3000' || space === '\u2003') letters += 1;
    else if (/[\u00a0\u2002\u2007 ]/.test(space)) letters += 0.5;
  }
  return letters;
}

/** The same for a cell; white space that HTML folds is none. */
function leadingLetters(cell: HtmlNode): number {
  let spaces = '';
  const visit = (node: HtmlNode): boolean => {
    if (node.tag !== '#text') return (node.children ?? []).some(visit);
    const text = (node.text ?? '').replace(/[ \t\r\n\f]+/g, '');
    spaces += text;
    return text.trim() !== '';
  };
  visit(cell);
  return measureSpaces(spaces);
}

/** A span attribute; 0 (to the end of the section) stays 0, nonsense is 1. */
function readSpan(value: string | undefined, max: number): number {
  const span = /^\s*\+?(\d+)/.exec(value ?? '')?.[1];
  return span === undefined ? 1 : Math.min(max, Number.parseInt(span, 10));
}

/**
 * Lays cells out on the grid as the HTML table model does (a cell takes the first free place of its row, spans reserve
 * the places below and beside), and gives each its anchor.
 */
export function rawTableToGrid(raw: RawTable, anchorOf: (node: HtmlNode) => FlowGrid['anchor']): GridCell[] {
  const cells: GridCell[] = [];
  /** For each column, the first row that is free again. */
  const freeFrom: number[] = [];
  const rows = raw.rows.filter((row, index) => row.cells.length > 0 || isReserved(raw.rows, index));
  const sectionEnd = endsOfSections(rows);
  let count = 0;
  for (const [row, { cells: rawCells }] of rows.entries()) {
    let col = 0;
    for (const { node, text, indent, rowSpan, colSpan, heading } of rawCells) {
      while ((freeFrom[col] ?? 0) > row) col++;
      if (col >= COLUMNS_MAX || ++count > CELLS_MAX) break;
      const rest = (sectionEnd[row] ?? row + 1) - row;
      const height = rowSpan === 0 ? rest : Math.min(rowSpan, rest);
      let width = 1;
      while (width < colSpan && col + width < COLUMNS_MAX && (freeFrom[col + width] ?? 0) <= row) width++;
      for (let k = col; k < col + width; k++) freeFrom[k] = row + height;
      const flags = { ...(indent > 0 ? { indent } : {}), ...(heading ? { header: true } : {}) };
      cells.push({ row, col, rowSpan: height, colSpan: width, text, ...flags, anchor: anchorOf(node) });
      col += width;
    }
  }
  return raw.collapsed.size > 0 ? dropColumns(cells, raw.collapsed) : cells;
}

/** Takes columns out that are not shown; a merged cell over some of them is narrower. */
function dropColumns(cells: readonly GridCell[], dropped: ReadonlySet<number>): GridCell[] {
  const before = (col: number) => {
    let count = 0;
    for (const each of dropped) if (each < col) count++;
    return col - count;
  };
  return cells.flatMap((cell) => {
    const col = before(cell.col);
    const colSpan = before(cell.col + cell.colSpan) - col;
    return colSpan > 0 ? [{ ...cell, col, colSpan }] : [];
  });
}

/** A row without cells counts where a span from above reaches it. */
function isReserved(rows: readonly RawRow[], index: number): boolean {
  return rows
    .slice(Math.max(0, index - 50), index)
    .some((row, i, before) =>
      row.cells.some((cell) => cell.rowSpan === 0 || cell.rowSpan > before.length - i),
    );
}

function endsOfSections(rows: readonly RawRow[]): number[] {
  const ends: number[] = [];
  let end = rows.length;
  for (let i = rows.length - 1; i >= 0; i--) {
    const next = rows[i + 1];
    if (next && next.section !== rows[i]?.section) end = i + 1;
    ends[i] = end;
  }
  return ends;
}

/** What a reading of lines does with text that is not shown. */
export interface LineOptions {
  readonly withHidden?: boolean;
  /** Called where figures are left out because they are hidden or struck out. */
  readonly onHidden?: () => void;
}

/**
 * The lines of text that a reader sees in an element: broken at `br` and at block elements, white space folded, no-break
 * spaces kept as spaces. Tables inside are left out: they are read on their own.
 */
export function cellLines(root: HtmlNode, style: PageStyle, options: LineOptions = {}): string[] {
  const { withHidden = false, onHidden } = options;
  const lines: string[] = [];
  let line = '';
  const end = () => {
    const text = cleanText(line);
    if (text) lines.push(text);
    line = '';
  };
  const visit = (node: HtmlNode, parent: HtmlNode) => {
    if (node.tag === '#text') {
      const text = node.text ?? '';
      if (withHidden || !style.isTextless(parent)) line += text.replace(/[ \t\r\n\f]+/g, ' ');
      else if (/\d/.test(text)) onHidden?.();
      return;
    }
    if (node !== root && (isTableElement(node, style) || isUnread(node))) return;
    if (node !== root && !withHidden && (style.isHidden(node) || style.isStruck(node))) {
      if (onHidden && /\d/.test(cellLines(node, style, { withHidden: true }).join(''))) onHidden();
      return;
    }
    line += shownValue(node);
    const breaks = node.tag === 'br' || isBlock(node);
    if (breaks) end();
    const apart = style.isApart(node);
    for (const child of node.children ?? []) {
      if (apart && child.tag !== '#text') end();
      visit(child, node);
    }
    if (breaks) end();
  };
  visit(root, root);
  end();
  return lines;
}

function isTableElement(node: HtmlNode, style: PageStyle): boolean {
  return node.tag === 'table' || style.displayOf(node) === 'table';
}

/** What a filled-in form shows in a text field or a list. */
export function shownValue(node: HtmlNode): string {
  if (node.tag === 'select') {
    const options = [...elementsOf(node)].filter(({ tag }) => tag === 'option');
    const chosen = options.findLast(({ attributes }) => attributes?.selected !== undefined) ?? options[0];
    return chosen ? textContent(chosen) : '';
  }
  if (node.tag !== 'input') return '';
  const type = node.attributes?.type?.toLowerCase() ?? 'text';
  return type === 'text' || type === 'number' ? (node.attributes?.value ?? '') : '';
}

/** Elements without text of their own for a reader. */
export function isUnread(node: HtmlNode): boolean {
  return /^(script|style|head|noscript|template|title|option|optgroup|button|datalist)$/.test(node.tag);
}

/** Folds white space, keeps no-break spaces as spaces, and drops invisible characters. */
export function cleanText(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[ \t\r\n\f]+/g, ' ')
    .replace(/\u00a0/g, ' ')
    .trim();
}
