import type { Leftover } from '../model/document.ts';
import type { FlowBlock, FlowContent, FlowGrid, FlowText, SourcePage } from '../model/source.ts';
import { findFurniture } from './find-furniture.ts';
import { linesToParagraphs, type Margins } from './lines-to-paragraphs.ts';
import type { PageGrid } from './page-grid.ts';
import { type PageLayout, pageToLayout } from './page-to-layout.ts';
import { pageToSheet, type Sheet, type SheetWord, unionBox } from './sheet.ts';
import { rowToText, type StitchedGrid, type Stitching, stitchGrids } from './stitch-grids.ts';
import type { Line } from './words-to-lines.ts';

/** Pages of words and lines → text and tables in reading order, tables joined over their pages. */
export function pagesToFlow(pages: readonly SourcePage[]): {
  readonly flow: FlowContent;
  readonly leftovers: readonly Leftover[];
} {
  const layouts = pages.map((page) => pageToLayout(pageToSheet(page)));
  const furniture = findFurniture(layouts);
  const stitched = stitchGrids(layouts, furniture);
  const sheets = new Map(layouts.map(({ sheet }) => [sheet.page, sheet]));
  const blocks = layouts.flatMap((layout) => layoutToBlocks(layout, furniture, stitched, sheets));
  return { flow: { kind: 'flow', blocks }, leftovers: layouts.flatMap(findLeftovers) };
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
    cells: table.cells.map(({ row, col, rowSpan, colSpan, text, page, box }) => {
      return { row, col, rowSpan, colSpan, text, anchor: { kind: 'page', page, rect: rectOf(page, box) } };
    }),
    anchor: { kind: 'page', page: first.page, rect: rectOf(first.page, first.box) },
    pages: [...new Set(table.parts.map(({ page }) => page))].sort((a, b) => a - b),
  };
}

/** The borders between which most lines of a page stand. */
export function findMargins({ sheet, items }: PageLayout): Margins {
  const boxes = items.map((item) => (item.kind === 'line' ? item.line : item.grid.box));
  if (boxes.length === 0) return { left: 0, right: sheet.width };
  return { left: Math.min(...boxes.map(({ x0 }) => x0)), right: Math.max(...boxes.map(({ x1 }) => x1)) };
}
