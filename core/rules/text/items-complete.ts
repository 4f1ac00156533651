import { type CodeFacts, isNotZero } from '../../structure/table-facts.ts';
import { readText, statementPlace } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { pathToCodes } from './item-paths.ts';
import type { ItemAmount } from './item-ties.ts';
import { isSame, relate } from './relate.ts';
import { passagesToScopes } from './scopes.ts';
import { tableFigures } from './table-figures.ts';

/** An item with an amount of its own, or whose amount is left out while its parts have theirs. */
export const hasMoney = (facts: CodeFacts, code: string): boolean =>
  isNotZero(facts.code(code, 'total')) ||
  (facts.code(code, 'total')?.state === 'blank' &&
    [...facts.codes.keys()].some(
      (c) => c.startsWith(code) && c !== code && isNotZero(facts.code(c, 'total')),
    ));

/** Codes of all items that the text names, with an amount or without. */
function namedCodes(context: ReviewContext): string[] {
  const { functional } = tableFigures(context);
  return [...passagesToScopes(readText(context)).values()].flatMap(({ paths }) =>
    paths.flatMap((path) => functional.flatMap((facts) => pathToCodes(path, facts))),
  );
}

/** Most items of a level are explained and the rest are not: said only where what is missing is missing from their sum too. */
export function* observeComplete(
  context: ReviewContext,
  items: readonly ItemAmount[],
): Generator<Observation> {
  const said = new Set([...items.flatMap((i) => i.codes), ...namedCodes(context)]);
  for (const facts of tableFigures(context).functional) {
    for (const level of [3, 7]) {
      // What is all of one table (the general budget, say) leaves nothing out, whatever a larger table adds.
      const isWhole = tableFigures(context).functional.some((f) => {
        const own = [...f.codes.keys()].filter((c) => c.length === level && hasMoney(f, c));
        const told = [...said].filter((c) => c.length === level).length;
        return own.length * 2 >= told && own.length > 0 && own.every((c) => said.has(c));
      });
      if (isWhole) continue;
      const own = items.filter((i) => i.codes[0]?.length === level && facts.codes.has(i.codes[0]));
      const explained = new Set([...said].filter((c) => c.length === level && facts.codes.has(c)));
      if (items.some((i) => i.codes.length === 0)) continue;
      const codes = [...facts.codes.keys()].filter((c) => c.length === level && hasMoney(facts, c));
      const missing = codes.filter((c) => !explained.has(c));
      if (own.length === 0 || explained.size < 4 || missing.length === 0 || missing.length * 4 > codes.length)
        continue;
      const agrees = own.every((i) => isSame(relate(i.figure, facts.code(i.codes[0]!, 'total') ?? i.figure)));
      const places = new Set(own.map((i) => i.codes[0]));
      if (!agrees || places.size !== own.length) continue;
      const names = missing.map((c) => `${c} ${facts.codes.get(c)!.row.label.trim()}`);
      yield {
        rule: 'text-class-complete',
        places: [
          statementPlace(own.at(-1)!.passage, own.at(-1)!.statement),
          ...missing.slice(0, 3).map((c) => facts.code(c, 'total')!.place),
        ],
        title: {
          zh: `正文没有说明 ${names.length} 个有数的科目`,
          en: `${names.length} items with money are not explained`,
        },
        message: {
          zh: `正文逐项说明了 ${explained.size} 个科目，表中还有 ${names.join('、')} 有数而未说明。`,
          en: `The text explains ${explained.size} items one by one; the table also prints money for ${names.join(', ')}.`,
        },
      };
      return;
    }
  }
}
