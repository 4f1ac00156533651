import { compile, type Options } from 'css-select';
import { parse, type Selector } from 'css-what';
import { addToGroup } from '../../core/groups.ts';
import { elementsOf, type HtmlNode, textContent } from './html-tree.ts';

/** The few things of a page's style that decide what is read: what is not shown, and what stands side by side. */
export interface PageStyle {
  isHidden(node: HtmlNode): boolean;
  /** True where the element's own text has no size; elements within may set one again. */
  isTextless(node: HtmlNode): boolean;
  /** True for text that is struck out: it is shown as no longer valid. */
  isStruck(node: HtmlNode): boolean;
  /** True where the children stand side by side (flex, grid), so their texts are apart. */
  isApart(node: HtmlNode): boolean;
  /** Letters by which padding, margin or indent set in the first line of a cell. */
  indentOf(cell: HtmlNode): number;
  /** `table`, `table-row`, `table-cell` … where the style says so, whatever the element is. */
  displayOf(node: HtmlNode): string | undefined;
  /** True for a column whose cells are not shown. */
  isCollapsed(column: HtmlNode): boolean;
}

/** What declarations say of the properties that matter. */
interface Declared {
  display?: string;
  visibility?: string;
  /** True for no size, false for a size of its own. */
  fontless?: boolean;
  /** Transparent, clipped away or far off the page. */
  gone?: boolean;
  struck?: boolean;
  /** In letters. */
  padding?: number;
  margin?: number;
  textIndent?: number;
}

interface Rule {
  readonly matches: (node: HtmlNode) => boolean;
  readonly declared: Declared;
  readonly important: boolean;
  readonly specificity: number;
}

/** Work left for one page. */
interface Budget {
  left: number;
}

/** Style sheets of portals have some thousand rules, a handful of them about what is shown. */
const RULES_MAX = 5_000;
/** Tests of rules and steps among siblings for one page; more is hostile, and further rules are passed over. */
const WORK_MAX = 10_000_000;
/** What a test costs in steps, roughly. */
const TEST_STEPS = 10;
const STYLE_LENGTH_MAX = 20_000_000;

/**
 * Style of a page from its own style sheets, `style` and `hidden` attributes, and the flags of a live tree.
 *
 * @param live The tree came from a live page: its flags say what is hidden and how it is displayed.
 */
export function readPageStyle(tree: HtmlNode, live: boolean): PageStyle {
  const parents = new Map<HtmlNode, HtmlNode>();
  for (const node of elementsOf(tree)) for (const child of node.children ?? []) parents.set(child, node);
  const budget: Budget = { left: WORK_MAX };
  const rulesFor = indexRules(readStyleSheets(tree, parents, budget), budget);
  const known = new Map<HtmlNode, Declared>();
  const declaredOf = (node: HtmlNode): Declared => {
    let declared = known.get(node);
    if (!declared) {
      declared = cascade(rulesFor(node), node.attributes?.style ?? '');
      known.set(node, declared);
    }
    return declared;
  };
  const textless = new Map<HtmlNode, boolean>();
  const isTextless = (node: HtmlNode): boolean => {
    const path: HtmlNode[] = [];
    let found = false;
    for (let at: HtmlNode | undefined = node; at; at = parents.get(at)) {
      const own = textless.get(at) ?? declaredOf(at).fontless;
      path.push(at);
      if (own === undefined) continue;
      found = own;
      break;
    }
    for (const each of path) textless.set(each, found);
    return found;
  };
  return {
    isHidden: (node) => {
      if (live || node.hidden === true) return node.hidden === true;
      if (node.attributes?.hidden !== undefined) return true;
      const { display, visibility, gone } = declaredOf(node);
      return display === 'none' || visibility === 'hidden' || visibility === 'collapse' || gone === true;
    },
    isTextless: (node) => !live && isTextless(node),
    isStruck: (node) => /^(?:del|s|strike)$/.test(node.tag) || declaredOf(node).struck === true,
    isApart: (node) => /flex|grid/.test(node.display ?? declaredOf(node).display ?? ''),
    indentOf: (cell) => {
      let indent = 0;
      for (let node: HtmlNode | undefined = cell; node && node.tag !== '#text'; ) {
        const { padding = 0, margin = 0, textIndent = 0 } = declaredOf(node);
        indent += padding + textIndent + (node === cell ? 0 : margin);
        node = node.children?.find((child) => child.tag !== '#text' || (child.text ?? '').trim() !== '');
      }
      return Math.max(0, indent);
    },
    displayOf: (node) => node.display ?? declaredOf(node).display,
    isCollapsed: (node) => (live ? node.hidden === true : declaredOf(node).visibility === 'collapse'),
  };
}

function cascade(rules: readonly Rule[], style: string): Declared {
  const declared: Declared = {};
  for (const rule of rules) if (!rule.important) Object.assign(declared, rule.declared);
  const inline = readDeclarations(style);
  Object.assign(declared, inline.usual);
  for (const rule of rules) if (rule.important) Object.assign(declared, rule.declared);
  return Object.assign(declared, inline.important);
}

