/**
 * Getting a file's bytes, and saying whether they are what was asked for. An answer of 200 proves nothing: an expired login
 * or link is sent as a web page, and such a page must never become evidence of a PDF.
 */
import * as v from 'valibot';
import type { Message } from '../../core/model/source.ts';
import type { CaptureMethod } from '../../pwa/storage/event.ts';
import type { ObtainedFile } from '../../pwa/storage/record.ts';
import { EMPTY, tooLarge, unsupported } from '../../workers/readers/failures.ts';
import { tellKind } from '../../workers/readers/file-kind.ts';
import { FILE_BYTES_MAX } from '../../workers/readers/read-file.ts';
import { runInTab } from '../browser-api.ts';
import type { AttachmentKind } from '../messages.ts';

export const REFUSAL_CODES = [
  'link-expired',
  'no-permission',
  'not-found',
  'offline',
  'no-answer',
  'incomplete',
  'page-closed',
  'unsupported-format',
  'empty',
  'too-large',
] as const;

/** Why no evidence was taken: a sentence for the reader, and beneath it what a helper would want to know. */
export interface Refusal {
  readonly code: (typeof REFUSAL_CODES)[number];
  readonly message: Message;
  /** `unsupported-format·HTTP 200·text/html·3,114` */
  readonly technical: string;
}

export type Obtained =
  | { readonly ok: true; readonly file: ObtainedFile }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a server answered, however it was asked. */
