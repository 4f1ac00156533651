import { ByteReader } from './byte-reader.ts';
import type { CompoundFile } from './compound-file.ts';

/** A paragraph of a legacy Word document with what its properties say of tables. */
export interface DocParagraph {
  /** Text as printed: field codes and marks left out, line breaks as new lines. */
  readonly text: string;
  /** Depth of tables that the paragraph stands in: 0 for running text. */
  readonly depth: number;
  /** Ends a cell of the outermost table, or its row. */
  readonly endsCell: boolean;
  readonly endsRow: boolean;
  readonly level: number;
  readonly align: 'center' | 'right' | undefined;
  /** Cells of the row that ends here, as its properties state them. */
  readonly cells: readonly DocCell[];
  /** The row is printed again on each page: a row of column headings. */
  readonly isHeading: boolean;
}

/** Edges in twentieths of a point. */
export interface DocCell {
  readonly left: number;
  readonly right: number;
  readonly mergedLeft: boolean;
  readonly mergedUp: boolean;
  readonly opensMerge: boolean;
}

interface Piece {
  /** First character position, and the one after the last. */
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly isWide: boolean;
}

/** Offsets in the file information block (MS-DOC 2.5). */
const FIB = { flags: 0x0a, lengths: 0x4c, papxBins: 0x102, clx: 0x1a2 } as const;
/** Property modifiers (MS-DOC 2.6) that are read. */
const SPRM = {
  inTable: 0x2416,
  endsRow: 0x2417,
  depth: 0x6649,
  innerCell: 0x244b,
  innerRow: 0x244c,
  outline: 0x2640,
  align80: 0x2403,
  align: 0x2461,
  hugePapx: 0x6646,
  hugePapxOld: 0x6645,
  tableDefinition: 0xd608,
  verticalMerge: 0xd62b,
  headingRow: 0x3404,
} as const;
const CHARACTERS_MAX = 20_000_000;

/** Paragraphs of the body, and of headers and footers; undefined where the file is damaged. */
export function readDocParagraphs(
  file: CompoundFile,
): { body: DocParagraph[]; around: DocParagraph[] } | 'encrypted' | 'old' | undefined {
  const main = file.stream('WordDocument');
  if (!main || main.length < 0x200) return undefined;
  const view = new ByteReader(main);
  if (view.u16(0) !== 0xa5ec) return view.u16(0) === 0xa5dc || view.u16(0) === 0xa59b ? 'old' : undefined;
  if (view.u16(2) < 0xc1) return 'old';
  const flags = view.u16(FIB.flags);
  if ((flags & 0x0100) !== 0) return 'encrypted';
  const tableStream = file.stream((flags & 0x0200) !== 0 ? '1Table' : '0Table');
  if (!tableStream) return undefined;
  const table = new ByteReader(tableStream);
  const pieces = readPieces(table, view.u32(FIB.clx), view.u32(FIB.clx + 4));
  if (pieces.length === 0) return undefined;
  const properties = new ParagraphProperties(
    view,
    table,
    new ByteReader(file.stream('Data') ?? new Uint8Array()),
  );
  const text = readText(main, pieces);
  const [bodyLength, noteLength, aroundLength] = [0, 4, 8].map((at) => view.u32(FIB.lengths + at)) as [
    number,
    number,
    number,
  ];
  const body = splitParagraphs(text, pieces, properties, 0, Math.min(bodyLength, text.length));
  const from = bodyLength + noteLength;
  return {
    body,
    around: splitParagraphs(text, pieces, properties, from, Math.min(from + aroundLength, text.length)),
  };
}

/** The piece table: where each stretch of the text stands in the file, and how it is encoded (MS-DOC 2.8.35). */
function readPieces(table: ByteReader, start: number, length: number): Piece[] {
  let at = start;
  const end = Math.min(table.length, start + length);
  while (at < end && table.u8(at) === 1) at += 3 + table.u16(at + 1);
  if (table.u8(at) !== 2) return [];
  const size = Math.min(table.u32(at + 1), table.length - at - 5);
  const count = Math.floor((size - 4) / 12);
  const first = at + 5;
  const pieces: Piece[] = [];
  let position = 0;
  for (let i = 0; i < count; i++) {
    const [from, to] = [table.u32(first + i * 4), table.u32(first + i * 4 + 4)];
    const fc = table.u32(first + (count + 1) * 4 + i * 8 + 2);
    const isWide = (fc & 0x40000000) === 0;
    if (from !== position || to < from || to > CHARACTERS_MAX) break;
    pieces.push({ start: from, end: to, offset: isWide ? fc : (fc & 0x3fffffff) >> 1, isWide });
    position = to;
  }
  return pieces;
}

