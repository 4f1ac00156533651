import { greatest } from '../../figures/extremes.ts';
import type { CheckDraft, CheckTerm } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { CodeNode, CodeTree } from '../../structure/code-tree.ts';
import { isGrandTotal, type LabelNode } from '../../structure/label-tree.ts';
import { isTotalLabel, pathToMeasure } from '../../structure/measures.ts';
import { repeatedRows } from '../../structure/repeated-rows.ts';
import {
  type Column,
  type Panel,
  type PanelRow,
  type TableStructure,
  totalledName,
} from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';

const PUBLICATION = '《预算法》第四十六条；财预〔2016〕143号';
const ARITHMETIC = '表内合计关系';

/** G1: within one table, what is printed as a sum is the sum of what it is printed over. */
export const footing: RuleFamily = {
  rules: [
    {
      id: 'foot-code-kuan-lei',
      severity: 'error',
      title: { zh: '类 = Σ款', en: 'Class equals the sum of its sections' },
      basis: PUBLICATION,
      formula: '类 = Σ 款',
    },
    {
      id: 'foot-code-xiang-kuan',
      severity: 'error',
      title: { zh: '款 = Σ项', en: 'Section equals the sum of its items' },
      basis: PUBLICATION,
      formula: '款 = Σ 项',
    },
    {
      id: 'foot-code-econ',
      severity: 'error',
      title: { zh: '经济分类 类 = Σ款', en: 'Economic class equals the sum of its sections' },
      basis: '财预〔2017〕98号',
      formula: '类 = Σ 款',
    },
    {
      id: 'foot-total-lei',
      severity: 'error',
      title: { zh: '合计 = Σ类', en: 'Grand total equals the sum of classes' },
      basis: ARITHMETIC,
      formula: '合计 = Σ 类',
    },
    {
      id: 'foot-total-leaf',
      severity: 'error',
      title: { zh: '合计 = Σ最细级', en: 'Grand total equals the sum of the most detailed rows' },
      basis: ARITHMETIC,
      formula: '合计 = Σ 最细级',
    },
    {
      id: 'foot-missing-parent-cell',
      severity: 'error',
      title: { zh: '下级有数，上级空白', en: 'Parent cell blank while its parts carry amounts' },
      basis: ARITHMETIC,
      formula: '上级 = Σ 下级',
    },
    {
      id: 'foot-single-child',
      severity: 'error',
      title: { zh: '单一下级等于上级', en: 'An only child equals its parent' },
      basis: ARITHMETIC,
      formula: '上级 = 下级',
    },
    {
      id: 'foot-label-list',
      severity: 'error',
      title: { zh: '上级项目 = Σ下级项目', en: 'An item equals the sum of its sub-items' },
      basis: ARITHMETIC,
      formula: '一、 = Σ（一）',
    },
    {
      id: 'foot-label-total',
      severity: 'error',
      title: { zh: '本年合计、总计 = Σ项目', en: 'Year total and grand total equal their items' },
      basis: ARITHMETIC,
      formula: '总计 = 本年合计 + 结转',
    },
    {
      id: 'foot-indent',
      severity: 'error',
      title: { zh: '按缩进层级求和', en: 'Sum by indented rows' },
      basis: ARITHMETIC,
      formula: '上级 = Σ 缩进的下级',
    },
    {
      id: 'foot-of-which',
      severity: 'error',
      title: { zh: '其中项不大于总项', en: '“Of which” does not exceed the whole' },
      basis: ARITHMETIC,
      formula: '其中 ≤ 总项',
    },
    {
      id: 'foot-project-total',
      severity: 'error',
      title: { zh: '项目支出表合计 = Σ项目', en: 'Project table total equals its projects' },
      basis: ARITHMETIC,
      formula: '合计 = Σ 项目',
    },
    {
      id: 'foot-assets',
      severity: 'error',
      title: { zh: '资产表合计 = Σ类别', en: 'Asset table adds up' },
      basis: ARITHMETIC,
      formula: '合计 = Σ 类别',
    },
  ],
  *propose(context) {
    for (const structure of context.structures) {
      if (structure.kind === 'project-target' || structure.kind === 'overall-target') continue;
      const tree = context.codeTree(structure);
      if (tree) yield* footCodes(context, structure, tree);
      for (const panel of structure.panels) {
        if (tree?.nodes.some((n) => n.panel === panel)) continue;
        if (panel.labelColumns.length === 0 || isThreePublicList(structure, panel)) continue;
        if (panel.labelColumns.length > 1) yield* footLabelColumns(context, structure, panel);
        else yield* footLabels(context, structure, panel);
      }
    }
  },
};

// ------------------------------------------------------------------------------------------------------------------ codes

