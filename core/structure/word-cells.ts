import type { Cell, Table } from '../model/document.ts';
import { fold } from './text.ts';

/** A cell that prints words, with its text as compared. */
export interface WordCell {
  readonly cell: Cell;
  readonly folded: string;
}

/** Digits, signs and white space: what nothing but a figure, a date or a mark is made of. */
const NO_WORDS = /^[\d\s.,，．%％()（）\-—–−０-９]*$/;

const known = new WeakMap<Table, readonly WordCell[]>();

/** The cells of a table that print words, in the table's order: found once for all rules that look for words. */
export function wordCells(table: Table): readonly WordCell[] {
  const kept = known.get(table);
  if (kept) return kept;
  const found: WordCell[] = [];
  for (const cell of table.cells)
    if (!NO_WORDS.test(cell.text)) found.push({ cell, folded: fold(cell.text) });
  known.set(table, found);
  return found;
}
