import type { DECISION_STATES, Explanation, OverlayModel, Shown, Spot } from '../messages.ts';
import { type Addends, drawAddends } from './addends.ts';
import { drawBar } from './bar.ts';
import { h, s } from './draw.ts';
import { inflate, placePopover, width } from './geometry.ts';
import { type FigureNode, Marks } from './marks.ts';
import { boxOnPage, figureBox, Sight, toBox } from './places.ts';
import { drawPopover, showDecision } from './popover.ts';
import { type Resolved, resolveSpot } from './resolve.ts';
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

/** What a popover is about. */
type Subject =
  | { readonly kind: 'finding'; readonly id: string; readonly spot: Resolved }
  | { readonly kind: 'figure'; readonly index: number; readonly spot: Resolved };

interface Open extends Addends {
  readonly subject: Subject;
  readonly element: HTMLElement;
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
  const bar = drawBar(model, { step, close: () => close(true) });

  let selected: string | null = null;
  let pinned: Open | undefined;
  let hovered: Open | undefined;
  let wanted: Subject | undefined;
  let marksShown = true;
  let frame = 0;
  let settle = 0;
  let reported = '';

  const sight = new Sight(page);
  const marks = new Marks(page, model, layer, boxes, (id) => choose(id, true));
  const { findings, figures } = marks;

  root.append(layer, boxes, pathLayer, floats, bar.element);
  page.documentElement.append(host);
  if (typeof host.showPopover === 'function') host.showPopover();
  listen();
  render();

  const shown = countShown();
  reported = `${shown.changed} ${shown.missing}`;
  return { host, shown, light, point, setMarks, decided, close };

  // ---- drawing, once a frame at most ----------------------------------------------------------------------------------------

  function schedule(): void {
    if (frame === 0) frame = requestAnimationFrame(render);
  }

  function render(): void {
    frame = 0;
    if (signal.aborted) return;
    marks.place(sight, marksShown, selected);
    bar.show(findings.findIndex(({ mark }) => mark.id === selected));
    placeOpen();
  }

  function placeOpen(): void {
    const open = hovered ?? pinned;
    for (const other of [pinned, hovered]) {
      if (other === undefined || other === open) continue;
      other.element.classList.add('hidden');
      for (const pill of other.pills) pill.classList.add('hidden');
    }
    const full = open ? figureBox(open.subject.spot) : undefined;
    const anchor =
      open && full && marksShown ? sight.visiblePart(open.subject.spot.element, full) : undefined;
    if (!open || !full || !anchor) {
      pathLayer.replaceChildren();
      for (const pill of open?.pills ?? []) pill.classList.add('hidden');
      open?.element.classList.add('hidden');
      return;
    }
    open.element.classList.remove('hidden');
    const addends = drawAddends(pathLayer, open, open.subject.spot, full);
    open.element.style.maxHeight = '';
    const size = { width: open.element.offsetWidth, height: open.element.offsetHeight };
    const view = { width: page.documentElement.clientWidth, height: window.innerHeight };
    const barBox = toBox(bar.element.getBoundingClientRect());
    // In a narrow window the bar has the upper edge for itself.
    const ceiling = width(barBox) > view.width / 2 ? barBox.bottom : 0;
    const avoid = [inflate(anchor, 2), ...addends, barBox];
    const { left, top, heightMax } = placePopover(anchor, size, view, avoid, ceiling);
    open.element.style.left = `${left}px`;
    open.element.style.top = `${top}px`;
    open.element.style.maxHeight = heightMax === undefined ? '' : `${heightMax}px`;
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
    const finding = marks.finding(id);
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
    const finding = marks.finding(id);
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
    const target = here[next];
    if (target) choose(target.mark.id, false);
  }

  function point(spot: Spot): boolean {
    const resolved = resolveSpot(page, spot);
    if (!resolved) return false;
    reveal(resolved);
    const figure = marks.figureOf(resolved);
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
    marks.finding(subject.id)?.button.focus({ preventScroll: true });
    closeHover();
  }

  function decided(id: string, decision: Decision): void {
    const finding = marks.finding(id);
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
        sight.lookAgain();
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
        const figure = marksShown ? marks.figureAt(event) : undefined;
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
    for (const finding of findings) {
      const { mark, button } = finding;
      const open = () => {
        const { resolved } = finding;
        if (resolved) void openHover({ kind: 'finding', id: mark.id, spot: resolved });
      };
      button.addEventListener('focus', open);
      button.addEventListener('pointerenter', () => {
        clearTimeout(timer);
        over = undefined;
        timer = window.setTimeout(open, HOVER_MS);
      });
      button.addEventListener('pointerleave', () => {
        clearTimeout(timer);
        timer = window.setTimeout(closeHover, LEAVE_MS);
      });
    }
    floats.addEventListener('pointerover', () => clearTimeout(timer));
    signal.addEventListener('abort', () => clearTimeout(timer));
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
    sight.lookAgain();
    marks.lookAgain();
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

function isSame(one: Subject | undefined, other: Subject): boolean {
  if (!one || one.kind !== other.kind) return false;
  return one.kind === 'finding'
    ? one.id === (other as { id: string }).id
    : one.index === (other as { index: number }).index;
}
