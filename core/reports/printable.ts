/** A text without what XML and HTML cannot hold: control characters but white space, non-characters, halves of a pair. */
export function toPrintable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '').toWellFormed();
}
