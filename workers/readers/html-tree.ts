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
}

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

/** Parses a page as the browser does (WHATWG HTML, scripting on); never throws for a bad page. */
export function htmlToTree(html: string): HtmlNode {
  return convert(parse(html, { scriptingEnabled: true }), 0) ?? { tag: '#document', children: [] };
}

function convert(node: Parse5Node, depth: number): HtmlNode | undefined {
  if (node.nodeName === '#text')
    return { tag: '#text', text: (node as DefaultTreeAdapterTypes.TextNode).value };
  if (node.nodeName === '#comment' || node.nodeName === '#documentType') return undefined;
  const element = node as DefaultTreeAdapterTypes.Element;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attrs ?? []) attributes[name.toLowerCase()] = value;
  const children: HtmlNode[] = [];
  if (!SILENT.has(element.nodeName) && depth < DEPTH_MAX) {
    for (const child of element.childNodes) {
      const converted = convert(child, depth + 1);
      if (converted) children.push(converted);
    }
  }
  return { tag: element.nodeName, attributes, children };
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