function* footCodes(
  context: ReviewContext,
  structure: TableStructure,
  tree: CodeTree,
): Generator<CheckDraft> {
  const figure = (panel: Panel, row: PanelRow, k: number): Figure | undefined => {
    const column = panel.amountColumns[k];
    return column && context.figures.cell(structure, row, column);
  };
  const columnCount = greatest(structure.panels.map((p) => p.amountColumns.length));
  const parents = tree.nodes.filter((n) => n.children.length > 0);
  const headings = isHeadingsOnly(parents, (n) =>
    n.panel.amountColumns.map((_, k) => figure(n.panel, n.row, k)),
  );
  for (let k = 0; k < columnCount; k++) {
    if (headings) {
      yield* footTotals(structure, tree, (panel, row) => figure(panel, row, k), true);
      continue;
    }
    for (const node of parents) {
      const children = node.children.map((c) => figure(c.panel, c.row, k));
      yield* sumOf(footingRule(node), figure(node.panel, node.row, k), children);
    }
    yield* footTotals(structure, tree, (panel, row) => figure(panel, row, k));
  }
}

/** Some tables print classes as mere headings: where no parent has an amount in any column, only the leaves foot. */
const isHeadingsOnly = (
  parents: readonly CodeNode[],
  figures: (n: CodeNode) => readonly (Figure | undefined)[],
): boolean => parents.length > 2 && parents.every((n) => figures(n).every((f) => f?.state !== 'printed'));

function footingRule(node: CodeNode): string {
  if (node.children.some((c) => c.code === node.code)) return 'foot-project-total';
  if (node.children.length === 1) return 'foot-single-child';
  if (node.code.length !== 3) return 'foot-code-xiang-kuan';
  return node.code.startsWith('3') && node.children.every((c) => c.code.length === 5)
    ? 'foot-code-econ'
    : 'foot-code-kuan-lei';
}

type FigureAt = (panel: Panel, row: PanelRow) => Figure | undefined;

function* footTotals(
  structure: TableStructure,
  tree: CodeTree,
  figure: FigureAt,
  leavesOnly = false,
): Generator<CheckDraft> {
  const groupFigure = (g: CodeTree['groups'][number]) => (g.row ? figure(g.panel, g.row) : undefined);
  for (const group of tree.groups) {
    const total = groupFigure(group);
    if (total?.state === 'printed')
      yield* sumOf(
        'foot-total-lei',
        total,
        group.tops.map((n) => figure(n.panel, n.row)),
      );
  }
  const grouped = tree.groups.some((g) => groupFigure(g)?.state === 'printed');
  const extras = tree.extras.filter((e) => /结转|结余/.test(e.row.label)).map((e) => figure(e.panel, e.row));
  const tops = tree.groups.flatMap((g) =>
    grouped && g.row ? [groupFigure(g)] : g.tops.map((n) => figure(n.panel, n.row)),
  );
  const leaves = tree.nodes
    .filter((n) => n.children.length === 0 && !n.repeated)
    .map((n) => figure(n.panel, n.row));
  const economic = tree.nodes.every((n) => n.code.startsWith('3'));
  for (const { panel, row } of tree.totals) {
    const total = figure(panel, row);
    if (!total) continue;
    const part = economic ? economicPart(row.label) : null;
    if (part) {
      const parts = tree.groups.flatMap((g) => g.tops).filter((n) => part(n.code));
      if (structure.panels.length > 1)
        yield* sumOf(
          'foot-total-lei',
          total,
          parts.map((n) => figure(n.panel, n.row)),
        );
      continue;
    }
    if (!leavesOnly) yield* sumOf('foot-total-lei', total, [...tops, ...extras]);
    if (leaves.length > tops.length) yield* sumOf('foot-total-leaf', total, [...leaves, ...extras]);
  }
}

/** 人员经费合计 of the final accounts' form sums 301 and 303, 公用经费合计 the other economic classes. */
function economicPart(label: string): ((code: string) => boolean) | null {
  const t = fold(label);
  const personnel = (code: string) => code.startsWith('301') || code.startsWith('303');
  if (/人员/.test(t)) return personnel;
  return /公用|日常/.test(t) ? (code) => !personnel(code) : null;
}

// ----------------------------------------------------------------------------------------------------------------- labels

/** Columns that foot by label: amounts, and the counts of an asset table. */
function footedColumns(structure: TableStructure, panel: Panel): readonly Column[] {
  if (structure.kind !== 'assets') return panel.amountColumns;
  const counts = structure.columns.filter((c) => c.role === 'quantity' && /数量/.test(fold(c.path.join(''))));
  return [...panel.amountColumns, ...counts];
}

function totalRule(structure: TableStructure): string {
  if (structure.kind === 'projects') return 'foot-project-total';
  return structure.kind === 'assets' ? 'foot-assets' : 'foot-label-total';
}

