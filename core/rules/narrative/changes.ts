import { lastPlace } from '../../figures/arithmetic.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';
import type { Percent, Statement } from '../../structure/statements/statement.ts';
import { fold } from '../../structure/text.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { subjectToConcept } from '../text/concepts.ts';
import { findTies } from '../text/find-ties.ts';
import { knownValue } from '../text/known-value.ts';
import { tableFigures } from '../text/table-figures.ts';
import { collectLists } from './lists.ts';
import { add, comparePercent, type Span, subtract, toSpans } from './ratio.ts';
import { type Passage, readText, statementPlace } from './reading.ts';

/** Changes against last year: percentage, direction, and what cannot be. */
export function* observeChanges(context: ReviewContext): Generator<Observation> {
  const reading = readText(context);
  // An amount that a table already contradicts makes its rates wrong too: that is one fault, told there.
  const wrong = new Set(
    findTies(context)
      .ties.filter((t) => t.relation === 'differs' || t.relation === 'unit')
      .map((t) => t.figure),
  );
  for (const passage of reading.passages) {
    for (const statement of passage.statements) {
      const known = knownValue(context, passage, statement);
      if (known && wrong.has(reading.figure(known.passage, known.value, known.statement.subject))) continue;
      const directions = [...observeDirection(passage, statement)];
      yield* directions;
      // A direction that is wrong makes the rate wrong with it.
      if (directions.length === 0) yield* observeGrowth(passage, statement, known?.value);
      yield* observeBudgetGrowth(passage, statement);
      yield* observeImpossible(passage, statement, known?.value);
      yield* observeCompletion(context, passage, statement);
      yield* observeBaseUnit(passage, statement);
    }
  }
  yield* observeFlatReasons(context);
  yield* observeCopiedChange(context);
}

const printed = (a: { amount: Amount; unit: { exponent: number } }) => ({
  amount: a.amount,
  exponent: a.unit.exponent,
});

/** Part and whole of a growth rate: change ÷ last year, from whichever two of the three amounts are printed. */
function growthOf(s: Statement, value: TextAmount | undefined): { part: Span; base: Span } | undefined {
  if (s.approximate) return undefined;
  if (s.change && s.base) {
    const [change, base] = toSpans([printed(s.change), printed(s.base)]);
    return { part: change!, base: base! };
  }
  if (s.change && value) {
    const [change, now] = toSpans([printed(s.change), printed(value)]);
    return { part: change!, base: s.change.sign > 0 ? subtract(now!, change!) : add(now!, change!) };
  }
  if (s.base && s.value) {
    const [base, value] = toSpans([printed(s.base), printed(s.value)]);
    const up = value!.mid >= base!.mid;
    return { part: up ? subtract(value!, base!) : subtract(base!, value!), base: base! };
  }
  return undefined;
}

function* observeGrowth(
  passage: Passage,
  s: Statement,
  value: TextAmount | undefined,
): Generator<Observation> {
  if (!s.growth) return;
  const growth = growthOf(s, value);
  if (!growth) return;
  const verdict = comparePercent(growth.part, growth.base, s.growth.amount);
  if (verdict.kind === 'holds' || verdict.kind === 'undefined') return;
  yield percentFault(
    'narr-percent-change',
    passage,
    s,
    s.growth,
    verdict.expected,
    verdict.kind === 'last-digit',
    {
      zh: '增减率与金额不符',
      en: 'the rate does not follow from the amounts',
    },
  );
}

const RATE: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'narr-percent-change': { zh: '增减率', en: 'Rate of change' },
  'narr-percent-share': { zh: '占比', en: 'Share' },
  'narr-percent-completion': { zh: '完成率', en: 'Completion rate' },
};

