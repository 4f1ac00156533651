import { lastPlace, pow10 } from '../../figures/arithmetic.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { fold } from '../../structure/text.ts';
import { type Passage, readText, statementPlace, textPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext, RuleFamily } from '../rule.ts';
import { type Concept, subjectToConcept } from '../text/concepts.ts';

const OP143 = '财预〔2016〕143号';

/** G6: this year against last year, as the explanation tells it. */
export const yearOverYear: RuleFamily = {
  rules: [
    {
      id: 'yoy-required',
      severity: 'warning',
      title: { zh: '与上年对比说明', en: 'Change against last year is told' },
      basis: OP143,
      formula: '三公经费、机关运行经费说明与上年增减',
    },
    {
      id: 'yoy-reason',
      severity: 'warning',
      title: { zh: '增减写明原因', en: 'A change has its reason' },
      basis: OP143,
      formula: '有增减即有原因',
    },
    {
      id: 'yoy-base-year',
      severity: 'error',
      title: { zh: '对比年份 = 本年度 − 1', en: 'Compared with the year before' },
      basis: '文档自身',
      formula: '对比年份 = 预算（决算）年度 − 1',
    },
    {
      id: 'yoy-three-public-cap',
      severity: 'info',
      title: { zh: '“三公”经费只减不增', en: 'Three-public money does not rise' },
      basis: '厉行节约政策',
      formula: '三公经费合计不高于上年',
    },
    {
      id: 'yoy-jump',
      severity: 'info',
      title: { zh: '变动较大的科目写明原因', en: 'A large change has its reason' },
      basis: OP143,
      formula: '科目增减超过上年的 30% 时写明原因',
    },
  ],
  *observe(context) {
    const { kind, year } = context.identity;
    if (kind !== 'budget' && kind !== 'final-accounts') return;
    yield* observeRequired(context, 'operating-cost', '机关运行经费', 'operating cost');
    yield* observeRequired(context, 'three-public', '“三公”经费', 'three-public money');
    if (year !== null) yield* observeBaseYear(context, year);
    yield* observeCap(context);
    yield* observeJumps(context);
  },
};

interface Hit {
  readonly passage: Passage;
  readonly statement: Statement;
}

function statementsOf(context: ReviewContext, concept: Concept): Hit[] {
  return readText(context).passages.flatMap((passage) =>
    passage.statements
      .filter(
        (s) => s.value && s.parent === null && subjectToConcept(s.subject, context.identity) === concept,
      )
      .filter((s) => s.year === null || s.year === context.identity.year)
      .map((statement) => ({ passage, statement })),
  );
}

const COMPARES =
  /上年|去年|上一年|比20\d{2}|较20\d{2}|与20\d{2}|同比|增加|减少|下降|增长|持平|无变化|没有变化|未发生变化|无增减|一致|相同|相等|不变|新增/;
const REASONS = /原因|由于|因为|主要是|主要为|为了|贯彻|落实|压减|要求|根据|按照|新增|调整|厉行|控制/;

/** The passages that belong to a statement: its own, and those after it up to the next heading of a chapter. */
function sectionText(context: ReviewContext, passage: Passage): string {
  const { passages } = readText(context);
  const at = passages.indexOf(passage);
  const texts: string[] = [];
  for (const p of passages.slice(at, at + 8)) {
    if (p !== passage && (p.block.role === 'heading' || p.headings.join() !== passage.headings.join())) break;
    texts.push(fold(p.block.text));
  }
  return texts.join('');
}

function* observeRequired(
  context: ReviewContext,
  concept: Concept,
  zh: string,
  en: string,
): Generator<Observation> {
  const hits = statementsOf(context, concept);
  const [first] = hits;
  if (!first) return;
  const sections = hits.map((h) => sectionText(context, h.passage)).join('');
  if (!COMPARES.test(sections)) {
    yield {
      rule: 'yoy-required',
      places: [statementPlace(first.passage, first.statement)],
      title: { zh: `${zh}没有与上年对比`, en: `No comparison with last year: ${en}` },
      message: {
        zh: `“${statementPlace(first.passage, first.statement).quote}”之后没有说明比上年增减多少及其原因。`,
        en: `Nothing after “${statementPlace(first.passage, first.statement).quote}” says how it compares with last year, and why.`,
      },
    };
    return;
  }
  const changed = hits.find((h) => h.statement.change && h.statement.change.amount.digits !== 0n);
  if (changed && !REASONS.test(sections))
    yield {
      rule: 'yoy-reason',
      places: [statementPlace(changed.passage, changed.statement)],
      title: { zh: `${zh}增减没有写明原因`, en: `No reason for the change: ${en}` },
      message: {
        zh: `“${statementPlace(changed.passage, changed.statement).quote}”，没有说明原因。`,
        en: `“${statementPlace(changed.passage, changed.statement).quote}” gives no reason.`,
      },
    };
}

