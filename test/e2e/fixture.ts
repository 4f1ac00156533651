/** Chromium with the built extension, a portal and the workspace on loopback, and the click on the extension's button. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { type BrowserContext, test as base, type CDPSession, chromium, type Page } from '@playwright/test';
import { EXTENSION_ID, workspaceOrigin } from '../../extension/identity.ts';
import { findChromium } from '../../scripts/chromium.ts';
import { PanelTarget } from './panel-target.ts';

const root = resolve(import.meta.dirname, '../..');
export const EXTENSION_DIR = join(root, 'dist/extension');
const PWA_DIR = join(root, 'dist/pwa');
export const DOCUMENTS_DIR = join(root, 'test/documents');

export type Route = (request: IncomingMessage, response: ServerResponse) => void;

/** A site on a free port (or a fixed one) of loopback; its routes may be set while it runs. */
export class Site {
  readonly routes = new Map<string, Route>();
  #server: Server | undefined;
  #port: number;
  readonly #fallback: Route;

  constructor(fallback: Route, port = 0) {
    this.#fallback = fallback;
    this.#port = port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
      (this.routes.get(path) ?? this.#fallback)(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Nothing answers afterwards; open connections are cut. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  serve(
    path: string,
    body: string | Uint8Array,
    contentType = 'text/html; charset=utf-8',
    status = 200,
  ): string {
    this.routes.set(path, (_request, response) => {
      response.writeHead(status, { 'content-type': contentType });
      response.end(body);
    });
    return this.origin + encodeURI(path);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  // Without a charset: documents declare their own, GBK among them.
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.pdf': 'application/pdf',
};

export function filesOf(folder: string): Route {
  return (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !existsSync(file)) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not found');
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  };
}

export class ExtensionBrowser {
  readonly context: BrowserContext;
  readonly cdp: CDPSession;

  constructor(context: BrowserContext, cdp: CDPSession) {
    this.context = context;
    this.cdp = cdp;
  }

  /** An address of the extension's own. */
  url(path: string): string {
    return `chrome-extension://${EXTENSION_ID}/${path}`;
  }

  /** A click on the extension's button in the toolbar, by the browser itself: it grants activeTab. */
  async clickAction(page: Page): Promise<void> {
    await page.bringToFront();
    const { targetInfos } = await this.cdp.send('Target.getTargets', { filter: [{}] });
    const tab = targetInfos.filter(({ type, url }) => type === 'tab' && url === page.url()).at(-1);
    if (!tab) throw new Error(`no tab shows ${page.url()}`);
    await this.cdp.send(
      'Extensions.triggerAction' as never,
      { id: EXTENSION_ID, targetId: tab.targetId } as never,
    );
  }

  /** Clicks the button and gives the side panel that opened. */
  async openPanel(page: Page): Promise<PanelTarget> {
    await this.clickAction(page);
    return PanelTarget.attach(this.cdp, this.url('extension/panel/index.html?tab='));
  }

  /** How many side panels are open. */
  async panelCount(): Promise<number> {
    const { targetInfos } = await this.cdp.send('Target.getTargets');
    return targetInfos.filter(({ url }) => url.startsWith(this.url('extension/panel/'))).length;
  }

  /** A page of the extension's origin without any program of ours: to look into its database. */
  async openOwnPage(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.url('extension/icons/16.png'));
    return page;
  }

  /** Ends the background worker, as the browser does whenever it likes. */
  async stopBackground(): Promise<void> {
    const page = await this.context.newPage();
    await page.goto(this.url('extension/panel/index.html?tab=0'));
    const session = await this.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await page.close();
  }
}

/** How Chromium is started so that it has the built extension, and its pages the language. */
export function launchOptions(language: string) {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is missing: npm run setup installs it, or set CHROMIUM');
  return {
    executablePath,
    headless: true,
    chromiumSandbox: false,
    locale: language,
    // The browser's own language on Linux; pages of the extension follow it.
    env: { ...process.env, LANGUAGE: language.replace('-', '_') } as Record<string, string>,
    args: [
      `--disable-extensions-except=${EXTENSION_DIR}`,
      `--load-extension=${EXTENSION_DIR}`,
      '--enable-unsafe-extension-debugging',
      `--lang=${language}`,
      `--accept-lang=${language}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

interface Fixtures {
  readonly chrome: ExtensionBrowser;
  readonly portal: Site;
  readonly workspace: Site;
  readonly language: 'zh-CN' | 'en';
}

export const test = base.extend<Fixtures>({
  language: ['zh-CN', { option: true }],
  chrome: async ({ language, colorScheme }, use, info) => {
    const context = await chromium.launchPersistentContext(info.outputPath('profile'), {
      ...launchOptions(language),
      colorScheme,
      viewport: { width: 1280, height: 800 },
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    // A click in the first instants after the installation finds nobody listening yet.
    while (!(await worker.evaluate(() => chrome.action?.onClicked.hasListeners()))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const browser = context.browser();
    if (!browser) throw new Error('the browser has no debugging session');
    await use(new ExtensionBrowser(context, await browser.newBrowserCDPSession()));
    await context.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  portal: async ({}, use) => {
    const site = new Site(filesOf(DOCUMENTS_DIR));
    await site.start();
    await use(site);
    await site.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
  workspace: async ({}, use) => {
    const site = new Site(filesOf(PWA_DIR), Number(new URL(workspaceOrigin()).port));
    await site.start();
    await use(site);
    await site.stop();
  },
});

export { expect } from '@playwright/test';
