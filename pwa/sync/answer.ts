import * as v from 'valibot';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { failureOf } from '../storage/failure.ts';
import { haveOf } from '../storage/have.ts';
import { deviceIdOf } from '../storage/settings.ts';
import { chunkCount, cutChunk } from './chunks.ts';
import {
  assemble,
  eventsSince,
  headsFor,
  missingBlobs,
  readEvents,
  stageChunk,
  stagedIndexes,
  storeBatch,
} from './exchange.ts';
import {
  SYNC_PROTOCOL,
  SYNC_RECEIVER,
  type SyncAnswer,
  type SyncRequest,
  type SyncRequestType,
  syncRequestSchema,
} from './protocol.ts';

type Refusal = Extract<SyncAnswer<'hello'>, { readonly ok: false }>;

/** Whether a message is meant for sync at all; only then `answerSync` answers. */
export function isSyncMessage(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'to' in message && message.to === SYNC_RECEIVER;
}

/**
 * The answering half of sync, the extension's: one message in, one answer out, no state but the database, so the worker
 * that runs it may die between any two. The caller has checked who asks (`sender.origin`).
 */
export async function answerSync(
  db: WorkspaceDatabase,
  message: unknown,
): Promise<SyncAnswer<SyncRequestType>> {
  const request = v.safeParse(syncRequestSchema, message);
  if (!request.success) return refusal('unreadable-request', request.issues[0].message);
  if (request.output.protocol > SYNC_PROTOCOL) return refusal('newer', `protocol ${request.output.protocol}`);
  try {
    return await answerRequest(db, request.output);
  } catch (thrown) {
    const failure = await failureOf(thrown);
    return refusal('not-stored', failure.ok ? undefined : failure.error.detail);
  }
}

async function answerRequest(
  db: WorkspaceDatabase,
  request: SyncRequest,
): Promise<SyncAnswer<SyncRequestType>> {
  switch (request.type) {
    case 'hello':
      return { ok: true, protocol: SYNC_PROTOCOL, deviceId: await deviceIdOf(db), have: await haveOf(db) };
    case 'pull': {
      const { events, more } = await eventsSince(db, request.have);
      return { ok: true, events: [...events], blobs: [...(await headsFor(db, events))], more };
    }
    case 'get-chunk': {
      const blob = await db.blobs.get(request.sha256);
      const chunk = blob && (await cutChunk(blob.sha256, blob.bytes, request.index));
      return chunk ? { ok: true, chunk } : refusal('missing');
    }
    case 'acknowledge':
      await db.cursors.put({ peer: 'acknowledged:workspace', have: request.have });
      return { ok: true };
    case 'put-chunk': {
      if (!(await stageChunk(db, request.chunk))) return refusal('damaged', 'chunk');
      const staged = await stagedIndexes(db, request.head.sha256);
      return { ok: true, complete: staged.size >= chunkCount(request.head.size) };
    }
    case 'push':
      return answerPush(db, request);
  }
}

async function answerPush(
  db: WorkspaceDatabase,
  request: Extract<SyncRequest, { readonly type: 'push' }>,
): Promise<SyncAnswer<'push'>> {
  const reading = readEvents(request.events);
  if (!reading.ok) return refusal(reading.problem, reading.detail);
  const blobs = [];
  const missing: string[] = [];
  for (const head of await missingBlobs(db, request.blobs)) {
    const blob = await assemble(db, head);
    if (blob === 'damaged' || blob === undefined) missing.push(head.sha256);
    else blobs.push(blob);
  }
  if (missing.length > 0) return { ok: true, have: await haveOf(db), missing };
  const have = await storeBatch(db, reading.events, blobs, 'workspace');
  return { ok: true, have, missing: [] };
}

function refusal(problem: Refusal['problem'], detail?: string): Refusal {
  return { ok: false, problem, ...(detail ? { detail } : {}) };
}
