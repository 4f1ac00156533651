import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const P = lock.packages;
let added = 0;
const OS =
  /(?:^|[-/])(android|darwin|win32|linux|linuxmusl|freebsd|openbsd|netbsd|sunos|aix|openharmony)(?=-|$)/;
const CPU = /(?:^|[-/])(arm64|x64|ia32|arm|riscv64|ppc64|ppc64le|s390x|loong64|mips64el|wasm32)(?=-|$)/;
for (const [path, e] of Object.entries(P))
  for (const [name, range] of Object.entries(e.optionalDependencies ?? {})) {
    if (P[`${path}/node_modules/${name}`] || P[`node_modules/${name}`]) continue;
    const os = name.match(OS)?.[1] ?? (name.includes('fsevents') ? 'darwin' : undefined),
      cpu = name.match(CPU)?.[1];
    if (!os && cpu !== 'wasm32') continue;
    P[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...(cpu && { cpu: [cpu] }),
      ...(e.dev && { dev: true }),
      ...(/musl/.test(name) && { libc: ['musl'] }),
      optional: true,
      ...(os && { os: [os.replace('musl', '')] }),
    };
    added++;
  }
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(`added ${added}`);
