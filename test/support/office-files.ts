import { strToU8, zipSync } from 'fflate';

/** Small Office files made by hand, so that a test shows what is in them. */

export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array<ArrayBuffer> {
  const files = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
  );
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}

/** A Word document with this body; `w:` is bound. */
export function docxOf(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const document = `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>${body}</w:body></w:document>`;
  return zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': document, ...parts });
}

export const paragraph = (text: string, properties = ''): string =>
  `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ''}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A cell of a Word table; properties such as `<w:gridSpan w:val="2"/>`. */
export const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${text
    .split('\n')
    .map((line) => paragraph(line))
    .join('')}</w:tc>`;

export const table = (...rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`;

export interface SheetParts {
  readonly name: string;
  readonly state?: string;
  /** `<row>` elements. */
  readonly rows: string;
  readonly merges?: readonly string[];
  readonly columns?: string;
}

/** A workbook; `xfs` are cell formats such as `<xf numFmtId="4"/>`, the first two of them plain and bordered. */
export function xlsxOf(
  sheets: readonly SheetParts[],
  options: { strings?: string; xfs?: string; formats?: string; workbook?: string } = {},
): Uint8Array<ArrayBuffer> {
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook>${options.workbook ?? ''}<sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i}"${state ? ` state="${state}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="r${i}" Type="http://x/worksheet" Target="worksheets/sheet${i}.xml"/>`)
      .join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet><numFmts>${options.formats ?? ''}</numFmts>
      <borders><border/><border><left style="thin"/></border></borders>
      <cellXfs><xf numFmtId="0" borderId="0"/><xf numFmtId="0" borderId="1"/>${options.xfs ?? ''}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${options.strings ?? ''}</sst>`,
  };
  sheets.forEach(({ rows, merges = [], columns = '' }, i) => {
    const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    parts[`xl/worksheets/sheet${i}.xml`] =
      `<worksheet><cols>${columns}</cols><sheetData>${rows}</sheetData><mergeCells>${merged}</mergeCells></worksheet>`;
  });
  return zipOf(parts);
}

/** A row of inline texts and numbers from column A on; `null` leaves a place out. */
export function sheetRow(
  row: number,
  values: readonly (string | number | null)[],
  style = 0,
  attributes = '',
): string {
  const cells = values.map((value, col) => {
    const reference = `${String.fromCharCode(65 + col)}${row}`;
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${reference}" s="${style}"><v>${value}</v></c>`;
    return `<c r="${reference}" s="${style}" t="inlineStr"><is><t>${value}</t></is></c>`;
  });
  return `<row r="${row}" ${attributes}>${cells.join('')}</row>`;
}

/** A compound file (MS-CFB) with these streams, padded to whole sectors beyond the mini stream's limit. */
export function compoundFileOf(streams: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const SECTOR = 512;
  const padded = Object.entries(streams).map(([name, bytes]) => {
    const length = Math.max(4096, Math.ceil(bytes.length / SECTOR) * SECTOR);
    const content = new Uint8Array(length);
    content.set(bytes);
    return { name, content };
  });
  const directorySectors = Math.ceil((padded.length + 1) / 4);
  const dataSectors = padded.reduce((sum, { content }) => sum + content.length / SECTOR, 0);
  const tableSectors = Math.ceil(((directorySectors + dataSectors) * 4) / SECTOR) + 1;
  const file = new Uint8Array((1 + tableSectors + directorySectors + dataSectors) * SECTOR);
  const view = new DataView(file.buffer);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, tableSectors, true);
  view.setUint32(48, tableSectors, true);
  view.setUint32(56, 4096, true);
  view.setUint32(60, 0xfffffffe, true);
  view.setUint32(68, 0xfffffffe, true);
  for (let i = 0; i < 109; i++) view.setUint32(76 + i * 4, i < tableSectors ? i : 0xffffffff, true);
  const entryAt = (index: number) => (1 + tableSectors) * SECTOR + index * 128;
  const chain = (sector: number, next: number) => view.setUint32(SECTOR + sector * 4, next, true);
  for (let i = 0; i < tableSectors; i++) chain(i, 0xfffffffd);
  for (let i = 0; i < directorySectors; i++)
    chain(tableSectors + i, i + 1 < directorySectors ? tableSectors + i + 1 : 0xfffffffe);
  const writeEntry = (index: number, name: string, type: number, start: number, size: number) => {
    const at = entryAt(index);
    for (const [i, character] of [...name].entries())
      view.setUint16(at + i * 2, character.charCodeAt(0), true);
    view.setUint16(at + 64, (name.length + 1) * 2, true);
    view.setUint8(at + 66, type);
    view.setUint32(at + 116, start, true);
    view.setUint32(at + 120, size, true);
  };
  writeEntry(0, 'Root Entry', 5, 0xfffffffe, 0);
  let sector = tableSectors + directorySectors;
  for (const [i, { name, content }] of padded.entries()) {
    writeEntry(i + 1, name, 2, sector, content.length);
    file.set(content, (sector + 1) * SECTOR);
    const count = content.length / SECTOR;
    for (let k = 0; k < count; k++) chain(sector + k, k + 1 < count ? sector + k + 1 : 0xfffffffe);
    sector += count;
  }
  return file;
}

