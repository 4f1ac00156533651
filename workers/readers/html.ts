import { greatest } from '../../core/figures/extremes.ts';
import type { Anchor } from '../../core/model/place.ts';
import type { FlowBlock, FlowContent, Source, Warning } from '../../core/model/source.ts';
import { joinLines } from '../../core/structure/join-lines.ts';
import { charsetOfMeta, charsetOfType, decodeText } from './charset.ts';
import { joinContinued } from './html-continued.ts';
import { isFurnitureElement, isFurnitureText, isIndexTable } from './html-furniture.ts';
import {
  cleanText,
  isBlock,
  isRow,
  isUnread,
  type RawTable,
  rawTableToGrid,
  readRawTable,
  shownValue,
} from './html-grid.ts';
import { type PageNames, readPageNames, squash } from './html-page-info.ts';
import { isPicture, type Picture, warnOfPictures } from './html-pictures.ts';
import { type PageStyle, readPageStyle } from './html-style.ts';
import {
  elementsOf,
  findElement,
  type HtmlNode,
  htmlToTree,
  INTO,
  SHADOW,
  textContent,
} from './html-tree.ts';

export interface SourceIdentity {
  readonly name: string;
  /** Hex SHA-256 of the bytes (of the snapshot, for a live page). */
  readonly sha256: string;
  readonly mediaType?: string;
}

/** Reads the bytes of a web page; `declaredType` is the content type that the server gave, for its charset. */
export function readHtml(bytes: Uint8Array, identity: SourceIdentity, declaredType?: string): Source {
  const { text } = decodeText(bytes, charsetOfType(declaredType) ?? charsetOfMeta(bytes));
  return readHtmlTree(htmlToTree(text), { mediaType: 'text/html', ...identity });
}

export interface HtmlTreeOptions extends SourceIdentity {
  /** The tree is of a live page: its `hidden` flags say what is shown, not the page's style sheets. */
  readonly live?: boolean;
}

/**
 * Reads a page tree into text blocks and grids in reading order. Tables that only lay out the page are walked through,
 * hidden rows are left out, what belongs to the site is furniture; each block and cell has the selector of its element.
 */
export function readHtmlTree(tree: HtmlNode, options: HtmlTreeOptions): Source {
  const walk = new PageWalk(tree, readPageStyle(tree, options.live === true));
  const blocks = walk.read();
  const content: FlowContent = { kind: 'flow', blocks: joinContinued(blocks) };
  const hidden = walk.hasHidden ? [HIDDEN_WARNING] : [];
  const warnings: Warning[] = [...hidden, ...warnOfPictures(walk.pictures, blocks)];
  return {
    name: options.name,
    sha256: options.sha256,
    mediaType: options.mediaType ?? 'text/html',
    content,
    warnings,
  };
}

const HIDDEN_WARNING: Warning = {
  code: 'hidden-content',
  message: {
    zh: '网页里有隐藏或划去的内容，未读入。',
    en: 'This page holds content that is hidden or struck out; it was not read.',
  },
};

/** What surrounds the text being read. */
interface Context {
  readonly furniture: boolean;
  readonly article: boolean;
  readonly level: number;
  readonly align: 'left' | 'center' | 'right' | undefined;
  readonly size: number | undefined;
}

/** One walk over a page; keeps the line being read and the blocks so far. */
class PageWalk {
  hasHidden = false;
  readonly pictures: Picture[] = [];
  private readonly tree: HtmlNode;
  private readonly style: PageStyle;
  private readonly selectors: Map<HtmlNode, string>;
  private readonly hasArticle: boolean;
  private readonly names: PageNames;
  private readonly blocks: FlowBlock[] = [];
  private lines: string[] = [];
  private line = '';
  private linkedLength = 0;
  private linkDepth = 0;
  private holder: { node: HtmlNode; context: Context } | undefined;

  constructor(tree: HtmlNode, style: PageStyle) {
    this.tree = tree;
    this.style = style;
    this.selectors = selectorsOf(tree);
    this.hasArticle = hasMainArticle(tree);
    this.names = readPageNames(tree);
  }

  read(): readonly FlowBlock[] {
    const body = bodyOf(this.tree) ?? this.tree;
    const context: Context = {
      furniture: this.hasArticle,
      article: false,
      level: 0,
      align: undefined,
      size: undefined,
    };
    this.holder = { node: body, context };
    this.visitChildren(body, context);
    this.endBlock();
    return this.blocks;
  }

