import type * as Pdfjs from 'pdfjs-dist';
import type { PdfPort } from './pdf-ports.ts';

/** pdf.js as the reader uses it, whichever build of it runs here. */
export interface PdfEngine {
  readonly pdfjs: typeof Pdfjs;
  /** pdf.js fetches its own files itself: a must in a browser's worker, and no way in Node. */
  readonly useWorkerFetch: boolean;
  /** Starts pdf.js's worker code in this thread, at one end of a channel. */
  readonly startWorker: (port: PdfPort) => void;
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
  return {
    pdfjs,
    useWorkerFetch: true,
    startWorker: (port) => pdfjsWorker.WorkerMessageHandler.initializeFromPort(port),
  };
}
