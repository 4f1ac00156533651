import type { PdfEngine } from './pdf-engine.ts';

/** Stands in for a browser's fonts where nothing is drawn. */
class UnusedFontFace {
  readonly family = '';
  readonly loaded = Promise.resolve(this);
}

/** The build for Node: the other needs what only browsers have. */
export async function loadPdfEngine(): Promise<PdfEngine> {
  const [pdfjs, pdfjsWorker] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
  ]);
  if (!('FontFace' in globalThis)) Object.assign(globalThis, { FontFace: UnusedFontFace });
  return {
    pdfjs,
    useWorkerFetch: false,
    startWorker: (port) => pdfjsWorker.WorkerMessageHandler.initializeFromPort(port),
  };
}
