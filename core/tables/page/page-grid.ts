import type { Box, SheetWord } from './sheet.ts';

/** A table, or the part of one, as it stands on one page. */
export interface PageGrid {
  readonly page: number;
  readonly box: Box;
  /** Borders of the columns and rows, in sheet points. */
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly cells: readonly PageCell[];
  /** How its columns and rows were told. */
  readonly by: 'lines' | 'text';
}

export interface PageCell {
  readonly row: number;
  readonly col: number;
  readonly rowSpan: number;
  readonly colSpan: number;
  readonly box: Box;
  readonly words: readonly SheetWord[];
  readonly text: string;
}
