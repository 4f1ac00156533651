import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements.ts';
import { type Passage, readText } from '../narrative/reading.ts';
import type { ReviewContext } from '../rule.ts';
import { type Concept, subjectToConcept } from './concepts.ts';

/** The amount that a statement speaks of, with the statement that prints it. */
export interface KnownValue {
  readonly passage: Passage;
  readonly statement: Statement;
  readonly value: TextAmount;
}

const known = new WeakMap<ReviewContext, ReadonlyMap<Concept, KnownValue | null>>();

/**
 * The value of a statement, or, where it tells only a change (“三公”经费预算比上年减少 0.50 万元), the one amount that the text
 * gives for the same thing in its own year. Undefined where there is none, or more than one.
 */
export function knownValue(
  context: ReviewContext,
  passage: Passage,
  statement: Statement,
): KnownValue | undefined {
  if (statement.value) return { passage, statement, value: statement.value };
  const concept = subjectToConcept(statement.subject, context.identity);
  return (concept && statedValues(context).get(concept)) ?? undefined;
}

function statedValues(context: ReviewContext): ReadonlyMap<Concept, KnownValue | null> {
  const before = known.get(context);
  if (before) return before;
  const found = new Map<Concept, KnownValue | null>();
  for (const passage of readText(context).passages) {
    for (const statement of passage.statements) {
      const { value, year } = statement;
      if (!value || statement.approximate || (year !== null && year !== context.identity.year)) continue;
      const concept = subjectToConcept(statement.subject, context.identity);
      if (!concept) continue;
      const other = found.get(concept);
      const same =
        other?.value.amount.digits === value.amount.digits &&
        other.value.amount.scale === value.amount.scale &&
        other.value.unit.exponent === value.unit.exponent;
      found.set(concept, other === undefined || same ? (other ?? { passage, statement, value }) : null);
    }
  }
  known.set(context, found);
  return found;
}
