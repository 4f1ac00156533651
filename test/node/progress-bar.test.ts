import { describe, expect, it } from 'vitest';
import { createProgressBar } from '../../workers/node/progress-bar.ts';

/** A terminal that keeps what is written to it. */
function terminal(isTTY: boolean, columns = 60) {
  const written: string[] = [];
  const stream = {
    isTTY,
    columns,
    write: (text: string) => written.push(text),
  } as unknown as NodeJS.WriteStream;
  return { written, stream };
}

describe('createProgressBar', () => {
  it('writes nothing where stderr is piped, but for what is said', () => {
    const { stream, written } = terminal(false);
    const bar = createProgressBar(2, 'en', stream);
    bar.update({ stage: 'reading', file: 'a.pdf', done: 1, total: 4 });
    bar.say('b.pdf: no such file');
    bar.end();
    expect(written).toEqual(['b.pdf: no such file\n']);
  });

  it('shows file and page on a terminal, within its width', () => {
    const { stream, written } = terminal(true, 64);
    const bar = createProgressBar(1, 'zh', stream);
    bar.update({ stage: 'reading', file: '上海市某区二〇二四年预算.pdf', done: 12, total: 22 });
    const line = written.at(-1) ?? '';
    expect(line).toContain('上海市某区二〇二四年预算.pdf');
    const width = [...line].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
    expect(width).toBeLessThan(64);
  });

  it('takes its line away at the end', () => {
    const { stream, written } = terminal(true);
    const bar = createProgressBar(1, 'en', stream);
    bar.update({ stage: 'reviewing', file: 'a.pdf' });
    bar.end();
    expect(written.at(-1)).toBe('\r\x1b[2K');
  });
});
