import { describe, expect, it } from 'vitest';
import { createPool, PoolStopped } from '../../workers/pool.ts';

interface Fake {
  readonly number: number;
}

function startFakes() {
  const stopped: number[] = [];
  let count = 0;
  const kill: ((error: Error) => void)[] = [];
  const start = () => {
    const number = count++;
    const died = new Promise<never>((_resolve, reject) => {
      kill[number] = reject;
    });
    died.catch(() => {});
    return { api: { number } as Fake, died, stop: () => void stopped.push(number) };
  };
  return { start, stopped, kill, countStarted: () => count };
}

describe('createPool', () => {
  it('runs at most as many jobs at once as it has workers, and starts no more workers than jobs', async () => {
    const { start, countStarted } = startFakes();
    const pool = createPool(2, start);
    let underWay = 0;
    let most = 0;
    const job = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 2));
      underWay -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => pool.run(job)));
    expect(most).toBe(2);
    expect(countStarted()).toBe(2);
  });

  it('replaces a worker that died, and only its own job fails', async () => {
    const { start, kill, stopped } = startFakes();
    const pool = createPool(1, start);
    const first = pool.run(() => new Promise(() => {}));
    const second = pool.run(async ({ number }) => number);
    kill[0]?.(new Error('out of memory'));
    await expect(first).rejects.toThrow('out of memory');
    await expect(second).resolves.toBe(1);
    expect(stopped).toEqual([0]);
  });

  it('rejects running and waiting jobs when it is stopped', async () => {
    const { start, stopped } = startFakes();
    const pool = createPool(1, start);
    const jobs = [pool.run(() => new Promise(() => {})), pool.run(async () => 1)];
    pool.stop();
    const outcomes = await Promise.allSettled(jobs);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason)).toEqual([
      expect.any(PoolStopped),
      expect.any(PoolStopped),
    ]);
    expect(stopped).toContain(0);
  });
});
