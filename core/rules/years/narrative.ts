import { lastPlace } from '../../figures/arithmetic.ts';
import { type TextAmount, textToAmounts } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';
import type { Block } from '../../model/document.ts';
import type { DocumentKind } from '../../model/review.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { add, comparePercent, subtract, toSpans } from '../narrative/ratio.ts';
import { type Passage, readText, textPlace } from '../narrative/reading.ts';
import { blockPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { subjectToConcept } from '../text/concepts.ts';
import { findTies } from '../text/find-ties.ts';
import { knownValue } from '../text/known-value.ts';
import { relate } from '../text/relate.ts';
import { withYear, yearsOf } from './publication-year.ts';

/** A sentence that gives amounts to a year which it names first: 2024年，本部门收入预算 16,151.00 万元. */
const LEADING_YEAR =
  /^(?:反映[^。]{0,20}。)?\s*(?:第?[一二三四五六七八九十\d]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）])?\s*(?:按照?[^，。]{2,30}[，,])?([\u4e00-\u9fa5（）()]{0,30}?)(20\d{2})\s*年(?:度)?\s*/;
const OWN = /本(?:部门|单位|局|委|院|校|级|中心|办|厅|区|街道|镇)|我(?:部门|单位|局|委|院|校|中心|办|厅)/;
/** What the year's figures are when they are not this budget's: another year's outcome, last year's base, a notice. */
const NOT_OWN =
  /执行|决算|完成|实际|已下达|实现|通知|文件|以来|截[至止]|年末|年底|结转|竣工|启动|批准|印发|成立|对比|相比/;

/** In final accounts 决算 and 执行 are the year's own figures. */
const NOT_OWN_FINAL = /通知|文件|以来|截[至止]|年末|年底|结转|竣工|启动|批准|印发|成立|对比|相比/;

/**
 * The year that a sentence gives to this budget's own figures. Base years of comparisons, notices, as-of dates and history
 * have no say: the year must lead the sentence, the sentence must not name the publication's year, and its amount must be one
 * that this budget prints, or the sentence speaks of itself (本部门) in a year that cannot be the base year.
 */
export function* observeNarrative(context: ReviewContext, year: number): Generator<Observation> {
  const { kind } = context.identity;
  if (kind !== 'budget' && kind !== 'final-accounts') return;
  const notOwn = kind === 'budget' ? NOT_OWN : NOT_OWN_FINAL;
  let amounts: ReadonlySet<string> | undefined;
  const own = () => (amounts ??= ownAmounts(context, year));
  const told = new Set<string>();
  for (const block of context.document.blocks) {
    if (block.role !== 'paragraph' || !/20\d{2}/.test(block.text)) continue;
    for (const found of observeParagraph(block, year, own, notOwn)) {
      told.add(`${block.index}:${found.stated}`);
      yield found;
    }
  }
  const fresh = (found: Observation, block: Block) =>
    !told.has(`${block.index}:${found.stated}`) && told.add(`${block.index}:${found.stated}`);
  for (const { passage, found } of [
    ...otherYearAmounts(context, year, notOwn),
    ...otherYearIndicators(context, year, notOwn),
    ...doubledYears(context, year),
  ])
    if (fresh(found, passage.block)) yield found;
  for (const block of context.document.blocks) {
    const found = block.role === 'paragraph' ? observeDuty(block, year, kind) : undefined;
    if (found && fresh(found, block)) yield found;
  }
}

interface Told {
  readonly passage: Passage;
  readonly found: Observation;
}

/**
 * An item or indicator of another year with the very amount that this publication's table prints for it, and no sentence that
 * gives it for the own year: …（项）2022年预算数为 859.41 万元 in a budget for 2023.
 */
function* otherYearAmounts(context: ReviewContext, year: number, notOwn: RegExp): Generator<Told> {
  const { ties, otherYear } = findTies(context);
  for (const tie of otherYear) {
    const { passage, statement } = tie;
    // The year of a heading above is no word of the sentence.
    if (!passage.block.text.includes(String(statement.year))) continue;
    const words = passage.block.text.slice(yearOffset(passage, statement), statement.value!.offset);
    if (notOwn.test(words) || tie.figure.amount.digits === 0n || isFuture(statement.year!, year)) continue;
    const again = ties.some(
      (t) => (t.code ?? t.concept) === (tie.code ?? tie.concept) && t.relation === 'same',
    );
    const compares = statement.comparedYear?.year === statement.year;
    if (again && !compares && !(tie.concept && hasMoved(context, tie.concept))) continue;
    yield { passage, found: wrongYear(passage, statement, year, 'error') };
  }
}