/** 比年初预算减少 1.00 万元，下降 16.67%: the rate of the outturn against its own budget. */
function* observeBudgetGrowth(passage: Passage, s: Statement): Generator<Observation> {
  const { value, budget, budgetChange, budgetGrowth, approximate } = s;
  if (!value || !budgetGrowth || approximate || !(budget || budgetChange)) return;
  const [now, planned, by] = toSpans([value, budget ?? value, budgetChange ?? value].map(printed));
  const up = budgetChange ? budgetChange.sign > 0 : now!.mid >= planned!.mid;
  const size = budgetChange ? by! : up ? subtract(now!, planned!) : subtract(planned!, now!);
  const base = budget ? planned! : up ? subtract(now!, size) : add(now!, size);
  if ((budgetChange && budgetChange.sign !== budgetGrowth.sign) || (up ? 1 : -1) !== budgetGrowth.sign) {
    if (size.mid > 0n)
      yield directionFault(passage, s, '金额与比率的增减方向不同', 'amount and rate go different ways');
    return;
  }
  const verdict = comparePercent(size, base, budgetGrowth.amount);
  if (verdict.kind === 'holds' || verdict.kind === 'undefined') return;
  yield percentFault(
    'narr-percent-change',
    passage,
    s,
    budgetGrowth,
    verdict.expected,
    verdict.kind === 'last-digit',
    {
      zh: '与预算相比的增减率与金额不符',
      en: 'the rate against the budget does not follow from the amounts',
    },
  );
}

/** A printed percentage that its amounts do not give; one off in the last place is a hint. */
export function percentFault(
  rule: string,
  passage: Passage,
  s: Statement,
  percent: Percent,
  expected: string,
  lastDigit: boolean,
  what: { readonly zh: string; readonly en: string },
): Observation {
  const place = statementPlace(passage, s);
  const proposed = `${expected}%`;
  return {
    rule,
    ...(lastDigit ? { severity: 'info' as const } : {}),
    places: [place],
    stated: percent.quote,
    expected: proposed,
    title: {
      zh: `${RATE[rule]?.zh ?? ''} ${percent.quote} 应为 ${proposed}`.trim(),
      en: `${RATE[rule]?.en ?? 'Rate'} of ${percent.quote} should be ${proposed}`,
    },
    message: {
      zh: `“${place.quote}”：${what.zh}，印为 ${percent.quote}，按所列金额计算为 ${proposed}${lastDigit ? '，只差末位' : ''}。`,
      en: `“${place.quote}”: ${what.en}; ${percent.quote} is printed, the amounts give ${proposed}${lastDigit ? ', the last place only' : ''}.`,
    },
    suspect: { place, stated: percent.quote, proposed },
  };
}

// --------------------------------------------------------------------------------------------------------------- direction

function* observeDirection(passage: Passage, s: Statement): Generator<Observation> {
  const said = s.change?.sign ?? s.growth?.sign;
  if (s.change && s.growth && s.change.sign !== s.growth.sign) {
    yield directionFault(passage, s, '金额与比率的增减方向不同', 'amount and rate go different ways');
    return;
  }
  if (!s.value || !s.base || s.approximate) return;
  const [value, base] = toSpans([printed(s.value), printed(s.base)]);
  const real = value!.low > base!.high ? 1 : value!.high < base!.low ? -1 : 0;
  if (said && real !== 0 && real !== said)
    yield directionFault(
      passage,
      s,
      `本年 ${s.value.quote}，上年 ${s.base.quote}，增减方向写反`,
      `${s.value.quote} this year and ${s.base.quote} last year: the direction is the other way`,
    );
  else if (s.flat && real !== 0)
    yield directionFault(
      passage,
      s,
      `本年 ${s.value.quote}，上年 ${s.base.quote}，并非持平`,
      `${s.value.quote} this year and ${s.base.quote} last year are not level`,
    );
}

function directionFault(passage: Passage, s: Statement, zh: string, en: string): Observation {
  const place = statementPlace(passage, s);
  return {
    rule: 'narr-direction',
    places: [place],
    title: { zh: '增减方向与数字不符', en: 'The direction does not fit the figures' },
    message: { zh: `“${place.quote}”：${zh}。`, en: `“${place.quote}”: ${en}.` },
  };
}

