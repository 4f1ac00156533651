import { greatest } from '../../figures/extremes.ts';
import type { Observation, ReviewContext } from '../rule.ts';

import { itemLists } from './item-lists.ts';

const ORDERED_MIN = 4;
/** More items than any classification has at one body; the search is quadratic. */
const ORDERED_MAX = 500;

/** Items explained one after the other stand in the order of the table; a text with an order of its own is left alone. */
export function* observeClassOrder(context: ReviewContext): Generator<Observation> {
  for (const { facts, items } of itemLists(context)) {
    const rows = [...items].map(([code, figure]) => ({
      code,
      figure,
      row: facts.codes.get(code)!.row.row,
    }));
    if (rows.length < ORDERED_MIN || rows.length > ORDERED_MAX) continue;
    const astray = outOfOrder(rows.map((r) => r.row));
    if (astray.length === 0 || astray.length * 4 > rows.length) continue;
    const [first] = astray;
    const { code, figure } = rows[first!]!;
    const name = facts.codes.get(code)!.row.label.trim();
    yield {
      rule: 'text-class-order',
      places: astray.map((i) => rows[i]!.figure.place),
      stated: code,
      title: { zh: `说明中“${name}”的次序与表不同`, en: `“${name}” is explained out of order` },
      message: {
        zh: `说明逐条列示的次序与《${facts.structure.table.title ?? ''}》不同：${code} ${name}（${figure.place.quote.trim()}）不在表中的位置上。`,
        en: `The explanation follows the table’s order but for ${code} ${name} (${figure.place.quote.trim()}).`,
      },
    };
    return;
  }
}

/** Indices outside the longest ascending run of picks: the fewest whose removal leaves the rest in order. */
export function outOfOrder(rows: readonly number[]): number[] {
  const length: number[] = [];
  const before: number[] = [];
  rows.forEach((row, i) => {
    length[i] = 1;
    before[i] = -1;
    for (let k = 0; k < i; k++) {
      if (rows[k]! > row || length[k]! + 1 <= length[i]!) continue;
      length[i] = length[k]! + 1;
      before[i] = k;
    }
  });
  const kept = new Set<number>();
  for (let i = length.indexOf(greatest(length)); i >= 0; i = before[i]!) kept.add(i);
  return rows.map((_, i) => i).filter((i) => !kept.has(i));
}
