import { documentToContext } from '../../core/reconcile/context.ts';
import type { RuleFamily } from '../../core/rules/rule.ts';
import { type DrawnTable, drawDocument } from './draw-document.ts';

/** What one family of rules says of a drawn document: `rule “quote” stated → expected`, the parts that it has. */
export function observed(
  family: RuleFamily,
  tables: readonly DrawnTable[],
  paragraphs: readonly string[] = [],
): string[] {
  const context = documentToContext(drawDocument(tables, paragraphs));
  return [...(family.observe?.(context) ?? [])].map((o) => {
    const quote = o.places[0]!.quote.trim();
    const values = o.stated === undefined ? '' : ` ${o.stated}${o.expected ? ` → ${o.expected}` : ''}`;
    return `${o.rule} “${quote}”${values}`;
  });
}
