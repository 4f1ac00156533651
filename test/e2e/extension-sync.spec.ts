import type { Page } from '@playwright/test';
import { readEvents } from './database.ts';
import { type ExtensionBrowser, expect, type Site, test } from './fixture.ts';

/** Checks the portal's page through the side panel, as a reviewer does. */
async function checkPage(chrome: ExtensionBrowser, portal: Site): Promise<void> {
  const page = await chrome.context.newPage();
  await page.goto(`${portal.origin}/qingpu-2023.html`);
  const panel = await chrome.openPanel(page);
  await panel.waitForText('在工作台打开');
  await panel.waitForText('未备份');
}

async function openCase(workspace: Page): Promise<void> {
  await workspace.locator('a[href*="#/case/"]', { hasText: '青浦' }).first().click();
  await workspace.locator('a[href*="/document/"]').first().click();
  await expect(workspace.locator('[data-finding]').first()).toBeVisible();
}

test('finding → workspace → decision → server off → reload: all is there, and the decision travels back', async ({
  chrome,
  portal,
  workspace,
}) => {
  await checkPage(chrome, portal);
  const pwa = await chrome.context.newPage();
  await pwa.goto(`${workspace.origin}/`);
  await openCase(pwa);
  await pwa.locator('[data-finding]', { hasText: '卫生健康支出·合计' }).first().click();
  await expect(pwa.locator('.card')).toContainText('18,003,263');
  await pwa.locator('.card [role=radio].confirmed').click();
  await expect(pwa.getByText('已记为属实')).toBeVisible();

  // Back in the extension after the next sync.
  await pwa.reload();
  const own = await chrome.openOwnPage();
  await expect
    .poll(async () => (await readEvents(own)).filter(({ kind }) => kind === 'decided').length, {
      timeout: 20_000,
    })
    .toBe(1);

  // The workspace's service worker has all it needs: the server goes away.
  await pwa.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await pwa.waitForFunction(async () => (await caches.keys()).length > 0);
  await pwa.reload();
  await workspace.stop();
  await pwa.reload();
  await pwa.goto(`${workspace.origin}/#/`);
  await openCase(pwa);
  await pwa.locator('[data-finding]', { hasText: '卫生健康支出·合计' }).first().click();
  await expect(pwa.locator('.card [role=radio].confirmed')).toHaveAttribute('aria-checked', 'true');
  await expect(pwa.locator('.card')).toContainText('25,453,263');
});

test('with the background worker stopped between capture and sync nothing is lost', async ({
  chrome,
  portal,
  workspace,
}) => {
  await checkPage(chrome, portal);
  const own = await chrome.openOwnPage();
  const there = await readEvents(own);
  await chrome.stopBackground();
  const pwa = await chrome.context.newPage();
  await pwa.goto(`${workspace.origin}/`);
  await expect
    .poll(async () => (await readEvents(pwa)).map(({ id }) => id).sort(), { timeout: 20_000 })
    .toEqual(there.map(({ id }) => id).sort());
  await openCase(pwa);
});

test('another site on the same host is not answered', async ({ chrome, portal, workspace }) => {
  await checkPage(chrome, portal);
  const ask = async (page: Page, id: string) =>
    page.evaluate(async (extension) => {
      const { chrome: browser } = globalThis as unknown as {
        chrome?: { runtime?: { sendMessage?: (id: string, message: unknown) => Promise<unknown> } };
      };
      const runtime = browser?.runtime;
      if (!runtime?.sendMessage) return 'no way to ask';
      const message = { to: 'tieout-sync', protocol: 1, type: 'hello' };
      return await runtime.sendMessage(extension, message).catch(() => 'refused');
    }, id);
  const id = new URL(chrome.url('')).host;
  const stranger = await chrome.context.newPage();
  await stranger.goto(portal.serve('/stranger.html', '<!doctype html><title>stranger</title>'));
  expect(await ask(stranger, id)).toBe('no way to ask');
  const friend = await chrome.context.newPage();
  await friend.goto(`${workspace.origin}/`);
  expect(await ask(friend, id)).toMatchObject({ ok: true });
});
