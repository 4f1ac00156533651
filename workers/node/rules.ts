import { rulesToText } from '../../core/reports/rules-text.ts';
import { RULES } from '../../core/rules/catalogue.ts';
import { LEFT_OUT } from '../../core/rules/left-out.ts';
import type { Command } from './arguments.ts';

type RulesCommand = Extract<Command, { kind: 'rules' }>;

/** `tieout rules`: the catalogue, as text or as `{schema, rules: [{id, title, severity, basis, formula}],
 * leftOut: [{id, title, reason}]}`. */
export function rules({ format, language }: RulesCommand): string {
  if (format === 'text') return rulesToText(RULES, LEFT_OUT, language);
  return `${JSON.stringify({ schema: 'tieout/rules@1', rules: RULES, leftOut: LEFT_OUT }, null, 2)}\n`;
}
