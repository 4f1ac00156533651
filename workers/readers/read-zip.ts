import type { Message, Reading, Source } from '../../core/model/source.ts';
import { DAMAGED, unsupported } from './failures.ts';
import type { SourceIdentity } from './html.ts';
import { openZip, type Zip } from './zip.ts';

/** Reads a file that is a zip inside: Word, Excel or OpenDocument. An archive of files is told apart by `isArchive`. */
export async function readZip(bytes: Uint8Array, identity: SourceIdentity): Promise<Reading<Source>> {
  const zip = openZip(bytes);
  if (!zip.ok) return zip;
  switch (kindOfZip(zip.value)) {
    case 'docx': {
      const { readDocx } = await import('./docx.ts');
      return readDocx(zip.value, identity);
    }
    case 'xlsx': {
      const { readXlsx } = await import('./xlsx.ts');
      return readXlsx(zip.value, identity);
    }
    case 'opendocument': {
      const { readOpenDocument } = await import('./opendocument.ts');
      return readOpenDocument(zip.value, identity);
    }
    case 'empty':
      return { ok: false, error: DAMAGED };
    case 'archive':
      return { ok: false, error: unsupported({ zh: '一个压缩包', en: 'archive of several files' }) };
    default:
      return { ok: false, error: unsupported(NAMES[kindOfZip(zip.value)] ?? NAMES.other) };
  }
}

const NAMES: Readonly<Record<string, Message>> & { other: Message } = {
  pptx: { zh: '一份 PowerPoint 演示文稿', en: 'PowerPoint presentation' },
  ofd: { zh: '一份 OFD 文档', en: 'OFD document' },
  xlsb: { zh: '一份 Excel 二进制工作簿（xlsb）', en: 'Excel binary workbook (xlsb)' },
  other: { zh: '一个程序包', en: 'package' },
};

type ZipKind = 'docx' | 'xlsx' | 'opendocument' | 'pptx' | 'ofd' | 'xlsb' | 'archive' | 'empty';

/** What a zip is, by the parts that it holds. */
export function kindOfZip(zip: Zip): ZipKind {
  const names = [...zip.entries.keys()];
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (names.length === 0) return 'empty';
  if (has(/^word\/document\d*\.xml$/)) return 'docx';
  if (has(/^xl\/workbook\.xml$/)) return 'xlsx';
  if (has(/^xl\/workbook\.bin$/)) return 'xlsb';
  if (has(/^ppt\/presentation\.xml$/)) return 'pptx';
  if (has(/^OFD\.xml$/)) return 'ofd';
  return has(/^content\.xml$/) && has(/^mimetype$/) ? 'opendocument' : 'archive';
}
