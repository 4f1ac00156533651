import { lastPlace } from '../../figures/arithmetic.ts';
import { readAmount } from '../../figures/read-amount.ts';
import { textToAmounts } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';
import type { Block } from '../../model/document.ts';
import { blockPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
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
  for (const block of context.document.blocks) {
    if (block.role !== 'paragraph' || !/20\d{2}/.test(block.text)) continue;
    yield* observeParagraph(block, year, own, notOwn);
  }
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
    if (!lead) continue;
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
          const read = readAmount(structure.grid.at(row.row, column.index)?.text ?? '');
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
