/**
 * `npm start`: shows the main job at once. Reviews a sample publication in the terminal; then serves a sample portal and the
 * workspace on loopback and opens Chromium with the extension loaded, until Ctrl-C. With CI set it ends after the findings.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { workspaceOrigin } from '../extension/identity.ts';
import { portalRoutes } from '../test/portal/portal.ts';
import { findChromium } from './chromium.ts';
import { filesOf, serve } from './serve.ts';

const here = resolve(import.meta.dirname, '..');
const SAMPLE = 'test/documents/qingpu-2023.pdf';
const PORTAL_PORT = 4181;

reviewSample();
if (process.env.CI) process.exit(0);
await showInBrowser();

/** The sample has faults, so status 1 is what should come; anything else is a failure of ours. */
function reviewSample(): void {
  console.log(`$ npm run --silent tieout -- review ${SAMPLE}\n`);
  const { status } = spawnSync(process.execPath, ['workers/node/tieout.ts', 'review', SAMPLE], {
    cwd: here,
    stdio: 'inherit',
  });
  if (status !== 1) {
    console.error(`The sample was not reviewed as it should be (status ${status}).`);
    process.exit(1);
  }
}

async function showInBrowser(): Promise<void> {
  const workspace = await serve(
    [filesOf(resolve(here, 'dist/pwa'))],
    Number(new URL(workspaceOrigin()).port),
  );
  const portal = await serve(portalRoutes, PORTAL_PORT);
  console.log('\nBuilding the extension and the workspace …');
  // The extension answers one workspace only: the one that is served here, also where its usual port was taken.
  const built = spawnSync(process.execPath, ['scripts/build.ts', 'extension', 'pwa'], {
    cwd: here,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, VITE_WORKSPACE_ORIGIN: workspace.origin },
  });
  if (built.status !== 0) process.exit(1);
  const browser = openBrowser([`${portal.origin}/`, `${workspace.origin}/`]);
  console.log(`
Sample portal   ${portal.origin}/
Workspace       ${workspace.origin}/
Extension       ${resolve(here, 'dist/extension')}
${browser === undefined ? 'To try the extension: chrome://extensions, developer mode, “Load unpacked”, that folder.' : 'Chromium is open with the extension loaded: press its button on a page of the portal.'}

Ctrl-C ends it.`);
  const end = () => {
    browser?.close();
    process.exit(0);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
}

/** Chromium with the extension and a profile of its own; undefined where there is no display or no Chromium. */
function openBrowser(addresses: readonly string[]): { close(): void } | undefined {
  const chromium = findChromium();
  const isLinux = process.platform === 'linux';
  const hasDisplay =
    !isLinux || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (chromium === undefined || !hasDisplay) return undefined;
  const profile = mkdtempSync(join(tmpdir(), 'tieout-profile-'));
  const child: ChildProcess = spawn(
    chromium,
    [
      `--user-data-dir=${profile}`,
      `--disable-extensions-except=${resolve(here, 'dist/extension')}`,
      `--load-extension=${resolve(here, 'dist/extension')}`,
      '--no-first-run',
      '--no-default-browser-check',
      ...(isLinux && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...addresses,
    ],
    { stdio: 'ignore' },
  );
  child.on('error', (error) => console.error(`Chromium could not be opened: ${error.message}`));
  return {
    close() {
      child.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
