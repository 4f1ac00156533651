import { least } from '../figures/extremes.ts';
import { lookUp } from '../reference/classification.ts';
import { hasRowsOnce, isSameRow } from './repeated-rows.ts';
import type { Panel, PanelRow, TableStructure } from './table-structure.ts';
import { fold } from './text.ts';

/** A row of a table with classification codes, in its place in the hierarchy. */
export interface CodeNode {
  readonly panel: Panel;
  readonly row: PanelRow;
  readonly code: string;
  readonly parent: CodeNode | null;
  readonly children: CodeNode[];
  /** True where no printed row's code is a prefix of this one although its level needs a parent. */
  readonly orphan: boolean;
  /** True where the row stands under a parent by its position although its code does not begin with the parent's. */
  readonly misfiled: boolean;
  /** True for a row printed a second time right below itself: it belongs to no sum. */
  readonly repeated: boolean;
}

/** A row without code that carries a whole group of codes: a body (单位) in a table over several bodies. */
export interface CodeGroup {
  readonly row: PanelRow | null;
  readonly panel: Panel;
  readonly tops: CodeNode[];
}

export interface CodeTree {
  /** All coded rows in reading order, panels one after the other. */
  readonly nodes: readonly CodeNode[];
  readonly groups: readonly CodeGroup[];
  /** Rows such as 合计, and 人员经费合计 of the final accounts' form. */
  readonly totals: readonly { readonly panel: Panel; readonly row: PanelRow }[];
  /** Rows without code beside the groups that a total includes: 年终结转结余. */
  readonly extras: readonly { readonly panel: Panel; readonly row: PanelRow }[];
}

interface MutableNode {
  panel: Panel;
  row: PanelRow;
  code: string;
  parent: MutableNode | null;
  children: MutableNode[];
  orphan: boolean;
  misfiled: boolean;
  repeated: boolean;
}

/**
 * Builds the hierarchy of a code table: a row's parent is the nearest row before it whose code is a proper prefix
 * (类 3, 款 5, 项 7 digits; economic codes 3 and 5), never reset at a page break or between side-by-side lists.
 * Undefined where the table has no codes.
 */
export function buildCodeTree(structure: TableStructure): CodeTree | undefined {
  const panels = codePanels(structure);
  if (panels.length === 0) return undefined;
  const nodes: MutableNode[] = [];
  const groups: { row: PanelRow | null; panel: Panel; tops: MutableNode[] }[] = [];
  const totals: { panel: Panel; row: PanelRow }[] = [];
  const extras: { panel: Panel; row: PanelRow }[] = [];
  const rows = panels.flatMap((panel) => panel.rows.map((row) => ({ panel, row })));
  const shortest = least(rows.map(({ row }) => row.code?.length ?? 99));
  const printed = new Set(rows.map(({ row }) => row.code));
  let stack: MutableNode[] = [];
  rows.forEach(({ panel, row }, i) => {
    if (row.code === null) {
      if (row.total) totals.push({ panel, row });
      else if (row.label !== '' && opensGroup(rows, i, shortest)) {
        groups.push({ row, panel, tops: [] });
        stack = [];
      } else if (row.label !== '') extras.push({ panel, row });
      return;
    }
    const above = rows[i - 1];
    const repeated =
      above?.panel === panel && hasRowsOnce(structure) && isSameRow(structure, panel, above.row, row);
    if (repeated) {
      const parent = stack.findLast((n) => isAncestorCode(n.code, row.code!)) ?? null;
      nodes.push({
        panel,
        row,
        code: row.code,
        parent,
        children: [],
        orphan: false,
        misfiled: false,
        repeated,
      });
      return;
    }
    const item = stack.at(-1);
    if (item?.code === row.code && item.panel === panel && !hasRowsOnce(structure) && isDetailOf(item, row)) {
      const detail: MutableNode = {
        panel,
        row,
        code: row.code,
        parent: item,
        children: [],
        orphan: false,
        misfiled: false,
        repeated: false,
      };
      item.children.push(detail);
      nodes.push(detail);
      return;
    }
    while (stack.length > 0 && !isAncestorCode(stack.at(-1)!.code, row.code)) stack.pop();
    const parent = stack.at(-1) ?? null;
    const mistyped = printed.has(row.code.slice(0, -2))
      ? null
      : mistypedParent(nodes.at(-1), parent, row.code);
    const node: MutableNode = {
      panel,
      row,
      code: row.code,
      parent: mistyped ?? parent,
      children: [],
      orphan: false,
      misfiled: mistyped !== null,
      repeated,
    };
    node.parent?.children.push(node);
    nodes.push(node);
    stack.push(node);
    if (node.parent === null && row.code.length > shortest) node.orphan = true;
    if (groups.length === 0) groups.push({ row: null, panel, tops: [] });
    if (node.parent === null) groups.at(-1)!.tops.push(node);
  });
  if (nodes.some((n) => n.orphan)) {
    const index = new Map(nodes.map((n, i) => [n, i]));
    for (const group of groups) adoptMisfiled(group.tops, nodes, index);
  }
  return { nodes, groups, totals, extras };
}