// -------------------------------------------------------------------------------------------------------------- impossible

function* observeImpossible(
  passage: Passage,
  s: Statement,
  now: TextAmount | undefined,
): Generator<Observation> {
  const place = statementPlace(passage, s);
  if (now && s.change && s.change.sign > 0 && !s.base && !s.approximate) {
    const [value, change] = toSpans([printed(now), printed(s.change)]);
    if (value!.high < change!.low && value!.mid >= 0n)
      yield {
        rule: 'narr-impossible-delta',
        places: [place],
        title: { zh: '增加额大于本年数', en: 'The increase is larger than the figure itself' },
        message: {
          zh: `“${place.quote}”：增加 ${s.change.quote}，本年只有 ${now.quote}，上年将为负数。`,
          en: `“${place.quote}”: an increase of ${s.change.quote} to ${now.quote} would make last year negative.`,
        },
      };
  }
  if (s.value && s.budgetChange && s.budgetChange.sign > 0 && !s.budget && !s.approximate) {
    const [value, change] = toSpans([printed(s.value), printed(s.budgetChange)]);
    if (value!.high < change!.low && value!.mid >= 0n)
      yield {
        rule: 'narr-impossible-delta',
        places: [place],
        title: { zh: '增加额大于决算数', en: 'The increase is larger than the outturn' },
        message: {
          zh: `“${place.quote}”：比预算增加 ${s.budgetChange.quote}，决算只有 ${s.value.quote}，预算将为负数。`,
          en: `“${place.quote}”: ${s.budgetChange.quote} above the budget at an outturn of ${s.value.quote} would make the budget negative.`,
        },
      };
  }
  if (!s.approximate && s.growth && s.growth.amount.digits !== 0n && isZeroBased(s, now))
    yield {
      rule: 'narr-impossible-delta',
      severity: 'warning',
      places: [place],
      stated: s.growth.quote,
      title: { zh: '上年为零，不能有增长率', en: 'A growth rate on a base of zero' },
      message: {
        zh: `“${place.quote}”：上年数为 ${s.base?.quote ?? '0'}，增减率 ${s.growth.quote} 无从计算。`,
        en: `“${place.quote}”: last year is ${s.base?.quote ?? '0'}, so a rate of ${s.growth.quote} cannot be computed.`,
      },
    };
  const { value, budget, completion } = s;
  if (
    !s.approximate &&
    value &&
    budget &&
    completion &&
    budget.amount.digits === 0n &&
    value.amount.digits > 0n
  )
    yield {
      rule: 'narr-impossible-delta',
      severity: 'warning',
      places: [place],
      stated: completion.quote,
      title: { zh: '预算为零，不能有完成率', en: 'A completion rate on a budget of zero' },
      message: {
        zh: `“${place.quote}”：预算为 ${budget.quote}，决算为 ${value.quote}，完成率 ${completion.quote} 无从计算。`,
        en: `“${place.quote}”: the budget is ${budget.quote} and the outturn ${value.quote}, so a completion rate of ${completion.quote} cannot be computed.`,
      },
    };
}

/** Last year is printed as 0, or the increase is the whole amount. */
function isZeroBased({ base, change }: Statement, now: TextAmount | undefined): boolean {
  if (base) return base.amount.digits === 0n;
  if (!now || change?.sign !== 1 || now.amount.digits <= 0n) return false;
  // 5 亿元 that rose by 5 亿元 may have been a few millions: only what is printed to the hundredth of 万元 is exact enough.
  if (lastPlace(now.amount, now.unit.exponent) > 2) return false;
  return (
    now.amount.digits === change.amount.digits &&
    now.amount.scale === change.amount.scale &&
    now.unit.exponent === change.unit.exponent
  );
}

// --------------------------------------------------------------------------------------------------------------- base unit

