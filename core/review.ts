import type { Document } from './model/document.ts';
import type { Review, ReviewFinding } from './model/review.ts';
import type { ReviewSettings } from './model/settings.ts';
import { reviewDocument } from './reconcile/reconcile.ts';
import { reviewCase } from './rules/across-documents/across-documents.ts';

export interface ReviewDocumentsOptions {
  /** Keep every check and the state of every figure in the result. */
  readonly withChecks?: boolean;
  /** What the reviewer set for the case: rules off or milder, tolerances, sums of her own. */
  readonly settings?: ReviewSettings;
}

/** Reviews documents as one case: the findings of each, and those that need several. Pure and deterministic. */
export function reviewDocuments(
  documents: readonly Document[],
  options: ReviewDocumentsOptions = {},
): Review {
  return {
    schema: 'tieout/review@1',
    publications: documents.map((document) =>
      reviewDocument(document, options.withChecks ?? false, options.settings),
    ),
    case: { findings: reviewAcross(documents) },
    failures: [],
  };
}

/** The findings that need several documents of a case. */
export function reviewAcross(documents: readonly Document[]): ReviewFinding[] {
  return reviewCase(documents);
}
