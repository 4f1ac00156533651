/** Excel takes a file for UTF-8, and Chinese for Chinese, only with this first. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Rows as CSV (RFC 4180) in which no cell is ever a formula. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(toCsvCell).join(',')}\r\n`).join('');
}

/**
 * One cell. What a spreadsheet would run (a text that starts with = + - @ tab or return, in half or full width) gets an
 * apostrophe in front and so stays text; a plain negative number cannot be anything else and is left alone.
 */
export function toCsvCell(text: string): string {
  const harmless = /^[-−]?[\d,]*\.?\d+$/.test(text) || !/^[\s\u00a0]*[=+\-@\t\r＝＋－＠]/.test(text);
  const safe = harmless ? text : `'${text}`;
  return /[",\r\n\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
