import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Statement } from '../../structure/statements/statement.ts';
import { add, comparePercent, subtract, toSpans } from './ratio.ts';

/**
 * 收入预算 120 万元，其中：A 80 万元，B 40 万元，比上年增加 20 万元，增长 20%: grammar leaves open whether the comparison is that of the
 * last part or of the whole. Where change and rate follow from one of them only, it is that one's; where they follow from
 * neither, the comparison stays where the words put it, and is told there.
 */
export function settleComparisons(statements: Statement[]): Statement[] {
  for (const [i, statement] of statements.entries()) {
    if (!statement.change || !statement.growth || statement.base || statement.approximate) continue;
    if (!statement.value || follows(statement.value, statement)) continue;
    const other = candidates(statements.slice(i + 1, i + 1 + PARTS_MAX), statement).find((c) =>
      follows(c.value!, statement),
    );
    if (other) moveComparison(statement, other);
  }
  return statements;
}

/** Most parts of a whole that are looked through for the last before its comparison. */
const PARTS_MAX = 40;

/** The wholes that a part stands under; of a whole the last part that the text lists for it. */
function candidates(behind: readonly Statement[], statement: Statement): Statement[] {
  const found: Statement[] = [];
  for (let above = statement.parent; above; above = above.parent) found.push(above);
  const last = behind.findLast(
    (s) => s.start < statement.change!.offset && s.value && s.parent === statement,
  );
  if (last) found.push(last);
  return found.filter(
    (s) => s.value && !s.change && !s.growth && !s.flat && !s.base && s.sentence >= statement.sentence - 1,
  );
}

/** Whether change and rate of a statement follow from this amount. */
function follows(value: TextAmount, { change, growth }: Statement): boolean {
  const [now, by] = toSpans([value, change!].map((a) => ({ amount: a.amount, exponent: a.unit.exponent })));
  const base = change!.sign > 0 ? subtract(now!, by!) : add(now!, by!);
  return comparePercent(by!, base, growth!.amount).kind !== 'differs' && base.mid > 0n;
}

function moveComparison(from: Statement, to: Statement): void {
  const { change, growth, comparedYear, reason } = from;
  if (change) to.change = change;
  if (growth) to.growth = growth;
  if (comparedYear) to.comparedYear = comparedYear;
  to.reason ||= reason;
  delete from.change;
  delete from.growth;
  delete from.comparedYear;
}
