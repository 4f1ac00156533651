import { afterEach, describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import { reviewDocuments } from '../../../core/review.ts';
import { hashBytes } from '../../../pwa/storage/hash.ts';
import { projectWorkspace } from '../../../pwa/storage/project.ts';
import { correctReading, recordReview, undo } from '../../../pwa/storage/record.ts';
import {
  comparePublication,
  correctionsOf,
  followCorrections,
  restsOnCorrections,
} from '../../../pwa/work/corrections.ts';
import { ENGINE } from '../../../pwa/work/engine.ts';
import { loadReview } from '../../../pwa/work/load-review.ts';
import type { ReviewClient } from '../../../workers/client.ts';
import { drawDocument } from '../../support/draw-document.ts';
import { bytesOf, dropAll, freshDatabase } from '../support.ts';

afterEach(dropAll);

const client: ReviewClient = {
  read: async () => {
    throw new Error('the document as read is kept beside the review');
  },
  review: async () => {
    throw new Error('nothing is read again');
  },
  recheck: async (documents, options) => reviewDocuments(documents, options),
  close: () => {},
};

/** A case with one document, whose total 500 was read as 503. */
async function caseWithMisreading() {
  const db = freshDatabase();
  const bytes = bytesOf('a document');
  const drawn: Document = {
    ...drawDocument([
      {
        title: '支出预算总表',
        unit: '元',
        rows: `
      | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
      |---|---|---|---|---|
      | 208 | 社会保障和就业支出 | 503 | 400 | 100 |
      | 20805 | 养老支出 | 300 | 250 | 50 |
      | 20810 | 社会福利 | 200 | 150 | 50 |`,
      },
    ]),
    sha256: await hashBytes(bytes),
  };
  const review = reviewDocuments([drawn], { withChecks: true });
  const recorded = await recordReview(db, {
    title: 'case',
    files: [{ name: 'drawn', mediaType: 'text/html', bytes, method: 'dropped' }],
    review,
    documents: [drawn],
    engine: ENGINE,
  });
  if (!recorded.ok) throw new Error(recorded.error.code);
  const look = async () => {
    const { cases, documents } = projectWorkspace(await db.events.toArray());
    const state = cases.get(recorded.value.caseId)!;
    return { state, documents, review: (await loadReview(db, state.review!.body.review))! };
  };
  return { db, sha256: drawn.sha256, review, look };
}

const TOTAL = { table: 't1', row: 1, col: 2 };

describe('corrected readings of a case', () => {
  it('change the review once they are followed, and undoing one brings the old review back', async () => {
    const { db, sha256, look } = await caseWithMisreading();
    const first = await look();
    expect(first.review.publications[0]!.findings.length).toBeGreaterThan(0);
    const made = await correctReading(db, first.documents.get(sha256)!, TOTAL, '503', ' 500 ');
    if (!made.ok) throw new Error(made.error.code);

    const second = await look();
    const standing = correctionsOf(second.documents);
    expect(standing).toEqual([{ ...TOTAL, document: sha256, read: '503', corrected: '500' }]);
    expect(restsOnCorrections(second.review.publications, standing)).toBe(false);
    expect(await followCorrections(db, client, second.state, second.documents)).toEqual({
      ok: true,
      value: true,
    });

    const third = await look();
    expect(third.review.publications[0]).toMatchObject({ findings: [], corrections: [{ used: true }] });
    expect(restsOnCorrections(third.review.publications, standing)).toBe(true);
    expect(comparePublication(first.review, third.review, sha256, TOTAL)).toMatchObject({
      state: 'tied',
      come: [],
      gone: first.review.publications[0]!.findings.map(({ id }) => ({ id })),
    });

    await undo(db, made.value[0]!.id);
    const fourth = await look();
    expect(correctionsOf(fourth.documents)).toEqual([]);
    await followCorrections(db, client, fourth.state, fourth.documents);
    const last = await look();
    expect(last.review.publications).toEqual(first.review.publications);
  });

  it('that are taken back to the text as read are none any more, and the later of two counts', async () => {
    const { db, sha256, look } = await caseWithMisreading();
    for (const corrected of ['501', '500', '503']) {
      const { documents } = await look();
      await correctReading(db, documents.get(sha256)!, TOTAL, '503', corrected);
      const now = correctionsOf((await look()).documents).map((one) => one.corrected);
      expect(now).toEqual(corrected === '503' ? [] : [corrected]);
    }
  });

  it('are left unfollowed where the bytes of a document are not here', async () => {
    const { db, sha256, look } = await caseWithMisreading();
    const { documents } = await look();
    await correctReading(db, documents.get(sha256)!, TOTAL, '503', '500');
    await db.derived.clear();
    await db.blobs.delete(sha256);
    const { state, documents: now } = await look();
    expect(await followCorrections(db, client, state, now)).toEqual({ ok: true, value: false });
  });
});
