import { cleanText } from './html-grid.ts';
import { elementsOf, findElement, type HtmlNode, textContent } from './html-tree.ts';

/** A file that a page links: one that Tieout can read, or an archive of them. */
export interface Attachment {
  /** Absolute http(s) address. */
  readonly address: string;
  /** Name as the page shows it, else the file's name. */
  readonly name: string;
  readonly kind: 'pdf' | 'doc' | 'docx' | 'xls' | 'xlsx' | 'odt' | 'ods' | 'csv' | 'zip' | 'rar';
}

/** What a page says of itself. */
export interface PageInfo {
  readonly title: string | null;
  /** Publication date as ISO 8601 day, where the page states one. */
  readonly date: string | null;
  readonly attachments: readonly Attachment[];
}

/** Title, publication date and linked files of a page, for the list that the extension shows. */
export function readPageInfo(tree: HtmlNode, address: string): PageInfo {
  return { title: titleOf(tree), date: dateOf(tree), attachments: attachmentsOf(tree, address) };
}

const metaOf = (tree: HtmlNode, names: RegExp): string | null => {
  for (const node of elementsOf(tree)) {
    const { name, property, content } = node.attributes ?? {};
    if (node.tag === 'meta' && content?.trim() && names.test(name ?? property ?? ''))
      return cleanText(content);
  }
  return null;
};

function titleOf(tree: HtmlNode): string | null {
  const heading = findElement(tree, 'h1');
  const shown = heading && cleanText(textContent(heading));
  const title = findElement(tree, 'title');
  const named = title && cleanText(textContent(title)).split(/\s*[-_|–—]\s*(?=[^-_|–—]*$)/)[0];
  return metaOf(tree, /^(?:articletitle|og:title|dc\.title)$/i) ?? (shown || named || null);
}

function dateOf(tree: HtmlNode): string | null {
  const stated = metaOf(
    tree,
    /^(?:pubdate|publishdate|publish_?time|article:published_time|dc\.date|date)$/i,
  );
  if (stated) return isoDay(stated);
  const body = findElement(tree, 'body');
  const text = body ? cleanText(textContent(body)).slice(0, 20_000) : '';
  return isoDay(
    /(?:发布|发文|公开|成文)(?:时间|日期)\s*[:：]?\s*(\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})/.exec(
      text,
    )?.[1] ?? '',
  );
}

function isoDay(text: string): string | null {
  const match = /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

const ATTACHMENT = /\.(pdf|docx?|xlsx?|odt|ods|csv|zip|rar)$/i;

function attachmentsOf(tree: HtmlNode, address: string): Attachment[] {
  const found = new Map<string, Attachment>();
  for (const node of elementsOf(tree)) {
    const href = node.tag === 'a' ? node.attributes?.href : undefined;
    if (!href) continue;
    const url = resolve(href, address);
    if (!url) continue;
    const shown = cleanText(textContent(node));
    const fileName = lastSegment(url);
    const download = node.attributes?.download ?? '';
    const kind = [url.pathname, shown, download, ...url.searchParams.values()]
      .map((text) => ATTACHMENT.exec(text)?.[1])
      .find(Boolean);
    if (kind && !found.has(url.href)) {
      found.set(url.href, {
        address: url.href,
        name: shown || download || fileName,
        kind: kind.toLowerCase() as Attachment['kind'],
      });
    }
  }
  return [...found.values()];
}

function lastSegment(url: URL): string {
  const segment = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function resolve(href: string, address: string): URL | null {
  const url = URL.parse(href, address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url;
}

/** Names by which blocks of a page are told: the publication's own title, and names of the site. All squashed. */
export interface PageNames {
  readonly title: string | null;
  readonly site: readonly string[];
}

export function readPageNames(tree: HtmlNode): PageNames {
  const title = metaOf(tree, /^(?:articletitle|og:title|dc\.title)$/i);
  const page = findElement(tree, 'title');
  const parts = page ? cleanText(textContent(page)).split(/[-_|–—]/) : [];
  const site = [metaOf(tree, /^(?:sitename|og:site_name)$/i) ?? '', ...parts.slice(1)]
    .map(squash)
    .filter(Boolean);
  const own = title ?? (parts.length > 1 ? (parts[0] ?? null) : null);
  return { title: own === null ? null : squash(own), site };
}

/** A text without white space, for comparing. */
export function squash(text: string): string {
  return text.replace(/[\s\u3000\u00a0]+/g, '');
}
