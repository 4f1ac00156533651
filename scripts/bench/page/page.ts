import type { Measured, MeasureRequest } from './reading.worker.ts';

declare global {
  function benchReading(base64: string, rounds: number, assets: string): Promise<Measured>;
  function benchHeap(base64: string, assets: string): Promise<{ readonly pagesPerSecond: number }>;
}

/** Each file is measured in a worker of its own, as a page of the workspace has one. */
function measure(request: MeasureRequest): Promise<Measured> {
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Measured>((done, fail) => {
    // pdf.js's worker code says hello to whoever started the thread.
    worker.onmessage = ({ data }: MessageEvent<Measured>) => 'whole' in data && done(data);
    worker.onerror = (event) => fail(new Error(event.message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

globalThis.benchReading = (base64, rounds, assets) =>
  measure({ bytes: bytesOf(base64), rounds, assets, withBare: true });

globalThis.benchHeap = async (base64, assets) => {
  const { pages, whole } = await measure({ bytes: bytesOf(base64), rounds: 0, assets, withBare: false });
  return { pagesPerSecond: (pages / (whole[0] ?? Number.NaN)) * 1000 };
};
