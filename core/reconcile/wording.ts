import type { Check } from '../model/check.ts';
import type { Table } from '../model/document.ts';
import type { Figure } from '../model/figure.ts';
import type { Message } from '../model/source.ts';
import { ruleInfo } from '../rules/catalogue.ts';

/**
 * The sentences of findings, as a reviewer could send them to the publisher: what is printed, what it should agree with, the
 * difference, where, by which rule. Arithmetic is done elsewhere; this only words it.
 */
export interface Words {
  /** The table with its page, in both languages; what stands for the text outside tables. */
  readonly table: Message;
  readonly row: string;
  readonly column: string;
  readonly stated: string;
  readonly expected: string;
  readonly difference: string;
}

/** 《支出预算总表》（第10页） and “支出预算总表” (page 10). */
export function nameTable(table: Table | undefined, figure: Figure): Message {
  if (figure.place.kind !== 'cell') return { zh: '正文', en: 'The text' };
  const name = table?.title ?? table?.number ?? figure.place.table;
  const { anchor } = figure.place;
  return {
    zh: `《${name}》${anchor.kind === 'page' ? `（第${anchor.page}页）` : ''}`,
    en: `“${name}”${anchor.kind === 'page' ? ` (page ${anchor.page})` : ''}`,
  };
}

/** 少 7,450,000 · 7,450,000 less: the size of a difference and its direction. */
function direction(difference: string): { readonly size: string; readonly less: boolean } {
  return { size: difference.replace(/^-/, ''), less: difference.startsWith('-') };
}

export function figureTitle({ row, column, stated, expected, difference }: Words): Message {
  const leaf = column.split(' / ').at(-1) ?? '';
  const name = leaf && !row.includes(leaf) ? `${row}·${leaf}` : row;
  if (stated === '')
    return { zh: `${name}空白，应为 ${expected}`, en: `${name} is blank, should be ${expected}` };
  const { size, less } = direction(difference);
  return {
    zh: `${name}：${less ? '少' : '多'} ${size}`,
    en: `${name}: ${size} too ${less ? 'low' : 'high'}`,
  };
}

/** @param copies Further places that print the same wrong figure; @param explained Failing checks that this figure explains. */
export function figureMessage(
  words: Words,
  rule: string,
  check: Check,
  copies: number,
  explained: number,
): Message {
  const { row, column, stated, expected, difference, table } = words;
  const { title } = ruleInfo(rule);
  const { size, less } = direction(difference);
  const zhAt = [row, column]
    .filter(Boolean)
    .map((part) => `“${part}”`)
    .join('的');
  const enAt = [column, row]
    .filter(Boolean)
    .map((part) => `“${part}”`)
    .join(' of ');
  const zhMore = `${copies > 0 ? `另有 ${copies} 处同样印错。` : ''}${explained > 1 ? `这一处解释了 ${explained} 项不成立的核对。` : ''}`;
  const enMore = `${copies > 0 ? ` The same is printed in ${copies} more ${copies > 1 ? 'places' : 'place'}.` : ''}${explained > 1 ? ` This one figure explains ${explained} failing checks.` : ''}`;
  const arithmetic = equation(check);
  if (stated === '') {
    return {
      zh: `${table.zh}中${zhAt}空白，应为 ${expected}（${title.zh}：${arithmetic}）。${zhMore}`,
      en: `${table.en} leaves ${enAt} blank; it should be ${expected} (${title.en}: ${arithmetic}).${enMore}`,
    };
  }
  return {
    zh: `${table.zh}中${zhAt}印为 ${stated}，应为 ${expected}，${less ? '少' : '多'} ${size}（${title.zh}：${arithmetic}）。${zhMore}`,
    en: `${table.en} prints ${stated} for ${enAt}; it should be ${expected}, ${size} ${less ? 'more' : 'less'} (${title.en}: ${arithmetic}).${enMore}`,
  };
}

/** The arithmetic in one line: 10,448,833 + 1,054,430 + … ; long sums show their ends. */
function equation(check: Check): string {
  const [total, ...addends] = check.terms;
  const printed = addends.filter((t) => t.figure.state === 'printed');
  const shown = printed.length > 6 ? [...printed.slice(0, 3), undefined, ...printed.slice(-2)] : printed;
  const right = shown
    .map((t, i) =>
      t
        ? `${i > 0 ? (t.sign > 0 ? ' + ' : ' − ') : t.sign < 0 ? '−' : ''}${t.figure.place.quote.trim()}`
        : ' + …',
    )
    .join('');
  const left = total!.figure.place.quote.trim() || '—';
  return `${left} ≠ ${right || '—'}`;
}
