import { pow10 } from '../../figures/arithmetic.ts';
import type { CheckDraft, CheckTerm, Comparison } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Measure } from '../../structure/measures.ts';
import { pathToMeasure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  codeFacts,
  isNotZero,
  lineMeasure,
  measureColumn,
  ownColumn,
  ownRow,
  type SummaryFacts,
  type SummarySide,
  summaryFacts,
} from '../../structure/table-facts.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import type { Column, Panel, PanelRow, TableStructure } from '../../structure/table-structure.ts';
import { bareLabel, fold } from '../../structure/text.ts';
import { correctedCodes } from '../codes/label-faults.ts';
import { headLabels, isThreePublicList } from '../footing/footing.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';

const CROSS_TABLE = '表间勾稽关系';

/** G3: one fact stands alike in every table that prints it. */
export const ties: RuleFamily = {
  rules: [
    {
      id: 'tie-columns-exchanged',
      severity: 'error',
      title: { zh: '两列互换', en: 'Two columns stand under each other’s header' },
      basis: CROSS_TABLE,
      formula: '对调两列后核对成立',
    },
    {
      id: 'tie-t1-balance',
      severity: 'error',
      title: { zh: '收入总计 = 支出总计', en: 'Income total equals expenditure total' },
      basis: '预算收支平衡',
      formula: '收支总表：收入总计 = 支出总计',
    },
    {
      id: 'tie-t4-balance',
      severity: 'error',
      title: { zh: '财政拨款收入总计 = 支出总计', en: 'Grant income total equals grant expenditure total' },
      basis: '预算收支平衡',
      formula: '财政拨款收支总表：收入总计 = 支出总计',
    },
    {
      id: 'tie-t1-t2',
      severity: 'error',
      title: { zh: '收支总表收入 = 收入总表', en: 'Summary income equals the income table' },
      basis: CROSS_TABLE,
      formula: '收支总表收入 = 收入总表合计，各来源相同',
    },
    {
      id: 'tie-t1-t3',
      severity: 'error',
      title: { zh: '收支总表支出 = 支出总表', en: 'Summary expenditure equals the expenditure table' },
      basis: CROSS_TABLE,
      formula: '收支总表各类 = 支出总表各类',
    },
    {
      id: 'tie-t2-t3',
      severity: 'error',
      title: { zh: '收入总表 = 支出总表（同科目）', en: 'Income and expenditure by code agree' },
      basis: CROSS_TABLE,
      formula: '无结转时，同科目收入合计 = 支出合计',
    },
    {
      id: 'tie-t4-t1',
      severity: 'error',
      title: { zh: '财政拨款 = 收支总表中的财政拨款', en: 'Grant table agrees with the summary' },
      basis: CROSS_TABLE,
      formula: '财政拨款收入相同；财政拨款支出 ≤ 支出',
    },
    {
      id: 'tie-t4-t5',
      severity: 'error',
      title: {
        zh: '财政拨款收支总表各列 = 一般公共预算、基金、国资支出表',
        en: 'Grant columns equal the tables of each fund',
      },
      basis: CROSS_TABLE,
      formula: '各类：一般公共预算列 = 一般公共预算支出表；基金列 = 基金表；国资列 = 国资表',
    },
    {
      id: 'tie-t3-t5',
      severity: 'error',
      title: {
        zh: '单一来源时支出总表 = 各项财政拨款支出表之和',
        en: 'Single source: expenditure equals the fund tables',
      },
      basis: CROSS_TABLE,
      formula: '全部为财政拨款时，支出总表 = 一般公共预算 + 基金 + 国资',
    },
    {
      id: 'tie-t5-t6',
      severity: 'error',
      title: {
        zh: '一般公共预算基本支出 = 基本支出表合计',
        en: 'Basic expenditure equals the table by economic class',
      },
      basis: CROSS_TABLE,
      formula: '基本支出合计 = 基本支出表合计',
    },
    {
      id: 'tie-t5-t6-personnel',
      severity: 'error',
      title: { zh: '人员、公用经费 = 基本支出表', en: 'Personnel and public money equal the basic table' },
      basis: CROSS_TABLE,
      formula: '人员经费、公用经费合计相同',
    },
    {
      id: 'tie-t1-t6-personnel',
      severity: 'error',
      title: {
        zh: '收支总表人员、公用 = 基本支出表',
        en: 'Summary personnel and public money equal the basic table',
      },
      basis: CROSS_TABLE,
      formula: '收支总表人员、公用经费 = 基本支出表',
    },
    {
      id: 'tie-t6-t7',
      severity: 'error',
      title: {
        zh: '三公经费 ≥ 基本支出表相应款级',
        en: 'Three-public figures are not below the matching economic items',
      },
      basis: CROSS_TABLE,
      formula: '三公各项 ≥ 30212、30217、30231、31013',
    },
    {
      id: 'tie-op-cost',
      severity: 'error',
      title: { zh: '机关运行经费 ≤ 公用经费', en: 'Operating cost is within public money' },
      basis: '《预算法》第十四条',
      formula: '机关运行经费 ≤ 公用经费合计',
    },
    {
      id: 'tie-project-t3',
      severity: 'error',
      title: { zh: '项目支出表 = 项目支出合计', en: 'Project table equals project expenditure' },
      basis: CROSS_TABLE,
      formula: '项目支出表合计 = 项目支出合计',
    },
    {
      id: 'tie-project-item',
      severity: 'warning',
      title: {
        zh: '同一项级科目 Σ项目 = 该项项目支出',
        en: 'Projects of an item add up to its project expenditure',
      },
      basis: CROSS_TABLE,
      formula: '项目表列有科目编码时：项级科目的项目支出 = Σ 该科目的项目',
    },
    {
      id: 'tie-final-chain',
      severity: 'error',
      title: { zh: '决算表间勾稽', en: 'Ties between the tables of final accounts' },
      basis: CROSS_TABLE,
      formula: '决算各表同一指标相同',
    },
  ],
  *propose(context) {
    for (const draft of proposeTies(context, collectFacts(context))) {
      yield context.identity.kind === 'final-accounts' && CHAIN.has(draft.rule)
        ? { ...draft, rule: 'tie-final-chain' }
        : draft;
    }
  },
};

