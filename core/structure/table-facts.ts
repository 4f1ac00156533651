import type { Figure } from '../model/figure.ts';
import type { FigureStore } from '../reconcile/figure-store.ts';
import { functionalClassNames, lookUp } from '../reference/classification.ts';
import type { CodeTree } from './code-tree.ts';
import { isGrandTotal, type LabelTree } from './label-tree.ts';
import { type Measure, pathToMeasure } from './measures.ts';
import type { Column, Panel, PanelRow, TableStructure } from './table-structure.ts';
import { bareLabel, fold } from './text.ts';

/** What other tables may ask of a code table: a figure by code and measure, or the total's. */
export interface CodeFacts {
  readonly structure: TableStructure;
  readonly codes: ReadonlyMap<string, { readonly row: PanelRow; readonly panel: Panel }>;
  readonly classes: ReadonlyMap<string, string>;
  code(code: string, measure: Measure): Figure | undefined;
  total(measure: Measure): Figure | undefined;
  has(measure: Measure): boolean;
}

/** @param corrected Rows whose printed code is a slip, by the code that they should have. */
export function codeFacts(
  structure: TableStructure,
  tree: CodeTree,
  figures: FigureStore,
  corrected: ReadonlyMap<PanelRow, string> = new Map(),
): CodeFacts {
  const codes = new Map<string, { row: PanelRow; panel: Panel }>();
  const classes = new Map<string, string>();
  const names = functionalClassNames();
  for (const node of tree.nodes) {
    const code = corrected.get(node.row) ?? node.code;
    if (!codes.has(code)) codes.set(code, { row: node.row, panel: node.panel });
    if (code.length !== 3) continue;
    const name = bareLabel(node.row.label);
    classes.set(name, code);
    // A class whose name has a slip still ties by the name that its code has.
    const official = names.has(name) ? undefined : lookUp('functional', code).at(-1)?.name;
    if (official && !classes.has(official)) classes.set(official, code);
  }
  const figure = (panel: Panel, row: PanelRow, measure: Measure) => {
    const column = ownColumn(panel, measure);
    return column && figures.cell(structure, row, column);
  };
  return {
    structure,
    codes,
    classes,
    code: (code, measure) => {
      const at = codes.get(code);
      return at && figure(at.panel, at.row, measure);
    },
    total: (measure) => {
      const found = findTotal(tree, measure);
      if (found) return figure(found.panel, found.row, found.measure);
      return undefined;
    },
    has: (measure) => structure.panels.some((p) => ownColumn(p, measure) !== undefined),
  };
}

/** The 合计 row; in the final accounts' form 人员经费合计 and 公用经费合计 stand for the personnel and public totals. */
function findTotal(
  tree: CodeTree,
  measure: Measure,
): { panel: Panel; row: PanelRow; measure: Measure } | undefined {
  const plain = tree.totals.find(({ row }) => !/人员|公用|日常/.test(row.label));
  if (plain) return { ...plain, measure };
  const words = measure === 'personnel' ? /人员/ : measure === 'public' ? /公用|日常/ : null;
  const part = words && tree.totals.find(({ row }) => words.test(row.label));
  return part ? { ...part, measure: 'total' } : undefined;
}

export const isNotZero = (f: Figure | undefined): boolean => f?.state === 'printed' && f.amount.digits !== 0n;

/** The column of a panel that gives this publication's own figures for a measure: 决算数 before 预算数, never last year's. */
export function measureColumn(panel: Panel, measure: Measure): Column | undefined {
  const known = measureColumns.get(panel) ?? new Map<Measure, Column | undefined>();
  if (known.has(measure)) return known.get(measure);
  const column = findMeasureColumn(panel, measure);
  measureColumns.set(panel, known.set(measure, column));
  return column;
}

/** Every tie asks for the columns of its measures. */
const measureColumns = new WeakMap<Panel, Map<Measure, Column | undefined>>();

function findMeasureColumn(panel: Panel, measure: Measure): Column | undefined {
  const columns = panel.amountColumns.filter((c) => c.measure === measure && c.role === 'amount');
  const final = columns.filter((c) => c.period === 'final');
  const own = final.length > 0 ? final : columns.filter((c) => c.period === 'current');
  // 一般公共预算(小计 | 基本 | 项目) ‖ 政府性基金(小计 | 基本 | 项目): no column of these gives the whole project expenditure.
  const found = measure === 'total' || own.length === 1 ? own[0] : own.find((c) => !isOfOneFund(c));
  // 年初结转 | 本年收入 | 本年支出(小计 | 基本 | 项目) | 年末结转: what such a table says of expenditure is its 本年支出.
  return found ?? (measure === 'total' ? measureColumn(panel, 'year-expenditure') : undefined);
}

/** The same, or the table's total where its heading says something else: the only amount column, the 合计 of a group 基本支出. */
export const ownColumn = (panel: Panel, measure: Measure): Column | undefined =>
  measureColumn(panel, measure) ?? (measure === 'total' ? soleColumn(panel) : undefined);

