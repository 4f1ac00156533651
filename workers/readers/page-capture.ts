import * as v from 'valibot';
import type { Reading, Source } from '../../core/model/source.ts';
import { readHtmlTree, type SourceIdentity } from './html.ts';
import type { HtmlNode } from './html-tree.ts';

/**
 * A live web page as a file: the tree that a content script took from the DOM, with what the page hid marked. It is
 * evidence like any other (hashed, stored, reviewed again by any of our programs); the page's HTML is kept beside it as
 * a snapshot. UTF-8 JSON that begins with its schema, by which it is told.
 */
export interface PageCapture {
  readonly schema: 'tieout/page@1';
  readonly address: string;
  readonly title: string;
  readonly tree: HtmlNode;
}

export const PAGE_CAPTURE_TYPE = 'application/vnd.tieout.page+json';

const BEGINNING = '{"schema":"tieout/page@1",';
/** The content script stops at 400 levels; this leaves room and bounds the recursion of all readers. */
const DEPTH_MAX = 420;

export function encodePageCapture(page: Omit<PageCapture, 'schema'>): Uint8Array<ArrayBuffer> {
  const { address, title, tree } = page;
  return new TextEncoder().encode(JSON.stringify({ schema: 'tieout/page@1', address, title, tree }));
}

/** Tells a captured page by its first bytes. */
export function isPageCapture(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, BEGINNING.length)) === BEGINNING;
}

const outerSchema = v.object({
  schema: v.literal('tieout/page@1'),
  address: v.string(),
  title: v.string(),
  tree: v.unknown(),
});

/** Reads a captured page; `damaged` where it is cut off or not what it says. */
export function readPageCapture(bytes: Uint8Array, identity: SourceIdentity): Reading<Source> {
  const page = v.safeParse(outerSchema, parseJson(bytes));
  const tree = page.success ? readNode(page.output.tree, 0) : undefined;
  if (!tree) {
    return {
      ok: false,
      error: {
        code: 'damaged',
        message: {
          zh: '网页的取证文件不完整，读不出来。请回到网页重新核对。',
          en: 'The captured page is incomplete and cannot be read. Please check the page again.',
        },
      },
    };
  }
  return { ok: true, value: readHtmlTree(tree, { mediaType: 'text/html', ...identity, live: true }) };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Takes over what a node may have and leaves the rest; children that are no nodes are dropped. */
function readNode(value: unknown, depth: number): HtmlNode | undefined {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return undefined;
  const { tag, attributes, children, text, hidden, display } = value as Record<string, unknown>;
  if (typeof tag !== 'string') return undefined;
  if (tag === '#text') return { tag, text: typeof text === 'string' ? text : '' };
  return {
    tag,
    attributes: readAttributes(attributes),
    children: (Array.isArray(children) ? children : []).flatMap((child) => readNode(child, depth + 1) ?? []),
    ...(hidden === true ? { hidden } : {}),
    ...(typeof display === 'string' ? { display } : {}),
  };
}

function readAttributes(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
