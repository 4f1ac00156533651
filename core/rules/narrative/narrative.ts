import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';
import type { CheckDraft, CheckTerm } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import type { ReviewContext, RuleFamily } from '../rule.ts';
import { type Concept, subjectToConcept } from '../text/concepts.ts';
import { findTies, unitSlips } from '../text/find-ties.ts';
import { knownValue } from '../text/known-value.ts';
import { isSlip, relate } from '../text/relate.ts';
import { passagesToScopes } from '../text/scopes.ts';
import { tableFigures } from '../text/table-figures.ts';
import { observeCalculations } from './calculations.ts';
import { observeChains } from './chains.ts';
import { observeChanges } from './changes.ts';
import { collectLists, type Located, type PartList, sumVerdict } from './lists.ts';
import { toSpans } from './ratio.ts';
import { type Reading, readText } from './reading.ts';
import { NARRATIVE_RULES } from './rules.ts';
import { observeShares } from './shares.ts';

/** G5: the arithmetic inside the text. */
export const narrative: RuleFamily = {
  rules: NARRATIVE_RULES,
  *propose(context) {
    const slips = unitSlips(context);
    for (const draft of proposals(context))
      if (!draft.terms.some(({ figure }) => slips.has(figure))) yield draft;
  },
  *observe(context) {
    yield* observeChanges(context);
    yield* observeShares(context, collectLists(context));
    yield* observeCalculations(context);
    yield* observeChains(context);
  },
};

function* proposals(context: ReviewContext): Generator<CheckDraft> {
  const reading = readText(context);
  for (const list of collectLists(context)) {
    yield* proposeSum(context, reading, list);
    yield* proposeDeltaSum(context, reading, list);
  }
  yield* proposeDeltas(context, reading);
  yield* proposeBudgetDeltas(context, reading);
  yield* proposeGaps(context, reading);
  yield* proposeReserved(context, reading);
  yield* proposeRepeats(context, reading);
  yield* proposeEqualChanges(context, reading);
  yield* proposeBalances(context, reading);
}

// -------------------------------------------------------------------------------------------------------------------- sums

/** Parts that are together the whole by what they are. */
const COMPLETE: readonly (readonly [rule: string, parts: readonly Concept[]])[] = [
  ['text-procurement', ['procurement-goods', 'procurement-works', 'procurement-services']],
  ['narr-sum', ['personnel', 'public']],
  ['narr-sum', ['abroad', 'vehicle', 'reception']],
  ['narr-sum', ['abroad', 'vehicle-purchase', 'vehicle-running', 'reception']],
  ['narr-sum', ['vehicle-purchase', 'vehicle-running']],
];

function completeSet(context: ReviewContext, parts: readonly Located[]): string | undefined {
  const concepts = parts.map(({ statement }) => subjectToConcept(statement.subject, context.identity));
  const set = new Set(concepts);
  return COMPLETE.find(([, all]) => all.length === concepts.length && all.every((c) => set.has(c)))?.[0];
}

const THREE_PUBLIC: ReadonlySet<Concept | undefined> = new Set(['abroad', 'reception', 'vehicle-running']);

const isThreePublic = (context: ReviewContext, parts: readonly Located[]): boolean =>
  parts.some(({ statement: s }) => THREE_PUBLIC.has(subjectToConcept(s.subject, context.identity)));

/** 收入总计 is 本年收入合计 with what was brought forward or taken from savings, 支出总计 likewise. */
function balanceSet({ statement: whole }: Located, parts: readonly Located[]): string | undefined {
  const side = /(收入|支出)(?:决算|预算)?总计$/.exec(whole.subject)?.[1];
  const subjects = parts.map(({ statement: s }) => s.subject);
  const own = subjects.filter((s) => new RegExp(`本年${side}(?:决算|预算)?合计$`).test(s));
  const others = subjects.filter((s) => /结转|结余/.test(s));
  const isWhole = own.length === 1 && others.length >= 2 && own.length + others.length === subjects.length;
  return side && isWhole ? 'narr-sum' : undefined;
}

