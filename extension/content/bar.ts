import type { OverlayModel } from '../messages.ts';
import { brandIcon, closeIcon, h, nextIcon, previousIcon, tickIcon } from './draw.ts';
import { WORDS } from './words.ts';

/** The floating bar: how many figures agree and differ, and the way from one finding to the next. */
export interface Bar {
  readonly element: HTMLElement;
  /** @param at Index of the finding that is selected; -1 for none. */
  show(at: number): void;
}

export interface BarCalls {
  readonly step: (by: 1 | -1) => void;
  readonly close: () => void;
}

export function drawBar({ counts, findings, lang }: OverlayModel, calls: BarCalls): Bar {
  const words = WORDS[lang];
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
  const position = h('span', { class: 'position', role: 'status' });
  const element = h(
    'div',
    { class: 'bar', role: 'toolbar', 'aria-label': words.toolbar },
    brandIcon(),
    button(previousIcon(), words.previous, () => calls.step(-1)),
    position,
    button(nextIcon(), words.next, () => calls.step(1)),
    h('span', { class: 'sep' }),
    count(tickIcon('✓'), counts.tied, words.tied),
    count(tickIcon('≈'), counts.withinRounding, words.withinRounding),
    count(tickIcon('≠'), counts.differs, words.differs, counts.differs > 0 ? 'red' : ''),
    count(h('span', { class: 'dotted' }), counts.notChecked, words.notChecked),
    h('span', { class: 'sep' }),
    button(closeIcon(), words.close, calls.close),
  );
  const show = (at: number) => {
    position.textContent =
      findings.length === 0 ? words.noFinding : `${at < 0 ? '–' : at + 1} / ${findings.length}`;
  };
  return { element, show };
}
