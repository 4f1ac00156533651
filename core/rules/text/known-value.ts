import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { type Passage, readText } from '../narrative/reading.ts';
import type { ReviewContext } from '../rule.ts';
import { subjectToConcept } from './concepts.ts';

/** The amount that a statement speaks of, with the statement that prints it. */
export interface KnownValue {
  readonly passage: Passage;
  readonly statement: Statement;
  readonly value: TextAmount;
}

/** By concept, or by the balance that an amount closes. */
const known = new WeakMap<ReviewContext, ReadonlyMap<string, KnownValue | null>>();

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
  const values = statedValues(context);
  return (concept && values.get(concept)) ?? values.get(bothSides(statement.subject) ?? '') ?? undefined;
}

/** 财政拨款收入支出总体, 收、支总计: both sides of a balance, which are one amount. */
const bothSides = (subject: string): string | undefined => {
  const m =
    /^(?:.{2,30}(?:局|委|会|办|院|中心|处|站|校|队|府)|本(?:部门|单位))?(财政拨款)?(?:收入、?支出|收、?支)(?:总体|总计|总额|总预算|决算|预算)*$/.exec(
      subject,
    );
  return m ? `total${m[1] ?? ''}` : undefined;
};

/** 收入总计 and 支出总计 speak for both sides. */
const oneSide = (subject: string): string | undefined => {
  const m = /(财政拨款)?(?:收入|支出|收入、?支出|收、?支)(?:决算|预算)?(?:总计|总预算)$/.exec(subject);
  return m ? `total${m[1] ?? ''}` : undefined;
};

function statedValues(context: ReviewContext): ReadonlyMap<string, KnownValue | null> {
  const before = known.get(context);
  if (before) return before;
  const found = new Map<string, KnownValue | null>();
  for (const passage of readText(context).passages) {
    for (const statement of passage.statements) {
      const { value, year } = statement;
      if (!value || statement.approximate || (year !== null && year !== context.identity.year)) continue;
      const concept = subjectToConcept(statement.subject, context.identity);
      for (const key of [concept, oneSide(statement.subject)]) {
        if (!key) continue;
        const other = found.get(key);
        const same =
          other?.value.amount.digits === value.amount.digits &&
          other.value.amount.scale === value.amount.scale &&
          other.value.unit.exponent === value.unit.exponent;
        found.set(key, other === undefined || same ? (other ?? { passage, statement, value }) : null);
      }
    }
  }
  known.set(context, found);
  return found;
}
