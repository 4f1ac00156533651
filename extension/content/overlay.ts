import type {
  DECISION_STATES,
  Explanation,
  FigureMark,
  FindingMark,
  OverlayModel,
  Shown,
  Spot,
} from '../messages.ts';
import { brandIcon, closeIcon, h, nextIcon, previousIcon, s, tickIcon, tickPath } from './draw.ts';
import {
  type Box,
  height,
  inflate,
  intersect,
  isEmpty,
  pathBetween,
  placePopover,
  width,
} from './geometry.ts';
import { drawPopover, showDecision } from './popover.ts';
import { isCell, type Resolved, resolveSpot } from './resolve.ts';
import { STYLE } from './style.ts';
import { WORDS } from './words.ts';

type Decision = (typeof DECISION_STATES)[number];

/** What the overlay asks of, and tells to, the panel. */
export interface OverlayCalls {
  readonly explainFinding: (id: string) => Promise<Explanation | null>;
  readonly explainFigure: (index: number) => Promise<Explanation | null>;
  readonly selected: (finding: string | null) => void;
  readonly popover: (open: boolean) => void;
  readonly decide: (finding: string, decision: Decision) => void;
  readonly pageChanged: (changed: number, missing: number) => void;
  readonly closed: () => void;
}

export interface Overlay {
  /** Our own element in the page: no part of what is captured. */
  readonly host: Element;
  readonly shown: Shown;
  /** Selects a finding, scrolls to it and opens its popover. False where it has no place on this page. */
  light(finding: string | null): boolean;
  point(spot: Spot): boolean;
  setMarks(shown: boolean): void;
  decided(finding: string, decision: Decision): void;
  /** Takes everything away. `tell`: the reader closed it, so the panel should know. */
  close(tell: boolean): void;
}

/** Hovering shows a popover after this long, focusing at once. */
const HOVER_MS = 120;
/** Time to move the pointer from a figure into its popover. */
const LEAVE_MS = 220;
/** A page that is being rewritten is looked at again when it has come to rest. */
const SETTLE_MS = 800;
/** Looking for fixed bars costs a style of each element; larger pages go without. */
const ELEMENTS_MAX = 40_000;

/** What a popover is about. */
type Subject =
  | { readonly kind: 'finding'; readonly id: string; readonly spot: Resolved }
  | { readonly kind: 'figure'; readonly index: number; readonly spot: Resolved };

interface Open {
  readonly subject: Subject;
  readonly element: HTMLElement;
  readonly path: readonly { readonly label: string; readonly resolved?: Resolved }[];
  readonly pills: readonly HTMLButtonElement[];
}

interface FigureNode {
  readonly mark: FigureMark;
  resolved: Resolved | undefined;
  readonly node: SVGElement | undefined;
}

interface FindingNode {
  readonly mark: FindingMark;
  /** The finding is about a table as a whole. */
  readonly isWhole: boolean;
  resolved: Resolved | undefined;
  readonly button: HTMLButtonElement;
  readonly copies: readonly { readonly resolved: Resolved; readonly button: HTMLButtonElement }[];
}

/**
 * Draws the marks of a review over a live page: ticks, boxes, the path from a figure to its addends, the popover with the
 * arithmetic and the floating bar. Everything stands in a closed shadow tree inside one element in the top layer; the page
 * itself is not touched, and `close` takes the one element and every listener away.
 */
