import { PenLine, X } from 'lucide-preact';
import type { ReviewCheck, ReviewLedgerEntry, ReviewPlace } from '../../../core/model/review.ts';
import { arithmeticOf } from '../../../core/reports/explain-finding.ts';
import { MarkIcon } from '../../components/icons.tsx';
import { markOfRule } from '../../components/marks.ts';
import { placeLabel, type TableNames } from '../../components/places.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { Messages } from '../../i18n/zh.ts';

export interface InspectorProps {
  readonly entry: ReviewLedgerEntry;
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly names: TableNames;
  /** How the cell was read, where a reviewer corrected it. */
  readonly read?: string | undefined;
  readonly onJump: (place: ReviewPlace) => void;
  /** Opens the editor of its reading; absent where nothing can be corrected. */
  readonly onCorrect?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** All checks in which a figure stands: mark, what it was compared with, and the residual. */
export function Inspector({ entry, checks, names, read, onJump, onCorrect, onClose }: InspectorProps) {
  const text = useText();
  const language = useLanguage();
  const own = entry.checks.flatMap((id) => checks.get(id) ?? []);
  return (
    <section class="inspector" aria-label={text.thisFigure}>
      <div class="row">
        <h2>{text.thisFigure}</h2>
        {read !== undefined && (
          <del class="number mute" title={text.readAs}>
            {read === '' ? text.blank : read}
          </del>
        )}
        <span class={read === undefined ? 'number' : 'number corrected-ink'}>
          {entry.stated || text.blank}
        </span>
        <span class="mute small">{placeLabel(entry.place, names, text)}</span>
        <span class="grow" />
        {onCorrect && (
          <button type="button" class="button" onClick={onCorrect}>
            <PenLine aria-hidden="true" />
            {text.correctReading} <kbd>e</kbd>
          </button>
        )}
        <button type="button" class="icon-button" aria-label={text.close} onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </div>
      {entry.state === 'not-checked' && <p class="second">{entry.reason?.[language] ?? text.noReason}</p>}
      <ul>
        {own.map((check) => (
          <CheckLine key={check.id} check={check} entry={entry} names={names} text={text} onJump={onJump} />
        ))}
      </ul>
    </section>
  );
}

interface CheckLineProps {
  readonly check: ReviewCheck;
  readonly entry: ReviewLedgerEntry;
  readonly names: TableNames;
  readonly text: Messages;
  readonly onJump: (place: ReviewPlace) => void;
}

function CheckLine({ check, entry, names, text, onJump }: CheckLineProps) {
  const language = useLanguage();
  const arithmetic = arithmeticOf(check, entry.place);
  const mark =
    check.outcome === 'differs'
      ? 'differs'
      : check.outcome === 'agrees-within-rounding'
        ? 'rounding'
        : markOfRule(check.rule);
  const others = check.terms.filter(
    ({ place }) => place !== entry.place && !(arithmetic?.total.suspect && place === arithmetic.total.place),
  );
  const only = others.length === 1 ? others[0] : undefined;
  const words = only
    ? `${only.label} ${only.stated || text.blank}`
    : arithmetic?.total.suspect
      ? `${text.sumOf(arithmetic.addends.length)} ${arithmetic.sum ?? ''}`
      : `${check.terms[0]?.label ?? ''} ${check.terms[0]?.stated ?? ''}`;
  const place =
    only?.place ?? (arithmetic?.total.suspect ? arithmetic.addends[0]?.place : check.terms[0]?.place);
  return (
    <li>
      {check.outcome === 'not-checked' ? <span class="swatch state-not-checked" /> : <MarkIcon mark={mark} />}
      <span class="small mute">
        {text.marks[mark === 'differs' || mark === 'rounding' ? markOfRule(check.rule) : mark]}
      </span>
      <span class="grow number" lang="zh-CN">
        {words}{' '}
        {place && (
          <button type="button" class="link-button tiny" onClick={() => onJump(place)}>
            {placeLabel(place, names, text)}
          </button>
        )}
      </span>
      <span class={check.outcome === 'differs' ? 'number stated' : 'number second'}>
        {check.outcome === 'not-checked'
          ? (check.reason?.[language] ?? text.notChecked)
          : (check.residual ?? '0').replace(/^-/, '−')}
      </span>
    </li>
  );
}
