const WHITE = /[\s\u00a0\u2000-\u200f\u3000\ufeff]/;
const FOLDED = new Map<string, string>();
for (const [forms, one] of [
  ['（﹙［【〔[', '('],
  ['）﹚］】〕]', ')'],
  ['“”„«»＂「」『』', '"'],
  ['‘’＇', "'"],
  ['：', ':'],
  ['，', ','],
  ['；', ';'],
  ['．', '.'],
  ['％', '%'],
  ['／', '/'],
] as const) {
  for (const form of forms) FOLDED.set(form, one);
}
for (let digit = 0; digit <= 9; digit++) FOLDED.set(String.fromCharCode(0xff10 + digit), String(digit));
/** Nothing to fold: ideographs, letters, digits and plain punctuation but for brackets. The common case by far. */
const PLAIN = /^[\x21-\x5a\x5c\x5e-\x7e\u3001\u3002\u4e00-\u9fff]*$/;

/** The same labels are folded again and again by every rule; what was folded last is kept, up to a bound. */
const KEPT_MAX = 20_000;
const kept = new Map<string, string>();

/** Text as compared: no white space, brackets and quotes of one width. Never shown to anyone. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text;
  const known = kept.get(text);
  if (known !== undefined) return known;
  let folded = '';
  for (const c of text) if (!WHITE.test(c)) folded += FOLDED.get(c) ?? c;
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(text, folded);
  return folded;
}

const CHINESE_DIGITS = '〇一二三四五六七八九';

/** 二十一 → 21; undefined for anything else. Good to 九十九, which is more than any list of a budget has. */
export function chineseOrdinal(text: string): number | undefined {
  const m = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!m || text === '' || (m[1] && !m[2] && m[3])) return undefined;
  const digit = (c: string | undefined) => (c ? CHINESE_DIGITS.indexOf(c) : 0);
  if (!m[2]) return digit(m[1]) || digit(m[3]);
  return (m[1] ? digit(m[1]) : 1) * 10 + digit(m[3]);
}

/** How deep a style of numbering stands by custom: 一、 above （一） above 1. above （1） above ①. */
export const ORDINAL_STYLES = ['一、', '（一）', '1.', '（1）', '①'] as const;
export type OrdinalStyle = (typeof ORDINAL_STYLES)[number];

export interface Ordinal {
  readonly style: OrdinalStyle;
  readonly value: number;
  /** The label without its number. */
  readonly rest: string;
}

const ORDINAL_START = /^[一二三四五六七八九十(\d①-⑳]/;

/** Reads the number in front of a label: `（一）事业收入` → style （一）, 1, 事业收入. */
export function readOrdinal(label: string): Ordinal | undefined {
  const t = fold(label);
  if (!ORDINAL_START.test(t)) return undefined;
  let m = /^([一二三四五六七八九十]{1,3})[、.,:]/.exec(t);
  if (m) return ordinal('一、', chineseOrdinal(m[1]!), t.slice(m[0].length));
  m = /^\(([一二三四五六七八九十]{1,3})\)[、.]?/.exec(t);
  if (m) return ordinal('（一）', chineseOrdinal(m[1]!), t.slice(m[0].length));
  m = /^(\d{1,2})(?:[、)]|\.(?!\d))/.exec(t);
  if (m) return ordinal('1.', Number(m[1]), t.slice(m[0].length));
  m = /^\((\d{1,2})\)[、.]?/.exec(t);
  if (m) return ordinal('（1）', Number(m[1]), t.slice(m[0].length));
  m = /^([①-⑳])/.exec(t);
  if (m) return ordinal('①', m[1]!.charCodeAt(0) - 0x245f, t.slice(1));
  return undefined;
}

const ordinal = (style: OrdinalStyle, value: number | undefined, rest: string): Ordinal | undefined =>
  value === undefined ? undefined : { style, value, rest };

/** A label without number, 其中 and colon, as compared between tables. */
export function bareLabel(label: string): string {
  const t = readOrdinal(label)?.rest ?? fold(label);
  return t.replace(/^其中[:、]?/, '').replace(/[:;,。]+$/, '');
}
