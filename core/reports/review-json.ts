import type { Publication, Review, ReviewFailure, ReviewFinding } from '../model/review.ts';

const SCHEMA = 'tieout/review@1';

/** A review as `tieout review --format json` prints it. */
export function reviewToJson(review: Review): string {
  return `${JSON.stringify(review, null, 2)}\n`;
}

/** One publication, one line (ndjson). */
export function publicationToLine(publication: Publication): string {
  return toLine({ schema: SCHEMA, ...publication });
}

/** A file that could not be read, one line. */
export function failureToLine({ name, code, message }: ReviewFailure): string {
  return toLine({ schema: SCHEMA, document: { name }, failure: { code, message } });
}

/** The last line of a case: what was found between its documents. */
export function caseFindingsToLine(findings: readonly ReviewFinding[]): string {
  return toLine({ schema: SCHEMA, case: { findings } });
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