/** Projects listed under their item carry its code again: 2050102 一般行政管理事务, then 2050102 with each project's name. */
const isDetailOf = (item: MutableNode, row: PanelRow): boolean =>
  isNameOf(item.code, item.row.label) && !isNameOf(item.code, row.label);

/** The code's name, or that name with a character or two lost. */
const isNameOf = (code: string, label: string): boolean =>
  (['functional', 'economic'] as const).some((c) =>
    lookUp(c, code).some((e) => isNameWithin(fold(label), fold(e.name))),
  );

function isNameWithin(label: string, name: string): boolean {
  if (label.length > name.length || label.length < Math.max(3, name.length - 2)) return false;
  let at = 0;
  for (const c of name) if (c === label[at]) at++;
  return at === label.length;
}

const isAncestorCode = (a: string, b: string): boolean => b.length > a.length && b.startsWith(a);

function codePanels(structure: TableStructure): Panel[] {
  return structure.panels.filter((p) => {
    let coded = 0;
    for (const row of p.rows) if (row.code !== null && row.code.length >= 3) coded++;
    return coded > 0;
  });
}

/** A row without code is a group's head when the next filled row is a top-level code and the row itself has an amount. */
function opensGroup(rows: readonly { panel: Panel; row: PanelRow }[], at: number, shortest: number): boolean {
  const next = rows.slice(at + 1, at + 3).find(({ row }) => row.code !== null || row.label !== '');
  return next?.row.code?.length === shortest;
}

/**
 * 20802 for 20805 above 2080505: a detail row whose section is not printed, right below a section of its class that has no
 * detail rows of its own, belongs to it by position.
 */
function mistypedParent(
  before: MutableNode | undefined,
  parent: MutableNode | null,
  code: string,
): MutableNode | null {
  if (!before || !parent || code.length - parent.code.length !== 4) return null;
  if (before.misfiled && before.code.slice(0, -2) === code.slice(0, -2)) return before.parent;
  return before.parent === parent && before.code.length === code.length - 2 && before.children.length === 0
    ? before
    : null;
}

/**
 * A detail row whose parent is not printed may have a mistyped code, or its parent may be mistyped: where the row before it
 * is a childless row of the next higher level, or it stands between two children of one parent, it belongs there by position.
 */
function adoptMisfiled(
  tops: MutableNode[],
  nodes: readonly MutableNode[],
  index: ReadonlyMap<MutableNode, number>,
): void {
  for (const node of tops.filter((n) => n.orphan)) {
    const i = index.get(node)!;
    const parent = positionalParent(nodes, i);
    if (!parent) continue;
    node.parent = parent;
    node.misfiled = true;
    node.orphan = false;
    const after = parent.children.findIndex((c) => index.get(c)! > i);
    parent.children.splice(after < 0 ? parent.children.length : after, 0, node);
    tops.splice(tops.indexOf(node), 1);
  }
}

function positionalParent(nodes: readonly MutableNode[], i: number): MutableNode | null {
  const node = nodes[i]!;
  let before: MutableNode | null = null;
  for (let k = i - 1; k >= 0; k--) {
    if (nodes[k]!.code.length < node.code.length) {
      before = nodes[k]!;
      break;
    }
  }
  if (!before || before.code.length !== node.code.length - 2) return null;
  const childless = before.children.every((c) => c.misfiled);
  const next = nodes[i + 1];
  const previous = nodes[i - 1];
  const between =
    previous !== undefined && (previous === before || previous.parent === before) && next?.parent === before;
  return childless || between ? before : null;
}
