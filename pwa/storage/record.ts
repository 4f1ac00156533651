import type { Document } from '../../core/model/document.ts';
import type { Publication, Review } from '../../core/model/review.ts';
import type { CellReference } from '../../core/model/settings.ts';
import { appendEvents } from './append.ts';
import type { NewBlob } from './blob.ts';
import type { WorkspaceDatabase } from './database.ts';
import type { CaptureMethod, Decision, EventDraft, ReviewedDocument, WorkspaceEvent } from './event.ts';
import { type Stored, stored } from './failure.ts';
import { hashBytes, hashText } from './hash.ts';
import type { CaseState, DocumentState } from './project.ts';

/** A file as it was obtained. */
export interface ObtainedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly method: CaptureMethod;
  readonly address?: string;
  /** Title of the page or link that it was found on. */
  readonly title?: string;
  /** The page as HTML, for tables captured from a live page. */
  readonly snapshot?: Uint8Array<ArrayBuffer>;
}

export interface ReviewRecord {
  /** The case to which the files go; a new one when absent. */
  readonly caseId?: string;
  /** Title of a new case. */
  readonly title: string;
  readonly sample?: boolean;
  /** Files that are new to the case. Those that could not be read are kept as evidence too. */
  readonly files: readonly ObtainedFile[];
  /** Documents that the case has already, by the names under which they were reviewed. */
  readonly older?: readonly { readonly name: string; readonly sha256: string }[];
  /** The review of the whole case, its older documents included. */
  readonly review: Review;
  /** The documents as read: kept beside, to show them without reading again. */
  readonly documents: readonly Document[];
  readonly engine: string;
  readonly cancelled?: boolean;
}

/**
 * Stores what a review was made of and what it said: the bytes, their capture, the case and the review, in one transaction.
 * Gives the id of the case. This is what "saved" means on every screen.
 */
export async function recordReview(
  db: WorkspaceDatabase,
  record: ReviewRecord,
  now?: () => Date,
): Promise<Stored<{ readonly caseId: string; readonly events: readonly WorkspaceEvent[] }>> {
  const caseId = record.caseId ?? crypto.randomUUID();
  const captured = await Promise.all(record.files.map(captureOf));
  const json = JSON.stringify(record.review);
  const nameToHash = new Map([
    ...(record.older ?? []).map(({ name, sha256 }) => [name, sha256] as const),
    ...captured.map(({ sha256 }, index) => [record.files[index]!.name, sha256] as const),
  ]);
  const blobs: NewBlob[] = [
    ...captured.flatMap(({ blobs }) => blobs),
    { kind: 'review', mediaType: 'application/json', bytes: new TextEncoder().encode(json) },
  ];
  const drafts: EventDraft[] = [
    ...(record.caseId
      ? []
      : [
          {
            kind: 'case-created' as const,
            body: { case: caseId, title: record.title, ...(record.sample ? { sample: true } : {}) },
          },
        ]),
    ...captured.flatMap(({ draft, sha256 }): EventDraft[] => [
      draft,
      { kind: 'document-added', body: { case: caseId, document: sha256 } },
    ]),
    {
      kind: 'reviewed',
      body: {
        case: caseId,
        review: await hashText(json),
        documents: record.review.publications.map(summaryOf),
        caseFindings: record.review.case.findings.length,
        failures: record.review.failures.map(({ name, code, message }) => {
          const document = nameToHash.get(name);
          return { ...(document ? { document } : {}), name, code, message };
        }),
        engine: record.engine,
        ...(record.cancelled ? { cancelled: true } : {}),
      },
    },
  ];
  const result = await appendEvents(db, drafts, blobs, now);
  if (!result.ok) return result;
  await keepDerived(db, record);
  return stored({ caseId, events: result.value });
}

/** Derived data may fail to be stored (no space left): it is made again when it is wanted. */
async function keepDerived(db: WorkspaceDatabase, { documents, engine }: ReviewRecord): Promise<void> {
  const records = documents.map((value) => ({ key: `document:${value.sha256}`, engine, value }));
  await db.derived.bulkPut(records).catch(() => undefined);
}

