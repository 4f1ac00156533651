import { type DefaultTreeAdapterTypes, parse } from 'parse5';

/**
 * An HTML page as plain JSON: what parse5 makes of bytes and what a content script sends of the live page. Every
 * element child is there (also scripts, without their text), so that `nth-of-type` counts as the browser counts.
 */
export interface HtmlNode {
  /** Element name in lower case, or `#text`. */
  readonly tag: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly HtmlNode[];
  /** Only of `#text`. */
  readonly text?: string;
  /** True where the live page does not show the element (display: none, visibility: hidden or collapse). */
  readonly hidden?: boolean;
  /** How the live page lays the element out, where that is as a table or side by side; absent in a file. */
  readonly display?: string;
}

/** Stands in a path of places for the step into a frame or a shadow tree. */
export const INTO = '>>>';
/** An element's shadow tree; its children are shown in place of the element's own. */
export const SHADOW = '#shadow';

type Parse5Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

/** Elements whose text no reader of the page sees. */
const SILENT = new Set([
  'script',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'canvas',
  'audio',
  'video',
]);

/** Deeper nesting than any page needs; beyond it the content is dropped rather than the stack. */
const DEPTH_MAX = 400;

/** Frames within frames are no publication any more. */
const FRAMES_DEEP_MAX = 3;

/** Gives what a frame or style sheet names, where it is at hand: in a web archive. */
export type FindPart = (
  address: string,
) => { readonly text: string; readonly kind: 'page' | 'style' } | undefined;

/**
 * Parses a page as the browser does (WHATWG HTML, scripting on), with the frames and shadow trees that it brings along;
 * never throws for a bad page.
 */
export function htmlToTree(html: string, findPart?: FindPart, frames = 0): HtmlNode {
  const page = parse(html, { scriptingEnabled: true });
  return convert(page, { depth: 0, frames, findPart }) ?? { tag: '#document', children: [] };
}

interface Standing {
  readonly depth: number;
  readonly frames: number;
  readonly findPart: FindPart | undefined;
}

function convert(node: Parse5Node, standing: Standing): HtmlNode | undefined {
  if (node.nodeName === '#text')
    return { tag: '#text', text: (node as DefaultTreeAdapterTypes.TextNode).value };
  if (node.nodeName === '#comment' || node.nodeName === '#documentType') return undefined;
  const element = node as DefaultTreeAdapterTypes.Element;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attrs ?? []) attributes[name.toLowerCase()] = value;
  const within = { ...standing, depth: standing.depth + 1 };
  const children: HtmlNode[] = [];
  if (!SILENT.has(element.nodeName) && standing.depth < DEPTH_MAX) {
    for (const child of element.childNodes) {
      const converted = shadowOf(child, within) ?? convert(child, within);
      if (converted) children.push(converted);
    }
    const shadow = children.find(({ tag }) => tag === SHADOW);
    // What the page puts into slots is shown beside the shadow tree; without slots only that is.
    const hasSlot = shadow && [...elementsOf(shadow)].some(({ tag }) => tag === 'slot');
    if (shadow && !hasSlot) return { tag: element.nodeName, attributes, children: [shadow] };
  }
  const part = partOf(element.nodeName, attributes, standing);
  return { tag: element.nodeName, attributes, children: part ? [part] : children };
}

/** A shadow tree written into the page. */
function shadowOf(node: Parse5Node, standing: Standing): HtmlNode | undefined {
  const element = node as DefaultTreeAdapterTypes.Template;
  if (node.nodeName !== 'template' || standing.depth >= DEPTH_MAX) return undefined;
  if (!element.attrs.some(({ name, value }) => name === 'shadowrootmode' && value === 'open'))
    return undefined;
  const children = element.content.childNodes.flatMap((child) => convert(child, standing) ?? []);
  return { tag: SHADOW, attributes: {}, children };
}

/** The page in a frame, or the text of a linked style sheet. */
function partOf(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  standing: Standing,
): HtmlNode | undefined {
  const { frames, findPart } = standing;
  const { src = '', srcdoc, href = '', rel = '' } = attributes;
  if (tag === 'link' && /stylesheet/i.test(rel)) {
    const part = findPart?.(href);
    return part?.kind === 'style' ? { tag: '#text', text: part.text } : undefined;
  }
  if ((tag !== 'iframe' && tag !== 'frame') || frames >= FRAMES_DEEP_MAX) return undefined;
  const part = srcdoc === undefined ? findPart?.(src) : { text: srcdoc, kind: 'page' };
  if (part?.kind !== 'page') return undefined;
  return findElement(htmlToTree(part.text, findPart, frames + 1), 'html');
}

/** Text of a node and all below it, as written. */
export function textContent(node: HtmlNode): string {
  return node.tag === '#text' ? (node.text ?? '') : (node.children ?? []).map(textContent).join('');
}

/** First element of the name at or below the node, in document order. */
export function findElement(node: HtmlNode, tag: string): HtmlNode | undefined {
  if (node.tag === tag) return node;
  for (const child of node.children ?? []) {
    const found = findElement(child, tag);
    if (found) return found;
  }
  return undefined;
}

/** All elements at or below the node, in document order. */
export function* elementsOf(node: HtmlNode): Generator<HtmlNode> {
  const stack = [node];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.tag === '#text') continue;
    yield next;
    const { children = [] } = next;
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] as HtmlNode);
  }
}
