/**
 * Timing as ratios of two things measured in one run, medians of several, so that the figure means the same on every machine.
 *   npm run bench                              the project's own documents, everything
 *   npm run bench:reading -- FILE ...          reading, in Node and in a Chromium worker; PDFs also against bare pdf.js
 *   npm run bench:reconcile -- FILE ...        what share of reading reconciling takes, and how both large and many tables grow
 * Prints, and never fails a build.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { benchReading } from './bench/reading.ts';
import { benchReadingInBrowser } from './bench/reading-in-browser.ts';
import { benchGrowth, benchShare } from './bench/reconciling.ts';

const here = resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const only = words.find((word) => word.startsWith('--'));
const given = words.filter((word) => !word.startsWith('--'));
// What pdf.js says about fonts that it does without.
console.warn = () => {};

const documents = globSync('test/documents/*.{pdf,html}', { cwd: here }).map((path) => resolve(here, path));
const paths = given.length > 0 ? given : documents.filter((path) => !/scanned|login/.test(path));
const pdfs = paths.filter((path) => /\.pdf$/i.test(path));
if (only !== '--reconcile') {
  await benchReading(pdfs);
  await benchReadingInBrowser(pdfs);
}
if (only !== '--reading') {
  await benchShare(paths);
  benchGrowth();
}
