import * as v from 'valibot';
import { type BlobHead, blobHead, type StoredBlob } from '../storage/blob.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { failureOf } from '../storage/failure.ts';
import { haveOf } from '../storage/have.ts';
import { chunkCount, cutChunk } from './chunks.ts';
import {
  assemble,
  eventsSince,
  gapsOf,
  headsFor,
  missingBlobs,
  readEvents,
  stageChunk,
  stagedIndexes,
  storeBatch,
} from './exchange.ts';
import {
  type Have,
  SYNC_PROTOCOL,
  SYNC_RECEIVER,
  type SyncAnswer,
  type SyncRequest,
  type SyncRequestType,
  syncAnswerSchemas,
} from './protocol.ts';

/** Carries one message to the other side and its answer back; throws or gives undefined where no one answers. */
export type Carrier = (message: unknown) => Promise<unknown>;

export type SyncProblem = 'no-answer' | 'newer' | 'damaged' | 'not-stored' | 'stopped';

export interface SyncReport {
  readonly received: number;
  readonly sent: number;
  readonly receivedBlobs: number;
  readonly sentBlobs: number;
  /** Sequence numbers that neither side could give. */
  readonly gaps: readonly { readonly deviceId: string; readonly from: number; readonly to: number }[];
}

export type SyncOutcome =
  | { readonly ok: true; readonly report: SyncReport }
  | { readonly ok: false; readonly problem: SyncProblem; readonly detail?: string };

/** A fault of the exchange; never leaves this file. */
class SyncStopped extends Error {
  readonly problem: SyncProblem;
  constructor(problem: SyncProblem, detail?: string) {
    super(detail ?? problem);
    this.problem = problem;
  }
}

/**
 * The asking half of sync, the PWA's: takes what the other side has more, acknowledges it, and sends what it lacks. It may
 * be cut off after any message; the next run goes on from what the two databases hold.
 */
export async function synchronise(
  db: WorkspaceDatabase,
  carry: Carrier,
  signal?: AbortSignal,
): Promise<SyncOutcome> {
  const ask = asker(carry, signal);
  try {
    const other = await ask({ type: 'hello' });
    const pulled = await pull(db, ask, other.deviceId);
    const pushed = await push(db, ask, (await ask({ type: 'hello' })).have);
    const gaps = await gapsOf(db);
    return {
      ok: true,
      report: {
        received: pulled.events,
        receivedBlobs: pulled.blobs,
        sent: pushed.events,
        sentBlobs: pushed.blobs,
        gaps,
      },
    };
  } catch (thrown) {
    if (thrown instanceof SyncStopped) return { ok: false, problem: thrown.problem, detail: thrown.message };
    const failure = await failureOf(thrown);
    const detail = failure.ok ? undefined : failure.error.detail;
    return { ok: false, problem: 'not-stored', ...(detail ? { detail } : {}) };
  }
}

type Draft = SyncRequest extends infer R
  ? R extends SyncRequest
    ? Omit<R, 'to' | 'protocol'>
    : never
  : never;
type Accepted<T extends SyncRequestType> = Extract<SyncAnswer<T>, { readonly ok: true }>;
type Ask = <D extends Draft>(draft: D) => Promise<Accepted<D['type']>>;

function asker(carry: Carrier, signal?: AbortSignal): Ask {
  return async <D extends Draft>(draft: D): Promise<Accepted<D['type']>> => {
    if (signal?.aborted) throw new SyncStopped('stopped');
    const message = { to: SYNC_RECEIVER, protocol: SYNC_PROTOCOL, ...draft };
    const answered = await carry(message).catch((error: unknown) => {
      throw new SyncStopped('no-answer', error instanceof Error ? error.message : undefined);
    });
    if (answered === undefined || answered === null) throw new SyncStopped('no-answer');
    const read = v.safeParse(syncAnswerSchemas[draft.type], answered);
    if (!read.success) throw new SyncStopped('damaged', `answer to ${draft.type}: ${read.issues[0].message}`);
    if (!read.output.ok) {
      const { problem, detail } = read.output;
      throw new SyncStopped(problem === 'newer' || problem === 'not-stored' ? problem : 'damaged', detail);
    }
    return read.output as Accepted<D['type']>;
  };
}

async function pull(db: WorkspaceDatabase, ask: Ask, peer: string) {
  const total = { events: 0, blobs: 0 };
  let have: Have = await haveOf(db);
  for (;;) {
    const answer = await ask({ type: 'pull', have });
    const reading = readEvents(answer.events);
    if (!reading.ok) throw new SyncStopped(reading.problem, reading.detail);
    const blobs: StoredBlob[] = [];
    for (const head of await missingBlobs(db, answer.blobs)) blobs.push(await fetchBlob(db, ask, head));
    const before = have;
    have = await storeBatch(db, reading.events, blobs, peer);
    total.events += reading.events.length;
    total.blobs += blobs.length;
    if (reading.events.length > 0) await ask({ type: 'acknowledge', have });
    // Behind a gap `have` cannot grow, and the same batch would come for ever.
    if (!answer.more || sameHave(before, have)) return total;
  }
}

async function fetchBlob(db: WorkspaceDatabase, ask: Ask, head: BlobHead): Promise<StoredBlob> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const staged = await stagedIndexes(db, head.sha256);
    for (let index = 0; index < chunkCount(head.size); index += 1) {
      if (staged.has(index)) continue;
      const { chunk } = await ask({ type: 'get-chunk', sha256: head.sha256, index });
      const fits = chunk.sha256 === head.sha256 && chunk.index === index;
      if (!fits || !(await stageChunk(db, chunk))) throw new SyncStopped('damaged', `chunk ${index}`);
    }
    const blob = await assemble(db, head);
    if (blob !== 'damaged' && blob !== undefined) return blob;
  }
  throw new SyncStopped('damaged', `blob ${head.sha256.slice(0, 8)}`);
}

async function push(db: WorkspaceDatabase, ask: Ask, theirs: Have) {
  const total = { events: 0, blobs: 0 };
  let have = theirs;
  for (;;) {
    const { events, more } = await eventsSince(db, have);
    if (events.length === 0) return total;
    const blobs = [...(await headsFor(db, events))];
    let answer = await ask({ type: 'push', events: [...events], blobs });
    for (const sha256 of answer.missing) total.blobs += await sendBlob(db, ask, sha256);
    if (answer.missing.length > 0) answer = await ask({ type: 'push', events: [...events], blobs });
    if (answer.missing.length > 0) throw new SyncStopped('damaged', 'blobs did not arrive');
    total.events += events.length;
    if (!more || sameHave(have, answer.have)) return total;
    have = answer.have;
  }
}

async function sendBlob(db: WorkspaceDatabase, ask: Ask, sha256: string): Promise<number> {
  const blob = await db.blobs.get(sha256);
  if (!blob) throw new SyncStopped('damaged', `asked for an unknown blob ${sha256.slice(0, 8)}`);
  const head = blobHead(blob);
  for (let index = 0; index < chunkCount(head.size); index += 1) {
    const chunk = await cutChunk(sha256, blob.bytes, index);
    if (chunk) await ask({ type: 'put-chunk', head, chunk });
  }
  return 1;
}

function sameHave(a: Have, b: Have): boolean {
  const devices = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...devices].every((device) => (a[device] ?? 0) === (b[device] ?? 0));
}
