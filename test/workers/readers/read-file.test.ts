import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { hashBytes, readFile, unpackFile } from '../../../workers/readers/read-file.ts';
import { cell, compoundFileOf, docxOf, paragraph, table, zipOf } from '../../support/office-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const read = (bytes: Uint8Array<ArrayBuffer>, name = 'a.pdf') => readFile({ name, bytes }, { assets: '' });

async function codeOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reading = await read(bytes);
  return reading.ok ? reading.value.mediaType : reading.error.code;
}

const DOCX = docxOf(paragraph('收入表') + table([cell('项目'), cell('金额')], [cell('甲'), cell('1')]));

describe('readFile: the kind is told from the bytes', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string]>([
    ['a web page', bytesOf('\n <!DOCTYPE html><p>x'), 'text/html'],
    [
      'a web page in UTF-16',
      new Uint8Array([
        0xff,
        0xfe,
        ...new Uint8Array(new Uint16Array([...'<html><p>x'].map((c) => c.charCodeAt(0))).buffer),
      ]),
      'text/html',
    ],
    ['text with a tag in it', bytesOf('a < b, <p> is a tag'), 'text/plain'],
    ['Word', DOCX, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['words that begin like a picture', bytesOf('BM is a bureau.'), 'text/plain'],
  ])('%s', async (_, bytes, mediaType) => {
    expect(await codeOf(bytes)).toBe(mediaType);
  });

  it('gives the SHA-256 of the bytes', async () => {
    expect(await hashBytes(bytesOf('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('readFile: what cannot be read is said in a sentence', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, string, RegExp]>([
    ['nothing', new Uint8Array(), 'empty', /0 字节/],
    ['a picture', latin('\x89PNG\r\n\x1a\n\0\0'), 'unsupported-format', /这是一张 PNG 图片，勾稽读不了/],
    ['PostScript', bytesOf('%!PS-Adobe'), 'unsupported-format', /PostScript/],
    [
      'a web archive without a page',
      bytesOf('MIME-Version: 1.0\nContent-Type: multipart/related'),
      'damaged',
      /./,
    ],
    [
      'Office XML',
      bytesOf('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'),
      'unsupported-format',
      /XML 格式的 Office/,
    ],
    ['bytes', latin('\0\x01\x02abc'), 'unsupported-format', /二进制/],
    ['a presentation', zipOf({ 'ppt/presentation.xml': '<p/>' }), 'unsupported-format', /PowerPoint/],
    ['an archive', zipOf({ 'a.txt': 'x' }), 'unsupported-format', /压缩包/],
    ['half a Word file', DOCX.slice(0, DOCX.length / 2), 'damaged', /不完整/],
    [
      'a Word file with a password',
      compoundFileOf({ EncryptedPackage: new Uint8Array(9) }),
      'encrypted',
      /加了密码/,
    ],
    ['broken XML', docxOf('<w:p>').slice(), 'damaged', /不完整/],
  ])('%s', async (_, bytes, code, sentence) => {
    const reading = await read(bytes);
    expect(reading).toMatchObject({ ok: false, error: { code } });
    if (!reading.ok) expect(reading.error.message.zh).toMatch(sentence);
  });

  it('refuses a bomb before it unpacks it', async () => {
    const bomb = zipSync({
      'word/document.xml': new Uint8Array(40 * 1024 * 1024),
    }) as Uint8Array<ArrayBuffer>;
    const start = performance.now();
    expect(await codeOf(bomb)).toBe('too-large');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('refuses a page of a million elements before it parses it', async () => {
    const start = performance.now();
    const reading = await readFile(
      { name: 'a.html', bytes: bytesOf(`<table>${'<td>1'.repeat(1e6)}`) },
      { assets: '' },
    );
    expect(reading).toMatchObject({ ok: false, error: { code: 'too-large' } });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('expands no entities', async () => {
    const xml = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`;
    expect(await codeOf(zipOf({ 'word/document.xml': xml }))).toBe('damaged');
  });

  it('never throws for bytes changed at random', async () => {
    let seed = 7;
    const next = () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
      return seed;
    };
    const files = [
      DOCX,
      compoundFileOf({
        Workbook: new Uint8Array(5000).fill(9),
        WordDocument: new Uint8Array(5000).fill(0xa5),
      }),
    ];
    for (const file of files) {
      for (let round = 0; round < 30; round++) {
        const bytes = file.slice();
        for (let i = 0; i < 20; i++) bytes[8 + (next() % (bytes.length - 8))] = next() & 0xff;
        await expect(read(bytes)).resolves.toBeDefined();
      }
    }
  });
});

describe('unpackFile', () => {
  it('gives the files of an archive under their names, GBK too, without what systems add', () => {
    const archive = zipSync({
      // 预算 in GBK, as Chinese programs name entries without the flag for UTF-8.
      'q/\u00d4\u00a4\u00cb\u00e3.txt': [bytesOf('收入'), { level: 0 }],
      'docs/': new Uint8Array(),
      '__MACOSX/._a': new Uint8Array(1),
      'b.docx': DOCX,
    }) as Uint8Array<ArrayBuffer>;
    clearUtf8Flags(archive);
    return unpackFile({ name: 'case.zip', bytes: archive }).then((unpacked) => {
      expect(unpacked.ok && unpacked.value.map(({ name }) => name)).toEqual([
        `q/预算${' '.repeat(4)}.txt`,
        'b.docx',
      ]);
    });
  });

  it('gives any other file as it is, an Office file too', async () => {
    const file = { name: 'a.docx', bytes: DOCX };
    expect(await unpackFile(file)).toEqual({ ok: true, value: [file] });
  });
});

/** fflate marks names beyond ASCII as UTF-8 and writes them so; this rewrites them as the bytes of Latin-1. */
function clearUtf8Flags(archive: Uint8Array): void {
  const utf8 = new TextEncoder().encode('\u00d4\u00a4\u00cb\u00e3');
  const gbk = [0xd4, 0xa4, 0xcb, 0xe3];
  const view = new DataView(archive.buffer);
  for (let at = 0; at + 46 < archive.length; at++) {
    const signature = view.getUint32(at, true);
    const [flags, name] = signature === 0x04034b50 ? [6, 30] : signature === 0x02014b50 ? [8, 46] : [0, 0];
    const isIt = name > 0 && utf8.every((byte, i) => archive[at + name + 2 + i] === byte);
    if (!isIt) continue;
    view.setUint16(at + flags, 0, true);
    // The name keeps its length: the four bytes, then a filler that the reader drops with the rest of the name.
    archive.set([...gbk, ...new Array<number>(utf8.length - gbk.length).fill(0x20)], at + name + 2);
  }
}
