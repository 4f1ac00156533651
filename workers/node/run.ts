import type { Failure } from '../../core/model/source.ts';
import type { Pool } from '../pool.ts';
import type { Output } from './output.ts';
import type { ProgressBar } from './progress-bar.ts';
import type { ThreadApi } from './thread-api.ts';

/** What a command works with while it runs. */
export interface Run {
  /** Name of each file, in the order of the files. */
  readonly names: readonly string[];
  readonly threads: Pool<ThreadApi>;
  readonly bar: ProgressBar;
  readonly output: Output;
  /** Tells on stderr that a file could not be read, and what to do. */
  sayFailure(name: string, failure: Failure): void;
}
