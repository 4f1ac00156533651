import { proxy, transfer } from 'comlink';
import type { Failure, Message, Reading } from '../../core/model/source.ts';
import type { FileInput, Progress } from '../api.ts';
import { type Pool, PoolStopped } from '../pool.ts';
import type { ProgressBar } from './progress-bar.ts';
import { nameInputs, readInput } from './read-input.ts';
import type { ThreadApi } from './thread-api.ts';
import { ThreadDied } from './threads.ts';

/** A file that took so long without a sign of progress is given up; the others go on. */
const SILENCE_MS_MAX = 300_000;

export type Done<T> = { readonly name: string; readonly index: number; readonly result: Reading<T> };

/**
 * Does a job for each file on the threads and hands each over as soon as it is done, in that order. Nothing that goes
 * wrong with one file ends the others.
 */
export async function eachFile<T>(
  paths: readonly string[],
  threads: Pool<ThreadApi>,
  bar: ProgressBar,
  job: (api: ThreadApi, file: FileInput, onProgress: (progress: Progress) => void) => Promise<Reading<T>>,
  onDone: (done: Done<T>) => Promise<void> | void,
): Promise<void> {
  const names = nameInputs(paths);
  let handedOver: Promise<void> = Promise.resolve();
  await Promise.all(
    paths.map(async (path, index) => {
      const name = names[index] ?? path;
      const result = await doFile(path, name, threads, bar, job);
      bar.fileDone(name);
      handedOver = handedOver.then(() => onDone({ name, index, result }));
      await handedOver;
    }),
  );
}

async function doFile<T>(
  path: string,
  name: string,
  threads: Pool<ThreadApi>,
  bar: ProgressBar,
  job: (api: ThreadApi, file: FileInput, onProgress: (progress: Progress) => void) => Promise<Reading<T>>,
): Promise<Reading<T>> {
  const watch = watchSilence();
  try {
    return await threads.run(async (api) => {
      const input = await readInput(path, name);
      if (!input.ok) return input;
      watch.sign();
      const onProgress = proxy((progress: Progress) => {
        watch.sign();
        bar.update(progress);
      });
      const file = transfer(input.value, [input.value.bytes.buffer]);
      return Promise.race([job(api, file, onProgress), watch.silence]);
    });
  } catch (error) {
    if (error instanceof PoolStopped) throw error;
    return { ok: false, error: describeCrash(error) };
  } finally {
    watch.end();
  }
}

class Silent extends Error {}

function watchSilence() {
  let timer: NodeJS.Timeout | undefined;
  let reject: (error: Error) => void = () => {};
  const silence = new Promise<never>((_resolve, rejectSilence) => {
    reject = rejectSilence;
  });
  silence.catch(() => {});
  return {
    silence,
    sign() {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new Silent()), SILENCE_MS_MAX);
      timer.unref();
    },
    end: () => clearTimeout(timer),
  };
}

function describeCrash(error: unknown): Failure {
  if (error instanceof Silent) return { code: 'timed-out', message: silent };
  if (error instanceof ThreadDied && error.outOfMemory) return { code: 'too-large', message: outOfMemory };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal-error',
    message: {
      zh: `勾稽自己出了错，这份文件没有核对。请报告这一句：${detail}`,
      en: `Tieout itself failed; this file was not checked. Please report this: ${detail}`,
    },
  };
}

const silent: Message = {
  zh: '五分钟没有进展，已放弃。请拆成几份后再核对。',
  en: 'There was no progress for five minutes; it was given up. Split the file and check the parts.',
};

const outOfMemory: Message = {
  zh: '内存不够读完这份文件。可以按页拆开后分别核对。',
  en: 'There is not enough memory for this file. Split it by pages and check the parts.',
};
