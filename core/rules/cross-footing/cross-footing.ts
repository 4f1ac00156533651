import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import {
  type HeaderNode,
  isOfWhichNode,
  isTotalNode,
  nodeTotal,
  panelToHeaderTree,
} from '../../structure/header-tree.ts';
import { type Measure, pathToMeasure } from '../../structure/measures.ts';
import { isNotZero, ownColumn } from '../../structure/table-facts.ts';
import type { Column, Panel, PanelRow, TableStructure } from '../../structure/table-structure.ts';
import { fold } from '../../structure/text.ts';
import { atMost, isThreePublicList, sumOf } from '../footing/footing.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';
import { observeQuantityPrice } from './quantity-price.ts';

const ARITHMETIC = '表头层级关系';

/** G2: along a row, a total column is the sum of the columns that its header stands over. */
export const crossFooting: RuleFamily = {
  rules: [
    {
      id: 'cast-basic-project',
      severity: 'error',
      title: { zh: '合计 = 基本支出 + 项目支出', en: 'Total equals basic plus project expenditure' },
      basis: '《预算法实施条例》第六条',
      formula: '合计 = 基本支出 + 项目支出 (+ 经营、上解、对附属)',
    },
    {
      id: 'cast-personnel-public',
      severity: 'error',
      title: { zh: '基本支出 = 人员经费 + 公用经费', en: 'Basic expenditure equals personnel plus public' },
      basis: ARITHMETIC,
      formula: '小计 = 人员经费 + 公用经费',
    },
    {
      id: 'cast-income-sources',
      severity: 'error',
      title: { zh: '收入合计 = 各来源', en: 'Income total equals its sources' },
      basis: ARITHMETIC,
      formula: '合计 = Σ 来源 (+ 上年结转)',
    },
    {
      id: 'cast-fund-kinds',
      severity: 'error',
      title: { zh: '合计 = 一般公共预算 + 政府性基金 + 国有资本', en: 'Total equals the kinds of fund' },
      basis: ARITHMETIC,
      formula: '合计 = 一般公共预算 + 政府性基金 + 国有资本经营',
    },
    {
      id: 'cast-three-public',
      severity: 'error',
      title: { zh: '三公合计 = 出国 + 用车 + 接待', en: 'Three-public total equals its parts' },
      basis: '财预〔2016〕143号',
      formula: '合计 = 出国 + 用车(购置 + 运行) + 接待',
    },
    {
      id: 'cast-header-subtotal',
      severity: 'error',
      title: { zh: '小计列 = 其下明细列', en: 'A total column equals its sub-columns' },
      basis: ARITHMETIC,
      formula: '小计 = Σ 明细列',
    },
    {
      id: 'cast-final-carryover',
      severity: 'error',
      title: {
        zh: '年初结转 + 本年收入 = 本年支出 + 年末结转',
        en: 'Opening plus income equals expenditure plus closing',
      },
      basis: ARITHMETIC,
      formula: '年初结转 + 本年收入 − 本年支出 = 年末结转',
    },
    {
      id: 'cast-change',
      severity: 'error',
      title: { zh: '增减额 = 本年 − 上年', en: 'Change equals this year minus last year' },
      basis: ARITHMETIC,
      formula: '比上年增减额 = 本年预算数 − 上年执行数',
    },
    {
      id: 'cast-colno-formula',
      severity: 'error',
      title: { zh: '栏次公式', en: 'Formula stated in the column-number row' },
      basis: '表内栏次所列公式',
      formula: '栏次 1=2+3',
    },
    {
      id: 'cast-econ-columns',
      severity: 'warning',
      title: {
        zh: '工资福利在人员经费，商品服务在公用经费',
        en: 'Wages stand under personnel, goods and services under public money',
      },
      basis: '部门预算支出经济分类',
      formula: '301 合计 = 人员经费；302 合计 = 公用经费',
    },
    {
      id: 'cast-quantity-price',
      severity: 'warning',
      title: { zh: '数量 × 单价 = 金额', en: 'Quantity times unit price equals amount' },
      basis: ARITHMETIC,
      formula: '数量 × 单价 = 金额',
    },
  ],
  observe: observeQuantityPrice,
  *propose(context) {
    for (const structure of context.structures) {
      if (structure.kind === 'project-target' || structure.kind === 'overall-target') continue;
      for (const panel of structure.panels) {
        const equations = panelEquations(structure, panel);
        for (const row of panel.rows) yield* castRow(context, structure, row, equations);
        if (isThreePublicList(structure, panel)) yield* castThreePublicList(context, structure, panel);
      }
      yield* castChange(context, structure);
      yield* castCarryOver(context, structure);
      yield* castEconomicColumns(context, structure);
    }
  },
};

