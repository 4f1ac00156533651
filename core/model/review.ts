/**
 * The result of a review, as `tieout review --format json` prints it (contracts.md, schema tieout/review@1) and as the
 * workspace stores it: plain JSON, amounts as decimal strings. Worker, command line and screens share these types.
 */
import type { Rect } from './place.ts';
import type { ReviewSettings } from './settings.ts';
import type { Severity } from './severity.ts';
import type { FailureCode, Message, Warning } from './source.ts';

export { SEVERITIES, type Severity } from './severity.ts';

export const OUTCOMES = ['agrees', 'agrees-within-rounding', 'differs', 'not-checked'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const DOCUMENT_KINDS = ['budget', 'final-accounts', 'performance-target', 'unknown'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** State of a printed amount after all checks; the four counts of every screen. */
export const FIGURE_STATES = ['tied', 'within-rounding', 'differs', 'not-checked'] as const;
export type FigureState = (typeof FIGURE_STATES)[number];

export interface ReviewPlace {
  /** SHA-256 of the document; only in findings over several documents. */
  readonly document?: string;
  /** Cell: table, row and col; a whole table: table only. */
  readonly table?: string;
  readonly row?: number;
  readonly col?: number;
  /** Text outside a table: index of its block in reading order. */
  readonly block?: number;
  readonly page?: number;
  readonly rect?: Rect;
  readonly selector?: string;
  readonly sheet?: string;
  readonly cell?: string;
  /** As printed; the empty string for a blank cell. */
  readonly quote: string;
}

export interface ReviewSuspect {
  readonly where: ReviewPlace;
  readonly stated: string;
  readonly proposed: string;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface ReviewFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** A short heading for lists and cards (类 210 卫生健康支出：合计少 7,450,000). */
  readonly title: Message;
  readonly message: Message;
  readonly stated?: string;
  readonly expected?: string;
  readonly difference?: string;
  readonly unit?: string;
  readonly where: readonly ReviewPlace[];
  readonly suspects: readonly ReviewSuspect[];
  /** Ids of the failing checks that this finding explains. */
  readonly checks: readonly string[];
  /** Places where the same fault is printed again. */
  readonly alsoAt?: readonly ReviewPlace[];
  /** Likely cause (digits-swapped, factor-of-ten, unit, sign, row-missing, blank-parent …), where one was recognised. */
  readonly cause?: string;
  readonly basis: string;
}

export interface ReviewTerm {
  readonly sign: 1 | -1;
  readonly place: ReviewPlace;
  readonly stated: string;
  /** What the figure speaks of, for the arithmetic column: `210 01 卫生健康管理事务`. */
  readonly label: string;
  /** Unit as printed; terms of one check may differ in unit. */
  readonly unit?: string;
}

export interface ReviewCheck {
  readonly id: string;
  readonly rule: string;
  readonly outcome: Outcome;
  readonly reason?: Message;
  /** The term that stands for the total or the left side is first with sign −1; the addends follow with +1 (or −1). */
  readonly terms: readonly ReviewTerm[];
  /** Signed sum of the terms, in the finest unit among them. */
  readonly residual?: string;
  /** Half width of the rounding window, in the same unit. */
  readonly tolerance?: string;
  readonly unit?: string;
}

export interface ReviewLedgerEntry {
  readonly place: ReviewPlace;
  readonly stated: string;
  readonly state: FigureState;
  /** Ids of the checks in which this figure stands. */
  readonly checks: readonly string[];
  /** Why it was not checked; only with that state. */
  readonly reason?: Message;
}

export interface ReviewTable {
  readonly id: string;
  readonly title: string | null;
  /** The table's number line as printed (表3, 公开01表); absent where none is printed. */
  readonly number?: string;
  readonly unit: string | null;
  /** Canonical kind (expenditure-summary …) or `other`. */
  readonly kind: string;
  readonly pages?: readonly number[];
}

export interface ReviewCorrection {
  /** Its quote is the text as it was read, not as corrected. */
  readonly where: ReviewPlace;
  readonly corrected: string;
  /** False where the cell reads otherwise by now, so that the correction was not used. */
  readonly used: boolean;
}

export interface DocumentIdentity {
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly pages?: number;
}

export interface Publication {
  readonly document: DocumentIdentity;
  readonly entity: string | null;
  readonly year: number | null;
  readonly kind: DocumentKind;
  readonly tables: readonly ReviewTable[];
  readonly figures: {
    readonly total: number;
    readonly tied: number;
    readonly withinRounding: number;
    readonly differing: number;
    readonly notChecked: number;
  };
  readonly checks: {
    readonly agrees: number;
    readonly agreesWithinRounding: number;
    readonly differs: number;
    readonly notChecked: number;
  };
  readonly findings: readonly ReviewFinding[];
  readonly warnings: readonly Warning[];
  /** What the reviewer set for this case; absent for a full review. */
  readonly settings?: ReviewSettings;
  /** Cells that a reviewer read otherwise; absent where there is none. Figures, checks and findings rest on `corrected`. */
  readonly corrections?: readonly ReviewCorrection[];
  /** With `--with-checks`, and always inside the browser. */
  readonly checkList?: readonly ReviewCheck[];
  readonly ledger?: readonly ReviewLedgerEntry[];
}

export interface ReviewFailure {
  readonly name: string;
  readonly code: FailureCode;
  readonly message: Message;
}

export interface Review {
  readonly schema: 'tieout/review@1';
  readonly publications: readonly Publication[];
  readonly case: { readonly findings: readonly ReviewFinding[] };
  readonly failures: readonly ReviewFailure[];
}