async function captureOf(file: ObtainedFile) {
  const sha256 = await hashBytes(file.bytes);
  const snapshot = file.snapshot ? await hashBytes(file.snapshot) : undefined;
  const blobs: NewBlob[] = [{ kind: 'source', mediaType: file.mediaType, bytes: file.bytes }];
  if (file.snapshot) blobs.push({ kind: 'snapshot', mediaType: 'text/html', bytes: file.snapshot });
  const draft: EventDraft = {
    kind: 'captured',
    body: {
      document: sha256,
      name: file.name,
      mediaType: file.mediaType,
      size: file.bytes.length,
      method: file.method,
      ...(file.address ? { address: file.address } : {}),
      ...(file.title ? { title: file.title } : {}),
      ...(snapshot ? { snapshot } : {}),
    },
  };
  return { sha256, blobs, draft };
}

export function summaryOf(publication: Publication): ReviewedDocument {
  const { document, entity, year, kind, tables, figures, findings } = publication;
  const { total, tied, withinRounding, differing, notChecked } = figures;
  return {
    document: document.sha256,
    name: document.name,
    entity,
    year,
    kind,
    ...(document.pages === undefined ? {} : { pages: document.pages }),
    tables: tables.length,
    figures: { total, tied, withinRounding, differing, notChecked },
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    infos: findings.filter(({ severity }) => severity === 'info').length,
  };
}

/** Decides a finding in sight of the decisions that `state` shows. A dismissal without a reason is our own mistake. */
export function decide(
  db: WorkspaceDatabase,
  state: CaseState,
  finding: string,
  decision: Decision,
  reason = '',
): Promise<Stored<readonly WorkspaceEvent[]>> {
  if (decision === 'dismissed' && reason.trim() === '') throw new Error('a dismissal needs a reason');
  const supersedes = (state.decisions.get(finding)?.heads ?? []).map(({ id }) => id);
  const body = { case: state.id, finding, decision, supersedes };
  return appendEvents(db, [
    { kind: 'decided', body: reason.trim() === '' ? body : { ...body, reason: reason.trim() } },
  ]);
}

/** Writes a note, or over a note; an empty text takes it away (its history stays). */
export function writeNote(
  db: WorkspaceDatabase,
  state: CaseState,
  text: string,
  target: { readonly note?: string; readonly finding?: string; readonly document?: string },
): Promise<Stored<readonly WorkspaceEvent[]>> {
  const known = state.notes.find(({ id }) => id === target.note);
  const { finding = known?.finding, document = known?.document } = target;
  return appendEvents(db, [
    {
      kind: 'noted',
      body: {
        case: state.id,
        note: target.note ?? crypto.randomUUID(),
        text,
        ...(finding ? { finding } : {}),
        ...(document ? { document } : {}),
        supersedes: (known?.heads ?? []).map(({ id }) => id),
      },
    },
  ]);
}

/**
 * Records what a cell says, where it was read wrongly. The text as read stays in the event; a correction back to it takes
 * the earlier ones out of use, and all of them stay in the history.
 */
export function correctReading(
  db: WorkspaceDatabase,
  state: DocumentState,
  place: CellReference,
  read: string,
  corrected: string,
): Promise<Stored<readonly WorkspaceEvent[]>> {
  const { table, row, col } = place;
  const earlier = state.corrections.filter(
    ({ body }) => body.place.table === table && body.place.row === row && body.place.col === col,
  );
  return appendEvents(db, [
    {
      kind: 'figure-corrected',
      body: {
        document: state.sha256,
        place: { table, row, col },
        read,
        corrected: corrected.trim(),
        supersedes: earlier.map(({ id }) => id),
      },
    },
  ]);
}

export function undo(db: WorkspaceDatabase, event: string): Promise<Stored<readonly WorkspaceEvent[]>> {
  return appendEvents(db, [{ kind: 'undone', body: { event } }]);
}
