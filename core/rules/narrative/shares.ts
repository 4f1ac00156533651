import { pow10 } from '../../figures/arithmetic.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { subjectToConcept } from '../text/concepts.ts';
import { findTies } from '../text/find-ties.ts';
import { knownValue } from '../text/known-value.ts';
import { percentFault } from './changes.ts';
import { type Located, type PartList, sumVerdict } from './lists.ts';
import { add, comparePercent, toSpans } from './ratio.ts';
import { readText, statementPlace } from './reading.ts';

/** Shares follow from part and whole, and those of a whole list add up to 100 %. */
export function* observeShares(context: ReviewContext, lists: readonly PartList[]): Generator<Observation> {
  const wholes = new Map<Statement, TextAmount>();
  const unsure = new Set<Statement>();
  const wrong = contradicted(context);
  for (const { whole, parts } of lists) {
    const known = knownValue(context, whole.passage, whole.statement);
    if (!known) continue;
    const total = known.value;
    // Parts that are not the whole are one fault, told there; their shares are wrong with it.
    const amounts = parts.flatMap(({ statement: s }) =>
      s.value ? [{ sign: 1 as const, amount: s.value }] : [],
    );
    const isWrong =
      wrong.has(known.statement) || (amounts.length > 1 && sumVerdict(total, amounts) === 'slip');
    for (const { statement } of parts) {
      if (isWrong) unsure.add(statement);
      else if (statement.share?.of === '' && !statement.share.whole) wholes.set(statement, total);
    }
    if (!isWrong && parts.every(({ statement: s }) => follows(s, total))) yield* shareSum(total, parts);
  }
  yield* orphanShares(context, wrong);
  for (const passage of readText(context).passages) {
    for (const s of passage.statements) {
      if (!s.share || !s.value || s.approximate || wrong.has(s) || unsure.has(s)) continue;
      const whole = s.share.whole ?? wholes.get(s) ?? namedWhole(context, s.share.of) ?? parentWhole(s);
      if (!whole || isContradicted(context, whole)) continue;
      const [part, all] = toSpans([
        { amount: s.value.amount, exponent: s.value.unit.exponent },
        { amount: whole.amount, exponent: whole.unit.exponent },
      ]);
      const verdict = comparePercent(part!, all!, s.share.amount);
      if (verdict.kind === 'holds' || verdict.kind === 'undefined') continue;
      yield percentFault(
        'narr-percent-share',
        passage,
        s,
        s.share,
        verdict.expected,
        verdict.kind === 'last-digit',
        {
          zh: `占比与金额不符（${s.value.quote} ÷ ${whole.quote}）`,
          en: `the share does not follow from ${s.value.quote} ÷ ${whole.quote}`,
        },
      );
    }
  }
}

/** Whether a share follows from its part and the whole, or its last place only is off. */
function follows(s: Statement, total: TextAmount): boolean {
  if (!s.value || !s.share) return false;
  const [part, whole] = toSpans([
    { amount: s.value.amount, exponent: s.value.unit.exponent },
    { amount: total.amount, exponent: total.unit.exponent },
  ]);
  return comparePercent(part!, whole!, s.share.amount).kind !== 'differs';
}

const isContradicted = (context: ReviewContext, amount: TextAmount): boolean =>
  findTies(context).ties.some(
    (t) => (t.relation === 'differs' || t.relation === 'unit') && t.figure.amount === amount.amount,
  );

/** Statements whose amount a table contradicts: their shares are wrong with it, and that is one fault, told there. */
function contradicted(context: ReviewContext): ReadonlySet<Statement> {
  const reading = readText(context);
  const figures = new Set(
    findTies(context)
      .ties.filter((t) => t.relation === 'differs' || t.relation === 'unit')
      .map((t) => t.figure),
  );
  const found = new Set<Statement>();
  if (figures.size === 0) return found;
  for (const passage of reading.passages)
    for (const s of passage.statements)
      if (s.value && figures.has(reading.figure(passage, s.value, s.subject))) found.add(s);
  return found;
}

/** 人员经费 2914.55 万元，占基本支出的 90.67%, where 一般公共预算基本支出 stands above it. */
function parentWhole({ parent, share }: Statement): TextAmount | undefined {
  const of = (share?.of ?? '').replace(/^(?:本年|全年|总)|(?:预算|决算|总额|合计|总计)+$/g, '');
  return parent?.value && of.length >= 3 && parent.subject.includes(of) ? parent.value : undefined;
}

/**
 * 教育支出 x，占 a%；卫生健康支出 y，占 b%；…, with no word on the whole: where all but one share follow from the sum of the
 * parts, that one is wrong; a list that leaves parts out has no share that follows.
 */
