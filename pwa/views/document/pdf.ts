import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist';
import workerAddress from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { Rect } from '../../../core/model/place.ts';
import { pdfAssets } from '../../work/assets.ts';

/** Size of a page as it is shown unscaled, in points. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly pageCount: number;
  /** Of each page in its order: known before anything is drawn, so that places can be scrolled to. */
  readonly sizes: readonly PageSize[];
}

/** Opens a PDF for drawing. Scripts, forms and links of the document are not run; undefined where it cannot be opened. */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenPdf | undefined> {
  GlobalWorkerOptions.workerSrc = workerAddress;
  const assets = pdfAssets();
  try {
    const pdf = await getDocument({
      // pdf.js takes the bytes away.
      data: bytes.slice(),
      cMapUrl: `${assets}cmaps/`,
      cMapPacked: true,
      standardFontDataUrl: `${assets}standard_fonts/`,
      wasmUrl: `${assets}wasm/`,
      enableXfa: false,
    }).promise;
    return { pdf, pageCount: pdf.numPages, sizes: await sizesOf(pdf) };
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}

async function sizesOf(pdf: PDFDocumentProxy): Promise<readonly PageSize[]> {
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  return Promise.all(
    numbers.map(async (number) => {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      return { width, height };
    }),
  );
}

/** A box on the page as shown at scale 1, origin top left, in points. */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From page space (origin bottom left, unrotated) to the page as shown, turned by `rotation` degrees more. */
export function toView(page: PDFPageProxy, rotation: number): (rect: Rect) => ViewBox {
  const viewport = page.getViewport({ scale: 1, rotation: (page.rotate + rotation) % 360 });
  return (rect) => {
    const [x1 = 0, y1 = 0] = viewport.convertToViewportPoint(rect[0], rect[1]);
    const [x2 = 0, y2 = 0] = viewport.convertToViewportPoint(rect[2], rect[3]);
    return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
  };
}

/** Boxes of a page's words in page space, to set marks close to the digits and not to the edge of the cell. */
export async function wordBoxes(
  page: PDFPageProxy,
): Promise<readonly { readonly text: string; readonly rect: Rect }[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [a, b, , d, x, y] = item.transform as [number, number, number, number, number, number];
    // Turned text is left alone: its marks stand at its cell.
    if (b !== 0) return [];
    const height = item.height || Math.abs(d);
    return [{ text: item.str, rect: [x, y, x + item.width * Math.sign(a || 1), y + height] as const }];
  });
}

/** The box of the digits within a cell's box, or the cell's own. */
export function tighten(rect: Rect, words: readonly { readonly text: string; readonly rect: Rect }[]): Rect {
  const inside = words.filter(({ text, rect: [left, bottom, right, top] }) => {
    const x = (left + right) / 2;
    const y = (bottom + top) / 2;
    return /\d/.test(text) && x >= rect[0] && x <= rect[2] && y >= rect[1] - 1 && y <= rect[3] + 1;
  });
  if (inside.length === 0) return rect;
  return [
    Math.max(rect[0], Math.min(...inside.map(({ rect }) => rect[0]))),
    Math.min(...inside.map(({ rect }) => rect[1])),
    Math.min(rect[2], Math.max(...inside.map(({ rect }) => rect[2]))),
    Math.max(...inside.map(({ rect }) => rect[3])),
  ];
}
