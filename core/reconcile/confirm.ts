import { lastPlace, pow10 } from '../figures/arithmetic.ts';
import { addToGroup } from '../groups.ts';
import type { Check } from '../model/check.ts';
import type { Message } from '../model/source.ts';
import type { ReviewContext } from '../rules/rule.ts';
import { diagnose, isSlip } from './diagnose.ts';

const UNCONFIRMED: Message = {
  zh: '表的种类不明，表中多数合计关系不成立，不能断定这里是合计',
  en: 'the kind of table is not known and most of its sums do not hold, so this may be no sum',
};

/**
 * In a table of a known kind structure decides what is a sum. In one of no known kind the word Total may mean something else
 * (a total over other tables), so its sums count only where at least as many of them hold as fail, or where one wrong figure
 * explains all that fail (of a table's only sum: one slip): those of a table's columns together, and those along its rows for each total column. The same holds in
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
  if (failing.length === 1 && holding.length === 0) return isOneSlipOff(failing[0]!);
  const { faults, unexplained } = diagnose(group, []);
  return (
    failing.length > 1 && faults.length === 1 && faults[0]!.kind === 'figure' && unexplained.length === 0
  );
}

/** So many times more values than slips a total must have, that one slip explaining its difference is no chance. */
const VALUES_PER_SLIP = 20n;

/** A sum with a wider window, in its last places, meets some slip too easily. */
const WINDOW2_MAX = 40n;

/** The only sum of its table: it counts where one slip in one of its figures makes it hold, and few totals would be so near. */
function isOneSlipOff({ terms, residual, width2, place }: Check): boolean {
  const printed = terms.filter((t) => t.figure.state === 'printed' && t.figure.amount.digits !== 0n);
  if (printed.length < 4 || terms[0]!.figure.state !== 'printed' || width2 > WINDOW2_MAX) return false;
  const values = printed.map(({ figure, sign }) => {
    const unit = pow10(lastPlace(figure.amount, figure.exponent) - place);
    return { now: figure.amount.digits * unit, sign: BigInt(sign) };
  });
  const total = values[0]!.now < 0n ? -values[0]!.now : values[0]!.now;
  const slips = values.reduce((sum, { now }) => sum + now.toString().length * 9, 0);
  if (BigInt(slips) * (width2 + 1n) * VALUES_PER_SLIP > total) return false;
  // What rounding leaves open, nearest first.
  for (let off = 0n; off * 2n <= width2; off++)
    for (const by of [residual - off, residual + off])
      if (values.some(({ now, sign }) => isSlip(now, now - sign * by))) return true;
  return false;
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
