import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findChromium } from '../chromium.ts';
import { filesOf, serve } from '../serve.ts';
import { longPdf } from './made.ts';
import { median, ROUNDS, verdict } from './measure.ts';

const here = resolve(import.meta.dirname, '../..');
const RATIO_MAX = 1.3;

/** The same as in Node, in a worker of a real headless Chromium, built as the workspace is. */
export async function benchReadingInBrowser(paths: readonly string[]): Promise<void> {
  const executablePath = findChromium();
  if (paths.length === 0) return;
  if (!executablePath) {
    console.log('reading in the browser: not measured, there is no Chromium (CHROMIUM names one)');
    return;
  }
  const folder = mkdtempSync(resolve(tmpdir(), 'tieout-bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(here, 'scripts/bench/page'),
    base: './',
    build: { outDir: folder, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
    worker: { format: 'es' },
  });
  const { server, origin } = await serve([filesOf(folder), filesOf(resolve(here, 'node_modules'))], 4790);
  const browser = await chromium.launch({ executablePath, headless: true, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    await page.goto(`${origin}/index.html`);
    const run = (bytes: Uint8Array, rounds: number) =>
      page.evaluate(([base64, rounds, assets]) => globalThis.benchReading(base64, rounds, assets), [
        Buffer.from(bytes).toString('base64'),
        rounds,
        `${origin}/pdfjs-dist/`,
      ] as const);
    const ratios: number[] = [];
    for (const path of paths) {
      const { bare, whole, pages } = await run(readFileSync(path), ROUNDS);
      const ratio = median(whole) / median(bare);
      ratios.push(ratio);
      const speed = ((pages / median(whole)) * 1000).toFixed(0);
      console.log(
        `reading ${basename(path)} in Chromium: ${ratio.toFixed(2)} × bare pdf.js, ${speed} pages/s`,
      );
    }
    const ratio = median(ratios);
    console.log(
      `reading in Chromium, median of ${ratios.length}: ${ratio.toFixed(2)} × bare pdf.js, ${verdict(ratio, RATIO_MAX)}; peak memory of its process ${peakOfRenderers()}`,
    );
    for (const pages of [200, 800]) {
      const fresh = await browser.newPage();
      await page.close().catch(() => {});
      await fresh.goto(`${origin}/index.html`);
      const heap = await fresh.evaluate(([base64, assets]) => globalThis.benchHeap(base64, assets), [
        Buffer.from(longPdf(pages)).toString('base64'),
        `${origin}/pdfjs-dist/`,
      ] as const);
      console.log(
        `a PDF of ${pages} pages in Chromium: ${heap.pagesPerSecond.toFixed(0)} pages/s; peak memory of the process ${peakOfRenderers()}`,
      );
      await fresh.close();
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The most memory that a page's process of our browser ever had; where the system does not tell, so it says. */
function peakOfRenderers(): string {
  let most = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer')) continue;
        const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
        most = Math.max(most, Number(peak?.[1] ?? 0));
      } catch {
        // The process ended meanwhile.
      }
    }
  } catch {
    return 'not known on this system';
  }
  return `${(most / 1024).toFixed(0)} MB`;
}
