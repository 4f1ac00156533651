/**
 * Everything that must hold before a commit: format and lint, types, unit and browser tests, the builds, end-to-end tests
 * in a real Chromium; and, where TIEOUT_CORPUS names a folder of documents with known tables and faults, how well they are
 * read and reviewed. Goes on after a failure, and ends with `N passed, N failed` alone on a line.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { findChromium } from './chromium.ts';

const here = resolve(import.meta.dirname, '..');
const UNIT_REPORT = 'test-results/unit.json';
const E2E_REPORT = 'test-results/e2e.json';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

if (findChromium() === undefined) {
  console.error(
    'The tests need a Chromium: sudo apt-get install -y --no-install-recommends chromium fonts-noto-cjk, or set CHROMIUM to its path.',
  );
  process.exit(1);
}
rmSync(resolve(here, 'test-results'), { recursive: true, force: true });
const counts = [
  step('format and lint', ['biome', 'check', '--error-on-warnings', '.']),
  step('types', ['tsc', '-p', '.']),
  step('types of core, without the DOM', ['tsc', '-p', 'core']),
  step('builds', ['node', 'scripts/build.ts']),
  suite(
    'tests',
    ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    () => readUnitCount(UNIT_REPORT),
  ),
  suite('end to end', ['playwright', 'test'], () => readE2eCount(E2E_REPORT)),
  ...(process.env.TIEOUT_CORPUS ? [corpusChecks(process.env.TIEOUT_CORPUS)] : []),
];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A command that passes or fails as a whole. */
function step(name: string, words: readonly string[]): Count {
  const isGood = run(name, words).status === 0;
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 };
}

/** A command that runs tests and says in a file how many of them passed. Without the file it failed as a whole. */
function suite(name: string, words: readonly string[], read: () => Count): Count {
  const { status } = run(name, words);
  try {
    const count = read();
    return status === 0 || count.failed > 0 ? count : { ...count, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function corpusChecks(folder: string): Count {
  const output = run('corpus', ['node', 'scripts/corpus-checks.ts', folder], 'pipe').stdout ?? '';
  process.stdout.write(output);
  const count = /^(\d+) passed, (\d+) failed$/m.exec(output);
  return count === null ? { passed: 0, failed: 1 } : { passed: Number(count[1]), failed: Number(count[2]) };
}

function run(name: string, words: readonly string[], stdout: 'inherit' | 'pipe' = 'inherit') {
  const [command = '', ...rest] = words;
  console.log(`\n— ${name}`);
  const started = performance.now();
  const own = resolve(here, 'node_modules/.bin', command);
  const done = spawnSync(existsSync(own) ? own : command, rest, {
    cwd: here,
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${done.status === 0 ? 'good' : 'FAILED'}: ${name}, ${seconds} s`);
  return done;
}

function readUnitCount(path: string): Count {
  const report = JSON.parse(readFileSync(resolve(here, path), 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    testResults: { status: string; assertionResults: unknown[] }[];
  };
  // A file that could not even be loaded has no tests to count.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
}

function readE2eCount(path: string): Count {
  const { stats, errors } = JSON.parse(readFileSync(resolve(here, path), 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number };
    errors: unknown[];
  };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
}
