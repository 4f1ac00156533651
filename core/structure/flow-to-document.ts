import type { Block, BlockRole, Cell, Document, Leftover, Table } from '../model/document.ts';
import type { FlowBlock, FlowContent, FlowGrid, FlowText, Source } from '../model/source.ts';
import { isLeadIn, isSubtitle, readLine, titleLikeness } from './around-tables.ts';
import { compactGrid } from './compact-grid.ts';
import { headingLevel, isContentsHeading, isContentsLine, isNumbered, isPageNumber } from './running-text.ts';
import { splitGrid } from './split-grid.ts';
import { readTableParts, type TableParts } from './table-parts.ts';

/**
 * Text blocks and grids in reading order → the document that everything downstream works on: tables with title, unit,
 * number and header rows, and every text block with its role.
 *
 * @param leftovers Number tokens of a paged source that found no home in a cell or in the text.
 */
export function flowToDocument(
  source: Source,
  flow: FlowContent,
  leftovers: readonly Leftover[] = flow.leftovers ?? [],
): Document {
  const drafts = flow.blocks.flatMap(toDrafts);
  numberTables(drafts);
  const surroundings = drafts.map((_, index) => readSurroundings(drafts, index));
  readRunningText(drafts);
  const pages = source.content.kind === 'pages' ? { pages: source.content.pages.length } : {};
  const { name, sha256, mediaType, warnings } = source;
  const tables = drafts.flatMap((draft, index) => {
    const around = surroundings[index];
    return draft.kind === 'grid' && around ? [toTable(draft, index, around)] : [];
  });
  return { name, sha256, mediaType, ...pages, blocks: drafts.map(toBlock), tables, leftovers, warnings };
}

interface TextDraft {
  readonly kind: 'text';
  readonly source: FlowText;
  role: BlockRole;
  level: number;
  table?: string;
}

interface GridDraft {
  readonly kind: 'grid';
  readonly source: FlowGrid;
  parts: TableParts;
  id: string;
  title: string | null;
}

type Draft = TextDraft | GridDraft;

/** Grids that are no tables (one column, one filled cell, a line of unit and body) become the text that they are. */
function toDrafts(found: FlowBlock): Draft[] {
  if (found.kind === 'text') return splitTextLine(found).map(toTextDraft);
  const block = compactGrid(found);
  const tables = splitGrid(block);
  if (tables.length > 1) return tables.flatMap(toDrafts);
  const filled = block.cells.filter((cell) => cell.text.trim() !== '');
  const columns = new Set(filled.map((cell) => cell.col));
  const isOneLine = filled.every((cell) => cell.row === filled[0]?.row);
  const isMetaLine = isOneLine && filled.every((cell) => readLine(cell.text).kind !== undefined);
  if (filled.length >= 2 && columns.size >= 2 && !isMetaLine) {
    return [{ kind: 'grid', source: block, parts: readTableParts(block), id: '', title: null }];
  }
  return filled.map((cell) => toTextDraft({ kind: 'text', text: cell.text, level: 0, anchor: cell.anchor }));
}

function toTextDraft(source: FlowText): TextDraft {
  return { kind: 'text', source, role: source.furniture ? 'furniture' : 'paragraph', level: source.level };
}

/**
 * 编制部门：某局    单位：元 on one line are two lines set apart, and so are 表1 and 单位名称：某局: each gets a block, all with
 * the line's place.
 */
function splitTextLine(block: FlowText): FlowText[] {
  if (block.furniture || block.text.length > 120) return [block];
  const parts = SPLITS.flatMap((pattern) => {
    const [, before, after] = pattern.exec(block.text) ?? [];
    return before && after && isSetApart(before) && isSetApart(after) ? [[before.trim(), after.trim()]] : [];
  })[0];
  const { parts: _, ...line } = block;
  return parts ? parts.flatMap((text) => splitTextLine({ ...line, text })) : [block];
}