function readText(main: Uint8Array, pieces: readonly Piece[]): string {
  const wide = new TextDecoder('utf-16le');
  const narrow = new TextDecoder('windows-1252');
  return pieces
    .map(({ start, end, offset, isWide }) => {
      const bytes = main.subarray(offset, offset + (end - start) * (isWide ? 2 : 1));
      return (isWide ? wide : narrow).decode(bytes).padEnd(end - start, '\0');
    })
    .join('');
}

/** Cuts the text at paragraph, cell and section marks and gives each paragraph its properties. */
function splitParagraphs(
  text: string,
  pieces: readonly Piece[],
  properties: ParagraphProperties,
  from: number,
  to: number,
): DocParagraph[] {
  const paragraphs: DocParagraph[] = [];
  let start = from;
  let piece = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x0d && code !== 0x07 && code !== 0x0c) continue;
    while (piece < pieces.length - 1 && at >= (pieces[piece]?.end ?? 0)) piece++;
    const holder = pieces[piece];
    const offset = holder ? holder.offset + (at - holder.start) * (holder.isWide ? 2 : 1) : 0;
    const own = code === 0x0c ? EMPTY : properties.at(offset);
    const isMark = code === 0x07;
    const shown = shownText(text.slice(start, at));
    // A page break inside a table cell belongs to the cell's text.
    paragraphs.push({
      ...own,
      text: shown,
      endsCell: isMark && !own.endsRow && own.depth <= 1,
      endsRow: isMark && own.endsRow,
    });
    start = at + 1;
  }
  return paragraphs;
}

type Properties = Omit<DocParagraph, 'text' | 'endsCell'>;

const EMPTY: Properties = {
  depth: 0,
  endsRow: false,
  level: 0,
  align: undefined,
  cells: [],
  isHeading: false,
};

/** What is printed of a stretch of text: fields by their result, no marks of pictures and notes. */
function shownText(raw: string): string {
  let text = '';
  /** For each open field, whether its code is still being read. */
  const fields: boolean[] = [];
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0x13) fields.push(true);
    else if (code === 0x14 && fields.length > 0) fields[fields.length - 1] = false;
    else if (code === 0x15) fields.pop();
    else if (!fields.includes(true)) text += SHOWN[code] ?? (code < 0x20 ? '' : character);
  }
  return text;
}

const SHOWN: Readonly<Record<number, string>> = { 9: '\t', 11: '\n', 30: '-', 31: '', 160: ' ' };

/** Paragraph properties by the place of the paragraph's mark in the file, from the pages that list them. */
class ParagraphProperties {
  private readonly main: ByteReader;
  private readonly data: ByteReader;
  private readonly starts: number[] = [];
  private readonly places: number[] = [];
  private readonly known = new Map<number, Properties>();

  constructor(main: ByteReader, table: ByteReader, data: ByteReader) {
    this.main = main;
    this.data = data;
    const [start, length] = [main.u32(FIB.papxBins), main.u32(FIB.papxBins + 4)];
    const count = Math.min(Math.floor((length - 4) / 8), Math.floor(table.length / 8), 1_000_000);
    for (let i = 0; i < count; i++)
      this.addPage((table.u32(start + (count + 1) * 4 + i * 4) & 0x3fffff) * 512);
  }

  /** A page of 512 bytes: file positions of paragraphs, and where on the page the properties of each stand. */
  private addPage(page: number): void {
    const count = this.main.u8(page + 511);
    for (let i = 0; i < count && page + 512 <= this.main.length; i++) {
      const place = this.main.u8(page + (count + 1) * 4 + i * 13) * 2;
      this.starts.push(this.main.u32(page + i * 4));
      this.places.push(place === 0 ? -1 : page + place);
    }
  }

