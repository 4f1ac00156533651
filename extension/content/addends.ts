/** The path from a figure to its addends: lines on the page, pills for those that stand elsewhere. */
import { s } from './draw.ts';
import { type Box, height, pathBetween, width } from './geometry.ts';
import { figureBox } from './places.ts';
import type { Resolved } from './resolve.ts';

export interface Addends {
  readonly path: readonly { readonly label: string; readonly resolved?: Resolved }[];
  /** One for each step of the path, in its order. */
  readonly pills: readonly HTMLButtonElement[];
}

const PILLS_MAX = 6;
const PILL_PITCH = 26;

/**
 * Draws lines to addends of the same table and pills for those elsewhere.
 *
 * @param layer Keeps its line from frame to frame, so that it is drawn in once.
 * @returns The boxes of addends that should stay in sight.
 */
export function drawAddends(
  layer: Element,
  { path, pills }: Addends,
  subject: Resolved,
  figure: Box,
): readonly Box[] {
  const table = subject.element.closest('table');
  const near: Box[] = [];
  const far: number[] = [];
  path.forEach(({ resolved }, index) => {
    const box = resolved ? figureBox(resolved) : undefined;
    if (resolved && box && resolved.element.closest('table') === table && table !== null) near.push(box);
    else far.push(index);
  });
  const { data, dots } = pathBetween(figure, near);
  const washes = near.map((box) =>
    s('rect', {
      class: 'addend',
      x: `${box.left}`,
      y: `${box.top}`,
      width: `${width(box)}`,
      height: `${height(box)}`,
    }),
  );
  const known = layer.querySelector('.path');
  const line = known ?? s('path', { class: 'path', pathLength: '1' });
  line.setAttribute('d', data);
  const points = dots.map(({ x, y }) => s('circle', { class: 'dot', cx: `${x}`, cy: `${y}`, r: '3' }));
  for (const child of [...layer.children]) if (child !== line) child.remove();
  layer.prepend(...washes);
  if (!known) layer.append(line);
  layer.append(...points);
  placePills(pills, far, [figure, ...near]);
  return near;
}

function placePills(
  pills: readonly HTMLButtonElement[],
  far: readonly number[],
  boxes: readonly Box[],
): void {
  const left = Math.min(...boxes.map((box) => box.left)) - 4;
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  pills.forEach((pill, index) => {
    const row = far.indexOf(index);
    pill.classList.toggle('hidden', row < 0 || row >= PILLS_MAX);
    pill.style.left = `${left}px`;
    pill.style.top = `${bottom + 6 + row * PILL_PITCH}px`;
  });
}