  private visit(node: HtmlNode, outer: Context, parent: HtmlNode): void {
    if (node.tag === '#text') {
      if (!this.style.isTextless(parent)) this.addText(node.text ?? '', outer);
      return;
    }
    if (this.style.isHidden(node) || isUnread(node)) return;
    if (this.style.isStruck(node)) {
      if (!outer.furniture && /\d/.test(textContent(node))) this.hasHidden = true;
      return;
    }
    if (node.tag === 'br') {
      this.endLine();
      return;
    }
    if (!outer.furniture && isPicture(node)) {
      const before = [...this.lines, this.line].join('');
      this.pictures.push({ after: this.blocks.length, before });
      return;
    }
    if (node.tag === 'input' || node.tag === 'select') {
      this.addText(shownValue(node), outer);
      return;
    }
    if (isTable(node, this.style)) {
      this.endBlock();
      this.visitTable(node, this.contextOf(node, outer));
      this.endBlock();
      return;
    }
    const context = this.contextOf(node, outer);
    if (node.tag === 'a' && leadsAway(node)) {
      this.linkDepth++;
      this.visitChildren(node, context);
      this.linkDepth--;
    } else if (isBlock(node)) this.visitBlock(node, context);
    else this.visitChildren(node, context);
  }

  private visitBlock(node: HtmlNode, context: Context): void {
    this.endBlock();
    const before = this.holder;
    this.holder = { node, context };
    this.visitChildren(node, context);
    this.endBlock();
    this.holder = before;
  }

  private visitChildren(node: HtmlNode, context: Context): void {
    const apart = this.style.isApart(node);
    for (const child of node.children ?? []) {
      if (apart && child.tag !== '#text') this.visitBlock(child, this.contextOf(child, context));
      else this.visit(child, context, node);
    }
  }

  private visitTable(table: HtmlNode, context: Context): void {
    const raw = readRawTable(table, this.style);
    const kind = kindOfTable(table, raw);
    if (raw.hasHidden && kind === 'data') this.hasHidden = true;
    if (kind === 'data' && !context.furniture) {
      const cells = rawTableToGrid(raw, (node) => this.anchorOf(node));
      const caption = raw.caption === undefined ? {} : { caption: raw.caption };
      this.blocks.push({ kind: 'grid', cells, ...caption, anchor: this.anchorOf(table) });
      for (const { cells: inner } of raw.rows)
        for (const { node } of inner) this.visitNestedTables(node, context);
      return;
    }
    const inner = kind === 'index' ? { ...context, furniture: true } : context;
    if (raw.caption !== undefined) this.blocks.push(this.textBlock(raw.caption, table, inner));
    for (const row of raw.rows)
      for (const cell of row.cells) this.visitBlock(cell.node, this.contextOf(cell.node, inner));
  }

  private visitNestedTables(node: HtmlNode, context: Context): void {
    for (const child of node.children ?? []) {
      if (child.tag === '#text' || this.style.isHidden(child)) continue;
      if (isTable(child, this.style)) this.visitTable(child, context);
      else this.visitNestedTables(child, context);
    }
  }

  private contextOf(node: HtmlNode, outer: Context): Context {
    const isMain = node.tag === 'article' || node.tag === 'main' || node.attributes?.role === 'main';
    const article = outer.article || isMain;
    const furniture = (outer.furniture && !(isMain && this.hasArticle)) || isFurnitureElement(node, article);
    const heading =
      /^h([1-6])$/.exec(node.tag)?.[1] ??
      (node.attributes?.role === 'heading' ? (node.attributes['aria-level'] ?? '2') : undefined);
    const level = heading === undefined ? outer.level : Number.parseInt(heading, 10) || 2;
    const align =
      alignOf(node) ?? (isBlock(node) && node.tag !== 'p' ? outer.align : (alignOf(node) ?? outer.align));
    return { furniture, article, level, align, size: sizeOf(node) ?? outer.size };
  }

  private addText(text: string, context: Context): void {
    const folded = text.replace(/[ \t\r\n\f]+/g, ' ');
    if (folded.trim() === '' && this.line === '') return;
    this.line += folded;
    if (this.linkDepth > 0) this.linkedLength += folded.trim().length;
    if (
      this.holder &&
      folded.trim() !== '' &&
      context.size !== undefined &&
      this.holder.context.size === undefined
    ) {
      this.holder = { ...this.holder, context: { ...this.holder.context, size: context.size } };
    }
  }

  private endLine(): void {
    this.lines.push(this.line);
    this.line = '';
  }

