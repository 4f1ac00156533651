import { loadPdfEngine } from '#pdf-engine';
import type { Failure, Message, Reading, Source, SourcePage, Warning } from '../../core/model/source.ts';
import { DAMAGED, EMPTY, ENCRYPTED } from './failures.ts';
import { isUnreadable } from './pdf-characters.ts';
import { fieldsToWords } from './pdf-fields.ts';
import { type DrawnPage, type PdfAnnotation, type PdfFont, readOperators } from './pdf-page.ts';
import { createPortPair } from './pdf-ports.ts';
import { glyphsToWords } from './pdf-words.ts';
import type { ReadSetting } from './read-file.ts';

/** A page that takes longer than this is given up and named; the others go on. */
const PAGE_MS_MAX = 8_000;
/** After so many of them the rest is not tried: the file was made to waste time. */
const SLOW_PAGES_MAX = 3;
/** More pages than this are no publication of one body. */
const PAGES_MAX = 5_000;
/** After so many pages pdf.js lets go of what it keeps of them; fonts that go on are read again. */
const CLEANUP_PAGES = 100;
/** Images over more than this share of a page without words make it a scan. */
const SCAN_COVER_MIN = 0.3;
/** Above this share of unreadable characters a page's text cannot be trusted. */
const UNREADABLE_SHARE_MAX = 0.1;

const SCANNED: Failure = {
  code: 'scanned-pages',
  message: {
    zh: '这份 PDF 是扫描图像，没有可读的文字。一个数也没有核对，这不等于没有问题。',
    en: 'This PDF is a scanned image with no readable text. Not one figure was checked; that does not mean it is right.',
  },
};

const NO_TEXT: Failure = {
  code: 'empty',
  message: {
    zh: '文件里没有任何文字。请确认下载的是正确的文件。',
    en: 'The file holds no text at all. Please check that it is the right file.',
  },
};

/**
 * Pictures of more dots than this are not decoded: nothing is drawn here, a page of a scan takes longest to decode, and what
 * is not decoded cannot do harm. Where they stand is still known (see pdf-page.ts).
 */
const IMAGE_DOTS_MAX = 100_000;

/**
 * Outside a page pdf.js has no place to put a font, tries all the same (as text in base 64) and, when that fails, draws
 * every glyph as a path. Nothing is drawn here: fonts are taken and let go.
 */
const WITHOUT_FONTS = { fonts: { add() {}, delete() {} } };

/**
 * PDF bytes → pages with words and lines. Pages are read one at a time and let go; nothing is kept but their words and
 * lines. What cannot be read is a value with its reason; pages that could not be read are named in the warnings.
 *
 * @param identity Name and hash; they stay the caller's, since pdf.js takes the bytes away.
 * @throws The signal's reason when the reading was given up.
 */
export async function readPdf(
  bytes: Uint8Array<ArrayBuffer>,
  identity: { readonly name: string; readonly sha256: string },
  setting: ReadSetting,
): Promise<Reading<Source>> {
  if (bytes.length === 0) return { ok: false, error: EMPTY };
  if (isCutOff(bytes)) return { ok: false, error: DAMAGED };
  const { assets, signal, onProgress, pageMsMax = PAGE_MS_MAX } = setting;
  const { pdfjs, useWorkerFetch, startWorker } = await loadPdfEngine();
  signal?.throwIfAborted();
  const [port, workerPort] = createPortPair();
  const worker = new pdfjs.PDFWorker({ port, verbosity: pdfjs.VerbosityLevel.ERRORS } as unknown as object);
  startWorker(workerPort);
  const task = pdfjs.getDocument({
    worker,
    data: bytes.slice(),
    cMapUrl: `${assets}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}standard_fonts/`,
    wasmUrl: `${assets}wasm/`,
    useWorkerFetch,
    useSystemFonts: false,
    disableFontFace: false,
    ownerDocument: WITHOUT_FONTS,
    maxImageSize: IMAGE_DOTS_MAX,
    enableXfa: false,
    isEvalSupported: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  } as unknown as Parameters<typeof pdfjs.getDocument>[0]);
  const stop = () => void task.destroy();
  signal?.addEventListener('abort', stop);
  try {
    const document = await task.promise;
    const total = document.numPages;
    if (total === 0) return { ok: false, error: NO_TEXT };
    if (total > PAGES_MAX) return { ok: false, error: tooManyPages(total) };
    const layers = await document.getOptionalContentConfig().catch(() => undefined);
    const pages: ReadPage[] = [];
    for (let number = 1; number <= total; number++) {
      signal?.throwIfAborted();
      if (pages.filter(({ trouble }) => trouble === 'timed-out').length >= SLOW_PAGES_MAX)
        return { ok: false, error: TIMED_OUT };
      pages.push(await readPage(document, number, layers, pdfjs, pageMsMax, signal));
      signal?.throwIfAborted();
      if (number % CLEANUP_PAGES === 0 && number < total) await cleanUp(document, pages);
      onProgress?.({ stage: 'reading', file: identity.name, done: number, total });
    }
    return toSource(pages, identity);
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, error: toFailure(error) };
  } finally {
    signal?.removeEventListener('abort', stop);
    await task.destroy();
    worker.destroy();
  }
}

