import * as v from 'valibot';
import { blobHeadSchema, sha256Schema } from '../storage/blob.ts';

/**
 * The messages between the workspace of one origin (the PWA, which asks) and that of the other (the extension, which
 * answers). JSON only. Every message names its receiver in `to`, because an extension's messages reach all of its pages and
 * the first answer wins: whoever is not meant stays silent.
 */
export const SYNC_RECEIVER = 'tieout-sync';
export const SYNC_PROTOCOL = 1;

/** Messages stop at 64 MiB; a chunk of 4 MiB is 5.6 MiB of base64. */
export const CHUNK_BYTES = 4 * 1024 * 1024;
/** At most this many events in one answer. */
export const EVENTS_MAX = 500;

const base = { to: v.literal(SYNC_RECEIVER), protocol: v.number() };
const sequence = v.pipe(v.number(), v.integer(), v.minValue(0));
/** For each device the highest sequence number up to which nothing is missing. */
export const haveSchema = v.record(v.pipe(v.string(), v.maxLength(200)), sequence);
export type Have = v.InferOutput<typeof haveSchema>;

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Read one by one with `readEvent`, which tells newer from damaged. */
const events = v.pipe(v.array(v.unknown()), v.maxLength(EVENTS_MAX));

export const chunkSchema = v.object({
  sha256: sha256Schema,
  /** From 0; `count` chunks make the blob. */
  index,
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Hash of this chunk's bytes. */
  chunkSha256: sha256Schema,
  /** Base64. */
  data: v.pipe(v.string(), v.maxLength(Math.ceil(CHUNK_BYTES / 3) * 4)),
});
export type Chunk = v.InferOutput<typeof chunkSchema>;

export const syncRequestSchema = v.variant('type', [
  /** Who are you, and what have you? */
  v.object({ ...base, type: v.literal('hello') }),
  /** Events that are not covered by `have`, the oldest of each device first, with the heads of their blobs. */
  v.object({ ...base, type: v.literal('pull'), have: haveSchema }),
  v.object({ ...base, type: v.literal('get-chunk'), sha256: sha256Schema, index }),
  /** The records are written: sent only after the transaction is over. Nothing is deleted on it. */
  v.object({ ...base, type: v.literal('acknowledge'), have: haveSchema }),
  /** A piece of a blob that the answering side said it lacks. */
  v.object({ ...base, type: v.literal('put-chunk'), head: blobHeadSchema, chunk: chunkSchema }),
  /** Events of the asking side; written in one transaction once all of their blobs are there. */
  v.object({ ...base, type: v.literal('push'), events, blobs: v.array(blobHeadSchema) }),
]);
export type SyncRequest = v.InferOutput<typeof syncRequestSchema>;

export const SYNC_PROBLEMS = ['newer', 'damaged', 'missing', 'not-stored', 'unreadable-request'] as const;
const refused = v.object({
  ok: v.literal(false),
  problem: v.picklist(SYNC_PROBLEMS),
  detail: v.exactOptional(v.string()),
});
const answer = <T extends v.ObjectEntries>(entries: T) =>
  v.union([v.object({ ok: v.literal(true), ...entries }), refused]);

export const syncAnswerSchemas = {
  hello: answer({ protocol: v.number(), deviceId: v.string(), have: haveSchema }),
  pull: answer({ events, blobs: v.array(blobHeadSchema), more: v.boolean() }),
  'get-chunk': answer({ chunk: chunkSchema }),
  acknowledge: answer({}),
  'put-chunk': answer({ complete: v.boolean() }),
  /** `missing`: blobs to be sent first; then the same push again. */
  push: answer({ have: haveSchema, missing: v.array(sha256Schema) }),
} as const;
export type SyncRequestType = SyncRequest['type'];
export type SyncAnswer<T extends SyncRequestType> = v.InferOutput<(typeof syncAnswerSchemas)[T]>;
