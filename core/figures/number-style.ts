/**
 * How a table or a sum writes its numbers: 1,234.50 or, as in much of Europe, 1.234,50 and 1 234,50; thousands in threes, or
 * lakh and crore in twos (12,34,567).
 */
export interface NumberStyle {
  readonly decimal: '.' | ',';
  /** Between groups of digits. */
  readonly group: ',' | '.' | ' ';
  readonly isLakh: boolean;
}

export const POINT: NumberStyle = { decimal: '.', group: ',', isLakh: false };

const SPACES = /[\s\u00a0\u2009\u202f]/g;
/** 1.234.567  1.234,5  1 234,50  500,11: no number with a decimal point is written so. */
const COMMA_ONLY =
  /^[-−–(]?(?:\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:[. ]\d{3})+,\d{1,2}|\d+,(?:\d{1,2}|\d{4,}))\)?$/;
/** 1,234,567  1,234.5  500.11: no number with a decimal comma is written so. */
const POINT_ONLY =
  /^[-−–(]?(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+|(?<=(?:,\d{2,3}){2}))|\d+\.(?:\d{1,2}|\d{4,}))\)?$/;
const LAKH = /^[-−–(]?\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?\)?$/;

/** More numbers than this say nothing new. */
const NUMBERS_MAX = 500;

/** Tells the style from numbers that stand together; a decimal comma only where some number has one and none has a point. */
export function styleOf(texts: Iterable<string>): NumberStyle {
  let commas = 0;
  let seen = 0;
  let isPoint = false;
  let isLakh = false;
  let hasSpaces = false;
  for (const text of texts) {
    if (text.length > 40 || !/[,. \u00a0\u202f]/.test(text) || !/\d/.test(text)) continue;
    if (++seen > NUMBERS_MAX) break;
    const number = text.trim().replace(SPACES, ' ');
    if (/,\d{3},\d{3}/.test(number)) return POINT;
    if (LAKH.test(number)) isLakh = true;
    else if (POINT_ONLY.test(number)) isPoint = true;
    else if (COMMA_ONLY.test(number)) {
      commas++;
      hasSpaces ||= number.includes(' ');
    }
  }
  if (isLakh) return { ...POINT, isLakh };
  return commas > 0 && !isPoint ? { decimal: ',', group: hasSpaces ? ' ' : '.', isLakh: false } : POINT;
}

/** A number in its style → the same with a decimal point. Words are left alone. */
export function toPoint(text: string, style: NumberStyle): string {
  if (style.decimal === '.') return text;
  if (!/\d/.test(text) || /[^\d\s.,()%+\-−–€$£*\u00a0\u2009\u202f]/.test(text)) return text;
  return text.replace(SPACES, '').replaceAll('.', '').replace(',', '.');
}

/** A number with a decimal point and commas (1,234,567.50) → in the style. */
export function inStyle(text: string, style: NumberStyle): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = style.isLakh && whole.includes(',') ? inLakh(whole.replaceAll(',', '')) : whole;
  if (style.decimal === '.') return fraction === undefined ? grouped : `${grouped}.${fraction}`;
  const separated = grouped.replaceAll(',', style.group);
  return fraction === undefined ? separated : `${separated},${fraction}`;
}

function inLakh(digits: string): string {
  return digits.replace(/(\d)(?=(?:\d{2})+\d{3}$)/g, '$1,').replace(/(\d)(?=\d{3}$)/, '$1,');
}
