import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../workers/engine.ts';
import { readFile } from '../../workers/readers/read-file.ts';
import { bareOptions, readBare } from './bare.ts';
import { longPdf } from './made.ts';
import { heapHeld, median, peakMemory, ROUNDS, time, verdict } from './measure.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
const RATIO_MAX = 1.3;
/** More than its words and lines, by this much, must not be kept of a page that is read. */
const KEPT_RATIO_MAX = 1.2;

/** Reading a document over bare pdf.js doing its part of it, and whether memory grows with the pages already read. */
export async function benchReading(paths: readonly string[]): Promise<void> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const ratios: number[] = [];
  for (const path of paths) {
    const bytes = readFileSync(path);
    let pages = 0;
    const bare: number[] = [];
    const whole: number[] = [];
    // In turns, so that a busy moment of the machine meets both alike; the first round warms up.
    for (let round = 0; round <= ROUNDS; round++) {
      const bareMs = await time(async () => {
        pages = await readBare(pdfjs, bareOptions(new Uint8Array(bytes), assets, false));
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
    const speed = ((pages / median(whole)) * 1000).toFixed(0);
    console.log(`reading ${basename(path)}: ${ratio.toFixed(2)} × bare pdf.js, ${speed} pages/s`);
  }
  const ratio = median(ratios);
  console.log(
    `reading in Node, median of ${ratios.length}: ${ratio.toFixed(2)} × bare pdf.js, ${verdict(ratio, RATIO_MAX)}; peak memory ${peakMemory()}`,
  );
  await benchLongDocument();
}

/** What memory a page takes once it is read: its words and lines, which stay, and nothing of pdf.js's own. */
async function benchLongDocument(): Promise<void> {
  const pages = 600;
  // What pdf.js needs for any document is no part of a page.
  await readFile({ name: 'short.pdf', bytes: longPdf(2) }, { assets });
  const bytes = longPdf(pages);
  const before = heapHeld();
  const held: number[] = [];
  const reading = await readFile(
    { name: 'long.pdf', bytes },
    {
      assets,
      onProgress: ({ done }) => {
        // Right after pdf.js has let go of what it keeps of pages, which it does from time to time.
        if (done === 100 || done === 500) held.push(heapHeld() - before);
      },
    },
  );
  const source = heapHeld() - before;
  const [early = 0, late = 0] = held;
  const perPage = (late - early) / 400;
  const ratio = Number((perPage / (source / pages)).toFixed(2));
  console.log(
    `a PDF of ${pages} pages${reading.ok ? '' : ' (not read)'}: ${kilobytes(perPage)} more are held for each page read; its words and lines are ${kilobytes(source / pages)}: ${ratio} ×, ${verdict(ratio, KEPT_RATIO_MAX)}; peak memory ${peakMemory()}`,
  );
}

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(0)} kB`;
