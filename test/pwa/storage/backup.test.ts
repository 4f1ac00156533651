import { unzipSync, zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../../pwa/storage/append.ts';
import { makeBackup, readBackup, restoreBackup } from '../../../pwa/storage/backup.ts';
import type { WorkspaceDatabase } from '../../../pwa/storage/database.ts';
import { hashBytes } from '../../../pwa/storage/hash.ts';
import { readDurability } from '../../../pwa/storage/persistence.ts';
import { projectWorkspace } from '../../../pwa/storage/project.ts';
import { bytesOf, dropAll, freshDatabase } from '../support.ts';

afterEach(dropAll);

async function fill(db: WorkspaceDatabase, caseId: string, text: string) {
  const bytes = bytesOf(text);
  const document = await hashBytes(bytes);
  const body = { document, name: `${caseId}.txt`, mediaType: 'text/plain', size: bytes.length };
  await appendEvents(
    db,
    [
      { kind: 'case-created', body: { case: caseId, title: caseId } },
      { kind: 'captured', body: { ...body, method: 'dropped' } },
      { kind: 'document-added', body: { case: caseId, document } },
    ],
    [{ kind: 'source', mediaType: 'text/plain', bytes }],
  );
  return document;
}

async function backupOf(db: WorkspaceDatabase): Promise<Uint8Array<ArrayBuffer>> {
  const backup = await makeBackup(db, new Date('2026-11-20T09:20:00Z'));
  if (!backup.ok) throw new Error(backup.error.code);
  return new Uint8Array(await backup.value.file.arrayBuffer());
}

/** The zip with some of its files changed. */
function altered(
  zip: Uint8Array,
  change: (files: Record<string, Uint8Array>) => void,
): Uint8Array<ArrayBuffer> {
  const files = unzipSync(zip);
  change(files);
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

async function planOf(db: WorkspaceDatabase, zip: Uint8Array<ArrayBuffer>) {
  const plan = await readBackup(db, zip);
  if (!plan.ok) throw new Error(plan.error.code);
  return plan.value;
}

describe('backup and restore', () => {
  it('gives back on another device what was there', async () => {
    const [db, other] = [freshDatabase(), freshDatabase()];
    await fill(db, 'a', 'alpha');
    const plan = await planOf(other, await backupOf(db));
    expect(plan).toMatchObject({ newEvents: 3, newBlobs: 1, damaged: [] });
    expect(await restoreBackup(other, plan)).toEqual({ ok: true, value: { events: 3, blobs: 1 } });
    expect(projectWorkspace(await other.events.toArray())).toEqual(
      projectWorkspace(await db.events.toArray()),
    );
  });

  it('is a union: what is here stays, and a second restore adds nothing', async () => {
    const [db, other] = [freshDatabase(), freshDatabase()];
    await fill(db, 'a', 'alpha');
    await fill(other, 'b', 'beta');
    const zip = await backupOf(db);
    await restoreBackup(other, await planOf(other, zip));
    expect([...projectWorkspace(await other.events.toArray()).cases.keys()].sort()).toEqual(['a', 'b']);
    expect(await planOf(other, zip)).toMatchObject({ newEvents: 0, newBlobs: 0 });
    await restoreBackup(other, await planOf(other, zip));
    expect(await other.events.count()).toBe(6);
    expect(await other.blobs.count()).toBe(2);
  });

  it('names a file whose bytes were changed, and restores the others', async () => {
    const db = freshDatabase();
    const bad = await fill(db, 'a', 'alpha');
    const good = await fill(db, 'b', 'beta');
    const zip = altered(await backupOf(db), (files) => {
      files[`blobs/${bad}`] = bytesOf('alphA');
    });
    const other = freshDatabase();
    const plan = await planOf(other, zip);
    expect(plan.damaged).toEqual([{ name: bad, problem: 'hash' }]);
    await restoreBackup(other, plan);
    expect(await other.blobs.toCollection().primaryKeys()).toEqual([good]);
  });

  it('leaves out an event that was altered, by the hash that the next one keeps of it', async () => {
    const db = freshDatabase();
    await fill(db, 'a', 'alpha');
    const zip = altered(await backupOf(db), (files) => {
      const text = new TextDecoder().decode(files['events.ndjson']);
      files['events.ndjson'] = bytesOf(text.replace('"title":"a"', '"title":"b"'));
    });
    const plan = await planOf(freshDatabase(), zip);
    expect(plan.damaged.map(({ problem }) => problem)).toEqual(['chain']);
    expect(plan.events.map(({ kind }) => kind)).not.toContain('case-created');
  });

  it('refuses a backup of a newer version as a whole, and what is no backup', async () => {
    const db = freshDatabase();
    await fill(db, 'a', 'alpha');
    const zip = await backupOf(db);
    const newerEvent = altered(zip, (files) => {
      const text = new TextDecoder().decode(files['events.ndjson']);
      files['events.ndjson'] = bytesOf(text.replace('"kind":"captured"', '"kind":"teleported"'));
    });
    const newerSchema = altered(zip, (files) => {
      const text = new TextDecoder().decode(files['tieout-backup.json']);
      files['tieout-backup.json'] = bytesOf(text.replace('backup@1', 'backup@2'));
    });
    for (const refused of [newerEvent, newerSchema]) {
      expect(await readBackup(db, refused)).toMatchObject({ ok: false, error: { code: 'newer-data' } });
    }
    expect(await readBackup(db, bytesOf('not a zip'))).toMatchObject({
      ok: false,
      error: { code: 'damaged-data' },
    });
  });

  it('knows what no backup has yet', async () => {
    const db = freshDatabase();
    await fill(db, 'a', 'alpha');
    expect(await readDurability(db)).toMatchObject({ notBackedUp: 3 });
    await backupOf(db);
    await fill(db, 'b', 'beta');
    expect(await readDurability(db)).toMatchObject({
      notBackedUp: 3,
      eventCount: 6,
      lastBackupAt: '2026-11-20T09:20:00.000Z',
    });
  });
});