/** Whether the text says that an indicator is not what it was last year: then one amount cannot be that of both years. */
function hasMoved(context: ReviewContext, concept: string): boolean {
  return readText(context).passages.some((p) =>
    p.statements.some(
      (s) =>
        (s.year === null || s.year === context.identity.year) &&
        s.change !== undefined &&
        s.change.amount.digits !== 0n &&
        subjectToConcept(s.subject, context.identity) === concept,
    ),
  );
}

/** …（项）15.90 万元 … 2022年预算数为 13.83 万元，2022年预算安排 15.90 万元: two amounts of one year, one of them this year's. */
function* doubledYears(context: ReviewContext, year: number): Generator<Told> {
  for (const passage of readText(context).passages) {
    const bases = passage.statements.filter((s) => s.base && s.continues && !s.change);
    const item = bases[0]?.continues;
    if (bases.length < 2 || !item?.value || SMALL_DIGITS.test(item.value.quote)) continue;
    const years = bases.map((s) => yearOfBase(passage, s));
    if (new Set(years).size !== 1 || years[0] === year || years[0] === undefined) continue;
    const same = (s: Statement) => relate(asPrinted(s.base!), asPrinted(item.value!)) === 'equal';
    const own = bases.filter(same);
    if (own.length !== 1) continue;
    const { base } = own[0]!;
    const statement: Statement = { ...own[0]!, year: years[0]!, value: base! };
    yield { passage, found: wrongYear(passage, statement, year, 'error') };
  }
}

const SMALL_DIGITS = /^\D*\d(?:\D*0)*\D*$/;
const asPrinted = (a: TextAmount) => ({ amount: a.amount, exponent: a.unit.exponent });

function yearOfBase({ block }: Passage, { base }: Statement): number | undefined {
  const years = [...block.text.slice(0, base!.offset).matchAll(/20\d{2}(?=\s*年)/g)];
  return years.length > 0 ? Number(years.at(-1)![0]) : undefined;
}

/** What a budget has to say of its own year and says of the year before only: 2022年政府采购预算总额 264 万元. */
function* otherYearIndicators(context: ReviewContext, year: number, notOwn: RegExp): Generator<Told> {
  const own = new Set<string>();
  const others: { passage: Passage; statement: Statement; concept: string }[] = [];
  for (const passage of readText(context).passages) {
    for (const statement of passage.statements) {
      const concept = subjectToConcept(statement.subject, context.identity);
      if (!concept) continue;
      if (statement.year === null || statement.year === year) own.add(concept);
      else if (passage.block.text.includes(String(statement.year)))
        others.push({ passage, statement, concept });
    }
  }
  for (const { passage, statement, concept } of others) {
    const { change, growth, value } = statement;
    if (isFuture(statement.year!, year) || passage.block.role === 'note') continue;
    const words = passage.block.text.slice(yearOffset(passage, statement), statement.end);
    if (notOwn.test(words) || /其中|20\d{2}\s*年.*20\d{2}\s*年/.test(words)) continue;
    // 2022年“三公”经费预算较上年减少 0.68 万元: this year's change, where rate and amount fit this year's figure.
    const known =
      !value && change && growth ? knownValue(context, passage, { ...statement, year: null }) : undefined;
    if (known ? !fits(known.value, statement) : own.has(concept) || !value || !NEEDED.test(concept)) continue;
    yield { passage, found: wrongYear(passage, statement, year, known ? 'error' : 'warning') };
  }
}

/** Indicators that every budget states for its own year. */
const NEEDED = /^(?:procurement|three-public|operating-cost|income|expenditure|income-and-expenditure)$/;

const isFuture = (found: number, year: number): boolean => found > year || found < year - 3;