const CHAIN = new Set([
  'tie-t1-t2',
  'tie-t1-t3',
  'tie-t2-t3',
  'tie-t4-t1',
  'tie-t4-t5',
  'tie-t3-t5',
  'tie-t5-t6',
  'tie-t5-t6-personnel',
]);

interface Facts {
  readonly t1: SummaryFacts | undefined;
  readonly t2: CodeFacts | undefined;
  readonly t3: CodeFacts | undefined;
  readonly t4: SummaryFacts | undefined;
  readonly t5: CodeFacts | undefined;
  readonly t6: CodeFacts | undefined;
  /** 财政拨款支出预算表 and 财政拨款基本支出预算表: all grants together, before they are split by fund. */
  readonly grant: CodeFacts | undefined;
  readonly grantBasic: CodeFacts | undefined;
  readonly operatingCost: CodeFacts | undefined;
  readonly t8: CodeFacts | undefined;
  readonly t9: CodeFacts | undefined;
  /** Whether a fund table is printed, with or without figures: an empty one stands for zero. */
  readonly fundPrinted: boolean;
  readonly capitalPrinted: boolean;
}

/** Tables of a kind that stands once in the document; where it stands twice, which one speaks for the whole is not known. */
function collectFacts(context: ReviewContext): Facts {
  const only = (kind: TableKind) => {
    const hits = context.structures.filter((s) => s.kind === kind && s.panels.length > 0);
    return hits.length === 1 ? hits[0] : undefined;
  };
  const corrected = correctedCodes(context);
  const code = (kind: TableKind): CodeFacts | undefined => {
    const structure = only(kind);
    const tree = structure && context.codeTree(structure);
    return structure && tree ? codeFacts(structure, tree, context.figures, corrected) : undefined;
  };
  const summary = (kind: TableKind) => {
    const structure = only(kind);
    return structure && summaryFacts(structure, (p) => context.labelTree(structure, p), context.figures);
  };
  const printed = (kind: TableKind) => context.structures.some((s) => s.kind === kind);
  return {
    t1: summary('income-expenditure-summary'),
    t2: code('income-summary'),
    t3: code('expenditure-summary'),
    t4: summary('grant-summary'),
    t5: code('general-budget-expenditure'),
    t6: code('basic-expenditure'),
    grant: code('grant-expenditure'),
    grantBasic: code('grant-basic-expenditure'),
    operatingCost: code('operating-cost'),
    t8: code('government-fund'),
    t9: code('state-capital'),
    fundPrinted: printed('government-fund'),
    capitalPrinted: printed('state-capital'),
  };
}

