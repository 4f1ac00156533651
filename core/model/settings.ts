import type { Severity } from './severity.ts';

/** What a reviewer sets for a case. The result carries it, so that nobody takes a milder review for a full one. */
export interface ReviewSettings {
  /** By rule id: switched off, or of another severity, or with a tolerance beyond rounding. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Sums of the reviewer's own. */
  readonly sums?: readonly OwnSum[];
  /** Cells that were misread, as the reviewer reads them on the page. */
  readonly corrections?: readonly CellCorrection[];
}

/** What a cell says, where it was read wrongly: of the reading, never of the document. */
export interface CellCorrection extends CellReference {
  /** SHA-256 of the document. */
  readonly document: string;
  /** The text as it was read; where the cell reads otherwise by now, the correction is not used. */
  readonly read: string;
  readonly corrected: string;
}

export interface RuleSetting {
  readonly off?: boolean;
  readonly severity?: Severity;
  /** A decimal in the currency's own unit (元) that a difference may reach and still hold: "1" or "0.50". */
  readonly tolerance?: string;
}

/** `total` should equal the sum of `addends`. Cells by table, row and column as `extract` counts them. */
export interface OwnSum {
  readonly name: string;
  readonly total: CellReference;
  readonly addends: readonly (CellReference & { readonly sign?: 1 | -1 })[];
}

export interface CellReference {
  readonly table: string;
  readonly row: number;
  readonly col: number;
}
