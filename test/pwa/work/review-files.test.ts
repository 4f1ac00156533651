import { zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { zh } from '../../../pwa/i18n/zh.ts';
import type { WorkspaceDatabase } from '../../../pwa/storage/database.ts';
import { hashBytes } from '../../../pwa/storage/hash.ts';
import { projectWorkspace } from '../../../pwa/storage/project.ts';
import type { ObtainedFile } from '../../../pwa/storage/record.ts';
import { loadReview } from '../../../pwa/work/load-review.ts';
import { obtain, type Reviewer, reviewFiles, sortFiles } from '../../../pwa/work/review-files.ts';
import { finding, publication, review } from '../fixtures.ts';
import { bytesOf, dropAll, freshDatabase } from '../support.ts';

afterEach(dropAll);

const file = (name: string, text: string): ObtainedFile => ({
  name,
  mediaType: '',
  bytes: bytesOf(text),
  method: 'dropped',
});

/** Reviews anything as one publication a file with one error. */
const reviewer: Reviewer = async (files) => ({
  review: review(
    await Promise.all(
      files.map(async ({ name, bytes }) => publication(await hashBytes(bytes), name, [finding('f')])),
    ),
  ),
  documents: [],
});

const setting = (db: WorkspaceDatabase, how: Reviewer = reviewer, signal = new AbortController().signal) => ({
  db,
  review: how,
  engine: 'test',
  text: zh,
  signal,
  onProgress: () => {},
});

const workspaceOf = async (db: WorkspaceDatabase) => projectWorkspace(await db.events.toArray());

describe('reviewFiles', () => {
  it('stores bytes, capture, case and review, and names the case after body and year', async () => {
    const db = freshDatabase();
    const result = await reviewFiles({ files: [file('a.html', 'alpha')] }, setting(db));
    const sha256 = await hashBytes(bytesOf('alpha'));
    expect(result).toMatchObject({ ok: true, value: { end: 'reviewed', only: sha256 } });
    const state = [...(await workspaceOf(db)).cases.values()][0]!;
    expect(state).toMatchObject({ title: '某局 2024 年', documents: [sha256] });
    expect(state.review?.body.documents[0]).toMatchObject({ errors: 1, figures: { total: 4 } });
    expect((await loadReview(db, state.review!.body.review))?.publications[0]?.findings[0]?.id).toBe('f');
    // The reader knows the kind; the browser had none to offer.
    expect((await workspaceOf(db)).documents.get(sha256)?.mediaType).toBe('text/html');
  });

  it('reviews a case’s older documents together with the new ones, and takes the same bytes once', async () => {
    const db = freshDatabase();
    await reviewFiles({ files: [file('a.html', 'alpha')] }, setting(db));
    const { cases, documents } = await workspaceOf(db);
    const known = { state: [...cases.values()][0]!, documents };
    await reviewFiles({ files: [file('b.html', 'beta'), file('again.html', 'alpha')], known }, setting(db));
    const state = [...(await workspaceOf(db)).cases.values()][0]!;
    expect(state.documents).toHaveLength(2);
    expect(state.review?.body.documents.map(({ name }) => name)).toEqual(['a.html', 'b.html']);
    expect((await db.events.toArray()).filter(({ kind }) => kind === 'captured')).toHaveLength(2);
  });

  it('keeps the bytes of a cancelled review in a case that was not checked', async () => {
    const db = freshDatabase();
    const controller = new AbortController();
    const never: Reviewer = (_files, _onProgress, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const running = reviewFiles({ files: [file('a.html', 'alpha')] }, setting(db, never, controller.signal));
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort();
    expect(await running).toMatchObject({ ok: true, value: { end: 'cancelled' } });
    const state = [...(await workspaceOf(db)).cases.values()][0]!;
    expect(state).toMatchObject({ title: 'a', documents: [await hashBytes(bytesOf('alpha'))] });
    expect(state.review).toBeUndefined();
    expect(await db.blobs.count()).toBe(1);
  });

  it('keeps a file that cannot be read as evidence, with the reason beside it', async () => {
    const db = freshDatabase();
    const message = { zh: '文件加了密码。', en: 'The file needs a password.' };
    const refusing: Reviewer = async () => ({
      review: review([], [{ name: 'a.pdf', code: 'encrypted', message }]),
      documents: [],
    });
    await reviewFiles({ files: [file('a.pdf', 'x')] }, setting(db, refusing));
    const state = [...(await workspaceOf(db)).cases.values()][0]!;
    expect(state.review?.body.failures).toEqual([
      { document: await hashBytes(bytesOf('x')), name: 'a.pdf', code: 'encrypted', message },
    ]);
  });

  it('stores nothing and says so when there is no space', async () => {
    const db = freshDatabase();
    db.blobs.hook('creating', () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const result = await reviewFiles({ files: [file('a.html', 'alpha')] }, setting(db));
    expect(result).toMatchObject({ ok: false, error: { code: 'quota' } });
    expect(await db.events.count()).toBe(0);
  });
});

describe('obtain', () => {
  it('takes the files of an archive for themselves, and numbers files of one name', async () => {
    const zip = new File(
      [zipSync({ 'a.html': bytesOf('<p>1</p>'), 'b/a.html': bytesOf('<p>2</p>') })],
      'x.zip',
    );
    const files = await obtain([zip, new File(['<p>3</p>'], 'a.html')], 'dropped');
    expect(files.map(({ name, title }) => [name, title])).toEqual([
      ['a.html', 'x.zip'],
      ['b/a.html', 'x.zip'],
      ['a (2).html', undefined],
    ]);
  });

  it('leaves an archive that cannot be opened as it is', async () => {
    const broken = new File([zipSync({ 'a.html': bytesOf('<p>1</p>') }).slice(0, 40)], 'x.zip');
    expect((await obtain([broken], 'picked')).map(({ name }) => name)).toEqual(['x.zip']);
  });
});

describe('sortFiles', () => {
  it('reads each file by itself and says which of how many it is; cancelled, it gives what was read', async () => {
    const controller = new AbortController();
    const told: (number | undefined)[] = [];
    const files = ['a.html', 'b.html', 'c.html'].map((name) => file(name, name));
    const sorted = await sortFiles(files, {
      signal: controller.signal,
      onProgress: ({ fileNumber, fileCount }) => told.push(fileNumber, fileCount),
      review: async (inputs, onProgress, signal) => {
        onProgress({ stage: 'reading', file: inputs[0]!.name });
        if (inputs[0]!.name === 'c.html') controller.abort();
        signal.throwIfAborted();
        return reviewer(inputs, onProgress, signal);
      },
    });
    expect(sorted.map(({ file, entity, year }) => [file.name, entity, year])).toEqual([
      ['a.html', '某局', 2024],
      ['b.html', '某局', 2024],
    ]);
    expect(told).toEqual([1, 3, 2, 3, 3, 3]);
  });

  it('goes on after a file on which the engine breaks off', async () => {
    const sorted = await sortFiles([file('a.html', 'a'), file('b.html', 'b')], {
      signal: new AbortController().signal,
      onProgress: () => {},
      review: async (inputs, ...rest) => {
        if (inputs[0]!.name === 'a.html') throw new Error('broken');
        return reviewer(inputs, ...rest);
      },
    });
    expect(sorted.map(({ reviewed }) => reviewed.review.failures.map(({ code }) => code))).toEqual([
      ['internal-error'],
      [],
    ]);
  });
});
