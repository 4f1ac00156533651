import { readLine, titleLikeness } from '../../structure/around-tables.ts';
import type { Line } from '../page/words-to-lines.ts';
import type { PageLayout } from '../page-to-layout.ts';

/** Share of a page's height at its top and bottom in which running lines stand. */
export const BAND = 0.12;
/** 3, - 3 -, 第 3 页, 第 3 页 共 20 页, 3/20, Page 3 of 20, iv. */
const PAGE_NUMBER =
  /^[-—–―·•~\s]*(?:第\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*页)?(?:\s*[/,，、|]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–―·•~\s]*$|^(?:page|seite|p\.)\s*\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/** A page number in so many words: 第 3 页, - 3 -, 3/20. A bare number may be a row's. */
export function isPageNumberLine(text: string): boolean {
  return /\D/.test(text.trim()) && /\d/.test(text) && PAGE_NUMBER.test(text.trim());
}

/** Page numbers, and the lines that stand at the same place of many pages with the same words. */
export function findFurniture(layouts: readonly PageLayout[]): ReadonlySet<Line> {
  const furniture = new Set<Line>();
  const seen = new Map<string, { lines: Line[]; pages: Set<number> }>();
  for (const { sheet, items } of layouts) {
    const lines = items.flatMap((item) => (item.kind === 'line' ? [item.line] : []));
    const tops = [...items].map((item) => (item.kind === 'line' ? item.line.y0 : item.grid.box.y0));
    const bottoms = [...items].map((item) => (item.kind === 'line' ? item.line.y1 : item.grid.box.y1));
    const [first, last] = [Math.min(...tops), Math.max(...bottoms)];
    for (const line of lines) {
      const isTop = line.y1 < BAND * sheet.height;
      const isBottom = line.y0 > (1 - BAND) * sheet.height;
      if (!isTop && !isBottom) continue;
      const isOutermost = isTop ? line.y0 < first + 4 : line.y1 > last - 4;
      if (isOutermost && PAGE_NUMBER.test(line.text.trim())) furniture.add(line);
      // What stands over every page of a table belongs to the table: its title, unit line, number, body.
      if (belongsToTable(line.text)) continue;
      const place = Math.round((isTop ? line.y0 : sheet.height - line.y1) / 6);
      const key = `${isTop}|${place}|${line.text.replace(/\s+/g, '').replace(/\d+/g, '#')}`;
      const entry = seen.get(key) ?? { lines: [], pages: new Set() };
      entry.lines.push(line);
      entry.pages.add(sheet.page);
      seen.set(key, entry);
    }
  }
  const least = Math.max(3, Math.ceil(layouts.length * 0.3));
  for (const { lines, pages } of seen.values())
    if (pages.size >= least) for (const line of lines) furniture.add(line);
  return furniture;
}

function belongsToTable(text: string): boolean {
  const { unit, number } = readLine(text);
  return unit !== undefined || number !== undefined || titleLikeness({ text, level: 0 }) === 2;
}
