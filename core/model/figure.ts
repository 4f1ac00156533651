import type { Amount, Unit } from './amount.ts';
import type { CellPlace, TextPlace } from './place.ts';

/**
 * An amount with its place and what it speaks of. A blank or a dash under an amount header is a figure too: it stands for
 * zero as an addend, and for a missing figure where a total should be.
 */
export interface Figure {
  /** Unique in the review. */
  readonly id: number;
  readonly place: CellPlace | TextPlace;
  readonly state: 'printed' | 'nil' | 'blank' | 'unreadable';
  /** Zero unless printed. */
  readonly amount: Amount;
  readonly unit: Unit | null;
  /** Power of ten of the unit; 0 where no unit is known. */
  readonly exponent: number;
  /** Code and words of the row, as printed. */
  readonly rowLabel: string;
  /** False for counts and rates that checks use but that are no amounts of money. */
  readonly isAmount: boolean;
  /** Header path, as printed, joined by " / ". */
  readonly columnLabel: string;
}
