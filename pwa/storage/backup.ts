import { strFromU8, strToU8, type UnzipFileInfo, unzip, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import * as v from 'valibot';
import { type BlobHead, blobHead, blobHeadSchema, type StoredBlob } from './blob.ts';
import type { WorkspaceDatabase } from './database.ts';
import { compareEvents, hashEvent, readEvent, type WorkspaceEvent } from './event.ts';
import { failureOf, notStored, type Stored, stored } from './failure.ts';
import { hashBytes } from './hash.ts';
import { haveOf } from './have.ts';
import { noteBackup } from './persistence.ts';

/*
 * A backup is a zip of our own:
 *   tieout-backup.json   {schema, createdAt, events: count, blobs: [{sha256, kind, mediaType, size}]}
 *   events.ndjson        one event a line
 *   blobs/<sha256>       the bytes
 */
export const BACKUP_SCHEMA = 'tieout/backup@1';
/** What one restore may unpack to: twice the largest file that is read, times many. Guards against zip bombs. */
const UNPACKED_MAX = 4 * 1024 * 1024 * 1024;

const manifestSchema = v.object({
  schema: v.string(),
  createdAt: v.string(),
  events: v.number(),
  blobs: v.array(blobHeadSchema),
});

export interface Backup {
  readonly file: Blob;
  readonly events: number;
  readonly blobs: number;
}

/** Writes everything into one zip, a blob at a time, and notes that it was done. */
export async function makeBackup(db: WorkspaceDatabase, now: Date): Promise<Stored<Backup>> {
  try {
    const have = await haveOf(db);
    const events = (await db.events.toArray()).sort(compareEvents);
    const heads = await blobHeads(db);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const zip = new Zip((error, data) => {
      if (error) throw error;
      parts.push(data as Uint8Array<ArrayBuffer>);
    });
    const at = now.toISOString();
    const manifest = { schema: BACKUP_SCHEMA, createdAt: at, events: events.length, blobs: heads };
    addText(zip, 'tieout-backup.json', JSON.stringify(manifest));
    addText(zip, 'events.ndjson', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    for (const { sha256 } of heads) {
      const entry = new ZipPassThrough(`blobs/${sha256}`);
      zip.add(entry);
      entry.push((await db.blobs.get(sha256))?.bytes ?? new Uint8Array(), true);
    }
    zip.end();
    await noteBackup(db, { at, have });
    const file = new Blob(parts, { type: 'application/zip' });
    return stored({ file, events: events.length, blobs: heads.length });
  } catch (thrown) {
    return failureOf(thrown);
  }
}

async function blobHeads(db: WorkspaceDatabase): Promise<readonly BlobHead[]> {
  const heads: BlobHead[] = [];
  for (const sha256 of (await db.blobs.toCollection().primaryKeys()) as string[]) {
    const blob = await db.blobs.get(sha256);
    if (blob) heads.push(blobHead(blob));
  }
  return heads;
}

function addText(zip: Zip, name: string, text: string): void {
  const entry = new ZipDeflate(name, { level: 6 });
  zip.add(entry);
  entry.push(strToU8(text), true);
}

/** What a backup holds and what of it would be written: shown to the reviewer before anything is. */
export interface RestorePlan {
  readonly createdAt: string;
  readonly events: readonly WorkspaceEvent[];
  readonly blobs: readonly StoredBlob[];
  /** Of the events and blobs, those that are not here yet. */
  readonly newEvents: number;
  readonly newBlobs: number;
  /** What is left out, each by name: bytes with another hash than they should have, lines that are no event, broken chains. */
  readonly damaged: readonly {
    readonly name: string;
    readonly problem: 'hash' | 'missing' | 'event' | 'chain';
  }[];
}

/**
 * Reads a backup, hashing every item again. Damaged items are named and left out, the others can be restored. A backup with
 * anything of a newer version is refused as a whole.
 */
export async function readBackup(
  db: WorkspaceDatabase,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Stored<RestorePlan>> {
  const files = await unpack(bytes);
  const manifest = files && readManifest(files['tieout-backup.json']);
  if (!files || !manifest) return notStored('damaged-data', 'not a backup');
  if (manifest.schema !== BACKUP_SCHEMA) return notStored('newer-data', manifest.schema);
  const damaged: { name: string; problem: RestorePlan['damaged'][number]['problem'] }[] = [];

  const blobs: StoredBlob[] = [];
  for (const head of manifest.blobs) {
    const packed = files[`blobs/${head.sha256}`];
    if (!packed) damaged.push({ name: head.sha256, problem: 'missing' });
    else if ((await hashBytes(packed)) !== head.sha256) damaged.push({ name: head.sha256, problem: 'hash' });
    else blobs.push({ ...head, size: packed.length, bytes: packed });
  }

  const events: WorkspaceEvent[] = [];
  const lines = strFromU8(files['events.ndjson'] ?? new Uint8Array()).split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const reading = readEvent(parseJson(line));
    if (reading.ok) events.push(reading.event);
    else if (reading.problem === 'newer') return notStored('newer-data', reading.detail);
    else damaged.push({ name: `events.ndjson:${index + 1}`, problem: 'event' });
  }
  for (const event of await brokenLinks(events)) {
    damaged.push({ name: `${event.kind} ${event.at}`, problem: 'chain' });
    events.splice(events.indexOf(event), 1);
  }

  const knownEvents = await db.events.bulkGet(events.map(({ id }) => id));
  const knownBlobs = new Set(await db.blobs.toCollection().primaryKeys());
  return stored({
    createdAt: manifest.createdAt,
    events,
    blobs,
    newEvents: knownEvents.filter((event) => event === undefined).length,
    newBlobs: blobs.filter(({ sha256 }) => !knownBlobs.has(sha256)).length,
    damaged,
  });
}

/** Writes a plan as a union with what is here: nothing is overwritten, nothing deleted. */
export async function restoreBackup(
  db: WorkspaceDatabase,
  plan: RestorePlan,
): Promise<Stored<{ readonly events: number; readonly blobs: number }>> {
  try {
    await db.transaction('rw', db.events, db.blobs, async () => {
      const knownBlobs = new Set(await db.blobs.toCollection().primaryKeys());
      await db.blobs.bulkAdd(plan.blobs.filter(({ sha256 }) => !knownBlobs.has(sha256)));
      const known = await db.events.bulkGet(plan.events.map(({ id }) => id));
      await db.events.bulkAdd(plan.events.filter((_, index) => known[index] === undefined));
    });
    return stored({ events: plan.newEvents, blobs: plan.newBlobs });
  } catch (thrown) {
    return failureOf(thrown);
  }
}

function unpack(bytes: Uint8Array): Promise<Record<string, Uint8Array<ArrayBuffer>> | undefined> {
  let total = 0;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    total += originalSize;
    return total <= UNPACKED_MAX && /^(tieout-backup\.json|events\.ndjson|blobs\/[0-9a-f]{64})$/.test(name);
  };
  return new Promise((resolve) => {
    try {
      unzip(bytes, { filter }, (error, files) =>
        resolve(error ? undefined : (files as Record<string, Uint8Array<ArrayBuffer>>)),
      );
    } catch {
      resolve(undefined);
    }
  });
}

function readManifest(bytes: Uint8Array | undefined) {
  if (!bytes) return undefined;
  const result = v.safeParse(manifestSchema, parseJson(strFromU8(bytes)));
  return result.success ? result.output : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Events whose `previousHash` is not the hash of their device's event before: one of the two was altered. */
async function brokenLinks(events: readonly WorkspaceEvent[]): Promise<readonly WorkspaceEvent[]> {
  const bySeq = new Map(events.map((event) => [`${event.deviceId} ${event.seq}`, event]));
  const broken: WorkspaceEvent[] = [];
  for (const event of events) {
    const before = bySeq.get(`${event.deviceId} ${event.seq - 1}`);
    // The one before may be missing or damaged itself: then there is nothing to compare with.
    if (
      event.seq === 1 ? event.previousHash !== '' : before && event.previousHash !== (await hashEvent(before))
    ) {
      if (before && event.seq > 1) broken.push(before);
      else broken.push(event);
    }
  }
  return broken;
}
