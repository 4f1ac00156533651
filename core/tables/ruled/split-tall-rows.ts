import { bodyToCells } from '../open/body-to-cells.ts';
import type { PageCell, PageGrid } from '../page/page-grid.ts';
import {
  findLeading,
  median,
  middle,
  type Piece,
  pairsToBlocks,
  toPairs,
  toPiece,
} from '../page/text-blocks.ts';
import { wordsToLines } from '../page/words-to-lines.ts';

/** An amount as it is printed whole: the parts of one that was broken over lines lack a digit, or have a comma at the end. */
const WHOLE_AMOUNT = /^[-−(（]?(?:\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?|\d+[.．]\d{1,6})[)）]?$/;
/** What stands for none beside such amounts. */
const NIL = /^(?:0|[-–—])$/;
/** As many rows of codes and whole figures, without thousands and decimals, are no figure broken over lines. */
const ROWS_CERTAIN = 4;

/**
 * Upright lines part the columns down to the foot of the table, and no level line parts its rows:
 *
 *     | 编码 | 名称     | 合计   |
 *     |------+----------+--------|
 *     | 208  | 社会保障 | 300.00 |
 *     | 210  | 卫生健康 | 200.00 |
 *     +------+----------+--------+
 *
 * What is one row of the net is as many as its figures, which stand at the same heights in its cells.
 */
export function splitTallRows(grid: PageGrid): PageGrid {
  const { xs, ys } = grid;
  const tall = new Set<number>();
  for (let row = 0; row + 1 < ys.length; row++) {
    const own = grid.cells.filter((cell) => cell.row <= row && cell.row + cell.rowSpan > row);
    if (own.every(({ rowSpan }) => rowSpan === 1) && holdsRows(own)) tall.add(row);
  }
  if (tall.size === 0) return grid;
  const columns = xs.slice(1).map((x1, index) => ({ x0: (xs[index] ?? 0) + 1, x1: x1 - 1 }));
  const cells: PageCell[] = [];
  const borders = [ys[0] ?? 0];
  const pieces = grid.cells.filter(({ row }) => tall.has(row)).flatMap(toPieces);
  const stepMax = findLeading(toPairs(pieces, []), median(pieces.map(({ size }) => size)));
  for (let row = 0; row + 1 < ys.length; row++) {
    const own = grid.cells.filter((cell) => cell.row === row);
    const offset = borders.length - 1;
    const bottom = ys[row + 1] ?? 0;
    if (!tall.has(row)) {
      cells.push(...own.map((cell) => ({ ...cell, row: offset })));
      borders.push(bottom);
      continue;
    }
    const texts = own.flatMap(toPieces);
    const blocks = pairsToBlocks(texts, toPairs(texts, []), stepMax);
    const body = bodyToCells(blocks, [], columns, xs, offset, false);
    const inner = body.rows.slice(1).map(({ y0 }, index) => ((body.rows[index]?.y1 ?? y0) + y0) / 2);
    borders.push(...inner, bottom);
    cells.push(...body.cells.map((cell) => setHeight(cell, borders)));
  }
  // Merged cells over rows above a split one keep their rows.
  return { ...grid, ys: borders, cells };
}

function setHeight(cell: PageCell, ys: readonly number[]): PageCell {
  const [y0, y1] = [ys[cell.row] ?? cell.box.y0, ys[cell.row + cell.rowSpan] ?? cell.box.y1];
  return { ...cell, box: { ...cell.box, y0, y1 } };
}

function toPieces({ words }: PageCell): Piece[] {
  return wordsToLines(words.filter(({ angle }) => angle === 0)).map((line) => toPiece(line.words));
}

/** Whole figures one under another, with texts or figures of another cell at the same heights. */
function holdsRows(cells: readonly PageCell[]): boolean {
  if (cells.some(({ words }) => words.some(({ angle }) => angle !== 0))) return false;
  const lines = cells.map(toPieces);
  const stacks = lines.filter((own) => own.length >= 2 && own.every(isFigure));
  const amounts = stacks.filter(holdsAmounts);
  const sure = amounts.length > 0 ? amounts : stacks.filter((own) => own.length >= ROWS_CERTAIN);
  return sure.some((stack) => {
    const beside = lines.filter((own) => own !== stack && own.length >= 2);
    const alike = beside.filter((own) => {
      const shared = own.filter((line) => stack.some((other) => isLevel(line, other))).length;
      return shared >= Math.min(own.length, stack.length);
    });
    return alike.length > 0;
  });
}

/** Amounts one under another, beside marks for none; 100.0 over 0 is one amount that found no room. */
function holdsAmounts(stack: readonly Piece[]): boolean {
  const whole = stack.filter(isWholeAmount).length;
  const isEach = stack.every((piece) => isWholeAmount(piece) || NIL.test(textOf(piece)));
  return whole >= 2 || (whole === 1 && isEach && !WHOLE_AMOUNT.test(stack.map(textOf).join('')));
}

const textOf = ({ words }: Piece): string => words.map(({ text }) => text).join('');
const isWholeAmount = (piece: Piece): boolean => WHOLE_AMOUNT.test(textOf(piece));
const isFigure = (piece: Piece): boolean =>
  piece.isNumber || isWholeAmount(piece) || NIL.test(textOf(piece)) || /^\d{3,8}$/.test(textOf(piece));

function isLevel(a: Piece, b: Piece): boolean {
  return Math.abs(middle(a) - middle(b)) < 0.35 * a.size;
}
