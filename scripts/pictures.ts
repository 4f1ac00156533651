/**
 * Makes the pictures of the README: a page of the sample portal with its marks and, beside it, the side panel that the
 * browser really opened.
 *   npm run build -- extension && npm run pictures
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { DOCUMENTS_DIR, ExtensionBrowser, filesOf, launchOptions, Site } from '../test/e2e/fixture.ts';
import { OverlayNodes } from '../test/e2e/overlay-nodes.ts';
import type { PanelTarget } from '../test/e2e/panel-target.ts';

const PICTURE = resolve(import.meta.dirname, '../docs/overlay.png');
/** A window of 1440 × 900 as a picture 1280 wide: the whole table fits, and letters are drawn at the size they are shown. */
const SCALE = 1280 / 1440;
const HEIGHT = 900;
const PANEL_WIDTH = 376;
const PAGE_WIDTH = 1440 - PANEL_WIDTH;
/** The finding that is shown; one of `qingpu-2023.html`, whose figures stand as published. */
const FINDING = '卫生健康支出·合计';

const profile = mkdtempSync(join(tmpdir(), 'tieout-pictures-'));
const context = await chromium.launchPersistentContext(profile, {
  ...launchOptions('zh-CN'),
  colorScheme: 'light',
  viewport: { width: PAGE_WIDTH, height: HEIGHT },
  deviceScaleFactor: SCALE,
});
const portal = new Site(filesOf(DOCUMENTS_DIR));
try {
  await portal.start();
  if (context.serviceWorkers().length === 0) await context.waitForEvent('serviceworker');
  const browser = context.browser();
  if (browser === null) throw new Error('the browser has no debugging session');
  const chrome = new ExtensionBrowser(context, await browser.newBrowserCDPSession());
  const page = await context.newPage();
  await page.goto(`${portal.origin}/qingpu-2023.html`);
  const panel = await chrome.openPanel(page);
  const size = { width: PANEL_WIDTH - 1, height: HEIGHT, deviceScaleFactor: SCALE, mobile: false };
  await panel.send('Emulation.setDeviceMetricsOverride', size);
  await panel.waitForText('在工作台打开');
  writeFileSync(PICTURE, await sideBySide(page, panel));
  console.log(`made ${PICTURE}`);
} finally {
  await context.close();
  await portal.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** The page with the finding's popover, and the panel, as one picture. */
async function sideBySide(page: Page, panel: PanelTarget): Promise<Buffer> {
  await panel.click('[data-finding]', FINDING);
  await new OverlayNodes(page).waitForText('7,450,000');
  // The path is drawn and the page has come to rest.
  await page.waitForTimeout(1500);
  const pictures = [await page.screenshot(), await panel.screenshot()].map(
    (png) => `data:image/png;base64,${png.toString('base64')}`,
  );
  const sheet = await page.context().newPage();
  await sheet.setViewportSize({ width: PAGE_WIDTH + PANEL_WIDTH, height: HEIGHT });
  await sheet.setContent(`<style>body { margin: 0; display: flex; background: #c9c4b8; gap: 1px } img { height: ${HEIGHT}px }</style>
    ${pictures.map((source) => `<img alt="" src="${source}">`).join('')}`);
  const picture = await sheet.screenshot();
  await sheet.close();
  return picture;
}
