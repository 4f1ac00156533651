import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Box,
  intersect,
  isEmpty,
  pathBetween,
  placePopover,
} from '../../../extension/content/geometry.ts';

const view = { width: 1280, height: 800 };
const size = { width: 340, height: 300 };
const boxAt = ({ left, top }: { left: number; top: number }): Box => ({
  left,
  top,
  right: left + size.width,
  bottom: top + size.height,
});

describe('placePopover', () => {
  it('stands right of its figure where there is room', () => {
    const anchor = { left: 500, top: 300, right: 620, bottom: 326 };
    expect(placePopover(anchor, size, view, [anchor])).toMatchObject({ side: 'right', left: 632 });
  });

  it('keeps off the addends', () => {
    const anchor = { left: 500, top: 300, right: 620, bottom: 326 };
    const addends = [640, 760, 880].map((left) => ({ left, top: 300, right: left + 100, bottom: 326 }));
    const placed = boxAt(placePopover(anchor, size, view, [anchor, ...addends]));
    for (const addend of addends) expect(isEmpty(intersect(placed, addend))).toBe(true);
  });

  it('stands lower than it would be in a window without room, below our bar', () => {
    const anchor = { left: 200, top: 300, right: 340, bottom: 330 };
    const small = { width: 360, height: 640 };
    const tall = { width: 340, height: 420 };
    const { side, top, heightMax = 0 } = placePopover(anchor, tall, small, [anchor], 48);
    expect(side).toBe('below');
    expect(top).toBeGreaterThanOrEqual(anchor.bottom);
    expect(top + heightMax).toBeLessThanOrEqual(small.height);
  });

  it('never covers its figure and never leaves the window', () => {
    const anchors = fc.record({
      left: fc.integer({ min: 0, max: 1200 }),
      top: fc.integer({ min: 0, max: 760 }),
      width: fc.integer({ min: 20, max: 79 }),
      height: fc.integer({ min: 12, max: 39 }),
    });
    fc.assert(
      fc.property(anchors, ({ left, top, width, height }) => {
        const anchor = { left, top, right: left + width, bottom: top + height };
        const placed = boxAt(placePopover(anchor, size, view, [anchor]));
        expect(isEmpty(intersect(placed, anchor))).toBe(true);
        expect(placed.left).toBeGreaterThanOrEqual(0);
        expect(placed.top).toBeGreaterThanOrEqual(0);
        expect(placed.right).toBeLessThanOrEqual(view.width);
        expect(placed.bottom).toBeLessThanOrEqual(view.height);
      }),
    );
  });
});

describe('pathBetween', () => {
  const cell = (left: number, top: number): Box => ({ left, top, right: left + 100, bottom: top + 20 });

  it('draws a bracket left of a column, with a dot at each addend', () => {
    const path = pathBetween(cell(300, 100), [cell(300, 120), cell(300, 160)]);
    expect(path.dots).toEqual([
      { x: 300.5, y: 130.5 },
      { x: 300.5, y: 170.5 },
    ]);
    expect(path.data).toBe('M300.5 110.5H286.5M286.5 110.5V170.5M286.5 130.5H300.5M286.5 170.5H300.5');
  });

  it('draws a bracket above a row', () => {
    const path = pathBetween(cell(100, 100), [cell(200, 100), cell(300, 100)]);
    expect(path.dots.map(({ y }) => y)).toEqual([100.5, 100.5]);
    expect(path.data).toContain('H350.5');
  });

  it('draws nothing without addends', () => {
    expect(pathBetween(cell(0, 0), [])).toEqual({ data: '', dots: [] });
  });
});
