/** `npm run docs`: writes docs/rules.md from the catalogue, so that page and program cannot part. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rulesToMarkdown } from '../core/reports/rules-markdown.ts';
import { RULES } from '../core/rules/catalogue.ts';
import { LEFT_OUT } from '../core/rules/left-out.ts';

const docs = resolve(import.meta.dirname, '../docs');
mkdirSync(docs, { recursive: true });
writeFileSync(resolve(docs, 'rules.md'), rulesToMarkdown(RULES, LEFT_OUT));
