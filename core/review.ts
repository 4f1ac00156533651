import { correctReadings, withPrintedQuotes } from './correct-readings.ts';
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
  const read = documents.map((document) => correctReadings(document, options.settings?.corrections));
  const corrected = read.map(({ document, corrections }) => ({ document: document.sha256, corrections }));
  return {
    schema: 'tieout/review@1',
    publications: read.map(({ document, corrections }, index) => {
      const review = reviewDocument(document, options.withChecks ?? false, options.settings);
      if (corrections.length === 0) return review;
      return { ...withPrintedQuotes(review, corrected.slice(index, index + 1)), corrections };
    }),
    case: { findings: withPrintedQuotes(reviewAcross(read.map(({ document }) => document)), corrected) },
    failures: [],
  };
}

/** The findings that need several documents of a case. */
export function reviewAcross(documents: readonly Document[]): ReviewFinding[] {
  return reviewCase(documents);
}
