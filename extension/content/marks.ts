/** The marks of a review over a page: a box for each finding and its copies, a tick beside each figure that was checked. */
import type { FigureMark, FindingMark, OverlayModel } from '../messages.ts';
import { h, s, tickIcon, tickPath } from './draw.ts';
import { type Box, height, inflate, width } from './geometry.ts';
import { boxOnPage, figureBox, placeKey, type Sight, textBox } from './places.ts';
import { isCell, type Resolved, resolveSpot } from './resolve.ts';

export interface FigureNode {
  readonly mark: FigureMark;
  resolved: Resolved | undefined;
  /** Absent where a finding's box says all, and where the page no longer says what was reviewed. */
  readonly node: SVGElement | undefined;
}

export interface FindingNode {
  readonly mark: FindingMark;
  /** The finding is about a table as a whole. */
  readonly isWhole: boolean;
  resolved: Resolved | undefined;
  readonly button: HTMLButtonElement;
  readonly copies: readonly { resolved: Resolved | undefined; readonly button: HTMLButtonElement }[];
}

/** Finds the places of a model on the page, makes their nodes, and keeps both together as the page moves and changes. */
export class Marks {
  readonly findings: readonly FindingNode[];
  readonly figures: readonly FigureNode[];
  readonly #page: Document;
  #byElement = new Map<Element, FigureNode[]>();

