import type { RuleInfo } from '../rules/rule.ts';
import { SEVERITY_WORDS } from './words.ts';

/** The catalogue as a page for the documentation, in both languages, in the order of the catalogue. */
export function rulesToMarkdown(rules: readonly RuleInfo[]): string {
  return `# 规则 Rules

${rules.length} rules, as \`tieout rules\` lists them. This page is written by \`npm run docs\`.

| id | 规则 | rule | 程度 severity | 公式 formula | 依据 basis |
| --- | --- | --- | --- | --- | --- |
${rules
  .map(({ id, title, severity, formula, basis }) => {
    const words = `${SEVERITY_WORDS[severity].zh} ${severity}`;
    return `| ${[`\`${id}\``, title.zh, title.en, words, formula, basis].map(escapePipes).join(' | ')} |\n`;
  })
  .join('')}`;
}

function escapePipes(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
