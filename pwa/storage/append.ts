import type { NewBlob, StoredBlob } from './blob.ts';
import type { WorkspaceDatabase } from './database.ts';
import { type EventDraft, hashEvent, type WorkspaceEvent } from './event.ts';
import { failureOf, type Stored, stored } from './failure.ts';
import { hashBytes } from './hash.ts';
import { deviceIdOf } from './settings.ts';

/**
 * Appends events of this device, together with the blobs that they speak of, in one transaction: either all is stored or
 * nothing. Times come from `now`, so that tests and imports can set them.
 *
 * Hashing is asynchronous and would end an IndexedDB transaction, so hashes are made first and the transaction looks
 * whether another tab appended meanwhile; then it is done again.
 */
export async function appendEvents(
  db: WorkspaceDatabase,
  drafts: readonly EventDraft[],
  blobs: readonly NewBlob[] = [],
  now: () => Date = () => new Date(),
): Promise<Stored<readonly WorkspaceEvent[]>> {
  try {
    const records = await Promise.all(blobs.map(toStored));
    const deviceId = await deviceIdOf(db);
    for (;;) {
      const last = await lastEvent(db, deviceId);
      const events = await chain(drafts, deviceId, last, now);
      const done = await db.transaction('rw', db.events, db.blobs, async () => {
        if ((await lastEvent(db, deviceId))?.id !== last?.id) return false;
        for (const record of records) {
          // A blob that is there already is the same bytes: writing it again would only cost time.
          if ((await db.blobs.where('sha256').equals(record.sha256).count()) === 0)
            await db.blobs.add(record);
        }
        await db.events.bulkAdd([...events]);
        return true;
      });
      if (done) return stored(events);
    }
  } catch (thrown) {
    return failureOf(thrown);
  }
}

export async function toStored({ kind, mediaType, bytes }: NewBlob): Promise<StoredBlob> {
  return { sha256: await hashBytes(bytes), kind, mediaType, size: bytes.length, bytes };
}

export function lastEvent(db: WorkspaceDatabase, deviceId: string): Promise<WorkspaceEvent | undefined> {
  return db.events.where('[deviceId+seq]').between([deviceId, 0], [deviceId, Number.MAX_SAFE_INTEGER]).last();
}

async function chain(
  drafts: readonly EventDraft[],
  deviceId: string,
  last: WorkspaceEvent | undefined,
  now: () => Date,
): Promise<readonly WorkspaceEvent[]> {
  const events: WorkspaceEvent[] = [];
  let previous = last;
  for (const draft of drafts) {
    const event: WorkspaceEvent = {
      ...draft,
      id: crypto.randomUUID(),
      deviceId,
      seq: (previous?.seq ?? 0) + 1,
      at: timeAfter(previous, now()),
      previousHash: previous ? await hashEvent(previous) : '',
    };
    events.push(event);
    previous = event;
  }
  return events;
}

/** A clock that was set back must not put a decision before the one it replaces: a device's times never fall. */
function timeAfter(previous: WorkspaceEvent | undefined, now: Date): string {
  const at = now.toISOString();
  return previous && previous.at > at ? previous.at : at;
}
