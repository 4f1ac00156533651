import { useEffect, useRef, useState } from 'preact/hooks';
import { useText } from '../i18n/language.ts';
import type { Decision } from '../storage/event.ts';
import { DecisionIcon } from './icons.tsx';

const CHOICES = ['confirmed', 'explained', 'dismissed', 'question'] as const;
type Choice = (typeof CHOICES)[number];
type WithReason = Exclude<Choice, 'confirmed'>;

/** The decision that a digit key stands for. */
export const DECISION_KEYS: Readonly<Record<string, Decision>> = {
  '0': 'open',
  '1': 'confirmed',
  '2': 'explained',
  '3': 'dismissed',
  '4': 'question',
};

export function needsReason(decision: Decision): decision is WithReason {
  return decision === 'explained' || decision === 'dismissed' || decision === 'question';
}

export interface DecisionBarProps {
  /** What is decided now; `open` for nothing. */
  readonly decision: Decision;
  /** The decision whose line of reason is open, if one is. */
  readonly pending: Decision | undefined;
  /** Opens or closes the line of reason. */
  readonly onPending: (decision: Decision | undefined) => void;
  /** A decision is made; the reason is empty only where none is required. */
  readonly onDecide: (decision: Decision, reason: string) => void;
}

/**
 * Four decisions as a radiogroup, with their keys printed. Confirming is instant; the others open one line for the reason,
 * which a dismissal must have. Enter saves, Esc cancels.
 */
export function DecisionBar({ decision, pending, onPending, onDecide }: DecisionBarProps) {
  const text = useText();
  const choose = (choice: Choice) => {
    if (needsReason(choice)) onPending(choice);
    else onDecide(choice, '');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };
  const active = CHOICES.includes(decision as Choice) ? decision : 'confirmed';
  return (
    <div>
      {/* Arrows only move the focus: a radio that decides when merely passed over would write events. */}
      <div class="decisions" role="radiogroup" aria-label={text.decisionLabel} onKeyDown={onKeyDown}>
        {CHOICES.map((choice, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a native radio decides on arrow keys
          <button
            key={choice}
            type="button"
            role="radio"
            class={choice}
            aria-checked={decision === choice}
            tabIndex={choice === active ? 0 : -1}
            onClick={() => choose(choice)}
          >
            <span class="row" style={{ gap: '4px' }}>
              <DecisionIcon decision={choice} />
              {text.decide[choice]}
            </span>
            <span class="key" aria-hidden="true">
              {index + 1}
            </span>
          </button>
        ))}
      </div>
      {pending && needsReason(pending) && (
        <ReasonInput
          key={pending}
          decision={pending}
          onSave={(reason) => onDecide(pending, reason)}
          onCancel={() => onPending(undefined)}
        />
      )}
      {decision !== 'open' && !pending && (
        <button type="button" class="link-button small" onClick={() => onDecide('open', '')}>
          {text.decide.open} <kbd>0</kbd>
        </button>
      )}
    </div>
  );
}

interface ReasonInputProps {
  readonly decision: WithReason;
  readonly onSave: (reason: string) => void;
  readonly onCancel: () => void;
}

function ReasonInput({ decision, onSave, onCancel }: ReasonInputProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: Event) => {
    event.preventDefault();
    const reason = input.current?.value.trim() ?? '';
    if (decision === 'dismissed' && reason === '') {
      setMissing(true);
      input.current?.focus();
    } else onSave(reason);
  };
  return (
    <form class="reason" onSubmit={submit}>
      <input
        ref={input}
        class="field"
        maxLength={2000}
        aria-label={text.reasonFor[decision]}
        placeholder={text.reasonFor[decision]}
        aria-invalid={missing}
        aria-required={decision === 'dismissed'}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onCancel();
        }}
      />
      <button type="submit" class="button primary">
        {text.save}
      </button>
      <button type="button" class="button" onClick={onCancel}>
        {text.cancel}
      </button>
      <span class={missing ? 'hint needed' : 'sr-only'} role="alert">
        {missing ? text.reasonNeeded : ''}
      </span>
    </form>
  );
}
