import type { Figure } from './figure.ts';
import type { Outcome } from './review.ts';
import type { Message } from './source.ts';

export interface CheckTerm {
  readonly figure: Figure;
  readonly sign: 1 | -1;
}

/**
 * How a check compares:
 * - `sum`: the terms' signed sum is zero within the rounding intervals of all printed terms
 * - `copy`: one fact printed twice: equal, the finer side rounded to the coarser
 * - `at-most`: the addends do not exceed the first term
 */
export type Comparison = 'sum' | 'copy' | 'at-most';

/** A statement that should hold, proposed by a rule from structure alone. */
export interface CheckDraft {
  readonly rule: string;
  readonly comparison: Comparison;
  /** First the total (or the left side) with sign −1, then what it should equal. */
  readonly terms: readonly CheckTerm[];
}

export interface Check extends CheckDraft {
  readonly id: string;
  readonly outcome: Outcome;
  readonly reason?: Message;
  /** Signed sum in 10^`place` of the currency's own unit; the half width doubled, in the same place. */
  readonly residual: bigint;
  readonly width2: bigint;
  readonly place: number;
}