function* proposeTies(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const { t1, t2, t3, t4, t5, t6 } = facts;
  if (t1) yield* tieBalance('tie-t1-balance', t1);
  if (t4) yield* tieBalance('tie-t4-balance', t4);
  if (t1?.income && t2) yield* tieIncome(t1.income, t2);
  if (t1 && t3) yield* tieExpenditure(t1, t3);
  if (t2 && t3 && !carriesOver(t1, t2)) yield* tieByCode('tie-t2-t3', t2, [t3], ['total']);
  if (t1 && t4) yield* tieGrant(t1, t4);
  if (t4) yield* tieGrantClasses(t4, facts);
  if (t3 && t5 && isSingleSource(t1, t2)) yield* tieSingleSource(t3, facts);
  else if (t3) for (const fund of [t5, facts.t8, facts.t9]) if (fund) yield* tieWithin(t3, fund);
  if (t3) yield* tieFundGroups(context, t3, facts);
  if (t5 && t6) yield* tieBasic(t5, t6);
  yield* tieGrantTables(facts);
  if (t1?.classes && t6) yield* tieSummaryPersonnel(t1.classes, t6);
  yield* tieThreePublic(context, t6);
  yield* tieProjects(context, facts);
  yield* tiePlainTables(context, facts);
  if (t4) yield* tieCarryOver(t4, facts);
}

// ------------------------------------------------------------------------------------------------------------------ balance

function* tieBalance(rule: string, facts: SummaryFacts): Generator<CheckDraft> {
  const { income, classes, purposes } = facts;
  const left = income?.figure(income.grandTotal, 'total');
  const right = classes?.figure(classes.grandTotal, 'total');
  yield* copy(rule, left, right);
  if (purposes) yield* copy(rule, right, purposes.figure(purposes.grandTotal, 'total'));
}

// ------------------------------------------------------------------------------------------------------------------- income

function* tieIncome(income: SummarySide, t2: Pick<CodeFacts, 'has' | 'total'>): Generator<CheckDraft> {
  const row = t2.has('opening') || !income.yearTotal ? income.grandTotal : income.yearTotal;
  yield* copy('tie-t1-t2', t2.total('total'), income.figure(row, 'total'));
  const byMeasure = groupLines(income);
  for (const [measure, rows] of byMeasure) {
    if (rows.length !== 1 || measure === 'opening' || measure === 'closing') continue;
    const column = t2.total(measure);
    if (column) yield* copy('tie-t1-t2', column, income.figure(rows[0], 'total'));
  }
}

function groupLines(side: SummarySide) {
  const groups = new Map<Measure, (typeof side.grandTotal & object)[]>();
  for (const [name, row] of side.rows) {
    const measure = lineMeasure(name);
    if (!measure) continue;
    const known = groups.get(measure);
    if (known) known.push(row);
    else groups.set(measure, [row]);
  }
  return groups;
}

// -------------------------------------------------------------------------------------------------------------- expenditure

const SPLITS: readonly Measure[] = ['total', 'basic', 'personnel', 'public', 'project'];

function* tieExpenditure(t1: SummaryFacts, t3: CodeFacts): Generator<CheckDraft> {
  const side = t1.classes;
  if (side) {
    yield* copy('tie-t1-t3', t3.total('total'), side.figure(side.yearTotal ?? side.grandTotal, 'total'));
    for (const [name, code] of t3.classes) {
      const row = side.rows.get(name);
      if (!row) continue;
      for (const measure of SPLITS) yield* tieSplit('tie-t1-t3', side, row, t3, code, measure);
    }
  }
  const purposes = t1.purposes;
  if (purposes) {
    for (const [name, row] of purposes.rows) {
      const measure = pathToMeasure([name]);
      if (measure === 'basic' || measure === 'project')
        yield* copy('tie-t1-t3', t3.total(measure), purposes.figure(row, 'total'));
    }
  }
}

/** A summary that splits basic money into personnel and public columns without a subtotal ties by their sum. */
function* tieSplit(
  rule: string,
  side: SummarySide,
  row: Parameters<SummarySide['figure']>[0],
  t3: CodeFacts,
  code: string,
  measure: Measure,
): Generator<CheckDraft> {
  const here = side.figure(row, measure);
  const there = t3.code(code, measure);
  if (here && there) yield* copy(rule, there, here);
  else if (measure === 'basic' && there) {
    const parts = [side.figure(row, 'personnel'), side.figure(row, 'public')];
    if (parts.every((p) => p !== undefined)) yield* sum(rule, there, parts);
  }
}

