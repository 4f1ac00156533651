import { ShieldCheck } from 'lucide-preact';
import { formatTime, useLanguage, useText } from '../i18n/language.ts';
import type { CaptureMethod } from '../storage/event.ts';

export interface EvidenceChipProps {
  readonly method: CaptureMethod;
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** ISO time of the capture. */
  readonly at: string;
  readonly address?: string | undefined;
  /** Without the chip's outline, hash beside it: the panel's head. */
  readonly inline?: boolean;
}

/** A hash in groups of eight, as people compare them. */
export function groupHash(sha256: string): string {
  return sha256.replace(/(.{8})(?=.)/g, '$1 ');
}

/** How the bytes were obtained; opens hash, size, time and address. */
export function EvidenceChip({ method, sha256, size, at, address, inline }: EvidenceChipProps) {
  const text = useText();
  const language = useLanguage();
  const note = text.methodNote[method];
  return (
    <details class="evidence">
      <summary class={inline ? 'row small second' : 'chip'} title={note}>
        <ShieldCheck aria-hidden="true" />
        <span>{text.method[method]}</span>
        {inline && <span class="hash mute">SHA-256 {sha256.slice(0, 8)}…</span>}
      </summary>
      <div class="sheet">
        {note && <p class="small second">{note}</p>}
        <dl>
          <dt>{text.sha256}</dt>
          <dd class="hash">{groupHash(sha256)}</dd>
          <dt>{text.evidence}</dt>
          <dd class="number">{text.bytes(size)}</dd>
          <dt>{text.obtainedAt}</dt>
          <dd>{formatTime(at, language, new Date())}</dd>
          <dt>{text.address}</dt>
          {/* As text, not as a link: a click would ask the site again and tell it who looks. */}
          <dd>{address ?? text.addressUnknown}</dd>
        </dl>
      </div>
    </details>
  );
}
