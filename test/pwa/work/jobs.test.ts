import { describe, expect, it } from 'vitest';
import { Jobs } from '../../../pwa/work/jobs.ts';

describe('Jobs', () => {
  it('hears nothing more of a job that is over: progress of a worker may come after its result', () => {
    const jobs = new Jobs();
    const job = { id: 'a', names: ['a.pdf'], cancel: () => {} };
    jobs.put(job);
    expect(jobs.isBusy).toBe(true);
    jobs.remove('a');
    jobs.put({ ...job, progress: { stage: 'reviewing', file: 'a.pdf' } });
    expect(jobs.all).toEqual([]);
    expect(jobs.isBusy).toBe(false);
  });

  it('is busy while files wait to be sorted, and tells its listeners', () => {
    const jobs = new Jobs();
    let told = 0;
    const stop = jobs.subscribe(() => {
      told += 1;
    });
    jobs.propose({ id: 'p', files: [], unread: [] });
    expect(jobs.isBusy).toBe(true);
    jobs.settle('p');
    expect(jobs.isBusy).toBe(false);
    expect(told).toBe(2);
    stop();
  });
});
