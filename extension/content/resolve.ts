import type { Spot } from '../messages.ts';
import { pageIn } from './capture.ts';

/** A place found again on the live page. */
export interface Resolved {
  readonly element: Element;
  /** The printed text within the element; absent for a blank cell, and where the page changed. */
  readonly range?: Range;
  /** True where the element is there but no longer says what was reviewed. */
  readonly changed: boolean;
}

/**
 * Finds a place of the review on the page: its element by selector, the text in it by exact match. Numbers are never
 * matched by likeness: a text that is not there means "changed".
 */
export function resolveSpot(page: Document, spot: Spot, occurrence = 0): Resolved | undefined {
  const element = findElement(page, spot.selector);
  if (!element) return undefined;
  const wanted = squeeze(spot.quote);
  const { text, places } = squeezedText(element);
  // A blank cell that was filled since; of a table as a whole nothing is quoted.
  if (wanted === '') return { element, changed: isCell(element) && /\d/.test(text) };
  let at = -1;
  for (let nth = 0; nth <= occurrence; nth += 1) {
    at = nextWhole(text, places, wanted, at + 1);
    if (at < 0) break;
  }
  if (at < 0) return { element, changed: !fieldSays(element, wanted) };
  const first = places[at];
  const last = places[at + wanted.length - 1];
  if (!first || !last) return { element, changed: false };
  const range = page.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return { element, range, changed: false };
}

export const isCell = (element: Element) => element.localName === 'td' || element.localName === 'th';

/** A path leads by `>>>` into the page of a frame or into a shadow tree. */
function findElement(page: Document, selector: string): Element | undefined {
  try {
    let scope: ParentNode = page;
    let found: Element | null = null;
    for (const path of selector.split(' >>> ')) {
      if (found) {
        const inner: ParentNode | null | undefined = found.shadowRoot ?? pageIn(found);
        if (!inner) return undefined;
        scope = inner;
      }
      found = scope instanceof ShadowRoot ? stepInto(scope, path) : scope.querySelector(path);
      if (!found) return undefined;
    }
    return found ?? undefined;
  } catch {
    return undefined;
  }
}

/** In a shadow tree a path starts at one of its own elements. */
function stepInto(shadow: ShadowRoot, path: string): Element | null {
  const [first = '', ...rest] = path.split(' > ');
  const start = [...shadow.children].find(
    (child) =>
      child.matches(first.replace(/:nth-of-type\(\d+\)$/, '')) &&
      [...shadow.children].filter(({ localName }) => localName === child.localName).indexOf(child) + 1 ===
        Number(/:nth-of-type\((\d+)\)$/.exec(first)?.[1]),
  );
  if (!start || rest.length === 0) return start ?? null;
  return start.querySelector(`:scope > ${rest.join(' > ')}`);
}

/** A cell may hold a form field instead of text. */
function fieldSays(element: Element, wanted: string): boolean {
  return [...element.querySelectorAll('input')].some(({ value }) => squeeze(value).includes(wanted));
}

/** The next occurrence that is not part of a longer number: 1,200 does not stand in 11,200 or 1,200,000. */
function nextWhole(text: string, places: readonly TextPlace[], wanted: string, from: number): number {
  const touches = (index: number) => {
    const [one, other] = [places[index], places[index + 1]];
    return one !== undefined && one.node === other?.node && one.offset + 1 === other.offset;
  };
  for (let at = text.indexOf(wanted, from); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const before = touches(at - 1) ? (text[at - 1] as string) : '';
    const after = touches(end - 1) ? text.slice(end, end + 2) : '';
    const cutsBefore = /^\d/.test(wanted) && /[\d,.，．]/.test(before);
    const cutsAfter = /\d$/.test(wanted) && /^(\d|[,.，．]\d)/.test(after);
    if (!cutsBefore && !cutsAfter) return at;
  }
  return -1;
}

interface TextPlace {
  readonly node: Text;
  readonly offset: number;
}

/** White space and invisible characters never count: the reader joins the lines of a wrapped cell. */
const SILENT = /[\s\u00a0\u3000\u200b-\u200f\u2060\ufeff\u00ad]/u;

const squeeze = (text: string) => [...text].filter((character) => !SILENT.test(character)).join('');

/** The element's text without white space, and for each UTF-16 unit of it where it stands. */
function squeezedText(element: Element): { readonly text: string; readonly places: readonly TextPlace[] } {
  const places: TextPlace[] = [];
  let text = '';
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { data } = node as Text;
    for (let offset = 0; offset < data.length; offset += 1) {
      const unit = data[offset] as string;
      if (SILENT.test(unit)) continue;
      text += unit;
      places.push({ node: node as Text, offset });
    }
  }
  return { text, places };
}
