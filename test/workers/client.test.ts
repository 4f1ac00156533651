import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { ReviewApi } from '../../workers/api.ts';
import { createReviewClient, type ReviewWorker } from '../../workers/client.ts';

const file = { name: 'a.html', bytes: new Uint8Array(1) };

/** A worker in the same thread: its engine never ends where the file's name says so. */
function startFakeWorkers() {
  const started: { terminated: boolean }[] = [];
  const api: ReviewApi = {
    read: async ({ name }, onProgress) => {
      if (name === 'endless') return new Promise(() => {});
      await onProgress?.({ stage: 'reading', file: name, done: 1, total: 2 });
      return { ok: false, error: { code: 'empty', message: { zh: '空', en: 'empty' } } };
    },
    review: async () => ({
      review: { schema: 'tieout/review@1', publications: [], case: { findings: [] }, failures: [] },
      documents: [],
    }),
    recheck: async () => ({
      schema: 'tieout/review@1',
      publications: [],
      case: { findings: [] },
      failures: [],
    }),
  };
  const startWorker = (): ReviewWorker => {
    const { port1, port2 } = new MessageChannel();
    expose(api, port1);
    port2.start();
    const state = { terminated: false };
    started.push(state);
    return Object.assign(port2, {
      terminate: () => {
        state.terminated = true;
        port1.close();
      },
    }) as unknown as ReviewWorker;
  };
  return { started, startWorker };
}

describe('createReviewClient', () => {
  it('hands over values and progress, and keeps one worker for several calls', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker });
    const seen: unknown[] = [];
    const reading = await client.read(file, { onProgress: (progress) => seen.push(progress) });
    await client.review([file], {});
    expect(reading).toMatchObject({ ok: false, error: { code: 'empty' } });
    expect(seen).toEqual([{ stage: 'reading', file: 'a.html', done: 1, total: 2 }]);
    expect(started).toHaveLength(1);
    client.close();
  });

  it('starts no worker for a signal that is aborted already', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker });
    await expect(client.read(file, { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(started).toHaveLength(0);
  });

  it('stops the worker on abort, and the next call starts a new one', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker });
    const abort = new AbortController();
    const endless = client.read({ ...file, name: 'endless' }, { signal: abort.signal });
    abort.abort();
    await expect(endless).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toEqual([{ terminated: true }]);
    await client.read(file);
    expect(started).toEqual([{ terminated: true }, { terminated: false }]);
    client.close();
  });

  it('leaves other calls alone when one of them is aborted', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker });
    const abort = new AbortController();
    const endless = client.read({ ...file, name: 'endless' }, { signal: abort.signal });
    const other = client.review([file], {});
    abort.abort();
    await expect(endless).rejects.toMatchObject({ name: 'AbortError' });
    await expect(other).resolves.toMatchObject({ documents: [] });
    expect(started).toHaveLength(1);
    client.close();
  });

  it('stops a worker that has had nothing to do', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker, idleMsMax: 5 });
    await client.read(file);
    expect(started).toEqual([{ terminated: false }]);
    await expect.poll(() => started).toEqual([{ terminated: true }]);
  });

  it('rejects what is under way when it is closed', async () => {
    const { started, startWorker } = startFakeWorkers();
    const client = createReviewClient({ startWorker });
    const endless = client.read({ ...file, name: 'endless' });
    client.close();
    await expect(endless).rejects.toMatchObject({ name: 'AbortError' });
    expect(started).toEqual([{ terminated: true }]);
  });
});
