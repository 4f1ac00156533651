import type { Message } from '../../core/model/source.ts';

/** What the bytes are, whatever the name says. `zip` and `ole` are containers whose content decides further. */
export type FileKind =
  | { readonly kind: 'pdf' | 'zip' | 'ole' | 'biff' | 'html' | 'mhtml' | 'rtf' | 'text' | 'page' }
  | { readonly kind: 'unsupported'; readonly is: Message };

/** A header may stand behind some junk (PDF allows 1024 bytes); web servers put white space before HTML. */
const HEAD_LENGTH = 1024;

/** First bytes of files that are not read, so that the refusal can name them. */
const SIGNATURES: readonly (readonly [bytes: string, offset: number, is: Message])[] = [
  ['\x89PNG', 0, { zh: '一张 PNG 图片', en: 'PNG image' }],
  ['\xff\xd8\xff', 0, { zh: '一张 JPEG 图片', en: 'JPEG image' }],
  ['GIF8', 0, { zh: '一张 GIF 图片', en: 'GIF image' }],
  ['BM', 0, { zh: '一张 BMP 图片', en: 'BMP image' }],
  ['II*\0', 0, { zh: '一张 TIFF 图片', en: 'TIFF image' }],
  ['MM\0*', 0, { zh: '一张 TIFF 图片', en: 'TIFF image' }],
  ['WEBP', 8, { zh: '一张 WebP 图片', en: 'WebP image' }],
  ['ftypheic', 4, { zh: '一张 HEIC 图片', en: 'HEIC image' }],
  ['Rar!', 0, { zh: '一个 RAR 压缩包', en: 'RAR archive' }],
  ['7z\xbc\xaf', 0, { zh: '一个 7z 压缩包', en: '7z archive' }],
  ['\x1f\x8b', 0, { zh: '一个 gzip 压缩包', en: 'gzip archive' }],
  ['%!PS', 0, { zh: '一份 PostScript 文档', en: 'PostScript document' }],
  ['OFD', 0, { zh: '一份 OFD 文档', en: 'OFD document' }],
  ['MZ', 0, { zh: '一个程序', en: 'program' }],
  ['\x7fELF', 0, { zh: '一个程序', en: 'program' }],
  ['ID3', 0, { zh: '一段录音', en: 'sound recording' }],
  ['ftyp', 4, { zh: '一段视频', en: 'video' }],
];

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Start of a web page as our own content script captures it (page-capture.ts). */
const PAGE = '{"schema":"tieout/page@';

/** Documents written as text whose text is not what a reader sees. */
const TEXT_FORMATS: readonly (readonly [pattern: RegExp, is: Message])[] = [
  [
    /^(?:\xef\xbb\xbf)?\s*<\?xml[\s\S]*?(?:schemas-microsoft-com:office|<\w*:?(?:Workbook|wordDocument|package)\b)/,
    { zh: '一份 XML 格式的 Office 文档', en: 'Office document in XML' },
  ],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml/, { zh: '一份 XML 数据', en: 'XML file' }],
];

const OTHER: Message = { zh: '一个二进制文件', en: 'binary file' };

/** Tells the kind of a file from its bytes. */
export function tellKind(bytes: Uint8Array): FileKind {
  const head = latin(bytes.subarray(0, HEAD_LENGTH));
  if (head.includes('%PDF-')) return { kind: 'pdf' };
  if (head.startsWith('PK') && [3, 5, 7].includes(bytes[2] ?? 0) && bytes[3] === (bytes[2] ?? 0) + 1) {
    return { kind: 'zip' };
  }
  if (OLE.every((byte, i) => bytes[i] === byte)) return { kind: 'ole' };
  if (isBiffStream(bytes)) return { kind: 'biff' };
  if (head.startsWith('{\\rtf')) return { kind: 'rtf' };
  for (const [signature, offset, is] of SIGNATURES) {
    if (head.startsWith(signature, offset) && !isWordsFor(signature, head))
      return { kind: 'unsupported', is };
  }
  if (head.startsWith(PAGE)) return { kind: 'page' };
  if (isBinary(bytes)) return { kind: 'unsupported', is: OTHER };
  if (isMhtml(bytes)) return { kind: 'mhtml' };
  if (isHtml(head, bytes)) return { kind: 'html' };
  const other = TEXT_FORMATS.find(([pattern]) => pattern.test(head));
  return other ? { kind: 'unsupported', is: other[1] } : { kind: 'text' };
}

/** Two or three capital letters may also begin a text. */
function isWordsFor(signature: string, head: string): boolean {
  return /^[A-Z]{2,3}$/.test(signature) && !isBinary(Uint8Array.from(head, (c) => c.charCodeAt(0)));
}

/** A BIFF 2 to 8 stream outside a container, as very old programs write .xls: its BOF record comes first. */
function isBiffStream(bytes: Uint8Array): boolean {
  const [record, version = 255, length = 0, high] = bytes;
  return record === 9 && [0, 2, 4, 8].includes(version) && length >= 4 && length <= 16 && high === 0;
}

function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false;
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) control++;
  }
  return control * 50 > head.length;
}

/** Headers of a message whose body has parts; browsers put several before the one that says so. */
function isMhtml(bytes: Uint8Array): boolean {
  const head = latin(bytes.subarray(0, 4 * HEAD_LENGTH));
  return (
    /^(?:\xef\xbb\xbf)?\s*[A-Z][\w-]*:[^\n]*\n/i.test(head) &&
    /^MIME-Version:/im.test(head) &&
    /^Content-Type:\s*multipart\//im.test(head)
  );
}

const HTML_TAG =
  /<(?:!doctype\s+html|html|head|body|meta|title|table|div|center|font|style|script|p|h[1-6]|span|article)\b/i;

/** Markup from the first character on; a text that merely holds some tags is text. */
function isHtml(head: string, bytes: Uint8Array): boolean {
  const isUtf16 = head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff');
  const start = isUtf16 ? head.slice(2).replaceAll('\0', '') : head;
  if (!/^(?:\xef\xbb\xbf)?\s*</.test(start)) return false;
  return HTML_TAG.test(start) || HTML_TAG.test(latin(bytes.subarray(0, 16 * HEAD_LENGTH)));
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
