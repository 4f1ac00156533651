import { addToGroup } from '../groups.ts';
import type { Check } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import type { CheckState } from './exchange.ts';

/**
 * Columns of one table that do not add up to their total in most rows, each by another amount: no slip in one row, but a
 * heading that does not fit, or a column read into another's place.
 */
export interface HeadingFault {
  readonly kind: 'heading';
  /** A figure of the total's column, in the first row that fails. */
  readonly total: Figure;
  /** Rows whose sum does not hold, of those that have amounts. */
  readonly rows: number;
  readonly of: number;
  /** The sums that fail, and the ties to figures of these columns that fail with them. */
  readonly checks: readonly Check[];
}

/** Fewer rows, or fewer different amounts, are told one by one. */
const ROWS_MIN = 4;
const AMOUNTS_MIN = 3;
/** Share of the rows with amounts that fail, in tenths. */
const TENTHS_MIN = 7;

/** Takes what it explains off the failing checks. */
export function takeHeadingFaults(states: readonly CheckState[]): HeadingFault[] {
  const groups = new Map<string, CheckState[]>();
  for (const s of states) {
    const key = s.check.rule.startsWith('cast-') ? columnsKey(s.check) : undefined;
    if (key !== undefined) addToGroup(groups, key, s);
  }
  const found: HeadingFault[] = [];
  for (const group of groups.values()) {
    const failing = group.filter((s) => s.failing);
    if (failing.length < ROWS_MIN || failing.length * 10 < group.length * TENTHS_MIN) continue;
    if (new Set(failing.map((s) => s.residual)).size < AMOUNTS_MIN) continue;
    const columns = new Set(failing[0]!.check.terms.map(({ figure }) => columnOf(figure)));
    const inColumns = ({ figure }: { figure: Figure }) => columns.has(columnOf(figure));
    const along = states.filter(
      (s) =>
        s.failing && !failing.includes(s) && s.check.comparison === 'copy' && s.check.terms.some(inColumns),
    );
    for (const s of [...failing, ...along]) s.failing = false;
    found.push({
      kind: 'heading',
      total: failing[0]!.check.terms[0]!.figure,
      rows: failing.length,
      of: group.length,
      checks: [...failing, ...along].map((s) => s.check),
    });
  }
  return found;
}

const columnOf = ({ place }: Figure): string => (place.kind === 'cell' ? `${place.table}:${place.col}` : '');

/** Table and columns of a sum along one row that has amounts; undefined for any other check. */
function columnsKey({ terms }: Check): string | undefined {
  const { place } = terms[0]!.figure;
  if (place.kind !== 'cell' || terms.every((t) => t.figure.amount.digits === 0n)) return undefined;
  const columns: number[] = [];
  for (const { figure } of terms) {
    if (figure.place.kind !== 'cell' || figure.place.row !== place.row || figure.place.table !== place.table)
      return undefined;
    columns.push(figure.place.col);
  }
  return `${place.table}:${columns.join(',')}`;
}
