import type { Figure } from '../../model/figure.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { fold, readOrdinal } from '../../structure/text.ts';
import { type Passage, type Reading, statementPlace } from '../narrative/reading.ts';
import type { ReviewContext } from '../rule.ts';
import { type Concept, subjectToConcept } from './concepts.ts';
import { isSame, isSlip, relate } from './relate.ts';
import type { Scope } from './scopes.ts';
import { type Copies, tableFigures } from './table-figures.ts';

import type { TextTie } from './text-tie.ts';

const RULE_OF: Partial<Record<Concept, string>> = {
  income: 'text-income-total',
  'grant-income': 'text-income-total',
  'business-income': 'text-income-total',
  'operating-income': 'text-income-total',
  'special-account-income': 'text-income-total',
  'superior-income': 'text-income-total',
  'affiliated-income': 'text-income-total',
  'other-income': 'text-income-total',
  expenditure: 'text-expense-total',
  'income-and-expenditure': 'text-expense-total',
  'grant-expenditure': 'text-expense-total',
  'grant-income-and-expenditure': 'text-expense-total',
  basic: 'text-basic-project',
  personnel: 'text-basic-project',
  public: 'text-basic-project',
  project: 'text-basic-project',
  'grant-basic': 'text-basic-project',
  'general-basic': 'text-basic-project',
  'general-project': 'text-basic-project',
  'general-income': 'text-fund-kinds',
  'general-grant': 'text-fund-kinds',
  'fund-grant': 'text-fund-kinds',
  'capital-grant': 'text-fund-kinds',
  opening: 'text-income-total',
  'fund-income': 'text-fund-kinds',
  'capital-income': 'text-fund-kinds',
  'general-expenditure': 'text-fund-kinds',
  'fund-expenditure': 'text-fund-kinds',
  'capital-expenditure': 'text-fund-kinds',
  'three-public': 'text-three-public',
  abroad: 'text-three-public',
  vehicle: 'text-three-public',
  'vehicle-purchase': 'text-three-public',
  'vehicle-running': 'text-three-public',
  reception: 'text-three-public',
  conference: 'text-three-public',
  training: 'text-three-public',
  'operating-cost': 'text-op-cost',
  procurement: 'text-procurement',
  assets: 'text-assets',
};

/** Things whose table figure need not be the same fact: they are tied where they agree or differ by a slip only. */
const WEAK: ReadonlySet<Concept> = new Set([
  'procurement',
  'assets',
  'operating-cost',
  'personnel',
  'public',
  'opening',
  'closing',
]);

/** Parts that a whole may have, so that a part's words mean a part of the whole document and of nothing smaller. */
const WHOLES: ReadonlySet<Concept> = new Set([
  'income',
  'expenditure',
  'income-and-expenditure',
  'grant-income',
  'grant-expenditure',
  'grant-income-and-expenditure',
  'basic',
  'grant-basic',
  'general-basic',
  'general-expenditure',
  'general-income',
  'general-grant',
  'three-public',
  'vehicle',
  'operating-cost',
]);

export function tieConcept(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { value } = statement;
  if (!value || statement.approximate) return undefined;
  const { year, kind } = context.identity;
  if (kind === 'performance-target' || kind === 'unknown') return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  if (passage.block.role === 'note') return undefined;
  const concept = subjectToConcept(statement.subject, context.identity);
  if (!concept || statement.continues) return undefined;
  // A sum of money in the words of an outturn is none of a budget's figures, and the reverse.
  // Behind the budget where the sentence gives both: 年初预算为 22.00 万元，支出决算为 8.77 万元.
  const { budget } = statement;
  const from =
    budget && budget.offset < value.offset ? budget.offset + budget.quote.length : statement.start - 2;
  const before = passage.block.text.slice(Math.max(0, from), value.offset);
  if (kind === 'budget' && /决算|执行数|完成数/.test(before)) return undefined;
  if (kind === 'final-accounts' && /(?:年初|全年|调整)预算|预算数/.test(before)) return undefined;
  if (!standsAlone(context, { ...scope, unknown: false }, statement)) return undefined;
  const alternatives = tableFigures(context).concept(concept);
  const figure = reading.figure(passage, value, statement.subject);
  const certain = isCertain(context, concept);
  // A table that has a cell for this very thing and leaves it blank is not excused by another table that has the amount.
  const left = certain && alternatives[0]?.every((f) => f.state !== 'printed');
  const weak = (WEAK.has(concept) && !certain) || (scope.unknown && statement.parent === null);
  const tied = choose(figure, left ? alternatives.slice(0, 1) : alternatives, weak);
  if (!tied) return undefined;
  return {
    rule: RULE_OF[concept] ?? 'text-expense-total',
    figure,
    concept,
    ...tied,
    place: statementPlace(passage, statement),
  };
}

