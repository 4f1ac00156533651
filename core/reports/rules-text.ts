import type { LeftOutRule } from '../rules/left-out.ts';
import type { RuleInfo } from '../rules/rule.ts';
import type { Language } from './language.ts';
import { SEVERITY_WORDS } from './words.ts';

/** The catalogue of rules for a terminal, and after it what is left out, with the reason. */
export function rulesToText(
  rules: readonly RuleInfo[],
  leftOut: readonly LeftOutRule[],
  language: Language,
): string {
  const isChinese = language === 'zh';
  const entries = rules.map(
    ({ id, title, severity, basis, formula }) =>
      `${id}  ${SEVERITY_WORDS[severity][language]}\n` +
      `    ${title[language]}\n` +
      `    ${isChinese ? '公式' : 'formula'}  ${formula}\n` +
      `    ${isChinese ? '依据' : 'basis'}  ${basis}\n`,
  );
  const omitted = leftOut.map(
    ({ id, title, reason }) => `${id}\n    ${title[language]}\n    ${reason[language]}\n`,
  );
  return (
    `${entries.join('\n')}\n${isChinese ? `${rules.length} 条规则` : `${rules.length} rules`}\n\n` +
    `${isChinese ? '不核对的事项及原因' : 'Not checked, and why'}\n\n${omitted.join('\n')}`
  );
}
