import type { Document } from '../../core/model/document.ts';
import type { Review } from '../../core/model/review.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';

/** The review that a `reviewed` event speaks of, or undefined where its bytes are not here (or not a review). */
export async function loadReview(db: WorkspaceDatabase, sha256: string): Promise<Review | undefined> {
  const blob = await db.blobs.get(sha256);
  if (!blob) return undefined;
  const value: unknown = parseJson(new TextDecoder().decode(blob.bytes));
  return isReview(value) ? value : undefined;
}

/**
 * Our own writing under its own hash: the shape is trusted beyond this, but not what the strings say, which come from the
 * document.
 */
function isReview(value: unknown): value is Review {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schema' in value &&
    value.schema === 'tieout/review@1' &&
    'publications' in value &&
    Array.isArray(value.publications)
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The document as read, kept from the review or read again by `read` where it is not there. */
export async function loadDocument(
  db: WorkspaceDatabase,
  sha256: string,
  engine: string,
  read: () => Promise<Document | undefined>,
): Promise<Document | undefined> {
  const record = await db.derived.get(`document:${sha256}`);
  if (record && record.engine === engine) return record.value as Document;
  const made = await read();
  if (made) await db.derived.put({ key: `document:${sha256}`, engine, value: made }).catch(() => undefined);
  return made ?? (record?.value as Document | undefined);
}
