import type { Word } from '../../core/model/source.ts';
import { mendCharacters } from './pdf-characters.ts';
import type { PdfAnnotation } from './pdf-page.ts';

const SIZE_MAX = 12;
/** A form of one publication has some hundred fields; a value is a line or two. */
const FIELDS_MAX = 5_000;
const VALUE_LENGTH_MAX = 4_000;

/**
 * Words of filled-in fields and notes for which the file brings no drawing: viewers draw their values themselves, in the
 * field's box.
 */
export function fieldsToWords(annotations: readonly PdfAnnotation[]): Word[] {
  const words: Word[] = [];
  for (const annotation of annotations.slice(0, FIELDS_MAX)) {
    const { hasAppearance, hidden, rect } = annotation;
    const value = textOf(annotation).slice(0, VALUE_LENGTH_MAX);
    if (hasAppearance === true || hidden === true || value.trim() === '' || !isRect(rect)) continue;
    const [left, bottom, , top] = rect;
    const lines = value.split(/[\r\n]+/);
    const size = Math.min(SIZE_MAX, (0.75 * (top - bottom)) / lines.length);
    if (!(size > 1)) continue;
    const first = (top + bottom) / 2 + (lines.length * 1.2 * size) / 2;
    for (const [index, line] of lines.entries()) {
      let x = left + 2;
      const y = first - (index + 1) * 1.2 * size;
      for (const part of mendCharacters(line).split(/( +)/)) {
        const width = widthOf(part, size);
        if (part.trim() !== '')
          words.push({ text: part, rect: [x, y, x + width, y + size], size, angle: 0, bold: false });
        x += width;
      }
    }
  }
  return words;
}

function textOf({ subtype, fieldType, fieldValue, contentsObj }: PdfAnnotation): string {
  if (subtype === 'Widget' && (fieldType === 'Tx' || fieldType === 'Ch')) {
    const values = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
    return values.filter((value) => typeof value === 'string').join(' ');
  }
  const text = (contentsObj as { str?: unknown } | undefined)?.str;
  return subtype === 'FreeText' && typeof text === 'string' ? text : '';
}

function isRect(value: unknown): value is readonly [number, number, number, number] {
  return Array.isArray(value) && value.length === 4 && value.every(Number.isFinite);
}

function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += character.charCodeAt(0) < 0x7f ? 0.5 * size : size;
  return width;
}
