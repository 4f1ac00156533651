import { proxy, type Remote, wrap } from 'comlink';
import type { Document } from '../core/model/document.ts';
import type { Review } from '../core/model/review.ts';
import type { Reading } from '../core/model/source.ts';
import type { FileInput, Progress, ReviewApi, ReviewedFiles, ReviewOptions } from './api.ts';

/** The engine as a page calls it. Each call takes a signal and may be given up at any moment. */
export interface ReviewClient {
  read(file: FileInput, options?: CallOptions): Promise<Reading<Document>>;
  review(files: readonly FileInput[], options: ReviewOptions, call?: CallOptions): Promise<ReviewedFiles>;
  /** Documents that were read before, once more as one case: nothing is read again. */
  recheck(
    documents: readonly Document[],
    options: Omit<ReviewOptions, 'each'>,
    call?: Pick<CallOptions, 'signal'>,
  ): Promise<Review>;
  /** Stops the worker; calls under way are rejected with an AbortError. */
  close(): void;
}

export interface CallOptions {
  /** Aborting stops the worker at once; the next call starts a new one. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface ClientSetting {
  /** Starts a worker; tests give their own. */
  readonly startWorker?: () => ReviewWorker;
  /** A worker that has nothing to do for so long is stopped: pdf.js and its fonts hold memory. */
  readonly idleMsMax?: number;
}

/** What of a worker the client uses. */
export type ReviewWorker = Pick<
  Worker,
  'terminate' | 'postMessage' | 'addEventListener' | 'removeEventListener'
>;

const IDLE_MS_MAX = 30_000;

/**
 * One worker for all calls of a page: started by the first call, stopped when idle, ended by an abort. When several calls
 * are under way, aborting one ends only that one's wait, and the worker goes on for the others.
 */
export function createReviewClient(setting: ClientSetting = {}): ReviewClient {
  const { startWorker = startReviewWorker, idleMsMax = IDLE_MS_MAX } = setting;
  let running: RunningWorker | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const calls = new Set<(reason: Error) => void>();

  const stop = () => {
    clearTimeout(idle);
    running?.worker.terminate();
    running = undefined;
  };

  async function call<T>(
    job: (api: Remote<ReviewApi>) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    signal?.throwIfAborted();
    clearTimeout(idle);
    running ??= start(startWorker);
    const own = running;
    let end: (reason: Error) => void = () => {};
    const ended = new Promise<never>((_resolve, reject) => {
      end = reject;
    });
    ended.catch(() => {});
    const abort = () => end(abortError(signal));
    calls.add(end);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([job(own.api), own.crashed, ended]);
    } catch (error) {
      if (own.hasCrashed() && running === own) stop();
      throw error;
    } finally {
      calls.delete(end);
      signal?.removeEventListener('abort', abort);
      if (calls.size === 0) {
        if (signal?.aborted) stop();
        else if (running !== undefined) idle = setTimeout(stop, idleMsMax);
      }
    }
  }

  return {
    read: (file, { signal, onProgress } = {}) =>
      call<Reading<Document>>((api) => api.read(file, onProgress && proxy(onProgress)), signal),
    review: (files, options, { signal, onProgress } = {}) =>
      call((api) => api.review(files, options, onProgress && proxy(onProgress)), signal),
    recheck: (documents, options, { signal } = {}) => call((api) => api.recheck(documents, options), signal),
    close() {
      for (const end of calls) end(new DOMException('The review was closed.', 'AbortError'));
      stop();
    },
  };
}

interface RunningWorker {
  readonly worker: ReviewWorker;
  readonly api: Remote<ReviewApi>;
  /** Rejects when the worker fails outside a call: its script did not load, or memory ran out. */
  readonly crashed: Promise<never>;
  hasCrashed(): boolean;
}

function start(startWorker: () => ReviewWorker): RunningWorker {
  const worker = startWorker();
  let hasCrashed = false;
  const crashed = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', (event) => {
      hasCrashed = true;
      reject(new Error((event as ErrorEvent).message || 'The worker could not be started.'));
    });
  });
  crashed.catch(() => {});
  return { worker, api: wrap<ReviewApi>(worker as Worker), crashed, hasCrashed: () => hasCrashed };
}

function startReviewWorker(): ReviewWorker {
  return new Worker(new URL('./review.worker.ts', import.meta.url), { type: 'module', name: pdfAssets() });
}

/**
 * Where pdf.js's character maps, fonts and decoders stand: `pdfjs/` at the root of the extension, and beside the page of
 * the workspace, which may live in any folder of a host.
 */
function pdfAssets(): string {
  const inExtension = globalThis.chrome?.runtime?.id !== undefined;
  return new URL(inExtension ? '/pdfjs/' : './pdfjs/', globalThis.location.href).href;
}

function abortError(signal: AbortSignal | undefined): Error {
  const { reason } = signal ?? {};
  return reason instanceof Error ? reason : new DOMException('The review was cancelled.', 'AbortError');
}
