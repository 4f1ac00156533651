import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { rulesToMarkdown } from '../../../core/reports/rules-markdown.ts';
import { RULES } from '../../../core/rules/catalogue.ts';
import { LEFT_OUT } from '../../../core/rules/left-out.ts';

const page = resolve(import.meta.dirname, '../../../docs/rules.md');

it('docs/rules.md is what `npm run docs` writes', () => {
  expect(readFileSync(page, 'utf8')).toBe(rulesToMarkdown(RULES, LEFT_OUT));
});
