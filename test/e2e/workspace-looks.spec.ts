/** Every view of the workspace in both languages, light and dark, wide and narrow: no barrier, nothing that does not fit. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.ts';
import { DOCUMENTS_DIR, filesOf, Site } from './fixture.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PWA_DIR = join(import.meta.dirname, '../../dist/pwa');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds on the page, in words that say where. */
async function violations(page: Page): Promise<readonly string[]> {
  // The page's own policy allows no foreign program; the inspector is let in by the debugger.
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: Violation[] }> };
    };
    const result = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      iframes: false,
    });
    return result.violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary.split('\n')[1] ?? ''}`,
    ),
  );
}

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

for (const language of ['zh-CN', 'en-US'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      test(`${language} ${colorScheme} ${width}`, async () => {
        test.setTimeout(120_000);
        const site = new Site(filesOf(PWA_DIR));
        await site.start();
        const browser = await chromium.launch({ executablePath: findChromium()!, chromiumSandbox: false });
        const page = await browser.newPage({
          locale: language,
          colorScheme,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
        });
        const look = async (name: string) => {
          await page.screenshot({
            path: `test-results/looks/${name}.${language}.${colorScheme}.${width}.png`,
          });
          expect.soft(await violations(page), name).toEqual([]);
          expect.soft(await overflow(page), `${name} is wider than the screen`).toBeLessThanOrEqual(0);
        };
        await page.goto(`${site.origin}/`);
        await expect(page.locator('h1')).toBeVisible();
        await look('first-run');
        await page.locator('input[type=file]').first().setInputFiles(join(DOCUMENTS_DIR, 'qingpu-2023.pdf'));
        await expect(page).toHaveURL(/document/);
        await page.locator('[data-finding]', { hasText: '210 卫生健康支出·合计' }).first().click();
        await expect(page.locator('.card')).toContainText('25,453,263');
        await page.waitForTimeout(800);
        await look('document');
        if (width < 900) {
          await page.locator('.pane-switch button').nth(1).click();
          await expect(page.locator('.pdf-page canvas').first()).toBeVisible();
          await page.waitForTimeout(800);
          await look('document-page');
          await page.locator('.pane-switch button').nth(0).click();
        }
        if (width >= 900) {
          // A figure's reading, and what correcting it would change.
          await page.keyboard.press('t');
          await page.locator('td.found.selected button').first().click();
          await page.keyboard.press('e');
          await page.getByRole('dialog').getByRole('textbox').fill('25,453,263');
          await expect(page.locator('.preview li').first()).toBeVisible();
          await page.waitForTimeout(300);
          await look('correct');
          await page.keyboard.press('Enter');
          await expect(page.locator('td ins').first()).toBeVisible();
          await look('corrected');
          await page.keyboard.press('u');
          await expect(page.locator('td ins')).toHaveCount(0);
          await page.keyboard.press('t');
          await page.locator('[data-finding]', { hasText: '210 卫生健康支出·合计' }).first().click();
        }
        await page.keyboard.press('2');
        await look('reason');
        await page.keyboard.type('单位已说明');
        await page.keyboard.press('Enter');
        await expect(page.locator('.undo-bar')).toBeVisible();
        await look('decided');
        const document = page.url();
        const caseAddress = document.replace(/\/document\/.*$/, '');
        await page.goto(caseAddress);
        await expect(page.locator('.document-card')).toBeVisible();
        await look('case');
        await page.goto(`${caseAddress}/report`);
        await expect(page.locator('iframe')).toBeVisible();
        await page.waitForTimeout(500);
        await look('report');
        await page.goto(`${caseAddress}/notes`);
        await look('notes');
        await page.goto(`${site.origin}/#/settings`);
        await expect(page.locator('.settings')).toBeVisible();
        await look('settings');
        await page.goto(`${site.origin}/#/`);
        await expect(page.locator('.case-table')).toBeVisible();
        await look('cases');
        const files = ['baoshan-2024.clean.html', 'mancheng-2024.gbk.html', 'scanned-2023.pdf'];
        await page
          .locator('input[type=file]')
          .first()
          .setInputFiles(files.map((name) => join(DOCUMENTS_DIR, name)));
        await expect(page.locator('.proposal')).toBeVisible();
        await look('proposal');
        await page.locator('.proposal .button').first().click();
        await page.locator('.proposal .button.primary').click();
        await expect(page.locator('.document-card')).toHaveCount(3);
        await page.waitForTimeout(500);
        await look('case-of-several');
        await browser.close();
        await site.stop();
      });
    }
  }
}
