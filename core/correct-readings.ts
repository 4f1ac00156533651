import type { Cell, Document } from './model/document.ts';
import type { CellPlace } from './model/place.ts';
import type { ReviewCorrection } from './model/review.ts';
import type { CellCorrection } from './model/settings.ts';
import { toReviewPlace } from './reconcile/findings.ts';

export interface CorrectedDocument {
  /** The document with the corrected cells; the same object where nothing was corrected. */
  readonly document: Document;
  readonly corrections: readonly ReviewCorrection[];
}

/**
 * Puts a reviewer's readings into the cells of a document. A correction is used only where the cell still reads as it did
 * when it was made; the others are kept in the list as not used, so that none is lost without a word. Of two corrections of
 * one cell the later counts.
 */
export function correctReadings(
  document: Document,
  corrections: readonly CellCorrection[] = [],
): CorrectedDocument {
  const own = corrections.filter((one) => one.document === document.sha256);
  if (own.length === 0) return { document, corrections: [] };
  const byCell = new Map(own.map((one) => [cellKey(one.table, one.row, one.col), one]));
  const used = new Map<string, Cell>();
  const tables = document.tables.map((table) => {
    const isTouched = own.some((one) => one.table === table.id);
    if (!isTouched) return table;
    const cells = table.cells.map((cell) => {
      const key = cellKey(table.id, cell.row, cell.col);
      const correction = byCell.get(key);
      if (correction === undefined || correction.read !== cell.text) return cell;
      used.set(key, cell);
      return { ...cell, text: correction.corrected };
    });
    return { ...table, cells };
  });
  return {
    document: used.size === 0 ? document : { ...document, tables },
    corrections: [...byCell].map(([key, correction]) => toReviewCorrection(correction, used.get(key))),
  };
}

const cellKey = (table: string, row: number, col: number) => `${table} ${row} ${col}`;

function toReviewCorrection(
  { table, row, col, read, corrected }: CellCorrection,
  cell: Cell | undefined,
): ReviewCorrection {
  const anchor = cell?.anchor ?? { kind: 'flow' };
  const place: CellPlace = { kind: 'cell', table, row, col, anchor, quote: read };
  return { where: toReviewPlace(place), corrected, used: cell !== undefined };
}

/**
 * Puts the text as read back into every place of a corrected cell: a quote is what stands on the page, while amounts, checks
 * and findings rest on the correction.
 */
export function withPrintedQuotes<T>(value: T, corrections: readonly DocumentCorrections[]): T {
  const quotes: ReadonlyMap<string, string> = new Map(
    corrections.flatMap(({ document, corrections }) =>
      corrections.flatMap(({ where, used }) =>
        used ? [[`${document} ${where.table} ${where.row} ${where.col}`, where.quote] as const] : [],
      ),
    ),
  );
  const only = corrections.length === 1 ? corrections[0]?.document : undefined;
  const walk = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    const fields = Object.fromEntries(Object.entries(one).map(([key, field]) => [key, walk(field)]));
    if (!('quote' in fields && 'table' in fields)) return fields;
    const { document = only, table, row, col } = fields;
    const quote = quotes.get(`${document} ${table} ${row} ${col}`);
    return quote === undefined ? fields : { ...fields, quote };
  };
  return quotes.size === 0 ? value : (walk(value) as T);
}

export interface DocumentCorrections {
  /** SHA-256 of the document. */
  readonly document: string;
  readonly corrections: readonly ReviewCorrection[];
}
