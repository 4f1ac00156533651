/** Where the places of a review stand in the window, and what of them the reader sees. */
import { type Box, inflate, intersect, isEmpty } from './geometry.ts';
import { isCell, type Resolved } from './resolve.ts';

/** Looking for fixed bars costs a style of each element; larger pages go without. */
const ELEMENTS_MAX = 40_000;

/** A figure in a table is its cell; in running text, its own characters. */
export function figureBox({ element, range }: Resolved): Box | undefined {
  if (isCell(element) || !range) {
    const box = boxOnPage(element);
    return isEmpty(box) ? undefined : box;
  }
  const box = boxOnPage(range);
  return isEmpty(box) ? undefined : inflate(box, 2);
}

export function textBox({ element, range }: Resolved): Box | undefined {
  const box = boxOnPage(range ?? element);
  return isEmpty(box) ? undefined : box;
}

/** Box in the window of the page: what stands in a frame is as far off as its frame. */
export function boxOnPage(target: Element | Range): Box {
  let { left, top, right, bottom } = toBox(target.getBoundingClientRect());
  const owner = target instanceof Range ? target.startContainer.ownerDocument : target.ownerDocument;
  for (let view = owner?.defaultView; view && view !== window; ) {
    const frame: Element | null = view.frameElement;
    if (!frame) break;
    const outer = frame.getBoundingClientRect();
    const [dx, dy] = [outer.left + frame.clientLeft, outer.top + frame.clientTop];
    [left, top, right, bottom] = [left + dx, top + dy, right + dx, bottom + dy];
    view = frame.ownerDocument.defaultView;
  }
  return { left, top, right, bottom };
}

export function toBox({ left, top, right, bottom }: DOMRect): Box {
  return { left, top, right, bottom };
}

/** What stands between a place and the reader: scrolling parents and fixed bars. Looked for once, until the page changes. */
export class Sight {
  readonly #page: Document;
  #obstacles: readonly Element[];
  #clips = new WeakMap<Element, readonly Element[]>();

  constructor(page: Document) {
    this.#page = page;
    this.#obstacles = this.#findObstacles();
  }

  /** The page, or the window, is another by now. */
  lookAgain(): void {
    this.#clips = new WeakMap();
    this.#obstacles = this.#findObstacles();
  }

  /** The part of a box that the reader sees: inside the window and all scrolling parents, and not beneath a fixed bar. */
  visiblePart(element: Element, box: Box): Box | undefined {
    let part = intersect(box, { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight });
    if (isEmpty(part)) return undefined;
    for (const clip of this.#clipsOf(element)) {
      part = intersect(part, boxOnPage(clip));
      if (isEmpty(part)) return undefined;
    }
    const x = (part.left + part.right) / 2;
    const y = (part.top + part.bottom) / 2;
    for (const obstacle of this.#obstacles) {
      if (obstacle.contains(element)) continue;
      const over = toBox(obstacle.getBoundingClientRect());
      if (x > over.left && x < over.right && y > over.top && y < over.bottom) return undefined;
    }
    return part;
  }

  #clipsOf(element: Element): readonly Element[] {
    const known = this.#clips.get(element);
    if (known) return known;
    const found: Element[] = [];
    for (let at = parentOnPage(element); at && at !== this.#page.body; at = parentOnPage(at)) {
      if (/^i?frame$/.test(at.localName)) found.push(at);
      const { overflowX, overflowY, display } = getComputedStyle(at);
      if ((overflowX !== 'visible' || overflowY !== 'visible') && display !== 'inline') found.push(at);
    }
    this.#clips.set(element, found);
    return found;
  }

  #findObstacles(): readonly Element[] {
    const all = this.#page.body?.getElementsByTagName('*') ?? [];
    if (all.length > ELEMENTS_MAX) return [];
    return [...all].filter((element) => {
      const { position, visibility, pointerEvents } = getComputedStyle(element);
      const isStuck = position === 'fixed' || position === 'sticky';
      return isStuck && visibility === 'visible' && pointerEvents !== 'none';
    });
  }
}

/** The element around, out of shadow trees and frames. */
function parentOnPage(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) return root.host;
  return element.ownerDocument.defaultView?.frameElement ?? null;
}

/** One text of one element: tells whether two places are the same. */
export function placeKey(resolved: Resolved | undefined): string {
  if (!resolved) return '';
  const { element, range } = resolved;
  const ids = elementIds;
  const id = ids.get(element) ?? nextId();
  ids.set(element, id);
  return `${id}:${isCell(element) ? '' : `${range?.startOffset ?? ''}-${range?.endOffset ?? ''}`}`;
}

const elementIds = new WeakMap<Element, number>();
let lastId = 0;
function nextId(): number {
  lastId += 1;
  return lastId;
}
