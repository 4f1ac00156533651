import { type BlobHead, blobHead, type StoredBlob } from '../storage/blob.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { blobsOfEvent, readEvent, type WorkspaceEvent } from '../storage/event.ts';
import { hashBytes } from '../storage/hash.ts';
import { type Have, haveOf } from '../storage/have.ts';
import { chunkCount, joinBytes, openChunk } from './chunks.ts';
import { type Chunk, EVENTS_MAX } from './protocol.ts';

/** Runs of sequence numbers that are missing before ones that are there: something was lost on the way. */
export async function gapsOf(
  db: WorkspaceDatabase,
): Promise<readonly { readonly deviceId: string; readonly from: number; readonly to: number }[]> {
  const gaps: { deviceId: string; from: number; to: number }[] = [];
  const keys = (await db.events.orderBy('[deviceId+seq]').keys()) as unknown as [string, number][];
  let before: readonly [string, number] = ['', 0];
  for (const [deviceId, seq] of keys) {
    const expected = before[0] === deviceId ? before[1] + 1 : 1;
    if (seq > expected) gaps.push({ deviceId, from: expected, to: seq - 1 });
    before = [deviceId, seq];
  }
  return gaps;
}

/** Events that `have` does not cover, each device's oldest first, at most `EVENTS_MAX`. */
export async function eventsSince(
  db: WorkspaceDatabase,
  have: Have,
): Promise<{ readonly events: readonly WorkspaceEvent[]; readonly more: boolean }> {
  const events = await db.events
    .orderBy('[deviceId+seq]')
    .filter(({ deviceId, seq }) => seq > (have[deviceId] ?? 0))
    .limit(EVENTS_MAX + 1)
    .toArray();
  return { events: events.slice(0, EVENTS_MAX), more: events.length > EVENTS_MAX };
}

export async function headsFor(
  db: WorkspaceDatabase,
  events: readonly WorkspaceEvent[],
): Promise<readonly BlobHead[]> {
  const wanted = [...new Set(events.flatMap(blobsOfEvent))];
  const heads: BlobHead[] = [];
  for (const sha256 of wanted) {
    const blob = await db.blobs.get(sha256);
    if (blob) heads.push(blobHead(blob));
  }
  return heads;
}

export async function missingBlobs(
  db: WorkspaceDatabase,
  heads: readonly BlobHead[],
): Promise<readonly BlobHead[]> {
  const missing: BlobHead[] = [];
  for (const head of heads) {
    if ((await db.blobs.where('sha256').equals(head.sha256).count()) === 0) missing.push(head);
  }
  return missing;
}

export type EventsReading =
  | { readonly ok: true; readonly events: readonly WorkspaceEvent[] }
  | { readonly ok: false; readonly problem: 'newer' | 'damaged'; readonly detail: string };

/** Reads a batch of events; one that cannot be read refuses the batch, for its device's later ones build on it. */
export function readEvents(values: readonly unknown[]): EventsReading {
  const events: WorkspaceEvent[] = [];
  for (const value of values) {
    const reading = readEvent(value);
    if (!reading.ok) return reading;
    events.push(reading.event);
  }
  return { ok: true, events };
}

/** Keeps a chunk until its blob is whole. False when its bytes are not what its hash says. */
export async function stageChunk(db: WorkspaceDatabase, chunk: Chunk): Promise<boolean> {
  const bytes = await openChunk(chunk);
  if (!bytes) return false;
  await db.partials.put({ sha256: chunk.sha256, index: chunk.index, bytes });
  return true;
}

/** The staged chunks' indexes: an interrupted transfer goes on where it stopped. */
export async function stagedIndexes(db: WorkspaceDatabase, sha256: string): Promise<ReadonlySet<number>> {
  const keys = (await db.partials.where('sha256').equals(sha256).primaryKeys()) as [string, number][];
  return new Set(keys.map(([, index]) => index));
}

/** Puts staged chunks together; undefined while some lack, `damaged` (and the chunks dropped) if the whole has another hash. */
export async function assemble(
  db: WorkspaceDatabase,
  head: BlobHead,
): Promise<StoredBlob | 'damaged' | undefined> {
  const pieces = await db.partials.where('sha256').equals(head.sha256).sortBy('index');
  if (pieces.length < chunkCount(head.size)) return undefined;
  const bytes = joinBytes(pieces.map((piece) => piece.bytes));
  if (bytes.length === head.size && (await hashBytes(bytes)) === head.sha256) return { ...head, bytes };
  await db.partials.where('sha256').equals(head.sha256).delete();
  return 'damaged';
}

/**
 * Writes received events, their blobs and the cursor in one transaction. What is there already stays as it is, so the same
 * batch may come any number of times.
 */
export async function storeBatch(
  db: WorkspaceDatabase,
  events: readonly WorkspaceEvent[],
  blobs: readonly StoredBlob[],
  peer: string,
): Promise<Have> {
  return db.transaction('rw', db.events, db.blobs, db.partials, db.cursors, async () => {
    for (const blob of blobs) {
      await db.blobs.put(blob);
      await db.partials.where('sha256').equals(blob.sha256).delete();
    }
    const known = await db.events.bulkGet(events.map(({ id }) => id));
    await db.events.bulkAdd(events.filter((_, index) => known[index] === undefined));
    const have = await haveOf(db);
    await db.cursors.put({ peer: `pulled:${peer}`, have });
    return have;
  });
}