function* observeBaseYear(context: ReviewContext, year: number): Generator<Observation> {
  for (const passage of readText(context).passages) {
    for (const s of passage.statements) {
      const compared = s.comparedYear;
      if (!compared || (s.year !== null && s.year !== year)) continue;
      if (!s.change && !s.growth && !s.flat) continue;
      if (compared.year === year - 1 || (!s.value && s.base)) continue;
      // 2021年预算数 … 比2020年: last year told against the year before it.
      const before = passage.block.text
        .slice(0, compared.offset)
        .split(/[。；;]/)
        .at(-1)!;
      const lead = [...before.matchAll(/20\d{2}(?=\s*年)/g)].at(-1)?.[0];
      if (lead !== undefined && Number(lead) === compared.year + 1 && Number(lead) !== year) continue;
      // A year named together with the sentence's own other year belongs to a history, not to this budget.
      const named = new Set(
        [...passage.block.text.slice(0, s.end).matchAll(/20\d{2}(?=\s*年)/g)].map((m) => Number(m[0])),
      );
      named.delete(compared.year);
      if ([...named].some((y) => y !== year && y !== year - 1)) continue;
      if (compared.year > year || compared.year < year - 4) continue;
      yield {
        rule: 'yoy-base-year',
        places: [textPlace(passage.block, compared.offset, compared.quote), statementPlace(passage, s)],
        stated: String(compared.year),
        expected: String(year - 1),
        title: {
          zh: `与 ${compared.year} 年对比，应为 ${year - 1} 年`,
          en: `Compared with ${compared.year}, should be ${year - 1}`,
        },
        message: {
          zh: `“${statementPlace(passage, s).quote}”：${year} 年度的对比年份应为 ${year - 1} 年，印为 ${compared.year} 年。`,
          en: `“${statementPlace(passage, s).quote}” compares with ${compared.year}; for ${year} it should be ${year - 1}.`,
        },
        suspect: {
          place: statementPlace(passage, s),
          stated: String(compared.year),
          proposed: String(year - 1),
        },
      };
    }
  }
}

function* observeCap(context: ReviewContext): Generator<Observation> {
  for (const { passage, statement } of statementsOf(context, 'three-public')) {
    if (statement.change?.sign !== 1 || statement.change.amount.digits === 0n) continue;
    const place = statementPlace(passage, statement);
    yield {
      rule: 'yoy-three-public-cap',
      places: [place],
      title: {
        zh: `“三公”经费比上年增加 ${statement.change.quote}`,
        en: `Three-public money rises by ${statement.change.quote}`,
      },
      message: {
        zh: `“${place.quote}”：“三公”经费高于上年，请看原因。`,
        en: `“${place.quote}”: three-public money is above last year; see the reason.`,
      },
    };
    return;
  }
}

/** A change of an item by more than this share of last year asks for a reason. */
const JUMP_PERCENT = 30n;
const JUMP_PLACES_MAX = 8;

/** Items of the explanation that change by a third and more, with no word of why. Told once, with all places. */
function* observeJumps(context: ReviewContext): Generator<Observation> {
  const jumps: { readonly passage: Passage; readonly statement: Statement; readonly share: bigint }[] = [];
  for (const passage of readText(context).passages) {
    for (const statement of passage.statements) {
      if (statement.parent !== null || statement.reason || statement.approximate) continue;
      const concept = subjectToConcept(statement.subject, context.identity);
      if (concept === 'three-public' || concept === 'operating-cost') continue;
      const share = changePercent(statement);
      if (share === undefined || share < JUMP_PERCENT) continue;
      if (!REASONS.test(sectionText(context, passage))) jumps.push({ passage, statement, share });
    }
  }
  const [first] = jumps;
  if (!first) return;
  const places = jumps.map(({ passage, statement }) => statementPlace(passage, statement));
  const times = jumps.length > 1 ? `（${jumps.length} 处）` : '';
  yield {
    rule: 'yoy-jump',
    places: places.slice(0, JUMP_PLACES_MAX),
    title: {
      zh: `变动 ${first.share}% 未写明原因${times}`,
      en: `A change of ${first.share} % without a reason`,
    },
    message: {
      zh: `“${places[0]!.quote}”：比上年变动 ${first.share}%，没有说明原因${jumps.length > 1 ? `；共 ${jumps.length} 处` : ''}。`,
      en: `“${places[0]!.quote}” changes by ${first.share} % against last year, and no reason is given.`,
    },
  };
}

/** Size of a change in whole per cent of last year, rounded down; undefined where the sentence does not tell. */
function changePercent({ value, base, change }: Statement): bigint | undefined {
  const known = [value, base, change].filter((a) => a !== undefined);
  const place = Math.min(...known.map((a) => lastPlace(a.amount, a.unit.exponent)));
  const at = (a: TextAmount) => a.amount.digits * pow10(lastPlace(a.amount, a.unit.exponent) - place);
  if (!value || (!base && !change)) return undefined;
  const before = base ? at(base) : at(value) - BigInt(change!.sign) * at(change!);
  const difference = base ? at(value) - before : at(change!);
  if (before <= 0n) return undefined;
  return ((difference < 0n ? -difference : difference) * 100n) / before;
}
