import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepEvidence, readWorkspace } from '../../extension/panel/store.ts';
import { messagesOf } from '../../pwa/i18n/language.ts';
import { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import { decide, type ObtainedFile } from '../../pwa/storage/record.ts';
import { reviewFiles } from '../../pwa/work/review-files.ts';
import { emptyReview } from '../../workers/engine.ts';

let count = 0;
let db: WorkspaceDatabase;
beforeEach(() => {
  count += 1;
  db = new WorkspaceDatabase(`store-${count}`);
});

const fileOf = (text: string, more: Partial<ObtainedFile> = {}): ObtainedFile => ({
  name: 'budget.pdf',
  mediaType: 'application/pdf',
  bytes: new TextEncoder().encode(text),
  method: 'tab-bytes',
  address: 'https://portal.example/budget.pdf',
  ...more,
});
const pageOf = (text: string): ObtainedFile =>
  fileOf(text, {
    name: '预算',
    method: 'page',
    address: 'https://portal.example/page',
    snapshot: new Uint8Array([60]),
  });

async function keep(title: string, files: readonly ObtainedFile[]) {
  const kept = await keepEvidence(db, title, files);
  if (!kept.ok) throw new Error(kept.error.detail);
  return kept.value;
}

describe('keepEvidence', () => {
  it('keeps bytes, snapshot, capture and case before anything is read', async () => {
    const { caseId, documents } = await keep('预算', [pageOf('tree')]);
    expect(await db.blobs.count()).toBe(2);
    const workspace = await readWorkspace(db);
    expect(workspace.cases.get(caseId)?.documents).toEqual(documents);
    expect(workspace.documents.get(documents[0] ?? '')).toMatchObject({ method: 'page', name: '预算' });
  });

  it('makes no second case and no second capture of the same bytes', async () => {
    const first = await keep('a', [fileOf('%PDF-1')]);
    const events = await db.events.count();
    const again = await keep('a', [fileOf('%PDF-1')]);
    expect(again).toEqual({ ...first, known: true });
    expect(await db.events.count()).toBe(events);
  });

  it('puts a page that changed in the place of its earlier capture, with the decisions made there', async () => {
    const first = await keep('a', [pageOf('before')]);
    const state = (await readWorkspace(db)).cases.get(first.caseId);
    if (!state) throw new Error('no case');
    await decide(db, state, 'f1', 'confirmed');
    const second = await keep('a', [pageOf('after')]);
    expect(second.caseId).toBe(first.caseId);
    const after = (await readWorkspace(db)).cases.get(first.caseId);
    expect(after?.documents).toEqual(second.documents);
    expect(after?.decisions.get('f1')?.agreed).toBe('confirmed');
    // The earlier evidence is still there.
    expect(await db.blobs.get(first.documents[0] ?? '')).toBeDefined();
  });

  it('keeps files of one name and another content apart', async () => {
    const first = await keep('a', [fileOf('%PDF-1')]);
    const second = await keep('a', [fileOf('%PDF-2')]);
    expect(second.caseId).not.toBe(first.caseId);
  });
});

describe('a review of evidence that was kept first', () => {
  it('knows which document could not be read', async () => {
    const { caseId, documents } = await keep('scan', [fileOf('%PDF-scan')]);
    const workspace = await readWorkspace(db);
    const state = workspace.cases.get(caseId);
    if (!state) throw new Error('no case');
    const message = { zh: '扫描', en: 'scanned' };
    const result = await reviewFiles(
      { files: [], known: { state, documents: workspace.documents } },
      {
        db,
        engine: 'test',
        text: messagesOf('zh'),
        signal: new AbortController().signal,
        onProgress: () => {},
        review: async (files) => ({
          review: {
            ...emptyReview,
            failures: files.map(({ name }) => ({ name, code: 'scanned-pages', message })),
          },
          documents: [],
        }),
      },
    );
    expect(result.ok).toBe(true);
    const reviewed = (await readWorkspace(db)).cases.get(caseId)?.review;
    expect(reviewed?.body.failures).toEqual([
      { document: documents[0], name: 'budget.pdf', code: 'scanned-pages', message },
    ]);
  });
});
