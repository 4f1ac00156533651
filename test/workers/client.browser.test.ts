import { afterAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import type { Publication, Review } from '../../core/model/review.ts';
import type { Progress } from '../../workers/api.ts';
import { createReviewClient } from '../../workers/client.ts';

declare module 'vitest/browser' {
  interface BrowserCommands {
    reviewOnCommandLine(path: string): Promise<string>;
  }
}

const client = createReviewClient();
afterAll(() => client.close());

/** The bytes of a test document as they are on disk: a web server might touch a page. */
async function load(name: string) {
  const text = atob(await commands.readFile(`test/documents/${name}`, 'base64'));
  return { name, bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)) };
}

describe('the engine in a worker of a real browser', () => {
  it.each(['qingpu-2023.html', 'mancheng-2024.gbk.html', 'qingpu-2023.pdf'])(
    'says of %s what the command line says',
    async (name) => {
      const { review } = await client.review([await load(name)], { withChecks: true });
      const printed: Review = JSON.parse(await commands.reviewOnCommandLine(`test/documents/${name}`));
      const summary = ({ findings, figures, checks, tables }: Publication) => ({
        findings,
        figures,
        checks,
        tables,
      });
      expect(review.failures).toEqual([]);
      expect(review.publications.map(summary)).toEqual(printed.publications.map(summary));
    },
  );

  it('tells the pages of a PDF as it reads them', async () => {
    const seen: Progress[] = [];
    await client.read(await load('qingpu-2023.pdf'), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ stage: 'reading', file: 'qingpu-2023.pdf', total: 14 });
  });

  it('refuses a scan with its code', async () => {
    const reading = await client.read(await load('scanned-2023.pdf'));
    expect(reading).toMatchObject({ ok: false, error: { code: 'scanned-pages' } });
  });

  it('can be stopped while it reads, and reads on afterwards', async () => {
    const abort = new AbortController();
    const file = await load('qingpu-2023.pdf');
    const reading = client.read(file, { signal: abort.signal, onProgress: () => abort.abort() });
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(await client.read(file)).toMatchObject({ ok: true });
  });
});
