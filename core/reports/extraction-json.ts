import type { Cell, Document, Table } from '../model/document.ts';
import type { Anchor } from '../model/place.ts';
import type { Failure, Warning } from '../model/source.ts';
import type { Language } from './language.ts';

const SCHEMA = 'tieout/extract@1';

/** A document's tables as `tieout extract --format json` prints them. Empty cells that span one place are left out. */
export function extractionToJson(document: Document, language: Language) {
  const { name, sha256, mediaType, pages } = document;
  return {
    schema: SCHEMA,
    document: { name, sha256, mediaType, ...(pages === undefined ? {} : { pages }) },
    tables: document.tables.map(tableToJson),
    warnings: document.warnings.map((warning) => warningToJson(warning, language)),
  };
}

/** What stands in place of an extraction when the file could not be read. */
export function extractionFailureToJson(name: string, { code, message }: Failure) {
  return { schema: SCHEMA, document: { name }, failure: { code, message } };
}

function tableToJson(table: Table) {
  const { id, title, unit, pages, rowCount, columnCount } = table;
  return {
    id,
    title,
    unit,
    ...(pages === undefined ? {} : { pages }),
    rows: rowCount,
    columns: columnCount,
    cells: table.cells.filter(isWorthPrinting).map(cellToJson),
  };
}

function isWorthPrinting({ text, rowSpan, colSpan }: Cell): boolean {
  return text !== '' || rowSpan > 1 || colSpan > 1;
}

function cellToJson({ row, col, rowSpan, colSpan, text, header, anchor }: Cell) {
  return { row, col, rowSpan, colSpan, text, header, ...anchorToJson(anchor) };
}

function anchorToJson(anchor: Anchor) {
  switch (anchor.kind) {
    case 'page':
      return { page: anchor.page, rect: anchor.rect };
    case 'element':
      return { selector: anchor.selector };
    case 'sheet':
      return { sheet: anchor.sheet, cell: anchor.cell };
    case 'flow':
      return {};
  }
}

function warningToJson({ code, pages, message }: Warning, language: Language) {
  return { code, ...(pages === undefined ? {} : { pages }), message: message[language] };
}
