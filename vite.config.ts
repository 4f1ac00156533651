import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { promisify } from 'node:util';
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import manifest from './extension/manifest.config.ts';
import firefoxManifest from './extension/manifest.firefox.ts';
import { findChromium } from './scripts/chromium.ts';

/** Tests that start programs or a browser take long where a machine does much else. */
const TEST_MS_MAX = 120_000;
const here = import.meta.dirname;
const target = 'chrome120';
/** pdf.js's own worker code is above a megabyte; beyond this something else has crept in. */
const CHUNK_KB_MAX = 2500;
const prebundled = ['comlink', 'pdfjs-dist', 'pdfjs-dist/build/pdf.worker.min.mjs'];

/**
 * One configuration, told apart by mode:
 * - `extension`, `firefox`: the browser extension, with the workspace as one of its pages → dist/extension, dist/firefox
 * - `inject`: each `extension/content/*.inject.ts` as one classic script, into both (TIEOUT_INJECT names the file)
 * - `pwa`: the workspace as an installable page → dist/pwa
 * - `cli`: the command line as plain JavaScript for an installed package → dist/cli
 * - `test` (vitest): the unit and the browser project
 */
export default defineConfig(({ mode }) => {
  switch (mode) {
    case 'pwa':
      return pwa();
    case 'cli':
      return commandLine();
    case 'inject':
      return inject();
    case 'extension':
    case 'firefox':
      return extension(mode);
    default:
      return tests();
  }
});

const common = {
  define: { TIEOUT_ENGINE_HASH: JSON.stringify(engineHash()) },
  worker: { format: 'es' as const },
  optimizeDeps: { include: prebundled },
};

/**
 * What a review depends on, as a short hash: the sources of core and of the readers, and the version of the PDF library. The
 * order of the files and their line ends do not matter, so that it is the same on every system.
 */
function engineHash(): string {
  const hash = createHash('sha256');
  const sources = globSync('{core,workers/readers}/**/*.ts', { cwd: here }).map((path) =>
    path.replaceAll('\\', '/'),
  );
  for (const path of [...sources.sort(), 'node_modules/pdfjs-dist/package.json']) {
    hash.update(`${path}\n${readFileSync(resolve(here, path), 'utf8').replaceAll('\r\n', '\n')}\n`);
  }
  return hash.digest('hex').slice(0, 12);
}

