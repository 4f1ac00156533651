import type { Review } from '../../core/model/review.ts';
import type { CellCorrection } from '../../core/model/settings.ts';
import type { ReviewClient } from '../../workers/client.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { type Stored, stored } from '../storage/failure.ts';
import { recordReview } from '../storage/record.ts';
import { settingsOf } from './corrections.ts';
import { ENGINE } from './engine.ts';
import type { SortedFile } from './jobs.ts';

/** A case as the reviewer wants it made of files that were read already. */
export interface ProposedCase {
  readonly title: string;
  readonly files: readonly SortedFile[];
}

/** Reviews files that were read as one case and stores it; gives its id. */
export async function makeCase(
  db: WorkspaceDatabase,
  client: ReviewClient,
  { title, files }: ProposedCase,
  corrections: readonly CellCorrection[],
  signal: AbortSignal,
): Promise<Stored<string>> {
  signal.throwIfAborted();
  const documents = files.flatMap(({ reviewed }) => reviewed.documents);
  const failures = files.flatMap(({ reviewed }) => reviewed.review.failures);
  const [only] = files;
  // A document alone was reviewed while it was read; several are reviewed once more, against each other.
  const review: Review =
    files.length === 1 && only
      ? only.reviewed.review
      : await client.recheck(documents, { withChecks: true, ...settingsOf(corrections) }, { signal });
  const result = await recordReview(db, {
    title,
    files: files.map(({ file }) => file),
    review: { ...review, failures },
    documents,
    engine: ENGINE,
  });
  return result.ok ? stored(result.value.caseId) : result;
}