  /**
   * @param layer Takes the ticks.
   * @param boxes Takes the boxes, which are buttons.
   * @param onChoose A box was pressed.
   */
  constructor(
    page: Document,
    model: OverlayModel,
    layer: Element,
    boxes: Element,
    onChoose: (finding: string) => void,
  ) {
    this.#page = page;
    this.findings = model.findings.map((mark) => this.#findingNode(mark, boxes, onChoose));
    const covered = new Set(
      this.findings.flatMap(({ resolved, copies }) =>
        [resolved, ...copies.map((copy) => copy.resolved)].map(placeKey),
      ),
    );
    this.figures = model.figures.map((mark) => this.#figureNode(mark, layer, covered));
    this.#fileFigures();
  }

  /** Finds all places again: the page was changed. */
  lookAgain(): void {
    for (const figure of this.figures)
      figure.resolved = resolveSpot(this.#page, figure.mark, figure.mark.occurrence);
    for (const finding of this.findings) {
      finding.resolved = resolveSpot(this.#page, finding.mark);
      finding.copies.forEach((copy, index) => {
        copy.resolved = resolveSpot(this.#page, finding.mark.also[index] ?? finding.mark);
      });
    }
    this.#fileFigures();
  }

  /** Moves every node to where its place stands now; nothing is shown of what is out of sight or switched off. */
  place(sight: Sight, areShown: boolean, selected: string | null): void {
    for (const figure of this.figures) placeFigure(figure, sight, areShown);
    for (const { mark, button, resolved, isWhole, copies } of this.findings) {
      placeBox(button, resolved, sight, areShown);
      button.classList.toggle('tight', !isWhole && !hasRoomForSign(resolved));
      button.classList.toggle('lit', mark.id === selected);
      for (const copy of copies) placeBox(copy.button, copy.resolved, sight, areShown);
    }
  }

  finding(id: string | null): FindingNode | undefined {
    return this.findings.find(({ mark }) => mark.id === id);
  }

  /** The figure that stands at a place, if one was checked there. */
  figureOf(place: Resolved): FigureNode | undefined {
    const key = placeKey(place);
    return this.figures.find(({ resolved }) => resolved && placeKey(resolved) === key);
  }

  /** The figure beneath the pointer. */
  figureAt({ target, clientX: x, clientY: y }: PointerEvent): FigureNode | undefined {
    let at = target instanceof Element ? target : null;
    for (let up = 0; at && up < 8; at = at.parentElement, up += 1) {
      const found = this.#byElement.get(at)?.find(({ node, resolved }) => {
        const box = node && resolved ? figureBox(resolved) : undefined;
        return box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      });
      if (found) return found;
    }
    return undefined;
  }

  #fileFigures(): void {
    this.#byElement = new Map();
    for (const figure of this.figures) {
      if (!figure.resolved) continue;
      const list = this.#byElement.get(figure.resolved.element);
      if (list) list.push(figure);
      else this.#byElement.set(figure.resolved.element, [figure]);
    }
  }

  #findingNode(mark: FindingMark, boxes: Element, onChoose: (finding: string) => void): FindingNode {
    const resolved = resolveSpot(this.#page, mark);
    const isBlank = mark.quote === '' && resolved !== undefined && isCell(resolved.element);
    // A whole table is outlined, and only the sign at its corner takes the pointer: its figures stay in reach.
    const isWhole = mark.quote === '' && !isBlank;
    const kind = `box ${mark.severity}${isBlank ? ' blank' : ''}${isWhole ? ' whole' : ''}`;
    const box = (kind: string) => {
      const made = h('button', { type: 'button', class: kind, 'aria-label': mark.name }) as HTMLButtonElement;
      made.addEventListener('click', () => onChoose(mark.id));
      return made;
    };
    const button = box(kind);
    if (isBlank) button.append(mark.blank ?? '');
    else if (mark.severity === 'error' || isWhole)
      button.append(h('span', { class: 'square' }, tickIcon('≠')));
    if (mark.decision !== 'open' && mark.decision !== 'confirmed') button.classList.add('decided');
    const copies = mark.also.map((spot) => ({
      resolved: resolveSpot(this.#page, spot),
      button: box(`${kind} copy`),
    }));
    boxes.append(button, ...copies.map((copy) => copy.button));
    return { mark, resolved, button, copies, isWhole };
  }

  #figureNode(mark: FigureMark, layer: Element, covered: ReadonlySet<string>): FigureNode {
    const resolved = resolveSpot(this.#page, mark, mark.occurrence);
    if (!resolved || resolved.changed || covered.has(placeKey(resolved)))
      return { mark, resolved, node: undefined };
    const node = mark.state === 'not-checked' ? s('path', { class: 'unchecked' }) : tickPath(tickOf(mark));
    layer.append(node);
    return { mark, resolved, node };
  }
}

function placeFigure({ mark, resolved, node }: FigureNode, sight: Sight, isShown: boolean): void {
  if (!node) return;
  const text = resolved ? textBox(resolved) : undefined;
  const place = isShown && resolved && text ? sight.visiblePart(resolved.element, text) : undefined;
  if (!resolved || !text || !place) {
    node.style.display = 'none';
    return;
  }
  node.style.display = '';
  if (mark.state === 'not-checked') {
    const y = Math.round(text.bottom) + 0.5;
    node.setAttribute('d', `M${text.left} ${y}H${text.right}`);
    return;
  }
  // Left of the figure, since figures are flush right; inside the cell where it is that tight.
  const cell = boxOnPage(resolved.element);
  const x = isCell(resolved.element) ? Math.max(text.left - 17, cell.left + 1) : text.left - 13;
  node.setAttribute('transform', `translate(${x} ${(text.top + text.bottom) / 2 - 6})`);
}

function placeBox(
  button: HTMLButtonElement,
  resolved: Resolved | undefined,
  sight: Sight,
  isShown: boolean,
): void {
  const full = resolved ? figureBox(resolved) : undefined;
  const part = isShown && resolved && full ? sight.visiblePart(resolved.element, full) : undefined;
  // A little beyond the cell: figures stand close to its edge.
  const box = part && resolved && isCell(resolved.element) ? inflate(part, 2) : part;
  button.classList.toggle('hidden', !box);
  if (box) moveTo(button, box);
}

function moveTo({ style }: HTMLElement, box: Box): void {
  style.left = `${box.left}px`;
  style.top = `${box.top}px`;
  style.width = `${width(box)}px`;
  style.height = `${height(box)}px`;
}

/** The ≠ stands left of a figure that is flush right; never over the text. */
function hasRoomForSign(resolved: Resolved | undefined): boolean {
  if (!resolved || !isCell(resolved.element)) return false;
  const text = textBox(resolved);
  return text !== undefined && text.left - boxOnPage(resolved.element).left > 20;
}

function tickOf(mark: FigureMark): string {
  if (mark.state === 'differs') return '≠';
  return mark.tick === '' ? (mark.state === 'within-rounding' ? '≈' : '✓') : mark.tick;
}
