import type { FigureState, ReviewCheck, ReviewLedgerEntry } from '../../core/model/review.ts';

/** The tick marks of an auditor; one a figure, the strongest. */
export const MARKS = [
  'prior',
  'text',
  'table',
  'footed',
  'cross-footed',
  'recomputed',
  'agreed',
  'rounding',
  'differs',
  'corrected',
] as const;
export type Mark = (typeof MARKS)[number];

/** The mark of a holding check, by the family in its rule's id. */
export function markOfRule(rule: string): Mark {
  const family = rule.slice(0, rule.indexOf('-') + 1);
  switch (family) {
    case 'foot-':
      return 'footed';
    case 'cast-':
      return 'cross-footed';
    case 'tie-':
      return 'table';
    case 'text-':
      return 'text';
    case 'narr-':
    case 'perf-':
      return 'recomputed';
    case 'yoy-':
    case 'xdoc-':
      return 'prior';
    default:
      return 'agreed';
  }
}

const STRENGTH: readonly Mark[] = [
  'table',
  'text',
  'prior',
  'footed',
  'cross-footed',
  'recomputed',
  'agreed',
];

/** The mark beside a figure: from its state, and for a tied one from the strongest check that holds. */
export function markOfFigure(
  entry: ReviewLedgerEntry,
  checks: ReadonlyMap<string, ReviewCheck>,
): Mark | undefined {
  switch (entry.state) {
    case 'differs':
      return 'differs';
    case 'within-rounding':
      return 'rounding';
    case 'not-checked':
      return undefined;
    case 'tied': {
      const marks = new Set(
        entry.checks
          .flatMap((id) => checks.get(id) ?? [])
          .filter(({ outcome, terms }) => outcome === 'agrees' && isTotalOrEqual(terms, entry))
          .map(({ rule }) => markOfRule(rule)),
      );
      return STRENGTH.find((mark) => marks.has(mark)) ?? 'agreed';
    }
  }
}

/** A figure is footed where it is the sum; as an addend it only agrees. */
function isTotalOrEqual(terms: ReviewCheck['terms'], { place }: ReviewLedgerEntry): boolean {
  if (terms.length <= 2) return true;
  const total = terms.find(({ sign }) => sign === -1)?.place;
  return (
    total !== undefined && total.table === place.table && total.row === place.row && total.col === place.col
  );
}

export const STATE_ORDER: readonly FigureState[] = ['tied', 'within-rounding', 'differs', 'not-checked'];
