import type { FileInput, Progress, ReviewedFiles } from '../../workers/api.ts';
import { unpackFile } from '../../workers/readers/read-file.ts';
import { en } from '../i18n/en.ts';
import { type Messages, zh } from '../i18n/zh.ts';
import { appendEvents } from '../storage/append.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import type { CaptureMethod, EventDraft } from '../storage/event.ts';
import { type Stored, stored } from '../storage/failure.ts';
import { hashBytes } from '../storage/hash.ts';
import { askPersistence } from '../storage/persistence.ts';
import type { CaseState, DocumentState } from '../storage/project.ts';
import { type ObtainedFile, recordReview } from '../storage/record.ts';
import { titleOfCase, withoutEnding } from './case-title.ts';
import type { SortedFile } from './jobs.ts';

/** Reviews files in a worker; rejects with an AbortError when the signal fires. */
export type Reviewer = (
  files: readonly FileInput[],
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
) => Promise<ReviewedFiles>;

export interface ReviewRequest {
  readonly files: readonly ObtainedFile[];
  /** The case to add to; a new one when absent. */
  readonly known?: { readonly state: CaseState; readonly documents: ReadonlyMap<string, DocumentState> };
  readonly sample?: boolean;
  readonly title?: string;
}

export interface ReviewSetting {
  readonly db: WorkspaceDatabase;
  readonly review: Reviewer;
  readonly engine: string;
  readonly text: Messages;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface ReviewEnd {
  readonly caseId: string;
  readonly end: 'reviewed' | 'cancelled' | 'broken';
  /** SHA-256 of the document, where the case has a single one and it was read. */
  readonly only?: string;
}

/**
 * Reviews the files of a case, its older documents together with the new ones, and stores bytes and result. Cancelled or
 * broken off, it keeps the bytes as evidence in a case that was not checked.
 */
export async function reviewFiles(
  request: ReviewRequest,
  setting: ReviewSetting,
): Promise<Stored<ReviewEnd>> {
  const { db, review, text, signal, engine } = setting;
  const fresh = await withoutKnown(request);
  const older = await olderFiles(db, request);
  const inputs = [...older, ...fresh.map(toInput)];
  const title = request.title ?? withoutEnding(fresh[0]?.name ?? text.newCase);
  let reviewed: ReviewedFiles;
  try {
    reviewed = await review(inputs, setting.onProgress, signal);
  } catch (error) {
    // The bytes may be had only once, so they are kept whatever became of the review. An engine that broke is our mistake.
    if (!signal.aborted) console.error(error);
    const kept = await keepUnchecked(db, request, fresh, title);
    const end = signal.aborted ? 'cancelled' : 'broken';
    return kept.ok ? stored({ caseId: kept.value, end }) : kept;
  }
  const result = await recordReview(db, {
    ...(request.known ? { caseId: request.known.state.id } : {}),
    ...(request.sample ? { sample: true } : {}),
    title:
      request.title ??
      titleOfCase(
        reviewed.review.publications,
        inputs.map(({ name }) => name),
        text,
      ),
    files: fresh.map((file) => withMediaType(file, reviewed)),
    older: (request.known?.state.documents ?? []).flatMap((sha256) => {
      const document = request.known?.documents.get(sha256);
      return document ? [{ name: document.name, sha256 }] : [];
    }),
    review: reviewed.review,
    documents: reviewed.documents,
    engine,
  });
  if (!result.ok) return result;
  await askPersistence(db);
  const only = reviewed.review.publications.length === 1 && inputs.length === 1;
  return stored({
    caseId: result.value.caseId,
    end: 'reviewed',
    ...(only ? { only: reviewed.review.publications[0]!.document.sha256 } : {}),
  });
}

/** Files that the case has already (by their bytes) are not captured a second time. */
async function withoutKnown({ files, known }: ReviewRequest): Promise<readonly ObtainedFile[]> {
  const have = new Set(known?.state.documents ?? []);
  const fresh: ObtainedFile[] = [];
  for (const file of files) {
    const sha256 = await hashBytes(file.bytes);
    if (have.has(sha256)) continue;
    have.add(sha256);
    fresh.push(file);
  }
  return fresh;
}

async function olderFiles(db: WorkspaceDatabase, { known }: ReviewRequest): Promise<readonly FileInput[]> {
  const inputs: FileInput[] = [];
  for (const sha256 of known?.state.documents ?? []) {
    const blob = await db.blobs.get(sha256);
    const document = known?.documents.get(sha256);
    if (!blob || !document) continue;
    inputs.push({
      name: document.name,
      bytes: blob.bytes,
      ...(document.address ? { address: document.address } : {}),
    });
  }
  return inputs;
}

function toInput({ name, bytes, address, mediaType }: ObtainedFile): FileInput {
  return { name, bytes, ...(address ? { address } : {}), declaredType: mediaType };
}

/** The reader knows the kind from the bytes; what the browser said of it was a guess from the name. */
function withMediaType(file: ObtainedFile, { review }: ReviewedFiles): ObtainedFile {
  const read = review.publications.find(({ document }) => document.name === file.name)?.document;
  return read ? { ...file, mediaType: read.mediaType } : file;
}

async function keepUnchecked(
  db: WorkspaceDatabase,
  request: ReviewRequest,
  files: readonly ObtainedFile[],
  title: string,
): Promise<Stored<string>> {
  const caseId = request.known?.state.id ?? crypto.randomUUID();
  const drafts: EventDraft[] = request.known ? [] : [{ kind: 'case-created', body: { case: caseId, title } }];
  for (const { name, mediaType, bytes, method, address } of files) {
    const document = await hashBytes(bytes);
    const size = bytes.length;
    drafts.push(
      {
        kind: 'captured',
        body: { document, name, mediaType, size, method, ...(address ? { address } : {}) },
      },
      { kind: 'document-added', body: { case: caseId, document } },
    );
  }
  if (drafts.length === 0) return stored(caseId);
  const blobs = files.map(({ mediaType, bytes }) => ({ kind: 'source' as const, mediaType, bytes }));
  const result = await appendEvents(db, drafts, blobs);
  return result.ok ? stored(caseId) : result;
}

/**
 * Files of the reviewer's as obtained ones. An archive stands for the files in it, each of which is evidence of its own; one
 * that cannot be opened stays as it is, and its reading says why. Of files with one name the later ones get a number.
 */
export async function obtain(
  files: readonly File[],
  method: CaptureMethod,
): Promise<readonly ObtainedFile[]> {
  const obtained: ObtainedFile[] = [];
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const mediaType = file.type || 'application/octet-stream';
    const unpacked = await unpackFile({ name: file.name, bytes });
    if (!unpacked.ok) obtained.push({ name: file.name, mediaType, bytes, method });
    else if (unpacked.value.length === 1 && unpacked.value[0]!.bytes === bytes)
      obtained.push({ name: file.name, mediaType, bytes, method });
    else
      for (const inner of unpacked.value)
        obtained.push({
          name: inner.name,
          mediaType: 'application/octet-stream',
          bytes: inner.bytes,
          method,
          title: file.name,
        });
  }
  return withDistinctNames(obtained);
}

