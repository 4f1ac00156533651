import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../core/model/document.ts';
import { reviewDocuments } from '../../core/review.ts';
import { readDocument } from '../../workers/engine.ts';
import { makeDocument } from './made.ts';
import { median, peakMemory, processorTime, ROUNDS, verdict } from './measure.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
const SHARE_MAX = 10;
const GROWTH_MAX = 2.2;

/** What part of reading a document reconciling it takes, in processor time; the first run of each counts apart. */
export async function benchShare(paths: readonly string[]): Promise<void> {
  const shares: number[] = [];
  for (const path of paths) {
    const bytes = readFileSync(path);
    const file = () => ({ name: path, bytes: new Uint8Array(bytes) });
    const [reading, reviewing]: [number[], number[]] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      let document: Document | undefined;
      const readMs = await processorTime(async () => {
        const read = await readDocument(file(), { assets });
        if (read.ok) document = read.value;
      });
      if (!document) break;
      const documents = [document];
      const reviewMs = await processorTime(() => reviewDocuments(documents));
      if (round === 0) continue;
      reading.push(readMs);
      reviewing.push(reviewMs);
    }
    if (reading.length === 0) continue;
    const share = (100 * median(reviewing)) / median(reading);
    shares.push(share);
    console.log(
      `${basename(path)}: reading ${median(reading).toFixed(0)} ms, reconciling ${median(reviewing).toFixed(1)} ms, ${share.toFixed(1)} % of it`,
    );
  }
  const share = median(shares);
  console.log(
    `reconciling, median of ${shares.length}: ${share.toFixed(1)} % of reading, ${verdict(Number(share.toFixed(1)), SHARE_MAX)} %`,
  );
}

/** How reconciling grows: one long table, one with wrong rows, many tables in a document, many documents in a case. */
export function benchGrowth(): void {
  const one = (rows: number, wrong = 0) => [makeDocument('one table', { tables: 1, rows, wrong })];
  const tables = (count: number) => [makeDocument('many tables', { tables: count, rows: 100 })];
  const documents = (count: number) =>
    Array.from({ length: count }, (_, i) => makeDocument(`publication ${i}`, { tables: 3, rows: 30 }));
  compare(
    'a table of 100,000 rows',
    () => one(100_000),
    () => one(200_000),
  );
  compare(
    'a table of 100,000 rows, 20 of them wrong',
    () => one(100_000, 20),
    () => one(200_000, 40),
  );
  compare(
    '500 tables of 100 rows',
    () => tables(500),
    () => tables(1000),
  );
  compare(
    '300 small publications in one case',
    () => documents(300),
    () => documents(600),
  );
  console.log(`peak memory: ${peakMemory()}`);
}

/** Times one after the other, in turns; only the documents in hand are kept. */
function compare(name: string, single: () => Document[], double: () => Document[]): void {
  const times = { single: [] as number[], double: [] as number[] };
  const [small, large] = [single(), double()];
  for (let round = 0; round < 3; round++) {
    times.single.push(processorTimeOf(() => reviewDocuments(small)));
    times.double.push(processorTimeOf(() => reviewDocuments(large)));
  }
  const [one, two] = [median(times.single), median(times.double)];
  console.log(
    `${name}: ${one.toFixed(0)} ms; twice as much: ${(two / one).toFixed(2)} × the time, ${verdict(Number((two / one).toFixed(2)), GROWTH_MAX)}; peak memory so far ${peakMemory()}`,
  );
}

function processorTimeOf(job: () => unknown): number {
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
