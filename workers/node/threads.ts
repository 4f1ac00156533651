import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { releaseProxy, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createPool, type Pool, type PooledWorker } from '../pool.ts';
import type { ThreadApi } from './thread-api.ts';

/** A thread that ended unasked. */
export class ThreadDied extends Error {
  readonly outOfMemory: boolean;
  constructor(reason: string, outOfMemory: boolean) {
    super(reason);
    this.outOfMemory = outOfMemory;
  }
}

/** Threads of the command line, at most `size` at a time. */
export function createThreads(size: number): Pool<ThreadApi> {
  return createPool(size, startThread);
}

function startThread(): PooledWorker<ThreadApi> {
  // pdf.js warns on stdout about what it falls back on; stdout is for results alone.
  const thread = new Worker(threadFile(), { stdout: true, stderr: true });
  const api = wrap<ThreadApi>(nodeEndpoint(thread));
  let asked = false;
  const died = new Promise<never>((_resolve, reject) => {
    thread.once('error', (error: Error & { code?: string }) => {
      reject(new ThreadDied(error.message, error.code === 'ERR_WORKER_OUT_OF_MEMORY'));
    });
    thread.once('exit', (code) => {
      if (!asked) reject(new ThreadDied(`thread ended with code ${code}`, false));
    });
  });
  died.catch(() => {});
  return {
    api: api as unknown as ThreadApi,
    died,
    stop() {
      asked = true;
      api[releaseProxy]();
      void thread.terminate();
    },
  };
}

/** TypeScript in a checkout, JavaScript once built: whichever stands beside this file. */
function threadFile(): URL {
  const source = new URL('./review-thread.ts', import.meta.url);
  return existsSync(fileURLToPath(source)) ? source : new URL('./review-thread.js', import.meta.url);
}
