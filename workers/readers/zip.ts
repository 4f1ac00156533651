import { unzipSync } from 'fflate';
import type { Reading } from '../../core/model/source.ts';
import { decodeText } from './charset.ts';
import { DAMAGED, ENCRYPTED, tooMany, unpacksTooLarge } from './failures.ts';

/** Entries of an archive; office files have some dozens, a case some hundreds. */
const ENTRIES_MAX = 10_000;
/** All that is unpacked of one Office file, in bytes: its XML becomes text and trees of several times that size. */
export const UNPACKED_BYTES_MAX = 96 * 1024 * 1024;
/** XML of real files shrinks to a tenth or a fiftieth; what shrinks further and is large is a bomb. */
const RATIO_MAX = 200;
const BOMB_BYTES_MIN = 8 * 1024 * 1024;

/** An archive whose entries are listed, and unpacked only when asked for. */
export interface Zip {
  /** Names of the entries, in the archive's order, with the size that each says it unpacks to. */
  readonly entries: ReadonlyMap<string, number>;
  /** Bytes of the entries of these names; those that are not there are left out. `limit` is for all calls together. */
  unpack(names: readonly string[], limit?: number): Reading<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>;
}

/** Opens a zip archive: lists it, unpacks nothing. */
export function openZip(bytes: Uint8Array): Reading<Zip> {
  if (isEncrypted(bytes)) return { ok: false, error: ENCRYPTED };
  const entries = new Map<string, number>();
  const bombs = new Set<string>();
  const listed = unzipWhere(bytes, ({ name, size, originalSize }) => {
    if (entries.size <= ENTRIES_MAX) entries.set(name, originalSize);
    if (originalSize > BOMB_BYTES_MIN && originalSize > size * RATIO_MAX) bombs.add(name);
    return false;
  });
  if (!listed.ok) return listed;
  if (entries.size > ENTRIES_MAX) {
    return { ok: false, error: tooMany(ENTRIES_MAX, { zh: '压缩包里的文件', en: 'files in the archive' }) };
  }
  let unpacked = 0;
  return {
    ok: true,
    value: {
      entries,
      unpack(names, limit = UNPACKED_BYTES_MAX) {
        const wanted = new Set(names.filter((name) => entries.has(name)));
        for (const name of wanted) unpacked += entries.get(name) ?? 0;
        if (unpacked > limit || names.some((name) => bombs.has(name))) {
          return { ok: false, error: unpacksTooLarge(limit) };
        }
        const parts = unzipWhere(bytes, ({ name }) => wanted.delete(name));
        return parts.ok ? { ok: true, value: new Map(Object.entries(parts.value)) } : parts;
      },
    },
  };
}

interface Entry {
  readonly name: string;
  /** Packed and unpacked, in bytes. */
  readonly size: number;
  readonly originalSize: number;
}

/** fflate allocates what an entry declares and writes no further, so a size that lies does no harm. */
function unzipWhere(
  bytes: Uint8Array,
  filter: (entry: Entry) => boolean,
): Reading<Record<string, Uint8Array<ArrayBuffer>>> {
  try {
    return { ok: true, value: unzipSync(bytes, { filter }) as Record<string, Uint8Array<ArrayBuffer>> };
  } catch {
    return { ok: false, error: DAMAGED };
  }
}

/** Bit 0 of the flags of the first entry. */
function isEncrypted(bytes: Uint8Array): boolean {
  return bytes[2] === 3 && ((bytes[6] ?? 0) & 1) === 1;
}

/** A name as written: fflate reads names without the UTF-8 flag as Latin-1, where Chinese programs wrote GBK. */
export function readEntryName(name: string): string {
  const codes = Array.from(name, (character) => character.charCodeAt(0));
  const isLatin = codes.every((code) => code < 0x100) && codes.some((code) => code >= 0x80);
  return isLatin ? decodeText(Uint8Array.from(codes)).text : name;
}
