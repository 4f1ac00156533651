import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../workers/node/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'tieout-settings-'));
const file = (text: string) => {
  const path = join(folder, `${text.length}.json`);
  writeFileSync(path, text);
  return path;
};

describe('--settings', () => {
  it('reads rules and own sums', () => {
    const settings = {
      rules: {
        'foot-code-kuan-lei': { off: true },
        'foot-total-lei': { tolerance: '0.50', severity: 'info' },
      },
      sums: [
        {
          name: '两款',
          total: { table: 't1', row: 1, col: 2 },
          addends: [{ table: 't1', row: 2, col: 2, sign: -1 }],
        },
      ],
    };
    expect(readSettings(file(JSON.stringify(settings)))).toEqual(settings);
  });

  it('reads corrected readings, each for the document it was made on', () => {
    const corrections = [
      { document: 'ab'.repeat(32), table: 't1', row: 4, col: 2, read: '12,760,000', corrected: '12,750,000' },
    ];
    expect(readSettings(file(JSON.stringify({ corrections })))).toEqual({ corrections });
  });

  it.each([
    ['{', /no JSON/],
    [
      '{"corrections":[{"document":"budget.pdf","table":"t1","row":4,"col":2,"read":"1","corrected":"2"}]}',
      /SHA-256/,
    ],
    ['{"rules":{"no-such-rule":{"off":true}}}', /there is no rule no-such-rule/],
    ['{"rules":{"foot-total-lei":{"tolerance":"about 1"}}}', /a tolerance is a decimal/],
    ['{"rule":{}}', /rule/],
    ['{"sums":[{"name":"x","total":{"table":"t1","row":-1,"col":0},"addends":[]}]}', /sums\.0/],
  ])('refuses %s with what is wrong', (text, sentence) => {
    expect(() => readSettings(file(text))).toThrow(sentence);
  });

  it('says that the file cannot be opened', () => {
    expect(() => readSettings(join(folder, 'none.json'))).toThrow(/cannot be opened/);
  });
});
