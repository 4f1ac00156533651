import { useState } from 'preact/hooks';
import type { Publication, Review, ReviewLedgerEntry } from '../../../core/model/review.ts';
import { useApp } from '../../app-context.ts';
import { useText } from '../../i18n/language.ts';
import type { DocumentState } from '../../storage/project.ts';
import { correctReading } from '../../storage/record.ts';
import {
  type CorrectionPreview,
  comparePublication,
  correctionsOf,
  isSameCell,
  reviewCorrected,
} from '../../work/corrections.ts';

/** The reading of the cell in hand: as it was read, as it is taken now, and the way to another. */
export interface CellReading {
  /** The text as it was read. */
  readonly read: string;
  /** The text that counts now. */
  readonly now: string;
  readonly isCorrected: boolean;
  /** The window in which it is corrected is open. */
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** What another reading would change, without storing it; undefined where the case cannot be reviewed again. */
  readonly preview: (corrected: string, signal: AbortSignal) => Promise<CorrectionPreview | undefined>;
  /** Stores a reading; the text as read takes a correction back. */
  readonly save: (corrected: string) => Promise<void>;
}

export function useReading(
  review: Review | undefined,
  known: DocumentState | undefined,
  corrections: NonNullable<Publication['corrections']>,
  figure: ReviewLedgerEntry | undefined,
): CellReading {
  const app = useApp();
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const correction = figure && corrections.find(({ where, used }) => used && isSameCell(where, figure.place));
  const read = correction?.where.quote ?? figure?.place.quote ?? '';
  const { table, row, col } = figure?.place ?? {};
  const cell =
    table === undefined || row === undefined || col === undefined ? undefined : { table, row, col };

  const preview = async (corrected: string, signal: AbortSignal) => {
    if (!review || !known || !cell) return undefined;
    const hashes = review.publications.map(({ document }) => document.sha256);
    const others = correctionsOf(app.workspace.documents, hashes).filter(
      (one) => one.document !== known.sha256 || !isSameCell(one, cell),
    );
    const reading = { document: known.sha256, ...cell, read, corrected };
    const made = await reviewCorrected(
      app.db,
      app.client,
      review,
      app.workspace.documents,
      corrected === read ? others : [...others, reading],
      signal,
    );
    return made && comparePublication(review, made.review, known.sha256, cell);
  };

  const save = async (corrected: string) => {
    if (!known || !cell) return;
    const result = await correctReading(app.db, known, cell, read, corrected);
    if (!result.ok) return app.fail(result.error);
    setOpen(false);
    const event = result.value[0]?.id;
    app.say({
      words: corrected === read ? text.readingRestored : text.readingCorrected,
      ...(event ? { undo: event } : {}),
    });
  };

  return {
    read,
    now: correction?.corrected ?? read,
    isCorrected: correction !== undefined,
    isOpen,
    open: () => setOpen(true),
    close: () => setOpen(false),
    preview,
    save,
  };
}
