import type { Reading, Source } from '../../core/model/source.ts';
import { openCompoundFile } from './compound-file.ts';
import { DAMAGED, ENCRYPTED, unsupported } from './failures.ts';
import type { SourceIdentity } from './html.ts';

/** Reads a compound file: legacy Word or Excel; a new Office file with a password is one too. */
export async function readOle(bytes: Uint8Array, identity: SourceIdentity): Promise<Reading<Source>> {
  const file = openCompoundFile(bytes);
  if (!file) return { ok: false, error: DAMAGED };
  const has = (name: string) => file.names.includes(name);
  if (has('EncryptedPackage')) return { ok: false, error: ENCRYPTED };
  if (has('Workbook') || has('Book')) {
    const { readXls } = await import('./xls.ts');
    return readXls(bytes, identity);
  }
  if (has('WordDocument')) {
    const { readDoc } = await import('./doc.ts');
    return readDoc(file, identity);
  }
  if (has('PowerPoint Document')) {
    return {
      ok: false,
      error: unsupported({ zh: '一份 PowerPoint 演示文稿', en: 'PowerPoint presentation' }),
    };
  }
  return {
    ok: false,
    error: file.names.length === 0 ? DAMAGED : unsupported({ zh: '一份复合文档', en: 'compound file' }),
  };
}
