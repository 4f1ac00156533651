/**
 * Timing as ratios of two things measured in one run, medians of five, so that the figure means the same on every machine.
 *   npm run bench                       the project's own documents
 *   npm run bench -- FILE.pdf ...       other documents
 *   npm run bench:reading -- FILE ...   reading alone
 * Prints, and never fails a build.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../core/model/document.ts';
import { reviewDocuments } from '../core/review.ts';
import { readDocument } from '../workers/engine.ts';

const ROUNDS = 5;
const ROWS = 20_000;
const here = resolve(import.meta.dirname, '..');
const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
// What pdf.js says about fonts that it does without.
console.warn = () => {};

const given = process.argv.slice(2).filter((word) => word !== '--reading');
await benchReading(given.length > 0 ? given : [resolve(here, 'test/documents/qingpu-2023.pdf')]);
if (!process.argv.includes('--reading')) await benchReconciling();

/** Reading a document over bare pdf.js doing its part of it: text and operators of every page. */
async function benchReading(paths: readonly string[]): Promise<void> {
  const ratios: number[] = [];
  for (const path of paths) {
    const bytes = readFileSync(path);
    let pages = 0;
    const bare: number[] = [];
    const whole: number[] = [];
    // In turns, so that a busy moment of the machine meets both alike; the first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const bareMs = await time(async () => {
        pages = await readBare(new Uint8Array(bytes));
      });
      const wholeMs = await time(() =>
        readDocument({ name: path, bytes: new Uint8Array(bytes) }, { assets }),
      );
      if (round > 0) {
        bare.push(bareMs);
        whole.push(wholeMs);
      }
    }
    const ratio = median(whole) / median(bare);
    ratios.push(ratio);
    console.log(
      `reading ${basename(path)}: ${ratio.toFixed(2)} × bare pdf.js, ${((pages / median(whole)) * 1000).toFixed(0)} pages/s`,
    );
  }
  console.log(`reading, median of documents: ${median(ratios).toFixed(2)} × bare pdf.js`);
  console.log(`peak memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
}

async function readBare(data: Uint8Array): Promise<number> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = pdfjs.getDocument({
    data,
    cMapUrl: `${assets}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}standard_fonts/`,
    wasmUrl: `${assets}wasm/`,
    useSystemFonts: false,
    disableFontFace: true,
  });
  const document = await task.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    await page.getTextContent();
    await page.getOperatorList();
    page.cleanup();
  }
  const { numPages } = document;
  await task.destroy();
  return numPages;
}

/** How reconciling grows with the rows of a table, and what part of the whole it takes. */
async function benchReconciling(): Promise<void> {
  const single = await readTable(ROWS);
  const double = await readTable(2 * ROWS);
  const times = { single: [] as number[], double: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const singleMs = await time(async () => reviewDocuments([single.document]));
    const doubleMs = await time(async () => reviewDocuments([double.document]));
    if (round > 0) {
      times.single.push(singleMs);
      times.double.push(doubleMs);
    }
  }
  const [one, two] = [median(times.single), median(times.double)];
  console.log(`reconciling ${ROWS} rows: ${(one / single.readMs).toFixed(2)} × reading them from a page`);
  console.log(`reconciling twice the rows: ${(two / one).toFixed(2)} × the time`);
}

async function readTable(rows: number): Promise<{ document: Document; readMs: number }> {
  const bytes = new TextEncoder().encode(makePage(rows));
  let document: Document | undefined;
  const readMs = await time(async () => {
    const reading = await readDocument({ name: `${rows}.html`, bytes }, { assets });
    if (reading.ok) document = reading.value;
  });
  if (document === undefined) throw new Error('the made page could not be read');
  return { document, readMs };
}

/** An expenditure table of classes, sections and items whose sums hold. */
function makePage(rows: number): string {
  const lines: string[] = [];
  let total = 0;
  for (let i = 0; lines.length < rows; i++) {
    const code = String(201 + (i % 30));
    const section = String(1 + (Math.floor(i / 30) % 99)).padStart(2, '0');
    const amounts = [1, 2, 3, 4].map((item) => 1000 + ((i * 7919 + item * 104_729) % 900_000));
    const sum = amounts.reduce((a, b) => a + b, 0);
    total += sum;
    lines.push(row(code, '', '', `类${i}`, sum), row(code, section, '', `款${i}`, sum));
    amounts.forEach((amount, item) => {
      lines.push(row(code, section, `0${item + 1}`, `项${i}-${item}`, amount));
    });
  }
  return `<!doctype html><meta charset="utf-8"><title>2024年单位预算</title><p>2024年支出预算总表</p><p>单位：元</p>
<table><tr><td>类</td><td>款</td><td>项</td><td>科目名称</td><td>合计</td></tr>${lines.join('')}${row('', '', '', '合计', total)}</table>`;
}

function row(...cells: readonly (string | number)[]): string {
  return `<tr>${cells.map((cell) => `<td>${typeof cell === 'number' ? cell.toLocaleString('en-US') : cell}</td>`).join('')}</tr>`;
}

async function time(job: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await job();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
