/**
 * Drives the Firefox build in a real Firefox: a portal page, a PDF, a decision, and the way to the workspace.
 *   npm run build -- firefox pwa && npm run firefox      (FIREFOX names another one than firefox-esr or firefox)
 * Not part of `npm test`, which needs Chromium alone. Ends with status 1 at the first thing that does not hold.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FIREFOX_ID, workspaceOrigin } from '../extension/identity.ts';
import { DOCUMENTS_DIR, filesOf, Site } from '../test/e2e/fixture.ts';
import { Firefox } from '../test/firefox/marionette.ts';

const UUID = '5a1d6f0e-0c3b-4c8e-9d57-7f1f5b1c2a34';
const root = resolve(import.meta.dirname, '..');
const executablePath = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
  (path) => path !== undefined && existsSync(path),
);
if (!executablePath) {
  console.error('Firefox is missing: apt-get install firefox-esr, or set FIREFOX');
  process.exit(1);
}

const portal = new Site(filesOf(DOCUMENTS_DIR));
const workspace = new Site(filesOf(join(root, 'dist/pwa')), Number(new URL(workspaceOrigin()).port));
await Promise.all([portal.start(), workspace.start()]);
const firefox = await Firefox.start({
  executablePath,
  language: 'zh-CN',
  extensionId: FIREFOX_ID,
  extensionUuid: UUID,
});
/** A click on the extension's button, as a person's: it opens the sidebar and gives access to the tab. */
const pressButton = () =>
  firefox.runInBrowser(`
    const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
    const extension = ExtensionParent.GlobalManager.getExtension(${JSON.stringify(FIREFOX_ID)});
    const window = Services.wm.getMostRecentWindow('navigator:browser');
    const handle = window.windowUtils.setHandlingUserInput(true);
    ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    handle.destruct();`);
const told = (what: string) => console.log(`✓ ${what}`);

try {
  await firefox.send('Addon:Install', { path: join(root, 'dist/firefox'), temporary: true });

  await firefox.goto(`${portal.origin}/qingpu-2023.html`);
  await pressButton();
  // The marks stand in a closed shadow tree; their host is all that the page can see.
  await firefox.until('the page bears marks', "document.querySelector('[popover]')");
  told('a portal page is captured and bears its marks');

  await firefox.goto(`${portal.origin}/qingpu-2023.pdf`);
  await pressButton();
  await firefox.until('the viewer opens in the tab', "location.protocol === 'moz-extension:'");
  await firefox.until('pages are drawn', "document.querySelector('.pdf-page canvas')");
  await firefox.until('findings stand beside them', "document.querySelectorAll('[data-finding]').length > 5");
  told('a PDF opens in the viewer with its findings');

  await firefox.run("document.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }))");
  await firefox.until(
    'the decision is recorded',
    "document.querySelector('[role=radio][aria-checked=true]')",
  );
  await firefox.run('location.reload()');
  await firefox.until('it is still there', "document.querySelector('[role=radio][aria-checked=true]')");
  told('a decision is kept over a reload');

  await firefox.goto(`${workspace.origin}/`);
  await firefox.until(
    'both cases have come over',
    "document.querySelectorAll('tbody .case-row').length === 2",
  );
  told('the workspace on its own origin takes over what the extension saved');
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await firefox.stop();
  await Promise.all([portal.stop(), workspace.stop()]);
}
