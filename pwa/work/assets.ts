/** Where pdf.js finds its character maps, fonts and decoders: beside the PWA's page, at the root of the extension. */
export function pdfAssets(): string {
  return import.meta.env.MODE === 'extension' || import.meta.env.MODE === 'firefox'
    ? new URL('/pdfjs/', location.origin).href
    : new URL('./pdfjs/', document.baseURI).href;
}
