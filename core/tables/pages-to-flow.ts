import type { Leftover } from '../model/document.ts';
import type { FlowBlock, FlowContent, FlowGrid, FlowText, SourcePage } from '../model/source.ts';
import { readLine } from '../structure/around-tables.ts';
import { joinLines } from '../structure/join-lines.ts';
import { isContentsLine, isNumbered } from '../structure/running-text.ts';
import { findFurniture } from './over-pages/find-furniture.ts';
import { joinOpenTables } from './over-pages/join-open-tables.ts';
import { moveSplitHeads, returnHeads } from './over-pages/move-split-heads.ts';
import { rowToText, type StitchedGrid, type Stitching, stitchGrids } from './over-pages/stitch-grids.ts';
import { findTextMargins, linesToParagraphs, type Margins } from './page/lines-to-paragraphs.ts';
import type { PageGrid } from './page/page-grid.ts';
import { pageToSheet, type Sheet, type SheetWord, unionBox } from './page/sheet.ts';
import type { Line } from './page/words-to-lines.ts';
import { type PageLayout, pageToLayout } from './page-to-layout.ts';

/** Pages of words and lines → text and tables in reading order, tables joined over their pages. */
export function pagesToFlow(pages: readonly SourcePage[]): {
  readonly flow: FlowContent;
  readonly leftovers: readonly Leftover[];
} {
  const found = moveSplitHeads(pages.map((page) => pageToLayout(pageToSheet(page))));
  const layouts = returnHeads(joinOpenTables(found.layouts), found.moved);
  const furniture = findFurniture(layouts);
  const stitched = stitchGrids(layouts, furniture);
  const sheets = new Map(layouts.map(({ sheet }) => [sheet.page, sheet]));
  const blocks = layouts.flatMap((layout) => layoutToBlocks(layout, furniture, stitched, sheets));
  return {
    flow: { kind: 'flow', blocks: joinOverPages(blocks, layouts) },
    leftovers: layouts.flatMap(findLeftovers),
  };
}

/**
 * A paragraph that the foot of a page cut goes on at the head of the next: its last line is full and its sentence open.
 * The joined paragraph has the place of its first part, and knows those of the others.
 */
function joinOverPages(blocks: readonly FlowBlock[], layouts: readonly PageLayout[]): FlowBlock[] {
  const ends = new Map(layouts.map((layout) => [layout.sheet.page, findEnds(layout)]));
  const joined: FlowBlock[] = [];
  for (const block of blocks) {
    // Furniture stands between the two parts; it stays where it is, after the joined paragraph.
    let index = joined.length - 1;
    while (index >= 0 && isFurniture(joined[index])) index--;
    const last = joined[index];
    if (last?.kind === 'text' && block.kind === 'text' && goesOnOverleaf(last, block, ends))
      joined[index] = joinTexts(last, block);
    else joined.push(block);
  }
  return joined;
}

function joinTexts(first: FlowText, next: FlowText): FlowText {
  const text = joinLines([first.text, next.text]);
  const parts = first.parts ?? [{ start: 0, anchor: first.anchor }];
  return {
    ...first,
    text,
    parts: [...parts, { start: text.length - next.text.length, anchor: next.anchor }],
  };
}

function isFurniture(block: FlowBlock | undefined): boolean {
  return block?.kind === 'text' && block.furniture === true;
}

function goesOnOverleaf(
  last: FlowText,
  next: FlowText,
  ends: ReadonlyMap<number, ReturnType<typeof findEnds>>,
): boolean {
  const end = last.parts?.at(-1)?.anchor ?? last.anchor;
  if (end.kind !== 'page' || next.anchor.kind !== 'page' || next.furniture) return false;
  if (next.anchor.page !== end.page + 1) return false;
  const [size, sizeNext] = [last.size ?? 0, next.size ?? 0];
  if (size === 0 || Math.abs(sizeNext - size) > 0.08 * size) return false;
  const [above, below] = [ends.get(end.page), ends.get(next.anchor.page)];
  if (!above || !below) return false;
  // The end of running text, not a title's: full to the right, and no sentence ends there.
  if (last.text.length < 16 || /[。：:；;！!？?.]$/.test(last.text) || last.align !== 'left') return false;
  if (!above.isLastFull || !below.startsAtLeft) return false;
  return readLine(next.text).kind === undefined && !isNumbered(next.text) && !isContentsLine(last.text);
}