function* tieByCode(
  rule: string,
  left: CodeFacts,
  right: readonly CodeFacts[],
  measures: readonly Measure[],
): Generator<CheckDraft> {
  for (const measure of measures) {
    if (!left.has(measure) || !right.every((r) => r.has(measure))) continue;
    yield* sum(
      rule,
      left.total(measure),
      right.map((r) => r.total(measure)),
    );
    for (const code of left.codes.keys()) {
      const terms = right.filter((r) => r.codes.has(code)).map((r) => r.code(code, measure));
      if (terms.length > 0) yield* sum(rule, left.code(code, measure), terms);
    }
  }
}

/** Whether money of other years stands between income and expenditure, so that the two tables need not agree by code. */
function carriesOver(t1: SummaryFacts | undefined, t2: CodeFacts | undefined): boolean {
  const sides = [t1?.income, t1?.classes].filter((s): s is SummarySide => s !== undefined);
  const lines = sides.flatMap((s) => s.balances.map((row) => s.figure(row, 'total')));
  const columns = t2 ? [t2.total('opening'), t2.total('closing')] : [];
  // 总计 above 本年合计: the line between them may be missing, the money is there.
  const beyond = sides.some((s) => {
    const [year, grand] = [s.figure(s.yearTotal, 'total'), s.figure(s.grandTotal, 'total')];
    return isNotZero(year) && isNotZero(grand) && !sameDigits(year!, grand!);
  });
  return beyond || [...lines, ...columns].some(isNotZero);
}

const GRANT_MEASURES = new Set<Measure | null>([
  'grant',
  'general',
  'fund',
  'capital',
  'year-income',
  'total',
]);

/** All income is fiscal grant, and nothing is carried over: then the fund tables together are the whole expenditure. */
function isSingleSource(t1: SummaryFacts | undefined, t2: CodeFacts | undefined): boolean {
  if (carriesOver(t1, t2)) return false;
  const columns = t2?.structure.panels.flatMap((p) => p.amountColumns) ?? [];
  const onlyGrants = columns.every(
    (c) => GRANT_MEASURES.has(c.measure) || !isNotZero(c.measure ? t2!.total(c.measure) : undefined),
  );
  if (!onlyGrants) return false;
  const income = t1?.income;
  if (!income) return columns.length > 1;
  const others = [...income.rows].filter(([name]) => !GRANT_MEASURES.has(lineMeasure(name)));
  return !others.some(([, row]) => isNotZero(income.figure(row, 'total')));
}

function* tieSingleSource(t3: CodeFacts, facts: Facts): Generator<CheckDraft> {
  if (!facts.fundPrinted || !facts.t5 || hasUnprintedFund(facts)) return;
  const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
  for (const measure of ['total', 'basic', 'personnel', 'public', 'project'] as const) {
    if (!t3.has(measure) || !facts.t5.has(measure)) continue;
    yield* sum(
      'tie-t3-t5',
      t3.total(measure),
      funds.map((f) => f.total(measure)),
    );
    for (const code of t3.codes.keys()) {
      const terms = funds.filter((f) => f.codes.has(code)).map((f) => f.code(code, measure));
      if (terms.length > 0) yield* sum('tie-t3-t5', t3.code(code, measure), terms);
    }
  }
}

const FUND_GROUPS: readonly (readonly [RegExp, 't5' | 't8' | 't9'])[] = [
  [/^一般公共预算/, 't5'],
  [/^政府性基金/, 't8'],
  [/^国有资本经营/, 't9'],
];

/** 一般公共预算(小计 | 基本支出 | 项目支出) in the table of all expenditure is the table of that fund, row by row. */
function* tieFundGroups(context: ReviewContext, t3: CodeFacts, facts: Facts): Generator<CheckDraft> {
  for (const { column, fund, measure } of fundColumns(t3)) {
    const table = facts[fund];
    if (!table?.has(measure)) continue;
    const figure = ({ panel, row }: { panel: Panel; row: PanelRow }) =>
      panel.amountColumns.includes(column) ? context.figures.cell(t3.structure, row, column) : undefined;
    const total = context.codeTree(t3.structure)?.totals[0];
    if (total) yield* copy('tie-t3-t5', table.total(measure), figure(total));
    for (const [code, at] of t3.codes)
      if (table.codes.has(code)) yield* copy('tie-t3-t5', table.code(code, measure), figure(at));
  }
}

