import type { Rect } from '../../model/place.ts';
import type { SourcePage } from '../../model/source.ts';

/** A box on a sheet: points, origin top left, x to the right, y downwards. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A page turned so that most of its text is upright, with its lines apart by direction. */
export interface Sheet {
  /** Page number from 1. */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly words: readonly SheetWord[];
  readonly horizontals: readonly Edge[];
  readonly verticals: readonly Edge[];
  /** Box on the sheet → rectangle in unrotated page space. */
  readonly toRect: (box: Box) => Rect;
}

export interface SheetWord extends Box {
  readonly text: string;
  readonly size: number;
  /** Counter-clockwise turn of the text against the sheet. */
  readonly angle: 0 | 90 | 180 | 270;
  readonly bold: boolean;
}

/** A straight line at `at` (y of a horizontal, x of a vertical) from `from` to `to`. */
export interface Edge {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** True for the edge of a filled area only. */
  readonly isShade: boolean;
}

/**
 * Page → sheet. The turn comes from the text itself and not from /Rotate, which some programs set on pages whose text
 * already stands upright.
 */
export function pageToSheet(given: SourcePage): Sheet {
  const unit = given.userUnit ?? 1;
  const page = unit === 1 ? given : inPoints(given, unit);
  const [left, bottom, right, top] = page.box;
  const turn = mainAngle(page);
  const place = (rect: Rect): Box => {
    const [x0, y0, x1, y1] = rect;
    switch (turn) {
      case 0:
        return { x0: x0 - left, y0: top - y1, x1: x1 - left, y1: top - y0 };
      case 90:
        return { x0: y0 - bottom, y0: x0 - left, x1: y1 - bottom, y1: x1 - left };
      case 180:
        return { x0: right - x1, y0: y0 - bottom, x1: right - x0, y1: y1 - bottom };
      case 270:
        return { x0: top - y1, y0: right - x1, x1: top - y0, y1: right - x0 };
    }
  };
  const toPoints = ({ x0, y0, x1, y1 }: Box): Rect => {
    switch (turn) {
      case 0:
        return [left + x0, top - y1, left + x1, top - y0];
      case 90:
        return [left + y0, bottom + x0, left + y1, bottom + x1];
      case 180:
        return [right - x1, bottom + y0, right - x0, bottom + y1];
      case 270:
        return [right - y1, top - x1, right - y0, top - x0];
    }
  };
  const toRect = (box: Box): Rect => scale(toPoints(box), 1 / unit);
  const isTurned = turn === 90 || turn === 270;
  const width = isTurned ? top - bottom : right - left;
  const height = isTurned ? right - left : top - bottom;
  const words = page.words.map((word): SheetWord => {
    const { text, size, bold } = word;
    return { ...place(word.rect), text, size, bold, angle: ((word.angle - turn + 360) % 360) as 0 };
  });
  const horizontals: Edge[] = [];
  const verticals: Edge[] = [];
  for (const ruling of page.rulings) {
    const box = place(ruling.rect);
    const isHorizontal = (ruling.direction === 'horizontal') !== isTurned;
    const isShade = ruling.edge === true;
    if (isHorizontal) horizontals.push({ at: (box.y0 + box.y1) / 2, from: box.x0, to: box.x1, isShade });
    else verticals.push({ at: (box.x0 + box.x1) / 2, from: box.y0, to: box.y1, isShade });
  }
  return { page: page.number, width, height, words, horizontals, verticals, toRect };
}

function scale([left, bottom, right, top]: Rect, factor: number): Rect {
  return factor === 1
    ? [left, bottom, right, top]
    : [left * factor, bottom * factor, right * factor, top * factor];
}

/** A page whose unit is not a point, in points: sizes and gaps are judged in them. */
function inPoints(page: SourcePage, unit: number): SourcePage {
  const words = page.words.map((word) => ({
    ...word,
    rect: scale(word.rect, unit),
    size: word.size * unit,
  }));
  const rulings = page.rulings.map((ruling) => ({ ...ruling, rect: scale(ruling.rect, unit) }));
  return { ...page, box: scale(page.box, unit), words, rulings };
}

/** The direction in which most characters of a page are written. */
function mainAngle(page: SourcePage): 0 | 90 | 180 | 270 {
  const counts = { 0: 0, 90: 0, 180: 0, 270: 0 };
  for (const { angle, text } of page.words) counts[angle] += text.length;
  const angles = [0, 90, 180, 270] as const;
  return angles.reduce(
    (best, angle) => (counts[angle] > counts[best] ? angle : best),
    0 as const as 0 | 90 | 180 | 270,
  );
}

export function unionBox(boxes: readonly Box[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    x0 = Math.min(x0, box.x0);
    y0 = Math.min(y0, box.y0);
    x1 = Math.max(x1, box.x1);
    y1 = Math.max(y1, box.y1);
  }
  return { x0, y0, x1, y1 };
}

export function holdsMiddle(box: Box, word: Box): boolean {
  const x = (word.x0 + word.x1) / 2;
  const y = (word.y0 + word.y1) / 2;
  return x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1;
}
