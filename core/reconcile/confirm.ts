import { addToGroup } from '../groups.ts';
import type { Check } from '../model/check.ts';
import type { Message } from '../model/source.ts';
import type { ReviewContext } from '../rules/rule.ts';
import { diagnose } from './diagnose.ts';

const UNCONFIRMED: Message = {
  zh: '表的种类不明，表中多数合计关系不成立，不能断定这里是合计',
  en: 'the kind of table is not known and most of its sums do not hold, so this may be no sum',
};

/**
 * In a table of a known kind structure decides what is a sum. In one of no known kind the word Total may mean something else
 * (a total over other tables), so its sums count only where at least as many of them hold as fail, or where one wrong figure
 * explains all that fail: those of a table's columns together, and those along its rows for each total column. The same holds in
 * any table for what nothing but indentation makes a sum. Others are not checked.
 */
export function withdrawUnconfirmed(context: ReviewContext, checks: readonly Check[]): readonly Check[] {
  const unknown = new Set(context.structures.filter((s) => s.kind === 'other').map((s) => s.table.id));
  const open = new Set<string | undefined>();
  for (const check of checks) if (check.outcome === 'differs') open.add(groupKey(check, unknown));
  open.delete(undefined);
  if (open.size === 0) return checks;
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = groupKey(check, unknown);
    if (key !== undefined && open.has(key)) addToGroup(groups, key, check);
  }
  const withdrawn = new Set<Check>();
  for (const group of groups.values()) {
    if (isConfirmed(group)) continue;
    for (const check of group) if (check.outcome === 'differs') withdrawn.add(check);
  }
  if (withdrawn.size === 0) return checks;
  return checks.map((check) =>
    withdrawn.has(check) ? { ...check, outcome: 'not-checked' as const, reason: UNCONFIRMED } : check,
  );
}

function isConfirmed(group: readonly Check[]): boolean {
  const failing = group.filter((c) => c.outcome === 'differs');
  if (failing.length === 0) return true;
  const holding = group.filter((c) => c.outcome !== 'differs' && c.outcome !== 'not-checked' && isTelling(c));
  if (holding.length >= failing.length) return true;
  const { faults, unexplained } = diagnose(group, []);
  return (
    failing.length > 1 && faults.length === 1 && faults[0]!.kind === 'figure' && unexplained.length === 0
  );
}

/** One printed addend says nothing of a sum. */
const isTelling = (check: Check): boolean =>
  check.terms.slice(1).filter((t) => t.figure.state === 'printed').length > 1;

function groupKey(check: Check, unknown: ReadonlySet<string>): string | undefined {
  const place = check.terms[0]!.figure.place;
  if (place.kind !== 'cell') return undefined;
  if (check.rule === 'foot-indent') return `${place.table}:indent`;
  if (!unknown.has(place.table)) return undefined;
  if (check.rule === 'own-sum' || check.terms.some((t) => t.figure.place.kind !== 'cell')) return undefined;
  if (check.rule.startsWith('foot-')) return `${place.table}:foot`;
  return check.rule.startsWith('cast-') ? `${place.table}:cast:${place.col}` : undefined;
}
