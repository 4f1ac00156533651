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

const AMOUNT =
  /(?<![\d.,])([-−－]?\d[\d,，]*(?:[.．]\d+)?)\s*(亿元|万元|千元|百万元|元|亿|万)(?![人名户吨册平个次份])/g;

/** Amounts of a text in reading order. 元/月, 元/人 and the like are rates and still amounts of money. */
export function textToAmounts(text: string): TextAmount[] {
  const found: TextAmount[] = [];
  for (const m of text.matchAll(AMOUNT)) {
    const amount = readPlain(foldDigits(m[1]!));
    const unit = readUnit(m[2]!);
    if (amount && unit) found.push({ amount, unit, offset: m.index, quote: m[0] });
  }
  return found;
}
