import type { Document } from './model/document.ts';
import type { Review } from './model/review.ts';
import { reviewDocument } from './reconcile/reconcile.ts';

export interface ReviewDocumentsOptions {
  /** Keep every check and the state of every figure in the result. */
  readonly withChecks?: boolean;
}

/** Reviews documents as one case: the findings of each, and those that need several. Pure and deterministic. */
export function reviewDocuments(
  documents: readonly Document[],
  options: ReviewDocumentsOptions = {},
): Review {
  return {
    schema: 'tieout/review@1',
    publications: documents.map((document) => reviewDocument(document, options.withChecks ?? false)),
    case: { findings: [] },
    failures: [],
  };
}