  at(offset: number): Properties {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const place = this.places[low - 1] ?? -1;
    const done = this.known.get(place);
    if (done) return done;
    const read = place < 0 ? EMPTY : this.read(place);
    this.known.set(place, read);
    return read;
  }

  private read(place: number): Properties {
    const short = this.main.u8(place);
    const length = short === 0 ? this.main.u8(place + 1) * 2 : short * 2 - 1;
    const start = place + (short === 0 ? 2 : 1);
    const style = this.main.u16(start);
    const level = style >= 1 && style <= 9 ? style : 0;
    const properties: Mutable = { ...EMPTY, level, inTable: false };
    this.apply(this.main, start + 2, start + length, properties, 0);
    const { inTable, ...rest } = properties;
    return { ...rest, depth: inTable ? Math.max(1, rest.depth) : rest.depth };
  }

  private apply(bytes: ByteReader, from: number, to: number, properties: Mutable, nesting: number): void {
    let at = from;
    while (at + 2 <= to && at + 2 <= bytes.length) {
      const sprm = bytes.u16(at);
      const operand = at + 2;
      at = operand + operandLength(bytes, sprm, operand);
      switch (sprm) {
        case SPRM.inTable:
          properties.inTable = bytes.u8(operand) !== 0;
          break;
        case SPRM.endsRow:
          properties.endsRow = bytes.u8(operand) !== 0;
          break;
        case SPRM.depth:
          properties.depth = Math.min(20, bytes.u32(operand));
          break;
        case SPRM.outline:
          if (bytes.u8(operand) < 9) properties.level = bytes.u8(operand) + 1;
          break;
        case SPRM.align:
        case SPRM.align80:
          properties.align = ({ 1: 'center', 2: 'right' } as const)[bytes.u8(operand)];
          break;
        case SPRM.headingRow:
          properties.isHeading = bytes.u8(operand) !== 0;
          break;
        case SPRM.tableDefinition:
          Object.assign(properties, readTableDefinition(bytes, operand));
          break;
        case SPRM.verticalMerge: {
          const index = bytes.u8(operand + 1);
          const merge = bytes.u8(operand + 2);
          properties.cells = properties.cells.map((cell, i) =>
            i === index ? { ...cell, mergedUp: merge === 1, opensMerge: merge === 3 } : cell,
          );
          break;
        }
        case SPRM.hugePapx:
        case SPRM.hugePapxOld:
          if (nesting === 0) {
            const place = bytes.u32(operand);
            this.apply(this.data, place + 2, place + 2 + this.data.u16(place), properties, 1);
          }
          break;
      }
    }
  }
}

type Mutable = { -readonly [K in keyof Properties]: Properties[K] } & { inTable: boolean };

/** Length of what follows a modifier, by the three upper bits of its code (MS-DOC 2.2.5.1). */
function operandLength(bytes: ByteReader, sprm: number, operand: number): number {
  switch (sprm >> 13) {
    case 0:
    case 1:
      return 1;
    case 3:
      return 4;
    case 6:
      if (sprm === SPRM.tableDefinition) return 1 + bytes.u16(operand);
      return 1 + bytes.u8(operand);
    case 7:
      return 3;
    default:
      return 2;
  }
}

/** Edges of a row's cells, then twenty bytes for each: bits 0 and 1 merge across, bits 5 and 6 down (MS-DOC 2.9.321). */
function readTableDefinition(bytes: ByteReader, operand: number): Pick<DocParagraph, 'cells'> {
  const size = bytes.u16(operand);
  const count = Math.min(64, bytes.u8(operand + 2));
  const edges = Array.from({ length: count + 1 }, (_, i) => bytes.i16(operand + 3 + i * 2));
  const first = operand + 3 + (count + 1) * 2;
  const cells = Array.from({ length: count }, (_, i): DocCell => {
    const at = first + i * 20;
    const flags = at + 2 <= operand + 1 + size ? bytes.u16(at) : 0;
    const down = (flags >> 5) & 3;
    return {
      left: edges[i] ?? 0,
      right: edges[i + 1] ?? 0,
      mergedLeft: (flags & 2) !== 0,
      mergedUp: down === 1,
      opensMerge: down === 3,
    };
  });
  return { cells };
}
