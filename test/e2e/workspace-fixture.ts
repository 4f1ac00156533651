/** The workspace alone, as a page on loopback in a profile of its own, without any extension. */
import { join } from 'node:path';
import { type BrowserContext, test as base, chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.ts';
import { filesOf, Site } from './fixture.ts';

const PWA_DIR = join(import.meta.dirname, '../../dist/pwa');

interface Fixtures {
  readonly site: Site;
  readonly context: BrowserContext;
  readonly page: Page;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  site: async ({}, use) => {
    const site = new Site(filesOf(PWA_DIR));
    await site.start();
    await use(site);
    await site.stop();
  },
  context: async ({ site: _site }, use, info) => {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('Chromium is missing: npm run setup installs it, or set CHROMIUM');
    const context = await chromium.launchPersistentContext(info.outputPath('profile'), {
      executablePath,
      chromiumSandbox: false,
      locale: 'zh-CN',
      viewport: { width: 1280, height: 860 },
      acceptDownloads: true,
    });
    await use(context);
    await context.close();
  },
  page: async ({ context, site }, use) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${site.origin}/`);
    await use(page);
  },
});

export { expect } from '@playwright/test';
