import type { Reading, Source } from '../../core/model/source.ts';
import { ByteReader } from './byte-reader.ts';
import { formatValue, isDateFormat } from './cell-format.ts';
import { openCompoundFile } from './compound-file.ts';
import { DAMAGED, ENCRYPTED } from './failures.ts';
import type { SourceIdentity } from './html.ts';
import { type Merge, type Sheet, type SheetCell, workbookToSource } from './sheets-to-flow.ts';
import { BUILT_IN_FORMATS, CELLS_MAX } from './xlsx.ts';

const MEDIA_TYPE = 'application/vnd.ms-excel';

/** Records of MS-XLS that are read; all others are skipped. */
const RECORD = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  filePass: 0x002f,
  continue: 0x003c,
  codePage: 0x0042,
  colInfo: 0x007d,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  mulBlank: 0x00be,
  xf: 0x00e0,
  mergedCells: 0x00e5,
  sst: 0x00fc,
  labelSst: 0x00fd,
  blank: 0x0201,
  number: 0x0203,
  label: 0x0204,
  boolErr: 0x0205,
  string: 0x0207,
  row: 0x0208,
  rString: 0x00d6,
  rk: 0x027e,
  format: 0x041e,
  format4: 0x001e,
  bof: 0x0809,
} as const;

/**
 * Reads a legacy Excel workbook (MS-XLS: BIFF 8 and 5): values as shown by their number format, merged cells, borders,
 * hidden rows, columns and sheets. Formulas are never run: the value saved with each is taken.
 */
export function readXls(bytes: Uint8Array, identity: SourceIdentity): Reading<Source> {
  const file = openCompoundFile(bytes);
  const stream = file ? (file.stream('Workbook') ?? file.stream('Book')) : bytes;
  if (!stream) return { ok: false, error: DAMAGED };
  const book = readWorkbook(stream);
  if (book === 'encrypted') return { ok: false, error: ENCRYPTED };
  if (book === undefined) return { ok: false, error: DAMAGED };
  return { ok: true, value: workbookToSource(book, { ...identity, mediaType: MEDIA_TYPE }) };
}

interface Style {
  readonly format: string;
  readonly bordered: boolean;
  readonly align: SheetCell['align'];
  readonly indent: number;
}

interface Book {
  readonly isBiff8: boolean;
  readonly charset: string;
  readonly isDate1904: boolean;
  readonly strings: readonly string[];
  readonly styles: readonly Style[];
}

function readWorkbook(stream: Uint8Array): Sheet[] | 'encrypted' | undefined {
  const reader = new RecordReader(stream, 0);
  const first = reader.next();
  if (first?.type !== RECORD.bof) return undefined;
  const isBiff8 = first.data.u16(0) >= 0x0600;
  let charset = 'windows-1252';
  let isDate1904 = false;
  let strings: string[] = [];
  const formats = new Map<number, string>();
  const rawStyles: ReturnType<typeof readXf>[] = [];
  const listed: { name: string; offset: number; hidden: boolean }[] = [];
  for (let record = reader.next(); record && record.type !== RECORD.eof; record = reader.next()) {
    const { type, data } = record;
    if (type === RECORD.filePass) return 'encrypted';
    if (type === RECORD.codePage) charset = charsetOf(data.u16(0));
    if (type === RECORD.date1904) isDate1904 = data.u16(0) === 1;
    if (type === RECORD.format || type === RECORD.format4) {
      const code = isBiff8 ? data.unicode(4, data.u16(2)) : data.bytesAsText(3, data.u8(2), charset);
      formats.set(data.u16(0), code);
    }
    if (type === RECORD.xf) rawStyles.push(readXf(data, isBiff8));
    if (type === RECORD.sst) strings = readSharedStrings([data, ...reader.continued()]);
    if (type === RECORD.boundSheet) {
      const name = isBiff8 ? data.unicode(7, data.u8(6), 7) : data.bytesAsText(7, data.u8(6), charset);
      // Chart and macro sheets hold no tables.
      if (data.u8(5) === 0) listed.push({ name, offset: data.u32(0), hidden: (data.u8(4) & 3) !== 0 });
    }
  }
  const styles = rawStyles.map(({ format, ...rest }) => ({
    ...rest,
    format: formats.get(format) ?? BUILT_IN_FORMATS[format] ?? 'General',
  }));
  const book: Book = { isBiff8, charset, isDate1904, strings, styles };
  let budget = CELLS_MAX;
  return listed.map(({ name, offset, hidden }) => {
    if (hidden)
      return {
        name,
        hidden,
        cells: [],
        merges: [],
        hiddenRows: new Set<number>(),
        hiddenColumns: new Set<number>(),
      };
    const sheet = readSheet(name, new RecordReader(stream, offset), book, budget);
    budget -= sheet.cells.length;
    return sheet;
  });
}