function* proposeSum(context: ReviewContext, reading: Reading, list: PartList): Generator<CheckDraft> {
  const { whole } = list;
  const known = knownValue(context, whole.passage, whole.statement);
  if (!known || whole.statement.approximate) return;
  const total = known.value;
  const goingOn = listGoingOn(list);
  for (const parts of [...partitions(list), ...completeStarts(context, list), goingOn]) {
    if (parts.length < 2 || !parts.every(({ statement }) => statement.value && !statement.approximate))
      continue;
    const complete = completeSet(context, parts) ?? balanceSet(whole, parts);
    // 基本支出中，…: which of a document's basic expenditures the words mean is told by the amounts alone.
    const rule = known.statement === whole.statement || isThreePublic(context, parts) ? complete : undefined;
    if (namesWholeAgain(context, { whole, parts })) continue;
    const amounts = parts.map(({ statement }) => ({ sign: 1 as const, amount: statement.value! }));
    const verdict = sumVerdict(total, amounts);
    const accept = verdict === 'holds' || rule !== undefined || (verdict === 'slip' && parts !== goingOn);
    if (!accept) continue;
    yield {
      rule: rule ?? 'narr-sum',
      comparison: 'sum',
      terms: [
        term(reading, known, total, -1),
        ...parts.map((part) => term(reading, part, part.statement.value!, 1)),
      ],
    };
    return;
  }
}

const THIS_YEAR = /本年|当年|今年/;

/** A list in which the whole stands again is no list of its parts. */
function namesWholeAgain(context: ReviewContext, { whole, parts }: PartList): boolean {
  const concept = subjectToConcept(whole.statement.subject, context.identity);
  return (
    concept !== undefined &&
    parts.some(
      ({ statement }) =>
        subjectToConcept(statement.subject, context.identity) === concept &&
        // 收入总计 with 本年收入 and what was brought forward.
        (THIS_YEAR.test(whole.statement.subject) || !THIS_YEAR.test(statement.subject)),
    )
  );
}

/** All parts, or, where a later clause may have ended the list, those of the first sentence only. */
function partitions({ whole, parts }: PartList): (readonly Located[])[] {
  const near = parts.filter(
    (p) => p.passage !== whole.passage || p.statement.sentence - whole.statement.sentence <= 1,
  );
  return near.length === parts.length ? [parts] : [parts, near];
}

/** Passages without numbers that follow a 其中：, of which the first few are what the whole is made of. */
function completeStarts(context: ReviewContext, { whole, parts }: PartList): (readonly Located[])[] {
  if (parts.some((p) => p.passage === whole.passage || p.passage.ordinal)) return [];
  return [2, 3, 4]
    .filter((count) => count < parts.length)
    .map((count) => parts.slice(0, count))
    .filter((start) => completeSet(context, start) !== undefined);
}

/** 其中：A。B；C。D。 in one passage: the list with the statements of the sentences after it, which may be parts too. */
function listGoingOn({ whole, parts }: PartList): readonly Located[] {
  const { passage, statement } = whole;
  const last = parts.at(-1);
  if (!last || last.passage !== passage || parts.some((p) => p.passage !== passage)) return [];
  const after = passage.statements.filter(
    (s) =>
      s.sentence > statement.sentence &&
      s.value &&
      !s.parent &&
      !s.continues &&
      passage.statements.indexOf(s) > passage.statements.indexOf(last.statement),
  );
  return after.length === 0 ? [] : [...parts, ...after.map((s) => ({ passage, statement: s }))];
}

/** @param what Which of the figures of a statement it is, where it is not its own. */
function term(reading: Reading, at: Located, amount: TextAmount, sign: 1 | -1, what = ''): CheckTerm {
  const label = what === '' ? at.statement.subject : `${at.statement.subject}（${what}）`;
  return { figure: reading.figure(at.passage, amount, label), sign };
}

// ------------------------------------------------------------------------------------------------------------------ deltas

/** 减少 0.68 万元，增长 10.83%, or 增加 to less than last year: a wrong word, told as such, and no wrong amount. */
function goesBothWays({ value, base, change, growth }: Statement): boolean {
  if (!change) return false;
  if (growth && growth.sign !== change.sign) return true;
  if (!value || !base || value.unit.exponent !== base.unit.exponent) return false;
  const at = (a: TextAmount) => a.amount.digits * 10n ** BigInt(8 - Math.min(8, a.amount.scale));
  const real = at(value) - at(base);
  const size = at(change);
  return real !== 0n && real > 0n !== change.sign > 0 && (real < 0n ? -real : real) === size;
}

/** This year = last year ± change, where the sentence prints all three. */
function* proposeDeltas(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const { base, change } = statement;
      if (!base || !change || statement.approximate || goesBothWays(statement)) continue;
      const known = knownValue(context, passage, statement);
      if (!known) continue;
      const at = { passage, statement };
      yield {
        rule: 'narr-delta',
        comparison: 'sum',
        terms: [
          term(reading, known, known.value, -1),
          term(reading, at, base, 1, '上年数'),
          term(reading, at, change, change.sign, '增减额'),
        ],
      };
    }
  }
}