interface Equation {
  readonly rule: string;
  readonly total: Column;
  readonly addends: readonly Column[];
  readonly atMost: boolean;
}

function* castRow(
  context: ReviewContext,
  structure: TableStructure,
  row: PanelRow,
  equations: readonly Equation[],
): Generator<CheckDraft> {
  for (const equation of equations) {
    const figure = (c: Column) => context.figures.cell(structure, row, c);
    const total = figure(equation.total);
    const addends = equation.addends.map(figure);
    // A merged cell over several columns is one figure: it cannot be checked against itself.
    if (total && addends.some((f) => f?.id === total.id)) continue;
    if (equation.atMost) for (const part of addends) yield* atMost(equation.rule, total, part);
    else yield* sumOf(equation.rule, total, addends);
  }
}

/** What the header says of every row: from a formula row where there is one, else from the tree of merged headers. */
function panelEquations(structure: TableStructure, panel: Panel): Equation[] {
  const stated = formulaEquations(structure, panel);
  if (stated.length > 0) return stated;
  const equations: Equation[] = [];
  const root = panelToHeaderTree(panel);
  for (const tree of pivot(root)) collectEquations(structure, tree, equations);
  return equations;
}

function formulaEquations(structure: TableStructure, panel: Panel): Equation[] {
  if (structure.columnNumberRow === null) return [];
  const byNumber = new Map<string, Column>();
  const formulas: { column: Column; text: string }[] = [];
  for (const column of structure.columns) {
    const text = fold(structure.grid.at(structure.columnNumberRow, column.index)?.text ?? '');
    const m = /^(\d{1,2}|[A-Z])(?:=(.+))?$/.exec(text);
    if (!m) continue;
    byNumber.set(m[1]!, column);
    if (m[2]) formulas.push({ column, text: m[2] });
  }
  const equations: Equation[] = [];
  for (const { column, text } of formulas) {
    if (!panel.amountColumns.includes(column) || !/^[\dA-Z]+(?:\+[\dA-Z]+)+$/.test(text)) continue;
    const addends = text.split('+').map((n) => byNumber.get(n));
    if (addends.every((c): c is Column => c !== undefined))
      equations.push({ rule: 'cast-colno-formula', total: column, addends, atMost: false });
  }
  return equations;
}

/**
 * 合计(预算数|决算数) ‖ 用车(小计(预算数|决算数) …): where every lowest group has the same leaves, each leaf is a table of its
 * own, whose columns are the groups.
 */
function pivot(root: HeaderNode): HeaderNode[] {
  const groups = lowestGroups(root);
  const labels = groups[0]?.children.map((c) => fold(c.label)) ?? [];
  const alike =
    groups.length > 1 &&
    labels.length > 1 &&
    !labels.some((l) => /合计|小计|总计/.test(l)) &&
    root.children.every((c) => c.column === null) &&
    groups.every(
      (g) => g.children.length === labels.length && g.children.every((c, i) => fold(c.label) === labels[i]),
    );
  return alike ? labels.map((_, i) => takeLeaf(root, i)) : [root];
}

const isLowest = (node: HeaderNode): boolean =>
  node.children.length > 0 && node.children.every((c) => c.column !== null);

function lowestGroups(node: HeaderNode): HeaderNode[] {
  return isLowest(node) ? [node] : node.children.flatMap(lowestGroups);
}

function takeLeaf(node: HeaderNode, leaf: number): HeaderNode {
  if (isLowest(node)) return { label: node.label, column: node.children[leaf]!.column, children: [] };
  return { ...node, children: node.children.map((c) => takeLeaf(c, leaf)) };
}

function collectEquations(structure: TableStructure, node: HeaderNode, out: Equation[]): void {
  for (const child of node.children) if (child.children.length > 0) collectEquations(structure, child, out);
  const children =
    structure.kind === 'three-public' ? node.children.filter((c) => !isOutsideThreePublic(c)) : node.children;
  // 年初结转 | 本年收入 | 本年支出 | 年末结转: the year's income is no total of what stands beside it.
  const isFlow = children.some((c) => /^本年支出(?!合计)/.test(fold(c.label)));
  const totals = children.filter(
    (c) => isTotalIn(structure, c) && !(isFlow && /^本年[收支]/.test(fold(c.label))),
  );
  const total = totals[0];
  if (!total) return;
  const at = children.indexOf(total);
  const members = children.filter((c) => c !== total);
  const parts =
    totals.length > 1
      ? nestedMembers(children, total)
      : at === 0 ||
          at === children.length - 1 ||
          isSplit(total, children.slice(0, at), children.slice(at + 1))
        ? members
        : children.slice(at + 1);
  const whole = parts.filter((c) => !isOfWhichNode(c));
  const ofWhich = parts.filter(isOfWhichNode).flatMap(nodeColumns);
  const addends = whole.flatMap(nodeColumns);
  // Columns of another year beside a total are no part of it.
  const same = addends.filter((c) => c.period === total.column!.period);
  if (same.length > 1 || (same.length === 1 && whole.length === 1)) {
    out.push({ rule: castRule(structure, same), total: total.column!, addends: same, atMost: false });
  }
  if (ofWhich.length > 0)
    out.push({ rule: 'foot-of-which', total: total.column!, addends: ofWhich, atMost: true });
}

