import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useApp, useLoaded } from '../../app-context.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import { writeNote } from '../../storage/record.ts';
import { loadReview } from '../../work/load-review.ts';
import { CaseHead } from '../case/CaseHead.tsx';
import { NotThere } from '../shell/NotThere.tsx';
import { NoteList } from './NoteList.tsx';

/** All notes of a case: on the case itself, on its documents and on its findings. */
export function NotesView({ caseId }: { readonly caseId: string }) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const [adding, setAdding] = useState(false);
  const state = app.workspace.cases.get(caseId);
  const reviewHash = state?.review?.body.review;
  const review = useLoaded(reviewHash, () => loadReview(app.db, reviewHash!));
  if (!state) return <NotThere />;
  const write = async (words: string, note?: string) => {
    const result = await writeNote(app.db, state, words, note ? { note } : {});
    if (!result.ok) app.fail(result.error);
  };
  const findings = new Map(
    review?.publications.flatMap(({ document, findings }) =>
      findings.map((finding) => [finding.id, { finding, document: document.sha256 }] as const),
    ),
  );
  for (const finding of review?.case.findings ?? []) findings.set(finding.id, { finding, document: '' });
  const onCase = state.notes.filter(({ finding, document }) => !finding && !document);
  const elsewhere = state.notes.filter(({ finding, document }) => finding || document);
  return (
    <>
      <CaseHead state={state} here={text.notes} />
      <main class="page-pad narrow">
        <h2 class="section-title">{text.noteOnCase}</h2>
        <NoteList notes={onCase} adding={adding} onAdding={setAdding} onWrite={write} />
        {state.notes.length === 0 && <p class="mute">{text.notesEmpty}</p>}
        {elsewhere.map((note) => {
          const target = note.finding ? findings.get(note.finding) : undefined;
          const href = target?.document
            ? routes.finding(caseId, target.document, note.finding!)
            : note.finding
              ? routes.crossFinding(caseId, note.finding)
              : routes.document(caseId, note.document ?? '');
          const label =
            target?.finding.title[language] ??
            app.workspace.documents.get(note.document ?? '')?.name ??
            note.finding;
          return (
            <section key={note.id} class="note-target">
              <Link href={href}>{label}</Link>
              <NoteList notes={[note]} adding={false} onAdding={() => setAdding(true)} onWrite={write} />
            </section>
          );
        })}
      </main>
    </>
  );
}
