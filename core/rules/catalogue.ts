import { CASE_RULES } from './across-documents/rules.ts';
import { codes } from './codes/codes.ts';
import { completeness } from './completeness/completeness.ts';
import { crossFooting } from './cross-footing/cross-footing.ts';
import { footing } from './footing/footing.ts';
import { forms } from './forms/forms.ts';
import { hygiene } from './hygiene/hygiene.ts';
import { names } from './names/names.ts';
import { narrative } from './narrative/narrative.ts';
import { ownSums } from './own-sums/own-sums.ts';
import { plausibility } from './plausibility/plausibility.ts';
import { reading } from './reading/reading.ts';
import { rows } from './rows/rows.ts';
import type { RuleFamily, RuleInfo } from './rule.ts';
import { text } from './text/text.ts';
import { ties } from './ties/ties.ts';
import { units } from './units/units.ts';
import { yearOverYear } from './year-over-year/year-over-year.ts';
import { years } from './years/years.ts';

/** Every family of rules, in the order in which a reviewer reads them. A new family is added here and nowhere else. */
export const FAMILIES: readonly RuleFamily[] = [
  footing,
  crossFooting,
  ties,
  forms,
  rows,
  units,
  years,
  codes,
  names,
  completeness,
  ownSums,
  text,
  narrative,
  yearOverYear,
  plausibility,
  hygiene,
  reading,
];

export const RULES: readonly RuleInfo[] = [...FAMILIES.flatMap((family) => family.rules), ...CASE_RULES];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleInfo(id: string): RuleInfo {
  const rule = byId.get(id);
  if (!rule) throw new Error(`rule ${id} is not in the catalogue`);
  return rule;
}
