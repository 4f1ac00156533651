import type * as Pdfjs from 'pdfjs-dist';

/** pdf.js as the reader uses it, whichever build of it runs here. */
export interface PdfEngine {
  readonly pdfjs: typeof Pdfjs;
  /** pdf.js fetches its own files itself: a must in a browser's worker, and no way in Node. */
  readonly useWorkerFetch: boolean;
}

/**
 * The build for browsers, with its worker code in the same thread: we are in a worker of our own already. Loaded when a
 * PDF comes, since a call that arrives while a module awaits at its top would never be answered.
 */
export async function loadPdfEngine(): Promise<PdfEngine> {
  const [pdfjs, pdfjsWorker] = await Promise.all([
    import('pdfjs-dist'),
    import('pdfjs-dist/build/pdf.worker.min.mjs'),
  ]);
  Object.assign(globalThis, { pdfjsWorker });
  return { pdfjs, useWorkerFetch: true };
}
