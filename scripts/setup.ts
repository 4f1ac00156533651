/**
 * Sees to it that a Chromium and a Chinese font are there for the tests. On Debian as root it installs what is missing;
 * elsewhere it says in one line what to install, and ends with status 1.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';

const missing = [
  ...(findChromium() === undefined ? ['chromium'] : []),
  ...(hasChineseFont('Noto Sans CJK') ? [] : ['fonts-noto-cjk']),
  ...(hasChineseFont('WenQuanYi') ? [] : ['fonts-wqy-zenhei']),
];

if (missing.length === 0) {
  console.log(`Chromium: ${findChromium()}`);
} else if (!isDebianAsRoot()) {
  // A machine without fontconfig, such as macOS or Windows, has Chinese fonts of its own.
  const needed = missing.includes('chromium') || existsSync('/etc/debian_version') ? missing : [];
  if (needed.length > 0) {
    console.error(
      `Please install ${needed.join(', ')}, as in: sudo apt-get install -y --no-install-recommends ${needed.join(' ')}` +
        (needed.includes('chromium') ? ' (or set CHROMIUM to the path of a Chromium or Chrome)' : ''),
    );
    process.exitCode = 1;
  }
} else {
  install(missing);
}

function isDebianAsRoot(): boolean {
  return existsSync('/etc/debian_version') && process.getuid?.() === 0;
}

function hasChineseFont(family: string): boolean {
  const listed = spawnSync('fc-list', [':', 'family'], { encoding: 'utf8' });
  return listed.status === 0 && listed.stdout.includes(family);
}

function install(packages: readonly string[]): void {
  console.log(`installing ${packages.join(', ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = (words: readonly string[]) =>
    execFileSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  run(['update']);
  run(['install', '-y', '--no-install-recommends', 'fontconfig', ...packages]);
}
