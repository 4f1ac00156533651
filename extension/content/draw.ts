/** Making nodes: elements, attributes and text nodes, never markup, so nothing of a document can become an element. */

const SVG = 'http://www.w3.org/2000/svg';
type Child = Node | string | undefined;

export function h(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function s(
  tag: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
) {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Our own forms on a field of 12 × 12; the strokes of the tick marks. */
const TICKS: Readonly<Record<string, string>> = {
  '✓': 'M1.5 6.6 4.6 9.6 10.6 2.2',
  '∧': 'M1.6 9.8 6 2.2l4.4 7.6',
  '<': 'M9.8 1.6 2.2 6l7.6 4.4',
  T: 'M1.5 2.6h9M6 2.6v8',
  '≡': 'M2 2.4h8M2 6h8M2 9.6h4.6',
  '↻': 'M10 4.2A4.4 4.4 0 1 0 10.4 7M10.2 1.8v2.6H7.6',
  '⊐': 'M9.6 1.6H2.4v8.8h7.2M5.2 6h5.4M8.6 4 10.6 6l-2 2',
  '≈': 'M1.4 4.6c1.6-1.8 3-1.8 4.6-.4s3 1.4 4.6-.4M1.4 8.6c1.6-1.8 3-1.8 4.6-.4s3 1.4 4.6-.4',
  '≠': 'M1.8 4.2h8.4M1.8 7.8h8.4M8.4 1.4 3.6 10.6',
};

/** A tick mark as a path, to be moved with `transform`. */
export function tickPath(mark: string): SVGElement {
  return s('path', { d: TICKS[mark] ?? TICKS['✓'] ?? '', class: mark === '≠' ? 'tick differs' : 'tick' });
}

export function tickIcon(mark: string): SVGElement {
  return s('svg', { width: '12', height: '12', viewBox: '0 0 12 12', 'aria-hidden': 'true' }, tickPath(mark));
}

const icon = (size: number, ...children: readonly SVGElement[]) =>
  s(
    'svg',
    {
      width: `${size}`,
      height: `${size}`,
      viewBox: `0 0 ${size} ${size}`,
      class: 'icon',
      'aria-hidden': 'true',
    },
    ...children,
  );
const line = (d: string, more: Readonly<Record<string, string>> = {}) =>
  s('path', {
    d,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...more,
  });

export function brandIcon(): SVGElement {
  return s(
    'svg',
    { width: '20', height: '20', viewBox: '0 0 24 24', class: 'brand', 'aria-hidden': 'true' },
    s('rect', { width: '24', height: '24', rx: '5.5', class: 'brand-ground' }),
    s('path', { d: 'M6.2 12.6 10 16.4 16.2 8.6', class: 'brand-line' }),
    s('circle', { cx: '17.6', cy: '6.7', r: '1.7', class: 'brand-line' }),
  );
}

export const previousIcon = () => icon(16, line('m10 12-4-4 4-4', { 'stroke-width': '1.6' }));
export const nextIcon = () => icon(16, line('m6 12 4-4-4-4', { 'stroke-width': '1.6' }));
export const closeIcon = () => icon(16, line('M12 4 4 12M4 4l8 8', { 'stroke-width': '1.6' }));

/** Error: filled diamond; warning: outlined triangle; note: outlined circle. Form says it without colour. */
export function severityIcon(severity: 'error' | 'warning' | 'info'): SVGElement {
  const sign = (d: string, stroke = 'currentColor') => line(d, { stroke, 'stroke-width': '1.5' });
  switch (severity) {
    case 'error':
      return withClass(
        icon(
          14,
          s('path', { d: 'M7 .8 13.2 7 7 13.2.8 7Z', fill: 'currentColor' }),
          sign('M7 3.8v3.6M7 9.6v.1', 'var(--surface)'),
        ),
        'error',
      );
    case 'warning':
      return withClass(icon(14, sign('M7 1.4 13 12.4H1Z'), sign('M7 5.4v3.2M7 10.3v.1')), 'warning');
    case 'info':
      return withClass(
        icon(
          14,
          s('circle', {
            cx: '7',
            cy: '7',
            r: '5.8',
            fill: 'none',
            stroke: 'currentColor',
            'stroke-width': '1.3',
          }),
          sign('M7 6.4v3.6M7 4v.1'),
        ),
        'info',
      );
  }
}

export function decisionIcon(state: 'confirmed' | 'explained' | 'dismissed' | 'question'): SVGElement {
  const circle = (more: Readonly<Record<string, string>>) =>
    s('circle', {
      cx: '7',
      cy: '7',
      r: '5.2',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '1.4',
      ...more,
    });
  switch (state) {
    case 'confirmed':
      return withClass(
        icon(
          14,
          circle({ r: '6', fill: 'currentColor', stroke: 'none' }),
          line('M4.2 7.2 6.2 9.2 9.9 5', { stroke: 'var(--surface)', 'stroke-width': '1.5' }),
        ),
        state,
      );
    case 'explained':
      return withClass(
        icon(14, circle({}), s('path', { d: 'M7 1.8a5.2 5.2 0 0 0 0 10.4Z', fill: 'currentColor' })),
        state,
      );
    case 'dismissed':
      return withClass(icon(14, circle({}), line('M3.4 10.6 10.6 3.4', { 'stroke-width': '1.4' })), state);
    case 'question':
      return withClass(
        icon(
          14,
          circle({ r: '5.6', 'stroke-dasharray': '2.2 1.5', 'stroke-width': '1.3' }),
          line('M5.4 5.6a1.6 1.6 0 1 1 2.3 1.5c-.5.3-.7.6-.7 1.1M7 10v.1', { 'stroke-width': '1.3' }),
        ),
        state,
      );
  }
}

function withClass(element: SVGElement, name: string): SVGElement {
  element.classList.add(name);
  return element;
}