function readXf(data: RecordData, isBiff8: boolean) {
  const alignment = data.u8(6) & 7;
  const align: SheetCell['align'] =
    alignment === 2 || alignment === 6 ? 'center' : alignment === 3 ? 'right' : undefined;
  // BIFF 8 keeps four line styles of four bits at byte 10; BIFF 5 three of three bits at 12 and one at 10.
  const bordered = isBiff8
    ? data.u16(10) !== 0
    : (data.u16(10) & 0x01c0) !== 0 || (data.u16(12) & 0x01ff) !== 0;
  return { format: data.u16(2), bordered, align, indent: isBiff8 ? data.u8(8) & 15 : 0 };
}

function readSheet(name: string, reader: RecordReader, book: Book, budget: number): Sheet {
  const cells: SheetCell[] = [];
  const merges: Merge[] = [];
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  let depth = 0;
  const add = (row: number, col: number, style: number, text: string, isNumber: boolean) => {
    const { bordered = false, align, indent = 0 } = book.styles[style] ?? {};
    if (cells.length < budget && (text !== '' || bordered))
      cells.push({ row, col, text, isNumber, bordered, align, indent });
  };
  const addNumber = (row: number, col: number, style: number, value: number) => {
    const format = book.styles[style]?.format ?? 'General';
    const shift = book.isDate1904 && isDateFormat(format) ? 1462 : 0;
    add(row, col, style, formatValue(String(value), format, shift), true);
  };
  let pending: { row: number; col: number; style: number } | undefined;
  for (let record = reader.next(); record; record = reader.next()) {
    const { type, data } = record;
    if (type === RECORD.bof) depth++;
    if (type === RECORD.eof && --depth <= 0) break;
    if (depth > 1) continue; // a chart inside the sheet
    const [row, col, style] = [data.u16(0), data.u16(2), data.u16(4)];
    switch (type) {
      case RECORD.row:
        if ((data.u16(12) & 0x20) !== 0) hiddenRows.add(row);
        break;
      case RECORD.colInfo:
        if ((data.u16(8) & 1) !== 0) for (let k = row; k <= Math.min(col, 255); k++) hiddenColumns.add(k);
        break;
      case RECORD.labelSst:
        add(row, col, style, book.strings[data.u32(6)] ?? '', false);
        break;
      case RECORD.label:
      case RECORD.rString:
        add(
          row,
          col,
          style,
          book.isBiff8 ? data.unicode(8, data.u16(6)) : data.bytesAsText(8, data.u16(6), book.charset),
          false,
        );
        break;
      case RECORD.number:
        addNumber(row, col, style, data.f64(6));
        break;
      case RECORD.rk:
        addNumber(row, col, style, readRk(data.u32(6)));
        break;
      case RECORD.mulRk:
        for (let k = 0; 4 + k * 6 + 6 <= data.length - 2; k++)
          addNumber(row, col + k, data.u16(4 + k * 6), readRk(data.u32(6 + k * 6)));
        break;
      case RECORD.blank:
        add(row, col, style, '', false);
        break;
      case RECORD.mulBlank:
        for (let k = 0; 4 + k * 2 + 2 <= data.length - 2; k++)
          add(row, col + k, data.u16(4 + k * 2), '', false);
        break;
      case RECORD.boolErr:
        add(
          row,
          col,
          style,
          data.u8(7) === 0 ? (data.u8(6) ? 'TRUE' : 'FALSE') : (ERRORS[data.u8(6)] ?? '#N/A'),
          false,
        );
        break;
      case RECORD.formula:
        if (data.u16(12) !== 0xffff) addNumber(row, col, style, data.f64(6));
        else if (data.u8(6) === 0) pending = { row, col, style };
        else if (data.u8(6) === 1) add(row, col, style, data.u8(8) ? 'TRUE' : 'FALSE', false);
        else if (data.u8(6) === 2) add(row, col, style, ERRORS[data.u8(8)] ?? '#N/A', false);
        break;
      case RECORD.string:
        if (pending) {
          const text = book.isBiff8
            ? data.unicode(2, data.u16(0))
            : data.bytesAsText(2, data.u16(0), book.charset);
          add(pending.row, pending.col, pending.style, text, false);
        }
        pending = undefined;
        break;
      case RECORD.mergedCells:
        for (let k = 0; k < data.u16(0) && 2 + k * 8 + 8 <= data.length; k++) {
          const at = 2 + k * 8;
          merges.push({
            row: data.u16(at),
            lastRow: data.u16(at + 2),
            col: data.u16(at + 4),
            lastCol: data.u16(at + 6),
          });
        }
        break;
    }
  }
  return { name, hidden: false, cells, merges, hiddenRows, hiddenColumns };
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** A number in 30 bits: a whole number or the upper half of a double, either perhaps in hundredths. */
function readRk(rk: number): number {
  let value: number;
  if ((rk & 2) !== 0) value = (rk | 0) >> 2;
  else {
    const view = new DataView(new ArrayBuffer(8));
    view.setUint32(4, rk & 0xfffffffc, true);
    value = view.getFloat64(0, true);
  }
  return (rk & 1) !== 0 ? value / 100 : value;
}

function charsetOf(codePage: number): string {
  const known: Readonly<Record<number, string>> = {
    936: 'gb18030',
    950: 'big5',
    932: 'shift_jis',
    949: 'euc-kr',
    1200: 'utf-16le',
    10000: 'macintosh',
    65001: 'utf-8',
  };
  if (known[codePage]) return known[codePage];
  return codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : 'windows-1252';
}

/** Body of one record. */
class RecordData extends ByteReader {
  /** A Unicode string whose flags stand at `at`: one or two bytes a character. */
  unicode(at: number, characters: number, flagsAt = at): string {
    const isWide = (this.u8(flagsAt) & 1) === 1;
    return decodeCharacters(this.bytes.subarray(flagsAt + 1), characters, isWide);
  }

  bytesAsText(at: number, length: number, charset: string): string {
    return new TextDecoder(charset).decode(this.bytes.subarray(at, at + length));
  }
}

function decodeCharacters(bytes: Uint8Array, characters: number, isWide: boolean): string {
  if (isWide) return new TextDecoder('utf-16le').decode(bytes.subarray(0, characters * 2));
  let text = '';
  for (const byte of bytes.subarray(0, characters)) text += String.fromCharCode(byte);
  return text;
}

/** Reads record after record from an offset of the workbook stream. */
class RecordReader {
  private readonly stream: Uint8Array;
  private readonly view: DataView;
  private at: number;

  constructor(stream: Uint8Array, at: number) {
    this.stream = stream;
    this.view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
    this.at = at;
  }

  next(): { type: number; data: RecordData } | undefined {
    if (this.at + 4 > this.stream.length) return undefined;
    const type = this.view.getUint16(this.at, true);
    const length = this.view.getUint16(this.at + 2, true);
    const data = new RecordData(this.stream.subarray(this.at + 4, this.at + 4 + length));
    this.at += 4 + length;
    return { type, data };
  }

  /** Bodies of the CONTINUE records that follow. */
  continued(): RecordData[] {
    const parts: RecordData[] = [];
    while (this.at + 4 <= this.stream.length && this.view.getUint16(this.at, true) === RECORD.continue) {
      const record = this.next();
      if (record) parts.push(record.data);
    }
    return parts;
  }
}

/**
 * The shared strings: a run of records in which a string may go on from one into the next, where a new flag says whether
 * its rest has one or two bytes a character.
 */
function readSharedStrings(parts: readonly RecordData[]): string[] {
  const count = Math.min(parts[0]?.u32(4) ?? 0, 2_000_000);
  const strings: string[] = [];
  let part = 0;
  let at = 8;
  const move = () => {
    while (part < parts.length && at >= (parts[part]?.length ?? 0)) {
      at -= parts[part]?.length ?? 0;
      part++;
    }
  };
  while (strings.length < count) {
    move();
    const start = parts[part];
    if (!start) break;
    let rest = start.u16(at);
    const flags = start.u8(at + 2);
    at += 3;
    const runs = (flags & 8) !== 0 ? start.u16(at) : 0;
    if ((flags & 8) !== 0) at += 2;
    const extra = (flags & 4) !== 0 ? start.u32(at) : 0;
    if ((flags & 4) !== 0) at += 4;
    let isWide = (flags & 1) !== 0;
    let text = '';
    while (rest > 0) {
      if (at >= (parts[part]?.length ?? 0)) {
        part++;
        const next = parts[part];
        if (!next) break;
        isWide = (next.u8(0) & 1) !== 0;
        at = 1;
      }
      const holder = parts[part];
      if (!holder) break;
      const width = isWide ? 2 : 1;
      const taken = Math.min(rest, Math.floor((holder.length - at) / width));
      if (taken <= 0) {
        at = holder.length;
        continue;
      }
      text += decodeCharacters(holder.slice(at, taken * width), taken, isWide);
      at += taken * width;
      rest -= taken;
    }
    strings.push(text);
    at += runs * 4 + extra;
  }
  return strings;
}
