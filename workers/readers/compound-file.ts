/**
 * Microsoft's compound file (MS-CFB), the container of .doc and .xls: a small file system of sectors chained in a table.
 * Our own reader, because every chain of a hostile file must end: each is bounded by the number of sectors, and a stream by
 * the size of the file. Undefined where the header is no compound file's or its chains lead nowhere.
 */
export interface CompoundFile {
  /** Names of the streams at the top level and below, in directory order. */
  readonly names: readonly string[];
  /** Bytes of the first stream of this name; undefined where there is none or the file is cut off before its end. */
  stream(name: string): Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly start: number;
  readonly size: number;
}

const END_OF_CHAIN = 0xfffffffa;
const HEADER_SECTORS = 109;
const STREAM = 2;
const ROOT = 5;

export function openCompoundFile(bytes: Uint8Array): CompoundFile | undefined {
  if (bytes.length < 512) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << Math.min(16, view.getUint16(30, true));
  const miniSize = 1 << Math.min(16, view.getUint16(32, true));
  const miniLimit = view.getUint32(56, true);
  if (sectorSize < 64 || miniSize < 8 || miniSize > sectorSize) return undefined;
  const sectorCount = Math.ceil(bytes.length / sectorSize);
  const offsetOf = (sector: number) => (sector + 1) * sectorSize;
  const word = (offset: number) => (offset + 4 <= bytes.length ? view.getUint32(offset, true) : END_OF_CHAIN);

  const table: number[] = [];
  const addTableSector = (sector: number) => {
    for (let i = 0; i < sectorSize; i += 4) table.push(word(offsetOf(sector) + i));
  };
  for (let i = 0; i < HEADER_SECTORS; i++) {
    const sector = word(76 + i * 4);
    if (sector < sectorCount) addTableSector(sector);
  }
  let more = word(68);
  for (let steps = 0; more < sectorCount && steps < sectorCount; steps++) {
    for (let i = 0; i < sectorSize - 4; i += 4) {
      const sector = word(offsetOf(more) + i);
      if (sector < sectorCount && table.length <= sectorCount * 2) addTableSector(sector);
    }
    more = word(offsetOf(more) + sectorSize - 4);
  }

  const readChain = (start: number, size: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    let length = 0;
    let sector = start;
    for (let steps = 0; sector < sectorCount && steps <= sectorCount && length < size; steps++) {
      const part = bytes.subarray(offsetOf(sector), offsetOf(sector) + sectorSize);
      parts.push(part);
      length += part.length;
      sector = table[sector] ?? END_OF_CHAIN;
    }
    return joinParts(parts, Math.min(length, size));
  };

  const entries = readEntries(readChain(word(48), bytes.length));
  const root = entries.find(({ type }) => type === ROOT);
  if (!root) return undefined;
  const mini = readChain(root.start, Math.min(root.size, bytes.length));
  const miniTableBytes = readChain(word(60), bytes.length);
  const miniTable = new DataView(miniTableBytes.buffer, miniTableBytes.byteOffset, miniTableBytes.byteLength);
  const readMini = (start: number, size: number): Uint8Array => {
    const parts: Uint8Array[] = [];
    let length = 0;
    let sector = start;
    const count = Math.ceil(mini.length / miniSize);
    for (let steps = 0; sector < count && steps <= count && length < size; steps++) {
      const part = mini.subarray(sector * miniSize, (sector + 1) * miniSize);
      parts.push(part);
      length += part.length;
      sector =
        (sector + 1) * 4 <= miniTable.byteLength ? miniTable.getUint32(sector * 4, true) : END_OF_CHAIN;
    }
    return joinParts(parts, Math.min(length, size));
  };
  return {
    names: entries.filter(({ type }) => type === STREAM).map(({ name }) => name),
    stream(name) {
      const entry = entries.find((candidate) => candidate.type === STREAM && candidate.name === name);
      if (!entry) return undefined;
      const read = entry.size < miniLimit ? readMini : readChain;
      const content = read(entry.start, entry.size);
      return content.length < entry.size ? undefined : content;
    },
  };
}

function readEntries(directory: Uint8Array): Entry[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const entries: Entry[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = Math.min(64, view.getUint16(at + 64, true));
    const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + Math.max(0, length - 2)));
    entries.push({
      name,
      type: view.getUint8(at + 66),
      start: view.getUint32(at + 116, true),
      size: view.getUint32(at + 120, true),
    });
  }
  return entries;
}

function joinParts(parts: readonly Uint8Array[], length: number): Uint8Array {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part.subarray(0, length - at), at);
    at = Math.min(length, at + part.length);
  }
  return joined;
}
