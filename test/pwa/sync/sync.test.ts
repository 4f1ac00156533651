import { afterEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../../pwa/storage/append.ts';
import type { WorkspaceDatabase } from '../../../pwa/storage/database.ts';
import { hashBytes } from '../../../pwa/storage/hash.ts';
import { projectWorkspace } from '../../../pwa/storage/project.ts';
import { decide } from '../../../pwa/storage/record.ts';
import { answerSync } from '../../../pwa/sync/answer.ts';
import { CHUNK_BYTES, SYNC_RECEIVER } from '../../../pwa/sync/protocol.ts';
import { type Carrier, synchronise } from '../../../pwa/sync/synchronise.ts';
import { bytesOf, dropAll, freshDatabase } from '../support.ts';

afterEach(dropAll);

/** Carries messages as the browser does: as JSON, within its size. */
const carrierTo =
  (db: WorkspaceDatabase): Carrier =>
  async (message) => {
    const sent = JSON.stringify(message);
    const answer = JSON.stringify(await answerSync(db, JSON.parse(sent)));
    expect(Math.max(sent.length, answer.length)).toBeLessThan(64 * 1024 * 1024);
    return JSON.parse(answer);
  };

async function capture(db: WorkspaceDatabase, caseId: string, bytes: Uint8Array<ArrayBuffer>) {
  const document = await hashBytes(bytes);
  const size = bytes.length;
  const result = await appendEvents(
    db,
    [
      { kind: 'case-created', body: { case: caseId, title: caseId } },
      {
        kind: 'captured',
        body: { document, name: 'a.pdf', mediaType: 'application/pdf', size, method: 'tab-bytes' },
      },
      { kind: 'document-added', body: { case: caseId, document } },
    ],
    [{ kind: 'source', mediaType: 'application/pdf', bytes }],
  );
  expect(result.ok).toBe(true);
  return document;
}

const workspaceOf = async (db: WorkspaceDatabase) => projectWorkspace(await db.events.toArray());

describe('synchronise', () => {
  it('brings events and bytes over, and decisions back', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    const document = await capture(extension, 'c', bytesOf('%PDF-1.7 one'));
    const first = await synchronise(pwa, carrierTo(extension));
    expect(first).toMatchObject({ ok: true, report: { received: 3, receivedBlobs: 1, sent: 0, gaps: [] } });
    expect((await pwa.blobs.get(document))?.bytes).toEqual(bytesOf('%PDF-1.7 one'));

    await decide(pwa, (await workspaceOf(pwa)).cases.get('c')!, 'f', 'confirmed');
    expect(await synchronise(pwa, carrierTo(extension))).toMatchObject({ report: { received: 0, sent: 1 } });
    const there = (await workspaceOf(extension)).cases.get('c');
    expect(there?.decisions.get('f')?.agreed).toBe('confirmed');
    expect(await workspaceOf(pwa)).toEqual(await workspaceOf(extension));
  });

  it('does nothing more when run again', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    await capture(extension, 'c', bytesOf('x'));
    await capture(pwa, 'd', bytesOf('y'));
    await synchronise(pwa, carrierTo(extension));
    const again = await synchronise(pwa, carrierTo(extension));
    expect(again).toMatchObject({ report: { received: 0, sent: 0, receivedBlobs: 0, sentBlobs: 0 } });
    expect(await extension.blobs.count()).toBe(2);
  });

  it('carries a blob of several chunks both ways, byte for byte', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    const large = new Uint8Array(2 * CHUNK_BYTES + 17).map((_, index) => (index * 31) % 251);
    const there = await capture(extension, 'c', large);
    const here = await capture(pwa, 'd', large.slice(0, CHUNK_BYTES + 1));
    const outcome = await synchronise(pwa, carrierTo(extension));
    expect(outcome).toMatchObject({ ok: true, report: { receivedBlobs: 1, sentBlobs: 1 } });
    expect(await hashBytes((await pwa.blobs.get(there))!.bytes)).toBe(there);
    expect(await hashBytes((await extension.blobs.get(here))!.bytes)).toBe(here);
    expect(await pwa.partials.count()).toBe(0);
    expect(await extension.partials.count()).toBe(0);
  });

  it('loses nothing when cut off after any message, and goes on where it stopped', async () => {
    for (const cut of [1, 3, 4, 6, 9]) {
      const [pwa, extension] = [freshDatabase(), freshDatabase()];
      await capture(extension, 'c', new Uint8Array(CHUNK_BYTES + 5).fill(7));
      await capture(pwa, 'd', bytesOf('here'));
      let messages = 0;
      const dying: Carrier = (message) => {
        messages += 1;
        return messages === cut ? Promise.reject(new Error('port closed')) : carrierTo(extension)(message);
      };
      await synchronise(pwa, dying);
      // Whatever came over is whole: no event stands without its bytes.
      for (const db of [pwa, extension]) {
        for (const sha256 of (await workspaceOf(db)).documents.keys()) {
          expect(await db.blobs.get(sha256)).toBeDefined();
        }
      }
      expect(await synchronise(pwa, carrierTo(extension))).toMatchObject({ ok: true });
      expect(await workspaceOf(pwa)).toEqual(await workspaceOf(extension));
      expect((await workspaceOf(pwa)).cases.size).toBe(2);
    }
  });

  it('says that no one answers when the extension is gone', async () => {
    const outcome = await synchronise(freshDatabase(), async () => undefined);
    expect(outcome).toMatchObject({ ok: false, problem: 'no-answer' });
  });

  it('takes nothing of a batch that a newer version wrote', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    await capture(extension, 'c', bytesOf('x'));
    const newer: Carrier = async (message) => {
      const answer = (await carrierTo(extension)(message)) as { events?: { kind: string }[] };
      if (answer.events?.[2]) answer.events[2].kind = 'teleported';
      return answer;
    };
    expect(await synchronise(pwa, newer)).toMatchObject({ ok: false, problem: 'newer' });
    expect(await pwa.events.count()).toBe(0);
    expect(await pwa.blobs.count()).toBe(0);
  });

  it('refuses a chunk whose bytes were changed on the way', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    await capture(extension, 'c', bytesOf('x'));
    const altering: Carrier = async (message) => {
      const answer = (await carrierTo(extension)(message)) as { chunk?: { data: string } };
      if (answer.chunk) answer.chunk.data = btoa('y');
      return answer;
    };
    expect(await synchronise(pwa, altering)).toMatchObject({ ok: false, problem: 'damaged' });
    expect(await pwa.events.count()).toBe(0);
  });

  it('notices a gap and fills it when the lost event turns up', async () => {
    const [pwa, extension] = [freshDatabase(), freshDatabase()];
    await capture(extension, 'c', bytesOf('x'));
    const lost = (await extension.events.orderBy('[deviceId+seq]').toArray())[1]!;
    await extension.events.delete(lost.id);
    const outcome = await synchronise(pwa, carrierTo(extension));
    expect(outcome).toMatchObject({ report: { gaps: [{ deviceId: lost.deviceId, from: 2, to: 2 }] } });
    await extension.events.add(lost);
    expect(await synchronise(pwa, carrierTo(extension))).toMatchObject({ report: { gaps: [] } });
    expect(await pwa.events.count()).toBe(3);
  });
});

describe('answerSync', () => {
  it('answers a request that it cannot read with a refusal, not with silence', async () => {
    const db = freshDatabase();
    expect(await answerSync(db, { to: SYNC_RECEIVER, protocol: 1, type: 'format-disk' })).toMatchObject({
      ok: false,
      problem: 'unreadable-request',
    });
    expect(await answerSync(db, { to: SYNC_RECEIVER, protocol: 99, type: 'hello' })).toMatchObject({
      ok: false,
      problem: 'newer',
    });
  });
});
