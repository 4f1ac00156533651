/** Excel takes a file for UTF-8, and Chinese for Chinese, only with this first. */
export const BYTE_ORDER_MARK = '\ufeff';

export interface CsvOptions {
  /** Plain negative numbers stay numbers: for tables of data, in which they are nothing but amounts. */
  readonly keepNumbers?: boolean;
}

/** Rows as CSV (RFC 4180) in which no cell is ever a formula. */
export function toCsv(rows: readonly (readonly string[])[], options: CsvOptions = {}): string {
  return rows.map((row) => `${row.map((text) => toCsvCell(text, options)).join(',')}\r\n`).join('');
}

/**
 * One cell. What a spreadsheet might run (a text that starts with = + - @ tab or return, in half or full width, white space
 * before it or not) gets an apostrophe in front and so stays text.
 */
export function toCsvCell(text: string, { keepNumbers = false }: CsvOptions = {}): string {
  const runs = /^[\s\u00a0\ufeff]*[=+\-@\t\r＝＋－＠]/.test(text) || /^[\t\r]/.test(text);
  const isNumber = keepNumbers && /^-[\d,]*\.?\d+$/.test(text);
  const safe = runs && !isNumber ? `'${text}` : text;
  return /[",\r\n\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
