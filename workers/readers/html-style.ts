import { elementsOf, type HtmlNode, textContent } from './html-tree.ts';

/** The few things of a page's style that decide what is read: what is not shown, and what stands side by side. */
export interface PageStyle {
  isHidden(node: HtmlNode): boolean;
  /** True where the children stand side by side (flex, grid), so their texts are apart. */
  isApart(node: HtmlNode): boolean;
  /** Letters by which padding, margin or indent set in the first line of a cell. */
  indentOf(cell: HtmlNode): number;
}

interface Rule {
  readonly hidden?: boolean;
  readonly apart?: boolean;
  readonly indent?: number;
}

/**
 * Style of a page from its own `<style>` elements (rules for one tag, class or id: enough for what Word, Excel and
 * portals write), `style` and `hidden` attributes, and the flags of a live tree.
 *
 * @param live The tree came from a live page: its flags say what is hidden, its style sheets only what is set apart.
 */
export function readPageStyle(tree: HtmlNode, live: boolean): PageStyle {
  const rules = readStyleSheets(tree);
  const ruleOf = (node: HtmlNode): Rule => {
    const { id, class: classes } = node.attributes ?? {};
    let rule: Rule = { ...rules.get(node.tag) };
    for (const name of (classes ?? '').split(/\s+/)) {
      if (name) rule = { ...rule, ...rules.get(`.${name}`), ...rules.get(`${node.tag}.${name}`) };
    }
    if (id) rule = { ...rule, ...rules.get(`#${id}`) };
    return { ...rule, ...readDeclarations(node.attributes?.style ?? '') };
  };
  return {
    isHidden: (node) =>
      live
        ? node.hidden === true
        : node.attributes?.hidden !== undefined || ruleOf(node).hidden === true || node.hidden === true,
    isApart: (node) => ruleOf(node).apart === true,
    indentOf: (cell) => {
      let indent = 0;
      for (let node: HtmlNode | undefined = cell; node && node.tag !== '#text'; ) {
        indent += ruleOf(node).indent ?? 0;
        node = node.children?.find((child) => child.tag !== '#text' || (child.text ?? '').trim() !== '');
      }
      return Math.max(0, indent);
    },
  };
}

function readStyleSheets(tree: HtmlNode): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const node of elementsOf(tree)) {
    if (node.tag !== 'style' || node.attributes?.media === 'print') continue;
    for (const { selector, body } of topLevelRules(textContent(node))) {
      const declared = readDeclarations(body);
      if (Object.keys(declared).length === 0) continue;
      for (const part of selector.split(',')) {
        const name = part.trim();
        if (/^(?:[a-z][\w]*)?(?:[.#][\w-]+)?$/i.test(name) && name)
          rules.set(name, { ...rules.get(name), ...declared });
      }
    }
  }
  return rules;
}

/** Rules outside of any at-rule: what `@media print` hides is shown on the screen. */
function* topLevelRules(css: string): Generator<{ selector: string; body: string }> {
  const text = css.replace(/<!--|-->/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ');
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') {
      if (depth === 0) open = i;
      depth++;
    } else if (text[i] === '}') {
      depth = Math.max(0, depth - 1);
      if (depth > 0) continue;
      const selector = text.slice(start, open).trim();
      if (!selector.startsWith('@')) yield { selector, body: text.slice(open + 1, i) };
      start = i + 1;
    }
  }
}

function readDeclarations(style: string): Rule {
  const display = /(?:^|;)\s*display\s*:\s*([\w-]+)/i.exec(style)?.[1]?.toLowerCase();
  const visibility = /(?:^|;)\s*visibility\s*:\s*([\w-]+)/i.exec(style)?.[1]?.toLowerCase();
  const rule: { hidden?: boolean; apart?: boolean; indent?: number } = {};
  if (display) {
    rule.hidden = display === 'none';
    rule.apart = /flex|grid/.test(display);
  }
  if (/(?:^|;)\s*mso-hide\s*:\s*all/i.test(style)) rule.hidden = true;
  if (visibility === 'hidden' || visibility === 'collapse') rule.hidden = true;
  const indent = readIndent(style);
  if (indent !== 0) rule.indent = indent;
  return rule;
}

/** Letters of each CSS unit, for text of ordinary size (12 points, 16 pixels). */
const LETTERS = { em: 1, rem: 1, ch: 0.5, px: 1 / 16, pt: 1 / 12, cm: 2.36, mm: 0.236, in: 6 } as const;

function readIndent(style: string): number {
  let letters = 0;
  const declared =
    /(?:^|;)\s*(padding-left|padding-inline-start|margin-left|text-indent)\s*:\s*(-?\d*\.?\d+)(em|rem|ch|px|pt|cm|mm|in)\b/gi;
  for (const [, , value, unit] of style.matchAll(declared))
    letters += Number(value) * LETTERS[unit?.toLowerCase() as keyof typeof LETTERS];
  return letters;
}
