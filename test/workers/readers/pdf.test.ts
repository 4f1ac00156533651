import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SourcePage } from '../../../core/model/source.ts';
import { readPdf } from '../../../workers/readers/pdf.ts';
import { mendCharacters } from '../../../workers/readers/pdf-characters.ts';
import type { Glyph } from '../../../workers/readers/pdf-page.ts';
import { glyphsToWords } from '../../../workers/readers/pdf-words.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
const identity = { name: 'budget.pdf', sha256: '0'.repeat(64) };

function documentBytes(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`../../documents/${name}`, import.meta.url)));
}

async function pagesOf(bytes: Uint8Array<ArrayBuffer>): Promise<readonly SourcePage[]> {
  const reading = await readPdf(bytes, identity, { assets });
  if (!reading.ok || reading.value.content.kind !== 'pages') throw new Error('no pages');
  return reading.value.content.pages;
}

/** A PDF of one page with this content, its fonts /F1 (Helvetica) and /F2 (STSong-Light, not embedded, by a predefined CMap). */
function pdfOf(content: string, page = ''): Uint8Array<ArrayBuffer> {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>${page}>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[7 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 8 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  ];
  let body = '%PDF-1.5\n';
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const place of places) body += `${String(place).padStart(10, '0')} 00000 n \n`;
  body += `trailer<</Root 1 0 R/Size ${objects.length + 1}>>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body, 'latin1'));
}

describe('readPdf', () => {
  it('gives words and lines of each page', async () => {
    const pages = await pagesOf(documentBytes('qingpu-2023.pdf'));
    const words = pages.flatMap((page) => page.words.map((word) => word.text));
    expect(pages.length).toBeGreaterThan(5);
    expect(words).toContain('18,003,263');
    expect(pages.some((page) => page.rulings.length > 50)).toBe(true);
  });

  it('reads no radical where the page shows an ideograph', async () => {
    const pages = await pagesOf(documentBytes('qingpu-2023.pdf'));
    const text = pages.flatMap((page) => page.words.map((word) => word.text)).join('');
    expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
    expect(text).toContain('一般公共预算');
  });

  it('reads a Chinese font that is not embedded and has a predefined character map', async () => {
    const [page] = await pagesOf(pdfOf('BT /F2 12 Tf 50 200 Td <98847B97> Tj ET'));
    expect(page?.words.map((word) => word.text)).toEqual(['预算']);
  });

  it('keeps texts of neighbouring columns apart, places and sizes after every matrix', async () => {
    const [page] = await pagesOf(
      pdfOf('q 2 0 0 2 10 20 cm BT /F1 10 Tf 5 50 Td (58,149.15) Tj 60 0 Td (138.46) Tj ET Q'),
    );
    expect(page?.words.map((word) => word.text)).toEqual(['58,149.15', '138.46']);
    const [word] = page?.words ?? [];
    expect(word?.size).toBeCloseTo(20);
    expect(word?.rect[0]).toBeCloseTo(20);
    expect(word?.rect[1]).toBeCloseTo(20 + 2 * 50 - 0.18 * 20);
  });

  it('parts two words where a line stands between them', async () => {
    const [page] = await pagesOf(
      pdfOf('BT /F1 10 Tf 50 100 Td (12) Tj 12 0 Td (34) Tj ET 0.5 w 61.5 90 m 61.5 115 l S'),
    );
    expect(page?.words.map((word) => word.text)).toEqual(['12', '34']);
  });

  it('takes strokes, thin fills and the sides of a rectangle as lines, and shading as edges', async () => {
    const [page] = await pagesOf(
      pdfOf(
        '10 10 m 100 10 l S 10 20 90 0.75 re f 10 40 90 30 re S 0.8 g 10 100 90 20 re f BT /F1 10 Tf 150 10 Td (1) Tj ET',
      ),
    );
    const lines = page?.rulings.filter((ruling) => !ruling.edge) ?? [];
    expect(lines.filter((line) => line.direction === 'horizontal')).toHaveLength(4);
    expect(lines.filter((line) => line.direction === 'vertical')).toHaveLength(2);
    expect(page?.rulings.filter((ruling) => ruling.edge)).toHaveLength(4);
  });

  it('leaves out what stands outside the crop box', async () => {
    const content = 'BT /F1 10 Tf 50 100 Td (inside) Tj 250 0 Td (outside) Tj ET';
    const [page] = await pagesOf(pdfOf(content, '/CropBox[0 0 200 300]'));
    expect(page?.words.map((word) => word.text)).toEqual(['inside']);
    expect(page?.box).toEqual([0, 0, 200, 300]);
  });

  it('calls a document of images scanned, one cut short damaged, one without anything empty', async () => {
    const codeOf = async (bytes: Uint8Array<ArrayBuffer>) => {
      const reading = await readPdf(bytes, identity, { assets });
      return reading.ok ? undefined : reading.error.code;
    };
    const whole = documentBytes('qingpu-2023.pdf');
    expect(await codeOf(documentBytes('scanned-2023.pdf'))).toBe('scanned-pages');
    expect(await codeOf(whole.slice(0, Math.floor(whole.length * 0.6)))).toBe('damaged');
    expect(await codeOf(new Uint8Array(0))).toBe('empty');
    expect(await codeOf(pdfOf(''))).toBe('empty');
  });

  it('reports each page and stops when it is given up', async () => {
    const control = new AbortController();
    const seen: number[] = [];
    const reading = readPdf(documentBytes('qingpu-2023.pdf'), identity, {
      assets,
      signal: control.signal,
      onProgress: ({ done }) => {
        seen.push(done ?? 0);
        if (done === 2) control.abort();
      },
    });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([1, 2]);
  });
});

describe('glyphsToWords', () => {
  const glyph = (text: string, x: number, y = 100): Glyph => {
    return { text, x, y, width: 10, size: 10, angle: 0, bold: false, vertical: false };
  };

  it('reads letters in any order of drawing', () => {
    const words = glyphsToWords([glyph('算', 20), glyph('总', 30), glyph('预', 10)]);
    expect(words.map((word) => word.text)).toEqual(['预算总']);
  });

  it('reads a letter drawn twice once, and calls it bold', () => {
    const words = glyphsToWords([glyph('合', 10), glyph('合', 10.3), glyph('计', 20), glyph('计', 20.3)]);
    expect(words.map(({ text, bold }) => [text, bold])).toEqual([['合计', true]]);
  });

  it('keeps equal figures that stand side by side', () => {
    expect(glyphsToWords([glyph('1', 10), glyph('1', 15.5)])[0]?.text).toBe('11');
  });

  it('ends a word at a drawn space', () => {
    const words = glyphsToWords([glyph('收', 10), glyph(' ', 20), glyph('入', 30)]);
    expect(words.map((word) => word.text)).toEqual(['收', '入']);
  });
});

describe('mendCharacters', () => {
  it('sets the ideograph for a radical, the simplified form where the page shows it', () => {
    expect(mendCharacters('⼀⻔⼾⻚⺠')).toBe('一门户页民');
  });
  it('splits ligatures and drops what does not show', () => {
    expect(mendCharacters('ﬁgure\u200b\u00ad')).toBe('figure');
  });
});