function pwa() {
  const outDir = resolve(here, 'dist/pwa');
  return {
    ...common,
    root: resolve(here, 'pwa'),
    // Relative, so that the workspace runs from any folder of a host; its routes are in the hash.
    base: './',
    publicDir: resolve(here, 'pwa/public'),
    build: { outDir, emptyOutDir: true, target, chunkSizeWarningLimit: CHUNK_KB_MAX },
    plugins: [
      preact(),
      pdfAssets(outDir),
      VitePWA({
        registerType: 'autoUpdate',
        injectRegister: null,
        workbox: {
          globPatterns: ['**/*.{js,mjs,css,html,png,svg,wasm,bcmap,pfb,ttf,pdf}'],
          maximumFileSizeToCacheInBytes: 6e6,
          navigateFallback: 'index.html',
        },
        manifest: {
          name: '勾稽 Tieout',
          short_name: '勾稽',
          description: '核对公开预算里的每一个数',
          lang: 'zh-CN',
          display: 'standalone',
          start_url: './',
          background_color: '#F5F3EE',
          theme_color: '#F5F3EE',
          icons: [
            { src: 'icons/192.png', sizes: '192x192', type: 'image/png' },
            { src: 'icons/512.png', sizes: '512x512', type: 'image/png' },
            { src: 'icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          ].filter(({ src }) => existsSync(resolve(here, 'pwa/public', src))),
        },
      }),
    ],
  };
}

function extension(mode: 'extension' | 'firefox') {
  const outDir = resolve(here, 'dist', mode);
  const isFirefox = mode === 'firefox';
  return {
    ...common,
    build: {
      outDir,
      emptyOutDir: true,
      target,
      chunkSizeWarningLimit: CHUNK_KB_MAX,
      rollupOptions: { input: extensionPages() },
    },
    plugins: [
      noPwa,
      preact(),
      crx({
        manifest: isFirefox ? firefoxManifest : manifest,
        browser: isFirefox ? ('firefox' as const) : ('chrome' as const),
      }),
      pdfAssets(outDir),
    ],
  };
}

/** Every page of the extension, also those that no manifest names: `extension/NAME/index.html`, and the workspace. */
function extensionPages() {
  const pages = ['pwa/index.html', ...globSync('extension/*/index.html', { cwd: here }).sort()];
  return Object.fromEntries(pages.map((page) => [page.split('/').at(-2) ?? page, resolve(here, page)]));
}

/** Scripts for `scripting.executeScript({ files })` must be classic: one file, no imports. */
function inject() {
  const entry = process.env.TIEOUT_INJECT ?? '';
  return {
    build: {
      outDir: resolve(here, 'dist/inject'),
      emptyOutDir: false,
      copyPublicDir: false,
      target,
      lib: {
        entry: resolve(here, entry),
        name: 'tieout',
        formats: ['iife' as const],
        fileName: () => `${basename(entry, '.inject.ts')}.js`,
      },
    },
    plugins: [preact(), asciiOnly],
  };
}

/** Installed packages cannot use type stripping: the command line and its thread as plain modules, packages left outside. */
function commandLine() {
  return {
    build: {
      outDir: resolve(here, 'dist/cli'),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node22',
      ssr: true,
      rollupOptions: {
        input: {
          tieout: resolve(here, 'workers/node/tieout.ts'),
          'review-thread': resolve(here, 'workers/node/review-thread.ts'),
        },
      },
    },
  };
}

function tests() {
  return {
    test: {
      // Two cores are common on build machines, and some tests start threads of their own.
      maxWorkers: 2,
      coverage: { include: ['core/**', 'workers/**', 'extension/**', 'pwa/**'] },
      projects: [
        {
          plugins: [preact(), noPwa],
          test: {
            name: 'unit',
            include: ['test/**/*.test.{ts,tsx}'],
            exclude: ['test/e2e/**', 'test/**/*.browser.test.{ts,tsx}'],
            environment: 'node',
            testTimeout: TEST_MS_MAX,
          },
        },
        {
          plugins: [preact(), noPwa, pdfAssets(resolve(here, 'dist/test'))],
          optimizeDeps: { include: [...prebundled, 'dexie', 'valibot', 'preact', 'preact/hooks'] },
          worker: { format: 'es' as const },
          test: {
            name: 'browser',
            include: ['test/**/*.browser.test.{ts,tsx}'],
            testTimeout: TEST_MS_MAX,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              commands: { reviewOnCommandLine },
              provider: playwright({
                launchOptions: {
                  executablePath: findChromium() ?? '/usr/bin/chromium',
                  chromiumSandbox: false,
                },
              }),
              instances: [{ browser: 'chromium' as const }],
            },
          },
        },
      ],
    },
  };
}

/** For browser tests that compare: what the command line says of a file of the project, as JSON. */
async function reviewOnCommandLine(_context: unknown, path: string): Promise<string> {
  const words = [
    'workers/node/tieout.ts',
    'review',
    path,
    '--format',
    'json',
    '--with-checks',
    '--fail-on',
    'never',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: here, maxBuffer: 2 ** 28 });
  return stdout;
}

/** pdf.js needs its character maps, fonts and decoders beside the page: copied in a build, served in development. */
function pdfAssets(outDir: string): Plugin {
  const from = resolve(here, 'node_modules/pdfjs-dist');
  const folders = ['cmaps', 'standard_fonts', 'wasm'];
  let building = false;
  return {
    name: 'pdf-assets',
    configResolved(config) {
      building = config.command === 'build';
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const match = /\/pdfjs\/((?:cmaps|standard_fonts|wasm)\/[\w.-]+)(?:\?|$)/.exec(request.url ?? '');
        const file = match?.[1] === undefined ? undefined : resolve(from, match[1]);
        if (file === undefined || !existsSync(file)) return next();
        if (file.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
        response.end(readFileSync(file));
      });
    },
    closeBundle() {
      if (!building) return;
      for (const folder of folders) {
        cpSync(resolve(from, folder), resolve(outDir, 'pdfjs', folder), { recursive: true });
      }
    },
  };
}

/** The extension has no service worker of the workspace to register; without this its pages stay blank in development. */
const noPwa: Plugin = {
  name: 'no-pwa',
  enforce: 'pre',
  resolveId: (id) => (id === 'virtual:pwa-register' ? '\0no-pwa' : undefined),
  load: (id) => (id === '\0no-pwa' ? 'export const registerSW = () => {};' : undefined),
};

/** Chrome refuses injected scripts with certain characters as "not UTF-8": escape all that is not ASCII. */
const asciiOnly: Plugin = {
  name: 'ascii-only',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      chunk.code = chunk.code.replace(
        /[\u0080-\uffff]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};
