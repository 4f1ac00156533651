import type { Document } from '../core/model/document.ts';
import type { Review, ReviewFailure } from '../core/model/review.ts';
import type { Reading } from '../core/model/source.ts';
import { sourceToDocument } from '../core/read-document.ts';
import { reviewDocuments } from '../core/review.ts';
import type { FileInput, Progress, ReviewApi, ReviewedFiles, ReviewOptions } from './api.ts';
import { readFile, unpackFile } from './readers/read-file.ts';

/** What a run needs from its surroundings. */
export interface EngineSetting {
  /**
   * Where pdf.js finds `cmaps/`, `standard_fonts/` and `wasm/`: an absolute address in a browser, a folder in Node; ends
   * in a slash.
   */
  readonly assets: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** bytes → document. A file that cannot be read is a value with its reason. */
export async function readDocument(file: FileInput, setting: EngineSetting): Promise<Reading<Document>> {
  setting.onProgress?.({ stage: 'reading', file: file.name });
  const source = await readFile(file, setting);
  return source.ok ? { ok: true, value: sourceToDocument(source.value) } : source;
}

/** A file, or one of those in an archive, as read. */
export interface NamedReading {
  readonly name: string;
  readonly reading: Reading<Document>;
}

/** bytes → documents: one, or for a zip archive each file in it. Fails as a whole where the archive cannot be opened. */
export async function readDocuments(
  given: FileInput,
  setting: EngineSetting,
): Promise<Reading<readonly NamedReading[]>> {
  const unpacked = await unpackFile(given);
  if (!unpacked.ok) return unpacked;
  const readings: NamedReading[] = [];
  for (const file of unpacked.value) {
    readings.push({ name: file.name, reading: await readDocument(file, setting) });
  }
  return { ok: true, value: readings };
}

/**
 * bytes → review. All files are one case, unless `options.each` makes every file its own. Files that cannot be read
 * stand in `review.failures`; the others are reviewed all the same. A zip archive stands for the files in it.
 */
export async function reviewFiles(
  files: readonly FileInput[],
  options: ReviewOptions,
  setting: EngineSetting,
): Promise<ReviewedFiles> {
  const documents: Document[] = [];
  const failures: ReviewFailure[] = [];
  for (const [index, given] of files.entries()) {
    const found = await readDocuments(given, ofSeveral(setting, index, files.length));
    if (!found.ok) failures.push({ name: given.name, ...found.error });
    for (const { name, reading } of found.ok ? found.value : []) {
      if (reading.ok) documents.push(reading.value);
      else failures.push({ name, ...reading.error });
    }
  }
  setting.onProgress?.({ stage: 'reviewing', file: files.map(({ name }) => name).join(', ') });
  const { withChecks = false, settings } = options;
  const cases = options.each ? documents.map((document) => [document]) : [documents];
  const reviews = cases.map((documents) =>
    reviewDocuments(documents, { withChecks, ...(settings ? { settings } : {}) }),
  );
  return { review: mergeReviews([...reviews, { ...emptyReview, failures }]), documents };
}

/** Tells with each step which of several files it is. */
function ofSeveral(setting: EngineSetting, index: number, fileCount: number): EngineSetting {
  const { onProgress } = setting;
  if (!onProgress || fileCount < 2) return setting;
  return {
    ...setting,
    onProgress: (progress) => onProgress({ ...progress, fileNumber: index + 1, fileCount }),
  };
}

export const emptyReview: Review = {
  schema: 'tieout/review@1',
  publications: [],
  case: { findings: [] },
  failures: [],
};

/** Several reviews in one, in their order. */
export function mergeReviews(reviews: readonly Review[]): Review {
  return {
    schema: 'tieout/review@1',
    publications: reviews.flatMap(({ publications }) => publications),
    case: { findings: reviews.flatMap((review) => review.case.findings) },
    failures: reviews.flatMap(({ failures }) => failures),
  };
}

/** The engine as a worker gives it to its page. */
export function createReviewApi(assets: string): ReviewApi {
  return {
    read: (file, onProgress) => readDocument(file, settingFor(assets, onProgress)),
    review: (files, options, onProgress) => reviewFiles(files, options, settingFor(assets, onProgress)),
    recheck: async (documents, { withChecks = false, settings }) =>
      reviewDocuments(documents, { withChecks, ...(settings ? { settings } : {}) }),
  };
}

export function settingFor(assets: string, onProgress?: (progress: Progress) => void): EngineSetting {
  return onProgress === undefined ? { assets } : { assets, onProgress };
}
