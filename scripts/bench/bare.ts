type Pdfjs = typeof import('pdfjs-dist');

/** What pdf.js needs to be told, in Node and in a browser. */
export type BareOptions = Parameters<Pdfjs['getDocument']>[0] & object;

/** pdf.js doing its part of reading and nothing else: text and operators of every page. Returns the number of pages. */
export async function readBare(pdfjs: Pdfjs, options: BareOptions): Promise<number> {
  const task = pdfjs.getDocument(options);
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
    await page.getOperatorList();
    page.cleanup();
  }
  const { numPages } = document;
  await task.destroy();
  return numPages;
}

export const bareOptions = (
  data: Uint8Array<ArrayBuffer>,
  assets: string,
  useWorkerFetch: boolean,
): BareOptions => ({
  data,
  cMapUrl: `${assets}cmaps/`,
  cMapPacked: true,
  standardFontDataUrl: `${assets}standard_fonts/`,
  wasmUrl: `${assets}wasm/`,
  useSystemFonts: false,
  useWorkerFetch,
  disableFontFace: true,
  verbosity: 0,
});
