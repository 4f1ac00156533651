import type { Progress, ReviewedFiles } from '../../workers/api.ts';
import type { ObtainedFile } from '../storage/record.ts';
import type { KnownFile } from './propose-cases.ts';

/** A review in hand. It goes on while other views are looked at. */
export interface Job {
  readonly id: string;
  /** The case that the files go to; absent for a new one, whose id is only known at the end. */
  readonly caseId?: string | undefined;
  readonly names: readonly string[];
  readonly progress?: Progress | undefined;
  readonly cancel: () => void;
}

/** A file of several that were dropped together, as it was read. */
export interface SortedFile extends KnownFile {
  readonly file: ObtainedFile;
  readonly reviewed: ReviewedFiles;
}

/** Files that were read and wait for the reviewer to say which of them make a case. Nothing of them is stored yet. */
export interface Proposal {
  readonly id: string;
  readonly files: readonly SortedFile[];
  /** Names of files that were given but not read, because the reading was cancelled. */
  readonly unread: readonly string[];
}

/** The list of work in hand, with listeners: the one piece of state that is not in the database. */
export class Jobs {
  #jobs: readonly Job[] = [];
  #proposals: readonly Proposal[] = [];
  /** Ids of jobs that are over: a worker's last words may come after them. */
  readonly #ended = new Set<string>();
  readonly #listeners = new Set<() => void>();

  get all(): readonly Job[] {
    return this.#jobs;
  }

  get proposals(): readonly Proposal[] {
    return this.#proposals;
  }

  /** Something that closing the page would lose. */
  get isBusy(): boolean {
    return this.#jobs.length > 0 || this.#proposals.length > 0;
  }

  propose(proposal: Proposal): void {
    this.#proposals = [...this.#proposals, proposal];
    this.#tell();
  }

  /** The proposal was taken or put away. */
  settle(id: string): void {
    this.#proposals = this.#proposals.filter((one) => one.id !== id);
    this.#tell();
  }

  /** Puts a job, or its progress; what is heard of it after its end is of no interest any more. */
  put(job: Job): void {
    if (this.#ended.has(job.id)) return;
    const known = this.#jobs.some(({ id }) => id === job.id);
    this.#set(known ? this.#jobs.map((one) => (one.id === job.id ? job : one)) : [...this.#jobs, job]);
  }

  remove(id: string): void {
    this.#ended.add(id);
    this.#set(this.#jobs.filter((job) => job.id !== id));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(jobs: readonly Job[]): void {
    this.#jobs = jobs;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
