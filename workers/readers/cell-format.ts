import { format, isDateFormat as isDate } from 'numfmt';

/** Excel keeps and shows no more digits than these. */
const SIGNIFICANT_DIGITS = 15;

/**
 * The text that a workbook shows for a number: by its number format, from the 15 digits that Excel keeps. With the format
 * General all of these are given, whatever the width of the column.
 *
 * @param value As saved: 9064.360000000001.
 * @param dayShift Days to add for workbooks that count from 1904.
 */
export function formatValue(value: string, pattern: string, dayShift = 0): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  const rounded = Number(number.toPrecision(SIGNIFICANT_DIGITS)) + dayShift;
  if (/^(?:general|g\/通用格式|@)$/i.test(pattern.trim())) return plainDecimal(rounded);
  try {
    return format(pattern, rounded, { locale: 'zh-CN', throws: true })
      .replace(/\u00a0/g, ' ')
      .trim();
  } catch {
    return plainDecimal(rounded);
  }
}

/** A number without exponent, as long as it has at most 15 digits on either side of the point. */
function plainDecimal(number: number): string {
  const short = String(number);
  if (!short.includes('e')) return short;
  const exponent = Number(short.split('e')[1]);
  if (exponent < 0 && exponent > -10)
    return number.toFixed(SIGNIFICANT_DIGITS - 1 - exponent).replace(/0+$/, '');
  return short.replace('e', 'E');
}

export function isDateFormat(pattern: string): boolean {
  try {
    return isDate(pattern);
  } catch {
    return false;
  }
}