/** The row that speaks for the publication: the total, the only one with figures, or the one of its year among several years. */
export function ownRow(
  structure: TableStructure,
  panel: Panel,
  figures: FigureStore,
  year: number | null,
): PanelRow | undefined {
  const filled = panel.rows.filter((r) =>
    panel.amountColumns.some((c) => figures.cell(structure, r, c)?.state === 'printed'),
  );
  const totals = filled.filter((r) => r.total);
  if (filled.length === 1 || totals.length === 1) return totals[0] ?? filled[0];
  const first = panel.amountColumns[0]?.index ?? 0;
  const ofYear = filled.filter((r) => {
    for (let c = 0; c < first; c++)
      if (year !== null && fold(structure.grid.at(r.row, c)?.text ?? '').includes(String(year))) return true;
    return false;
  });
  return totals.length === 0 && ofYear.length === 1 ? ofYear[0] : undefined;
}

const FUND_GROUP = /一般公共预算|政府性基金|国有资本|财政专户|单位资金|非财政拨款|上年结转/;

/** A column of a group that splits the whole by fund. */
const isOfOneFund = ({ path }: Column): boolean => path.slice(0, -1).some((p) => FUND_GROUP.test(fold(p)));

// ----------------------------------------------------------------------------------------------------------------- summaries

/** One side of a summary table (收支总表, 财政拨款收支总表). */
export interface SummarySide {
  readonly panel: Panel;
  readonly side: 'income' | 'expenditure';
  /** Rows by their bare name: 卫生健康支出, 财政拨款收入. */
  readonly rows: ReadonlyMap<string, PanelRow>;
  readonly yearTotal: PanelRow | undefined;
  readonly grandTotal: PanelRow | undefined;
  /** Opening (income side) or closing (expenditure side) balance lines of the first level. */
  readonly balances: readonly PanelRow[];
  figure(row: PanelRow | undefined, measure: Measure): Figure | undefined;
}

export interface SummaryFacts {
  readonly structure: TableStructure;
  readonly income: SummarySide | undefined;
  /** The list by functional class. */
  readonly classes: SummarySide | undefined;
  /** The list by kind of expenditure (支出用途: 基本支出, 项目支出), in three-block forms. */
  readonly purposes: SummarySide | undefined;
}

export function summaryFacts(
  structure: TableStructure,
  trees: (panel: Panel) => LabelTree,
  figures: FigureStore,
): SummaryFacts {
  const sides = structure.panels.map((panel) => summarySide(structure, panel, trees(panel), figures));
  const names = functionalClassNames();
  const classCount = (s: SummarySide) => [...s.rows.keys()].filter((n) => names.has(n)).length;
  const expenditure = sides.filter((s) => s.side === 'expenditure');
  const byClass = [...expenditure].sort((a, b) => classCount(b) - classCount(a))[0];
  return {
    structure,
    income: sides.find((s) => s.side === 'income'),
    classes:
      byClass && classCount(byClass) > 0 ? byClass : expenditure.length === 1 ? expenditure[0] : undefined,
    purposes: expenditure.find((s) => s !== byClass && [...s.rows.keys()].some((n) => /^基本支出/.test(n))),
  };
}

function summarySide(
  structure: TableStructure,
  panel: Panel,
  tree: LabelTree,
  figures: FigureStore,
): SummarySide {
  const rows = new Map<string, PanelRow>();
  for (const node of tree.nodes)
    if (node.kind !== 'total' && !rows.has(node.name)) rows.set(node.name, node.row);
  const totals = tree.tops.filter((n) => n.kind === 'total').map((n) => n.row);
  const grandTotal = totals.findLast((r) => isGrandTotal(r.label)) ?? totals.at(-1);
  return {
    panel,
    side: panelSide(structure, panel),
    rows,
    grandTotal,
    yearTotal: totals.find((r) => r !== grandTotal && !isGrandTotal(r.label)),
    balances: tree.tops.filter((n) => n.kind === 'item' && /结转|结余/.test(n.name)).map((n) => n.row),
    figure: (row, measure) => {
      if (!row) return undefined;
      const column = ownColumn(panel, measure);
      return column && figures.cell(structure, row, column);
    },
  };
}

/** 预算数 under 本年收入: a side with a single amount column means its total, whatever the header calls it. */
function soleColumn(panel: Panel): Column | undefined {
  const current = panel.amountColumns.filter((c) => c.period === 'current' || c.period === 'final');
  const final = current.filter((c) => c.period === 'final');
  if (final.length === 1) return final[0];
  if (current.length === 1) return current[0];
  return current.find((c) => /合计|小计|总计/.test(fold(c.path.at(-1) ?? '')));
}

function panelSide(structure: TableStructure, panel: Panel): 'income' | 'expenditure' {
  const first = panel.labelColumns[0] ?? panel.amountColumns[0]!.index;
  const header = fold(structure.columns[first]!.path.join('/') + panel.amountColumns[0]!.path.join('/'));
  const byHeader =
    /收入/.test(header) === /支出/.test(header) ? null : /收入/.test(header) ? 'income' : 'expenditure';
  if (byHeader) return byHeader;
  let income = 0;
  let expenditure = 0;
  for (const row of panel.rows) {
    if (/收入|拨款/.test(row.label)) income++;
    if (/支出/.test(row.label)) expenditure++;
  }
  return income > expenditure ? 'income' : 'expenditure';
}

/** The measure that an income line names: 财政拨款收入 → grant, （一）事业收入 → business. */
export const lineMeasure = (name: string): Measure | null => {
  const measure = pathToMeasure([name]);
  return measure === 'total' ? null : measure;
};
