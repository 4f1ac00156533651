/// <reference lib="webworker" />
import * as pdfjs from 'pdfjs-dist';
import { readDocument } from '../../../workers/engine.ts';
import { bareOptions, readBare } from '../bare.ts';

export interface MeasureRequest {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Rounds after the first, which warms up; 0 measures that one. */
  readonly rounds: number;
  /** Address of pdf.js's own files. */
  readonly assets: string;
  readonly withBare: boolean;
}

/** Milliseconds of each round. */
export interface Measured {
  readonly pages: number;
  readonly bare: readonly number[];
  readonly whole: readonly number[];
}

self.onmessage = async ({ data: { bytes, rounds, assets, withBare } }: MessageEvent<MeasureRequest>) => {
  // pdf.js's worker code in this thread, for the bare reading as for ours.
  Object.assign(globalThis, { pdfjsWorker: await import('pdfjs-dist/build/pdf.worker.min.mjs') });
  const measured = { pages: 0, bare: [] as number[], whole: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const isWarm = round > 0 || rounds === 0;
    if (withBare) {
      const started = performance.now();
      measured.pages = await readBare(pdfjs, bareOptions(bytes.slice(), assets, true));
      if (isWarm) measured.bare.push(performance.now() - started);
    }
    const started = performance.now();
    const onProgress = ({ total }: { total?: number }) => {
      if (total !== undefined) measured.pages = total;
    };
    await readDocument({ name: 'measured.pdf', bytes: bytes.slice() }, { assets, onProgress });
    if (isWarm) measured.whole.push(performance.now() - started);
  }
  self.postMessage(measured satisfies Measured);
};
