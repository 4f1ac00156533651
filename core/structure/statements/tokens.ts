import { foldDigits, readPlain } from '../../figures/read-amount.ts';
import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';

export type Token =
  | { readonly kind: 'amount'; readonly at: number; readonly end: number; readonly amount: TextAmount }
  | { readonly kind: 'percent'; readonly at: number; readonly end: number; readonly amount: Amount }
  | {
      readonly kind: 'flat' | 'list' | 'reason' | 'stop' | 'semicolon' | 'open' | 'close';
      readonly at: number;
      readonly end: number;
    };

const FLAT =
  /(?:与|比|较|和|同)[^，。；,;]{0,24}?(?:持平|一致|相同|相等|保持不变|无变化|无增减|没有(?:增减)?变化|未发生(?:增减)?变化|没有增减)(?:变化|变动)?|无增减(?:变化|变动)|持平/g;
const LIST = /(?:主要)?用于以下[^，。；,;：:]{0,6}方面|其中|包括(?!但)|分别[为是](?!\s*\d)|具体为/g;
const REASON = /(?:主要)?原因(?:是|为|系|：|:|在于)?|主要(?:是因|是由于|由于|因为|用于|是)|由于|用于/g;
const PERCENT = /([-−]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)\s*[%％]/g;

export function tokenize(text: string, amounts: readonly TextAmount[]): Token[] {
  const tokens: Token[] = [];
  const plain = (kind: 'flat' | 'list' | 'reason' | 'stop' | 'semicolon' | 'open' | 'close', re: RegExp) => {
    for (const m of text.matchAll(re)) tokens.push({ kind, at: m.index, end: m.index + m[0].length });
  };
  for (const amount of amounts)
    tokens.push({ kind: 'amount', at: amount.offset, end: amount.offset + amount.quote.length, amount });
  for (const m of text.matchAll(PERCENT)) {
    const amount = readPlain(foldDigits(m[1]!));
    if (amount) tokens.push({ kind: 'percent', at: m.index, end: m.index + m[0].length, amount });
  }
  plain('flat', FLAT);
  plain('list', LIST);
  plain('reason', REASON);
  plain('stop', /[。\n]/g);
  plain('semicolon', /[；;]/g);
  plain('open', /[（(]/g);
  plain('close', /[)）]/g);
  return tokens.sort((a, b) => a.at - b.at || b.end - a.end);
}

const UNITLESS = '\\d[\\d,]{0,17}(?:\\.\\d{1,8})?';
/** 分别为 12.50、7.25 和 3 万元: numbers in a row that share the unit of the last. */
const SHARED_UNIT = new RegExp(
  `(?:分别|各)[^\\d，。；,;：:]{0,10}[:：]?\\s*((?:${UNITLESS}\\s*(?:[、，和及与]|,(?=\\s*\\d+\\.))\\s*){1,8})(?=${UNITLESS}\\s*(?:亿|万|千)?元)`,
  'g',
);

/** Amounts without a unit of their own: those of a row that shares one, and a bare 0 of a budget (年初预算为 0，). */
export function unitlessAmounts(text: string, amounts: readonly TextAmount[]): TextAmount[] {
  const found: TextAmount[] = [];
  const known = new Set(amounts.map((a) => a.offset));
  const add = (offset: number, quote: string, unit: TextAmount['unit'] | undefined) => {
    const amount = readPlain(quote);
    if (amount && unit && !known.has(offset)) found.push({ amount, unit, offset, quote });
  };
  let next = 0;
  if (/分别|各/.test(text))
    for (const m of text.matchAll(SHARED_UNIT)) {
      const end = m.index + m[0].length;
      while (next < amounts.length && amounts[next]!.offset < end) next++;
      const unit = amounts[next]?.unit;
      const from = end - m[1]!.length;
      for (const number of m[1]!.matchAll(new RegExp(UNITLESS, 'g')))
        add(from + number.index, number[0].replace(/,+$/, ''), unit);
    }
  for (const m of text.matchAll(/预算(?:安排)?数?[为是]\s*(0(?:\.0{1,4})?)(?=\s*[，,；;])/g))
    add(m.index + m[0].length - m[1]!.length, m[1]!, amounts[0]?.unit);
  return found;
}