type Pdfjs = typeof import('pdfjs-dist');
type PdfDocument = Awaited<ReturnType<Pdfjs['getDocument']>['promise']>;
type Layers = Awaited<ReturnType<PdfDocument['getOptionalContentConfig']>> | undefined;

interface ReadPage {
  readonly page: SourcePage;
  readonly trouble?: 'damaged' | 'timed-out';
  /** A font of the page does not say which characters it shows. */
  readonly isGarbled?: boolean;
  /** The text is what a program recognised in a scan. */
  readonly isRecognised?: boolean;
  /** The page holds figures that it does not show. */
  readonly hasHidden?: boolean;
  /** The edge of the page or of a cell runs through a figure. */
  readonly hasCut?: boolean;
}

/** A page that was given up may still be at work in pdf.js: then all is kept to the end. */
async function cleanUp(document: PdfDocument, pages: readonly ReadPage[]): Promise<void> {
  if (pages.some(({ trouble }) => trouble === 'timed-out')) return;
  await document.cleanup().catch(() => {});
}

async function readPage(
  document: PdfDocument,
  number: number,
  layers: Layers,
  pdfjs: Pdfjs,
  msMax: number,
  signal: AbortSignal | undefined,
): Promise<ReadPage> {
  const none = { number, box: [0, 0, 595, 842], rotation: 0, words: [], rulings: [], imageCover: 0 } as const;
  const { promise: tooLong, resolve } = Promise.withResolvers<'timed-out'>();
  const giveUp = () => resolve('timed-out');
  const timer = setTimeout(giveUp, msMax);
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    const read = await Promise.race([drawPage(document, number, layers, pdfjs), tooLong]);
    return read === 'timed-out' ? { page: none, trouble: read } : read;
  } catch {
    return { page: none, trouble: 'damaged' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}

async function drawPage(
  document: PdfDocument,
  number: number,
  layers: Layers,
  pdfjs: Pdfjs,
): Promise<ReadPage> {
  const page = await document.getPage(number);
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
  const box = [left, bottom, right, top] as const;
  const [list, notes] = await Promise.all([
    page.getOperatorList(),
    page.getAnnotations().catch(() => [] as unknown[]),
  ]);
  const annotations = notes as readonly PdfAnnotation[];
  const names = new Set<string>();
  for (let i = 0; i < list.fnArray.length; i++) {
    if (list.fnArray[i] === pdfjs.OPS.setFont) names.add(String(list.argsArray[i]?.[0]));
    else if (list.fnArray[i] === pdfjs.OPS.setGState) {
      for (const [key, value] of list.argsArray[i]?.[0] ?? [])
        if (key === 'Font') names.add(String(value[0]));
    }
  }
  const fonts = new Map<string, PdfFont>();
  await Promise.all(
    [...names].map(async (name) => {
      const font = await new Promise<unknown>((resolve) => page.commonObjs.get(name, resolve));
      if (font) fonts.set(name, font as PdfFont);
    }),
  );
  const isHidden = (layer: unknown) => layers !== undefined && !isVisible(layers, layer);
  const unit = page.userUnit > 0 ? page.userUnit : 1;
  const fontOf = (name: string) => fonts.get(name);
  const drawn = readOperators(list, pdfjs.OPS, fontOf, box, isHidden, annotations, unit);
  page.cleanup();
  const area = (right - left) * (top - bottom);
  const rotation = ((((Math.round(page.rotate / 90) * 90) % 360) + 360) % 360) as SourcePage['rotation'];
  return {
    page: {
      number,
      box,
      rotation,
      words: [...glyphsToWords(drawn.glyphs, drawn.rulings), ...fieldsToWords(annotations)],
      rulings: drawn.rulings,
      imageCover: area > 0 ? Math.min(1, drawn.imageArea / area) : 0,
      ...(unit === 1 ? {} : { userUnit: unit }),
    },
    isGarbled: drawn.isGarbled || unreadableShare(drawn) > UNREADABLE_SHARE_MAX,
    isRecognised: drawn.isRecognised,
    hasHidden: drawn.hiddenFigures > 0,
    hasCut: drawn.cutFigures > 0,
  };
}

function isVisible(layers: NonNullable<Layers>, layer: unknown): boolean {
  try {
    return layers.isVisible(layer as Parameters<typeof layers.isVisible>[0]);
  } catch {
    return true;
  }
}

function unreadableShare(drawn: DrawnPage): number {
  const shown = drawn.glyphs.filter(({ text }) => text.trim() !== '');
  if (shown.length === 0) return 0;
  return shown.filter(({ text }) => isUnreadable(text)).length / shown.length;
}

function toSource(
  read: readonly ReadPage[],
  identity: { readonly name: string; readonly sha256: string },
): Reading<Source> {
  const pages = read.map(({ page }) => page);
  const numbersOf = (test: (page: ReadPage) => boolean) =>
    read.flatMap((page) => (test(page) ? [page.page.number] : []));
  const damaged = numbersOf(({ trouble }) => trouble === 'damaged');
  const slow = numbersOf(({ trouble }) => trouble === 'timed-out');
  const scanned = numbersOf(({ page }) => isScan(page));
  const garbled = numbersOf(({ isGarbled }) => isGarbled === true);
  const recognised = numbersOf(({ isRecognised, page }) => isRecognised === true && !isScan(page));
  const hidden = numbersOf(({ hasHidden }) => hasHidden === true);
  const cut = numbersOf(({ hasCut }) => hasCut === true);
  if (pages.every(({ words }) => words.length === 0)) {
    if (scanned.length > 0) return { ok: false, error: SCANNED };
    if (damaged.length > 0) return { ok: false, error: DAMAGED };
    if (slow.length > 0) return { ok: false, error: TIMED_OUT };
    return { ok: false, error: NO_TEXT };
  }
  const warnings: Warning[] = [];
  const warn = (code: Warning['code'], pages: readonly number[], message: (list: string) => Message) => {
    if (pages.length > 0) warnings.push({ code, pages, message: message(listPages(pages)) });
  };
  warn('scanned-pages', scanned, (list) => ({
    zh: `第 ${list} 页是扫描图像，页上的数未核对。`,
    en: `Page ${list}: a scanned image; its figures were not checked.`,
  }));
  warn('scanned-pages', recognised, (list) => ({
    zh: `第 ${list} 页是扫描图像，文字由程序识别得来，可能有认错的数。`,
    en: `Page ${list}: a scanned image with recognised text, in which figures may be misread.`,
  }));
  warn('hidden-content', hidden, (list) => ({
    zh: `第 ${list} 页有看不见的数（白色、透明或被遮盖），未读入。`,
    en: `Page ${list}: holds figures that it does not show (white, transparent or covered); they were not read.`,
  }));
  warn('hidden-content', cut, (list) => ({
    zh: `第 ${list} 页有数被页边或单元格的边截断（读作 \ufffd），未核对。`,
    en: `Page ${list}: figures cut off at the edge of the page or of a cell (read as \ufffd) were not checked.`,
  }));
  warn('damaged', damaged, (list) => ({
    zh: `第 ${list} 页已损坏，没有核对。`,
    en: `Page ${list}: damaged, not checked.`,
  }));
  warn('timed-out', slow, (list) => ({
    zh: `第 ${list} 页读得太久，已放弃，没有核对。`,
    en: `Page ${list}: took too long and was given up, not checked.`,
  }));
  warn('fonts', garbled, (list) => ({
    zh: `第 ${list} 页的字体没有附带文字编码，读出的文字不可靠。`,
    en: `Page ${list}: a font does not say which characters it shows; the text read cannot be relied on.`,
  }));
  const { name, sha256 } = identity;
  return {
    ok: true,
    value: { name, sha256, mediaType: 'application/pdf', content: { kind: 'pages', pages }, warnings },
  };
}

/** A page without text that images cover; a page number or stamp printed over a scan does not make it text. */
function isScan(page: SourcePage): boolean {
  const characters = page.words.reduce((sum, { text }) => sum + text.length, 0);
  return page.imageCover > SCAN_COVER_MIN && characters < (page.imageCover > 0.7 ? 20 : 1);
}

/** 3, 4, 5, 9 → 3–5, 9. */
function listPages(pages: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < pages.length; i++) {
    const from = pages[i] ?? 0;
    while (pages[i + 1] === (pages[i] ?? 0) + 1) i++;
    const to = pages[i] ?? 0;
    parts.push(from === to ? `${from}` : `${from}–${to}`);
  }
  return parts.join(', ');
}