function fundColumns({
  structure,
}: CodeFacts): { column: Column; fund: 't5' | 't8' | 't9'; measure: Measure }[] {
  return structure.panels.flatMap((panel) =>
    panel.amountColumns.flatMap((column) => {
      const [leaf, ...groups] = [...column.path].reverse().map(fold);
      const fund = FUND_GROUPS.find(([pattern]) => groups.some((g) => pattern.test(g)))?.[1];
      const measure = leaf === undefined ? null : pathToMeasure([leaf]);
      return fund &&
        column.period === 'current' &&
        (measure === 'total' || measure === 'basic' || measure === 'project')
        ? [{ column, fund, measure }]
        : [];
    }),
  );
}

/** Money of one fund is part of the whole, item by item. */
function* tieWithin(t3: CodeFacts, fund: CodeFacts): Generator<CheckDraft> {
  for (const measure of ['total', 'basic', 'project'] as const) {
    if (!t3.has(measure) || !fund.has(measure)) continue;
    yield* atMost('tie-t3-t5', t3.total(measure), fund.total(measure));
    for (const code of fund.codes.keys())
      if (code.length === 7) yield* atMost('tie-t3-t5', t3.code(code, measure), fund.code(code, measure));
  }
}

/** Money of a fund whose own table is not printed (or has no codes): the tables that are there are not the whole. */
function hasUnprintedFund(facts: Facts): boolean {
  const kinds: readonly (readonly [Measure, CodeFacts | undefined])[] = [
    ['fund', facts.t8],
    ['capital', facts.t9],
  ];
  return kinds.some(([measure, table]) => {
    if (table) return false;
    return [facts.t1?.income, facts.t4?.income].some((side) =>
      [...(side?.rows ?? [])].some(
        ([name, row]) => lineMeasure(name) === measure && isNotZero(side!.figure(row, 'total')),
      ),
    );
  });
}

// ------------------------------------------------------------------------------------------------------------------ grants

function* tieGrant(t1: SummaryFacts, t4: SummaryFacts): Generator<CheckDraft> {
  const [left, right] = [t4.income, t1.income];
  if (left && right) {
    const there = groupLines(right);
    for (const [measure, rows] of groupLines(left)) {
      if (measure !== 'general' && measure !== 'fund' && measure !== 'capital') continue;
      const match = there.get(measure);
      if (match?.length !== 1) continue;
      yield* copy('tie-t4-t1', right.figure(match[0], 'total'), left.figure(rows[0], 'total'));
    }
  }
  if (!t4.classes || !t1.classes) return;
  for (const [name, row] of t4.classes.rows) {
    const whole = t1.classes.rows.get(name);
    if (whole) yield* atMost('tie-t4-t1', t1.classes.figure(whole, 'total'), t4.classes.figure(row, 'total'));
  }
}

function* tieGrantClasses(t4: SummaryFacts, facts: Facts): Generator<CheckDraft> {
  const side = t4.classes;
  if (!side) return;
  const columns: readonly (readonly [Measure, CodeFacts | undefined])[] = [
    ['general', facts.t5],
    ['fund', facts.t8],
    ['capital', facts.t9],
  ];
  const split = columns.filter(([m, t]) => t && side.panel.amountColumns.some((c) => c.measure === m));
  for (const [measure, table] of split) {
    yield* copy('tie-t4-t5', table!.total('total'), side.figure(side.yearTotal ?? side.grandTotal, measure));
    for (const [name, code] of table!.classes)
      yield* copy('tie-t4-t5', table!.code(code, 'total'), side.figure(side.rows.get(name), measure));
  }
  if (split.length > 0 || !facts.t5) return;
  // A single amount column holds all kinds of grant: it equals the fund tables together.
  const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
  if (!facts.fundPrinted || hasUnprintedFund(facts)) return;
  const names = new Set(funds.flatMap((f) => [...f.classes.keys()]));
  for (const name of names) {
    const terms = funds.filter((f) => f.classes.has(name)).map((f) => f.code(f.classes.get(name)!, 'total'));
    const here = side.figure(side.rows.get(name), 'total');
    if (here) yield* sum('tie-t4-t5', here, terms);
  }
}

/**
 * Where all grants have tables of their own (Jiangsu's form): by code they equal the tables of the funds together; the basic
 * money by economic class equals that of the general budget when no fund pays for any; the operating cost is a part of it.
 */