export interface Answer {
  readonly status: number;
  /** As the server declares it; empty where it does not. */
  readonly contentType: string;
  readonly contentDisposition: string;
  /** Length that the server declared, unless the body was packed on its way. */
  readonly declaredLength: number | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Wanted {
  readonly address: string;
  /** Title of the page or words of the link that lead to it. */
  readonly title?: string;
  /** What the link says it is, or the tab shows; absent: anything that we read. */
  readonly kind?: AttachmentKind;
  readonly method: CaptureMethod;
}

const KIND_NAMES: Readonly<Record<AttachmentKind, Message>> = {
  pdf: { zh: ' PDF', en: 'the PDF' },
  doc: { zh: ' Word 文件', en: 'the Word file' },
  docx: { zh: ' Word 文件', en: 'the Word file' },
  xls: { zh: ' Excel 文件', en: 'the Excel file' },
  xlsx: { zh: ' Excel 文件', en: 'the Excel file' },
};
const ANY_FILE: Message = { zh: '文件', en: 'the file' };

/** Judges an answer: a file that can become evidence, or a refusal with its sentence. */
export function judgeAnswer(answer: Answer, wanted: Wanted): Obtained {
  const { status, bytes, declaredLength } = answer;
  const name = wanted.kind ? KIND_NAMES[wanted.kind] : ANY_FILE;
  const refuse = (code: Refusal['code'], message: Message): Obtained => ({
    ok: false,
    refusal: { code, message, technical: technicalOf(code, answer) },
  });
  const found = bytes.length === 0 ? undefined : tellKind(bytes);
  if (found?.kind === 'html' && (wanted.kind !== undefined || status !== 200)) {
    return refuse('link-expired', {
      zh: `网站给的是一张“链接已失效”的网页，不是${name.zh}。未存为证据。`,
      en: `The site sent an "expired link" page, not ${name.en}. It was not kept as evidence.`,
    });
  }
  if (status !== 200) {
    return refuse('not-found', {
      zh: `网站没有给出文件（回答 ${status}）。一个数也没有核对。请回到来源页重新打开，或把下载好的文件拖到这里。`,
      en: `The site did not give the file (it answered ${status}). Nothing was checked. Open it again from its page, or drop the downloaded file here.`,
    });
  }
  if (!found) return refuse('empty', EMPTY.message);
  if (bytes.length > FILE_BYTES_MAX) {
    return refuse('too-large', tooLarge(bytes.length, FILE_BYTES_MAX).message);
  }
  if (declaredLength !== undefined && declaredLength > bytes.length) {
    return refuse('incomplete', {
      zh: `文件没有传完：收到 ${inWords(bytes.length)} 字节，应有 ${inWords(declaredLength)} 字节。未存为证据，请重新核对。`,
      en: `The file did not arrive whole: ${inWords(bytes.length)} of ${inWords(declaredLength)} bytes. It was not kept as evidence; please check again.`,
    });
  }
  if (found.kind === 'unsupported') return refuse('unsupported-format', unsupported(found.is).message);
  if (wanted.kind === 'pdf' && found.kind !== 'pdf') {
    return refuse(
      'unsupported-format',
      unsupported({ zh: '另一种文件，不是 PDF', en: 'file of another kind, not a PDF' }).message,
    );
  }
  return {
    ok: true,
    file: {
      name: fileNameOf(answer.contentDisposition, wanted),
      mediaType: mediaTypeOf(bytes, answer.contentType),
      bytes,
      method: wanted.method,
      address: wanted.address.slice(0, 20_000),
      ...(wanted.title ? { title: wanted.title.slice(0, 1_000) } : {}),
    },
  };
}

/** By the bytes: portals send PDFs as octet-stream, and the viewer goes by this. Offices' files keep what was declared. */
export function mediaTypeOf(bytes: Uint8Array, declared: string): string {
  switch (tellKind(bytes).kind) {
    case 'pdf':
      return 'application/pdf';
    case 'html':
      return 'text/html';
    case 'text':
      return 'text/plain';
    default:
      return declared.split(';')[0]?.trim() || 'application/octet-stream';
  }
}

const inWords = (count: number) => count.toLocaleString('en-US');

function technicalOf(code: string, { status, contentType, bytes }: Answer): string {
  return [code, `HTTP ${status}`, contentType.split(';')[0], `${inWords(bytes.length)} bytes`]
    .filter(Boolean)
    .join('·');
}

/** From the answer's own file name, else the address, else the link's words. Folders and control characters never pass. */
export function fileNameOf(contentDisposition: string, { address, title, kind }: Wanted): string {
  const star = /filename\*\s*=\s*(?:UTF-8|utf-8)''([^;]+)/.exec(contentDisposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]+)"|([^;\s]+))/.exec(contentDisposition);
  const named = star ?? plain?.[1] ?? plain?.[2];
  const path = URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) : undefined;
  const candidates = [named, path?.includes('.') ? path : undefined, title, path];
  const chosen = candidates.map((text) => cleanName(text ?? '')).find((text) => text !== '') ?? 'document';
  return kind !== undefined && !/\.[a-z]{3,4}$/i.test(chosen) ? `${chosen}.${kind}` : chosen;
}

function cleanName(text: string): string {
  let decoded = text;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    // Percent signs that are no escapes stay as they are.
  }
  return decoded
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}

/** Fetches with the reader's cookies from this page of ours; the host must be open to us (activeTab, or asked for). */
export async function fetchFile(wanted: Wanted, signal: AbortSignal): Promise<Obtained> {
  try {
    const response = await fetch(wanted.address, { credentials: 'include', signal });
    const declared = Number(response.headers.get('content-length') ?? Number.NaN);
    if (declared > FILE_BYTES_MAX) {
      const { message } = tooLarge(declared, FILE_BYTES_MAX);
      return {
        ok: false,
        refusal: { code: 'too-large', message, technical: `too-large·HTTP ${response.status}` },
      };
    }
    const packed = response.headers.has('content-encoding');
    return judgeAnswer(
      {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        contentDisposition: response.headers.get('content-disposition') ?? '',
        declaredLength: packed || Number.isNaN(declared) ? undefined : declared,
        bytes: new Uint8Array(await response.arrayBuffer()),
      },
      wanted,
    );
  } catch {
    return { ok: false, refusal: navigator.onLine ? NO_ANSWER : OFFLINE };
  }
}

/** Bytes cross from a tab as base64 text, in pieces well below the limit of a message. */
const PIECE_LENGTH = 16 * 1024 * 1024;

