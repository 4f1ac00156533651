import { useEffect } from 'preact/hooks';
import { useText } from '../i18n/language.ts';

/** Long enough to read and to reach for the key. */
const SHOWN_MS = 8000;

export interface UndoBarProps {
  /** What was recorded: 已记为属实. Changes with each thing recorded. */
  readonly words: string;
  readonly onUndo?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Says what was recorded and offers to take it back. */
export function UndoBar({ words, onUndo, onClose }: UndoBarProps) {
  const text = useText();
  useEffect(() => {
    const timer = setTimeout(onClose, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [words, onClose]);
  return (
    <div class="undo-bar" role="status">
      <span>{words}</span>
      {onUndo && (
        <button type="button" class="link-button" onClick={onUndo}>
          {text.undo} <kbd>u</kbd>
        </button>
      )}
    </div>
  );
}