export function createOverlay(page: Document, model: OverlayModel, calls: OverlayCalls): Overlay {
  const words = WORDS[model.lang];
  const ending = new AbortController();
  const { signal } = ending;
  const host = page.createElement('tieout-overlay');
  host.setAttribute('popover', 'manual');
  host.setAttribute('lang', model.lang === 'zh' ? 'zh-CN' : 'en');
  const root = host.attachShadow({ mode: 'closed' });
  addStyle(root);

  const layer = s('svg', { class: 'layer', 'aria-hidden': 'true' });
  const boxes = h('div', { class: 'marks' });
  const pathLayer = s('svg', { class: 'layer', 'aria-hidden': 'true' });
  const floats = h('div', { class: 'marks' });
  const position = h('span', { class: 'position', role: 'status' });
  const bar = drawBar();

  let selected: string | null = null;
  let pinned: Open | undefined;
  let hovered: Open | undefined;
  let wanted: Subject | undefined;
  let marksShown = true;
  let obstacles: readonly Element[] = [];
  let clips = new WeakMap<Element, readonly Element[]>();
  let frame = 0;
  let settle = 0;
  let reported = '';

  const findings: readonly FindingNode[] = model.findings.map(findingNode);
  const covered = new Set(
    findings
      .flatMap(({ resolved, copies }) => [resolved, ...copies.map((copy) => copy.resolved)])
      .map(textKey),
  );
  const figures: readonly FigureNode[] = model.figures.map(figureNode);
  const byElement = new Map<Element, FigureNode[]>();
  for (const figure of figures) {
    if (!figure.resolved) continue;
    const list = byElement.get(figure.resolved.element);
    if (list) list.push(figure);
    else byElement.set(figure.resolved.element, [figure]);
  }

  root.append(layer, boxes, pathLayer, floats, bar);
  page.documentElement.append(host);
  if (typeof host.showPopover === 'function') host.showPopover();
  findObstacles();
  listen();
  render();

  const shown = countShown();
  reported = `${shown.changed} ${shown.missing}`;
  return { host, shown, light, point, setMarks, decided, close };

  // ---- nodes -------------------------------------------------------------------------------------------------------------

  function findingNode(mark: FindingMark): FindingNode {
    const resolved = resolveSpot(page, mark);
    const isBlank = mark.quote === '' && resolved !== undefined && isCell(resolved.element);
    // A whole table is outlined, and only the sign at its corner takes the pointer: its figures stay in reach.
    const isWhole = mark.quote === '' && !isBlank;
    const kind = `box ${mark.severity}${isBlank ? ' blank' : ''}${isWhole ? ' whole' : ''}`;
    const button = boxButton(kind, mark.name, () => choose(mark.id, true));
    if (isBlank) button.append(mark.blank ?? '');
    else if (mark.severity === 'error' || isWhole)
      button.append(h('span', { class: 'square' }, tickIcon('≠')));
    button.addEventListener('focus', () => {
      if (resolved) void openHover({ kind: 'finding', id: mark.id, spot: resolved });
    });
    if (mark.decision !== 'open' && mark.decision !== 'confirmed') button.classList.add('decided');
    const copies = mark.also.flatMap((spot) => {
      const copy = resolveSpot(page, spot);
      if (!copy) return [];
      return [{ resolved: copy, button: boxButton(`${kind} copy`, mark.name, () => choose(mark.id, true)) }];
    });
    boxes.append(button, ...copies.map((copy) => copy.button));
    return { mark, resolved, button, copies, isWhole };
  }

  function boxButton(kind: string, name: string, onClick: () => void): HTMLButtonElement {
    const button = h('button', { type: 'button', class: kind, 'aria-label': name }) as HTMLButtonElement;
    button.addEventListener('click', onClick);
    return button;
  }

  function figureNode(mark: FigureMark): FigureNode {
    const resolved = resolveSpot(page, mark, mark.occurrence);
    if (!resolved || resolved.changed || covered.has(textKey(resolved)))
      return { mark, resolved, node: undefined };
    const node = mark.state === 'not-checked' ? s('path', { class: 'unchecked' }) : tickPath(tickOf(mark));
    layer.append(node);
    return { mark, resolved, node };
  }

  function drawBar(): HTMLElement {
    const { counts } = model;
    const count = (sign: SVGElement | HTMLElement, value: number, label: string, tone = '') =>
      h(
        'span',
        { class: `count ${tone}`, title: label, 'aria-label': `${label} ${value}` },
        sign,
        value.toLocaleString('en'),
      );
    const button = (icon: SVGElement, label: string, act: () => void) => {
      const made = h('button', { type: 'button', class: 'ib', title: label, 'aria-label': label }, icon);
      made.addEventListener('click', act);
      return made;
    };
    return h(
      'div',
      { class: 'bar', role: 'toolbar', 'aria-label': words.toolbar },
      brandIcon(),
      button(previousIcon(), words.previous, () => step(-1)),
      position,
      button(nextIcon(), words.next, () => step(1)),
      h('span', { class: 'sep' }),
      count(tickIcon('✓'), counts.tied, words.tied),
      count(tickIcon('≈'), counts.withinRounding, words.withinRounding),
      count(tickIcon('≠'), counts.differs, words.differs, counts.differs > 0 ? 'red' : ''),
      count(h('span', { class: 'dotted' }), counts.notChecked, words.notChecked),
      h('span', { class: 'sep' }),
      button(closeIcon(), words.close, () => close(true)),
    );
  }

  // ---- drawing, once a frame at most ----------------------------------------------------------------------------------------

  function schedule(): void {
    if (frame === 0) frame = requestAnimationFrame(render);
  }

  function render(): void {
    frame = 0;
    if (signal.aborted) return;
    for (const figure of figures) placeFigure(figure);
    for (const finding of findings) {
      placeBox(finding.button, finding.resolved);
      finding.button.classList.toggle('tight', !finding.isWhole && !hasRoomForSign(finding.resolved));
      finding.button.classList.toggle('lit', finding.mark.id === selected);
      for (const copy of finding.copies) placeBox(copy.button, copy.resolved);
    }
    const at = findings.findIndex(({ mark }) => mark.id === selected);
    position.textContent =
      model.findings.length === 0 ? words.noFinding : `${at < 0 ? '–' : at + 1} / ${model.findings.length}`;
    placeOpen();
  }

  function placeFigure({ mark, resolved, node }: FigureNode): void {
    if (!node || !resolved) return;
    const text = textBox(resolved);
    const place = marksShown && text ? visiblePart(resolved.element, text) : undefined;
    if (!text || !place) {
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

  function placeBox(button: HTMLButtonElement, resolved: Resolved | undefined): void {
    const full = resolved ? figureBox(resolved) : undefined;
    const part = marksShown && resolved && full ? visiblePart(resolved.element, full) : undefined;
    // A little beyond the cell: figures stand close to its edge.
    const box = part && resolved && isCell(resolved.element) ? inflate(part, 2) : part;
    button.classList.toggle('hidden', !box);
    if (!box) return;
    const { style } = button;
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

  function placeOpen(): void {
    const open = hovered ?? pinned;
    for (const other of [pinned, hovered]) {
      if (other === undefined || other === open) continue;
      other.element.classList.add('hidden');
      for (const pill of other.pills) pill.classList.add('hidden');
    }
    const full = open ? figureBox(open.subject.spot) : undefined;
    const anchor = open && full && marksShown ? visiblePart(open.subject.spot.element, full) : undefined;
    if (!open || !full || !anchor) {
      pathLayer.replaceChildren();
      for (const pill of open?.pills ?? []) pill.classList.add('hidden');
      open?.element.classList.add('hidden');
      return;
    }
    open.element.classList.remove('hidden');
    const addends = drawPath(open, full);
    open.element.style.maxHeight = '';
    const size = { width: open.element.offsetWidth, height: open.element.offsetHeight };
    const view = { width: page.documentElement.clientWidth, height: window.innerHeight };
    const barBox = toBox(bar.getBoundingClientRect());
    // In a narrow window the bar has the upper edge for itself.
    const ceiling = width(barBox) > view.width / 2 ? barBox.bottom : 0;
    const avoid = [inflate(anchor, 2), ...addends, barBox];
    const { left, top, heightMax } = placePopover(anchor, size, view, avoid, ceiling);
    open.element.style.left = `${left}px`;
    open.element.style.top = `${top}px`;
    open.element.style.maxHeight = heightMax === undefined ? '' : `${heightMax}px`;
  }

  /** Lines to addends of the same table, pills for those elsewhere; gives the boxes that should stay in sight. */
  function drawPath(open: Open, figure: Box): readonly Box[] {
    const table = open.subject.spot.element.closest('table');
    const near: Box[] = [];
    const far: number[] = [];
    open.path.forEach(({ resolved }, index) => {
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
    const known = pathLayer.querySelector('.path');
    const line = known ?? s('path', { class: 'path', pathLength: '1' });
    line.setAttribute('d', data);
    const points = dots.map(({ x, y }) => s('circle', { class: 'dot', cx: `${x}`, cy: `${y}`, r: '3' }));
    for (const child of [...pathLayer.children]) if (child !== line) child.remove();
    pathLayer.prepend(...washes);
    if (!known) pathLayer.append(line);
    pathLayer.append(...points);
    placePills(open, far, [figure, ...near]);
    return near;
  }

  function placePills(open: Open, far: readonly number[], boxes: readonly Box[]): void {
    const left = Math.min(...boxes.map((box) => box.left)) - 4;
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    open.pills.forEach((pill, index) => {
      const row = far.indexOf(index);
      pill.classList.toggle('hidden', row < 0 || row > 5);
      pill.style.left = `${left}px`;
      pill.style.top = `${bottom + 6 + row * 26}px`;
    });
  }

  // ---- boxes of places ---------------------------------------------------------------------------------------------------

  /** A figure in a table is its cell; in running text, its own characters. */
  function figureBox({ element, range }: Resolved): Box | undefined {
    if (isCell(element) || !range) {
      const box = boxOnPage(element);
      return isEmpty(box) ? undefined : box;
    }
    const box = boxOnPage(range);
    return isEmpty(box) ? undefined : inflate(box, 2);
  }

  function textBox({ element, range }: Resolved): Box | undefined {
    const box = boxOnPage(range ?? element);
    return isEmpty(box) ? undefined : box;
  }

  /** The part of a box that the reader sees: inside the window and all scrolling parents, and not beneath a fixed bar. */
  function visiblePart(element: Element, box: Box): Box | undefined {
    let part = intersect(box, { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight });
    if (isEmpty(part)) return undefined;
    for (const clip of clipsOf(element)) {
      part = intersect(part, boxOnPage(clip));
      if (isEmpty(part)) return undefined;
    }
    const x = (part.left + part.right) / 2;
    const y = (part.top + part.bottom) / 2;
    for (const obstacle of obstacles) {
      if (obstacle.contains(element)) continue;
      const over = toBox(obstacle.getBoundingClientRect());
      if (x > over.left && x < over.right && y > over.top && y < over.bottom) return undefined;
    }
    return part;
  }

  function clipsOf(element: Element): readonly Element[] {
    const known = clips.get(element);
    if (known) return known;
    const found: Element[] = [];
    for (let at = parentOnPage(element); at && at !== page.body; at = parentOnPage(at)) {
      if (/^i?frame$/.test(at.localName)) found.push(at);
      const { overflowX, overflowY, display } = getComputedStyle(at);
      if ((overflowX !== 'visible' || overflowY !== 'visible') && display !== 'inline') found.push(at);
    }
    clips.set(element, found);
    return found;
  }

  function findObstacles(): void {
    const all = page.body?.getElementsByTagName('*') ?? [];
    if (all.length > ELEMENTS_MAX) return;
    obstacles = [...all].filter((element) => {
      const { position, visibility, pointerEvents } = getComputedStyle(element);
      const isStuck = position === 'fixed' || position === 'sticky';
      return isStuck && visibility === 'visible' && pointerEvents !== 'none';
    });
  }

  // ---- selecting and explaining ------------------------------------------------------------------------------------------

  function light(id: string | null): boolean {
    wanted = undefined;
    if (id === null) {
      selected = null;
      closePinned();
      schedule();
      return true;
    }
    const finding = findings.find(({ mark }) => mark.id === id);
    if (!finding?.resolved) {
      selected = null;
      closePinned();
      schedule();
      return false;
    }
    selected = id;
    reveal(finding.resolved);
    void openPinned({ kind: 'finding', id, spot: finding.resolved }, false);
    return true;
  }

  /** A choice made on the page itself: the panel follows. */
  function choose(id: string, takeFocus: boolean): void {
    const finding = findings.find(({ mark }) => mark.id === id);
    if (!finding?.resolved) return;
    selected = id;
    reveal(finding.resolved);
    calls.selected(id);
    void openPinned({ kind: 'finding', id, spot: finding.resolved }, takeFocus);
  }

  function step(by: 1 | -1): void {
    const here = findings.filter(({ resolved }) => resolved !== undefined);
    if (here.length === 0) return;
    const at = here.findIndex(({ mark }) => mark.id === selected);
    const next = at < 0 ? (by > 0 ? 0 : here.length - 1) : (at + by + here.length) % here.length;
    choose((here[next] as FindingNode).mark.id, false);
  }

  function point(spot: Spot): boolean {
    const resolved = resolveSpot(page, spot);
    if (!resolved) return false;
    reveal(resolved);
    const figure = figures.find((one) => one.resolved && textKey(one.resolved) === textKey(resolved));
    if (figure?.resolved) {
      void openPinned({ kind: 'figure', index: figures.indexOf(figure), spot: figure.resolved }, false);
    }
    return true;
  }

  /** Brings a place to the middle of the window; near ones glide, far ones are simply there. */
  function reveal({ element }: Resolved): void {
    const { top, bottom } = boxOnPage(element);
    const isNear = bottom > -window.innerHeight && top < 2 * window.innerHeight;
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    const isTall = bottom - top > window.innerHeight;
    element.scrollIntoView({
      behavior: isNear && !isCalm ? 'smooth' : 'instant',
      block: isTall ? 'start' : 'center',
      inline: 'nearest',
    });
    schedule();
  }

  async function openPinned(subject: Subject, takeFocus: boolean): Promise<void> {
    closeHover();
    wanted = subject;
    const opened = await build(subject, () => {
      closePinned();
      focusBox(subject);
    });
    // Another was chosen while this one was being worded.
    if (!opened || wanted !== subject) return;
    closePinned(false);
    pinned = opened;
    show(opened);
    calls.popover(true);
    if (takeFocus) opened.element.focus({ preventScroll: true });
  }

  async function openHover(subject: Subject): Promise<void> {
    if (isSame(hovered?.subject, subject) || isSame(pinned?.subject, subject)) return;
    const opened = await build(subject, closeHover);
    if (!opened || signal.aborted) return;
    closeHover();
    hovered = opened;
    show(opened);
  }

  async function build(subject: Subject, onClose: () => void): Promise<Open | undefined> {
    const explanation =
      subject.kind === 'finding'
        ? await calls.explainFinding(subject.id)
        : await calls.explainFigure(subject.index);
    if (!explanation || signal.aborted) return undefined;
    const element = drawPopover(explanation, words, {
      close: onClose,
      ...(subject.kind === 'finding'
        ? { decide: (decision: Decision) => calls.decide(subject.id, decision) }
        : {}),
    });
    const path = explanation.path.map(({ spot, label }) => {
      const resolved = spot ? resolveSpot(page, spot) : undefined;
      return { label, ...(resolved ? { resolved } : {}) };
    });
    const pills = path.map(({ label, resolved }) => {
      const pill = h('button', { type: 'button', class: 'pill hidden' }, label) as HTMLButtonElement;
      if (resolved) pill.addEventListener('click', () => reveal(resolved));
      else pill.disabled = true;
      return pill;
    });
    return { subject, element, path, pills };
  }

  function show(open: Open): void {
    // A new path is drawn anew, and only then.
    pathLayer.replaceChildren();
    floats.append(...open.pills, open.element);
    render();
  }

  function remove(open: Open | undefined): void {
    if (!open) return;
    open.element.remove();
    for (const pill of open.pills) pill.remove();
    pathLayer.replaceChildren();
  }

  function closePinned(tell = true): void {
    if (!pinned) return;
    remove(pinned);
    pinned = undefined;
    if (tell) calls.popover(false);
    schedule();
  }

  function closeHover(): void {
    if (!hovered) return;
    remove(hovered);
    hovered = undefined;
    schedule();
  }

  function focusBox(subject: Subject): void {
    if (subject.kind !== 'finding') return;
    findings.find(({ mark }) => mark.id === subject.id)?.button.focus({ preventScroll: true });
    closeHover();
  }

  function decided(id: string, decision: Decision): void {
    const finding = findings.find(({ mark }) => mark.id === id);
    finding?.button.classList.toggle('decided', decision !== 'open' && decision !== 'confirmed');
    for (const open of [pinned, hovered]) {
      if (open?.subject.kind === 'finding' && open.subject.id === id) showDecision(open.element, decision);
    }
  }

  function setMarks(show: boolean): void {
    marksShown = show;
    if (!show) {
      closeHover();
      closePinned();
    }
    schedule();
  }

  // ---- listening ---------------------------------------------------------------------------------------------------------

  function listen(): void {
    const passive = { passive: true, capture: true, signal };
    window.addEventListener('scroll', schedule, passive);
    window.addEventListener(
      'resize',
      () => {
        clips = new WeakMap();
        findObstacles();
        schedule();
      },
      passive,
    );
    window.visualViewport?.addEventListener('resize', schedule, { signal });
    page.addEventListener('transitionend', schedule, passive);
    page.addEventListener('load', schedule, passive);
    page.addEventListener('keydown', onKey, { capture: true, signal });
    root.addEventListener('keydown', onOwnKey as EventListener, { signal });
    listenToPointer();
    const sizes = new ResizeObserver(schedule);
    sizes.observe(page.documentElement);
    for (const table of page.querySelectorAll('table')) sizes.observe(table);
    const changes = new MutationObserver(() => {
      schedule();
      clearTimeout(settle);
      settle = window.setTimeout(lookAgain, SETTLE_MS);
    });
    changes.observe(page.documentElement, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    signal.addEventListener('abort', () => {
      sizes.disconnect();
      changes.disconnect();
      clearTimeout(settle);
      cancelAnimationFrame(frame);
    });
  }

  function listenToPointer(): void {
    let timer = 0;
    let over: FigureNode | undefined;
    page.addEventListener(
      'pointermove',
      (event) => {
        // Inside our own tree: the popover stays.
        if (event.composedPath()[0] === host || event.target === host) {
          clearTimeout(timer);
          return;
        }
        const figure = marksShown ? figureAt(event) : undefined;
        if (figure === over) return;
        over = figure;
        clearTimeout(timer);
        const { resolved } = figure ?? {};
        timer = window.setTimeout(
          () => {
            if (!figure || !resolved) closeHover();
            else void openHover({ kind: 'figure', index: figures.indexOf(figure), spot: resolved });
          },
          figure ? HOVER_MS : LEAVE_MS,
        );
      },
      { passive: true, capture: true, signal },
    );
    // Boxes are ours, so the page gets no pointer events there: they open their finding themselves.
    for (const { mark, resolved, button } of findings) {
      if (!resolved) continue;
      button.addEventListener('pointerenter', () => {
        clearTimeout(timer);
        over = undefined;
        timer = window.setTimeout(
          () => void openHover({ kind: 'finding', id: mark.id, spot: resolved }),
          HOVER_MS,
        );
      });
      button.addEventListener('pointerleave', () => {
        clearTimeout(timer);
        timer = window.setTimeout(closeHover, LEAVE_MS);
      });
    }
    floats.addEventListener('pointerover', () => clearTimeout(timer));
    signal.addEventListener('abort', () => clearTimeout(timer));
  }

  function figureAt({ target, clientX: x, clientY: y }: PointerEvent): FigureNode | undefined {
    for (
      let at = target instanceof Element ? target : null, up = 0;
      at && up < 8;
      at = at.parentElement, up += 1
    ) {
      const found = byElement.get(at)?.find(({ node, resolved }) => {
        const box = node && resolved ? figureBox(resolved) : undefined;
        return box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
      });
      if (found) return found;
    }
    return undefined;
  }

  /** Escape closes the innermost; the page's other keys are the page's. */
  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (hovered) closeHover();
    else if (pinned) {
      const { subject, element } = pinned;
      const hadFocus = element.contains(root.activeElement);
      closePinned();
      if (hadFocus) focusBox(subject);
    } else return;
    event.stopPropagation();
  }

  /** Single letters act only while the focus is in our own tree. */
  function onOwnKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const decision = (['open', 'confirmed', 'explained', 'dismissed', 'question'] as const)[
      Number(event.key)
    ];
    if (event.key === 'j' || event.key === 'n') step(1);
    else if (event.key === 'k' || event.key === 'p') step(-1);
    else if (event.key === 'm') setMarks(!marksShown);
    else if (/^[0-4]$/.test(event.key) && decision && selected !== null) calls.decide(selected, decision);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** After the page changed: find all places again, and say when figures are no longer those that were reviewed. */
  function lookAgain(): void {
    clips = new WeakMap();
    findObstacles();
    for (const figure of figures) figure.resolved = resolveSpot(page, figure.mark, figure.mark.occurrence);
    for (const finding of findings) finding.resolved = resolveSpot(page, finding.mark);
    const { changed, missing } = countShown();
    const state = `${changed} ${missing}`;
    if (state !== reported) {
      reported = state;
      calls.pageChanged(changed, missing);
    }
    schedule();
  }

  function countShown(): Shown {
    const all = [...figures, ...findings].map(({ resolved }) => resolved);
    const missing = all.filter((resolved) => resolved === undefined).length;
    const changed = all.filter((resolved) => resolved?.changed).length;
    return { found: all.length - missing - changed, changed, missing };
  }

  function close(tell: boolean): void {
    if (signal.aborted) return;
    ending.abort();
    host.remove();
    if (tell) calls.closed();
  }
}

/** Constructed sheets are no inline style, which a page's security policy may forbid. */
function addStyle(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = STYLE;
    root.append(style);
  }
}

function tickOf(mark: FigureMark): string {
  if (mark.state === 'differs') return '≠';
  return mark.tick === '' ? (mark.state === 'within-rounding' ? '≈' : '✓') : mark.tick;
}

function toBox({ left, top, right, bottom }: DOMRect): Box {
  return { left, top, right, bottom };
}

/** Box in the window of the page: what stands in a frame is as far off as its frame. */
function boxOnPage(target: Element | Range): Box {
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

/** The element around, out of shadow trees and frames. */
function parentOnPage(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  if (root instanceof ShadowRoot) return root.host;
  return element.ownerDocument.defaultView?.frameElement ?? null;
}

/** One text of one element: tells whether two places are the same. */
function textKey(resolved: Resolved | undefined): string {
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

function isSame(one: Subject | undefined, other: Subject): boolean {
  if (!one || one.kind !== other.kind) return false;
  return one.kind === 'finding'
    ? one.id === (other as { id: string }).id
    : one.index === (other as { index: number }).index;
}
