import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION_ID } from '../../extension/identity.ts';
import manifest from '../../extension/manifest.config.ts';
import { EXTENSION_DIR, expect, test } from './fixture.ts';

const built = JSON.parse(
  readFileSync(join(EXTENSION_DIR, 'manifest.json'), 'utf8'),
) as chrome.runtime.ManifestV3;

test('the built extension opens nothing to pages that we did not write', () => {
  const written = manifest as chrome.runtime.ManifestV3;
  expect(built.web_accessible_resources ?? []).toEqual(written.web_accessible_resources ?? []);
  expect(built.content_scripts ?? []).toEqual(written.content_scripts ?? []);
  expect(built.permissions).toEqual(written.permissions);
  expect(built.externally_connectable).toEqual(written.externally_connectable);
});

test('the content script is one classic script, not a loader', () => {
  const path = join(EXTENSION_DIR, 'inject/content.js');
  expect(existsSync(path)).toBe(true);
  const code = readFileSync(path, 'utf8');
  expect(code).not.toMatch(/\bimport\s*\(|^import\s|getURL\(/m);
  // Chrome refuses some characters in injected scripts as "not UTF-8".
  expect([...code].every((character) => character.charCodeAt(0) < 128)).toBe(true);
});

test('the browser gives the extension the id of its key', async ({ chrome }) => {
  const [worker] = chrome.context.serviceWorkers();
  expect(new URL(worker?.url() ?? '').host).toBe(EXTENSION_ID);
});

test('a page cannot fetch anything of the extension', async ({ chrome, portal }) => {
  const page = await chrome.context.newPage();
  await page.goto(portal.serve('/', '<!doctype html><title>portal</title>'));
  const seen = await page.evaluate(async (url) => {
    try {
      return (await fetch(url)).status;
    } catch {
      return 'refused';
    }
  }, chrome.url('inject/content.js'));
  expect(seen).toBe('refused');
});

test('the button opens the side panel of its tab', async ({ chrome, portal }) => {
  const page = await chrome.context.newPage();
  await page.goto(portal.serve('/', '<!doctype html><title>portal</title><p>nothing here'));
  const panel = await chrome.openPanel(page);
  const url = await panel.evaluate<string>('location.href');
  expect(url).toMatch(/panel\/index\.html\?tab=\d+$/);
});
