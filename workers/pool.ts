/** A worker that a pool owns: its calls, the news of its death, and the way to stop it. */
export interface PooledWorker<Api> {
  readonly api: Api;
  /** Rejects when the worker ends unasked; never resolves. */
  readonly died: Promise<never>;
  stop(): void;
}

export interface Pool<Api> {
  /** Runs a job on the next free worker. A job whose worker dies is rejected; the next one gets a new worker. */
  run<T>(job: (api: Api) => Promise<T>): Promise<T>;
  /** Stops all workers; jobs that run or wait are rejected. */
  stop(): void;
}

/** The pool was stopped while a job ran or waited. */
export class PoolStopped extends Error {}

/** At most `size` workers, started when first needed and kept for the next job. */
export function createPool<Api>(size: number, start: () => PooledWorker<Api>): Pool<Api> {
  const idle: PooledWorker<Api>[] = [];
  const busy = new Set<PooledWorker<Api>>();
  const waiting: (() => void)[] = [];
  let stopped: ((reason: Error) => void) | undefined;
  const stop = new Promise<never>((_resolve, reject) => {
    stopped = reject;
  });
  stop.catch(() => {});

  async function run<T>(job: (api: Api) => Promise<T>): Promise<T> {
    while (busy.size >= size) {
      await Promise.race([stop, new Promise<void>((resolve) => waiting.push(resolve))]);
    }
    const worker = idle.pop() ?? start();
    busy.add(worker);
    try {
      const result = await Promise.race([job(worker.api), worker.died, stop]);
      idle.push(worker);
      return result;
    } catch (error) {
      worker.stop();
      throw error;
    } finally {
      busy.delete(worker);
      waiting.shift()?.();
    }
  }

  return {
    run,
    stop() {
      stopped?.(new PoolStopped('stopped'));
      for (const worker of [...busy, ...idle.splice(0)]) worker.stop();
    },
  };
}