/** Change and rate of a statement follow from an amount. */
function fits(value: TextAmount, { change, growth }: Statement): boolean {
  if (!change || !growth) return false;
  const [now, by] = toSpans([
    { amount: value.amount, exponent: value.unit.exponent },
    { amount: change.amount, exponent: change.unit.exponent },
  ]);
  const base = change.sign > 0 ? subtract(now!, by!) : add(now!, by!);
  return comparePercent(by!, base, growth.amount).kind === 'holds' && by!.mid > 0n;
}

/** Offset of the year that a statement names, before its amount. */
function yearOffset(passage: Passage, statement: Statement): number {
  const before = passage.block.text.slice(0, (statement.value ?? statement.change)?.offset ?? statement.end);
  return Math.max(0, before.lastIndexOf(String(statement.year)));
}

function wrongYear(
  passage: Passage,
  statement: Statement,
  year: number,
  severity: 'error' | 'warning',
): Observation {
  const at = yearOffset(passage, statement);
  const end = statement.value ? statement.value.offset + statement.value.quote.length : statement.end;
  const quote = passage.block.text.slice(at, end).trim();
  const place = textPlace(passage.block, at, quote);
  const found = statement.year!;
  return {
    rule: 'year-narrative',
    ...(severity === 'error' ? {} : { severity }),
    places: [place],
    title: {
      zh: `正文写作 ${found} 年，应为 ${year} 年`,
      en: `The text says ${found}, should be ${year}`,
    },
    message:
      severity === 'error'
        ? {
            zh: `“${quote}”是本文件的数，却写作 ${found} 年，应为 ${year} 年，请核对更正。`,
            en: `“${quote}” gives this document's own figure but names ${found}; it should be ${year}, please correct it.`,
          }
        : {
            zh: `“${quote}”写的是 ${found} 年，全文没有说明 ${year} 年的同一指标，可能是沿用上年文字，请核对。`,
            en: `“${quote}” names ${found}, and nothing gives the same for ${year}; it may have been left from last year, please check.`,
          },
    stated: String(found),
    expected: String(year),
    suspect: { place, stated: quote, proposed: withYear(quote, found, year) },
  };
}

/** 2022年，本部门按照…实施绩效目标管理: what a body does under this budget, told of the year before. */
const DUTY =
  /(?:^|[。；：:）)])[^。；]{0,12}?(20\d{2})\s*年(?:度)?[，,]?\s*(?:本|我)(?:部门|单位|局|委|院|校|中心|办|厅|街道|镇)[^。]{0,40}(?:绩效目标|绩效管理|绩效评价)/;

function observeDuty(block: Block, year: number, kind: DocumentKind): Observation | undefined {
  const m = DUTY.exec(block.text);
  const found = Number(m?.[1]);
  if (!m || found !== year - 1 || yearsOf(block.text).some((y) => y !== found)) return undefined;
  if (kind === 'budget' && /已|完成|自评|评价结果|开展了|实际/.test(block.text)) return undefined;
  const at = m[0].lastIndexOf(m[1]!);
  const quote = m[0].slice(at);
  const place = blockPlace(block, quote, m.index + at);
  return {
    rule: 'year-narrative',
    severity: 'warning',
    places: [place],
    title: {
      zh: `正文写作 ${found} 年，应为 ${year} 年`,
      en: `The text says ${found}, should be ${year}`,
    },
    message: {
      zh: `“${quote}”说的是本文件年度的工作，却写作 ${found} 年，可能是沿用上年文字，请核对。`,
      en: `“${quote}” speaks of the document's own year but names ${found}; it may have been left from last year, please check.`,
    },
    stated: String(found),
    expected: String(year),
    suspect: { place, stated: quote, proposed: withYear(quote, found, year) },
  };
}

