/** The clauses of the words before a number, and what they say. */
import type { Amount } from '../../model/amount.ts';
import { fold } from '../text.ts';
import { CHANGE_TAIL, COMPARE, DOWN, DOWN_WORD, EITHER, OWNER, UP, UP_WORD } from './wording.ts';

/** The clauses of the words before a number, folded; 、 joins names and ends no clause. */
export const clausesOf = (lead: string): string[] =>
  fold(lead)
    .split(/[,;。]|:(?=.)/)
    .map((p) => p.replace(/:$/, ''))
    .filter((p) => p !== '');

export const lastClause = (lead: string): string => clausesOf(lead).at(-1) ?? '';

/** The last clause with the comparison before it, where it has none of its own: 与年初预算相比，减少. */
export function comparedClause(lead: string): string {
  const clauses = clausesOf(lead);
  const [before, last] = [clauses.at(-2) ?? '', clauses.at(-1) ?? ''];
  const isBare = /^[各均共]?$/.test(bareChange(last));
  const m = /^(.{0,20}?)(?:与|比|较|同|和).{2,24}(?:相比|比较|对比|相较)$/.exec(before);
  return m && last !== '' && (isBare || m[1] === '') ? before + last : last;
}

/** What a share is of: 本年支出合计 in 占本年支出合计的比重为, nothing in 占比. */
export const wholeOf = (clause: string): string =>
  /占(?:比(?![例重较])|(.*?)的?(?:比重|比例)?)的?(?:分别|各)?(?:为|是|约|达)?$/.exec(clause)?.[1] ?? '';

/** How many raw characters at the end of the lead the folded clause takes: the start of the statement. */
export function trailing(lead: string, clause: string): number {
  let seen = 0;
  let i = lead.length;
  while (i > 0 && seen < clause.length) {
    i--;
    if (/\S/.test(lead[i]!)) seen++;
  }
  return lead.length - i;
}

/** Direction that the words before a number give; a printed minus turns 增长 and 增减额 round, but not 减少. */
export function signOf(clause: string, printed?: Amount): 1 | -1 | undefined {
  const negative = printed !== undefined && printed.digits < 0n;
  if (EITHER.test(clause)) return negative ? -1 : 1;
  const t = clause.replace(CHANGE_TAIL, '');
  if (UP.test(t)) return negative ? -1 : 1;
  return DOWN.test(t) ? -1 : undefined;
}

export const magnitude = (amount: Amount): Amount =>
  amount.digits < 0n ? { digits: -amount.digits, scale: amount.scale } : amount;

export const COMPARES = /[上去]年|上一年|20\d{2}年|同比/;

/** The body in front of a subject, as far as its words tell; the empty string without one. */
export const subjectBody = (subject: string): string => OWNER.exec(subject)?.[0] ?? '';

/** The words before the direction of a change. */
export const bareChange = (clause: string): string =>
  clause.replace(EITHER, '').replace(CHANGE_TAIL, '').replace(UP_WORD, '').replace(DOWN_WORD, '');

/** What a change names as its own thing: 基本支出 in 基本支出增加; empty in 比上年预算增加. */
export function ownSubject(clause: string): string {
  return nameOf(
    bareChange(clause)
      .replace(COMPARE, '')
      .replace(/^(?:相比|预算数?|决算数?)$/, ''),
  );
}

/** 收、支预算总计各 says again what 收入、支出预算总计 said. */
export function namesAgain(own: string, subject: string): boolean {
  const known = new Set(subject);
  return [...own.replace(/[各数]/g, '')].every((c) => known.has(c));
}

/** 支出总计 after 收入总计 is the other side and no repetition. */
export const namesOtherSide = (subject: string, before: string): boolean =>
  /^支出(?:预算|决算)?(?:总计|合计|总额|预算|总数)/.test(subject) &&
  /收入/.test(before) &&
  !/支/.test(before);

export function yearOf(clause: string): number | null {
  const m = [...clause.matchAll(/20\d{2}(?=年)/g)].at(-1);
  return m ? Number(m[0]) : null;
}

export function nameOf(clause: string): string {
  return clause
    .replace(/"/g, '')
    .replace(/20\d{2}年度?(?![度初末底终])|^20\d{2}(?=\D)/g, '')
    .replace(/^(?:今年(?!以来)|[、,.:和及与含]+)/, '')
    .replace(/[均各](?=为?:?$)/, '')
    .replace(/(?:共计|合计|总计|共|计|约|大约|预计)?(?:安排|为|是|达|达到|有|:)*$/, (m) =>
      /合计|总计/.test(m) ? m.replace(/(?:安排|为|是|达|达到|有|:)+$/, '') : '',
    )
    .trim();
}
