import type { Figure } from '../../model/figure.ts';
import type { Measure } from '../../structure/measures.ts';
import { pathToMeasure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  codeFacts,
  lineMeasure,
  measureColumn,
  ownRow,
  type SummaryFacts,
  type SummarySide,
  summaryFacts,
} from '../../structure/table-facts.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import type { Column, Panel, TableStructure } from '../../structure/table-structure.ts';
import { bareLabel, fold } from '../../structure/text.ts';
import { isThreePublicList } from '../footing/footing.ts';
import type { ReviewContext } from '../rule.ts';
import type { Concept } from './concepts.ts';

/** Copies of one fact in the tables. */
export type Copies = readonly Figure[];

/** What the tables of a document print for the things that a text speaks of. */
export interface TableFigures {
  /** Readings of a concept, each with all its copies; several where the words may mean one or the other. */
  concept(concept: Concept): readonly Copies[];
  /** The same in the 预算数 column that final accounts print beside the outturn. */
  budget(concept: Concept): readonly Copies[];
  /** Rows of the basic expenditure by economic class: 工资福利支出 and its like. */
  economic(name: string): Copies;
  /** Code tables by functional class, the ones that speak for the whole first. */
  readonly functional: readonly CodeFacts[];
  readonly summary: SummaryFacts | undefined;
  /** The summary of grants alone, where its expenditure has lines by class. */
  readonly grants: SummaryFacts | undefined;
}

const known = new WeakMap<ReviewContext, TableFigures>();

const measureColumns = ({ structure }: CodeFacts, measure: Measure): number =>
  structure.panels.reduce((n, p) => n + p.amountColumns.filter((c) => c.measure === measure).length, 0);

export function tableFigures(context: ReviewContext): TableFigures {
  const before = known.get(context);
  if (before) return before;
  const made = collect(context);
  known.set(context, made);
  return made;
}

