/** Words that end the name of a place. */
const REGION = '省市州盟区县旗镇乡';

/**
 * True where two names of bodies are alike but for the place: 东河市北岭区医疗保障局 and 东河市南川区医疗保障局. What follows the
 * place must be the same, and long enough to name a kind of body.
 */
export function differByRegion(a: string, b: string): boolean {
  if (a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const tail = a.slice(a.length - end);
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length === 0 || right.length === 0 || left.length > 8 || right.length > 8) return false;
  // The places end alike (北岭区, 南川区), so that their last sign stands in the common tail, or they end in one of their own.
  const tailWithout = REGION.includes(tail[0] ?? '') ? tail.slice(1) : tail;
  const ownEnds = REGION.includes(left.at(-1)!) && REGION.includes(right.at(-1)!);
  const isPlace = ownEnds || (REGION.includes(tail[0] ?? '') && !REGION.includes(tailWithout[0] ?? ' '));
  return isPlace && (ownEnds ? tail : tailWithout).length >= 3;
}

/** True where one name is a shorter form of the other: its characters stand in the longer one in their order. */
export function isShortForm(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let at = 0;
  for (const c of long) if (c === short[at]) at++;
  return at === short.length;
}

/**
 * True where `name` is `full` without the district: 东河市规划和自然资源局 for 东河市北岭区规划和自然资源局. Those are two bodies, one
 * over the other; a name without any region before it is but a short form.
 */
export function lacksDistrict(name: string, full: string): boolean {
  if (name.length >= full.length) return false;
  let start = 0;
  while (start < name.length && name[start] === full[start]) start++;
  for (let cut = start; cut > 1; cut--) {
    const tail = name.slice(cut);
    if (!'省市州盟'.includes(name[cut - 1]!) || tail.length < 3 || !full.endsWith(tail)) continue;
    const place = full.slice(cut, full.length - tail.length);
    if (/^[\u4e00-\u9fa5]{1,6}[区县旗市]$/.test(place)) return true;
  }
  return false;
}
