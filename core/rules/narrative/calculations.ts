import { pow10 } from '../../figures/arithmetic.ts';
import { foldDigits, readPlain } from '../../figures/read-amount.ts';
import { type TextAmount, textToAmounts } from '../../figures/text-amounts.ts';
import type { Place } from '../../model/place.ts';
import { fold } from '../../structure/text.ts';
import { wordCells } from '../../structure/word-cells.ts';
import { cellPlace } from '../places.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { type Signed, sumVerdict } from './lists.ts';
import { readText, textPlace } from './reading.ts';

/** A stretch of running text: a paragraph, or a cell that explains an amount. */
interface Prose {
  readonly text: string;
  readonly amounts: readonly TextAmount[];
  place(offset: number, quote: string): Place;
}

/** 174人*22天*8元*12月=36.75万元, (120+80)人×500元=10万元, lists that a total closes, and labels printed twice. */
export function* observeCalculations(context: ReviewContext): Generator<Observation> {
  for (const prose of collectProse(context)) {
    yield* observeProducts(prose);
    yield* observeResidualUnit(prose);
    yield* observeBrackets(prose);
  }
}

function* collectProse(context: ReviewContext): Generator<Prose> {
  for (const { block, amounts } of readText(context).passages)
    yield { text: block.text, amounts, place: (offset, quote) => textPlace(block, offset, quote) };
  for (const { table } of context.structures) {
    for (const { cell } of wordCells(table)) {
      if (cell.header || cell.text.length < 12 || !/\d\s*[万千亿]?元|\d\s*万|[*×]/.test(cell.text)) continue;
      const amounts = textToAmounts(cell.text);
      yield { text: cell.text, amounts, place: () => cellPlace(table, cell) };
    }
  }
}

// ---------------------------------------------------------------------------------------------------------------- products

const NUMBER = '\\d[\\d,，]*(?:[.．]\\d+)?';
const UNIT = '[%％‰]?(?:[\\u4e00-\\u9fa5㎡]{0,4}(?:[/／·][\\u4e00-\\u9fa5㎡]{1,3})*)';
const OPERATOR = '\\s*[*×xX＊+＋\\-－]\\s*';
const QUANTITY = `${NUMBER}\\s*${UNIT}`;
/** (120+80)人: a sum in brackets, with the unit behind it. */
const FACTOR = `(?:${QUANTITY}|[（(]\\s*${QUANTITY}(?:${OPERATOR}${QUANTITY})+\\s*[)）]\\s*${UNIT})`;
const CALCULATION = new RegExp(
  `(?<![\\d.*×xX＊)）+＋]|[)）]\\s*[-－])${FACTOR}(?:${OPERATOR}${FACTOR})+\\s*[=＝≈]\\s*${NUMBER}\\s*(?:亿元|万元|千元|元|亿|万)?`,
  'g',
);

interface Quantity {
  readonly digits: bigint;
  /** Power of ten of the last printed digit, unit included. */
  readonly place: number;
  readonly unit: string;
}

function* observeProducts(prose: Prose): Generator<Observation> {
  if (!/[=＝≈]/.test(prose.text)) return;
  for (const m of prose.text.matchAll(CALCULATION)) {
    const printed = m[0].trim();
    const verdict = judge(printed);
    if (!verdict) continue;
    const place = prose.place(m.index, printed);
    yield {
      rule: 'narr-product',
      places: [place],
      stated: verdict.stated,
      expected: verdict.expected,
      title: { zh: `算式结果应为 ${verdict.expected}`, en: `The calculation gives ${verdict.expected}` },
      message: {
        zh: `“${printed}”：印为 ${verdict.stated}，按所列数计算为 ${verdict.expected}。`,
        en: `“${printed}”: ${verdict.stated} is printed, the figures give ${verdict.expected}.`,
      },
      suspect: { place, stated: verdict.stated, proposed: verdict.expected },
    };
  }
}

/** What is wrong with a calculation; undefined where it holds or cannot be judged. */
export function judge(printed: string): { stated: string; expected: string } | undefined {
  const [left, right] = printed.split(/[=＝≈]/);
  const result = readQuantity(right ?? '');
  const terms = readTerms(left ?? '');
  if (!result || !terms) return undefined;
  const units = [...terms.flat().map((q) => q.unit), result.unit].join('');
  if (!/[元万亿人%％‰]/.test(units)) return undefined;
  const values = terms.map((factors) => multiply(factors));
  const isSum = terms.length > 1;
  // Terms without a unit stand in the unit of the result: 3900+4500-5000=3400万元.
  const bare =
    values.every((v) => !(isSum ? /[万亿千元]/ : /[万亿千]/).test(v.unit)) && /[万亿]/.test(result.unit);
  const shifts =
    bare && (isSum || !values.some((v) => /元/.test(v.unit))) ? [0, unitExponent(result.unit)] : [0];
  for (const shift of shifts) if (agrees(values, shift, result)) return undefined;
  const stated = (right ?? '').trim();
  // …=36.75元: the figures are right and the unit has lost its 万.
  const tenThousands = { ...result, place: result.place + 4 };
  if (/^[^万亿]*元$/.test(stated) && shifts.some((shift) => agrees(values, shift, tenThousands)))
    return { stated, expected: stated.replace(/元$/, '万元') };
  const sum = total(values, shifts.at(-1)!);
  const expected = formatAt(sum, result);
  return { stated, expected };
}

