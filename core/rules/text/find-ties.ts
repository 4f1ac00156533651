import type { Figure } from '../../model/figure.ts';
import { readText } from '../narrative/reading.ts';
import type { Observation, ReviewContext } from '../rule.ts';
import { tieBudget, tieConcept, tieEconomic } from './concept-ties.ts';
import { type ItemAmount, observeNames, tieItem } from './item-ties.ts';
import { observeComplete } from './items-complete.ts';
import { isSame, relate } from './relate.ts';
import { passagesToScopes } from './scopes.ts';
import type { OtherYearTie, TextTie } from './text-tie.ts';

interface Found {
  readonly ties: readonly TextTie[];
  readonly otherYear: readonly OtherYearTie[];
  readonly names: readonly Observation[];
}

const results = new WeakMap<ReviewContext, Found>();

/** Every amount of the running text that tables print too, read once for checks and observations. */
export function findTies(context: ReviewContext): Found {
  const known = results.get(context);
  if (known) return known;
  const reading = readText(context);
  const scopes = passagesToScopes(reading);
  const ties: TextTie[] = [];
  const items: ItemAmount[] = [];
  const otherYear: OtherYearTie[] = [];
  for (const passage of reading.passages) {
    const scope = scopes.get(passage)!;
    for (const statement of passage.statements) {
      if (statement.year !== null && statement.year !== context.identity.year) {
        const own = { ...statement, year: null };
        const tie =
          tieConcept(context, reading, passage, scope, own) ??
          tieItem(context, reading, passage, scope, own, items);
        if (tie?.relation === 'same') otherYear.push({ ...tie, passage, statement });
        continue;
      }
      const tie =
        tieConcept(context, reading, passage, scope, statement) ??
        tieItem(context, reading, passage, scope, statement, items) ??
        tieEconomic(context, reading, passage, scope, statement);
      if (tie) ties.push(tie);
      const budget = tieBudget(context, reading, passage, scope, statement);
      if (budget) ties.push(budget);
    }
  }
  const found: Found = {
    ties: withUnitSlip(ties),
    otherYear,
    names: [...observeNames(context, items), ...observeComplete(context, items)],
  };
  results.set(context, found);
  return found;
}

/** 元 against 万元. */
const UNIT_SHIFTS = [4, -4] as const;

/**
 * One amount of the text whose digits are the table's in another unit has lost its 万 (or has one too many), where the other
 * amounts agree; more than one speak of the unit of a table, which is judged elsewhere.
 */
function withUnitSlip(ties: readonly TextTie[]): readonly TextTie[] {
  const slips = ties.filter(
    (tie) =>
      tie.relation === 'differs' &&
      /元$/.test(tie.figure.place.quote) &&
      UNIT_SHIFTS.some((by) =>
        tie.copies.every(
          (c) =>
            c.state === 'printed' &&
            isSame(relate({ amount: tie.figure.amount, exponent: tie.figure.exponent + by }, c)),
        ),
      ),
  );
  const [slip] = slips;
  const holding = ties.filter(
    (tie) => tie.relation === 'same' && tie.figure.exponent !== slip?.figure.exponent,
  );
  if (!slip || slips.length > 1 || holding.length < 2) return ties;
  return ties.map((tie) => (tie === slip ? { ...tie, relation: 'unit' as const } : tie));
}

/** Figures of the text that a wrong unit makes wrong: sums and rates over them say nothing more. */
export function unitSlips(context: ReviewContext): ReadonlySet<Figure> {
  return new Set(findTies(context).ties.flatMap((t) => (t.relation === 'unit' ? [t.figure] : [])));
}
