import type { HtmlNode } from '../../workers/readers/html-tree.ts';
import type { Attachment, AttachmentKind, Capture } from '../messages.ts';

/** Larger pages than this are cut: a page of a government portal has some thousand elements. */
const NODES_MAX = 400_000;
/** Deeper nesting than any page needs; the reader stops there too. */
const DEPTH_MAX = 400;
/** A message between our parts stops at 64 MiB, and the snapshot travels together with the tree. */
const SNAPSHOT_LENGTH_MAX = 20_000_000;
/** No attribute that a reader looks at is longer; embedded images are. */
const ATTRIBUTE_LENGTH_MAX = 2_000;
const ATTACHMENTS_MAX = 200;

/** Elements whose text no reader of the page sees; they stand in the tree, empty, so that `nth-of-type` counts on. */
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

interface Budget {
  nodes: number;
  truncated: boolean;
}

/**
 * The live page as plain data: its tree with what is hidden marked, its text as HTML for the evidence, and the files that
 * it links to. Our own marks (`own`) are no part of it. Never throws for a strange page.
 */
export function capturePage(page: Document, own: ReadonlySet<Element>): Capture {
  const budget: Budget = { nodes: 0, truncated: false };
  const root = page.documentElement;
  const tree: HtmlNode = {
    tag: '#document',
    attributes: {},
    children: root ? [elementToNode(root, own, budget, 0)] : [],
  };
  const snapshot = writeSnapshot(page, own);
  return {
    address: page.location.href.slice(0, 8_000),
    title: page.title.replace(/\s+/g, ' ').trim().slice(0, 1_000),
    snapshot: snapshot.slice(0, SNAPSHOT_LENGTH_MAX),
    tree,
    attachments: findAttachments(page),
    tableCount: countTables(tree),
    frameCount: [...page.querySelectorAll('iframe, frame')].filter(
      (frame) => isReadable(frame) && !pageIn(frame),
    ).length,
    truncated: budget.truncated || snapshot.length > SNAPSHOT_LENGTH_MAX,
  };
}

/** Tables of the page, its shadow trees and frames. */
function countTables(tree: HtmlNode): number {
  const own =
    tree.tag === 'table' || tree.display === 'table' || /^(?:table|grid)$/.test(tree.attributes?.role ?? '');
  return (tree.children ?? []).reduce((sum, child) => sum + countTables(child), own ? 1 : 0);
}

function elementToNode(element: Element, own: ReadonlySet<Element>, budget: Budget, depth: number): HtmlNode {
  budget.nodes += 1;
  const tag = element.localName.toLowerCase();
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) {
    attributes[name.toLowerCase()] = value.slice(0, ATTRIBUTE_LENGTH_MAX);
  }
  // The attribute keeps what the page was sent with; a reader of the page sees what the field holds.
  if (isOf(element, 'input') && element.value !== '') attributes.value = element.value;
  if (isOf(element, 'option')) {
    if (element.selected) attributes.selected = '';
    else delete attributes.selected;
  }
  const style = styleOf(element);
  const display = style && /^(?:inline-)?(?:table|flex|grid)/.test(style.display) ? style.display : undefined;
  const within = [own, budget, depth] as const;
  return {
    tag,
    attributes,
    children: SILENT.has(tag) ? frameOf(element, ...within) : childrenOf(element, style, ...within),
    ...(isHidden(element, style) ? { hidden: true } : {}),
    ...(display === undefined || tag in USUAL ? {} : { display }),
  };
}

/** Elements whose kind says it already. */
const USUAL = {
  table: 1,
  tr: 1,
  td: 1,
  th: 1,
  tbody: 1,
  thead: 1,
  tfoot: 1,
  caption: 1,
  col: 1,
  colgroup: 1,
};

/** By name and not by class: elements of a frame have classes of their own. */
function isOf<K extends 'input' | 'option' | 'iframe' | 'frame'>(
  element: Element,
  tag: K,
): element is (HTMLElementTagNameMap & { frame: HTMLFrameElement })[K] {
  return element.localName.toLowerCase() === tag && element.namespaceURI === 'http://www.w3.org/1999/xhtml';
}

function childrenOf(
  element: Element,
  style: CSSStyleDeclaration | undefined,
  own: ReadonlySet<Element>,
  budget: Budget,
  depth: number,
): HtmlNode[] {
  const shadow = element.shadowRoot;
  const isTextless = style?.fontSize === '0px';
  if (!shadow || depth >= DEPTH_MAX)
    return nodesOf(element.childNodes, isTextless ? undefined : element, own, budget, depth);
  const inner = nodesOf(shadow.childNodes, element, own, budget, depth + 1);
  // What the page puts into slots keeps its places in the page; without slots it is not shown.
  const slotted = shadow.querySelector('slot')
    ? nodesOf(element.childNodes, element, own, budget, depth)
    : [];
  return [{ tag: '#shadow', attributes: {}, children: inner }, ...slotted];
}