/** “三公”经费财政拨款预算总额 heads the total of its table without saying 合计. */
const isTotalIn = ({ kind }: TableStructure, node: HeaderNode): boolean =>
  isTotalNode(node) || (kind === 'three-public' && node.column?.measure === 'three-public');

/** Parts that make one whole together: with some of them before a total and some behind it, all are its parts. */
const WHOLES: readonly (readonly Measure[])[] = [
  ['basic', 'project', 'operating', 'upward', 'subsidy'],
  ['general', 'fund', 'capital'],
  ['personnel', 'public'],
  ['abroad', 'vehicle', 'vehicle-purchase', 'vehicle-running', 'reception'],
];

/** Sources of income make the whole together too, but a 小计 among them may sum only what follows it. */
const SOURCES: readonly Measure[] = [
  'grant',
  'special-account',
  'business',
  'operating',
  'superior',
  'affiliated',
  'unit-funds',
  'other-income',
];

function isSplit(total: HeaderNode, before: readonly HeaderNode[], after: readonly HeaderNode[]): boolean {
  const measures = (nodes: readonly HeaderNode[]) => nodes.flatMap(nodeColumns).map((c) => c.measure);
  const [left, right] = [measures(before), measures(after)];
  const wholes = /小计/.test(fold(total.label)) ? WHOLES : [...WHOLES, SOURCES];
  return wholes.some(
    (parts) =>
      left.every((m) => m !== null && parts.includes(m)) &&
      right.some((m) => m !== null && parts.includes(m)),
  );
}

/** 总计 | 上年结转 | 合计 | … in one row of headers: the outer total sums what stands before the inner one, and the inner one. */
function nestedMembers(children: readonly HeaderNode[], outer: HeaderNode): HeaderNode[] {
  const from = children.indexOf(outer) + 1;
  const inner = children.findIndex((c, i) => i >= from && isTotalNode(c));
  return children.slice(from, inner < 0 ? undefined : inner + 1);
}

/** A group is worth its own total column, or else its leaves. */
function nodeColumns(node: HeaderNode): Column[] {
  const total = nodeTotal(node);
  if (total) return [total];
  return node.children.filter((c) => !isOfWhichNode(c)).flatMap(nodeColumns);
}

/** 机关运行经费 stands beside 三公 in one table but is no part of it. */
const isOutsideThreePublic = (node: HeaderNode): boolean => /机关运行/.test(fold(node.label));

function castRule(structure: TableStructure, addends: readonly Column[]): string {
  const measures = new Set<Measure | null>(addends.map((c) => c.measure));
  if (structure.kind === 'three-public' && !measures.has('general')) return 'cast-three-public';
  if (measures.has('basic') || measures.has('project')) return 'cast-basic-project';
  if (measures.has('personnel')) return 'cast-personnel-public';
  if (measures.has('general') || measures.has('fund') || measures.has('capital')) {
    return structure.kind === 'income-summary' ? 'cast-income-sources' : 'cast-fund-kinds';
  }
  return structure.kind === 'income-summary' ? 'cast-income-sources' : 'cast-header-subtotal';
}

// ------------------------------------------------------------------------------------------------------------ special forms

function* castThreePublicList(
  context: ReviewContext,
  structure: TableStructure,
  panel: Panel,
): Generator<CheckDraft> {
  for (const column of panel.amountColumns) {
    const byMeasure = new Map<Measure, Figure | undefined>();
    let total: Figure | undefined;
    for (const row of panel.rows) {
      if (row.label === '') continue;
      const figure = context.figures.cell(structure, row, column);
      const measure = row.total ? 'three-public' : pathToMeasure([row.label]);
      if (measure === 'three-public' || measure === 'total') total ??= figure;
      else if (measure && !byMeasure.has(measure)) byMeasure.set(measure, figure);
    }
    const purchase = byMeasure.get('vehicle-purchase');
    const running = byMeasure.get('vehicle-running');
    const vehicle = byMeasure.get('vehicle');
    if (vehicle && purchase && running) yield* sumOf('cast-three-public', vehicle, [purchase, running]);
    const vehicles = vehicle ? [vehicle] : [purchase, running];
    yield* sumOf('cast-three-public', total, [
      byMeasure.get('abroad'),
      ...vehicles,
      byMeasure.get('reception'),
    ]);
  }
}

