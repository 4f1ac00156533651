import type { FigureState, ReviewLedgerEntry } from '../../core/model/review.ts';
import type { Language } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';

/** Why amounts were not checked, the commonest reason first. */
export function reasonsNotChecked(
  ledger: readonly ReviewLedgerEntry[],
  text: Messages,
  language: Language,
): readonly { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { state, reason } of ledger) {
    if (state !== 'not-checked') continue;
    const words = reason?.[language] ?? text.noReason;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
}

export function entriesOfState(
  ledger: readonly ReviewLedgerEntry[],
  state: FigureState,
): readonly ReviewLedgerEntry[] {
  return ledger.filter((entry) => entry.state === state);
}
