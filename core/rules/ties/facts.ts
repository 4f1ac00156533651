import type { Measure } from '../../structure/measures.ts';
import {
  type CodeFacts,
  codeFacts,
  isNotZero,
  lineMeasure,
  type SummaryFacts,
  type SummarySide,
  summaryFacts,
} from '../../structure/table-facts.ts';
import type { TableKind } from '../../structure/table-kind.ts';
import { correctedCodes } from '../codes/label-faults.ts';
import type { ReviewContext } from '../rule.ts';
import { sameDigits } from './compare.ts';

export interface Facts {
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
export function collectFacts(context: ReviewContext): Facts {
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

/** Whether money of other years stands between income and expenditure, so that the two tables need not agree by code. */
export function carriesOver(t1: SummaryFacts | undefined, t2: CodeFacts | undefined): boolean {
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
export function isSingleSource(t1: SummaryFacts | undefined, t2: CodeFacts | undefined): boolean {
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

/** Money of a fund whose own table is not printed (or has no codes): the tables that are there are not the whole. */
export function hasUnprintedFund(facts: Facts): boolean {
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

export const FUND_TABLES: readonly (readonly [Measure, 't5' | 't8' | 't9'])[] = [
  ['general', 't5'],
  ['fund', 't8'],
  ['capital', 't9'],
];