/** 上年执行数 | 本年预算数(小计 …) | 比上年增减(额 | %): one column each of last year and of the change, beside this year's total. */
function* castChange(context: ReviewContext, structure: TableStructure): Generator<CheckDraft> {
  for (const panel of structure.panels) {
    const amounts = panel.amountColumns.filter((c) => c.role === 'amount');
    const prior = amounts.filter((c) => isPrior(context, c) && c.period !== 'change');
    const change = amounts.filter((c) => c.period === 'change' && !/%|率|幅/.test(fold(c.path.at(-1) ?? '')));
    const current = amounts.filter((c) => c.measure === 'total' && !prior.includes(c) && !change.includes(c));
    if (prior.length !== 1 || change.length !== 1 || current.length !== 1) continue;
    for (const row of panel.rows) {
      const f = (c: Column) => context.figures.cell(structure, row, c);
      const [before, now, delta] = [f(prior[0]!), f(current[0]!), f(change[0]!)];
      if (!before || !now || !delta || [before, now].every((x) => x.state !== 'printed')) continue;
      yield {
        rule: 'cast-change',
        comparison: 'sum',
        terms: [
          { figure: now.state === 'printed' ? now : before, sign: now.state === 'printed' ? -1 : 1 },
          now.state === 'printed' ? { figure: before, sign: 1 } : { figure: now, sign: -1 },
          { figure: delta, sign: 1 },
        ],
      };
    }
  }
}

/** 上年执行数, or a year before the publication's own. */
function isPrior({ identity }: ReviewContext, column: Column): boolean {
  if (column.period === 'prior') return true;
  const years = [...fold(column.path.join('/')).matchAll(/20\d{2}/g)].map((m) => Number(m[0]));
  return years.length > 0 && identity.year !== null && years.every((y) => y === identity.year! - 1);
}

/** F8, F9: 年初结转 + 本年收入 = 本年支出 + 年末结转 along each row. */
function* castCarryOver(context: ReviewContext, structure: TableStructure): Generator<CheckDraft> {
  if (structure.kind !== 'government-fund' && structure.kind !== 'state-capital') return;
  for (const panel of structure.panels) {
    const column = (pattern: RegExp) => {
      const hits = panel.amountColumns.filter((c) => pattern.test(fold(c.path.join('/'))));
      return (
        hits.find((c) => /合计|小计/.test(c.path.at(-1) ?? '')) ?? (hits.length === 1 ? hits[0] : undefined)
      );
    };
    const opening = column(/年初.*(?:结转|结余)/);
    const income = column(/本年收入/);
    const expenditure = column(/本年支出/);
    const closing = column(/年末.*(?:结转|结余)/);
    if (!opening || !income || !expenditure || !closing) continue;
    for (const row of panel.rows) {
      const f = (c: Column) => context.figures.cell(structure, row, c);
      const [o, i, e, c] = [f(opening), f(income), f(expenditure), f(closing)];
      if (!o || !i || !e || !c) continue;
      // A dash for nothing carried forward is no missing total: a printed figure stands first.
      const terms = [
        { figure: c, sign: -1 as const },
        { figure: o, sign: 1 as const },
        { figure: i, sign: 1 as const },
        { figure: e, sign: -1 as const },
      ];
      if (c.state !== 'printed' && e.state === 'printed') terms.unshift(terms.pop()!);
      yield { rule: 'cast-final-carryover', comparison: 'sum', terms };
    }
  }
}

/**
 * 301 is personnel and 302 public money. Single items are known to stand on the other side, so only a class whose whole
 * amount stands in one of the two columns is asked which.
 */
function* castEconomicColumns(context: ReviewContext, structure: TableStructure): Generator<CheckDraft> {
  const tree = context.codeTree(structure);
  for (const node of tree?.nodes ?? []) {
    if (node.code !== '301' && node.code !== '302') continue;
    const at = (measure: Measure) => {
      const column = ownColumn(node.panel, measure);
      return column && context.figures.cell(structure, node.row, column);
    };
    const [total, personnel, open] = [at('total'), at('personnel'), at('public')];
    if (!total || !personnel || !open || isNotZero(personnel) === isNotZero(open)) continue;
    yield* sumOf('cast-econ-columns', total, [node.code === '301' ? personnel : open]);
  }
}
