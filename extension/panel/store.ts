/** What the panel writes into the extension's own database: evidence first, its review when it is done. */

import { appendEvents } from '../../pwa/storage/append.ts';
import type { NewBlob } from '../../pwa/storage/blob.ts';
import type { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import type { EventDraft } from '../../pwa/storage/event.ts';
import { type Stored, stored } from '../../pwa/storage/failure.ts';
import { hashBytes } from '../../pwa/storage/hash.ts';
import { type CaseState, projectWorkspace, type Workspace } from '../../pwa/storage/project.ts';
import type { ObtainedFile } from '../../pwa/storage/record.ts';

export interface Kept {
  readonly caseId: string;
  /** SHA-256 of each file, in order. */
  readonly documents: readonly string[];
  /** True where the case was there already: its decisions and notes stay. */
  readonly known: boolean;
}

export async function readWorkspace(db: WorkspaceDatabase): Promise<Workspace> {
  return projectWorkspace(await db.events.toArray());
}

/**
 * Keeps files as evidence before anything is read of them: a one-time link cannot be asked again. A page or file that has
 * a case already goes into it; a page that changed takes the place of its earlier capture there, which stays stored.
 */
export async function keepEvidence(
  db: WorkspaceDatabase,
  title: string,
  files: readonly ObtainedFile[],
): Promise<Stored<Kept>> {
  const workspace = await readWorkspace(db);
  const hashes = await Promise.all(files.map(({ bytes }) => hashBytes(bytes)));
  const same = findCase(workspace, files, hashes);
  const caseId = same?.id ?? crypto.randomUUID();
  const drafts: EventDraft[] = same
    ? []
    : [{ kind: 'case-created', body: { case: caseId, title: title.slice(0, 500) } }];
  const blobs: NewBlob[] = [];
  for (const [index, file] of files.entries()) {
    const document = hashes[index] as string;
    if (same?.documents.includes(document)) continue;
    for (const older of same?.documents ?? []) {
      const isReplaced =
        file.address !== undefined && workspace.documents.get(older)?.address === file.address;
      if (isReplaced) drafts.push({ kind: 'document-removed', body: { case: caseId, document: older } });
    }
    blobs.push({ kind: 'source', mediaType: file.mediaType, bytes: file.bytes });
    if (file.snapshot) blobs.push({ kind: 'snapshot', mediaType: 'text/html', bytes: file.snapshot });
    drafts.push(await capturedDraft(file, document));
    drafts.push({ kind: 'document-added', body: { case: caseId, document } });
  }
  const kept: Kept = { caseId, documents: hashes, known: same !== undefined };
  if (drafts.length === 0) return stored(kept);
  const result = await appendEvents(db, drafts, blobs);
  return result.ok ? stored(kept) : result;
}

async function capturedDraft(file: ObtainedFile, document: string): Promise<EventDraft> {
  const { name, mediaType, bytes, method, address, title, snapshot } = file;
  return {
    kind: 'captured',
    body: {
      document,
      name,
      mediaType,
      size: bytes.length,
      method,
      ...(address ? { address } : {}),
      ...(title ? { title } : {}),
      ...(snapshot ? { snapshot: await hashBytes(snapshot) } : {}),
    },
  };
}

/** The case that holds exactly these files, or an earlier state of the same page; removed cases stay removed. */
function findCase(
  workspace: Workspace,
  files: readonly ObtainedFile[],
  hashes: readonly string[],
): CaseState | undefined {
  const isSame = (document: string, index: number) => {
    if (document === hashes[index]) return true;
    const file = files[index];
    const older = workspace.documents.get(document);
    return file?.method === 'page' && older?.method === 'page' && older.address === file.address;
  };
  return [...workspace.cases.values()].find(
    ({ documents, removed, sample }) =>
      !removed && !sample && documents.length === files.length && documents.every(isSame),
  );
}
