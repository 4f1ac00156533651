/**
 * Bytes of a web page or plain text → text. Order: byte order mark, then whether the bytes are UTF-8 at all (text in
 * another charset practically never is, so a wrong declaration does no harm), then what is declared, then GB18030 if
 * the bytes fit it, else Windows-1252. GB2312 and GBK are read as their superset GB18030, as browsers do.
 */
export function decodeText(bytes: Uint8Array, declared?: string | null): { text: string; charset: string } {
  const marked = charsetOfMark(bytes);
  if (marked) return { text: decode(bytes, marked), charset: marked };
  const label = normaliseLabel(declared);
  if (label?.startsWith('utf-16')) return { text: decode(bytes, label), charset: label };
  const asUtf8 = decode(bytes, 'utf-8');
  if (label?.startsWith('iso-2022')) return { text: decode(bytes, label), charset: label };
  if (isMostly(asUtf8)) return { text: asUtf8, charset: 'utf-8' };
  if (label && label !== 'utf-8') return { text: decode(bytes, label), charset: label };
  const asChinese = decode(bytes, 'gb18030');
  const charset = isMostly(asChinese) && /[\u4e00-\u9fff]{2}/.test(asChinese) ? 'gb18030' : 'windows-1252';
  return { text: charset === 'gb18030' ? asChinese : decode(bytes, charset), charset };
}

/** Charset that a page declares in its first bytes (`<meta charset>`, `http-equiv`, or an XML declaration). */
export function charsetOfMeta(bytes: Uint8Array): string | null {
  const head = decode(bytes.subarray(0, 4096), 'windows-1252');
  const meta =
    /<meta[^>]+?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head) ??
    /<\?xml[^>]+?encoding\s*=\s*["']([\w:.-]+)/i.exec(head);
  return meta?.[1] ?? null;
}

/** Charset in a content type such as `text/html; charset=gbk`. */
export function charsetOfType(contentType: string | undefined): string | null {
  return /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

function charsetOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function normaliseLabel(label: string | null | undefined): string | null {
  if (!label) return null;
  const lower = label.trim().toLowerCase();
  if (/^(gb_?2312(-80)?|gbk|x-gbk|cp936|ms936|windows-936|gb18030|hz-gb-2312)$/.test(lower)) return 'gb18030';
  try {
    return new TextDecoder(lower).encoding;
  } catch {
    return null;
  }
}

function decode(bytes: Uint8Array, charset: string): string {
  return new TextDecoder(charset).decode(bytes);
}

/** A text with at most one undecodable character in 500 beyond ASCII: a few bad bytes do not change the charset. */
function isMostly(text: string): boolean {
  let beyond = 0;
  let bad = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) beyond++;
    if (code === 0xfffd) bad++;
  }
  return bad * 500 <= beyond;
}
