import type { RuleInfo } from '../rules/rule.ts';
import type { Language } from './language.ts';
import { SEVERITY_WORDS } from './words.ts';

/** The catalogue of rules for a terminal. */
export function rulesToText(rules: readonly RuleInfo[], language: Language): string {
  const isChinese = language === 'zh';
  const entries = rules.map(
    ({ id, title, severity, basis, formula }) =>
      `${id}  ${SEVERITY_WORDS[severity][language]}\n` +
      `    ${title[language]}\n` +
      `    ${isChinese ? '公式' : 'formula'}  ${formula}\n` +
      `    ${isChinese ? '依据' : 'basis'}  ${basis}\n`,
  );
  return `${entries.join('\n')}\n${isChinese ? `${rules.length} 条规则` : `${rules.length} rules`}\n`;
}
