import type { CheckDraft } from '../../model/check.ts';
import type { Figure } from '../../model/figure.ts';
import type { CodeFacts } from '../../structure/table-facts.ts';
import type { ReviewContext } from '../rule.ts';
import { findTies } from './find-ties.ts';
import { hasMoney } from './items-complete.ts';
import { tableFigures } from './table-figures.ts';

/** The items that the text explains, where they are all of one level and table: they add up to the total. */
export function itemLists(
  context: ReviewContext,
): { facts: CodeFacts; items: Map<string, Figure>; level: number }[] {
  const { ties } = findTies(context);
  const lists: { facts: CodeFacts; items: Map<string, Figure>; level: number }[] = [];
  for (const facts of tableFigures(context).functional) {
    for (const level of [3, 7]) {
      const items = new Map<string, Figure>();
      let doubled = false;
      for (const tie of ties) {
        if (tie.relation === 'unit' || tie.code?.length !== level || !facts.codes.has(tie.code)) continue;
        if (!tie.copies.some((c) => c.place.kind === 'cell' && c.place.table === facts.structure.table.id))
          continue;
        if (items.has(tie.code)) doubled = true;
        else items.set(tie.code, tie.figure);
      }
      if (!doubled && items.size >= 2) lists.push({ facts, items, level });
    }
  }
  return lists;
}

export function* proposeItemSums(context: ReviewContext): Generator<CheckDraft> {
  for (const { facts, items, level } of itemLists(context)) {
    const total = facts.total('total');
    const codes = [...facts.codes.keys()].filter((c) => c.length === level && hasMoney(facts, c));
    if (!total || codes.length !== items.size || !codes.every((c) => items.has(c))) continue;
    yield {
      rule: 'text-class-items',
      comparison: 'sum',
      terms: [
        { figure: total, sign: -1 },
        ...[...items.values()].map((figure) => ({ figure, sign: 1 as const })),
      ],
    };
    return;
  }
}
