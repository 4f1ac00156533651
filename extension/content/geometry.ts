/** Geometry of the marks, in CSS pixels of the viewport. Pure: boxes in, boxes and paths out. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const width = (box: Box) => box.right - box.left;
export const height = (box: Box) => box.bottom - box.top;
const area = (box: Box) => Math.max(0, width(box)) * Math.max(0, height(box));

export function intersect(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

export const isEmpty = (box: Box) => width(box) <= 0 || height(box) <= 0;

export function inflate(box: Box, by: number): Box {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

function boxAt(left: number, top: number, size: Size): Box {
  return { left, top, right: left + size.width, bottom: top + size.height };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  readonly left: number;
  readonly top: number;
  /** On which side of the figure it stands, for the little arrow. */
  readonly side: 'right' | 'left' | 'below' | 'above' | 'over';
  /** Set where the popover has to be lower than it would be: its content then scrolls. */
  readonly heightMax?: number;
}

/** Distance between a figure and its popover. */
const GAP = 12;
/** Nothing comes nearer to the window's edge. */
const MARGIN = 8;
/** A popover lower than this shows too little to be read. */
const HEIGHT_MIN = 140;

/**
 * Where a popover goes: beside its figure, inside the window, never over the figure, and over as little as can be of
 * the addends and of our bar (`avoid`). With no room for all of it, it stands below or above, lower than it would be; on the
 * smallest windows it goes into the corner that is farthest from the figure. Nothing goes above `top`.
 */
export function placePopover(anchor: Box, size: Size, view: Size, avoid: readonly Box[], top = 0): Placement {
  const maxLeft = Math.max(MARGIN, view.width - size.width - MARGIN);
  const maxTop = Math.max(MARGIN, view.height - size.height - MARGIN);
  const clampLeft = (left: number) => Math.min(Math.max(left, MARGIN), maxLeft);
  const clampTop = (wanted: number) => Math.min(Math.max(wanted, top + MARGIN), maxTop);
  const beside = clampTop(anchor.top - 24);
  const along = clampLeft(anchor.right - size.width);
  const candidates: readonly Placement[] = [
    { side: 'right', left: anchor.right + GAP, top: beside },
    { side: 'left', left: anchor.left - GAP - size.width, top: beside },
    { side: 'below', left: along, top: anchor.bottom + GAP },
    { side: 'below', left: clampLeft(anchor.left), top: anchor.bottom + GAP },
    { side: 'above', left: along, top: anchor.top - GAP - size.height },
    { side: 'above', left: clampLeft(anchor.left), top: anchor.top - GAP - size.height },
  ];
  const window: Box = { left: 0, top, right: view.width, bottom: view.height };
  const fits = (placement: Placement) => {
    const box = boxAt(placement.left, placement.top, size);
    return area(intersect(box, window)) >= area(box) - 1;
  };
  const covered = (placement: Placement) => {
    const box = boxAt(placement.left, placement.top, size);
    return avoid.reduce((sum, other) => {
      const common = intersect(box, other);
      return sum + (isEmpty(common) ? 0 : area(common));
    }, 0);
  };
  const fitting = candidates.filter(fits);
  if (fitting.length > 0)
    return fitting.reduce((best, next) => (covered(next) < covered(best) ? next : best));
  const below = view.height - anchor.bottom - GAP - MARGIN;
  const above = anchor.top - GAP - MARGIN - top;
  if (Math.max(below, above) >= HEIGHT_MIN) {
    return below >= above
      ? { side: 'below', left: along, top: anchor.bottom + GAP, heightMax: below }
      : { side: 'above', left: along, top: top + MARGIN, heightMax: above };
  }
  const middle = (anchor.left + anchor.right) / 2 < view.width / 2 ? maxLeft : MARGIN;
  const low = (anchor.top + anchor.bottom) / 2 < view.height / 2 ? maxTop : MARGIN;
  return { side: 'over', left: middle, top: low };
}

export interface Path {
  /** SVG path data. */
  readonly data: string;
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** How far the bracket stands out from the figures it joins. */
const BRACKET = 14;

/**
 * The line from a figure to its addends: a bracket at the left of a column, or above a row, with a dot at each addend.
 *
 *     ┌── 18,003,263        ┌────────┬──────┐
 *     ├─● 10,448,833       total     ●a     ●b
 *     └─●  1,054,430
 */
export function pathBetween(figure: Box, addends: readonly Box[]): Path {
  if (addends.length === 0) return { data: '', dots: [] };
  const all = [figure, ...addends];
  const isRow = addends.every((box) => Math.abs(middleY(box) - middleY(figure)) < height(figure) / 2);
  if (isRow) {
    const y = round(Math.min(...all.map((box) => box.top)) - BRACKET / 2);
    const xs = addends.map((box) => round((box.left + box.right) / 2));
    const from = round((figure.left + figure.right) / 2);
    const stubs = addends.map((box, index) => `M${xs[index]} ${y}V${round(box.top)}`);
    const data = `M${from} ${round(figure.top)}V${y}M${Math.min(from, ...xs)} ${y}H${Math.max(from, ...xs)}${stubs.join('')}`;
    return { data, dots: addends.map((box, index) => ({ x: xs[index] as number, y: round(box.top) })) };
  }
  const x = round(Math.min(...all.map((box) => box.left)) - BRACKET);
  const ys = addends.map((box) => round(middleY(box)));
  const from = round(middleY(figure));
  const stubs = addends.map((box, index) => `M${x} ${ys[index]}H${round(box.left)}`);
  const data = `M${round(figure.left)} ${from}H${x}M${x} ${Math.min(from, ...ys)}V${Math.max(from, ...ys)}${stubs.join('')}`;
  return { data, dots: addends.map((box, index) => ({ x: round(box.left), y: ys[index] as number })) };
}

const middleY = (box: Box) => (box.top + box.bottom) / 2;
/** Half pixels, so that a line of one pixel is one pixel. */
const round = (value: number) => Math.round(value) + 0.5;
