import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const documents = join(root, 'test/documents');
const faulty = join(documents, 'qingpu-2023.html');
const clean = join(documents, 'baoshan-2024.clean.html');
const scratch = mkdtempSync(join(tmpdir(), 'tieout-test-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs the command line as a user does; stdout and stderr are pipes. */
async function tieout(words: readonly string[], input?: string | Uint8Array) {
  const child = spawn(process.execPath, [join(root, 'workers/node/tieout.ts'), ...words], {
    cwd: scratch,
    env: { ...process.env, LANG: 'zh_CN.UTF-8', LC_ALL: '' },
  });
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    stderr += part;
  });
  const [status] = (await once(child, 'close')) as [number];
  return { status, stdout, stderr };
}

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('tieout review', () => {
  it('names the wrong figure and the right one, and ends with status 1', async () => {
    const { status, stdout, stderr } = await tieout(['review', faulty]);
    expect(stdout).toMatch(/印为 18,003,263\s+应为 25,453,263/);
    expect(stdout).toMatch(/未核 \d+/);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  it('prints JSON and nothing else, the checks only when asked', async () => {
    const plain = JSON.parse((await tieout(['review', faulty, '--format', 'json'])).stdout);
    expect(plain.schema).toBe('tieout/review@1');
    expect(plain.publications[0]).not.toHaveProperty('checkList');
    const whole = JSON.parse((await tieout(['review', faulty, '--format', 'json', '--with-checks'])).stdout);
    const { figures, ledger, checkList } = whole.publications[0];
    expect(ledger).toHaveLength(figures.total);
    expect(checkList.length).toBeGreaterThan(100);
    expect(whole.publications[0].findings).toEqual(plain.publications[0].findings);
  });

  it('ends with status 0 when nothing reaches the severity asked for', async () => {
    expect((await tieout(['review', clean])).status).toBe(0);
    expect((await tieout(['review', faulty, '--fail-on', 'never'])).status).toBe(0);
  });

  it('reviews what can be read, names what cannot, and ends with status 2', async () => {
    const { status, stdout, stderr } = await tieout(['review', 'nothing.pdf', clean, '--format', 'json']);
    const review = JSON.parse(stdout);
    expect(review.publications).toHaveLength(1);
    expect(review.failures).toMatchObject([{ name: 'nothing.pdf', code: 'cannot-open' }]);
    expect(stderr).toContain('nothing.pdf：没有这个文件');
    expect(status).toBe(2);
  });

  it('prints a publication a line, and the case at the end unless each file is a case', async () => {
    const together = lines((await tieout(['review', faulty, clean, '--format', 'ndjson'])).stdout);
    expect(together.map((line) => Object.keys(line)[1])).toEqual(['document', 'document', 'case']);
    const apart = lines(
      (await tieout(['review', faulty, clean, 'no', '--each', '--format', 'ndjson'])).stdout,
    );
    expect(apart.every(({ schema }) => schema === 'tieout/review@1')).toBe(true);
    expect(apart.filter(({ failure }) => failure)).toMatchObject([
      { document: { name: 'no' }, failure: { code: 'cannot-open' } },
    ]);
    expect(apart.filter(({ findings }) => findings)).toHaveLength(2);
  });

  it('gives the same result with one thread and with several', async () => {
    const words = ['review', faulty, clean, '--format', 'json', '--with-checks'];
    const one = await tieout([...words, '--jobs', '1']);
    const two = await tieout([...words, '--jobs', '2']);
    expect(two.stdout).toBe(one.stdout);
  });

  it('reads what is piped in', async () => {
    const { stdout, status } = await tieout(['review', '-', '--format', 'json'], readFileSync(faulty));
    expect(JSON.parse(stdout).publications[0].document.name).toBe('stdin');
    expect(status).toBe(1);
  });

  it.each(['csv', 'html', 'md', 'sarif'])('writes %s to a file, and nothing to stdout', async (form) => {
    const path = join(scratch, `report.${form}`);
    const { stdout } = await tieout(['review', faulty, '--format', form, '--out', path]);
    expect(stdout).toBe('');
    expect(readFileSync(path, 'utf8')).toContain('25,453,263');
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it.each(['xlsx', 'docx'])('writes %s as an Office file', async (form) => {
    const path = join(scratch, `report.${form}`);
    await tieout(['review', faulty, '--format', form, '--out', path]);
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
  });

  it('says so when the place for the report cannot be written', async () => {
    const { status, stderr } = await tieout(['review', faulty, '--out', 'no/such/folder/r.txt']);
    expect(stderr).toContain('--out cannot be written');
    expect(status).toBe(2);
  });

  it('stops at once when interrupted, and leaves no half-written file', async () => {
    const fifty = Array.from({ length: 50 }, (_, i) => {
      const path = join(scratch, `copy-${i}.html`);
      writeFileSync(path, readFileSync(faulty));
      return path;
    });
    const path = join(scratch, 'interrupted.json');
    const child = spawn(
      process.execPath,
      [
        join(root, 'workers/node/tieout.ts'),
        'review',
        ...fifty,
        '--each',
        '--format',
        'ndjson',
        '--out',
        path,
      ],
      { stdio: 'ignore' },
    );
    await expect.poll(() => existsSync(`${path}.part`), { timeout: 10_000 }).toBe(true);
    child.kill('SIGINT');
    const [status] = await once(child, 'close');
    expect(status).toBe(130);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(`${path}.part`)).toBe(false);
  });
});

describe('tieout extract', () => {
  it('prints the tables of one document as contracts have them', async () => {
    const { status, stdout } = await tieout(['extract', faulty]);
    const { schema, document, tables, warnings } = JSON.parse(stdout);
    expect(schema).toBe('tieout/extract@1');
    expect(document).toMatchObject({
      name: 'qingpu-2023.html',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(tables[2]).toMatchObject({ id: 't3', title: expect.stringContaining('支出预算总表'), unit: '元' });
    expect(tables[2].cells[0]).toMatchObject({
      row: 0,
      col: 0,
      rowSpan: 1,
      header: true,
      selector: expect.any(String),
    });
    expect(warnings).toEqual(expect.any(Array));
    expect(status).toBe(0);
  });

  it('prints a document a line, also of those that cannot be read', async () => {
    const { status, stdout } = await tieout(['extract', faulty, 'nothing.pdf', '--format', 'ndjson']);
    expect(
      lines(stdout)
        .map(({ document, failure }) => [document.name, failure?.code])
        .sort(),
    ).toEqual([
      ['nothing.pdf', 'cannot-open'],
      ['qingpu-2023.html', undefined],
    ]);
    expect(status).toBe(2);
  });

  it('keeps rows and columns in CSV', async () => {
    const { stdout } = await tieout(['extract', faulty, '--format', 'csv']);
    expect(stdout).toContain('210,,,卫生健康支出');
  });
});

describe('tieout rules', () => {
  it('lists every rule with title, severity, basis and formula', async () => {
    const { rules } = JSON.parse((await tieout(['rules', '--format', 'json'])).stdout);
    expect(rules.map(({ id }: { id: string }) => id)).toContain('foot-code-kuan-lei');
    for (const rule of rules) {
      expect(rule).toMatchObject({
        title: { zh: expect.any(String), en: expect.any(String) },
        basis: expect.any(String),
      });
    }
  });
});

describe('tieout', () => {
  it('tells a wrong word from a right one, with status 2', async () => {
    const { status, stderr } = await tieout(['revue', 'a.pdf']);
    expect(stderr).toContain('The commands are extract, review and rules.');
    expect(status).toBe(2);
  });

  it('gives two files of one name their paths', async () => {
    const other = join(scratch, 'qingpu-2023.html');
    writeFileSync(other, readFileSync(clean));
    const { stdout } = await tieout(['extract', faulty, other, '--format', 'ndjson']);
    expect(
      lines(stdout)
        .map(({ document }) => document.name)
        .sort(),
    ).toEqual([faulty, other].sort());
  });
});
