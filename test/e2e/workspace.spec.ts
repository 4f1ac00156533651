/** The workspace alone, as a page on loopback without any extension. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/chromium.ts';
import { countBlobs, readEvents } from './database.ts';
import { DOCUMENTS_DIR } from './fixture.ts';
import { expect, test } from './workspace-fixture.ts';

const QINGPU = join(DOCUMENTS_DIR, 'qingpu-2023.pdf');
const SCANNED = join(DOCUMENTS_DIR, 'scanned-2023.pdf');
/** A finding that the sample has on a page of its own: the class total that its sections do not give. */
const CLASS_TOTAL = '210 卫生健康支出·合计';

async function addFiles(page: Page, ...files: string[]): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(files);
}

/** Opens the sample case at its document. */
async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开示例案卷' }).click();
  await expect(page).toHaveURL(/#\/case\/[^/]+\/document\//);
  await expect(page.locator('.pdf-page canvas').first()).toBeVisible();
}

const row = (page: Page, title: string) => page.locator('[data-finding]', { hasText: title }).first();

test('the sample case: page with marks, arithmetic, keys, decisions, undo; kept over a reload', async ({
  page,
}) => {
  await openSample(page);
  await row(page, CLASS_TOTAL).click();
  const card = page.locator('.card');
  await expect(card.getByRole('table')).toContainText('25,453,263');
  await expect(card.locator('.residual')).toContainText('7,450,000');
  // The page is at the figure, and its box bears a name that can be heard.
  const mark = page.getByRole('button', {
    name: /^18,003,263，210 卫生健康支出·合计：少 7,450,000，第\d+页$/,
  });
  await expect(mark).toBeInViewport();

  // Dismissing needs a reason: nothing is stored without one.
  await page.keyboard.press('3');
  await expect(page.getByPlaceholder('排除的理由（必填）')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('排除要写一句理由。')).toBeVisible();
  expect((await readEvents(page)).filter(({ kind }) => kind === 'decided')).toHaveLength(0);
  await page.keyboard.type('单位已来函说明');
  await page.keyboard.press('Enter');
  await expect(page.getByText('已记为排除')).toBeVisible();
  await expect(card.locator('.quote')).toContainText('单位已来函说明');

  // Undo appends; the finding is open again.
  await page.keyboard.press('u');
  await expect(page.getByText('已撤销')).toBeVisible();
  await expect(card.getByRole('radio', { name: '排除' })).toHaveAttribute('aria-checked', 'false');
  expect((await readEvents(page)).map(({ kind }) => kind).slice(-2)).toEqual(['decided', 'undone']);

  await page.keyboard.press('1');
  await expect(card.getByRole('radio', { name: '属实' })).toHaveAttribute('aria-checked', 'true');
  await page.keyboard.press('a');
  await expect(card.locator('textarea')).toBeFocused();
  await page.keyboard.type('第一季度核过原表');
  await page.keyboard.press('Control+Enter');
  await expect(card.locator('.note')).toContainText('第一季度核过原表');

  await page.reload();
  await expect(page.locator('.card .note')).toContainText('第一季度核过原表');
  await expect(page.locator('.card').getByRole('radio', { name: '属实' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
});

test('u takes back one decision after the other, the last one first', async ({ page }) => {
  await openSample(page);
  const decided = page.getByText(/已定 \d+\/\d+/);
  await page.keyboard.press('1');
  await expect(decided).toHaveText(/已定 1\//);
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  await expect(decided).toHaveText(/已定 2\//);
  await page.keyboard.press('u');
  await expect(decided).toHaveText(/已定 1\//);
  await page.keyboard.press('u');
  await expect(page.locator('[role=radio][aria-checked=true]')).toHaveCount(0);
  await expect(decided).toHaveCount(0);
});

test('j and k walk the findings, and each is brought into view on its page', async ({ page }) => {
  await openSample(page);
  const titles = new Set<string>();
  for (let step = 0; step < 6; step += 1) {
    titles.add((await page.locator('.card h3').textContent()) ?? '');
    const selected = page.locator('.finding-box.selected:not(.copy) rect').first();
    await expect(selected).toBeInViewport();
    await page.keyboard.press('j');
  }
  expect(titles.size).toBe(6);
  await page.keyboard.press('k');
  await expect(page.locator('.card h3')).toHaveText([...titles].at(-1)!);
});

test('works with the server gone: installed, reloaded, decided', async ({ page, site }) => {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await site.stop();
  await page.reload();
  await addFiles(page, QINGPU);
  await expect(page).toHaveURL(/document/);
  await row(page, CLASS_TOTAL).click();
  await page.keyboard.press('1');
  await expect(page.getByText('已记为属实')).toBeVisible();
  await page.reload();
  await expect(page.locator('.card').getByRole('radio', { name: '属实' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  // Character maps are there too: without them Chinese text would silently be missing.
  await expect(page.locator('.panel-ledger .counts b').first()).not.toHaveText('0');
});

test('a scanned file is refused in a sentence and kept as evidence', async ({ page }) => {
  await addFiles(page, SCANNED);
  await expect(page).toHaveURL(/case/);
  await expect(page.getByText('这不等于没有问题', { exact: false }).first()).toBeVisible();
  const events = await readEvents(page);
  expect(events.filter(({ kind }) => kind === 'captured')).toHaveLength(1);
  expect(await countBlobs(page)).toBeGreaterThanOrEqual(1);
});

test('files dropped on the page make one case of several documents', async ({ page }) => {
  const bytes = ['qingpu-2023.html', 'baoshan-2024.clean.html'].map((name) => ({
    name,
    text: readFileSync(join(DOCUMENTS_DIR, name), 'utf8'),
  }));
  await expect(page.locator('main')).toBeVisible();
  await page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) transfer.items.add(new File([text], name, { type: 'text/html' }));
    document
      .querySelector('main')!
      .dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, bytes);
  // Two bodies are two cases, unless the reviewer wants one.
  await expect(page.getByRole('heading', { name: '认出 2 个单位、2 份文件' })).toBeVisible();
  await page.getByRole('button', { name: '全部作一个案卷' }).click();
  await page.getByRole('button', { name: '建案卷并核对' }).click();
  await expect(page).toHaveURL(/#\/case\/[^/]+$/);
  await expect(page.locator('.document-card')).toHaveCount(2);
  await page.getByRole('link', { name: '打开 qingpu-2023.html' }).click();
  await row(page, CLASS_TOTAL).click();
  await expect(page.locator('.grid td.found.selected.pulse')).toBeInViewport();
});

test('a review can be cancelled: the file is kept and said to be unchecked', async ({ page }) => {
  // The worker's program is held back, so that the review is under way for certain.
  await page.route(/review\.worker/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await route.continue().catch(() => undefined);
  });
  await addFiles(page, QINGPU);
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('已取消', { exact: false })).toBeVisible();
  await expect(page.getByText('还没有核对。').first()).toBeVisible();
  await page.unroute(/review\.worker/);
  await page.getByRole('button', { name: '核对' }).click();
  await expect(page.locator('.document-card .counts')).toBeVisible();
});

test('nothing of a document runs or is taken for markup', async ({ page }) => {
  const hostile = `<html><body><h1>2024年部门预算 &lt;img src=x onerror="window.hit=1"&gt;</h1>
    <script>window.hit=1</script><table><tr><th>项目<img src=x onerror="window.hit=1"></th><th>金额</th></tr>
    <tr><td>&lt;script&gt;window.hit=1&lt;/script&gt;</td><td onclick="window.hit=1">100</td></tr>
    <tr><td>=cmd|' /C calc'!A0</td><td>200</td></tr><tr><td>合计</td><td>500</td></tr></table></body></html>`;
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: '<b>x</b>.html',
      mimeType: 'text/html',
      buffer: Buffer.from(hostile),
    });
  await expect(page).toHaveURL(/document/);
  await expect(page.locator('.as-read')).toContainText('<script>window.hit=1</script>');
  await expect(page.locator('h1')).toHaveText('<b>x</b>.html');
  await page.getByRole('link', { name: '报告' }).first().click();
  await expect(page.frameLocator('iframe').locator('h1')).toBeVisible();
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
});

test('the report is shown as it prints and taken away in its forms', async ({ page }) => {
  await openSample(page);
  await row(page, CLASS_TOTAL).click();
  await page.keyboard.press('1');
  await expect(page.getByText('已记为属实')).toBeVisible();
  await page.getByRole('link', { name: '报告' }).first().click();
  await expect(page.frameLocator('iframe').getByText('25,453,263').first()).toBeVisible();
  for (const [name, start] of [
    ['HTML', '<!doctype html>'],
    ['CSV', '\ufeff'],
    ['JSON', '{'],
    ['Markdown', '# '],
    ['Word', 'PK'],
    ['Excel', 'PK'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith(start), name).toBe(true);
  }
  await expect
    .poll(async () => (await readEvents(page)).filter(({ kind }) => kind === 'exported').length)
    .toBe(6);
});

test('a backup brings cases and decisions to another browser', async ({ page, site }, info) => {
  await openSample(page);
  await row(page, CLASS_TOTAL).click();
  await page.keyboard.press('1');
  await expect(page.getByText('已记为属实')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '立即备份' }).click(),
  ]);
  const backup = info.outputPath('backup.zip');
  await download.saveAs(backup);
  await expect(page.getByText('都已备份', { exact: false })).toBeVisible();

  const other = await chromium.launch({ executablePath: findChromium()!, chromiumSandbox: false });
  const there = await other.newPage({ locale: 'zh-CN' });
  await there.goto(`${site.origin}/#/settings`);
  await there.locator('input[type=file]').setInputFiles(backup);
  await expect(there.getByText('校验值全部相符')).toBeVisible();
  await there.getByRole('button', { name: '恢复', exact: true }).click();
  await there.goto(`${site.origin}/#/`);
  await there.locator('.row-link').first().click();
  await there.locator('.document-card .row-link').first().click();
  await row(there, CLASS_TOTAL).click();
  await expect(there.locator('.card').getByRole('radio', { name: '属实' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await other.close();
});

test('single keys can be switched off, and none acts while a field has the focus', async ({ page, site }) => {
  await openSample(page);
  await row(page, CLASS_TOTAL).click();
  await page.locator('input[type=search]').focus();
  await page.keyboard.type('1');
  expect((await readEvents(page)).filter(({ kind }) => kind === 'decided')).toHaveLength(0);
  const here = page.url();
  await page.goto(`${site.origin}/#/settings`);
  await page.getByRole('checkbox').uncheck();
  await page.goto(here);
  await row(page, CLASS_TOTAL).click();
  await page.keyboard.press('1');
  await page.waitForTimeout(300);
  expect((await readEvents(page)).filter(({ kind }) => kind === 'decided')).toHaveLength(0);
});