/** Two years of one thing differ by a factor of ten thousand where one of them has 元 for 万元, and hardly ever otherwise. */
function* observeBaseUnit(passage: Passage, s: Statement): Generator<Observation> {
  if (!s.value || !s.base || s.value.unit.exponent === s.base.unit.exponent || s.approximate) return;
  const [value, base] = toSpans([printed(s.value), printed(s.base)]);
  const [small, large] = value!.mid < base!.mid ? [value!, base!] : [base!, value!];
  if (small.mid <= 0n || large.mid < small.mid * 3000n || large.mid > small.mid * 30_000n) return;
  const place = statementPlace(passage, s);
  const proposed = s.base.quote.replace(/(?:万|亿|千)?元$/, s.value.unit.label);
  yield {
    rule: 'narr-residual-unit',
    places: [place],
    stated: s.base.quote,
    expected: proposed,
    title: {
      zh: `${s.base.quote} 与 ${s.value.quote} 单位不一`,
      en: `${s.base.quote} and ${s.value.quote} are in different units`,
    },
    message: {
      zh: `“${place.quote}”：上年 ${s.base.quote}，本年 ${s.value.quote}，相差约一万倍，其中一个单位有误。`,
      en: `“${place.quote}”: ${s.base.quote} last year and ${s.value.quote} this year are about ten thousand times apart; one of the units is wrong.`,
    },
  };
}

// -------------------------------------------------------------------------------------------------------------- completion

function* observeCompletion(context: ReviewContext, passage: Passage, s: Statement): Generator<Observation> {
  if (!s.value || s.approximate) return;
  if (!s.budget && s.budgetChange) {
    yield* observeCompletedOver(passage, s, s.value);
    return;
  }
  const planned = s.budget
    ? { ...printed(s.budget), quote: s.budget.quote }
    : tableBudget(context, passage, s);
  if (!planned) return;
  const [value, budget] = toSpans([printed(s.value), planned]);
  if (s.completion) {
    const verdict = comparePercent(value!, budget!, s.completion.amount);
    if (verdict.kind === 'differs' || verdict.kind === 'last-digit')
      yield percentFault(
        'narr-percent-completion',
        passage,
        s,
        s.completion,
        verdict.expected,
        verdict.kind === 'last-digit',
        { zh: '完成率与决算、预算数不符', en: 'the completion rate does not follow from outturn and budget' },
      );
  }
  const behind = s.completion ? s.completion.offset + s.completion.quote.length : s.end;
  const after = fold(passage.block.text.slice(behind, behind + 60));
  const said = /^[,。\s]*(?:支出|收入)?决算数?(大于|高于|小于|低于|等于|与|同)(?:年初)?预算数?/.exec(
    after,
  )?.[1];
  if (!said) return;
  // Of two amounts printed to the same place the larger one is larger, however near they are.
  const alike = value!.high - value!.low === budget!.high - budget!.low;
  const above = alike ? value!.mid > budget!.mid : value!.low > budget!.high;
  const below = alike ? value!.mid < budget!.mid : value!.high < budget!.low;
  const real = above ? 1 : below ? -1 : 0;
  const stated = /大于|高于/.test(said) ? 1 : /小于|低于/.test(said) ? -1 : 0;
  if (real === stated || (stated !== 0 && real === 0 && value!.mid !== budget!.mid)) return;
  if (stated === 0 && !/持平|一致|相同|等于/.test(after)) return;
  yield directionFault(
    passage,
    s,
    `预算 ${planned.quote}，决算 ${s.value.quote}，与“决算数${said}预算数”不符`,
    `budget ${planned.quote} and outturn ${s.value.quote} do not fit the words`,
  );
}