/** Places at which a line may part: before 单位：…, and after a table number. */
const SPLITS = [
  /^(.*?[^\s\u3000（(【[])[\s\u3000]*((?:金额|计量|货币)?单\s*位\s*[:：]\s*\S{1,12})$/,
  /^((?:公开|预算|决算)?\s*(?:附?表)?\s*\d{1,3}(?:\s*[-－—–.]\s*\d{1,2})?\s*表?)[\s\u3000]*([^\s\d].*[:：].*)$/,
];

function isSetApart(text: string): boolean {
  const { kind } = readLine(text);
  return kind !== undefined && kind !== 'note';
}

function numberTables(drafts: readonly Draft[]): void {
  let count = 0;
  for (const draft of drafts) if (draft.kind === 'grid') draft.id = `t${++count}`;
}

interface Surroundings {
  readonly title: string | null;
  readonly unit: string | null;
  readonly number: string | null;
  readonly titleBlock?: number;
  readonly unitBlock?: number;
  readonly noteBlocks: readonly number[];
}

/** Finds the lines that belong to the table at `index` and gives them their roles. */
function readSurroundings(drafts: readonly Draft[], index: number): Surroundings | undefined {
  const draft = drafts[index];
  if (draft?.kind !== 'grid') return undefined;
  const above = readAbove(drafts, index);
  const noteBlocks = readNotes(drafts, index, draft.id);
  const caption = captionOf(draft.source);
  if (above.isSure || caption?.source === 'page') draft.parts = readTableParts(draft.source, true);
  const { parts } = draft;
  const isOutside = parts.title === null && caption?.source !== 'page';
  const titleText = isOutside && above.titleBlocks.length > 0 ? above.title : null;
  const title =
    (caption?.source === 'page' ? caption.title : null) ?? parts.title ?? titleText ?? caption?.title ?? null;
  draft.title = title;
  if (titleText !== null) for (const block of above.titleBlocks) assign(drafts[block], 'title', draft.id);
  const [titleBlock] = above.titleBlocks;
  return {
    title,
    unit: parts.unit ?? above.unit ?? caption?.unit ?? null,
    number: parts.number ?? above.number ?? caption?.number ?? null,
    ...(titleText !== null && titleBlock !== undefined ? { titleBlock } : {}),
    ...(above.unitBlock === undefined ? {} : { unitBlock: above.unitBlock }),
    noteBlocks,
  };
}

function assign(draft: Draft | undefined, role: BlockRole, table: string): void {
  if (draft?.kind !== 'text') return;
  draft.role = role;
  draft.table = table;
}

/** A caption that the page itself ties to its table stands first; the name of a sheet only where nothing else is. */
function captionOf(grid: FlowGrid) {
  if (grid.caption === undefined || grid.caption.trim() === '') return undefined;
  const line = readLine(grid.caption);
  const source = grid.anchor.kind === 'sheet' ? ('sheet' as const) : ('page' as const);
  if (source === 'sheet' && /^(?:sheet|工作表|表)\s*\d*$/i.test(grid.caption.trim())) return undefined;
  return { source, title: line.kind === undefined ? line.rest : null, unit: line.unit, number: line.number };
}

interface Above {
  title: string | null;
  /** The title is one by its words or its place, not only a short line. */
  isSure: boolean;
  titleBlocks: number[];
  unit: string | null;
  unitBlock?: number;
  number: string | null;
}

/** Lines of text over a table, the nearest first, up to its title or the first line that is not the table's. */
function readAbove(drafts: readonly Draft[], index: number): Above {
  const above: Above = { title: null, isSure: false, titleBlocks: [], unit: null, number: null };
  const id = (drafts[index] as GridDraft).id;
  let hasLeadIn = false;
  for (let i = index - 1; i >= 0 && i >= index - 12; i--) {
    const draft = drafts[i];
    if (draft?.kind !== 'text' || draft.table !== undefined) break;
    if (draft.role === 'furniture') continue;
    const line = readLine(draft.source.text);
    if (line.kind === 'note') break;
    // A year or page number that came apart from its line.
    if (isPageNumber(draft.source.text)) continue;
    if (line.kind !== undefined) {
      if (above.title !== null && line.kind !== 'table-number') break;
      if (line.unit && above.unit === null) {
        above.unit = line.unit;
        above.unitBlock = i;
      }
      above.number ??= line.number ?? null;
      assign(draft, line.unit ? 'unit-line' : line.kind, id);
      continue;
    }
    if (above.title !== null) break;
    if (isBodyName(drafts, i)) {
      assign(draft, 'body-line', id);
      continue;
    }
    if (isSubtitle(draft.source.text) && above.titleBlocks.length === 0) {
      above.titleBlocks.unshift(i);
      continue;
    }
    const likeness = titleLikeness({ ...draft.source, text: line.rest });
    if (likeness === 0 || (hasLeadIn && likeness < 2)) {
      if (hasLeadIn || !isLeadIn(draft.source.text)) break;
      hasLeadIn = true;
      continue;
    }
    above.titleBlocks.unshift(i);
    above.title = line.rest.trim();
    above.isSure = likeness === 2;
    if (line.unit && above.unit === null) {
      above.unit = line.unit;
      above.unitBlock = i;
    }
    above.number ??= line.number ?? null;
    joinWrappedTitle(drafts, i, above);
  }
  if (above.title === null) above.titleBlocks = [];
  return above;
}

/** Longest rest of a title that is set on a line of its own: 表, 总表, 情况表. */
const TITLE_REST_MAX = 4;

/** A title of a character or two ends a title that begins on the line above. */
function joinWrappedTitle(drafts: readonly Draft[], index: number, above: Above): void {
  const before = drafts[index - 1];
  if (above.title === null || above.title.length > TITLE_REST_MAX) return;
  if (before?.kind !== 'text' || before.role === 'furniture') return;
  const line = readLine(before.source.text);
  if (before.table !== undefined || line.kind !== undefined || titleLikeness(before.source) === 0) return;
  above.titleBlocks.unshift(index - 1);
  above.title = line.rest.trim() + above.title;
  above.number ??= line.number ?? null;
}

/** The name of a body whose key stands on a line of its own above it: 部门： / 江苏省人民检察院. */
function isBodyName(drafts: readonly Draft[], index: number): boolean {
  const [draft, key] = [drafts[index], drafts[index - 1]];
  if (draft?.kind !== 'text' || key?.kind !== 'text' || draft.source.text.length > 40) return false;
  return /[:：]\s*$/.test(key.source.text) && readLine(key.source.text).kind === 'body-line';
}

/** Notes right under a table: 注：…, and the numbered lines that go on after a bare 注：. */
function readNotes(drafts: readonly Draft[], index: number, id: string): number[] {
  const notes: number[] = [];
  for (let i = index + 1; i < drafts.length && i <= index + 12; i++) {
    const draft = drafts[i];
    if (draft?.kind !== 'text') break;
    if (draft.role === 'furniture') continue;
    const { text } = draft.source;
    const isNote = readLine(text).kind === 'note';
    const goesOn =
      notes.length > 0 &&
      /^(?:\d{1,2}\s*[.．、)）]|[①-⑨]|[（(]\d)/.test(text) &&
      titleLikeness(draft.source) < 2;
    if (!isNote && !goesOn) break;
    assign(draft, 'note', id);
    notes.push(i);
  }
  return notes;
}

/** Gives the text that belongs to no table its roles: headings, the table of contents, page numbers. */
function readRunningText(drafts: readonly Draft[]): void {
  let contents: ContentsState | undefined;
  for (const draft of drafts) {
    if (draft.kind === 'grid') contents = undefined;
    if (draft.kind === 'grid' || draft.role === 'furniture') continue;
    const { text } = draft.source;
    if (draft.table !== undefined) contents = undefined;
    else if (isContentsHeading(text)) {
      contents = { numbered: 0, lines: new Set() };
      draft.role = 'contents';
    } else if (isContentsLine(text) || (contents && continuesContents(contents, text)))
      draft.role = 'contents';
    else {
      contents = undefined;
      if (isPageNumber(text)) draft.role = 'furniture';
      draft.level = headingLevel(draft.source);
      if (draft.level > 0) draft.role = 'heading';
    }
  }
}

interface ContentsState {
  numbered: number;
  readonly lines: Set<string>;
}

/** A short line under the heading of the contents, until the lines repeat or, after numbered ones, lose their numbers. */
function continuesContents(state: ContentsState, text: string): boolean {
  const key = text.replace(/[\s\u3000.…·]+|\d+$/g, '');
  if (state.lines.has(key) || text.length > 70 || /[。；;，,：:]$|。/.test(text)) return false;
  if (isNumbered(text)) state.numbered++;
  else if (state.numbered > 1) return false;
  state.lines.add(key);
  return true;
}

function toBlock(draft: Draft, index: number): Block {
  if (draft.kind === 'grid') {
    const { id, title, source } = draft;
    return { index, role: 'table', text: title ?? '', level: 0, table: id, anchor: source.anchor };
  }
  const { role, level, source, table } = draft;
  const owner = table === undefined ? {} : { table };
  return {
    index,
    role,
    text: source.text,
    level: role === 'heading' ? level : 0,
    ...owner,
    anchor: source.anchor,
    ...(source.parts ? { parts: source.parts } : {}),
  };
}

function toTable(draft: GridDraft, index: number, around: Surroundings): Table {
  const { source, parts, id } = draft;
  const { rowCount, columnCount, firstRow, bodyRow } = parts;
  const cells: Cell[] = source.cells.map(({ row, col, rowSpan, colSpan, text, indent, anchor }) => {
    const header = row >= firstRow && row < bodyRow;
    return { row, col, rowSpan, colSpan, text, ...(indent ? { indent } : {}), header, anchor };
  });
  const pages = source.pages === undefined ? {} : { pages: source.pages };
  const byText = source.byText ? { byText: true } : {};
  return {
    id,
    ...around,
    ...pages,
    ...byText,
    rowCount,
    columnCount,
    cells,
    anchor: source.anchor,
    block: index,
  };
}