const TIMED_OUT: Failure = {
  code: 'timed-out',
  message: {
    zh: '文件读得太久，已放弃。请拆成几份后再核对。',
    en: 'The file took too long and was given up. Split it and check the parts.',
  },
};

function tooManyPages(count: number): Failure {
  return {
    code: 'too-large',
    message: {
      zh: `文件有 ${count} 页，超过 ${PAGES_MAX} 页的上限。请拆开后分别核对。`,
      en: `The file has ${count} pages, over the limit of ${PAGES_MAX}. Split it and check the parts.`,
    },
  };
}

function toFailure(error: unknown): Failure {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  return name === 'PasswordException' ? ENCRYPTED : DAMAGED;
}

/**
 * True for a file whose end is missing: a whole one ends with the place of its last cross-reference table, after its last
 * object. pdf.js would mend such a file and give some of its pages without a word about the others.
 */
function isCutOff(bytes: Uint8Array): boolean {
  const end = lastIndexOf(bytes, 'startxref', bytes.length);
  if (end < 0) return true;
  return (
    lastIndexOf(bytes, 'endobj', bytes.length) > end || lastIndexOf(bytes, 'endstream', bytes.length) > end
  );
}

function lastIndexOf(bytes: Uint8Array, word: string, before: number): number {
  const codes = [...word].map((character) => character.charCodeAt(0));
  outer: for (let i = before - codes.length; i >= 0; i--) {
    for (let j = 0; j < codes.length; j++) if (bytes[i + j] !== codes[j]) continue outer;
    return i;
  }
  return -1;
}
