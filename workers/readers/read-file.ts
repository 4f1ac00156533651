import type { Failure, Reading, Source } from '../../core/model/source.ts';
import type { FileInput, Progress } from '../api.ts';
import { charsetOfType } from './charset.ts';
import { EMPTY, tooLarge, tooMany, unsupported } from './failures.ts';
import { tellKind } from './file-kind.ts';
import type { SourceIdentity } from './html.ts';

/** Larger files are refused before anything is read. */
export const FILE_BYTES_MAX = 512 * 1024 * 1024;
/** A web page of this size is no publication any more; pictures within it count. */
const PAGE_BYTES_MAX = 64 * 1024 * 1024;
/** Pages of publications have some ten thousand tags; parsing a million takes many seconds. */
const TAGS_MAX = 600_000;
/** A text of this size is no publication any more. */
const TEXT_BYTES_MAX = 16 * 1024 * 1024;

export interface ReadSetting {
  /** Where pdf.js finds `cmaps/`, `standard_fonts/` and `wasm/`; ends in a slash. */
  readonly assets: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Milliseconds after which a page of a PDF is given up; the reader's own limit where left out. */
  readonly pageMsMax?: number;
}

/**
 * bytes → source. The kind is told from the bytes, never from the name. What cannot be read is a value that says what is
 * wrong and what to do; readers of one format are loaded when a file needs them.
 */
export async function readFile(file: FileInput, setting: ReadSetting): Promise<Reading<Source>> {
  const { bytes, name } = file;
  if (bytes.length === 0) return fail(EMPTY);
  if (bytes.length > FILE_BYTES_MAX) return fail(tooLarge(bytes.length, FILE_BYTES_MAX));
  const found = tellKind(bytes);
  if (found.kind === 'unsupported') return fail(unsupported(found.is));
  const identity: SourceIdentity = { name, sha256: await hashBytes(bytes) };
  switch (found.kind) {
    case 'pdf': {
      const { readPdf } = await import('./pdf.ts');
      return readPdf(bytes, identity, setting);
    }
    case 'html': {
      if (bytes.length > PAGE_BYTES_MAX) return fail(tooLarge(bytes.length, PAGE_BYTES_MAX));
      if (hasManyTags(bytes))
        return fail(tooMany(TAGS_MAX, { zh: '网页的元素', en: 'elements in the page' }));
      const { readHtml } = await import('./html.ts');
      return { ok: true, value: readHtml(bytes, identity, file.declaredType) };
    }
    case 'mhtml': {
      if (bytes.length > PAGE_BYTES_MAX) return fail(tooLarge(bytes.length, PAGE_BYTES_MAX));
      if (hasManyTags(bytes))
        return fail(tooMany(TAGS_MAX, { zh: '网页的元素', en: 'elements in the page' }));
      const { readMhtml } = await import('./mhtml.ts');
      return readMhtml(bytes, identity);
    }
    case 'rtf': {
      if (bytes.length > PAGE_BYTES_MAX) return fail(tooLarge(bytes.length, PAGE_BYTES_MAX));
      const { readRtf } = await import('./rtf.ts');
      return readRtf(bytes, identity);
    }
    case 'page': {
      const { readPageCapture } = await import('./page-capture.ts');
      return readPageCapture(bytes, identity);
    }
    case 'zip': {
      const { readZip } = await import('./read-zip.ts');
      return readZip(bytes, identity);
    }
    case 'ole': {
      const { readOle } = await import('./read-ole.ts');
      return readOle(bytes, identity);
    }
    case 'biff': {
      const { readXls } = await import('./xls.ts');
      return readXls(bytes, identity);
    }
    case 'text': {
      if (bytes.length > TEXT_BYTES_MAX) return fail(tooLarge(bytes.length, TEXT_BYTES_MAX));
      const { readText } = await import('./text.ts');
      return { ok: true, value: readText(bytes, identity, charsetOfType(file.declaredType)) };
    }
  }
}

function hasManyTags(bytes: Uint8Array): boolean {
  let tags = 0;
  for (const byte of bytes) if (byte === 0x3c) tags++;
  return tags > TAGS_MAX;
}

/** The files in a zip archive; any other file, and an Office file that is a zip inside, as it is. */
export async function unpackFile(file: FileInput): Promise<Reading<readonly FileInput[]>> {
  if (tellKind(file.bytes).kind !== 'zip') return { ok: true, value: [file] };
  const { unpackArchive } = await import('./read-archive.ts');
  return unpackArchive(file);
}

/** Hex SHA-256 of bytes: the identity of a document. */
export async function hashBytes(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fail(error: Failure): Reading<Source> {
  return { ok: false, error };
}
