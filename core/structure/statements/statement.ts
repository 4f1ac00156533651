import type { TextAmount } from '../../figures/text-amounts.ts';
import type { Amount } from '../../model/amount.ts';

/**
 * What a sentence of a budget's explanation says, clause by clause: 财政拨款收入 16,151.00 万元，比 2023 年预算增加 1,178.42
 * 万元，增长 7.87% is one statement with a value, a change and a growth. Sentences are messy: what is not certain stays
 * unread (`note`), and no rule speaks of it.
 */
export interface Statement {
  /** The words that name the value, folded, without year, 其中 and 为; the empty string where the sentence names nothing. */
  subject: string;
  /** Year that the words give to the value; null without. */
  year: number | null;
  /** The statement whose 其中 list, or whose brackets, this one stands in. */
  readonly parent: Statement | null;
  /** Number of the list of its parent, from 1 in each text: 收入包括：… and 支出包括：… may be two lists of one whole. */
  readonly list: number;
  /** The statement whose subject this one goes on with (预算安排 25.77 万元 after an item's heading). */
  readonly continues: Statement | null;
  /** Number of the sentence in the text, from 0. */
  readonly sentence: number;
  /** Offset of the first and behind the last character that belongs to it. */
  start: number;
  end: number;
  value?: TextAmount;
  /** The same of the year before, where the sentence prints it. */
  base?: TextAmount;
  /** 年初预算 beside an outturn. */
  budget?: TextAmount;
  change?: Change;
  growth?: Percent;
  /** What outturn and budget are apart, without a direction (差值为 0.9 万元). */
  gap?: TextAmount;
  /** Change against the budget (比年初预算增加), and that it is level with it. */
  budgetChange?: Change;
  budgetGrowth?: Percent;
  budgetFlat?: boolean;
  share?: Percent;
  completion?: Percent;
  /** 与上年持平 and its like. */
  flat?: { readonly offset: number; readonly quote: string };
  /** A year named in the comparison (比 2023 年预算). */
  comparedYear?: { readonly year: number; readonly offset: number; readonly quote: string };
  /** 约, 左右: not to be tied. */
  approximate: boolean;
  /** True where a reason follows (主要原因是 …). */
  reason: boolean;
}

export interface Change extends TextAmount {
  /** −1 for a decrease. */
  readonly sign: 1 | -1;
}

export interface Percent {
  readonly amount: Amount;
  readonly sign: 1 | -1;
  readonly offset: number;
  readonly quote: string;
  /** What a share is a share of, folded, where it is named (占“三公”经费的). */
  readonly of: string;
  /** The amount that it is a share of, where the sentence prints it (占支出总额 100 万元的 20%). */
  readonly whole?: TextAmount;
}