/** 公务接待费支出决算为 1.53 万元，完成预算的 0%: the budget stands in the 三公 table. */
function tableBudget(
  context: ReviewContext,
  { block }: Passage,
  s: Statement,
): { amount: Amount; exponent: number; quote: string } | undefined {
  if (!s.completion || (s.year !== null && s.year !== context.identity.year)) return undefined;
  if (/年初|调整/.test(block.text.slice(s.value!.offset, s.completion.offset))) return undefined;
  const concept = subjectToConcept(s.subject, context.identity);
  const copies = concept ? tableFigures(context).budget(concept).flat() : [];
  const [only] = copies;
  if (copies.length !== 1 || only?.state !== 'printed') return undefined;
  const quote = `${only.place.quote.trim()}${only.unit?.label ?? ''}`;
  return { amount: only.amount, exponent: only.exponent, quote };
}

/** 完成年初预算 100%，决算数大于预算数 55.93 万元: outturn and excess give the rate. */
function* observeCompletedOver(passage: Passage, s: Statement, now: TextAmount): Generator<Observation> {
  if (!s.completion || !s.budgetChange) return;
  const [value, change] = toSpans([printed(now), printed(s.budgetChange)]);
  const budget = s.budgetChange.sign > 0 ? subtract(value!, change!) : add(value!, change!);
  const verdict = comparePercent(value!, budget, s.completion.amount);
  if (verdict.kind !== 'differs') return;
  yield percentFault('narr-percent-completion', passage, s, s.completion, verdict.expected, false, {
    zh: '完成率与决算数、超出（少于）预算的数不符',
    en: 'the completion rate does not follow from the outturn and its difference to the budget',
  });
}

// ------------------------------------------------------------------------------------------------------------- 持平 reasons

/** 持平 with a reason, told once for the document. */
function* observeFlatReasons(context: ReviewContext): Generator<Observation> {
  const hits = readText(context).passages.flatMap((passage) =>
    passage.statements
      .filter((s) => s.flat && s.reason && !s.change && s.value)
      .filter((s) => /^[，,。\s]*(?:主要)?原因/.test(passage.block.text.slice(s.end, s.end + 6)))
      .map((s) => statementPlace(passage, s)),
  );
  if (hits.length === 0) return;
  yield {
    rule: 'narr-flat-with-reason',
    places: hits.slice(0, 6),
    title: {
      zh: `持平却写了原因（${hits.length} 处）`,
      en: `No change, yet a reason is given (${hits.length})`,
    },
    message: {
      zh: `“${hits[0]!.quote}”之后写有“主要原因”，而数字没有增减${hits.length > 1 ? `；共 ${hits.length} 处` : ''}。`,
      en: `A reason follows “${hits[0]!.quote}”, although nothing changed.`,
    },
  };
}

/** A part that is nothing this year, with the very decrease of another part, while the whole tells no change: copied. */
function* observeCopiedChange(context: ReviewContext): Generator<Observation> {
  for (const { whole, parts } of collectLists(context)) {
    if (whole.statement.change || whole.statement.base) continue;
    const falls = parts.filter(({ statement: s }) => s.value && s.change && s.change.sign < 0);
    const empty = falls.find(
      ({ statement: s }) => s.value!.amount.digits === 0n && s.change!.amount.digits !== 0n,
    );
    const twin = falls.find(
      (f) =>
        f !== empty && empty !== undefined && f.statement.change!.quote === empty.statement.change!.quote,
    );
    if (!empty || !twin) continue;
    const place = statementPlace(empty.passage, empty.statement);
    yield {
      rule: 'narr-impossible-delta',
      severity: 'info',
      places: [place, statementPlace(twin.passage, twin.statement)],
      stated: empty.statement.change!.quote,
      title: {
        zh: `两项减少额相同（${empty.statement.change!.quote}），其中一项本年为零`,
        en: `Two parts fall by the same ${empty.statement.change!.quote}, one of them to zero`,
      },
      message: {
        zh: `“${place.quote}”与“${statementPlace(twin.passage, twin.statement).quote}”的减少额相同，合计的增减没有说明：可能是误抄。`,
        en: `“${place.quote}” falls by the same amount as another part, and the change of the whole is not told: perhaps copied.`,
      },
    };
  }
}
