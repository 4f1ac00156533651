import { useText } from '../i18n/language.ts';

export interface PlaceChipProps {
  /** As `placeLabel` gives it. */
  readonly label: string;
  readonly onJump: () => void;
  /** Without the outline, for the head of a card. */
  readonly plain?: boolean;
}

/** A place of the document; a click or Enter goes there. */
export function PlaceChip({ label, onJump, plain }: PlaceChipProps) {
  const text = useText();
  return (
    <button type="button" class={plain ? 'link-button small' : 'chip'} title={text.goThere} onClick={onJump}>
      {label}
    </button>
  );
}
