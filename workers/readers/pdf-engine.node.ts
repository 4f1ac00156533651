import type { PdfEngine } from './pdf-engine.ts';

/** The build for Node: the other needs what only browsers have. */
export async function loadPdfEngine(): Promise<PdfEngine> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return { pdfjs, useWorkerFetch: false };
}