function* tieGrantTables(facts: Facts): Generator<CheckDraft> {
  const { t1, t5, t6, grant, grantBasic, operatingCost } = facts;
  if (grant && t5 && !hasUnprintedFund(facts)) {
    const funds = [t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
    yield* tieByCode('tie-t4-t5', grant, funds, ['total']);
  }
  const side = t1?.classes;
  if (grant && side && !facts.t3 && isSingleSource(t1, undefined)) {
    for (const [name, code] of grant.classes) {
      yield* copy('tie-t1-t3', grant.code(code, 'total'), side.figure(side.rows.get(name), 'total'));
    }
  }
  if (grantBasic && t6 && !isNotZero(facts.t8?.total('total')) && !isNotZero(facts.t9?.total('total'))) {
    yield* tieByCode('tie-t5-t6', grantBasic, [t6], ['total']);
  }
  if (operatingCost && t6) {
    const items = [...operatingCost.codes.keys()].filter((code) => code.length > 3);
    const pairs = items.map((code) => [t6.code(code, 'total'), operatingCost.code(code, 'total')] as const);
    // Several items above those of basic expenditure: this operating cost takes in project money too.
    if (pairs.filter(([basic, cost]) => exceeds(cost, basic)).length < 2)
      for (const [basic, cost] of pairs) yield* atMost('tie-op-cost', basic, cost);
  }
}

// ------------------------------------------------------------------------------------------------------- basic, 三公, projects

function* tieBasic(t5: CodeFacts, t6: CodeFacts): Generator<CheckDraft> {
  const basicTotal = t6.total('total') ?? undefined;
  if (basicTotal) yield* copy('tie-t5-t6', basicTotal, t5.total('basic'));
  else {
    const parts = [t6.total('personnel'), t6.total('public')];
    if (parts.every((p) => p !== undefined)) yield* sum('tie-t5-t6', t5.total('basic'), parts);
  }
  for (const measure of ['personnel', 'public'] as const) {
    const here = t5.total(measure);
    if (here) yield* copy('tie-t5-t6-personnel', t6.total(measure), here);
  }
}

function* tieSummaryPersonnel(side: SummarySide, t6: CodeFacts): Generator<CheckDraft> {
  for (const measure of ['personnel', 'public'] as const) {
    const here = side.panel.amountColumns.some((c) => c.measure === measure)
      ? side.figure(side.grandTotal, measure)
      : undefined;
    if (here) yield* copy('tie-t1-t6-personnel', t6.total(measure), here);
  }
}

const THREE_PUBLIC_CODES: readonly (readonly [string, Measure])[] = [
  ['30212', 'abroad'],
  ['30217', 'reception'],
  ['30231', 'vehicle-running'],
  ['31013', 'vehicle-purchase'],
];

function* tieThreePublic(context: ReviewContext, t6: CodeFacts | undefined): Generator<CheckDraft> {
  const structures = context.structures.filter((s) => s.kind === 'three-public');
  if (structures.length !== 1 || !t6) return;
  const structure = structures[0]!;
  for (const panel of structure.panels) {
    const at = (measure: Measure): Figure | undefined => {
      if (isThreePublicList(structure, panel)) {
        const row = panel.rows.find((r) => r.label !== '' && pathToMeasure([r.label]) === measure);
        const general = panel.amountColumns.filter((c) => c.measure === 'general' && c.period === 'current');
        return (
          row &&
          context.figures.cell(structure, row, general.length === 1 ? general[0]! : panel.amountColumns[0]!)
        );
      }
      const hits = panel.amountColumns.filter((c) => c.measure === measure);
      const column = hits.find((c) => c.period === 'final') ?? (hits.length === 1 ? hits[0] : undefined);
      const row = column && ownRow(structure, panel, context.figures, context.identity.year);
      return column && row && context.figures.cell(structure, row, column);
    };
    for (const [code, measure] of THREE_PUBLIC_CODES)
      yield* atMost('tie-t6-t7', at(measure), t6.code(code, 'total'));
    yield* atMost('tie-op-cost', t6.total('public'), at('operating-cost'));
  }
}

const FUND_TABLES: readonly (readonly [Measure, 't5' | 't8' | 't9'])[] = [
  ['general', 't5'],
  ['fund', 't8'],
  ['capital', 't9'],
];

function* tieProjects(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const tables = context.structures.filter((s) => s.kind === 'projects' && s.panels.length === 1);
  if (tables.length !== 1) return;
  const structure = tables[0]!;
  const panel = structure.panels[0]!;
  const total = panel.rows.find((r) => r.total);
  const table = projectWhole(structure.table.title ?? '', facts);
  if (!total || !table) return;
  const columnOf = (measure: Measure) => {
    const columns = panel.amountColumns.filter((c) => c.measure === measure && c.period === 'current');
    return columns.length === 1 || measure === 'total' ? columns[0] : undefined;
  };
  const at = (measure: Measure) => {
    const column = measure === 'total' ? ownColumn(panel, 'total') : columnOf(measure);
    return column && context.figures.cell(structure, total, column);
  };
  const whole = at('total');
  const spent = table.total('project');
  if (whole) yield* copy('tie-project-t3', spent, whole);
  // Where the fund's own table is not split, its projects are what basic expenditure leaves of it.
  if (whole && !spent && table === facts.t5 && facts.t6)
    yield* sum('tie-project-t3', table.total('total'), [facts.t6.total('total'), whole]);
  // A list of some projects only, or of more than projects, says nothing of the funds or items either.
  const isComplete = spent
    ? whole !== undefined && sameDigits(whole, spent)
    : FUND_TABLES.some(([measure, key]) => {
        const [here, there] = [at(measure), facts[key]?.total('project')];
        return isNotZero(here) && isNotZero(there) && sameDigits(here!, there!);
      });
  if (!isComplete) return;
  const wholeColumn = ownColumn(panel, 'total');
  if (spent && wholeColumn) yield* tieItems(context, structure, wholeColumn, table);
  for (const [measure, key] of FUND_TABLES) {
    const fund = facts[key];
    const column = columnOf(measure);
    if (!fund || !column) continue;
    yield* copy('tie-project-t3', fund.total('project'), at(measure));
    yield* tieItems(context, structure, column, fund);
  }
}

/** Where a list of projects gives each its item, the projects of an item are its project expenditure. */
function* tieItems(
  context: ReviewContext,
  structure: TableStructure,
  column: Column,
  table: CodeFacts,
): Generator<CheckDraft> {
  const corrected = correctedCodes(context);
  const byCode = new Map<string, Figure[]>();
  for (const node of context.codeTree(structure)?.nodes ?? []) {
    const code = corrected.get(node.row) ?? node.code;
    if (code.length !== 7 || node.parent?.code === node.code) continue;
    const figure = context.figures.cell(structure, node.row, column);
    if (figure) byCode.set(code, [...(byCode.get(code) ?? []), figure]);
  }
  for (const [code, figures] of byCode) {
    const item = table.code(code, 'project');
    if (item && figures.some((f) => f.state === 'printed')) yield* sum('tie-project-item', item, figures);
  }
}

/** The table whose project money a list of projects makes up: that of the fund which its title names, or all expenditure. */
function projectWhole(title: string, facts: Facts): CodeFacts | undefined {
  if (/一般公共预算/.test(title)) return facts.t5;
  if (/政府性基金/.test(title)) return facts.t8;
  return facts.t3 ?? facts.t5;
}

function exceeds(a: Figure | undefined, b: Figure | undefined): boolean {
  if (!a || !b || a.state !== 'printed') return false;
  const places = [a, b].map((f) => f.exponent - f.amount.scale);
  const least = Math.min(...places);
  const [x, y] = [a, b].map((f, i) => f.amount.digits * pow10(places[i]! - least));
  return x! > y!;
}

/** Alike but for a power of ten: a wrong unit is no other amount. */
function sameDigits(a: Figure, b: Figure): boolean {
  const plain = (f: Figure) => String(f.amount.digits).replace(/0+$/, '');
  return plain(a) === plain(b);
}

/** Income and expenditure tables without codes (Jiangsu's form): a list of sources, a single row of kinds of expenditure. */
function* tiePlainTables(context: ReviewContext, facts: Facts): Generator<CheckDraft> {
  const { t1, t2, t3 } = facts;
  const plain = (kind: TableKind) => {
    const hits = context.structures.filter((s) => s.kind === kind && s.panels.length === 1);
    return hits.length === 1 && !context.codeTree(hits[0]!) ? hits[0] : undefined;
  };
  const income = t2 ? undefined : plain('income-summary');
  if (income && t1?.income) {
    const side = t1.income;
    const panel = income.panels[0]!;
    const columns = panel.amountColumns.filter((c) => c.period === 'current' || c.period === 'final');
    const whole =
      columns.length > 1 ? ownRow(income, panel, context.figures, context.identity.year) : undefined;
    if (whole) {
      const column = (measure: Measure) => ownColumn(panel, measure);
      yield* tieIncome(side, {
        has: (measure) => column(measure) !== undefined,
        total: (measure) => {
          const c = column(measure);
          return c && context.figures.cell(income, whole, c);
        },
      });
    }
    if (columns.length === 1) {
      const figure = (row: PanelRow) => context.figures.cell(income, row, columns[0]!);
      const isTotal = (row: PanelRow) => row.total && headLabels(income, panel, row).length === 0;
      // 一般公共预算资金 | 小计 over the rows of that fund.
      const nameOf = (row: PanelRow) => bareLabel(row.label).replace(/(?:小计|合计)$/, '');
      const lines = groupLines(side);
      const told = new Set<string | Measure>();
      for (const row of panel.rows) {
        if (row.label === '' || isTotal(row)) continue;
        const name = nameOf(row);
        const measure = lineMeasure(name);
        const alike = measure === null ? [] : (lines.get(measure) ?? []);
        const there = side.rows.get(name) ?? (alike.length === 1 ? alike[0] : undefined);
        if (there && !told.has(name) && !(measure && told.has(measure)))
          yield* copy('tie-t1-t2', figure(row), side.figure(there, 'total'));
        told.add(name);
        if (measure) told.add(measure);
      }
      const totals = panel.rows.filter(isTotal);
      if (totals.length === 1)
        yield* copy('tie-t1-t2', figure(totals[0]!), side.figure(side.grandTotal, 'total'));
    }
  }
  const expenditure = t3 ? undefined : plain('expenditure-summary');
  if (!expenditure || !t1) return;
  const panel = expenditure.panels[0]!;
  const rows = panel.rows.filter((r) =>
    panel.amountColumns.some((c) => context.figures.cell(expenditure, r, c)?.state === 'printed'),
  );
  if (rows.length !== 1) return;
  for (const measure of ['total', 'basic', 'project'] as const) {
    const column = measureColumn(panel, measure);
    const here = column && context.figures.cell(expenditure, rows[0]!, column);
    const { classes, purposes } = t1;
    const name = measure === 'basic' ? '基本支出' : '项目支出';
    const there =
      measure === 'total'
        ? (classes ?? purposes)?.figure((classes ?? purposes)?.grandTotal, 'total')
        : purposes?.figure(purposes.rows.get(name), 'total');
    yield* copy('tie-t1-t3', here, there);
    if (isSingleSource(t1, t2) && facts.t5?.has(measure) && facts.fundPrinted && !hasUnprintedFund(facts)) {
      const funds = [facts.t5, facts.t8, facts.t9].filter((f): f is CodeFacts => f !== undefined);
      yield* sum(
        'tie-t3-t5',
        here,
        funds.map((f) => f.total(measure)),
      );
    }
  }
}

/** F8, F9 against F4: income of the year, money brought and carried forward of each fund. */
function* tieCarryOver(t4: SummaryFacts, facts: Facts): Generator<CheckDraft> {
  const { income, classes } = t4;
  for (const [measure, key] of FUND_TABLES) {
    const table = facts[key];
    if (!table?.has('opening') || !table.has('closing')) continue;
    if (income) {
      const lines = groupLines(income).get(measure) ?? [];
      yield* copy('tie-final-chain', table.total('year-income'), income.figure(lines[0], 'total'));
    }
    const closing = classes?.balances.filter((row) => /年末|年终/.test(row.label)) ?? [];
    if (closing.length === 1 && classes!.panel.amountColumns.some((c) => c.measure === measure))
      yield* copy('tie-final-chain', table.total('closing'), classes!.figure(closing[0], measure));
  }
}

// ------------------------------------------------------------------------------------------------------------------- drafts

function* tie(
  rule: string,
  comparison: Comparison,
  left: Figure | undefined,
  right: readonly (Figure | undefined)[],
): Generator<CheckDraft> {
  const present = right.filter((f): f is Figure => f !== undefined);
  if (!left || present.length === 0 || present.some((f) => f.id === left.id)) return;
  const terms: CheckTerm[] = [
    { figure: left, sign: -1 },
    ...present.map((figure) => ({ figure, sign: 1 as const })),
  ];
  yield { rule, comparison, terms };
}

const copy = (rule: string, left: Figure | undefined, right: Figure | undefined) =>
  tie(rule, 'copy', left, [right]);
const sum = (rule: string, left: Figure | undefined, right: readonly (Figure | undefined)[]) =>
  tie(rule, right.length > 1 ? 'sum' : 'copy', left, right);
const atMost = (rule: string, left: Figure | undefined, right: Figure | undefined) =>
  right?.state === 'printed' ? tie(rule, 'at-most', left, [right]) : [];