/** Rules by what their last part asks for, so that an element is tested against few. */
function indexRules(
  rules: readonly (Rule & { readonly key: string })[],
  budget: Budget,
): (node: HtmlNode) => readonly Rule[] {
  const byKey = new Map<string, { rule: Rule; order: number }[]>();
  for (const [order, rule] of rules.entries()) addToGroup(byKey, rule.key, { rule, order });
  if (rules.length === 0) return () => [];
  return (node) => {
    const { id, class: classes } = node.attributes ?? {};
    const keys = ['*', node.tag, ...(id ? [`#${id}`] : [])];
    for (const name of (classes ?? '').split(/\s+/)) if (name) keys.push(`.${name}`);
    const found: { rule: Rule; order: number }[] = [];
    for (const key of new Set(keys)) {
      for (const entry of byKey.get(key) ?? []) {
        budget.left -= TEST_STEPS;
        if (budget.left <= 0) return [];
        if (entry.rule.matches(node)) found.push(entry);
      }
    }
    return found
      .sort((a, b) => a.rule.specificity - b.rule.specificity || a.order - b.order)
      .map(({ rule }) => rule);
  };
}

function readStyleSheets(
  tree: HtmlNode,
  parents: ReadonlyMap<HtmlNode, HtmlNode>,
  budget: Budget,
): (Rule & { readonly key: string })[] {
  const options = selectOptions(parents, budget);
  const rules: (Rule & { readonly key: string })[] = [];
  let length = 0;
  for (const node of elementsOf(tree)) {
    const isSheet = node.tag === 'style' || (node.tag === 'link' && (node.children ?? []).length > 0);
    if (!isSheet || !isForScreen(node.attributes?.media ?? 'all')) continue;
    const css = textContent(node);
    length += css.length;
    if (length > STYLE_LENGTH_MAX) break;
    for (const { selector, body } of rulesOf(css)) {
      const { usual, important } = readDeclarations(body);
      for (const [declared, isImportant] of [
        [usual, false],
        [important, true],
      ] as const) {
        if (Object.keys(declared).length === 0) continue;
        for (const parts of parseSelector(selector)) {
          if (rules.length >= RULES_MAX) return rules;
          const matches = compileSelector(parts, options);
          if (matches)
            rules.push({
              matches,
              declared,
              important: isImportant,
              specificity: specificityOf(parts),
              key: keyOf(parts),
            });
        }
      }
    }
  }
  return rules;
}

type SelectOptions = Options<HtmlNode, HtmlNode>;

function selectOptions(parents: ReadonlyMap<HtmlNode, HtmlNode>, budget: Budget): SelectOptions {
  const childrenOf = (node: HtmlNode): HtmlNode[] => {
    const children = (node.children ?? []) as HtmlNode[];
    budget.left -= children.length;
    if (budget.left < 0) throw new RangeError('too many steps among siblings');
    return children;
  };
  const isTag = (node: HtmlNode): node is HtmlNode => !node.tag.startsWith('#');
  return {
    cacheResults: false,
    adapter: {
      isTag,
      getAttributeValue: (node, name) => node.attributes?.[name],
      getChildren: childrenOf,
      getName: (node) => node.tag,
      getParent: (node) => parents.get(node) ?? null,
      getSiblings: (node) => {
        const parent = parents.get(node);
        return parent ? childrenOf(parent) : [node];
      },
      getText: textContent,
      hasAttrib: (node, name) => node.attributes?.[name] !== undefined,
      removeSubsets: (nodes) => nodes,
      existsOne: () => false,
      findAll: () => [],
      findOne: () => null,
    },
  };
}

function parseSelector(selector: string): Selector[][] {
  if (selector.length > 10_000) return [];
  try {
    return parse(selector).filter((parts) => parts.every(isPlain));
  } catch {
    return [];
  }
}

/** What asks for states of a running page, or for a look into elements, is passed over. */
function isPlain(part: Selector): boolean {
  if (part.type === 'pseudo-element') return false;
  if (part.type !== 'pseudo') return true;
  if (/^(?:not|is|where|matches)$/.test(part.name))
    return Array.isArray(part.data) && part.data.every((inner) => inner.every(isPlain));
  return /^(?:root|empty|(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type))$/.test(
    part.name,
  );
}

function compileSelector(parts: Selector[], options: SelectOptions): Rule['matches'] | undefined {
  try {
    const matches = compile([parts], options);
    return (node) => {
      try {
        return matches(node);
      } catch {
        return false;
      }
    };
  } catch {
    return undefined;
  }
}

function specificityOf(parts: readonly Selector[]): number {
  let sum = 0;
  for (const part of parts) {
    if (part.type === 'attribute') sum += part.name === 'id' && part.action === 'equals' ? 10_000 : 100;
    else if (part.type === 'tag') sum += 1;
    else if (part.type === 'pseudo') {
      if (Array.isArray(part.data)) sum += Math.max(0, ...part.data.map(specificityOf));
      else sum += 100;
    }
  }
  return sum;
}

