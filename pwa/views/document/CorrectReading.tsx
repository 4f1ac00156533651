import { ArrowRight, Info } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Document } from '../../../core/model/document.ts';
import type { ReviewLedgerEntry, ReviewPlace } from '../../../core/model/review.ts';
import { MarkIcon, SeverityIcon } from '../../components/icons.tsx';
import { countsInOrder, stateWord } from '../../components/LedgerBar.tsx';
import { placeLabel, type TableNames } from '../../components/places.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { CorrectionPreview } from '../../work/corrections.ts';
import { type OpenPdf, toView } from './pdf.ts';

/** Typing rests so long before what would change is worked out, ms. */
const PREVIEW_AFTER_MS = 250;
/** Findings named in the preview; the rest is counted. */
const FINDINGS_MAX = 4;
const CUT_OUT_SCALE = 3;

export interface CorrectReadingProps {
  readonly entry: ReviewLedgerEntry;
  /** The text as it was read first. */
  readonly read: string;
  /** What it is read as now. */
  readonly now: string;
  readonly names: TableNames;
  readonly document: Document;
  /** The PDF, to show the place as printed; absent for other documents, whose row is shown. */
  readonly pdf?: OpenPdf | undefined;
  /** What saving would change; undefined where it cannot be told. */
  readonly onPreview: (corrected: string, signal: AbortSignal) => Promise<CorrectionPreview | undefined>;
  readonly onSave: (corrected: string) => void;
  readonly onClose: () => void;
}

/** The cell as printed, how it was read, how it should be read, and what that changes: before anything is saved. */
export function CorrectReading(props: CorrectReadingProps) {
  const { entry, read, now, names, document, pdf, onPreview, onSave, onClose } = props;
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  const [value, setValue] = useState(now);
  const [preview, setPreview] = useState<CorrectionPreview | 'none' | undefined>();
  const corrected = value.trim();
  const isChanged = corrected !== now.trim();
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    setPreview(undefined);
    if (!isChanged) return;
    const ending = new AbortController();
    const timer = setTimeout(() => {
      onPreview(corrected, ending.signal)
        .then((made) => !ending.signal.aborted && setPreview(made ?? 'none'))
        .catch(() => !ending.signal.aborted && setPreview('none'));
    }, PREVIEW_AFTER_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [corrected, isChanged]);
  return (
    <dialog ref={dialog} class="dialog correct" aria-labelledby="correct-title" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isChanged) onSave(corrected);
        }}
      >
        <header class="row">
          <h2 id="correct-title" class="grow">
            {text.correctReading}
          </h2>
          <span class="small mute">{placeLabel(entry.place, names, text)}</span>
        </header>
        {pdf && entry.place.page !== undefined && entry.place.rect ? (
          <CutOut pdf={pdf} place={entry.place} />
        ) : (
          <RowAsRead document={document} place={entry.place} />
        )}
        <div class="readings">
          <label>
            <span class="small second">{text.readAs}</span>
            <output class={`field number${isChanged || now !== read ? ' struck' : ''}`}>
              {read === '' ? text.blank : read}
            </output>
          </label>
          <ArrowRight aria-hidden="true" />
          <label>
            <span class="small second">{text.shouldRead}</span>
            <input
              class="field number"
              value={value}
              maxLength={500}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => setValue(event.currentTarget.value)}
              // The whole reading is replaced, or one digit of it.
              ref={focusOnce}
            />
          </label>
        </div>
        {isChanged && <Preview preview={preview} />}
        <p class="row small second only-reading">
          <Info aria-hidden="true" />
          {text.onlyTheReading}
        </p>
        <footer class="row">
          {now !== read && (
            <button type="button" class="button quiet" onClick={() => onSave(read)}>
              {text.backToReading}
            </button>
          )}
          <span class="grow" />
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {text.cancel}
          </button>
          <button type="submit" class="button primary" disabled={!isChanged}>
            {text.save} <kbd>Enter</kbd>
          </button>
        </footer>
      </form>
    </dialog>
  );
}

function focusOnce(input: HTMLInputElement | null): void {
  if (!input || input.dataset.focused) return;
  input.dataset.focused = 'true';
  // The dialogue puts the focus on its first field when it opens; the reading is what one came for.
  requestAnimationFrame(() => {
    input.focus();
    input.select();
  });
}

