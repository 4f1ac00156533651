import type { Amount, Unit } from '../model/amount.ts';
import { foldDigits, readPlain } from './read-amount.ts';
import { readUnit } from './units.ts';

/** An amount with its unit inside running text. */
export interface TextAmount {
  readonly amount: Amount;
  readonly unit: Unit;
  /** Offset of the number in the text, and the number with its unit as printed. */
  readonly offset: number;
  readonly quote: string;
}

/** A comma behind decimals parts two amounts (12.50,7.25万元). 万 before a counted thing is no money: 10万人, 81.78万户, 3万平方米. */
const AMOUNT =
  /(?<![\d.０-９．]|(?<![.．][\d０-９]{1,8}),)([-−－—]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)\s*(亿\s*元|万\s*元|千\s*元|百万元|元|亿|万)(?![人名户吨册平个次份亩件套辆台条株米头只双张股元])/g;

/** Amounts of a text in reading order. 元/月, 元/人 and the like are rates and still amounts of money. */
export function textToAmounts(text: string): TextAmount[] {
  const found: TextAmount[] = [];
  for (const m of text.matchAll(AMOUNT)) {
    // A dash that joins two numbers (50—100万元) or stands after a word is no sign.
    const joined = /^[-−－—]/.test(m[1]!) && !/(?:^|[\s，,：:（(为加少])$/.test(text.slice(0, m.index));
    const printed = joined ? m[1]!.slice(1) : m[1]!;
    const offset = m.index + (joined ? 1 : 0);
    const amount = readPlain(foldDigits(printed).replace('—', '-'));
    const unit = readUnit(m[2]!.replace(/\s+/g, ''));
    if (amount && unit) found.push({ amount, unit, offset, quote: m[0].slice(joined ? 1 : 0) });
  }
  return found;
}
