import { hashBytes } from '../storage/hash.ts';
import { CHUNK_BYTES, type Chunk } from './protocol.ts';

export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_BYTES));
}

/** The chunk with this index (from 0) of a blob, or undefined past its end. */
export async function cutChunk(
  sha256: string,
  bytes: Uint8Array<ArrayBuffer>,
  index: number,
): Promise<Chunk | undefined> {
  const count = chunkCount(bytes.length);
  if (index >= count) return undefined;
  const piece = bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
  return { sha256, index, count, chunkSha256: await hashBytes(piece), data: toBase64(piece) };
}

/** The bytes of a chunk, or undefined when they are not what its hash says. */
export async function openChunk(chunk: Chunk): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = fromBase64(chunk.data);
  if (!bytes || bytes.length > CHUNK_BYTES) return undefined;
  return (await hashBytes(bytes)) === chunk.chunkSha256 ? bytes : undefined;
}

export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  // In pieces, because a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    return undefined;
  }
}