function* footLabels(context: ReviewContext, structure: TableStructure, panel: Panel): Generator<CheckDraft> {
  const tree = context.labelTree(structure, panel);
  const repeated = repeatedRows(structure, panel);
  const once = (nodes: readonly LabelNode[]) => nodes.filter((n) => !repeated.has(n.row));
  for (const column of footedColumns(structure, panel)) {
    const figure = (node: LabelNode) =>
      node.kind === 'total'
        ? context.figures.cell(structure, node.row, pastLabel(structure, panel, node.row, column))
        : context.figures.cell(structure, node.row, column);
    for (const node of tree.nodes) {
      const parts = once(node.children).filter((c) => c.kind === 'item');
      const items = parts.map(figure);
      if (parts.some((c) => c.isSetIn)) {
        // Set-in rows under a heading without an amount are told by the total that follows.
        if (items.length > 1 && isPrinted(figure(node))) yield* sumOf('foot-indent', figure(node), items);
      } else if (items.length > 1 && items.some((f) => f?.state === 'printed'))
        yield* sumOf('foot-label-list', figure(node), items);
      else if (items.length === 1) yield* atMost('foot-of-which', figure(node), items[0]);
      for (const part of node.children)
        if (part.kind === 'of-which') yield* atMost('foot-of-which', figure(node), figure(part));
    }
    // A nameless row of amounts above a total is a total of its own: what the next one takes in is not told.
    const unclear = new Set(
      panel.rows.filter((r, i) => {
        const above = panel.rows[i - 1];
        return r.total && above?.label === '' && isPrinted(context.figures.cell(structure, above, column));
      }),
    );
    yield* footLabelTotals(once(tree.tops), figure, totalRule(structure), unclear);
  }
}

/**
 * The label of a total may be merged over amount columns of its list (当年支出合计 over two lists): its figure then stands in
 * the first column past the label.
 */
function pastLabel(structure: TableStructure, panel: Panel, row: PanelRow, column: Column): Column {
  const cell = structure.grid.at(row.row, column.index);
  if (!cell || cell.col > (panel.labelColumns[0] ?? 0) || cell.text.trim() === '') return column;
  const next = structure.columns[cell.col + cell.colSpan];
  return next?.role === 'amount' ? next : column;
}

const isPrinted = (figure: Figure | undefined): boolean => figure?.state === 'printed';

/** 小计 sums items, 本年合计 sums 小计 and items, 合计 and 总计 sum what came before (上年结转 with it). */
function totalRank(label: string): number {
  const t = fold(label);
  if (isGrandTotal(label)) return 4;
  if (/^(?:本年|当年|本级)/.test(t)) return 2;
  return /小计|sub-?total/i.test(t) ? 1 : 3;
}

function* footLabelTotals(
  tops: readonly LabelNode[],
  figure: (n: LabelNode) => Figure | undefined,
  rule: string,
  unclear: ReadonlySet<PanelRow>,
): Generator<CheckDraft> {
  let open: { node: LabelNode; rank: number }[] = [];
  let onTop: LabelNode | null = null;
  for (const node of tops) {
    if (node.kind !== 'total') {
      for (const item of underHeading(node, figure)) open.push({ node: item, rank: 0 });
      continue;
    }
    const heading = headingOf(node, open, figure);
    if (heading >= 0) {
      yield* sumOf(
        rule,
        figure(node),
        open.slice(heading + 1).map((e) => figure(e.node)),
      );
      open = [...open.slice(0, heading), { node, rank: 0 }];
      continue;
    }
    const rank = totalRank(node.row.label);
    let from = open.length;
    while (from > 0 && open[from - 1]!.rank < rank) from--;
    if (from === open.length && open.length > 0) from = open.findIndex((e) => e.rank === rank);
    const addends = from < 0 ? [] : open.slice(from);
    if (addends.length === 0) {
      onTop ??= node;
      continue;
    }
    if (!unclear.has(node.row))
      yield* sumOf(
        rule,
        figure(node),
        addends.map((e) => figure(e.node)),
      );
    open = [...open.slice(0, from), { node, rank }];
  }
  if (onTop && open.some((e) => e.rank === 0))
    yield* sumOf(
      rule,
      figure(onTop),
      open.map((e) => figure(e.node)),
    );
}

/** A heading without an amount stands for the rows set in under it, and before them. */
function underHeading(node: LabelNode, figure: (n: LabelNode) => Figure | undefined): LabelNode[] {
  const parts = node.children.filter((c) => c.kind === 'item' && c.isSetIn);
  if (parts.length === 0 || isPrinted(figure(node))) return [node];
  return [node, ...parts.flatMap((part) => underHeading(part, figure))];
}

