import type { Document } from './model/document.ts';
import type { Publication, Review } from './model/review.ts';

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
    publications: documents.map((document) => reviewDocument(document, options)),
    case: { findings: [] },
    failures: [],
  };
}

function reviewDocument(document: Document, _options: ReviewDocumentsOptions): Publication {
  const { name, sha256, mediaType, pages } = document;
  return {
    document: { name, sha256, mediaType, ...(pages === undefined ? {} : { pages }) },
    entity: null,
    year: null,
    kind: 'unknown',
    tables: document.tables.map(({ id, title, unit }) => ({ id, title, unit, kind: 'other' })),
    figures: { total: 0, tied: 0, withinRounding: 0, differing: 0, notChecked: 0 },
    checks: { agrees: 0, agreesWithinRounding: 0, differs: 0, notChecked: 0 },
    findings: [],
    warnings: document.warnings,
  };
}
