import { type NumberStyle, styleOf, toPoint } from '../figures/number-style.ts';
import { type ReadAmount, readAmount } from '../figures/read-amount.ts';
import type { Cell, Table } from '../model/document.ts';

/** A table as a full grid: every position knows the cell that covers it. */
export interface Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  /** The cell covering a position, or undefined. */
  at(row: number, col: number): Cell | undefined;
  /** What a cell of the table says as a figure: read once, however many rules ask. No cell says nothing. */
  read(cell: Cell | undefined): ReadAmount;
}

const BLANK = readAmount('');

export function tableToGrid(table: Table): Grid {
  const { rowCount, columnCount } = table;
  const covering = new Array<Cell | undefined>(rowCount * columnCount);
  for (const cell of table.cells) {
    const rowEnd = Math.min(rowCount, cell.row + cell.rowSpan);
    const colEnd = Math.min(columnCount, cell.col + cell.colSpan);
    for (let r = cell.row; r < rowEnd; r++) {
      for (let c = cell.col; c < colEnd; c++) covering[r * columnCount + c] ??= cell;
    }
  }
  const known = new Map<Cell, ReadAmount>();
  let style: NumberStyle | undefined;
  return {
    rowCount,
    columnCount,
    at: (row, col) =>
      row < 0 || col < 0 || row >= rowCount || col >= columnCount
        ? undefined
        : covering[row * columnCount + col],
    read: (cell) => {
      if (!cell || cell.text === '') return BLANK;
      let amount = known.get(cell);
      if (!amount) {
        style ??= styleOf(table.cells.map(({ text }) => text));
        amount = readAmount(toPoint(cell.text, style));
        known.set(cell, amount);
      }
      return amount;
    },
  };
}
