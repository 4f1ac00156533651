import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulesToText } from '../../../core/reports/rules-text.ts';
import { RULES, ruleInfo } from '../../../core/rules/catalogue.ts';
import { LEFT_OUT } from '../../../core/rules/left-out.ts';

const folder = resolve(import.meta.dirname, '../../../core');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('left-out.ts'))
  .map((path) => readFileSync(resolve(folder, path), 'utf8'))
  .join('\n');

describe('the catalogue', () => {
  it('has every id once, left out or not', () => {
    const ids = [...RULES, ...LEFT_OUT].map((rule) => rule.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('says of every rule what it asks, on what it rests and how it is reckoned', () => {
    const lacking = RULES.filter(
      (r) => !/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(r.id) || !r.title.zh || !r.title.en || !r.basis || !r.formula,
    );
    expect(lacking.map((r) => r.id)).toEqual([]);
    expect(LEFT_OUT.filter((r) => !r.title.zh || !r.title.en || !r.reason.zh || !r.reason.en)).toEqual([]);
  });

  it('lists no rule that nothing carries out', () => {
    const idle = RULES.filter(({ id }) => sources.split(`'${id}'`).length - 1 < 2);
    expect(idle.map((r) => r.id)).toEqual([]);
  });

  it('knows no rule that it does not list', () => {
    expect(() => ruleInfo('doc-timely')).toThrow('doc-timely');
  });

  it('prints what is left out with its reason', () => {
    const text = rulesToText(RULES, LEFT_OUT, 'zh');
    for (const { reason } of LEFT_OUT) expect(text).toContain(reason.zh);
  });
});