/** Tables of a kind that stands twice belong to several bodies or years: then none of them speaks for the whole. */
function collect(context: ReviewContext): TableFigures {
  const only = (kind: TableKind): TableStructure | undefined => {
    const hits = context.structures.filter((s) => s.kind === kind && s.panels.length > 0);
    return hits.length === 1 ? hits[0] : undefined;
  };
  const code = (kind: TableKind): CodeFacts | undefined => {
    const structure = only(kind);
    const tree = structure && context.codeTree(structure);
    return structure && tree ? codeFacts(structure, tree, context.figures) : undefined;
  };
  const summary = (kind: TableKind): SummaryFacts | undefined => {
    const structure = only(kind);
    return structure && summaryFacts(structure, (p) => context.labelTree(structure, p), context.figures);
  };
  const t1 = summary('income-expenditure-summary');
  const t2 = code('income-summary');
  const t3 = code('expenditure-summary');
  const t4 = summary('grant-summary');
  const grant = code('grant-expenditure');
  const t5 = code('general-budget-expenditure');
  const t6 = code('basic-expenditure');
  const grantBasic = code('grant-basic-expenditure');
  const t8 = code('government-fund');
  const t9 = code('state-capital');
  const t7 = only('three-public');
  const cost = only('operating-cost');
  const procurement = only('procurement');
  const assets = only('assets');

  const sideTotals = (side: SummarySide | undefined): readonly Copies[] => {
    if (!side) return [];
    const grand = side.figure(side.grandTotal, 'total');
    const year = side.figure(side.yearTotal, 'total');
    return [copies(grand), copies(year)];
  };
  const income = (measure: Measure): Copies => {
    const rows = [...(t1?.income?.rows ?? [])].filter(([name]) => lineMeasure(name) === measure);
    const line = rows.length === 1 ? t1?.income?.figure(rows[0]![1], 'total') : undefined;
    return copies(line, t2?.has(measure) ? t2.total(measure) : undefined);
  };
  const grantIncome = (measure: Measure): Copies => {
    const rows = [...(t4?.income?.rows ?? [])].filter(([name]) => lineMeasure(name) === measure);
    return rows.length === 1 ? copies(t4?.income?.figure(rows[0]![1], 'total')) : [];
  };
  const closing = (facts: SummaryFacts | undefined): Copies => {
    const rows = [...(facts?.classes?.rows ?? [])].filter(([name]) => lineMeasure(name) === 'closing');
    return rows.length === 1 ? copies(facts?.classes?.figure(rows[0]![1], 'total')) : [];
  };
  const column = (side: SummarySide | undefined, measure: Measure) =>
    side?.panel.amountColumns.some((c) => c.measure === measure)
      ? side.figure(side.yearTotal ?? side.grandTotal, measure)
      : undefined;
  const purpose = (measure: Measure): Figure | undefined => {
    const rows = [...(t1?.purposes?.rows ?? [])].filter(([name]) => pathToMeasure([name]) === measure);
    return rows.length === 1 ? t1?.purposes?.figure(rows[0]![1], 'total') : undefined;
  };

  const resolve = (concept: Concept): readonly Copies[] => {
    switch (concept) {
      case 'income':
        return [...sideTotals(t1?.income), copies(t2?.total('total'))];
      case 'expenditure':
        return [...sideTotals(t1?.classes), copies(t3?.total('total'))];
      case 'income-and-expenditure':
        return [...sideTotals(t1?.income), ...sideTotals(t1?.classes)];
      case 'grant-income':
        return [income('grant'), ...sideTotals(t4?.income)];
      case 'grant-expenditure':
        return [copies(grant?.total('total')), ...sideTotals(t4?.classes)];
      case 'grant-income-and-expenditure':
        return [...sideTotals(t4?.income), ...sideTotals(t4?.classes)];
      case 'general-income':
        return [income('general'), grantIncome('general')];
      case 'fund-income':
        return [income('fund'), grantIncome('fund')];
      case 'capital-income':
        return [income('capital'), grantIncome('capital')];
      case 'general-grant':
        return [...resolve('general-expenditure'), ...resolve('general-income')];
      case 'fund-grant':
        return [...resolve('fund-expenditure'), ...resolve('fund-income')];
      case 'capital-grant':
        return [...resolve('capital-expenditure'), ...resolve('capital-income')];
      case 'opening':
        return [income('opening'), grantIncome('opening')];
      case 'closing':
        return [closing(t1), closing(t4)];
      case 'business-income':
        return [income('business')];
      case 'operating-income':
        return [income('operating')];
      case 'special-account-income':
        return [income('special-account')];
      case 'superior-income':
        return [income('superior')];
      case 'affiliated-income':
        return [income('affiliated')];
      case 'other-income':
        return [income('other-income')];
      case 'general-expenditure':
        return [copies(t5?.total('total'), column(t4?.classes, 'general'))];
      case 'fund-expenditure':
        return [copies(t8?.total('total'), column(t4?.classes, 'fund'))];
      case 'capital-expenditure':
        return [copies(t9?.total('total'), column(t4?.classes, 'capital'))];
      case 'basic':
      case 'project':
        return [
          copies(t3?.total(concept), purpose(concept)),
          // A table of all expenditure that splits it by fund alone gives no whole: the general budget's is not the whole either.
          t3 && !t3.has(concept) && measureColumns(t3, concept) > 1
            ? []
            : copies(t5?.total(concept), concept === 'basic' ? t6?.total('total') : undefined),
          copies(grant?.total(concept)),
        ];
      case 'grant-basic':
        return [copies(grantBasic?.total('total'), grant?.total('basic')), copies(t6?.total('total'))];
      case 'general-basic':
        return [copies(t5?.total('basic'), t6?.total('total'))];
      case 'general-project':
        return [copies(t5?.total('project'))];
      case 'personnel':
      case 'public':
        return [
          copies(t3?.total(concept)),
          copies(t6?.total(concept), t5?.total(concept)),
          copies(grantBasic?.total(concept)),
        ];
      case 'three-public':
      case 'abroad':
      case 'vehicle':
      case 'vehicle-purchase':
      case 'vehicle-running':
      case 'reception':
      case 'conference':
      case 'training':
        return t7 ? [copies(threePublic(context, t7, concept))] : [];
      case 'operating-cost': {
        const printed = t7 ? threePublic(context, t7, concept) : undefined;
        const own = cost ? tableTotal(context, cost) : undefined;
        return [copies(printed), copies(own), copies(t6?.total('public'))];
      }
      case 'procurement':
        return procurement ? [copies(tableTotal(context, procurement))] : [];
      case 'assets':
        return assets ? [copies(tableTotal(context, assets))] : [];
      default:
        return [];
    }
  };
  const economic = (name: string): Copies => {
    const facts = t6 ?? grantBasic;
    const rows = [...(facts?.classes ?? [])].filter(([label]) => bareLabel(label) === name);
    return rows.length === 1 ? copies(facts!.code(rows[0]![1], 'total')) : [];
  };
  const cache = new Map<Concept, readonly Copies[]>();
  return {
    economic,
    budget: (concept) =>
      t7 && THREE_PUBLIC.has(concept)
        ? [copies(threePublic(context, t7, concept, 'budget'))].filter((c) => c.length > 0)
        : [],
    functional: [t3, t5, grant, t8, t9].filter((f): f is CodeFacts => f !== undefined),
    summary: t1,
    grants: t4,
    concept: (concept) => {
      const hit = cache.get(concept);
      if (hit) return hit;
      const found = resolve(concept).filter((c) => c.length > 0);
      cache.set(concept, found);
      return found;
    },
  };
}