function* observeParagraph(
  block: Block,
  year: number,
  own: () => ReadonlySet<string>,
  notOwn: RegExp,
): Generator<Observation> {
  let offset = 0;
  for (const sentence of block.text.split(/(?<=[。；;])/)) {
    const at = offset;
    offset += sentence.length;
    const lead = LEADING_YEAR.exec(sentence);
    // 公务接待费较2022年预算增加 …: a base year, however far to the left it stands.
    if (!lead || /[较比与同和由从自]$/.test(lead[1]!.trim())) continue;
    const found = Number(lead[2]);
    if (found === year || yearsOf(sentence).includes(year)) continue;
    const amounts = textToAmounts(sentence);
    const first = amounts[0];
    if (!first) continue;
    const subject = sentence.slice(0, first.offset);
    if (notOwn.test(subject) || !/预算|决算|安排|经费|收入|支出|收、支|总计|采购/.test(subject)) continue;
    const againstItself = new RegExp(`(?:较|比|与)\\s*(?:上年|${found}\\s*年)`).test(sentence);
    const key = amountKey(first.amount, first.unit.exponent);
    const known = (key !== SMALL && own().has(key)) || areAllOwn(amounts, own());
    const speaksOfItself = OWN.test(subject) && found !== year - 1 && !yearsOf(block.text).includes(year);
    if (!known && !speaksOfItself && !(againstItself && found === year - 1 && yearsOf(sentence).length > 1))
      continue;
    const quote = sentence.slice(0, Math.min(sentence.length, first.offset + first.quote.length)).trim();
    const place = blockPlace(block, quote, at + sentence.indexOf(quote));
    yield {
      rule: 'year-narrative',
      places: [place],
      title: {
        zh: `正文写作 ${found} 年，应为 ${year} 年`,
        en: `The text says ${found}, should be ${year}`,
      },
      message: {
        zh: `“${quote}”是本文件的预算数，却写作 ${found} 年，应为 ${year} 年，请核对更正。`,
        en: `“${quote}” gives this budget's own figures but names ${found}; it should be ${year}, please correct it.`,
      },
      stated: String(found),
      expected: String(year),
      suspect: { place, stated: quote, proposed: withYear(quote, found, year) },
    };
  }
}

/** Amounts that this budget prints: in its tables, and in sentences that name its own year. */
function ownAmounts(context: ReviewContext, year: number): ReadonlySet<string> {
  const own = new Set<string>();
  for (const structure of context.structures) {
    for (const panel of structure.panels) {
      for (const column of panel.amountColumns) {
        if (column.period !== 'current' && column.period !== 'final') continue;
        const exponent = (column.unit ?? structure.unit)?.exponent;
        if (exponent === undefined) continue;
        for (const row of panel.rows) {
          const read = structure.grid.read(structure.grid.at(row.row, column.index));
          if (read.kind === 'amount') for (const key of amountKeys(read.amount, exponent)) own.add(key);
          if (read.kind === 'amount') own.add(plainKey(read.amount, exponent));
        }
      }
    }
  }
  for (const block of context.document.blocks) {
    if (block.role !== 'paragraph') continue;
    for (const sentence of block.text.split(/(?<=[。；;])/)) {
      if (!LEADING_YEAR.test(sentence) || yearsOf(sentence).some((y) => y !== year)) continue;
      for (const { amount, unit } of textToAmounts(sentence)) own.add(amountKey(amount, unit.exponent));
    }
  }
  return own;
}

/** Small amounts meet by chance, three and more of one sentence do not. */
function areAllOwn(amounts: ReturnType<typeof textToAmounts>, own: ReadonlySet<string>): boolean {
  const filled = amounts.filter(({ amount }) => amount.digits !== 0n);
  const distinct = new Set(filled.map(({ amount, unit }) => plainKey(amount, unit.exponent)));
  return distinct.size >= 3 && [...distinct].every((key) => own.has(key));
}

/** An amount as printed, and rounded to the hundredth of 万元 as texts do; small round ones say nothing. */
function amountKeys(amount: Amount, exponent: number): string[] {
  const place = lastPlace(amount, exponent);
  const keys = [amountKey(amount, exponent)];
  for (const target of [2, 0]) {
    if (place >= target) continue;
    const unit = 10n ** BigInt(target - place);
    keys.push(amountKey({ digits: (amount.digits + unit / 2n) / unit, scale: 0 }, target));
  }
  return keys;
}

/** Amounts of one or two digits: they meet by chance. */
const SMALL = 'small';

function amountKey(amount: Amount, exponent: number): string {
  const key = plainKey(amount, exponent);
  const digits = key.slice(1, key.indexOf('e')).replace('-', '');
  return digits.length < 3 ? SMALL : key;
}

function plainKey(amount: Amount, exponent: number): string {
  let { digits } = amount;
  let place = lastPlace(amount, exponent);
  if (digits === 0n) return '=0e0';
  while (digits % 10n === 0n) {
    digits /= 10n;
    place++;
  }
  return `=${digits}e${place}`;
}