const COMBINATORS = new Set(['descendant', 'child', 'adjacent', 'sibling', 'parent', 'column-combinator']);

function keyOf(parts: readonly Selector[]): string {
  const start = parts.findLastIndex(({ type }) => COMBINATORS.has(type)) + 1;
  let key = '*';
  for (const part of parts.slice(start)) {
    if (part.type === 'attribute' && part.name === 'id' && part.action === 'equals') return `#${part.value}`;
    if (part.type === 'attribute' && part.name === 'class' && part.action === 'element')
      key = `.${part.value}`;
    else if (part.type === 'tag' && key === '*') key = part.name;
  }
  return key;
}

/** Rules that hold on a screen: also those within `@media screen`; what `@media print` hides is shown. */
function* rulesOf(css: string): Generator<{ selector: string; body: string }> {
  const text = css.replace(/<!--|-->/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ');
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ';' || text[i] === '}') start = i + 1;
    if (text[i] !== '{') continue;
    const selector = text.slice(start, i).trim();
    if (selector.startsWith('@')) {
      const media = /^@media\s+(.*)$/is.exec(selector)?.[1];
      if (media === undefined || !isForScreen(media)) i = endOfBlock(text, i);
      start = i + 1;
      continue;
    }
    const end = text.indexOf('}', i);
    if (end < 0) return;
    yield { selector, body: text.slice(i + 1, end) };
    i = end;
    start = end + 1;
  }
}

function isForScreen(media: string): boolean {
  return media.split(',').some((query) => /^\s*(?:only\s+)?(?:screen|all)?\s*$/i.test(query));
}

function endOfBlock(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
  }
  return text.length;
}

/** Any property that `readDeclarations` looks for; most rules have none, and are let go at once. */
const OF_INTEREST = /display|visibility|font|opacity|color|position|text-|mso-hide|padding|margin/i;

function readDeclarations(style: string): { readonly usual: Declared; readonly important: Declared } {
  const usual: Declared = {};
  const important: Declared = {};
  if (!OF_INTEREST.test(style)) return { usual, important };
  const values = new Map<string, string>();
  for (const part of style.split(';')) {
    const colon = part.indexOf(':');
    if (colon < 0) continue;
    const name = part.slice(0, colon).trim().toLowerCase();
    const value = part
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    const isImportant = /!\s*important$/.test(value);
    const plain = value.replace(/\s*!\s*important$/, '');
    values.set(name, plain);
    declare(isImportant ? important : usual, name, plain);
  }
  if (isAway(values)) usual.gone = true;
  return { usual, important };
}

function declare(declared: Declared, name: string, value: string): void {
  switch (name) {
    case 'display':
      declared.display = value;
      break;
    case 'visibility':
      declared.visibility = value;
      break;
    case 'font-size':
      if (isZero(value)) declared.fontless = true;
      else if (!/(?:em|%)$|inherit/.test(value) || /rem$/.test(value)) declared.fontless = false;
      break;
    case 'font': {
      const size = /(?:^|\s)(\d*\.?\d+)(?:px|pt)/.exec(value)?.[1];
      if (size !== undefined) declared.fontless = Number.parseFloat(size) === 0;
      break;
    }
    case 'opacity':
      declared.gone = isZero(value);
      break;
    case 'text-decoration':
    case 'text-decoration-line':
      declared.struck = value.includes('line-through');
      break;
    case 'padding-left':
    case 'padding-inline-start':
      declared.padding = lettersOf(value);
      break;
    case 'margin-left':
    case 'margin-inline-start':
      declared.margin = lettersOf(value);
      break;
    case 'text-indent':
      declared.textIndent = lettersOf(value);
      break;
    case 'mso-hide':
      if (value === 'all') declared.display = 'none';
      break;
  }
}

/** Letters of each CSS unit, for text of ordinary size (12 points, 16 pixels). */
const LETTERS = { em: 1, rem: 1, ch: 0.5, px: 1 / 16, pt: 1 / 12, cm: 2.36, mm: 0.236, in: 6 } as const;

function lettersOf(length: string): number {
  const [, value, unit] = /^(-?\d*\.?\d+)(em|rem|ch|px|pt|cm|mm|in)$/.exec(length) ?? [];
  return unit === undefined ? 0 : Number(value) * LETTERS[unit as keyof typeof LETTERS];
}

function isZero(value: string): boolean {
  return /^[+-]?0*\.?0*(?:px|pt|em|rem|%)?$/.test(value) && /0/.test(value);
}

/** Set for screen readers or machines: clipped to nothing, or far off the page. */
function isAway(values: ReadonlyMap<string, string>): boolean {
  const isPlaced = /^(?:absolute|fixed)$/.test(values.get('position') ?? '');
  if (!isPlaced) return false;
  if (/^rect\(\s*(?:0|1px)/.test(values.get('clip') ?? '')) return true;
  if (/^inset\((?:50|100)%/.test(values.get('clip-path') ?? '')) return true;
  return ['left', 'top', 'right'].some((side) => Number.parseFloat(values.get(side) ?? '0') <= -900);
}
