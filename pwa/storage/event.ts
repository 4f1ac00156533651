import * as v from 'valibot';
import { DOCUMENT_KINDS } from '../../core/model/review.ts';
import { FAILURE_CODES } from '../../core/model/source.ts';
import { sha256Schema } from './blob.ts';
import { canonicalJson, hashText } from './hash.ts';

/**
 * How a document's bytes were obtained, the strongest first (design.md, Capture).
 * - `first-open`: our own GET was the first of the link
 * - `stream`: the browser handed over the bytes while loading them
 * - `tab-bytes`: the bytes that the open tab shows
 * - `page`: the live tables of a page, with a snapshot of it
 * - `refetch`: asked for once more; the server may have sent something else than was seen
 * - `dropped`, `picked`: a file of the reviewer's
 * - `sample`: the sample that comes with Tieout
 */
export const CAPTURE_METHODS = [
  'first-open',
  'stream',
  'tab-bytes',
  'page',
  'refetch',
  'dropped',
  'picked',
  'sample',
] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

export const DECISIONS = ['open', 'confirmed', 'explained', 'dismissed', 'question'] as const;
export type Decision = (typeof DECISIONS)[number];

export const EXPORT_FORMATS = ['html', 'csv', 'json', 'xlsx', 'docx', 'md'] as const;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const line = v.pipe(v.string(), v.maxLength(2000));
const prose = v.pipe(v.string(), v.maxLength(100_000));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const position = v.object({ table: id, row: count, col: count });

const figureCounts = v.object({
  total: count,
  tied: count,
  withinRounding: count,
  differing: count,
  notChecked: count,
});

/** The summary of one publication that lists show without opening the review. */
const reviewedDocument = v.object({
  document: sha256Schema,
  name: line,
  entity: v.nullable(line),
  year: v.nullable(v.number()),
  kind: v.picklist(DOCUMENT_KINDS),
  pages: v.exactOptional(count),
  tables: count,
  figures: figureCounts,
  errors: count,
  warnings: count,
  infos: count,
});
export type ReviewedDocument = v.InferOutput<typeof reviewedDocument>;

/** One schema a kind of event. A kind is never changed in meaning: new needs get new kinds or new optional fields. */
const bodies = {
  'case-created': v.object({ case: id, title: line, sample: v.exactOptional(v.boolean()) }),
  'case-renamed': v.object({ case: id, title: line }),
  'case-removed': v.object({ case: id }),
  captured: v.object({
    document: sha256Schema,
    name: line,
    mediaType: line,
    size: count,
    method: v.picklist(CAPTURE_METHODS),
    address: v.exactOptional(v.pipe(v.string(), v.maxLength(20_000))),
    /** Title of the page or link that it was found on. */
    title: v.exactOptional(line),
    snapshot: v.exactOptional(sha256Schema),
  }),
  'document-added': v.object({ case: id, document: sha256Schema }),
  'document-removed': v.object({ case: id, document: sha256Schema }),
  reviewed: v.object({
    case: id,
    /** The blob that holds the whole review; of one JSON text, schema tieout/review@1. */
    review: sha256Schema,
    documents: v.array(reviewedDocument),
    caseFindings: count,
    failures: v.array(
      v.object({
        document: v.exactOptional(sha256Schema),
        name: line,
        code: v.picklist(FAILURE_CODES),
        message: v.object({ zh: line, en: line }),
      }),
    ),
    /** Version of the rules that ran; another one now makes the review stale. */
    engine: line,
    /** True where the reviewer cancelled before the end: what was read is kept. */
    cancelled: v.exactOptional(v.boolean()),
  }),
  'figure-corrected': v.object({
    document: sha256Schema,
    place: position,
    read: line,
    corrected: line,
    supersedes: v.array(id),
  }),
  decided: v.object({
    case: id,
    finding: id,
    decision: v.picklist(DECISIONS),
    reason: v.exactOptional(line),
    /** Ids of the decisions on the same finding that this one was made in sight of. Two that do not know each other both stand. */
    supersedes: v.array(id),
  }),
  noted: v.object({
    case: id,
    note: id,
    text: prose,
    finding: v.exactOptional(id),
    document: v.exactOptional(sha256Schema),
    supersedes: v.array(id),
  }),
  exported: v.object({ case: id, format: v.picklist(EXPORT_FORMATS), sha256: sha256Schema }),
  undone: v.object({ event: id }),
  'device-named': v.object({ name: line }),
} as const;

