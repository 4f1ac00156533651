import type { LeftOutRule } from '../rules/left-out.ts';
import type { RuleInfo } from '../rules/rule.ts';
import { SEVERITY_WORDS } from './words.ts';

/** The catalogue as a page for the documentation, in both languages, in the order of the catalogue; then what is left out. */
export function rulesToMarkdown(rules: readonly RuleInfo[], leftOut: readonly LeftOutRule[]): string {
  return `# 规则 Rules

${rules.length} rules, as \`tieout rules\` lists them. This page is written by \`npm run docs\`.

| id | 规则 | rule | 程度 severity | 公式 formula | 依据 basis |
| --- | --- | --- | --- | --- | --- |
${rules
  .map(({ id, title, severity, formula, basis }) => {
    const words = `${SEVERITY_WORDS[severity].zh} ${severity}`;
    return row([`\`${id}\``, title.zh, title.en, words, formula, basis]);
  })
  .join('')}
## 不核对的事项 Left out

Checks of the field that are not made, each with its reason.

| id | 事项 | check | 原因 | reason |
| --- | --- | --- | --- | --- |
${leftOut
  .map(({ id, title, reason }) => row([`\`${id}\``, title.zh, title.en, reason.zh, reason.en]))
  .join('')}`;
}

const row = (cells: readonly string[]): string => `| ${cells.map(escapePipes).join(' | ')} |\n`;

function escapePipes(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