/** Outturn = budget ± change against it (比年初预算减少), with the budget that the sentence or the 三公 table prints. */
function* proposeBudgetDeltas(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const { value, budget, budgetChange, approximate, year } = statement;
      if (!value || !budgetChange || approximate) continue;
      if (year !== null && year !== context.identity.year) continue;
      const at = { passage, statement };
      const concept = subjectToConcept(statement.subject, context.identity);
      const table = concept ? tableFigures(context).budget(concept).flat() : [];
      const figure = budget
        ? term(reading, at, budget, 1, '预算数').figure
        : table.length === 1 && table[0]!.state === 'printed'
          ? table[0]
          : undefined;
      if (!figure) continue;
      yield {
        rule: 'narr-delta',
        comparison: 'sum',
        terms: [
          term(reading, at, value, -1),
          { figure, sign: 1 },
          term(reading, at, budgetChange, budgetChange.sign, '比预算增减'),
        ],
      };
    }
  }
}

/** 支出 2.05 万元，年初预算 2.95 万元，差值为 0.90 万元: what the two are apart. */
function* proposeGaps(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const { value, budget, gap, approximate, year } = statement;
      if (!value || !budget || !gap || approximate) continue;
      if (year !== null && year !== context.identity.year) continue;
      const at = { passage, statement };
      const [now, planned] = toSpans([asPrinted(value), asPrinted(budget)]);
      const [more, less] = now!.mid >= planned!.mid ? [value, budget] : [budget, value];
      yield {
        rule: 'narr-delta',
        comparison: 'sum',
        terms: [
          term(reading, at, more, -1),
          term(reading, at, less, 1),
          term(reading, at, { ...gap, amount: magnitude(gap.amount) }, 1, '差值'),
        ],
      };
    }
  }
}

const asPrinted = (a: TextAmount) => ({ amount: a.amount, exponent: a.unit.exponent });
const magnitude = (a: Amount): Amount => (a.digits < 0n ? { ...a, digits: -a.digits } : a);

/** The change of the whole = the changes of its parts; 持平 counts as none. */
function* proposeDeltaSum(context: ReviewContext, reading: Reading, list: PartList): Generator<CheckDraft> {
  const { whole, parts } = list;
  const { change } = whole.statement;
  if (!change || parts.length < 2) return;
  if ([whole, ...parts].some(({ statement }) => goesBothWays(statement))) return;
  if (!parts.every(({ statement: s }) => s.change || s.flat)) return;
  const changed = parts.filter(({ statement }) => statement.change);
  if (changed.length === 0) return;
  const signed = changed.map(({ statement: s }) => ({
    sign: (s.change!.sign * change.sign) as 1 | -1,
    amount: s.change! as TextAmount,
  }));
  const verdict = sumVerdict(change, signed);
  const complete = completeSet(context, parts) !== undefined;
  if (verdict === 'differs' && !complete) return;
  yield {
    rule: 'narr-delta-sum',
    comparison: 'sum',
    terms: [
      term(reading, whole, change, change.sign === 1 ? -1 : 1),
      ...changed.map((part) => term(reading, part, part.statement.change!, part.statement.change!.sign)),
    ],
  };
}

// ------------------------------------------------------------------------------------------------------- reserved procurement

/** 面向中小企业 ≤ 政府采购总额; 其中小微 ≤ 中小企业. */
function* proposeReserved(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  const all: Located[] = reading.passages.flatMap((passage) =>
    passage.statements.filter((s) => s.value).map((statement) => ({ passage, statement })),
  );
  const totals = all.filter(
    ({ statement: s }) =>
      s.parent === null && subjectToConcept(s.subject, context.identity) === 'procurement',
  );
  const reserved = all.filter(
    ({ statement: s }) => /中小企业/.test(s.subject) && /采购|预留/.test(s.subject) && s.parent === null,
  );
  if (reserved.length !== 1) return;
  const [share] = reserved;
  const atMost = (whole: Located, part: Located): CheckDraft => ({
    rule: 'text-procurement-sme',
    comparison: 'at-most',
    terms: [term(reading, whole, whole.statement.value!, -1), term(reading, part, part.statement.value!, 1)],
  });
  if (totals.length === 1) yield atMost(totals[0]!, share!);
  for (const small of all) {
    if (small.passage !== share!.passage || small === share) continue;
    if (/小微|小型/.test(small.statement.subject)) yield atMost(share!, small);
  }
}