/** @param holder Element whose text is shown; absent where its text has no size. */
function nodesOf(
  nodes: Iterable<Node>,
  holder: Element | undefined,
  own: ReadonlySet<Element>,
  budget: Budget,
  depth: number,
): HtmlNode[] {
  const children: HtmlNode[] = [];
  for (const child of nodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      if (holder) children.push({ tag: '#text', text: (child as Text).data });
      continue;
    }
    if (child.nodeType !== Node.ELEMENT_NODE || own.has(child as Element)) continue;
    if (depth >= DEPTH_MAX || budget.nodes >= NODES_MAX) {
      budget.truncated = true;
      continue;
    }
    children.push(elementToNode(child as Element, own, budget, depth + 1));
  }
  return children;
}

/** The page in a frame of the same site, where it holds tables: portals put their articles into such. */
function frameOf(element: Element, own: ReadonlySet<Element>, budget: Budget, depth: number): HtmlNode[] {
  const page = isReadable(element) ? pageIn(element) : undefined;
  if (!page || depth >= DEPTH_MAX) return [];
  return [elementToNode(page.documentElement, own, budget, depth + 1)];
}

/** The page in a frame that is read together with the page around it. */
export function pageIn(frame: Element): Document | undefined {
  if (!isOf(frame, 'iframe') && !isOf(frame, 'frame')) return undefined;
  try {
    const page = frame.contentDocument;
    return page?.contentType === 'text/html' && page.querySelector('table') ? page : undefined;
  } catch {
    return undefined;
  }
}

function styleOf(element: Element): CSSStyleDeclaration | undefined {
  return element.ownerDocument.defaultView?.getComputedStyle(element);
}

function isHidden(element: Element, style = styleOf(element)): boolean {
  if (!style) return false;
  const { display, visibility, opacity, position, clip, clipPath, left, top } = style;
  // A column has no box of its own to hide: only its collapse takes its cells away.
  if (/^col(?:group)?$/.test(element.localName)) return visibility === 'collapse';
  if (display === 'none' || visibility === 'hidden' || visibility === 'collapse' || opacity === '0')
    return true;
  if (position !== 'absolute' && position !== 'fixed') return false;
  return (
    /^rect\((?:0|1px)/.test(clip) ||
    /^inset\((?:50|100)%/.test(clipPath) ||
    [left, top].some((place) => Number.parseFloat(place) <= -900)
  );
}

/** Smaller frames hold counters and advertisements. */
const FRAME_WIDTH_MIN = 300;
const FRAME_HEIGHT_MIN = 150;

function isReadable(frame: Element): boolean {
  const { width, height } = frame.getBoundingClientRect();
  return width >= FRAME_WIDTH_MIN && height >= FRAME_HEIGHT_MIN && !isHidden(frame);
}

/** The page as HTML as it stands now, with its document type and without our own marks. */
function writeSnapshot(page: Document, own: ReadonlySet<Element>): string {
  const { doctype, documentElement: root } = page;
  if (!root) return '';
  const type = doctype ? `<!DOCTYPE ${doctype.name}>\n` : '';
  if (![...own].some((element) => root.contains(element))) return type + root.outerHTML;
  // Our marks are on the page: leave them out of a copy rather than taking them away for a moment.
  const copy = root.cloneNode(true) as Element;
  for (const element of own) {
    const index = [...root.children].indexOf(element);
    if (index >= 0) copy.children[index]?.remove();
  }
  return type + copy.outerHTML;
}

/** Links to files that we read, each address once, in the order of the page. */
export function findAttachments(page: Document): Attachment[] {
  const found = new Map<string, Attachment>();
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const { href } = link;
    if (!/^https?:/i.test(href) || found.has(href) || found.size >= ATTACHMENTS_MAX) continue;
    const kind = attachmentKind(link);
    if (!kind) continue;
    found.set(href, { url: href.slice(0, 8_000), name: attachmentName(link), kind });
  }
  return [...found.values()];
}

/** By the ending of the link's path, of a file name in its query or `download`, or else of its text (下载：预算.pdf). */
function attachmentKind(link: HTMLAnchorElement): AttachmentKind | undefined {
  const { pathname, search } = new URL(link.href);
  const texts = [pathname, search, link.download, link.title, link.textContent ?? ''];
  for (const text of texts) {
    const match = /\.(pdf|docx?|xlsx?)(?=$|[?&#"'\s)）】\]」])/i.exec(decode(text));
    if (match?.[1]) return match[1].toLowerCase() as AttachmentKind;
  }
  return undefined;
}

function attachmentName(link: HTMLAnchorElement): string {
  const text = (link.textContent ?? '').replace(/\s+/g, ' ').trim();
  const file = decode(new URL(link.href).pathname.split('/').at(-1) ?? '');
  // 点击下载 names nothing: then the file's own name says more.
  const isTelling =
    text.length > 0 &&
    !/^(点击|点此|请)?(下载|查看|打开|附件|浏览|download|view)(附件|文件)?\s*\d*$/i.test(text);
  return (isTelling ? text : link.title || link.download || file || text || link.href).slice(0, 300);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
