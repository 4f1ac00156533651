/** The parts of a PDF written by hand, byte by byte, so that a test can have any feature of the format. */
export interface PdfParts {
  /** Content streams, one a page. */
  readonly pages: readonly string[];
  /** Further entries of each page's dictionary. */
  readonly page?: string;
  /** Visible size of the pages in points. */
  readonly box?: string;
  /** Further resources of each page; fonts of their own take the place of the usual ones. */
  readonly resources?: string;
  /** Further objects, numbered from 20: `20 0 R`, `21 0 R` … */
  readonly objects?: readonly string[];
  /** Further entries of the catalog and of the trailer. */
  readonly catalog?: string;
  readonly trailer?: string;
  readonly version?: string;
}

const FONTS = '/Font<</F1 3 0 R/F2 4 0 R/F3 5 0 R/F4 6 0 R>>';
/** Number of the first further object. */
const FURTHER = 20;

/**
 * Writes a PDF. Fonts: /F1 Helvetica; /F2 STSong-Light, not embedded, UTF-16 by a predefined map, a letter of ASCII half as
 * wide as an ideograph; /F3 the same by GBK.
 */
export function writePdf(parts: PdfParts): Uint8Array<ArrayBuffer> {
  const { pages, page = '', box = '0 0 595 842', resources = '', objects = [] } = parts;
  const all = new Map<number, string>();
  const pageNumber = (index: number) => FURTHER + objects.length + 2 * index;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  const descriptor = 10;
  all.set(1, `<</Type/Catalog/Pages 2 0 R${parts.catalog ?? ''}>>`);
  all.set(2, `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`);
  all.set(3, '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>');
  for (const [number, encoding] of [
    [4, 'UniGB-UCS2-H'],
    [5, 'GBK-EUC-H'],
    [6, 'UniGB-UCS2-V'],
  ] as const) {
    all.set(
      number,
      `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[7 0 R]>>`,
    );
  }
  all.set(
    7,
    `<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor ${descriptor} 0 R/DW 1000/W[1 95 500 814 939 500]>>`,
  );
  all.set(
    descriptor,
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  );
  for (const [index, object] of objects.entries()) all.set(FURTHER + index, object);
  for (const [index, content] of pages.entries()) {
    const number = pageNumber(index);
    all.set(
      number,
      `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents ${number + 1} 0 R/Resources<<${resources.includes('/Font<<') ? '' : FONTS}${resources}>>${page}>>`,
    );
    all.set(number + 1, pdfStream(content));
  }
  return assemble(all, parts.version ?? '1.5', parts.trailer ?? '');
}

/** An object with a stream. */
export function pdfStream(content: string, entries = ''): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream`;
}

function assemble(
  objects: ReadonlyMap<number, string>,
  version: string,
  trailer: string,
): Uint8Array<ArrayBuffer> {
  const size = Math.max(...objects.keys()) + 1;
  let body = `%PDF-${version}\n`;
  const entries = ['0000000000 65535 f '];
  for (let number = 1; number < size; number++) {
    const object = objects.get(number);
    entries.push(
      object === undefined ? '0000000000 00000 f ' : `${String(body.length).padStart(10, '0')} 00000 n `,
    );
    if (object !== undefined) body += `${number} 0 obj\n${object}\nendobj\n`;
  }
  const start = body.length;
  body += `xref\n0 ${size}\n${entries.join('\n')}\ntrailer<</Root 1 0 R/Size ${size}${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body, 'latin1'));
}

/** Operators that set a text at a place in /F2. */
export function setText(text: string, x: number, y: number, size = 10): string {
  return `BT /F2 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${toUtf16(text)}> Tj ET\n`;
}

/** UTF-16 as hexadecimal digits, as /F2 takes it. */
export function toUtf16(text: string): string {
  return Array.from(text, (_, i) => text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

/** Width of a text in /F2. */
export function widthOf(text: string, size = 10): number {
  return [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x7f ? 0.5 : 1) * size, 0);
}

export interface DrawnGrid {
  readonly x?: number;
  /** Top of the table. */
  readonly y?: number;
  readonly widths: readonly number[];
  readonly height?: number;
  readonly size?: number;
  /** Draws one rule; strokes where left out. */
  readonly rule?: (x0: number, y0: number, x1: number, y1: number) => string;
  /** Sets one text; `setText` where left out. */
  readonly set?: typeof setText;
}

/** Operators of a table: its rules, then its texts; figures stand flush right, other texts flush left. */
export function drawGrid(rows: readonly (readonly string[])[], grid: DrawnGrid): string {
  const { x = 50, y = 700, widths, height = 20, size = 10, set = setText } = grid;
  const { rule = (x0, y0, x1, y1) => `${x0} ${y0} m ${x1} ${y1} l S\n` } = grid;
  const xs = [x];
  for (const width of widths) xs.push((xs.at(-1) ?? x) + width);
  const bottom = y - rows.length * height;
  let drawn = '0.5 w\n';
  for (let row = 0; row <= rows.length; row++)
    drawn += rule(x, y - row * height, xs.at(-1) ?? x, y - row * height);
  for (const each of xs) drawn += rule(each, bottom, each, y);
  for (const [row, texts] of rows.entries()) {
    for (const [col, text] of texts.entries()) {
      const isFigure = /^[-(（－△−]*[\d０-９]/.test(text);
      const left = isFigure ? (xs[col + 1] ?? x) - 3 - widthOf(text, size) : (xs[col] ?? x) + 3;
      if (text !== '') drawn += set(text, left, y - row * height - height / 2 - 0.35 * size, size);
    }
  }
  return drawn;
}
