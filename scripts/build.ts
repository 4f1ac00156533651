/**
 * Builds what is named, or everything: `extension`, `firefox`, `pwa`, `cli`.
 *   npm run build -- extension pwa
 * A target that fails leaves nothing behind: a half-written extension would load and break.
 */
import { cpSync, globSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'vite';

const here = resolve(import.meta.dirname, '..');
const TARGETS = ['extension', 'firefox', 'pwa', 'cli'] as const;
type Target = (typeof TARGETS)[number];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !TARGETS.some((target) => target === name));
if (unknown.length > 0) {
  console.error(`There is no target ${unknown.join(', ')}; the targets are ${TARGETS.join(', ')}.`);
  process.exit(2);
}
for (const target of TARGETS) {
  if (asked.length === 0 || asked.includes(target)) await buildTarget(target);
}

async function buildTarget(target: Target): Promise<void> {
  const started = performance.now();
  try {
    await runVite(target);
    if (target === 'extension' || target === 'firefox') await buildInjected(target);
  } catch (error) {
    rmSync(resolve(here, 'dist', target), { recursive: true, force: true });
    console.error(error);
    console.error(`The ${target} was not built.`);
    process.exit(1);
  }
  console.log(`built dist/${target} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Scripts that are injected into pages are classic scripts, one file each, beside the rest of the extension. */
async function buildInjected(target: 'extension' | 'firefox'): Promise<void> {
  const made = resolve(here, 'dist/inject');
  rmSync(made, { recursive: true, force: true });
  for (const entry of globSync('extension/**/*.inject.ts', { cwd: here }).sort()) {
    process.env.TIEOUT_INJECT = entry;
    await runVite('inject');
  }
  cpSync(made, resolve(here, 'dist', target, 'inject'), { recursive: true });
  rmSync(made, { recursive: true, force: true });
}

async function runVite(mode: string): Promise<void> {
  await build({ configFile: resolve(here, 'vite.config.ts'), mode, logLevel: 'error' });
}
