import type { Document } from '../../core/model/document.ts';
import type {
  FigureState,
  Publication,
  Review,
  ReviewFinding,
  ReviewPlace,
} from '../../core/model/review.ts';
import type { CellCorrection } from '../../core/model/settings.ts';
import type { ReviewOptions } from '../../workers/api.ts';
import type { ReviewClient } from '../../workers/client.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { notStored, type Stored, stored } from '../storage/failure.ts';
import type { CaseState, DocumentState } from '../storage/project.ts';
import { recordReview } from '../storage/record.ts';
import { ENGINE } from './engine.ts';
import { loadDocument, loadReview } from './load-review.ts';

type Documents = ReadonlyMap<string, DocumentState>;

/** The corrections that stand, of some documents or of all; one that was taken back to the text as read is none. */
export function correctionsOf(
  documents: Documents,
  hashes: Iterable<string> = documents.keys(),
): readonly CellCorrection[] {
  const all: CellCorrection[] = [];
  for (const sha256 of hashes) {
    const byCell = new Map<string, CellCorrection>();
    for (const { body } of documents.get(sha256)?.corrections ?? []) {
      const { place, read, corrected } = body;
      const key = `${place.table} ${place.row} ${place.col}`;
      if (read === corrected) byCell.delete(key);
      else byCell.set(key, { ...place, document: sha256, read, corrected });
    }
    all.push(...byCell.values());
  }
  return all;
}

/** Corrections as the engine takes them; nothing where there are none, so that a full review says so. */
export function settingsOf(corrections: readonly CellCorrection[]): Pick<ReviewOptions, 'settings'> {
  return corrections.length > 0 ? { settings: { corrections } } : {};
}

/** Whether a review rests on the corrections that stand now: false after one was made, undone, or came from another device. */
export function restsOnCorrections(
  publications: readonly Publication[],
  corrections: readonly CellCorrection[],
): boolean {
  const wanted = corrections.map(({ document, table, row, col, read, corrected }) =>
    JSON.stringify([document, table, row, col, read, corrected]),
  );
  const had = publications.flatMap(({ document, corrections = [] }) =>
    corrections.map(({ where, corrected }) =>
      JSON.stringify([document.sha256, where.table, where.row, where.col, where.quote, corrected]),
    ),
  );
  return wanted.length === had.length && wanted.every((one) => had.includes(one));
}

/**
 * Reviews a case once more from its documents as they were read, with other corrections, and gives the review without storing
 * it: what the reviewer sees before she saves. Undefined where a document cannot be had.
 */
export async function reviewCorrected(
  db: WorkspaceDatabase,
  client: ReviewClient,
  before: Review,
  known: Documents,
  corrections: readonly CellCorrection[],
  signal?: AbortSignal,
): Promise<{ readonly review: Review; readonly documents: readonly Document[] } | undefined> {
  const documents = await documentsOf(db, client, before, known);
  if (!documents) return undefined;
  const { publications, case: across } = await client.recheck(
    documents,
    { withChecks: true, ...settingsOf(corrections) },
    signal ? { signal } : {},
  );
  return {
    review: { schema: 'tieout/review@1', publications, case: across, failures: before.failures },
    documents,
  };
}

async function documentsOf(db: WorkspaceDatabase, client: ReviewClient, before: Review, known: Documents) {
  const documents = await Promise.all(
    before.publications.map(({ document: { sha256, name } }) =>
      loadDocument(db, sha256, ENGINE, async () => {
        const blob = await db.blobs.get(sha256);
        const address = known.get(sha256)?.address;
        if (!blob) return undefined;
        const reading = await client.read({ name, bytes: blob.bytes, ...(address ? { address } : {}) });
        return reading.ok ? reading.value : undefined;
      }),
    ),
  );
  const found = documents.filter((one) => one !== undefined);
  return found.length === documents.length ? found : undefined;
}

/** Brings the review of a case up to the corrections that stand, and stores it. False: a document's bytes are not here. */
export async function followCorrections(
  db: WorkspaceDatabase,
  client: ReviewClient,
  state: CaseState,
  known: Documents,
): Promise<Stored<boolean>> {
  const hash = state.review?.body.review;
  const before = hash === undefined ? undefined : await loadReview(db, hash);
  if (!before) return stored(false);
  let made: Awaited<ReturnType<typeof reviewCorrected>>;
  try {
    made = await reviewCorrected(db, client, before, known, correctionsOf(known, state.documents));
  } catch (error) {
    console.error(error);
    return notStored('save-failed', String(error).slice(0, 500));
  }
  if (!made) return stored(false);
  const recorded = await recordReview(db, {
    caseId: state.id,
    title: state.title,
    files: [],
    older: state.documents.flatMap((sha256) => {
      const name = known.get(sha256)?.name;
      return name === undefined ? [] : [{ name, sha256 }];
    }),
    review: made.review,
    documents: made.documents,
    engine: ENGINE,
  });
  return recorded.ok ? stored(true) : recorded;
}

/** What a correction would change, shown before it is saved. */
export interface CorrectionPreview {
  readonly gone: readonly ReviewFinding[];
  readonly come: readonly ReviewFinding[];
  /** State of the corrected figure; absent where the cell then holds no amount. */
  readonly state?: FigureState;
  readonly before: Publication['figures'];
  readonly after: Publication['figures'];
}

/** Two reviews of a case compared, for one document and the findings between documents; undefined where it is in neither. */
export function comparePublication(
  before: Review,
  after: Review,
  document: string,
  place: Pick<ReviewPlace, 'table' | 'row' | 'col'>,
): CorrectionPreview | undefined {
  const old = before.publications.find((one) => one.document.sha256 === document);
  const now = after.publications.find((one) => one.document.sha256 === document);
  if (!old || !now) return undefined;
  const [had, have] = [before, after].map(({ publications, case: across }) => [
    ...publications.flatMap(({ findings }) => findings),
    ...across.findings,
  ]);
  const without = (all: readonly ReviewFinding[], others: readonly ReviewFinding[]) => {
    const ids = new Set(others.map(({ id }) => id));
    return all.filter(({ id }) => !ids.has(id));
  };
  const state = now.ledger?.find(({ place: at }) => isSameCell(at, place))?.state;
  return {
    gone: without(had!, have!),
    come: without(have!, had!),
    ...(state ? { state } : {}),
    before: old.figures,
    after: now.figures,
  };
}

export function isSameCell(
  a: Pick<ReviewPlace, 'table' | 'row' | 'col'>,
  b: Pick<ReviewPlace, 'table' | 'row' | 'col'>,
): boolean {
  return a.table !== undefined && a.table === b.table && a.row === b.row && a.col === b.col;
}