export const EVENT_KINDS = Object.keys(bodies) as readonly EventKind[];
export type EventKind = keyof typeof bodies;
export type EventBody<K extends EventKind> = v.InferOutput<(typeof bodies)[K]>;

/** What is to be appended: the store adds id, device, sequence, time and the hash of the event before. */
export type EventDraft = { [K in EventKind]: { readonly kind: K; readonly body: EventBody<K> } }[EventKind];

interface EventHead {
  /** Unique over all devices. */
  readonly id: string;
  readonly deviceId: string;
  /** From 1, without gaps, for each device. */
  readonly seq: number;
  /** ISO 8601 in UTC, by the device's own clock: for people and for a stable order, never for truth. */
  readonly at: string;
  /** Hex SHA-256 of the device's event before (see `hashEvent`); empty for its first. */
  readonly previousHash: string;
}

/** Something that happened; appended, never edited. */
export type WorkspaceEvent = EventHead & EventDraft;
export type EventOf<K extends EventKind> = Extract<WorkspaceEvent, { readonly kind: K }>;

const head = {
  id,
  deviceId: id,
  seq: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.pipe(v.string(), v.isoTimestamp()),
  previousHash: v.union([v.literal(''), sha256Schema]),
};
const headSchema = v.looseObject({ ...head, kind: v.string(), body: v.unknown() });

export type EventReading =
  | { readonly ok: true; readonly event: WorkspaceEvent }
  | { readonly ok: false; readonly problem: 'newer' | 'damaged'; readonly detail: string };

/**
 * Reads one event from outside (another device, a backup, the database). An event of a kind that is not known here was
 * written by a newer version: `newer`. Everything else that does not fit is `damaged`, with the place in `detail`. Fields
 * that are not known here are kept, so that hashes still hold.
 */
export function readEvent(value: unknown): EventReading {
  const outer = v.safeParse(headSchema, value);
  if (!outer.success) return { ok: false, problem: 'damaged', detail: issue(outer.issues) };
  if (!Object.hasOwn(bodies, outer.output.kind)) {
    return { ok: false, problem: 'newer', detail: `unknown kind ${outer.output.kind.slice(0, 40)}` };
  }
  const schema = bodies[outer.output.kind as EventKind];
  const body = v.safeParse(schema, outer.output.body);
  if (!body.success) return { ok: false, problem: 'damaged', detail: `body.${issue(body.issues)}` };
  return { ok: true, event: value as WorkspaceEvent };
}

function issue(issues: readonly v.BaseIssue<unknown>[]): string {
  const first = issues[0];
  return first ? `${v.getDotPath(first) ?? ''}: ${first.message}` : 'unreadable';
}

/** The hash by which the next event of the same device points at this one. */
export function hashEvent(event: WorkspaceEvent): Promise<string> {
  return hashText(canonicalJson(event));
}

/** Ids of all blobs that an event speaks of; sync and backup send these along. */
export function blobsOfEvent(event: WorkspaceEvent): readonly string[] {
  switch (event.kind) {
    case 'captured':
      return event.body.snapshot ? [event.body.document, event.body.snapshot] : [event.body.document];
    case 'reviewed':
      return [event.body.review];
    default:
      return [];
  }
}

/** The order in which events are told: by time, then device, then sequence. Total, and the same on every device. */
export function compareEvents(a: WorkspaceEvent, b: WorkspaceEvent): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.deviceId !== b.deviceId) return a.deviceId < b.deviceId ? -1 : 1;
  if (a.seq !== b.seq) return a.seq - b.seq;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
