/** The least of many numbers; a spread into Math.min would overflow the stack on a long table. Infinity for none. */
export function least(values: Iterable<number>): number {
  let result = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < result) result = value;
  return result;
}

/** The greatest of many numbers; -Infinity for none. */
export function greatest(values: Iterable<number>): number {
  let result = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > result) result = value;
  return result;
}