const THREE_PUBLIC: ReadonlySet<Concept> = new Set([
  'three-public',
  'abroad',
  'vehicle',
  'vehicle-purchase',
  'vehicle-running',
  'reception',
  'conference',
  'training',
]);

const copies = (...figures: (Figure | undefined)[]): Copies =>
  figures.filter((f): f is Figure => f !== undefined && f.state !== 'unreadable');

/** The figure of one 三公 item, whether items are rows or columns. */
function threePublic(
  context: ReviewContext,
  structure: TableStructure,
  concept: Concept,
  which: 'own' | 'budget' = 'own',
): Figure | undefined {
  const measure = concept as Measure;
  const found: Figure[] = [];
  for (const panel of structure.panels) {
    const figure = isThreePublicList(structure, panel)
      ? listItem(context, structure, panel, measure, which)
      : columnItem(context, structure, panel, measure, which);
    if (figure) found.push(figure);
  }
  return found.length === 1 ? found[0] : undefined;
}

function listItem(
  context: ReviewContext,
  structure: TableStructure,
  panel: Panel,
  measure: Measure,
  which: 'own' | 'budget',
): Figure | undefined {
  const column =
    which === 'budget'
      ? only(panel.amountColumns.filter(isBudgetColumn))
      : (measureColumn(panel, 'total') ?? panel.amountColumns[0]!);
  if (!column) return undefined;
  const rows = panel.rows.filter((r) => {
    if (r.label === '') return false;
    if (measure === 'three-public') return r.total || /三公/.test(r.label);
    return !r.total && pathToMeasure([r.label]) === measure;
  });
  return rows.length === 1 ? context.figures.cell(structure, rows[0]!, column) : undefined;
}

/** 2023年预算数 in a budget of 2024 is last year's, though no word says so. */
const isOfOtherYear = ({ path }: Column, year: number | null): boolean =>
  path.some((p) => [...p.matchAll(/20\d{2}(?=年|$)/g)].some((m) => year !== null && Number(m[0]) !== year));

function columnItem(
  context: ReviewContext,
  structure: TableStructure,
  panel: Panel,
  measure: Measure,
  which: 'own' | 'budget',
): Figure | undefined {
  const wanted: readonly (Measure | null)[] =
    measure === 'three-public' ? ['three-public', 'total'] : [measure];
  const hits = panel.amountColumns.filter(
    (c) =>
      wanted.includes(c.measure) &&
      !(measure === 'three-public' && /会议|培训|运行经费/.test(fold(c.path.join('/')))),
  );
  const final = hits.filter((c) => c.period === 'final');
  const own = (final.length > 0 ? final : hits.filter((c) => c.period === 'current')).filter(
    (c) => !isOfOtherYear(c, context.identity.year),
  );
  const current = which === 'own' ? own : final.length === 1 ? hits.filter(isBudgetColumn) : [];
  if (current.length !== 1) return undefined;
  // The row of the body is the one that prints any figure: its own cell may be the one that is missing.
  const rows = panel.rows.filter((r) =>
    panel.amountColumns.some((c) => context.figures.cell(structure, r, c)?.state === 'printed'),
  );
  const total = rows.filter((r) => r.total);
  const row =
    total.length === 1 || rows.length === 1
      ? (total[0] ?? rows[0])
      : ownRow(structure, panel, context.figures, context.identity.year);
  return row && context.figures.cell(structure, row, current[0]!);
}

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** 预算数 beside 决算数; of 年初预算数 and 全年预算数 neither, since the words do not say which. */
const isBudgetColumn = (c: Column): boolean =>
  (c.period !== 'final' &&
    c.period !== 'prior' &&
    /预算数?$/.test(fold(c.path.join('/')).replace(/\/(?:小计|合计)$/, ''))) ||
  (c.period !== 'final' && c.period !== 'prior' && /预算数/.test(fold(c.path.join('/'))));

/** The total of a table with one column of money. */
function tableTotal(context: ReviewContext, structure: TableStructure): Figure | undefined {
  if (structure.panels.length !== 1) return undefined;
  const panel = structure.panels[0]!;
  const money = panel.amountColumns.filter((c) => c.period === 'current' || c.period === 'final');
  const column =
    money.length === 1
      ? money[0]
      : (money.find((c) => /合计|总计|金额|价值/.test(fold(c.path.join('/')))) ?? undefined);
  const totals = panel.rows.filter((r) => r.total);
  return column && totals.length === 1 ? context.figures.cell(structure, totals[0]!, column) : undefined;
}
