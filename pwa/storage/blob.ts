import * as v from 'valibot';

/**
 * - `source`: the bytes of a publication as obtained
 * - `snapshot`: an HTML page as it stood when its live tables were captured
 * - `review`: what a review said (the JSON of contracts.md), kept because a decision rests on what was shown
 */
export const BLOB_KINDS = ['source', 'snapshot', 'review'] as const;
export type BlobKind = (typeof BLOB_KINDS)[number];

export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256'));

/** What is known of a blob without its bytes: the line in a sync answer and in a backup's list. */
export const blobHeadSchema = v.object({
  sha256: sha256Schema,
  kind: v.picklist(BLOB_KINDS),
  mediaType: v.pipe(v.string(), v.maxLength(200)),
  /** In bytes. */
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type BlobHead = v.InferOutput<typeof blobHeadSchema>;

/** Bytes under their own hash. Never changed, and never deleted by sync. */
export interface StoredBlob extends BlobHead {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes that are to be stored; the hash is made by the store, never taken on trust. */
export interface NewBlob {
  readonly kind: BlobKind;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function blobHead({ sha256, kind, mediaType, size }: StoredBlob): BlobHead {
  return { sha256, kind, mediaType, size };
}
