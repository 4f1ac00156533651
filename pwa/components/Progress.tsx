import type { Progress as WorkProgress } from '../../workers/api.ts';
import { useText } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';

export interface ProgressProps {
  /** The last thing heard of the work; absent before the first. */
  readonly progress: WorkProgress | undefined;
  /** Absent where the work cannot be cancelled. */
  readonly onCancel?: () => void;
}

export function progressWords(progress: WorkProgress | undefined, text: Messages): string {
  if (!progress) return text.waiting;
  const { fileNumber, fileCount } = progress;
  const which = fileNumber === undefined || fileCount === undefined ? '' : text.fileOf(fileNumber, fileCount);
  return which + stageWords(progress, text);
}

function stageWords({ stage, file, done, total }: WorkProgress, text: Messages): string {
  if (stage === 'reviewing') return text.reviewing;
  return done !== undefined && total !== undefined ? text.readingPage(done, total) : text.reading(file);
}

/** How much is done, 0 to 1: of the file, or of all files where there are several. */
export function shareDone(progress: WorkProgress | undefined): number | undefined {
  if (!progress) return undefined;
  const { stage, done, total, fileNumber, fileCount } = progress;
  const ofFile = done !== undefined && total ? Math.min(1, done / total) : undefined;
  if (fileNumber !== undefined && fileCount)
    return (fileNumber - 1 + (stage === 'reviewing' ? 1 : (ofFile ?? 0))) / fileCount;
  return stage === 'reviewing' ? 1 : ofFile;
}

/** Work in hand: a bar, the page being read, and a way to stop. Spoken at start, quarters and end. */
export function Progress({ progress, onCancel }: ProgressProps) {
  const text = useText();
  const value = shareDone(progress);
  const words = progressWords(progress, text);
  const quarter = value === undefined ? 0 : Math.floor(value * 4);
  return (
    <div class="progress">
      <div class="row small">
        <span class="grow number">{words}</span>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {text.cancel}
          </button>
        )}
      </div>
      <div
        class="track"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === undefined ? undefined : Math.round(value * 100)}
      >
        <i style={{ width: `${Math.round((value ?? 0.04) * 100)}%` }} />
      </div>
      <span class="sr-only" aria-live="polite">
        {quarter > 0 ? `${quarter * 25}%` : ''}
      </span>
    </div>
  );
}
