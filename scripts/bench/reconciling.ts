import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '../../core/model/document.ts';
import { reviewDocuments } from '../../core/review.ts';
import { readDocument } from '../../workers/engine.ts';
import { makeDocument } from './made.ts';
import { heapHeld, median, peakMemory, ROUNDS, time, verdict } from './measure.ts';

const assets = `${dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))}/`;
const SHARE_MAX = 10;
const GROWTH_MAX = 2.2;

/**
 * What part of the time for reading a document reconciling it takes, each right after the other, so that a busy moment of the
 * machine meets both alike. Documents go in turns, as in a batch: no document pays for the start of the program, which the
 * first round does, and none is read again while it is still at hand.
 */
export async function benchShare(paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({
    name: path,
    bytes: readFileSync(path),
    reading: [] as number[],
    reviewing: [] as number[],
  }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { name, bytes, reading, reviewing } of files) {
      let document: Document | undefined;
      const readMs = await time(async () => {
        const read = await readDocument({ name, bytes: new Uint8Array(bytes) }, { assets });
        if (read.ok) document = read.value;
      });
      if (!document) continue;
      const documents = [document];
      const reviewMs = await time(async () => reviewDocuments(documents));
      if (round === 0) continue;
      reading.push(readMs);
      reviewing.push(reviewMs);
    }
  }
  const shares = files.flatMap(({ name, reading, reviewing }) => {
    if (reading.length === 0) return [];
    const share = (100 * median(reviewing)) / median(reading);
    console.log(
      `${basename(name)}: reading ${median(reading).toFixed(0)} ms, reconciling ${median(reviewing).toFixed(1)} ms, ${share.toFixed(1)} % of it`,
    );
    return [share];
  });
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
  for (let round = 0; round < ROUNDS; round++) {
    times.single.push(processorTimeOf(() => reviewDocuments(small)));
    times.double.push(processorTimeOf(() => reviewDocuments(large)));
  }
  const [one, two] = [median(times.single), median(times.double)];
  console.log(
    `${name}: ${one.toFixed(0)} ms; twice as much: ${(two / one).toFixed(2)} × the time, ${verdict(Number((two / one).toFixed(2)), GROWTH_MAX)}; peak memory so far ${peakMemory()}`,
  );
}

/** Milliseconds of processor time, with the memory of earlier jobs put away: collecting it is none of this one's work. */
function processorTimeOf(job: () => unknown): number {
  heapHeld();
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
