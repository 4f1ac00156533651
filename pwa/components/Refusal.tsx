import { FileX2, Link2Off, ScanLine } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useText } from '../i18n/language.ts';

export interface RefusalProps {
  /** Failure or warning code; small beneath, and for the icon. */
  readonly code: string;
  /** The sentence: what is the matter, what it means for the check, what to do. */
  readonly sentence: string;
  readonly heading?: string;
  /** Further things that can be done, one line each. */
  readonly steps?: readonly string[];
  /** Facts for the line beneath, beside the code: size, address. */
  readonly facts?: string;
  /** Buttons. */
  readonly children?: ComponentChildren;
}

/** Something that could not be read or done, in the place where it would have stood. */
export function Refusal({ code, sentence, heading, steps, facts, children }: RefusalProps) {
  const text = useText();
  const Icon = code === 'scanned-pages' ? ScanLine : code === 'link-expired' ? Link2Off : FileX2;
  return (
    <section class="refusal">
      <p class="kind">
        <Icon aria-hidden="true" />
        {heading ?? text.couldNotRead}
      </p>
      <h2>{sentence}</h2>
      {steps && steps.length > 0 && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {children && (
        <div class="row wrap" style={{ marginTop: '12px' }}>
          {children}
        </div>
      )}
      <p class="code">{facts ? `${code} · ${facts}` : code}</p>
    </section>
  );
}
