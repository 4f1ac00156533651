/** Levenshtein distance of two short texts; `limit` + 1 as soon as it must be more. For words only, never for numbers. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let k = 1; k <= b.length; k++) {
      const change = previous[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1);
      current.push(Math.min(change, previous[k]! + 1, current[k - 1]! + 1));
    }
    if (Math.min(...current) > limit) return limit + 1;
    previous = current;
  }
  return previous[b.length]!;
}
