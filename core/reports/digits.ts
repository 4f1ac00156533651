import { styleOf } from '../figures/number-style.ts';

/** A stretch of a printed amount; `differs` where its digits are not those of the other amount. */
export interface Segment {
  readonly text: string;
  readonly differs: boolean;
}

/**
 * Aligns two printed amounts from the decimal point outwards and says which digits differ, so that they can be underlined in
 * both. Separators and signs are never underlined; the amounts may differ in length.
 *
 *     25,453,263     18,003,263
 *     ^^ ^^          ^^ ^^
 */
export function alignDigits(a: string, b: string): readonly [readonly Segment[], readonly Segment[]] {
  const { decimal } = styleOf([a, b]);
  const placesA = digitPlaces(a, decimal);
  const placesB = digitPlaces(b, decimal);
  return [segments(a, placesA, byPlace(b, placesB)), segments(b, placesB, byPlace(a, placesA))];
}

const DIGIT = /\d/;

/** For each character its power of ten, or undefined where it is no digit. */
function digitPlaces(text: string, decimal: string): readonly (number | undefined)[] {
  const point = text.lastIndexOf(decimal);
  const whole = point < 0 ? text : text.slice(0, point);
  let place = [...whole].filter((character) => DIGIT.test(character)).length;
  return Array.from(text, (character) => {
    if (!DIGIT.test(character)) return undefined;
    place -= 1;
    return place;
  });
}

function byPlace(text: string, places: readonly (number | undefined)[]): ReadonlyMap<number, string> {
  const digits = new Map<number, string>();
  places.forEach((place, index) => {
    if (place !== undefined) digits.set(place, text[index] ?? '');
  });
  return digits;
}

function segments(
  text: string,
  places: readonly (number | undefined)[],
  other: ReadonlyMap<number, string>,
): readonly Segment[] {
  const out: { text: string; differs: boolean }[] = [];
  for (const [index, character] of [...text].entries()) {
    const place = places[index];
    const differs = place !== undefined && (other.get(place) ?? (place < 0 ? '0' : '')) !== character;
    const last = out.at(-1);
    if (last && last.differs === differs) last.text += character;
    else out.push({ text: character, differs });
  }
  return out;
}
