import { toPrintable } from './printable.ts';

/** Text that is markup already, made by `html` alone. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | null | undefined | false | readonly Part[];

/** A template whose every value is escaped, unless it is markup itself. The only way that pages are put together here. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(
    strings.map((string, i) => string + (i < values.length ? toText(values[i]) : '')).join(''),
  );
}

function toText(value: Part): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(toText).join('');
  return escapeHtml(String(value));
}

/** For text and for quoted attribute values alike. */
export function escapeHtml(text: string): string {
  return toPrintable(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
