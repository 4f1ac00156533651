import type { Figure } from '../model/figure.ts';

/** The number of a figure as printed; a figure of the text is quoted with its unit, which is no part of the number. */
export function statedOf({ place }: Figure): string {
  const quote = place.quote.trim();
  return place.kind === 'text' ? quote.replace(/(?<=\d)\s*[^\d\s.,，．]+$/u, '') : quote;
}
