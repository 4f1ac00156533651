import type { Cell } from '../../model/document.ts';
import type { Figure } from '../../model/figure.ts';
import { type Classification, lookUp } from '../../reference/classification.ts';
import type { CodeNode } from '../../structure/code-tree.ts';
import type { TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { once } from '../once.ts';
import type { ReviewContext } from '../rule.ts';

/** A row of a code table with its name, as codes and names are compared over the document. */
export interface CodeRow {
  readonly structure: TableStructure;
  readonly node: CodeNode;
  readonly code: string;
  /** The name as compared. */
  readonly name: string;
  readonly classification: Classification;
}

/** Tables whose codes are of the government budget classification: most of them must be known codes. */
export const documentToCodeRows = once((context: ReviewContext): readonly CodeRow[] => {
  const rows: CodeRow[] = [];
  for (const structure of context.structures) {
    const nodes = context.codeTree(structure)?.nodes ?? [];
    const classification = classificationOf(nodes);
    if (!classification) continue;
    for (const node of nodes) {
      // Projects under their item carry its code with names of their own.
      const name = node.parent?.code === node.code ? '' : codeName(ownName(structure, node));
      rows.push({ structure, node, code: node.code, name, classification });
    }
  }
  return rows;
});

function classificationOf(nodes: readonly CodeNode[]): Classification | undefined {
  for (const classification of ['functional', 'economic'] as const) {
    const known = nodes.filter((n) => lookUp(classification, n.code).length > 0).length;
    if (known > 0 && known * 2 >= nodes.length) return classification;
  }
  return undefined;
}

/** The words beside the code: in a list of projects with several columns of words, those of the column right after the code. */
function ownName(structure: TableStructure, { panel, row }: CodeNode): string {
  const column = nameColumn(panel);
  if (panel.labelColumns.length < 2 || panel.codeColumns.length === 0) return row.label;
  return column === undefined ? '' : (structure.grid.at(row.row, column)?.text ?? '');
}

const nameColumn = ({ codeColumns, labelColumns }: CodeNode['panel']): number | undefined => {
  const last = codeColumns.at(-1);
  return last === undefined ? undefined : labelColumns.find((c) => c > last);
};

/** A name without the level that some print behind it: 卫生健康支出（类）. */
export const codeName = (label: string): string =>
  fold(label)
    .replace(/\((?:类|款|项)\)/g, '')
    .replace(/^[-—·.、]+|[*#]+$/g, '');

/** The cell that prints the last part of the row's code. */
export function codeCell({ structure, node }: CodeRow): Cell {
  const { grid } = structure;
  const columns = [...node.panel.codeColumns].reverse();
  for (const column of columns) {
    const cell = grid.at(node.row.row, column);
    if (cell && /\d/.test(cell.text)) return cell;
  }
  return nameCell({ structure, node }) ?? grid.at(node.row.row, node.panel.codeColumns[0] ?? 0)!;
}

/** The cell that prints the row's name. */
export function nameCell({ structure, node }: Pick<CodeRow, 'structure' | 'node'>): Cell | undefined {
  const { panel, row } = node;
  const several = panel.labelColumns.length > 1 ? nameColumn(panel) : undefined;
  if (several !== undefined) return structure.grid.at(row.row, several);
  return row.labelColumn < 0 ? undefined : structure.grid.at(row.row, row.labelColumn);
}

/** The first printed amount of a row that is not zero. */
export function rowAmount(context: ReviewContext, { structure, node }: CodeRow): Figure | undefined {
  for (const column of node.panel.amountColumns) {
    const figure = context.figures.cell(structure, node.row, column);
    if (figure?.state === 'printed' && figure.amount.digits !== 0n) return figure;
  }
  return undefined;
}

/** Two figures of one amount, whatever their units and decimals. */
export function sameAmount(a: Figure | undefined, b: Figure | undefined): boolean {
  if (!a || !b) return false;
  const place = Math.min(a.exponent - a.amount.scale, b.exponent - b.amount.scale);
  const at = (f: Figure) => f.amount.digits * 10n ** BigInt(f.exponent - f.amount.scale - place);
  return at(a) === at(b);
}
