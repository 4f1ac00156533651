import type { Amount } from '../model/amount.ts';

/**
 * What the text of a cell says as a figure.
 * - `amount`: an exact decimal; `rest` is what stood beside the number (a measure word, a footnote mark)
 * - `percent`: a number with a percent sign: never an amount
 * - `blank`: nothing printed
 * - `nil`: a dash, 无, nil: a printed nothing, exactly zero as an addend
 * - `text`: words, or more than one number
 */
export type ReadAmount =
  | { readonly kind: 'amount'; readonly amount: Amount; readonly rest: string }
  | { readonly kind: 'percent'; readonly amount: Amount }
  | { readonly kind: 'blank' }
  | { readonly kind: 'nil' }
  | { readonly kind: 'text' };

const BLANK: ReadAmount = { kind: 'blank' };
const NIL: ReadAmount = { kind: 'nil' };
const TEXT: ReadAmount = { kind: 'text' };

const WHITE = /[\s\u00a0\u2000-\u200f\u3000\ufeff]+/g;
const NIL_MARK = /^(?:[-‐‑‒–—―−－ー_]{1,4}|无|nil|n\/a|null|\.{2,3}|…)$/i;
// Groups of three, or of two after the first three from the right (lakh and crore grouping), or none.
const NUMBER = /\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+/g;
const MEASURE_WORDS =
  /^(?:元|万元|亿元|千元|万|亿|人|次|个|台|辆|件|套|项|户|名|家|平方米|㎡|亩|公里|批|只|把|张|部|年|月|日|人次|人\/次|条|份|处|座|所|本|册|块|双|箱|组|栋|天)?(?:[（(][^（）()]*[)）])?$/;

/** What most cells print: an amount that needs no folding, or words without a digit, which no mark for nothing is. */
const PLAIN = /^\d{1,3}(?:,\d{3})*(?:\.\d+)?$|^\d+(?:\.\d+)?$/;
const DIGIT = /[\d０-９]/;
const WORDS = /[\u4e00-\u9fff]{2}/;

/** Reads one cell. Full-width digits and signs count as their half-width forms; white space inside a number is nothing. */
export function readAmount(text: string): ReadAmount {
  if (text === '') return BLANK;
  if (PLAIN.test(text)) return { kind: 'amount', amount: readDigits(text), rest: '' };
  if (!DIGIT.test(text) && WORDS.test(text)) return TEXT;
  const folded = foldDigits(text).replace(WHITE, '');
  if (folded === '') return BLANK;
  if (NIL_MARK.test(folded)) return NIL;
  if (!/\d/.test(folded)) return TEXT;
  const plain = readPlain(folded);
  if (plain) return { kind: 'amount', amount: plain, rest: '' };
  const numbers = folded.match(NUMBER) ?? [];
  if (numbers.length !== 1) return TEXT;
  const number = numbers[0]!;
  const at = folded.indexOf(number);
  const before = folded.slice(0, at);
  const after = folded.slice(at + number.length);
  const sign = signOf(before, after);
  if (sign === undefined) return TEXT;
  const amount = readPlain(number);
  if (!amount) return TEXT;
  const signed = sign.negative ? { ...amount, digits: -amount.digits } : amount;
  if (/^[%％]$/.test(sign.after)) return { kind: 'percent', amount: signed };
  if (!MEASURE_WORDS.test(sign.after) && !/^[*＊†‡注①-⑩]+$/.test(sign.after)) return TEXT;
  return { kind: 'amount', amount: signed, rest: sign.after };
}

/** Digits with commas between them and at most one point. */
function readDigits(text: string): Amount {
  const point = text.indexOf('.');
  const digits = BigInt(text.includes(',') || point >= 0 ? text.replace(/[,.]/g, '') : text);
  return { digits, scale: point < 0 ? 0 : text.length - point - 1 };
}

/** Full-width digits, signs and brackets as half-width ones; thousands separators of either width as commas. */
export function foldDigits(text: string): string {
  return text.replace(/[０-９．，＋－﹣（）％]/g, (c) => FOLDED[c] ?? c);
}

const FOLDED: Record<string, string> = {
  '．': '.',
  '，': ',',
  '＋': '+',
  '－': '-',
  '﹣': '-',
  '（': '(',
  '）': ')',
  '％': '%',
  ...Object.fromEntries([...'０１２３４５６７８９'].map((c, i) => [c, String(i)])),
};

/** `-1,234.50` → {digits: -123450n, scale: 2}; undefined for anything that is not exactly one plain number. */
export function readPlain(text: string): Amount | undefined {
  const m = /^([-−+])?(\d[\d,]*|)(?:\.(\d+))?$/.exec(text);
  if (!m || (m[2] === '' && m[3] === undefined)) return undefined;
  const whole = m[2]!;
  if (whole.includes(',') && !/^\d{1,3}(?:,\d{2,3})*,\d{3}$/.test(whole)) return undefined;
  const fraction = m[3] ?? '';
  const digits = BigInt(whole.replaceAll(',', '') + fraction);
  return { digits: m[1] === '-' || m[1] === '−' ? -digits : digits, scale: fraction.length };
}

/** Sign and currency marks around a number: (1,234), △5, -3, ¥12; undefined where the words before it are no sign. */
function signOf(before: string, after: string): { negative: boolean; after: string } | undefined {
  if (/^[(]$/.test(before) && after.startsWith(')')) return { negative: true, after: after.slice(1) };
  const lead = before.replace(/^(?:人民币|RMB|¥|￥|\$|€|£|₹|Rs\.?)/i, '');
  if (lead === '' || lead === '+') return { negative: false, after };
  if (/^[-−–—△▲]$/.test(lead)) return { negative: true, after };
  return undefined;
}
