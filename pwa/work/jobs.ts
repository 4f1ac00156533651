import type { Progress } from '../../workers/api.ts';

/** A review in hand. It goes on while other views are looked at. */
export interface Job {
  readonly id: string;
  /** The case that the files go to; absent for a new one, whose id is only known at the end. */
  readonly caseId?: string | undefined;
  readonly names: readonly string[];
  readonly progress?: Progress | undefined;
  readonly cancel: () => void;
}

/** The list of work in hand, with listeners: the one piece of state that is not in the database. */
export class Jobs {
  #jobs: readonly Job[] = [];
  readonly #listeners = new Set<() => void>();

  get all(): readonly Job[] {
    return this.#jobs;
  }

  put(job: Job): void {
    const known = this.#jobs.some(({ id }) => id === job.id);
    this.#set(known ? this.#jobs.map((one) => (one.id === job.id ? job : one)) : [...this.#jobs, job]);
  }

  remove(id: string): void {
    this.#set(this.#jobs.filter((job) => job.id !== id));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(jobs: readonly Job[]): void {
    this.#jobs = jobs;
    for (const listener of this.#listeners) listener();
  }
}