const PARTS = /[（(][^（）()]*[)）][^*×xX＊+＋\-－]*|[^*×xX＊+＋\-－（(]+|[*×xX＊+＋\-－]/g;

/** Terms with their factors; a bracket is a factor whose value is its sum. */
function readTerms(text: string): Quantity[][] | undefined {
  const terms: Quantity[][] = [];
  let sign = 1n;
  let isFactor = false;
  for (const [part] of text.matchAll(PARTS)) {
    if (/^[+＋\-－]$/.test(part)) {
      sign = /^[+＋]$/.test(part) ? 1n : -1n;
      isFactor = false;
    } else if (/^[*×xX＊]$/.test(part)) isFactor = true;
    else if (part.trim() !== '') {
      const value = readFactor(part);
      if (!value) return undefined;
      if (isFactor) terms.at(-1)?.push(value);
      else terms.push([{ ...value, digits: value.digits * sign }]);
    }
  }
  return terms;
}

function readFactor(text: string): Quantity | undefined {
  const bracket = /^\s*[（(]([^（）()]*)[)）]\s*(\S*)\s*$/.exec(text);
  if (!bracket) return readQuantity(text);
  const inner = readTerms(bracket[1]!);
  if (!inner || inner.length === 0) return undefined;
  const values = inner.map(multiply);
  const sum = total(values, 0);
  return {
    digits: sum.digits,
    place: sum.place + unitExponent(bracket[2]!),
    unit: values.map((v) => v.unit).join('') + bracket[2]!,
  };
}

function readQuantity(text: string): Quantity | undefined {
  const m = /^\s*(\d[\d,，]*(?:[.．]\d+)?)\s*([%％‰]?\S*)\s*$/.exec(text);
  const amount = m && readPlain(foldDigits(m[1]!));
  if (!amount) return undefined;
  return { digits: amount.digits, place: unitExponent(m[2]!) - amount.scale, unit: m[2]! };
}

function unitExponent(unit: string): number {
  if (/^[%％]/.test(unit)) return -2;
  if (/^‰/.test(unit)) return -3;
  if (/^亿/.test(unit)) return 8;
  if (/^(?:元)?万/.test(unit)) return 4;
  return /^千元/.test(unit) ? 3 : 0;
}

const multiply = (factors: readonly Quantity[]): Quantity =>
  factors.reduce((a, b) => ({
    digits: a.digits * b.digits,
    place: a.place + b.place,
    unit: a.unit + b.unit,
  }));

function total(values: readonly Quantity[], shift: number): Quantity {
  const place = Math.min(...values.map((v) => v.place)) + shift;
  const digits = values.reduce((n, v) => n + v.digits * pow10(v.place + shift - place), 0n);
  return { digits, place, unit: '' };
}

/** Rounded to the printed places of the result, or, for a round result, to its last digit that is not zero. */
function agrees(values: readonly Quantity[], shift: number, result: Quantity): boolean {
  const sum = total(values, shift);
  const zeros = /0*$/.exec(result.digits.toString())![0].length;
  const last = result.place + zeros;
  const place = Math.min(sum.place, result.place);
  const difference = sum.digits * pow10(sum.place - place) - result.digits * pow10(result.place - place);
  const magnitude = difference < 0n ? -difference : difference;
  const width = last > place ? pow10(last - place) : 0n;
  // A calculation is often cut off rather than rounded: within one last place is no finding.
  return 2n * magnitude <= width || (zeros === 0 && magnitude < width);
}

function formatAt(sum: Quantity, result: Quantity): string {
  const scale = Math.max(0, unitExponent(result.unit) - Math.min(result.place, sum.place));
  const digits = sum.digits * pow10(Math.max(0, sum.place - (unitExponent(result.unit) - scale)));
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const fraction = scale > 0 ? `.${text.slice(-scale)}`.replace(/\.?0+$/, '') : '';
  return `${digits < 0n ? '-' : ''}${text.slice(0, text.length - scale)}${fraction}${result.unit}`;
}

// ------------------------------------------------------------------------------------------------------------ residual unit

/** A list that a total closes, where one amount fits only once it has the 万 that the others have. */
function* observeResidualUnit(prose: Prose): Generator<Observation> {
  if (prose.amounts.length < 3) return;
  const amounts = prose.amounts.filter((a) => !isRate(prose.text, a));
  const at = amounts.findLastIndex((a) =>
    /(?:共计|合计|总计)[^，。；,;\d]{0,24}$/.test(prose.text.slice(0, a.offset)),
  );
  if (at < 2) return;
  const whole = amounts[at]!;
  const before = amounts.slice(0, at);
  for (const parts of [before, before.slice(1)]) {
    if (parts.length < 2 || sumVerdict(whole, parts.map(plus)) === 'holds') return;
  }
  for (const parts of [before, before.slice(1)]) {
    const odd = parts.filter((p) => p.unit.exponent !== whole.unit.exponent);
    if (odd.length === 0 || odd.length * 2 >= parts.length) continue;
    const mended = parts.map((p) => (odd.includes(p) ? { ...p, unit: whole.unit } : p));
    if (sumVerdict(whole, mended.map(plus)) !== 'holds') continue;
    const [first] = odd;
    const place = prose.place(first!.offset, clauseAround(prose.text, first!));
    const proposed = first!.quote.replace(/元$/, whole.unit.label);
    yield {
      rule: 'narr-residual-unit',
      places: [place],
      stated: first!.quote,
      expected: proposed,
      title: { zh: `${first!.quote} 应为 ${proposed}`, en: `${first!.quote} should read ${proposed}` },
      message: {
        zh: `同列其他金额以${whole.unit.label}计，${first!.quote} 换成 ${proposed} 后各项之和才等于 ${whole.quote}。`,
        en: `The other amounts are in ${whole.unit.label}; only with ${proposed} do they add up to ${whole.quote}.`,
      },
      suspect: { place, stated: first!.quote, proposed },
    };
    return;
  }
}

const plus = (amount: TextAmount): Signed => ({ sign: 1, amount });

const isRate = (text: string, a: TextAmount): boolean =>
  /^\s*[/／*×每]/.test(text.slice(a.offset + a.quote.length)) ||
  /[*×/／]\s*$|(?:每人|人均|每年|每月|标准|单价)[^，。；]{0,8}$/.test(text.slice(0, a.offset));

function clauseAround(text: string, a: TextAmount): string {
  const start =
    Math.max(...['，', '。', '；', '、', ',', '：'].map((c) => text.lastIndexOf(c, a.offset - 1))) + 1;
  return text.slice(start, a.offset + a.quote.length).trim();
}

// ------------------------------------------------------------------------------------------------------------------ brackets

const LABELLED = /([\u4e00-\u9fa5]{2,14}?)\s*(\d[\d,]*(?:\.\d+)?\s*(?:万元|元|亿元|万))/g;

/** 8万元（物业费4.5万元，电费3万元，…）: the parts add up, and each is named once. */
function* observeBrackets(prose: Prose): Generator<Observation> {
  if (!/[元万]\s*[（(]/.test(prose.text)) return;
  for (const m of prose.text.matchAll(
    /(\d[\d,]*(?:\.\d+)?\s*(?:万元|元|亿元|万))\s*[（(]([^（）()]{6,200})[)）]/g,
  )) {
    const inner = m[2]!;
    const offset = m.index + m[0].indexOf(inner);
    const items = [...inner.matchAll(LABELLED)];
    if (items.length < 2) continue;
    yield* doubledLabels(prose, offset, inner, items);
    const [whole] = textToAmounts(m[1]!);
    const parts = textToAmounts(inner).filter((a) => !isRate(inner, a));
    if (!whole || parts.length !== items.length || /[*×=＝]|其中/.test(inner)) continue;
    if (sumVerdict(whole, parts.map(plus)) !== 'slip') continue;
    yield {
      rule: 'narr-sum',
      places: [prose.place(m.index, m[0])],
      stated: whole.quote,
      title: {
        zh: `${whole.quote} 不等于括号内各项之和`,
        en: `${whole.quote} is not the sum of the parts in brackets`,
      },
      message: {
        zh: `“${m[0]}”：括号内各项相加不等于 ${whole.quote}。`,
        en: `“${m[0]}”: the parts in brackets do not add up to ${whole.quote}.`,
      },
    };
  }
}

function* doubledLabels(
  prose: Prose,
  offset: number,
  inner: string,
  items: readonly RegExpMatchArray[],
): Generator<Observation> {
  const seen = new Set<string>();
  for (const item of items) {
    const label = fold(item[1]!)
      .replace(/^(?:和|及|与)/, '')
      .replace(/及其他$|等$/, '');
    if (seen.has(label)) {
      yield {
        rule: 'narr-duplicate-label',
        places: [prose.place(offset, inner)],
        stated: label,
        title: { zh: `“${label}”在同一列表中出现两次`, en: `“${label}” stands twice in one list` },
        message: {
          zh: `“${inner}”中“${label}”出现两次，其中一处可能应为别的项目。`,
          en: `“${label}” stands twice in “${inner}”; one of them probably means something else.`,
        },
      };
      return;
    }
    seen.add(label);
  }
}
