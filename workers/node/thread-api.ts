import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../core/model/document.ts';
import type { Publication, Review, ReviewFinding } from '../../core/model/review.ts';
import type { Reading } from '../../core/model/source.ts';
import { reviewAcross, reviewDocuments } from '../../core/review.ts';
import type { FileInput, Progress, ReviewOptions } from '../api.ts';
import { type NamedReading, readDocuments, reviewFiles, settingFor } from '../engine.ts';
import { drawPages } from './draw-pages.ts';

/** A document of a case with its own findings; those over several documents come when all are read. */
export interface NamedReview {
  readonly name: string;
  readonly reading: Reading<{ readonly document: Document; readonly publication: Publication }>;
}

/** What a thread of the command line does: coarse calls with plain data. A zip archive stands for the files in it. */
export interface ThreadApi {
  /** @param debugFolder where to draw what was read on each page; see `drawPages` */
  read(
    file: FileInput,
    onProgress?: (progress: Progress) => void,
    debugFolder?: string,
  ): Promise<Reading<readonly NamedReading[]>>;
  /** One file as a case of its own; the document stays in the thread. */
  reviewFile(
    file: FileInput,
    options: ReviewOptions,
    onProgress?: (progress: Progress) => void,
  ): Promise<Review>;
  /** One file of a larger case. */
  reviewOne(
    file: FileInput,
    options: ReviewOptions,
    onProgress?: (progress: Progress) => void,
  ): Promise<Reading<readonly NamedReview[]>>;
  reviewAcross(documents: readonly Document[]): Promise<ReviewFinding[]>;
}

export function createThreadApi(): ThreadApi {
  const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
  return {
    async read(file, onProgress, debugFolder) {
      const setting = settingFor(assets, onProgress);
      if (debugFolder !== undefined)
        await drawPages({ ...file, bytes: file.bytes.slice() }, debugFolder, setting);
      return readDocuments(file, setting);
    },
    async reviewFile(file, options, onProgress) {
      const { review } = await reviewFiles([file], options, settingFor(assets, onProgress));
      return review;
    },
    async reviewOne(file, options, onProgress) {
      const found = await readDocuments(file, settingFor(assets, onProgress));
      if (!found.ok) return found;
      const value = found.value.map(({ name, reading }): NamedReview => {
        if (!reading.ok) return { name, reading };
        const [publication] = reviewDocuments([reading.value], options).publications;
        return { name, reading: { ok: true, value: { document: reading.value, publication: publication! } } };
      });
      return { ok: true, value };
    },
    reviewAcross: async (documents) => reviewAcross(documents),
  };
}
