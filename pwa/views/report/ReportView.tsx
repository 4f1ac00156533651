import { Download, Printer } from 'lucide-preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { reportToHtml } from '../../../core/reports/report-html.ts';
import { useApp, useLoaded } from '../../app-context.ts';
import { LANGUAGES, type Language, messagesOf, useText } from '../../i18n/language.ts';
import { appendEvents } from '../../storage/append.ts';
import { hashBytes } from '../../storage/hash.ts';
import { readSetting, writeSetting } from '../../storage/settings.ts';
import { loadReview } from '../../work/load-review.ts';
import { fileName, saveFile } from '../../work/save-file.ts';
import { CaseHead } from '../case/CaseHead.tsx';
import { NotThere } from '../shell/NotThere.tsx';
import { caseReport } from './case-report.ts';

/** Forms of the report with their file endings, media types and names. */
const FORMS = [
  { form: 'html', type: 'text/html', name: 'HTML' },
  {
    form: 'docx',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'Word',
  },
  { form: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', name: 'Excel' },
  { form: 'csv', type: 'text/csv', name: 'CSV' },
  { form: 'md', name: 'Markdown', type: 'text/markdown' },
  { form: 'json', type: 'application/json', name: 'JSON' },
] as const;
type Form = (typeof FORMS)[number];

/** The report of a case: what goes into it, a live preview as it prints, and its forms to take away. */
export function ReportView({ caseId }: { readonly caseId: string }) {
  const app = useApp();
  const text = useText();
  const state = app.workspace.cases.get(caseId);
  const reviewHash = state?.review?.body.review;
  const review = useLoaded(reviewHash, () => loadReview(app.db, reviewHash!));
  const [language, setLanguage] = useState<Language>(app.language);
  const [includeOpen, setIncludeOpen] = useState(true);
  const [preparedBy, setPreparedBy] = useState('');
  const [busy, setBusy] = useState<string>();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    readSetting(app.db, 'preparedBy').then((name) => setPreparedBy(name ?? ''));
  }, [app.db]);

  const generatedAt = useMemo(() => localTime(new Date()), [review, state]);
  const report = useMemo(
    () =>
      state && review
        ? caseReport(state, review, app.workspace, { language, includeOpen, preparedBy, generatedAt })
        : undefined,
    [state, review, app.workspace, language, includeOpen, preparedBy, generatedAt],
  );
  const html = useMemo(() => report && reportToHtml(report), [report]);
  if (!state) return <NotThere />;

  const save = async ({ form, type, name }: Form) => {
    if (!report) return;
    setBusy(form);
    try {
      const { renderReport } = await import('../../../workers/writers/render-report.ts');
      const made = await renderReport(report, form);
      const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : new Uint8Array(made);
      saveFile(new Blob([bytes], { type }), fileName(state.title, form));
      const sha256 = await hashBytes(bytes);
      const result = await appendEvents(app.db, [
        { kind: 'exported', body: { case: caseId, format: form, sha256 } },
      ]);
      if (result.ok) app.say({ words: text.exported(name) });
      else app.fail(result.error);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <div class="document-view">
      <CaseHead state={state} here={text.report} />
      <div class="report-columns">
        <main class="report-preview" aria-label={text.reportPreview}>
          {html && (
            // No scripts: nothing of a document could run, even if it got past the escaping. Printing needs the other two.
            <iframe
              ref={frame}
              title={text.reportPreview}
              sandbox="allow-same-origin allow-modals"
              srcdoc={html}
            />
          )}
          {!state.review && <p class="list-empty">{text.noReview}</p>}
        </main>
        <aside class="report-options" aria-label={text.reportOptions}>
          <h2 class="section-title">{text.reportOptions}</h2>
          <fieldset class="choice">
            <legend>{text.reportLanguage}</legend>
            <span class="segments">
              {LANGUAGES.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={language === one}
                  onClick={() => setLanguage(one)}
                >
                  {messagesOf(one).languageName}
                </button>
              ))}
            </span>
          </fieldset>
          <label class="check">
            <input
              type="checkbox"
              checked={includeOpen}
              onChange={(event) => setIncludeOpen(event.currentTarget.checked)}
            />
            {text.includeOpen}
          </label>
          <label class="choice">
            <span>{text.preparedBy}</span>
            <input
              class="field"
              value={preparedBy}
              maxLength={200}
              onInput={(event) => {
                setPreparedBy(event.currentTarget.value);
                void writeSetting(app.db, 'preparedBy', event.currentTarget.value).catch(() => undefined);
              }}
            />
          </label>
          <h2 class="section-title">{text.exportAs}</h2>
          <div class="forms">
            {FORMS.map((form) => (
              <button
                key={form.form}
                type="button"
                class="button"
                disabled={!report || busy !== undefined}
                onClick={() => save(form)}
              >
                <Download aria-hidden="true" />
                {form.name}
              </button>
            ))}
            <button
              type="button"
              class="button"
              disabled={!report}
              onClick={() => frame.current?.contentWindow?.print()}
            >
              <Printer aria-hidden="true" />
              {text.printReport}
            </button>
          </div>
        </aside>
      </div>
    </div>
  );
}

/** The time here with its offset, as reports print it. */
function localTime(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const pad = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${sign}${pad(offset / 60)}:${pad(offset % 60)}`;
}
