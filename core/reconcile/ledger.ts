import type { Check } from '../model/check.ts';
import type { Figure } from '../model/figure.ts';
import type { FigureState } from '../model/review.ts';
import type { Message } from '../model/source.ts';
import { readText } from '../rules/narrative/reading.ts';
import type { ReviewContext } from '../rules/rule.ts';
import { anchorAt } from '../structure/block-anchor.ts';

/** The state of one printed amount after all checks. */
export interface LedgerEntry {
  readonly figure: Figure;
  readonly state: FigureState;
  readonly checks: readonly Check[];
  readonly reason?: Message;
}

const NO_RULE: Message = { zh: '没有哪条规则核对到这个数', en: 'no rule speaks of this figure' };
const NO_TIE_IN_TEXT: Message = {
  zh: '正文中的金额，没有对应的表格数',
  en: 'an amount in the text with no table figure to tie to',
};

/**
 * Every amount printed in the document, once: under an amount header of a table, or with a unit in the text. Figures that a
 * finding calls wrong differ; one that stands in a check that holds, or holds once the culprit is corrected, is tied.
 */
export function buildLedger(
  context: ReviewContext,
  checks: readonly Check[],
  wrong: ReadonlySet<number>,
  explained: ReadonlySet<Check>,
): LedgerEntry[] {
  const figures = printedAmounts(context);
  const states = figureStates(context, checks, wrong, explained);
  const byFigure = new Array<Check[] | undefined>(context.figures.all.length);
  for (const check of checks) {
    for (const { figure } of check.terms) {
      const known = byFigure[figure.id];
      if (known) known.push(check);
      else byFigure[figure.id] = [check];
    }
  }
  return figures.map((figure) => {
    const own = byFigure[figure.id] ?? [];
    const state = stateAt(states, figure);
    if (state !== 'not-checked') return { figure, state, checks: own };
    const reason =
      own.find((c) => c.reason)?.reason ?? (figure.place.kind === 'text' ? NO_TIE_IN_TEXT : NO_RULE);
    return { figure, state, checks: own, reason };
  });
}

export function countEntries(ledger: readonly LedgerEntry[]): Record<FigureState, number> {
  const counts = { ...NONE };
  for (const { state } of ledger) counts[state]++;
  return counts;
}

const NONE: Readonly<Record<FigureState, number>> = {
  tied: 0,
  'within-rounding': 0,
  differs: 0,
  'not-checked': 0,
};

/** How many amounts are in each state: all that is asked of the ledger where no one reads it line by line. */
export function countStates(
  context: ReviewContext,
  checks: readonly Check[],
  wrong: ReadonlySet<number>,
  explained: ReadonlySet<Check>,
): Record<FigureState, number> {
  const figures = printedAmounts(context);
  const states = figureStates(context, checks, wrong, explained);
  const counts = { ...NONE };
  for (const figure of figures) counts[stateAt(states, figure)]++;
  return counts;
}

/** From the weakest to the strongest: a figure has the strongest that any of its checks gives it. */
const STATES = [
  'not-checked',
  'within-rounding',
  'tied',
  'differs',
] as const satisfies readonly FigureState[];
const [NOT_CHECKED, WITHIN_ROUNDING, TIED, DIFFERS] = [0, 1, 2, 3];

const stateAt = (states: Uint8Array, figure: Figure): FigureState => STATES[states[figure.id]!]!;

/** For every figure, by its id, an index into `STATES`. */
function figureStates(
  context: ReviewContext,
  checks: readonly Check[],
  wrong: ReadonlySet<number>,
  explained: ReadonlySet<Check>,
): Uint8Array {
  const states = new Uint8Array(context.figures.all.length);
  for (const check of checks) {
    const state = stateBy(check, explained);
    if (state === NOT_CHECKED) continue;
    for (const { figure } of check.terms) if (states[figure.id]! < state) states[figure.id] = state;
  }
  for (const id of wrong) states[id] = DIFFERS;
  return states;
}

function stateBy(check: Check, explained: ReadonlySet<Check>): number {
  if (check.outcome === 'not-checked') return NOT_CHECKED;
  if (check.outcome === 'agrees-within-rounding') return WITHIN_ROUNDING;
  return check.outcome === 'differs' && !explained.has(check) ? DIFFERS : TIED;
}

/** Amounts of tables in reading order, then those of the text; a text amount that a rule already read is that figure. */
function printedAmounts(context: ReviewContext): Figure[] {
  const found: Figure[] = [];
  /** By id. */
  const isFound: boolean[] = [];
  const add = (figure: Figure): void => {
    if (isFound[figure.id]) return;
    isFound[figure.id] = true;
    found.push(figure);
  };
  for (const structure of context.structures) {
    // A form's money is read by its keys and stands among the figures below; the other numbers are indicator values.
    if (structure.kind === 'project-target' || structure.kind === 'overall-target') continue;
    for (const panel of structure.panels) {
      for (const row of panel.rows) {
        for (const column of panel.amountColumns) {
          const figure = context.figures.cell(structure, row, column);
          if (figure?.state === 'printed') add(figure);
        }
      }
    }
  }
  const known = new Map<string, Figure>();
  for (const figure of context.figures.all) {
    if (figure.state !== 'printed') continue;
    if (figure.place.kind === 'text') known.set(`${figure.place.block}:${figure.place.offset}`, figure);
    else if (figure.isAmount) add(figure);
  }
  for (const { block, amounts } of readText(context).passages) {
    for (const { amount, unit, offset, quote } of amounts) {
      const figure =
        known.get(`${block.index}:${offset}`) ??
        context.figures.text(
          { kind: 'text', block: block.index, offset, anchor: anchorAt(block, offset), quote },
          amount,
          unit,
          block.text.slice(Math.max(0, offset - 20), offset),
        );
      add(figure);
    }
  }
  return found;
}
