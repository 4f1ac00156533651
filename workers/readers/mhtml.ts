import type { Reading, Source } from '../../core/model/source.ts';
import { charsetOfMeta, charsetOfType, decodeText } from './charset.ts';
import { DAMAGED } from './failures.ts';
import { readHtmlTree, type SourceIdentity } from './html.ts';
import { elementsOf, type FindPart, type HtmlNode, htmlToTree } from './html-tree.ts';

/** An archive of one page has some hundred parts: pictures, frames, style sheets. */
const PARTS_MAX = 5_000;
/** Multiparts within multiparts. */
const DEPTH_MAX = 4;
const SHEETS_MAX = 500;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/**
 * Reads a web archive (MHTML, RFC 2557): the page with its frames and style sheets, as browsers, Word and Excel save it. An
 * Excel workbook is the pages of its sheets, one after another.
 */
export function readMhtml(bytes: Uint8Array, identity: SourceIdentity): Reading<Source> {
  const parts = splitParts(toPart(new TextDecoder('windows-1252').decode(bytes)), 0);
  const [root] = parts.filter(isPage);
  if (!root) return { ok: false, error: DAMAGED };
  const findPart = partFinder(parts, root.headers.get('content-location') ?? '');
  const tree = htmlToTree(textOf(root), findPart);
  const value = readHtmlTree(joinSheets(tree, findPart), { mediaType: 'multipart/related', ...identity });
  return { ok: true, value };
}

function toPart(text: string): Part {
  const break_ = /\r?\n\r?\n/.exec(text);
  const head = break_ ? text.slice(0, break_.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: break_ ? text.slice(break_.index + break_[0].length) : '' };
}

function splitParts(part: Part, depth: number): Part[] {
  const type = part.headers.get('content-type') ?? '';
  if (!/^multipart\//i.test(type) || depth >= DEPTH_MAX) return [part];
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return [];
  const pieces = `\n${part.body}`.split(`\n--${mark}`).slice(1, PARTS_MAX);
  return pieces
    .filter((piece) => !piece.startsWith('--'))
    .flatMap((piece) => splitParts(toPart(piece.replace(/^[^\n]*\n/, '')), depth + 1));
}

const isPage = ({ headers }: Part) =>
  /^(?:text\/html|application\/xhtml)/i.test(headers.get('content-type') ?? '');
const isStyle = ({ headers }: Part) => /^text\/css/i.test(headers.get('content-type') ?? '');

function textOf(part: Part): string {
  const bytes = bytesOf(part);
  const declared = charsetOfType(part.headers.get('content-type')) ?? charsetOfMeta(bytes);
  return decodeText(bytes, declared).text;
}

function bytesOf({ headers, body }: Part): Uint8Array {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase();
  if (encoding === 'base64') return toBytes(fromBase64(body));
  if (encoding !== 'quoted-printable') return toBytes(body);
  const plain = body.replace(/[ \t]*=[ \t]*\r?\n/g, '');
  return toBytes(
    plain.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

function fromBase64(text: string): string {
  try {
    return atob(text.replace(/[^A-Za-z0-9+/]/g, ''));
  } catch {
    return '';
  }
}

/** Code points of Windows-1252 back into the bytes that they were decoded from. */
function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 0x100 ? code : (UPPER.get(code) ?? 0x3f);
  }
  return bytes;
}

const UPPER = new Map<number, number>();
for (let byte = 0x80; byte < 0xa0; byte++) {
  UPPER.set(new TextDecoder('windows-1252').decode(Uint8Array.of(byte)).charCodeAt(0), byte);
}

/** Parts by their content id, their address, or else by the last segment of it where only one has that. */
function partFinder(parts: readonly Part[], base: string): FindPart {
  const byName = new Map<string, Part>();
  const bySegment = new Map<string, Part | undefined>();
  for (const part of parts.filter((each) => isPage(each) || isStyle(each))) {
    const id = part.headers.get('content-id')?.replace(/^<|>$/g, '');
    const address = part.headers.get('content-location') ?? '';
    if (id) byName.set(`cid:${id}`, part);
    byName.set(address, part);
    const segment = lastSegment(address);
    bySegment.set(segment, bySegment.has(segment) ? undefined : part);
  }
  return (address) => {
    if (address === '') return undefined;
    const whole = URL.parse(address, base)?.href ?? address;
    const part = byName.get(address) ?? byName.get(whole) ?? bySegment.get(lastSegment(address));
    return part && { text: textOf(part), kind: isPage(part) ? 'page' : 'style' };
  };
}

const lastSegment = (address: string) => address.split(/[?#]/)[0]?.split(/[/\\]/).at(-1)?.toLowerCase() ?? '';

/** Excel's workbook is a frame for the sheet shown last; its links name all sheets in their order. */
function joinSheets(tree: HtmlNode, findPart: FindPart): HtmlNode {
  const links = [...elementsOf(tree)].filter(
    ({ tag, attributes }) => tag === 'link' && attributes?.id === 'shLink',
  );
  const sheets = links.slice(0, SHEETS_MAX).flatMap(({ attributes }): HtmlNode[] => {
    const part = findPart(attributes?.href ?? '');
    const page = part?.kind === 'page' ? htmlToTree(part.text, findPart, 1) : undefined;
    const root = page?.children?.find(({ tag }) => tag === 'html');
    return root ? [{ tag: 'iframe', attributes: {}, children: [root] }] : [];
  });
  if (sheets.length === 0) return tree;
  const body: HtmlNode = { tag: 'body', attributes: {}, children: sheets };
  return { tag: '#document', attributes: {}, children: [{ tag: 'html', attributes: {}, children: [body] }] };
}
