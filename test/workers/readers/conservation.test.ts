import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../core/model/document.ts';
import { sourceToDocument } from '../../../core/read-document.ts';
import { readPdf } from '../../../workers/readers/pdf.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;

const OWN = ['qingpu-2023.pdf'].map((name) =>
  fileURLToPath(new URL(`../../documents/${name}`, import.meta.url)),
);
/** Real publications, where there are some: `TIEOUT_CORPUS` names their folder. */
const CORPUS = ['real', 'pdf', 'icdar2013-eu'].flatMap((name) => {
  const folder = join(process.env.TIEOUT_CORPUS ?? '', name);
  if (!process.env.TIEOUT_CORPUS || !existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith('.pdf') ? [join(folder, file)] : []));
});

const digitsOf = (text: string) => text.match(/\d/g)?.length ?? 0;

/** Digits that a reading holds: in cells, in text, and left over. */
function digitsRead({ blocks, tables, leftovers }: Document): number {
  const texts = [
    ...blocks.flatMap(({ role, text }) => (role === 'table' ? [] : [text])),
    ...tables.flatMap(({ cells }) => cells.map(({ text }) => text)),
    ...leftovers.map(({ text }) => text),
  ];
  return texts.reduce((sum, text) => sum + digitsOf(text), 0);
}

/** Digits of the upright text that pdf.js finds by a way of its own, each drawn place once. */
async function digitsPrinted(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    cMapUrl: `${assets}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}standard_fonts/`,
    verbosity: 0,
  });
  const document = await task.promise;
  let sum = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    const seen = new Set<string>();
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item)) continue;
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
      const isSkew = Math.min(Math.abs(a), Math.abs(b)) > 0.1 * Math.max(Math.abs(a), Math.abs(b));
      if (isSkew || x < left || x > right || y < bottom || y > top) continue;
      const key = `${item.str} ${Math.round(x / 2)} ${Math.round(y / 2)}`;
      if (!seen.has(key)) sum += digitsOf(item.str);
      seen.add(key);
    }
  }
  await task.destroy();
  return sum;
}

describe('no figure of a page is lost', () => {
  it.each([...OWN, ...CORPUS])('%s', { timeout: 60_000 }, async (file) => {
    const bytes = new Uint8Array(readFileSync(file));
    const reading = await readPdf(bytes, { name: file, sha256: '0' }, { assets });
    if (!reading.ok || reading.value.content.kind !== 'pages') throw new Error('not read');
    const words = reading.value.content.pages.flatMap((page) => page.words);
    const inWords = words.reduce((sum, { text }) => sum + digitsOf(text), 0);
    expect(digitsRead(sourceToDocument(reading.value))).toBe(inWords);
    const printed = await digitsPrinted(bytes);
    expect(inWords).toBeLessThanOrEqual(printed);
    // pdf.js also gives text that a clip cuts away: pages of spreadsheets bring the lines of their neighbours.
    expect(inWords).toBeGreaterThanOrEqual(OWN.includes(file) ? printed : 0.99 * printed);
  });
});
