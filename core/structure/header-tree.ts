import { isTotalLabel } from './measures.ts';
import type { Column, Panel } from './table-structure.ts';
import { fold } from './text.ts';

/** A node of a panel's header: a merged header over several columns, or one column. */
export interface HeaderNode {
  readonly label: string;
  readonly column: Column | null;
  readonly children: readonly HeaderNode[];
}

/** Columns of a panel as the tree that its merged headers draw; percent and text columns are left out. */
export function panelToHeaderTree(panel: Panel): HeaderNode {
  return { label: '', column: null, children: group(panel.amountColumns, 0) };
}

function group(columns: readonly Column[], depth: number): HeaderNode[] {
  const nodes: HeaderNode[] = [];
  for (let i = 0; i < columns.length; ) {
    const head = columns[i]!.headers[depth];
    let end = i + 1;
    if (head) while (end < columns.length && columns[end]!.headers[depth] === head) end++;
    const part = columns.slice(i, end);
    const isLeaf = part.length === 1 && part[0]!.headers.length <= depth + 1;
    if (!head || isLeaf) nodes.push({ label: head?.text ?? '', column: part[0]!, children: [] });
    else nodes.push({ label: head.text, column: null, children: group(part, depth + 1) });
    i = !head || isLeaf ? i + 1 : end;
  }
  return nodes;
}

export const isTotalNode = (node: HeaderNode): boolean => node.column !== null && isTotalLabel(node.label);

/** The column that stands for a node: itself, or the total column inside its group. */
export function nodeTotal(node: HeaderNode): Column | null {
  if (node.column) return node.column;
  return node.children.find(isTotalNode)?.column ?? null;
}

export const isOfWhichNode = (node: HeaderNode): boolean => /^其中|^ofwhich/i.test(fold(node.label));