  /** Ends the paragraph: lines broken by `br` are blocks of their own unless a line only wraps into the next. */
  private endBlock(): void {
    this.endLine();
    const { lines, linkedLength, holder } = this;
    this.lines = [];
    this.linkedLength = 0;
    if (!holder) return;
    const parts = holder.context.level > 0 ? [joinLines(lines.map(cleanText))] : joinWrapped(lines);
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    for (const part of parts) {
      if (part)
        this.blocks.push(
          this.textBlock(part, holder.node, holder.context, linkedLength / Math.max(1, length)),
        );
    }
  }

  private textBlock(text: string, node: HtmlNode, context: Context, linked = 0): FlowBlock {
    const isTitle = squash(text) === this.names.title;
    const isSite = context.level > 0 && !isTitle && this.names.site.includes(squash(text));
    const furniture = context.furniture || isSite || isFurnitureText(text, linked);
    return {
      kind: 'text',
      text,
      level: isTitle ? 1 : context.level,
      anchor: this.anchorOf(node),
      ...(context.size === undefined ? {} : { size: context.size }),
      ...(context.align === undefined ? {} : { align: context.align }),
      ...(furniture ? { furniture } : {}),
    };
  }

  private anchorOf(node: HtmlNode): Anchor {
    return { kind: 'element', selector: this.selectors.get(node) ?? 'body' };
  }
}

/** A table, whether by its element, by ARIA, or by a style that sets other elements as rows and cells. */
function isTable(node: HtmlNode, style: PageStyle): boolean {
  if (node.tag === 'table') return true;
  const role = node.attributes?.role;
  const display = style.displayOf(node);
  const isMeant = role === 'table' || role === 'grid' || role === 'treegrid';
  if (!isMeant && display !== 'table' && display !== 'inline-table') return false;
  let rows = 0;
  for (const child of elementsOf(node))
    if (child !== node && isRow(child, style) && ++rows >= (isMeant ? 1 : 2)) return true;
  return false;
}

/** A link to another page; links within the page (a table of contents) and anchors do not lead away. */
function leadsAway(node: HtmlNode): boolean {
  const href = node.attributes?.href;
  return href !== undefined && !/^#./.test(href);
}

function hasMainArticle(tree: HtmlNode): boolean {
  for (const node of elementsOf(tree)) {
    const isMain = node.tag === 'article' || node.tag === 'main' || node.attributes?.role === 'main';
    if (isMain && hasTextOf(node, 400)) return true;
  }
  return false;
}

function hasTextOf(node: HtmlNode, length: number): boolean {
  let sum = 0;
  const stack = [node];
  while (stack.length > 0) {
    const next = stack.pop() as HtmlNode;
    if (next.tag === '#text') sum += (next.text ?? '').trim().length;
    else for (const child of next.children ?? []) stack.push(child);
    if (sum >= length) return true;
  }
  return false;
}

function alignOf(node: HtmlNode): Context['align'] {
  const { align, style } = node.attributes ?? {};
  const value =
    /(?:^|;)\s*text-align\s*:\s*(\w+)/i.exec(style ?? '')?.[1] ?? (isBlock(node) ? align : undefined);
  const lower = node.tag === 'center' ? 'center' : value?.toLowerCase();
  if (lower === 'center' || lower === 'right' || lower === 'left') return lower;
  return lower === 'justify' ? 'left' : undefined;
}

function sizeOf(node: HtmlNode): number | undefined {
  const match = /(?:^|;)\s*font-size\s*:\s*([\d.]+)\s*(pt|px)/i.exec(node.attributes?.style ?? '');
  if (!match) return undefined;
  const size = Number.parseFloat(match[1] ?? '');
  return match[2]?.toLowerCase() === 'px' ? size * 0.75 : size;
}

/**
 * Lines broken by `br`: a line belongs to the one before when that one is long and ends in the middle of a sentence, and
 * this one starts without indent or number.
 */
function joinWrapped(lines: readonly string[]): string[] {
  const parts: string[] = [];
  for (const line of lines) {
    const text = cleanText(line);
    if (!text) {
      parts.push('');
      continue;
    }
    const before = parts.at(-1) ?? '';
    const startsNew =
      /^[\u00a0\u3000]{2}/.test(line.trimStart() === '' ? line : line.replace(/^ +/, '')) ||
      STARTS_ITEM.test(text);
    if (before.length >= 30 && !/[。；：;:.!?！？]$/.test(before) && !startsNew)
      parts[parts.length - 1] = joinLines([before, text]);
    else parts.push(text);
  }
  return parts.filter((part) => part !== '');
}

const STARTS_ITEM =
  /^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]+[章节部条]|[①-⑳•·●■◆*-]|注|备注|说明|单位|表)/;

