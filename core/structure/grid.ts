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
  const { rowCount, columnCount, cells } = table;
  const covering = new Array<Cell | undefined>(rowCount * columnCount);
  for (const cell of cells) {
    const { row, col } = cell;
    if (cell.rowSpan === 1 && cell.colSpan === 1) {
      if (row < rowCount && col < columnCount) covering[row * columnCount + col] ??= cell;
      continue;
    }
    const rowEnd = Math.min(rowCount, row + cell.rowSpan);
    const colEnd = Math.min(columnCount, col + cell.colSpan);
    for (let r = row; r < rowEnd; r++) {
      for (let c = col; c < colEnd; c++) covering[r * columnCount + c] ??= cell;
    }
  }
  /** By the position of a cell's upper left corner. */
  const known = new Array<ReadAmount | undefined>(covering.length);
  let style: NumberStyle | undefined;
  const readAnew = (cell: Cell): ReadAmount => {
    style ??= styleOf(textsOf(cells));
    return readAmount(toPoint(cell.text, style));
  };
  return {
    rowCount,
    columnCount,
    at: (row, col) =>
      row < 0 || col < 0 || row >= rowCount || col >= columnCount
        ? undefined
        : covering[row * columnCount + col],
    read: (cell) => {
      if (!cell || cell.text === '') return BLANK;
      const at = cell.row * columnCount + cell.col;
      // A cell that another one covers has no position of its own.
      if (covering[at] !== cell) return readAnew(cell);
      known[at] ??= readAnew(cell);
      return known[at];
    },
  };
}

function* textsOf(cells: readonly Cell[]): Generator<string> {
  for (const { text } of cells) yield text;
}
