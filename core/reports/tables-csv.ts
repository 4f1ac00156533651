import type { Document, Table } from '../model/document.ts';
import { BYTE_ORDER_MARK, toCsv } from './csv.ts';

/**
 * The tables of documents one under the other, each with a line that names document, table, title and unit, then its rows
 * as printed. A merged cell stands once, at its upper left corner.
 */
export function tablesToCsv(documents: readonly Document[]): string {
  const blocks = documents.flatMap((document) =>
    document.tables.map((table) => [
      [document.name, table.id, table.title ?? '', table.unit ?? ''],
      ...toRows(table),
      [],
    ]),
  );
  return BYTE_ORDER_MARK + toCsv(blocks.flat(), { keepNumbers: true });
}

function toRows(table: Table): string[][] {
  const rows = Array.from({ length: table.rowCount }, () => new Array<string>(table.columnCount).fill(''));
  for (const { row, col, text } of table.cells) {
    const cells = rows[row];
    if (cells !== undefined) cells[col] = text;
  }
  return rows;
}
