import type { FigureState, ReviewLedgerEntry, ReviewPlace } from '../../core/model/review.ts';
import { useLanguage, useText } from '../i18n/language.ts';
import { MarkIcon } from './icons.tsx';
import { placeLabel, type TableNames } from './places.ts';
import { entriesOfState, reasonsNotChecked } from './unchecked.ts';

/** Rows of one ledger list in the page; the rest is counted. */
const ROWS_MAX = 400;

export interface LedgerListProps {
  readonly ledger: readonly ReviewLedgerEntry[];
  readonly state: FigureState;
  readonly names: TableNames;
  /** Index of the entry that is shown on the page now. */
  readonly current?: number | undefined;
  readonly onJump: (place: ReviewPlace) => void;
}

/** The amounts of one state, each with its place, and for those not checked the reason. */
export function LedgerList({ ledger, state, names, current, onJump }: LedgerListProps) {
  const text = useText();
  const language = useLanguage();
  const entries = entriesOfState(ledger, state);
  return (
    <ul class="unchecked-list">
      {entries.slice(0, ROWS_MAX).map((entry, index) => (
        <li
          key={index}
          aria-current={index === current ? 'true' : undefined}
          ref={index === current ? intoView : null}
        >
          <span>
            <button type="button" class="jump-row" onClick={() => onJump(entry.place)}>
              <span class={state === 'not-checked' ? 'number dotted-under' : 'number'}>
                {state === 'within-rounding' && <MarkIcon mark="rounding" />}
                {state === 'differs' && <MarkIcon mark="differs" />} {entry.stated || text.blank}
              </span>
            </button>
            {state === 'not-checked' && (
              <span class="small mute"> {entry.reason?.[language] ?? text.noReason}</span>
            )}
          </span>
          <span class="small mute">{placeLabel(entry.place, names, text)}</span>
        </li>
      ))}
      {entries.length > ROWS_MAX && <li class="mute">{text.more(entries.length - ROWS_MAX)}</li>}
    </ul>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Why amounts were not checked, with how many each: under every ledger that has some. */
export function UncheckedReasons({ ledger }: { readonly ledger: readonly ReviewLedgerEntry[] }) {
  const text = useText();
  const language = useLanguage();
  const reasons = reasonsNotChecked(ledger, text, language);
  return (
    <ul class="unchecked-reasons small">
      {reasons.map(({ reason, count }) => (
        <li key={reason}>
          <span>{reason}</span>
          <span class="number">{text.number(count)}</span>
        </li>
      ))}
    </ul>
  );
}