/** “三公”经费支出预算为 12.50 万元，支出决算为 11.20 万元: the budget stands in the table's own 预算数 column. */
export function tieBudget(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { budget } = statement;
  const { year, kind } = context.identity;
  if (!budget || kind !== 'final-accounts' || statement.approximate || passage.block.role === 'note')
    return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  const concept = subjectToConcept(statement.subject, context.identity);
  if (!concept || !standsAlone(context, { ...scope, unknown: false }, statement)) return undefined;
  const figure = reading.figure(passage, budget, `${statement.subject}预算数`);
  const tied = choose(figure, tableFigures(context).budget(concept), false);
  return tied && { rule: 'text-three-public', figure, ...tied, place: statementPlace(passage, statement) };
}

/** 工资福利支出 905.71 万元: the class of the basic expenditure, tied where it is that amount or a slip of it. */
export function tieEconomic(
  context: ReviewContext,
  reading: Reading,
  passage: Passage,
  scope: Scope,
  statement: Statement,
): TextTie | undefined {
  const { value } = statement;
  const { year, kind } = context.identity;
  if (!value || statement.approximate || passage.block.role === 'note') return undefined;
  if (kind !== 'budget' && kind !== 'final-accounts') return undefined;
  if (statement.year !== null && statement.year !== year) return undefined;
  if (scope.paths.some((p) => p.start < statement.end)) return undefined;
  const name = (readOrdinal(statement.subject)?.rest ?? statement.subject).replace(
    /(?:预算|决算)?(?:数|金额)?$/,
    '',
  );
  if (!/^(?:工资福利支出|商品和服务支出|对个人和家庭的?补助(?:支出)?|资本性支出)$/.test(name))
    return undefined;
  const copies = tableFigures(context).economic(
    name.replace(/家庭补助/, '家庭的补助').replace(/补助支出$/, '补助'),
  );
  if (copies.length === 0) return undefined;
  const figure = reading.figure(passage, value, statement.subject);
  const tied = choose(figure, [copies], true);
  return tied && { rule: 'text-basic-project', figure, ...tied, place: statementPlace(passage, statement) };
}

/** Whether nothing above the statement makes it a part of something smaller than the document. */
function standsAlone(context: ReviewContext, scope: Scope, statement: Statement): boolean {
  if (scope.unknown) return false;
  const above = statement.parent ?? scope.intro?.statement ?? null;
  if (!above) return true;
  const concept = subjectToConcept(above.subject, context.identity);
  if (!concept || !WHOLES.has(concept)) return false;
  return above.parent === null || standsAlone(context, { ...scope, intro: null }, above);
}

/** The operating cost has a figure of its own only where a table prints one. */
function isCertain(context: ReviewContext, concept: Concept): boolean {
  if (concept !== 'operating-cost') return false;
  const first = tableFigures(context).concept(concept)[0]?.[0];
  return first !== undefined && /运行经费/.test(fold(first.columnLabel + first.rowLabel));
}

/** Which reading of the words the amount is to be compared with; undefined where that is not certain. */
export function choose(
  figure: Figure,
  alternatives: readonly Copies[],
  weak: boolean,
): Pick<TextTie, 'copies' | 'relation'> | undefined {
  const comparable = alternatives.filter((c) => c.length > 0);
  if (comparable.length === 0) return undefined;
  const matching = comparable.filter((copies) => copies.some((f) => isSame(relate(figure, f))));
  if (matching.length > 0) return { copies: unique(matching.flat()), relation: 'same' };
  const all = unique(comparable.flat());
  const agreed = agreeAmongThemselves(all);
  const near = all.filter((f) => relate(figure, f) === 'last-digit');
  if (near.length > 0) return { copies: near, relation: 'last-digit' };
  if (agreed && !weak) return { copies: all, relation: 'differs' };
  const slips = unique(comparable.filter((copies) => copies.every((f) => isSlip(figure, f))).flat());
  if (slips.length > 0 && agreeAmongThemselves(slips)) return { copies: slips, relation: 'differs' };
  return undefined;
}

const unique = (figures: readonly Figure[]): Figure[] => [...new Set(figures)];

function agreeAmongThemselves(figures: readonly Figure[]): boolean {
  return figures.every((f) => isSame(relate(figures[0]!, f)) || relate(figures[0]!, f) === 'last-digit');
}
