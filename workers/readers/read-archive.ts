import type { Reading } from '../../core/model/source.ts';
import type { FileInput } from '../api.ts';
import { tooMany } from './failures.ts';
import { tellKind } from './file-kind.ts';
import { kindOfZip } from './read-zip.ts';
import { openZip, readEntryName } from './zip.ts';

/** Files of one archive that are read as one case. */
const FILES_MAX = 500;
/** All of them unpacked, in bytes. */
const ARCHIVE_BYTES_MAX = 512 * 1024 * 1024;

/**
 * The files in a zip archive, each under its own name; any other file is given back as it is. Archives in archives are not
 * opened: reading one says so. `too-large` where it unpacks to more than it may, `damaged` or `encrypted` as for any zip.
 */
export function unpackArchive(file: FileInput): Reading<readonly FileInput[]> {
  if (file.bytes.length === 0 || tellKind(file.bytes).kind !== 'zip') return { ok: true, value: [file] };
  const zip = openZip(file.bytes);
  // A zip that cannot be listed may be a damaged Office file: reading it says what is wrong.
  if (!zip.ok || kindOfZip(zip.value) !== 'archive') return { ok: true, value: [file] };
  const names = [...zip.value.entries.keys()].filter(isDocument);
  if (names.length > FILES_MAX) {
    return { ok: false, error: tooMany(FILES_MAX, { zh: '压缩包里的文件', en: 'files in the archive' }) };
  }
  const parts = zip.value.unpack(names, ARCHIVE_BYTES_MAX);
  if (!parts.ok) return parts;
  const files = names.flatMap((name): FileInput[] => {
    const bytes = parts.value.get(name);
    return bytes === undefined ? [] : [{ name: readEntryName(name), bytes }];
  });
  return { ok: true, value: files.length === 0 ? [file] : files };
}

/** Not a folder, and none of the files that systems add on their own. */
function isDocument(name: string): boolean {
  return !name.endsWith('/') && !/(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i.test(name);
}
