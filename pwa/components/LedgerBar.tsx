import type { FigureState, Publication } from '../../core/model/review.ts';
import { useText } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';

export type FigureCounts = Publication['figures'];

export interface LedgerBarProps {
  /** The four counts; they sum to `total`. */
  readonly figures: FigureCounts;
}

export function countsInOrder(figures: FigureCounts): readonly (readonly [FigureState, number])[] {
  return [
    ['tied', figures.tied],
    ['within-rounding', figures.withinRounding],
    ['differs', figures.differing],
    ['not-checked', figures.notChecked],
  ];
}

export function stateWord(state: FigureState, text: Messages): string {
  switch (state) {
    case 'tied':
      return text.tied;
    case 'within-rounding':
      return text.withinRounding;
    case 'differs':
      return text.differs;
    case 'not-checked':
      return text.notChecked;
  }
}

/** The counts of several documents together. */
export function addCounts(all: readonly FigureCounts[]): FigureCounts {
  const sum = (pick: (one: FigureCounts) => number) => all.reduce((total, one) => total + pick(one), 0);
  return {
    total: sum(({ total }) => total),
    tied: sum(({ tied }) => tied),
    withinRounding: sum(({ withinRounding }) => withinRounding),
    differing: sum(({ differing }) => differing),
    notChecked: sum(({ notChecked }) => notChecked),
  };
}

/** All printed amounts as one bar: tied solid, rounding hatched, differs red, not checked dotted. A part of zero is not drawn. */
export function LedgerBar({ figures }: LedgerBarProps) {
  const text = useText();
  const { total, tied, withinRounding, differing, notChecked } = figures;
  const parts = countsInOrder(figures).filter(([, count]) => count > 0);
  return (
    <div
      class="ledger"
      role="img"
      aria-label={text.ledgerAlt(total, tied, withinRounding, differing, notChecked)}
    >
      {parts.length === 0 && <i class="state-not-checked" style={{ flex: 1 }} />}
      {parts.map(([state, count]) => (
        <i key={state} class={`state-${state}`} style={{ flex: count }} />
      ))}
    </div>
  );
}

export interface CountsProps {
  readonly figures: FigureCounts;
  /** The state that the list is filtered by. */
  readonly selected?: FigureState | undefined;
  /** Absent where there is nothing to filter: then the counts are no buttons. */
  readonly onSelect?: (state: FigureState | undefined) => void;
  /** On one line, number before word, for rows and heads. */
  readonly inline?: boolean;
}

/** The four counts, always together. */
export function Counts({ figures, selected, onSelect, inline }: CountsProps) {
  const text = useText();
  return (
    <div class={inline ? 'counts inline' : 'counts'}>
      {countsInOrder(figures).map(([state, count]) => {
        const inner = (
          <>
            <b class="number">{text.number(count)}</b>
            <span class="label">
              {!inline && <i class={`swatch state-${state}`} />}
              {stateWord(state, text)}
            </span>
          </>
        );
        const tone = state === 'differs' && count > 0 ? 'differs' : '';
        return onSelect ? (
          <button
            key={state}
            type="button"
            class={tone}
            aria-pressed={selected === state}
            onClick={() => onSelect(selected === state ? undefined : state)}
          >
            {inner}
          </button>
        ) : (
          <span key={state} class={tone}>
            {inner}
          </span>
        );
      })}
    </div>
  );
}