/**
 * What a table of a page is for: `layout` tables only place things on the page, `index` tables name the publication
 * (索引号, 发布机构), `data` tables are read.
 */
function kindOfTable(table: HtmlNode, raw: RawTable): 'layout' | 'index' | 'data' {
  const role = table.attributes?.role;
  if (role === 'presentation' || role === 'none') return 'layout';
  const cells = raw.rows.flatMap((row) => row.cells);
  const columns = greatest(
    raw.rows.map(({ cells: own }) => own.reduce((sum, cell) => sum + Math.max(1, cell.colSpan), 0)),
  );
  if (raw.rows.length < 2 || columns < 2 || raw.rows.every((row) => row.cells.length < 2)) return 'layout';
  const filled = cells.filter((cell) => cell.text !== '');
  const holders = cells.filter((cell) => holdsTable(cell.node));
  if (holders.length > 0 && (filled.length < 8 || holders.length * 4 > filled.length)) return 'layout';
  if (role === 'table' || role === 'grid' || role === 'treegrid' || raw.caption !== undefined) return 'data';
  if (isIndexTable(raw.rows.map((row) => row.cells.map((cell) => cell.text)))) return 'index';
  if (isNavigation(filled)) return 'layout';
  const structural = cells.filter((cell) => holdsPageParts(cell.node)).length;
  return structural > 0 && structural * 3 >= filled.length ? 'layout' : 'data';
}

function holdsTable(cell: HtmlNode): boolean {
  for (const node of elementsOf(cell)) if (node !== cell && node.tag === 'table') return true;
  return false;
}

function holdsPageParts(cell: HtmlNode): boolean {
  for (const node of elementsOf(cell))
    if (/^(h[1-6]|form|nav|ul|ol|iframe|select|object)$/.test(node.tag)) return true;
  return false;
}

/** Mostly links to other pages, and hardly a number. */
function isNavigation(cells: RawTable['rows'][number]['cells']): boolean {
  const linked = cells.filter(({ node }) =>
    [...elementsOf(node)].some((inner) => inner.tag === 'a' && leadsAway(inner)),
  );
  const numeric = cells.filter(({ text }) => /^[-\d,.()%]+$/.test(text));
  return cells.length > 0 && linked.length * 2 > cells.length && numeric.length * 4 < cells.length;
}

/** The page's own body, or its set of frames; not the body of a page within. */
function bodyOf(tree: HtmlNode): HtmlNode | undefined {
  const root = findElement(tree, 'html');
  return root?.children?.find(({ tag }) => tag === 'body' || tag === 'frameset') ?? findElement(tree, 'body');
}

/** Selector of each element: `#id` where the id is the element's alone, else a path of `tag:nth-of-type(n)` from `body`. */
function selectorsOf(tree: HtmlNode): Map<HtmlNode, string> {
  const idCounts = new Map<string, number>();
  for (const node of elementsOf(tree)) {
    const id = node.attributes?.id;
    if (id) idCounts.set(id, (idCounts.get(id) ?? 0) + 1);
  }
  const selectors = new Map<HtmlNode, string>();
  const visit = (parent: HtmlNode, path: string, isInner: boolean) => {
    const counts = new Map<string, number>();
    for (const child of parent.children ?? []) {
      if (child.tag === '#text') continue;
      // The page in a frame and a shadow tree have paths of their own, after the one that leads to them.
      if (child.tag === SHADOW) {
        visit(child, `${path} ${INTO}`, true);
        continue;
      }
      if (child.tag === 'html' && parent.tag !== '#document') {
        const inner = findElement(child, 'body');
        if (inner) selectors.set(inner, `${path} ${INTO} body`);
        visit(inner ?? child, `${path} ${INTO} body`, true);
        continue;
      }
      const nth = (counts.get(child.tag) ?? 0) + 1;
      counts.set(child.tag, nth);
      const step = path.endsWith(INTO) ? ' ' : ' > ';
      const own = `${path}${step}${escapeName(child.tag)}:nth-of-type(${nth})`;
      const id = isInner ? undefined : child.attributes?.id;
      const isOwn = id !== undefined && /^[A-Za-z][\w-]*$/.test(id) && idCounts.get(id) === 1;
      selectors.set(child, isOwn ? `#${id}` : own);
      visit(child, own, isInner);
    }
  };
  const body = bodyOf(tree);
  if (body) selectors.set(body, body.tag);
  visit(body ?? tree, body?.tag ?? 'body', false);
  return selectors;
}

function escapeName(name: string): string {
  return name.replace(/[^\w-]/g, (character) => `\\${character}`);
}