/** Whether the last line of a page's text reaches its right border, and its first starts at the left. */
function findEnds(layout: PageLayout): { readonly isLastFull: boolean; readonly startsAtLeft: boolean } {
  const lines = layout.items.flatMap((item) => (item.kind === 'line' ? [item.line] : []));
  const { left, right } = findTextMargins(lines, findMargins(layout));
  const last = lines.findLast(({ text }) => text.length > 8);
  const first = lines.find(({ size }) => size >= 0.95 * (last?.size ?? 0));
  return {
    isLastFull: last !== undefined && last.x1 > right - 1.7 * last.size,
    startsAtLeft: first !== undefined && first.x0 < left + 1.2 * first.size,
  };
}

/** Figures that stand in no cell and no line: none is ever lost in silence. */
function findLeftovers({ sheet, items }: PageLayout): Leftover[] {
  const held = new Set<SheetWord>();
  for (const item of items) {
    const words = item.kind === 'line' ? item.line.words : item.grid.cells.flatMap((cell) => cell.words);
    for (const word of words) held.add(word);
  }
  return sheet.words
    .filter((word) => !held.has(word) && /\d/.test(word.text))
    .map((word) => ({
      text: word.text,
      anchor: { kind: 'page', page: sheet.page, rect: sheet.toRect(word) },
    }));
}

function layoutToBlocks(
  layout: PageLayout,
  furniture: ReadonlySet<Line>,
  stitched: Stitching,
  sheets: ReadonlyMap<number, Sheet>,
): FlowBlock[] {
  const { sheet, items } = layout;
  const margins = findMargins(layout);
  const blocks: FlowBlock[] = [];
  let lines: Line[] = [];
  const endText = () => {
    for (const paragraph of linesToParagraphs(lines, margins)) {
      const { text, size, align } = paragraph;
      const anchor = { kind: 'page', page: sheet.page, rect: sheet.toRect(paragraph) } as const;
      blocks.push({ kind: 'text', text, level: 0, anchor, size, align });
    }
    lines = [];
  };
  for (const item of items) {
    if (item.kind === 'line') {
      if (furniture.has(item.line) || stitched.repeated.has(item.line))
        blocks.push(toFurniture(item.line, sheet));
      else lines.push(item.line);
      continue;
    }
    endText();
    const table = stitched.tables.get(item.grid);
    if (table) blocks.push(toFlowGrid(table, sheets));
    for (const row of stitched.repeatedRows.get(item.grid) ?? []) {
      const anchor = {
        kind: 'page',
        page: sheet.page,
        rect: sheet.toRect(unionBox(row.map(({ box }) => box))),
      } as const;
      blocks.push({ kind: 'text', text: rowToText(row), level: 0, anchor, furniture: true });
    }
  }
  endText();
  return blocks;
}

function toFurniture(line: Line, sheet: Sheet): FlowText {
  const anchor = { kind: 'page', page: sheet.page, rect: sheet.toRect(line) } as const;
  return { kind: 'text', text: line.text, level: 0, anchor, size: line.size, furniture: true };
}

function toFlowGrid(table: StitchedGrid, sheets: ReadonlyMap<number, Sheet>): FlowGrid {
  const rectOf = (page: number, box: PageGrid['box']) =>
    sheets.get(page)?.toRect(box) ?? ([0, 0, 0, 0] as const);
  const [first] = table.parts as [PageGrid, ...PageGrid[]];
  return {
    kind: 'grid',
    cells: table.cells.map(({ row, col, rowSpan, colSpan, text, indent, page, box }) => {
      const anchor = { kind: 'page', page, rect: rectOf(page, box) } as const;
      return { row, col, rowSpan, colSpan, text, ...(indent > 0 ? { indent } : {}), anchor };
    }),
    anchor: { kind: 'page', page: first.page, rect: rectOf(first.page, first.box) },
    ...(table.parts.some(({ by }) => by === 'text') ? { byText: true } : {}),
    pages: [...new Set(table.parts.map(({ page }) => page))].sort((a, b) => a - b),
  };
}

/** The borders between which most lines of a page stand. */
export function findMargins({ sheet, items }: PageLayout): Margins {
  const boxes = items.map((item) => (item.kind === 'line' ? item.line : item.grid.box));
  if (boxes.length === 0) return { left: 0, right: sheet.width };
  return { left: Math.min(...boxes.map(({ x0 }) => x0)), right: Math.max(...boxes.map(({ x1 }) => x1)) };
}
