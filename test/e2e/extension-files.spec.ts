import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countBlobs, readEvents } from './database.ts';
import { DOCUMENTS_DIR, expect, type Site, test } from './fixture.ts';

const login = readFileSync(join(DOCUMENTS_DIR, 'login.html'));
const pdf = readFileSync(join(DOCUMENTS_DIR, 'qingpu-2023.pdf'));
const SCANNED = '这份 PDF 是扫描图像，没有可读的文字。一个数也没有核对，这不等于没有问题。';
const EXPIRED = '网站给的是一张“链接已失效”的网页，不是 PDF。未存为证据。';

/** A page that only links to files. */
function listOf(portal: Site, files: readonly (readonly [href: string, words: string])[]): string {
  const links = files.map(([href, words]) => `<li><a href="${href}">${words}</a></li>`).join('');
  return portal.serve(
    '/list.html',
    `<!doctype html><meta charset="utf-8"><title>部门预算</title><ul>${links}</ul>`,
  );
}

test('a PDF in a tab is taken with its bytes and opens in our viewer with the findings lit up', async ({
  chrome,
  portal,
}) => {
  const page = await chrome.context.newPage();
  await page.goto(`${portal.origin}/qingpu-2023.pdf`);
  await chrome.clickAction(page);
  await page.waitForURL(/^chrome-extension:.*#\/case\//, { timeout: 30_000 });
  await expect(page.locator('.pdf-page canvas').first()).toBeVisible();
  await expect(page.getByText('标签页内原字节').first()).toBeVisible();
  await page.locator('[data-finding]', { hasText: '卫生健康支出·合计' }).first().click();
  await expect(page.locator('.card')).toContainText('25,453,263');
  await expect(page.locator('.page-layer button, .page-layer [role=button]').first()).toBeVisible();

  // The viewer has the findings beside the page; the panel would say them twice.
  await expect.poll(() => chrome.panelCount()).toBe(0);

  const own = await chrome.openOwnPage();
  const captured = (await readEvents(own)).find(({ kind }) => kind === 'captured');
  expect(captured?.body).toMatchObject({
    name: 'qingpu-2023.pdf',
    mediaType: 'application/pdf',
    method: 'tab-bytes',
    size: pdf.length,
    address: `${portal.origin}/qingpu-2023.pdf`,
  });
});

test('a scanned PDF is kept as evidence and refused with the sentence that says so', async ({
  chrome,
  portal,
}) => {
  const page = await chrome.context.newPage();
  await page.goto(`${portal.origin}/scanned-2023.pdf`);
  await chrome.clickAction(page);
  await page.waitForURL(/^chrome-extension:.*#\/case\//, { timeout: 30_000 });
  await expect(page.getByText(SCANNED).first()).toBeVisible();
  const own = await chrome.openOwnPage();
  expect((await readEvents(own)).some(({ kind }) => kind === 'captured')).toBe(true);
});

test('a page that links files lists them, and each is opened by us first', async ({ chrome, portal }) => {
  let asked = 0;
  portal.routes.set('/once.pdf', (_request, response) => {
    asked += 1;
    // A one-time link: only the first asking gets the file.
    if (asked > 1) response.writeHead(410, { 'content-type': 'text/html' }).end(login);
    else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(pdf);
  });
  const page = await chrome.context.newPage();
  await page.goto(
    listOf(portal, [
      ['once.pdf', '2023年单位预算'],
      ['b.docx', '附件'],
    ]),
  );
  const panel = await chrome.openPanel(page);
  const list = await panel.waitForText('这一页没有数据表，链有 2 个附件');
  expect(list).toContain('2023年单位预算');
  const viewer = chrome.context.waitForEvent('page');
  await panel.click('.attachments button', '核对');
  const opened = await viewer;
  await expect(opened.locator('.pdf-page canvas').first()).toBeVisible({ timeout: 30_000 });
  await expect(opened.getByText('首次打开').first()).toBeVisible();
  expect(asked).toBe(1);
});

test('a link opened from the context menu is asked for once, by us', async ({ chrome, portal }) => {
  let asked = 0;
  portal.routes.set('/menu.pdf', (_request, response) => {
    asked += 1;
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(pdf);
  });
  const page = await chrome.context.newPage();
  await page.goto(listOf(portal, [['menu.pdf', '2023年单位预算']]));
  const panel = await chrome.openPanel(page);
  await panel.waitForText('链有 1 个附件');
  const viewer = chrome.context.waitForEvent('page');
  const [worker] = chrome.context.serviceWorkers();
  // The browser's own menu cannot be opened here; its event can be sent.
  await worker?.evaluate(
    async ([linkUrl]) => {
      const tabs = await (globalThis as unknown as { chrome: typeof globalThis.chrome }).chrome.tabs.query(
        {},
      );
      const tab = tabs.find(({ url }) => url?.endsWith('/list.html')) ?? tabs.at(-1);
      const { onClicked } = globalThis.chrome.contextMenus as unknown as {
        onClicked: { dispatch: (info: object, tab: object | undefined) => void };
      };
      onClicked.dispatch({ menuItemId: 'open-link', linkUrl }, tab);
    },
    [`${portal.origin}/menu.pdf`],
  );
  const opened = await viewer;
  await expect(opened.locator('.pdf-page canvas').first()).toBeVisible({ timeout: 30_000 });
  expect(asked).toBe(1);
});

test('a login page instead of a linked PDF is refused and never becomes evidence', async ({
  chrome,
  portal,
}) => {
  portal.serve('/expired.pdf', login, 'text/html; charset=utf-8');
  const page = await chrome.context.newPage();
  await page.goto(listOf(portal, [['expired.pdf', '2023年单位预算']]));
  const panel = await chrome.openPanel(page);
  await panel.waitForText('这一页没有数据表，链有 1 个附件');
  const own = await chrome.openOwnPage();
  const blobs = await countBlobs(own);
  await page.bringToFront();
  await panel.click('.attachments button', '核对');
  const text = await panel.waitForText(EXPIRED);
  expect(text).toContain('link-expired');
  expect(text).toContain('HTTP 200');
  expect(await countBlobs(own)).toBe(blobs);
});

test('a PDF tab whose link has expired since is refused', async ({ chrome, portal }) => {
  let asked = 0;
  portal.routes.set('/session.pdf', (_request, response) => {
    asked += 1;
    const headers = { 'cache-control': 'no-store' };
    if (asked > 1) response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end(login);
    else response.writeHead(200, { ...headers, 'content-type': 'application/pdf' }).end(pdf);
  });
  const page = await chrome.context.newPage();
  await page.goto(`${portal.origin}/session.pdf`);
  const panel = await chrome.openPanel(page);
  await panel.waitForText(EXPIRED);
  expect(page.url()).toContain('/session.pdf');
  const own = await chrome.openOwnPage();
  expect(await countBlobs(own)).toBe(0);
});

test('a page of the browser itself is refused in a sentence', async ({ chrome }) => {
  const page = await chrome.context.newPage();
  await page.goto('chrome://version');
  const panel = await chrome.openPanel(page);
  await panel.waitForText('浏览器不让扩展读这一页。');
});
