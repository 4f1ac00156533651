import { lastPlace, pow10 } from '../figures/arithmetic.ts';
import type { Check } from '../model/check.ts';
import type { ReviewContext } from '../rules/rule.ts';
import type { CodeNode } from '../structure/code-tree.ts';
import type { TableStructure } from '../structure/table-structure.ts';
import type { RowFault } from './diagnose.ts';

/** A row that another table prints, and that is just what a group of rows lacks. */
export interface MissingRow {
  readonly structure: TableStructure;
  readonly node: CodeNode;
}

/**
 * The row that a total counts but its table does not print, where another table prints it: a code under the total's own that
 * is not among the rows, with the amounts that are missing. Undefined where there is none, or more than one.
 */
export function missingRow(context: ReviewContext, fault: RowFault): MissingRow | undefined {
  const { place } = fault.total;
  if (place.kind !== 'cell' || fault.over) return undefined;
  const own = context.structures.find((s) => s.table.id === place.table);
  const nodes = own && context.codeTree(own)?.nodes;
  if (!own || !nodes) return undefined;
  const parent = nodes.find(
    (n) => n.row.row === place.row && n.panel.amountColumns.some((c) => c.index === place.col),
  );
  const printed = new Set(nodes.map((n) => n.code));
  const level = parent?.children[0]?.code.length ?? nodes.find((n) => n.parent === null)?.code.length;
  const found = new Map<string, MissingRow>();
  for (const structure of context.structures) {
    if (structure === own) continue;
    for (const node of context.codeTree(structure)?.nodes ?? []) {
      const { code } = node;
      if (found.has(code) || printed.has(code) || code.length !== level) continue;
      if (parent && !code.startsWith(parent.code)) continue;
      if (fault.checks.every((check) => hasAmount(context, structure, node, check)))
        found.set(code, { structure, node });
    }
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}

/** Whether the row prints, in any column, what the check lacks. */
const hasAmount = (
  context: ReviewContext,
  structure: TableStructure,
  node: CodeNode,
  check: Check,
): boolean =>
  node.panel.amountColumns.some((column) => {
    const figure = context.figures.cell(structure, node.row, column);
    if (figure?.state !== 'printed') return false;
    const own = lastPlace(figure.amount, figure.exponent);
    const place = Math.min(own, check.place);
    const amount = figure.amount.digits * pow10(own - place);
    const lacking = -check.residual * pow10(check.place - place);
    const difference = amount > lacking ? amount - lacking : lacking - amount;
    return (
      difference * 2n <=
      check.width2 * pow10(check.place - place) + (own > check.place ? pow10(own - place) : 0n)
    );
  });