function Preview({ preview }: { readonly preview: CorrectionPreview | 'none' | undefined }) {
  const text = useText();
  const language = useLanguage();
  if (preview === undefined || preview === 'none') {
    return (
      <div class="preview" aria-live="polite">
        <h3>{text.afterSaving}</h3>
        <p class="small second">{preview === undefined ? text.workingOut : text.previewNotPossible}</p>
      </div>
    );
  }
  const { gone, come, state, before, after } = preview;
  const afterCounts = new Map(countsInOrder(after));
  const changed = countsInOrder(before).filter(([key, count]) => afterCounts.get(key) !== count);
  return (
    <div class="preview" aria-live="polite">
      <h3>{text.afterSaving}</h3>
      <ul>
        {state && (
          <li>
            <MarkIcon mark={state === 'differs' ? 'differs' : state === 'tied' ? 'agreed' : 'rounding'} />
            <span>{text.thisFigureBecomes(stateWord(state, text))}</span>
          </li>
        )}
        {changed.map(([key, count]) => (
          <li key={key}>
            <span class={`swatch state-${key}`} />
            <span class="number">
              {stateWord(key, text)} {count} → {afterCounts.get(key)}
            </span>
          </li>
        ))}
        {gone.slice(0, FINDINGS_MAX).map((finding) => (
          <li key={finding.id}>
            <MarkIcon mark="agreed" />
            <span>{text.findingGone(finding.title[language])}</span>
          </li>
        ))}
        {come.slice(0, FINDINGS_MAX).map((finding) => (
          <li key={finding.id}>
            <SeverityIcon severity={finding.severity} />
            <span>{text.findingCome(finding.title[language])}</span>
          </li>
        ))}
        {gone.length + come.length === 0 && <li class="second">{text.findingsUnchanged}</li>}
        {Math.max(0, gone.length - FINDINGS_MAX) + Math.max(0, come.length - FINDINGS_MAX) > 0 && (
          <li class="mute">
            {text.more(Math.max(0, gone.length - FINDINGS_MAX) + Math.max(0, come.length - FINDINGS_MAX))}
          </li>
        )}
      </ul>
    </div>
  );
}

/** The cell and what stands around it, as printed, enlarged. */
function CutOut({ pdf, place }: { readonly pdf: OpenPdf; readonly place: ReviewPlace }) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let task: { cancel(): void; readonly promise: Promise<void> } | undefined;
    let current = true;
    const draw = async () => {
      const page = await pdf.pdf.getPage(place.page!);
      const element = canvas.current;
      if (!current || !element) return;
      const whole = page.getViewport({ scale: 1 });
      const box = toView(page, 0)(place.rect!);
      const height = Math.min(whole.height, Math.max(box.height * 3, 48));
      const width = Math.min(whole.width, Math.max(box.width * 1.8, 170));
      const left = clamp(box.x + box.width - width * 0.85, 0, whole.width - width);
      const top = clamp(box.y + box.height / 2 - height / 2, 0, whole.height - height);
      const scale = CUT_OUT_SCALE * Math.min(2, devicePixelRatio || 1);
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      element.style.aspectRatio = `${width} / ${height}`;
      const viewport = page.getViewport({ scale, offsetX: -left * scale, offsetY: -top * scale });
      task = page.render({ canvas: element, viewport });
      await task.promise;
      const context = element.getContext('2d');
      if (!current || !context) return;
      context.resetTransform();
      context.strokeStyle = '#5F48A6';
      context.lineWidth = 1.2 * scale;
      context.strokeRect(
        (box.x - left) * scale,
        (box.y - top) * scale,
        box.width * scale,
        box.height * scale,
      );
    };
    draw().catch(() => undefined);
    return () => {
      current = false;
      task?.cancel();
    };
  }, [pdf, place]);
  return (
    <figure class="cut-out">
      <canvas ref={canvas} role="img" aria-label={text.asPrinted} />
      <figcaption class="small mute">{text.asPrinted}</figcaption>
    </figure>
  );
}

const clamp = (value: number, min: number, max: number) => Math.min(Math.max(value, min), Math.max(min, max));

/** The row in which the cell stands, for documents that have no pages to cut from. */
function RowAsRead({ document, place }: { readonly document: Document; readonly place: ReviewPlace }) {
  const table = document.tables.find(({ id }) => id === place.table);
  const cells = (table?.cells ?? []).filter(({ row }) => row === place.row).toSorted((a, b) => a.col - b.col);
  return (
    <div class="grid-scroll row-as-read" lang="zh-CN">
      <table class="grid">
        <tbody>
          <tr>
            {cells.map((cell) => (
              <td key={cell.col} class={cell.col === place.col ? 'in-hand' : undefined}>
                {cell.text}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
