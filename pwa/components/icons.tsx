import type { Severity } from '../../core/model/review.ts';
import type { Decision } from '../storage/event.ts';
import type { Mark } from './marks.ts';

/** Severity by form first: filled diamond, outlined triangle, outlined circle. Decorative: the word stands beside it. */
export function SeverityIcon({ severity }: { readonly severity: Severity }) {
  return (
    <svg class="severity" viewBox="0 0 14 14" aria-hidden="true">
      {severity === 'error' && (
        <>
          <path d="M7 .8 13.2 7 7 13.2.8 7Z" fill="var(--differs)" />
          <path d="M7 3.8v3.6M7 9.6v.1" stroke="var(--surface)" stroke-width="1.5" stroke-linecap="round" />
        </>
      )}
      {severity === 'warning' && (
        <>
          <path
            d="M7 1.4 13 12.4H1Z"
            fill="none"
            stroke="var(--doubt)"
            stroke-width="1.5"
            stroke-linejoin="round"
          />
          <path d="M7 5.4v3.2M7 10.3v.1" stroke="var(--doubt)" stroke-width="1.4" stroke-linecap="round" />
        </>
      )}
      {severity === 'info' && (
        <>
          <circle cx="7" cy="7" r="5.4" fill="none" stroke="var(--ink-3)" stroke-width="1.3" />
          <path d="M7 6.6v3.2M7 4.2v.1" stroke="var(--ink-3)" stroke-width="1.4" stroke-linecap="round" />
        </>
      )}
    </svg>
  );
}

const DECISION_COLOURS: Record<Decision, string> = {
  open: 'var(--ink-3)',
  confirmed: 'var(--differs)',
  explained: 'var(--tied)',
  dismissed: 'var(--ink-3)',
  question: 'var(--corrected)',
};

/** State of a finding by form: hollow, filled with tick, half-filled, with stroke, dashed with a question mark. */
export function DecisionIcon({ decision }: { readonly decision: Decision }) {
  return (
    <svg
      class="decision-icon"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      style={{ color: DECISION_COLOURS[decision] }}
      aria-hidden="true"
    >
      {decision === 'confirmed' ? (
        <>
          <circle cx="7" cy="7" r="6" fill="currentColor" />
          <path
            d="M4.2 7.2 6.2 9.2 9.9 5"
            fill="none"
            stroke="var(--surface)"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </>
      ) : decision === 'question' ? (
        <>
          <circle
            cx="7"
            cy="7"
            r="5.6"
            fill="none"
            stroke="currentColor"
            stroke-width="1.3"
            stroke-dasharray="2.2 1.5"
          />
          <path
            d="M5.4 5.6a1.6 1.6 0 1 1 2.3 1.5c-.5.3-.7.6-.7 1.1M7 10v.1"
            fill="none"
            stroke="currentColor"
            stroke-width="1.3"
            stroke-linecap="round"
          />
        </>
      ) : (
        <>
          <circle cx="7" cy="7" r="5.2" fill="none" stroke="currentColor" stroke-width="1.4" />
          {decision === 'explained' && <path d="M7 1.8a5.2 5.2 0 0 0 0 10.4Z" fill="currentColor" />}
          {decision === 'dismissed' && (
            <path d="M3.4 10.6 10.6 3.4" stroke="currentColor" stroke-width="1.4" />
          )}
        </>
      )}
    </svg>
  );
}

/** Paths of the tick marks in a 12 × 12 box. */
export const MARK_PATHS: Record<Mark, string> = {
  agreed: 'M1.5 6.6 4.6 9.6 10.6 2.2',
  footed: 'M1.6 9.8 6 2.2l4.4 7.6',
  'cross-footed': 'M9.8 1.6 2.2 6l7.6 4.4',
  table: 'M1.5 2.6h9M6 2.6v8',
  text: 'M2 2.4h8M2 6h8M2 9.6h4.6',
  recomputed: 'M10 4.2A4.4 4.4 0 1 0 10.4 7M10.2 1.8v2.6H7.6',
  prior: 'M9.6 1.6H2.4v8.8h7.2M5.2 6h5.4M8.6 4 10.6 6l-2 2',
  rounding: 'M1.4 4.6c1.6-1.8 3-1.8 4.6-.4s3 1.4 4.6-.4M1.4 8.6c1.6-1.8 3-1.8 4.6-.4s3 1.4 4.6-.4',
  differs: 'M1.8 4.2h8.4M1.8 7.8h8.4M8.4 1.4 3.6 10.6',
  corrected: 'M1.6 10 6 3.6l4.4 6.4M4.2 1.4h3.6',
};

export function markColour(mark: Mark): string {
  return mark === 'differs' ? 'var(--differs)' : mark === 'corrected' ? 'var(--corrected)' : 'var(--tied)';
}

/** A tick mark beside a figure; decorative, its meaning is in the text or title next to it. */
export function MarkIcon({ mark, size = 12 }: { readonly mark: Mark; readonly size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={MARK_PATHS[mark]}
        fill="none"
        stroke={markColour(mark)}
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The product's own sign. */
export function Logo({ size = 22 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="24" height="24" rx="5.5" fill="var(--accent)" />
      <g
        fill="none"
        stroke="var(--on-accent)"
        stroke-width="2.1"
        stroke-linecap="round"
        stroke-linejoin="round"
      >
        <path d="M6.2 12.6 10 16.4 16.2 8.6" />
        <circle cx="17.6" cy="6.7" r="1.7" stroke-width="1.6" />
      </g>
    </svg>
  );
}