/** Total public safety closes the heading Public safety: where that stands among what is open, or −1. */
function headingOf(
  total: LabelNode,
  open: readonly { readonly node: LabelNode }[],
  figure: (n: LabelNode) => Figure | undefined,
): number {
  const name = totalledName(total.row.label);
  if (name === null) return -1;
  return open.findLastIndex(
    ({ node }) => !isPrinted(figure(node)) && fold(node.row.label).toLowerCase() === name,
  );
}

/**
 * Lists keyed by several label columns (unit, project, purchase): a row that fills only the first of them is the group of the
 * rows below that leave those columns blank.
 */
function* footLabelColumns(
  context: ReviewContext,
  structure: TableStructure,
  panel: Panel,
): Generator<CheckDraft> {
  const rule = totalRule(structure);
  const nodes = labelColumnNodes(structure, panel);
  const tops = nodes.filter((n) => n.parent === null);
  const totals = panel.rows.filter((r) => r.total && headLabels(structure, panel, r).length === 0);
  for (const column of panel.amountColumns) {
    const figure = (row: PanelRow) => context.figures.cell(structure, row, column);
    if (totals.length === 1 && tops.length > 0) {
      yield* sumOf(
        rule,
        figure(totals[0]!),
        tops.map((n) => figure(n.row)),
      );
    }
    for (const node of nodes) {
      if (node.children.length === 0 || figure(node.row)?.state !== 'printed') continue;
      const parts = node.children.filter((n) => !isOfWhichLabel(n.row.label));
      yield* sumOf(
        rule,
        figure(node.row),
        parts.map((n) => figure(n.row)),
      );
      for (const part of node.children)
        if (!parts.includes(part)) yield* atMost('foot-of-which', figure(node.row), figure(part.row));
    }
  }
}

const isOfWhichLabel = (label: string): boolean => /^其中/.test(fold(label));

/**
 * The label columns that a row itself fills with other words than 小计: 一般公共预算资金 | 小计 heads the rows below it.
 */
export function headLabels(structure: TableStructure, panel: Panel, row: PanelRow): number[] {
  return panel.labelColumns.filter((c) => {
    const cell = structure.grid.at(row.row, c);
    return cell?.row === row.row && cell.text.trim() !== '' && !isTotalLabel(cell.text);
  });
}

interface LabelColumnNode {
  readonly row: PanelRow;
  /** First and last label column that the row itself fills. */
  readonly first: number;
  readonly last: number;
  readonly parent: LabelColumnNode | null;
  readonly children: LabelColumnNode[];
}

function labelColumnNodes(structure: TableStructure, panel: Panel): LabelColumnNode[] {
  const nodes: LabelColumnNode[] = [];
  const stack: LabelColumnNode[] = [];
  for (const row of panel.rows) {
    if (row.label === '') continue;
    const filled = headLabels(structure, panel, row);
    if (filled.length === 0) continue;
    const [first, last] = [filled[0]!, filled.at(-1)!];
    while (stack.length > 0 && stack.at(-1)!.last >= first) stack.pop();
    const node: LabelColumnNode = { row, first, last, parent: stack.at(-1) ?? null, children: [] };
    node.parent?.children.push(node);
    nodes.push(node);
    stack.push(node);
  }
  return nodes;
}

/** The vertical form of 三公 has its own equations: its 其中 parts are complete and its numbering is often mixed. */
export function isThreePublicList(structure: TableStructure, panel: Panel): boolean {
  if (structure.kind !== 'three-public') return false;
  const measures = new Set(panel.rows.map((r) => (r.label === '' ? null : pathToMeasure([r.label]))));
  return (
    ['abroad', 'reception', 'vehicle', 'vehicle-purchase', 'vehicle-running'].filter((m) =>
      measures.has(m as never),
    ).length >= 3
  );
}

// ----------------------------------------------------------------------------------------------------------------- drafts

/** total = Σ addends; a lone addend is a copy. Nothing is proposed where the total's cell does not exist. */
export function sumOf(
  rule: string,
  total: Figure | undefined,
  addends: readonly (Figure | undefined)[],
): readonly CheckDraft[] {
  if (!total) return NONE;
  const terms: CheckTerm[] = [{ figure: total, sign: -1 }];
  for (const figure of addends) if (figure && figure.id !== total.id) terms.push({ figure, sign: 1 });
  if (terms.length === 1) return NONE;
  return [{ rule, comparison: terms.length === 2 ? 'copy' : 'sum', terms }];
}

export function atMost(
  rule: string,
  whole: Figure | undefined,
  part: Figure | undefined,
): readonly CheckDraft[] {
  if (!whole || !part || part.state !== 'printed') return NONE;
  const terms: CheckTerm[] = [
    { figure: whole, sign: -1 },
    { figure: part, sign: 1 },
  ];
  return [{ rule, comparison: 'at-most', terms }];
}

const NONE: readonly CheckDraft[] = [];
