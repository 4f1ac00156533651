import type { Block, Cell, Document, Table } from '../model/document.ts';
import type { CellPlace, TablePlace, TextPlace } from '../model/place.ts';
import { anchorAt } from '../structure/block-anchor.ts';

/** A stretch of a block; the whole block without `offset`. */
export function blockPlace(block: Block, quote: string = block.text.trim(), offset?: number): TextPlace {
  const at = offset ?? Math.max(0, block.text.indexOf(quote));
  return { kind: 'text', block: block.index, offset: at, anchor: anchorAt(block, at), quote };
}

export function cellPlace(table: Table, cell: Cell): CellPlace {
  return {
    kind: 'cell',
    table: table.id,
    row: cell.row,
    col: cell.col,
    anchor: cell.anchor,
    quote: cell.text,
  };
}

/** A table as a whole, quoted by its title. */
export function tablePlace(table: Table): TablePlace {
  return { kind: 'table', table: table.id, anchor: table.anchor, quote: table.title ?? table.number ?? '' };
}

/** The title of a table where it stands: its block, the cell inside the grid, or the table itself. */
export function titlePlace(document: Document, table: Table): TextPlace | CellPlace | TablePlace {
  const block = table.titleBlock === undefined ? undefined : document.blocks[table.titleBlock];
  if (block) return blockPlace(block);
  const cell = table.cells.find((c) => c.row < 4 && table.title !== null && c.text.includes(table.title));
  return cell ? cellPlace(table, cell) : tablePlace(table);
}

/** How a table is called in a sentence: 《2024年部门收入预算总表》, with its number or id where it has no title. */
export function tableName(table: Table): string {
  return table.title ? `《${table.title.trim()}》` : (table.number ?? table.id);
}