function withDistinctNames(files: readonly ObtainedFile[]): readonly ObtainedFile[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let { name } = file;
    for (let number = 2; taken.has(name); number += 1)
      name = file.name.replace(/(\.[^.]*)?$/, ` (${number})$1`);
    taken.add(name);
    return name === file.name ? file : { ...file, name };
  });
}

/**
 * Reads each file by itself, so that it is known whose it is before cases are made of them. Cancelled, it gives what was read
 * until then. A file on which the engine breaks off stands as one that could not be read.
 */
export async function sortFiles(
  files: readonly ObtainedFile[],
  setting: Pick<ReviewSetting, 'review' | 'signal' | 'onProgress'>,
): Promise<readonly SortedFile[]> {
  const sorted: SortedFile[] = [];
  for (const [index, file] of files.entries()) {
    if (setting.signal.aborted) break;
    const onProgress = (progress: Progress) =>
      setting.onProgress({ ...progress, fileNumber: index + 1, fileCount: files.length });
    let reviewed: ReviewedFiles;
    try {
      reviewed = await setting.review([toInput(file)], onProgress, setting.signal);
    } catch (error) {
      if (setting.signal.aborted) break;
      console.error(error);
      reviewed = brokenOff(file);
    }
    const publication = reviewed.review.publications[0];
    sorted.push({
      file: withMediaType(file, reviewed),
      reviewed,
      entity: publication?.entity ?? null,
      year: publication?.year ?? null,
      kind: publication?.kind ?? 'unknown',
    });
  }
  return sorted;
}

function brokenOff({ name }: ObtainedFile): ReviewedFiles {
  const message = { zh: zh.engineFailed, en: en.engineFailed };
  const failures = [{ name, code: 'internal-error' as const, message }];
  return {
    review: { schema: 'tieout/review@1', publications: [], case: { findings: [] }, failures },
    documents: [],
  };
}
