import type { ArithmeticLine, DECISION_STATES, Explanation, Segment } from '../messages.ts';
import { closeIcon, decisionIcon, h, severityIcon, tickIcon } from './draw.ts';
import type { Words } from './words.ts';

type Decision = (typeof DECISION_STATES)[number];

export interface PopoverCalls {
  readonly close: () => void;
  /** Absent where there is nothing to decide: a figure that is no finding. */
  readonly decide?: (decision: Decision) => void;
}

/** The popover's content: what was printed, what it should be, and the arithmetic set like an auditor's column. */
export function drawPopover(explanation: Explanation, words: Words, calls: PopoverCalls): HTMLElement {
  const { title, severity, stated, expected, sentence, columns, corroborations, basis } = explanation;
  const close = h(
    'button',
    { class: 'ib', type: 'button', title: words.closePopover, 'aria-label': words.closePopover },
    closeIcon(),
  );
  close.addEventListener('click', calls.close);
  return h(
    'section',
    { class: 'pop', role: 'dialog', tabindex: '-1', 'aria-label': title },
    h(
      'div',
      { class: 'head' },
      severity ? severityIcon(severity) : undefined,
      h('div', { class: 'title', role: 'heading', 'aria-level': '2' }, title),
      close,
    ),
    stated && expected ? drawPair(stated, expected, words) : undefined,
    sentence ? h('p', { class: 'sentence' }, sentence) : undefined,
    ...columns.map(({ caption, lines }) => drawColumn(caption, lines)),
    corroborations.length > 0
      ? h('ul', {}, ...corroborations.map((text) => h('li', {}, tickIcon('✓'), h('span', {}, text))))
      : undefined,
    basis ? h('p', { class: 'basis' }, basis) : undefined,
    calls.decide ? drawDecisions(explanation.decision ?? 'open', words, calls.decide) : undefined,
  );
}

function drawPair(stated: readonly Segment[], expected: readonly Segment[], words: Words): HTMLElement {
  const one = (label: string, segments: readonly Segment[], tone: string) =>
    h('span', { class: 'num' }, h('span', { class: 'label' }, label), drawAmount(segments, tone));
  return h('div', { class: 'pair' }, one(words.stated, stated, 'red'), one(words.expected, expected, ''));
}

/** An amount with the digits that differ underlined: decoration, the difference is also said in words. */
function drawAmount(segments: readonly Segment[], tone: string): HTMLElement {
  return h(
    'span',
    { class: tone },
    ...segments.map(({ text, differs }) => (differs ? h('span', { class: 'dd' }, text) : text)),
  );
}

function drawColumn(caption: string, lines: readonly ArithmeticLine[]): HTMLElement {
  return h(
    'table',
    {},
    caption ? h('caption', {}, caption) : undefined,
    h('tbody', {}, ...lines.map(drawLine)),
  );
}

function drawLine({ sign, code, label, amount, tone, rule }: ArithmeticLine): HTMLElement {
  return h(
    'tr',
    { class: rule },
    h('td', { class: 'sign' }, sign),
    h('td', { class: 'label', title: label }, code ? h('span', { class: 'code' }, code) : undefined, label),
    h('td', { class: 'amount' }, drawAmount(amount, tone === 'differs' ? 'red' : '')),
  );
}

const CHOICES = ['confirmed', 'explained', 'dismissed', 'question'] as const;

function drawDecisions(current: Decision, words: Words, decide: (decision: Decision) => void): HTMLElement {
  const buttons = CHOICES.map((state, index) => {
    const button = h(
      'button',
      { type: 'button', role: 'radio', 'aria-checked': `${state === current}`, 'data-decision': state },
      h('span', { class: 'row' }, decisionIcon(state), words.decisions[state]),
      h('span', { class: 'key' }, `${index + 1}`),
    );
    // A script of the page cannot reach into the closed tree; still, only a person decides.
    button.addEventListener('click', (event) => {
      if (event.isTrusted) decide(state);
    });
    return button;
  });
  return h('div', { class: 'decisions', role: 'radiogroup' }, ...buttons);
}

/** Shows another state of the decision without drawing the popover anew. */
export function showDecision(popover: HTMLElement, current: Decision): void {
  for (const button of popover.querySelectorAll('[data-decision]')) {
    button.setAttribute('aria-checked', `${button.getAttribute('data-decision') === current}`);
  }
}
