import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../core/model/document.ts';
import type { Review } from '../../core/model/review.ts';
import type { Reading } from '../../core/model/source.ts';
import { reviewDocuments } from '../../core/review.ts';
import type { FileInput, Progress } from '../api.ts';
import { readDocument, reviewFiles, settingFor } from '../engine.ts';

/** What a thread of the command line does: coarse calls with plain data. */
export interface ThreadApi {
  read(file: FileInput, onProgress?: (progress: Progress) => void): Promise<Reading<Document>>;
  /** One file as a case of its own; the document stays in the thread. */
  reviewFile(
    file: FileInput,
    withChecks: boolean,
    onProgress?: (progress: Progress) => void,
  ): Promise<Review>;
  reviewCase(documents: readonly Document[], withChecks: boolean): Promise<Review>;
}

export function createThreadApi(): ThreadApi {
  const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
  return {
    read: (file, onProgress) => readDocument(file, settingFor(assets, onProgress)),
    async reviewFile(file, withChecks, onProgress) {
      const { review } = await reviewFiles([file], { withChecks }, settingFor(assets, onProgress));
      return review;
    },
    reviewCase: async (documents, withChecks) => reviewDocuments(documents, { withChecks }),
  };
}
