/**
 * What runs in a worker, and how its callers see it: few and coarse calls, plain data in and out. Expected failures are
 * values; only our own mistakes throw.
 */
import type { Document } from '../core/model/document.ts';
import type { Review } from '../core/model/review.ts';
import type { ReviewSettings } from '../core/model/settings.ts';
import type { Reading } from '../core/model/source.ts';

/** A file as bytes; the name is for people only, the kind is told from the bytes. */
export interface FileInput {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Address the bytes came from, where known. */
  readonly address?: string;
  /** Content type that the server or the page declared: used only for its charset. */
  readonly declaredType?: string;
}

export interface Progress {
  readonly stage: 'reading' | 'reviewing';
  readonly file: string;
  /** Pages read and all pages, where the file has pages. */
  readonly done?: number;
  readonly total?: number;
  /** Of several files: which one it is, from 1, and how many there are. */
  readonly fileNumber?: number;
  readonly fileCount?: number;
}

export interface ReviewOptions {
  /** Keep every check and the state of every figure in the result. */
  readonly withChecks?: boolean;
  /** One case for all files (default), or each a case of its own. */
  readonly each?: boolean;
  /** What the reviewer set for the case. */
  readonly settings?: ReviewSettings;
}

export type ReviewedFiles = {
  readonly review: Review;
  /** The documents as read, in the order of `review.publications`; for viewers that show tables and text. */
  readonly documents: readonly Document[];
};

export interface ReviewApi {
  read(file: FileInput, onProgress?: (progress: Progress) => void): Promise<Reading<Document>>;
  review(
    files: readonly FileInput[],
    options: ReviewOptions,
    onProgress?: (progress: Progress) => void,
  ): Promise<ReviewedFiles>;
  /** Documents that were read before, reviewed once more as one case: with a corrected cell, or in another company. */
  recheck(documents: readonly Document[], options: Omit<ReviewOptions, 'each'>): Promise<Review>;
}