/** Little-endian bytes: `b(2, 7)` is a 16-bit 7. */
export function b(size: 1 | 2 | 4 | 8, value: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  if (size === 8) view.setFloat64(0, value, true);
  else view.setUint32(0, value >>> 0, true);
  return [...new Uint8Array(view.buffer).subarray(0, size)];
}

export const record = (type: number, body: readonly number[]): number[] => [
  ...b(2, type),
  ...b(2, body.length),
  ...body,
];

/** A Unicode string as BIFF 8 writes it, without its length. */
export const wide = (text: string): number[] => [
  1,
  ...[...text].flatMap((character) => b(2, character.charCodeAt(0))),
];

export interface BiffSheet {
  readonly name: string;
  readonly hidden?: boolean;
  readonly records: readonly number[];
}

/** A BIFF 8 workbook stream; `globals` are records such as formats, styles and shared strings. */
export function biffOf(globals: readonly number[], sheets: readonly BiffSheet[]): Uint8Array<ArrayBuffer> {
  const bof = (type: number) =>
    record(0x0809, [...b(2, 0x0600), ...b(2, type), ...b(4, 0), ...b(4, 0), ...b(4, 0)]);
  const eof = record(0x000a, []);
  const bodies = sheets.map(({ records }) => [...bof(0x10), ...records, ...eof]);
  const entries = (offsets: readonly number[]) =>
    sheets.flatMap(({ name, hidden }, i) =>
      record(0x0085, [...b(4, offsets[i] ?? 0), hidden ? 1 : 0, 0, name.length, ...wide(name)]),
    );
  const head = [...bof(5), ...globals];
  let offset = head.length + entries([]).length + eof.length;
  const offsets = bodies.map((body) => {
    const own = offset;
    offset += body.length;
    return own;
  });
  return new Uint8Array([...head, ...entries(offsets), ...eof, ...bodies.flat()]);
}

export interface DocPart {
  /** Text up to its mark; the mark is 7 for cells and rows, else 13. */
  readonly text: string;
  readonly mark?: 7 | 13;
  /** Property modifiers of the paragraph. */
  readonly properties?: readonly number[];
  readonly style?: number;
}

/** A Word 97 document: one piece of two-byte text, one page of paragraph properties (MS-DOC). */
export function docOf(parts: readonly DocPart[]): Uint8Array<ArrayBuffer> {
  const TEXT = 2048;
  const PAGE = 1024;
  const text = parts.map((part) => part.text + String.fromCharCode(part.mark ?? 13)).join('');
  const main = new Uint8Array(Math.max(4096, TEXT + text.length * 2));
  const view = new DataView(main.buffer);
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(2, 0xc1, true);
  view.setUint16(0x0a, 0x0200, true);
  view.setUint32(0x4c, text.length, true);
  for (let i = 0; i < text.length; i++) view.setUint16(TEXT + i * 2, text.charCodeAt(i), true);
  const pieces = [2, ...b(4, 16), ...b(4, 0), ...b(4, text.length), ...b(2, 0), ...b(4, TEXT), ...b(2, 0)];
  const bins = [...b(4, TEXT), ...b(4, TEXT + text.length * 2), ...b(4, PAGE / 512)];
  view.setUint32(0x1a2, 0, true);
  view.setUint32(0x1a6, pieces.length, true);
  view.setUint32(0x102, pieces.length, true);
  view.setUint32(0x106, bins.length, true);
  main[PAGE + 511] = parts.length;
  let position = TEXT;
  let free = PAGE + 510;
  for (const [i, { text: own, properties = [], style = 0 }] of parts.entries()) {
    view.setUint32(PAGE + i * 4, position, true);
    position += (own.length + 1) * 2;
    const even = properties.length % 2 === 0 ? properties : [...properties, 0];
    const block = [0, (even.length + 2) / 2, ...b(2, style), ...even];
    free -= block.length + (block.length % 2);
    main.set(block, free);
    main[PAGE + (parts.length + 1) * 4 + i * 13] = (free - PAGE) / 2;
  }
  view.setUint32(PAGE + parts.length * 4, position, true);
  return compoundFileOf({ WordDocument: main, '1Table': new Uint8Array([...pieces, ...bins]) });
}