// ----------------------------------------------------------------------------------------------------------------- repeats

/** The same indicator of the same year in several paragraphs, and an item's amount said again in the item. */
function* proposeRepeats(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  const scopes = passagesToScopes(reading);
  const tied = new Set(findTies(context).ties.map((t) => t.figure));
  const first = new Map<string, { figure: Figure; at: Located }>();
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const at = { passage, statement };
      yield* sameItem(context, reading, at);
      const scope = scopes.get(passage)!;
      if (statement.parent || scope.intro || scope.unknown || scope.paths.length > 0) continue;
      if (statement.year !== null && statement.year !== context.identity.year) continue;
      const concept = subjectToConcept(statement.subject, context.identity);
      const { value } = statement;
      if (!concept || !value || statement.approximate || statement.continues) continue;
      const figure = term(reading, at, value, 1).figure;
      const known = first.get(concept);
      if (!known) first.set(concept, { figure, at });
      else if (!(tied.has(figure) && tied.has(known.figure)) && comparable(known.figure, figure))
        yield copy('narr-repeat-indicator', known.figure, figure);
    }
  }
}

/**
 * Income, grant and general budget are often one amount, and then their changes are one too: where two or more of them are
 * printed alike, one that differs from them by a slip is wrong. Other differences have a history that the text does not tell.
 */
function* proposeEqualChanges(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  const groups = new Map<string, Located[]>();
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const { value, change } = statement;
      if (!value || !change || !subjectToConcept(statement.subject, context.identity)) continue;
      const key = `${change.sign}:${value.amount.digits}:${value.amount.scale}:${value.unit.exponent}`;
      groups.set(key, [...(groups.get(key) ?? []), { passage, statement }]);
    }
  }
  for (const group of groups.values()) {
    if (group.length < 3) continue;
    const figures = group.map((at) => term(reading, at, at.statement.change!, 1).figure);
    const common = figures.find((f) => figures.filter((g) => relate(f, g) === 'equal').length >= 2);
    for (const figure of figures)
      if (common && figure !== common && comparable(common, figure))
        yield copy('narr-repeat-indicator', common, figure);
  }
}

const SIDE = /(收入|支出)(?:决算|预算)?总(?:计|预算)$/;

/** 收入总计 x，支出总计 y of one sentence are one amount: told where one is a slip of the other. */
function* proposeBalances(context: ReviewContext, reading: Reading): Generator<CheckDraft> {
  for (const passage of reading.passages) {
    for (const [i, statement] of passage.statements.entries()) {
      const before = passage.statements[i - 1];
      if (!before?.value || !statement.value || before.sentence !== statement.sentence) continue;
      if (before.approximate || statement.approximate || statement.parent || before.parent) continue;
      if (statement.year !== null && statement.year !== context.identity.year) continue;
      const [left, right] = [SIDE.exec(before.subject), SIDE.exec(statement.subject)];
      if (!left || !right || left[1] === right[1]) continue;
      const income = term(reading, { passage, statement: before }, before.value, 1).figure;
      const spent = term(reading, { passage, statement }, statement.value, 1).figure;
      if (comparable(income, spent)) yield copy('narr-repeat-indicator', income, spent);
    }
  }
}

/** Two paragraphs may mean two things by the same words: only equal amounts, or a slip of one, are one indicator. */
function comparable(a: Figure, b: Figure): boolean {
  const relation = relate(a, b);
  return relation === 'equal' || relation === 'rounded' || (relation === 'differs' && isSlip(a, b));
}

/** …（项）25.77 万元 … 2024 年预算安排 25.77 万元: one item, one amount. */
function* sameItem(context: ReviewContext, reading: Reading, at: Located): Generator<CheckDraft> {
  const { statement } = at;
  const heading = statement.continues;
  if (!heading?.value || !statement.value || statement.value === heading.value) return;
  if (
    !/\([类款项]\)/.test(heading.subject) ||
    !/^(?:当年|本年)?预算(?:安排|执行)?数?$/.test(statement.subject)
  )
    return;
  if (statement.year !== null && statement.year !== context.identity.year) return;
  const left = reading.figure(at.passage, heading.value, heading.subject);
  const right = reading.figure(at.passage, statement.value, heading.subject);
  if (relate(left, right) !== 'last-digit') yield copy('narr-same-sentence-conflict', left, right);
}

const copy = (rule: string, left: Figure, right: Figure): CheckDraft => ({
  rule,
  comparison: 'copy',
  terms: [
    { figure: left, sign: -1 },
    { figure: right, sign: 1 },
  ],
});