function* orphanShares(context: ReviewContext, wrong: ReadonlySet<Statement>): Generator<Observation> {
  for (const passage of readText(context).passages) {
    if (passage.statements.some((s) => wrong.has(s))) continue;
    const parts = passage.statements.filter(
      (s) => s.value && s.share?.of === '' && !s.share.whole && !s.parent && !s.approximate,
    );
    if (parts.length < 2 || parts.length !== passage.statements.filter((s) => s.value && s.share).length)
      continue;
    const spans = toSpans(parts.map((s) => ({ amount: s.value!.amount, exponent: s.value!.unit.exponent })));
    const whole = spans.reduce(add);
    const verdicts = parts.map((s, i) => comparePercent(spans[i]!, whole, s.share!.amount));
    const differing = parts.flatMap((_, i) => (verdicts[i]!.kind === 'differs' ? [i] : []));
    const [only] = differing;
    const one = differing.length === 1 && verdicts.filter((v) => v.kind === 'holds').length >= 2;
    // Shares that are 100 % together are shares of these parts, so that an amount which they contradict is wrong.
    if (only === undefined || !(one || (inOneSentence(parts) && addUp(parts)))) continue;
    const verdict = verdicts[only]!;
    if (verdict.kind !== 'differs') continue;
    yield percentFault(
      'narr-percent-share',
      passage,
      parts[only]!,
      parts[only]!.share!,
      verdict.expected,
      false,
      {
        zh: '占比与各项之和不符',
        en: 'the share does not follow from the sum of the parts',
      },
    );
  }
}

const inOneSentence = (parts: readonly Statement[]): boolean =>
  parts.every((s) => s.sentence === parts[0]!.sentence);

/** Whether the shares are 100 % together, within half a last place for each. */
function addUp(parts: readonly Statement[]): boolean {
  const percents = parts.map((s) => s.share!.amount);
  const scale = Math.max(...percents.map((p) => p.scale));
  const coarse = Math.min(...percents.map((p) => p.scale));
  const sum = percents.reduce((n, p) => n + p.digits * pow10(scale - p.scale), 0n);
  const off = sum - 100n * pow10(scale);
  return 2n * (off < 0n ? -off : off) <= BigInt(parts.length) * pow10(scale - coarse);
}

/** 占“三公”经费的 13.77%: the one amount that the text gives for what is named. */
function namedWhole(context: ReviewContext, of: string): TextAmount | undefined {
  if (of === '') return undefined;
  const alike = amountsOf(context, (s) => s.subject === of);
  if (alike.length === 1) return alike[0];
  const concept = subjectToConcept(of.replace(/"/g, ''), context.identity);
  if (!concept) return undefined;
  const amounts = amountsOf(
    context,
    (s) => !s.parent && !s.continues && subjectToConcept(s.subject, context.identity) === concept,
  );
  return amounts.length === 1 ? amounts[0] : undefined;
}

/** The different amounts that the text gives for something in its own year. */
function amountsOf(context: ReviewContext, names: (s: Statement) => boolean): TextAmount[] {
  const amounts = new Map<string, TextAmount>();
  for (const { statements } of readText(context).passages) {
    for (const s of statements) {
      if (!s.value || (s.year !== null && s.year !== context.identity.year) || !names(s)) continue;
      amounts.set(`${s.value.amount.digits}:${s.value.amount.scale}:${s.value.unit.exponent}`, s.value);
    }
  }
  return [...amounts.values()];
}

/** Shares of parts that add up to the whole add up to 100 %, within half a last place for each. */
function* shareSum(total: TextAmount, parts: readonly Located[]): Generator<Observation> {
  if (parts.length < 2 || !parts.every(({ statement: s }) => s.share?.of === '' && s.value)) return;
  if (
    sumVerdict(
      total,
      parts.map(({ statement: s }) => ({ sign: 1, amount: s.value! })),
    ) !== 'holds'
  )
    return;
  if (addUp(parts.map((p) => p.statement))) return;
  const [first] = parts;
  yield {
    rule: 'narr-percent-share',
    places: parts.slice(0, 6).map(({ passage, statement }) => statementPlace(passage, statement)),
    title: { zh: '各项占比之和不是 100%', en: 'The shares do not add up to 100 %' },
    message: {
      zh: `“${statementPlace(first!.passage, first!.statement).quote}”等 ${parts.length} 项占比之和不是 100%。`,
      en: `The shares of the ${parts.length} parts do not add up to 100 %.`,
    },
  };
}