/** What the tab says of its file: checked like every message. */
const tabHead = v.object({
  status: v.number(),
  contentType: v.string(),
  contentDisposition: v.string(),
  declaredLength: v.nullable(v.number()),
  /** Length of the bytes as base64 text. */
  length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Math.ceil(FILE_BYTES_MAX / 3) * 4)),
});

/**
 * The bytes that an open tab shows: asked for inside the tab, where the browser's cache has them. Undefined where that is not
 * allowed; then the extension fetches them itself, which is a weaker method and recorded as such.
 */
export async function takeTabBytes(tabId: number, wanted: Wanted): Promise<Obtained | undefined> {
  const read = v.safeParse(tabHead, await runInTab(tabId, fetchInTab, []));
  if (!read.success) return undefined;
  const head = read.output;
  const pieces: string[] = [];
  for (let at = 0; at < head.length; at += PIECE_LENGTH) {
    const piece = await runInTab(tabId, pieceInTab, [at, at + PIECE_LENGTH]);
    if (typeof piece !== 'string') return undefined;
    pieces.push(piece);
  }
  await runInTab(tabId, forgetInTab, []);
  const bytes = base64ToBytes(pieces.join(''));
  return bytes && judgeAnswer({ ...head, declaredLength: head.declaredLength ?? undefined, bytes }, wanted);
}

/** Runs inside the tab: whole in itself. Keeps the bytes as base64 until the pieces are fetched; gives the answer's head. */
async function fetchInTab() {
  try {
    const response = await fetch(location.href, { credentials: 'include', cache: 'force-cache' });
    const blob = await response.blob();
    const dataUrl = await new Promise<string>((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
    const text = dataUrl.slice(dataUrl.indexOf(',') + 1);
    (globalThis as { tieoutBytes?: string }).tieoutBytes = blob.size === 0 ? '' : text;
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const isPlain = !response.headers.has('content-encoding') && !Number.isNaN(length);
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      contentDisposition: response.headers.get('content-disposition') ?? '',
      declaredLength: isPlain ? length : null,
      length: blob.size === 0 ? 0 : text.length,
    };
  } catch {
    return null;
  }
}

function pieceInTab(from: number, to: number) {
  return (globalThis as { tieoutBytes?: string }).tieoutBytes?.slice(from, to) ?? null;
}

function forgetInTab() {
  delete (globalThis as { tieoutBytes?: string }).tieoutBytes;
  return true;
}

function base64ToBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}

const NO_ANSWER: Refusal = {
  code: 'no-answer',
  message: {
    zh: '网站没有应答，文件没有取到。可以再试一次，或把下载好的文件拖到这里。',
    en: 'The site did not answer; the file was not obtained. Try again, or drop the downloaded file here.',
  },
  technical: 'no-answer',
};

const OFFLINE: Refusal = {
  code: 'offline',
  message: {
    zh: '现在离线，打不开链接。已下载的文件可以拖到这里。',
    en: 'Offline now; the link cannot be opened. A downloaded file can be dropped here.',
  },
  technical: 'offline',
};

/** The host is closed to us, and the reader did not open it. */
export function noPermission(address: string): Refusal {
  const host = URL.canParse(address) ? new URL(address).host : address;
  return {
    code: 'no-permission',
    message: {
      zh: `要在这个网站上读取表格，需要你允许访问 ${host}。只用于你按下“核对”的页面。`,
      en: `To read tables on this site, please allow access to ${host}. It is used only where you press Check.`,
    },
    technical: 'no-permission',
  };
}

/** Pages of the browser itself, of its shop, and tabs that were never clicked in. */
export const CLOSED_PAGE: Refusal = {
  code: 'page-closed',
  message: {
    zh: '浏览器不让扩展读这一页。在要核对的网页或 PDF 上按一下工具栏的勾稽按钮。',
    en: 'The browser does not let extensions read this page. Press the Tieout button on the page or PDF to be checked.',
  },
  technical: 'page-closed',
};
