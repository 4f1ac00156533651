import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export const ROUNDS = 5;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds on the clock. */
export async function time(job: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await job();
  return performance.now() - started;
}

let collect: (() => void) | undefined;

/** Bytes of the heap in use once what nobody holds is gone. */
export function heapHeld(): number {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

export const peakMemory = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`;

export const verdict = (value: number, most: number): string =>
  `${value <= most ? 'within' : 'ABOVE'} the bar of ${most}`;
