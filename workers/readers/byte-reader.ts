/** Little-endian reads of bytes that give 0 beyond the end, so that a cut-off file never throws. */
export class ByteReader {
  protected readonly bytes: Uint8Array;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number): number {
    return at + 2 <= this.length ? this.view.getUint16(at, true) : 0;
  }

  i16(at: number): number {
    return at + 2 <= this.length ? this.view.getInt16(at, true) : 0;
  }

  u32(at: number): number {
    return at + 4 <= this.length ? this.view.getUint32(at, true) : 0;
  }

  f64(at: number): number {
    return at + 8 <= this.length ? this.view.getFloat64(at, true) : 0;
  }

  slice(at: number, length: number): Uint8Array {
    return this.bytes.subarray(at, at + length);
  }
}
