import { FileText, Plus, RotateCw, Trash2 } from 'lucide-preact';
import { useMemo } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Publication, Review, ReviewPlace } from '../../../core/model/review.ts';
import { useApp, useLoaded } from '../../app-context.ts';
import { DropZone, FileButton } from '../../components/DropZone.tsx';
import { EvidenceChip } from '../../components/EvidenceChip.tsx';
import { SeverityIcon } from '../../components/icons.tsx';
import { Counts, LedgerBar } from '../../components/LedgerBar.tsx';
import { Progress } from '../../components/Progress.tsx';
import { nameTablesOfCase, type TableNames } from '../../components/places.ts';
import { Refusal } from '../../components/Refusal.tsx';
import { useLanguage, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import { appendEvents } from '../../storage/append.ts';
import type { CaseState, DocumentState } from '../../storage/project.ts';
import { ENGINE } from '../../work/engine.ts';
import { loadReview } from '../../work/load-review.ts';
import { useFollowCorrections } from '../../work/use-corrections.ts';
import { useFiles, useJobs } from '../../work/use-files.ts';
import { mediaName, namesShort } from '../cases/CasesView.tsx';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { NotThere } from '../shell/NotThere.tsx';
import { CaseHead } from './CaseHead.tsx';

export interface CaseViewProps {
  readonly caseId: string;
  /** The finding over several documents that is open. */
  readonly finding?: string;
}

/** A case: its documents with their ledgers, and what was found between them. */
export function CaseView({ caseId, finding }: CaseViewProps) {
  const app = useApp();
  const text = useText();
  const files = useFiles();
  const [, go] = useLocation();
  const state = app.workspace.cases.get(caseId);
  const reviewHash = state?.review?.body.review;
  const review = useLoaded(reviewHash, () => loadReview(app.db, reviewHash!));
  useFollowCorrections(state, review);
  const job = useJobs().find((one) => one.caseId === caseId);
  if (!state || state.removed) return <NotThere />;
  const remove = async () => {
    if (!confirm(text.removeCaseSure)) return;
    const result = await appendEvents(app.db, [{ kind: 'case-removed', body: { case: caseId } }]);
    if (!result.ok) return app.fail(result.error);
    app.say({ words: text.removed, ...(result.value[0] ? { undo: result.value[0].id } : {}) });
    go(routes.cases);
  };
  return (
    <>
      <CaseHead state={state}>
        <button
          type="button"
          class="icon-button"
          title={text.removeCase}
          aria-label={text.removeCase}
          onClick={remove}
        >
          <Trash2 aria-hidden="true" />
        </button>
        <FileButton
          label={text.addFiles}
          icon={<Plus aria-hidden="true" />}
          onFiles={(chosen, how) => files.reviewNew(chosen, how, state)}
        />
        <Link class="button primary" href={routes.report(caseId)}>
          <FileText aria-hidden="true" />
          {text.report}
        </Link>
      </CaseHead>
      <div class={state.documents.length > 1 ? 'case-columns' : 'case-columns single'}>
        <main class="case-documents">
          <h2 class="section-title">{text.documents}</h2>
          {job && (
            <div class="panel job">
              <b lang="zh-CN">{namesShort(job.names, text)}</b>
              <Progress progress={job.progress} onCancel={job.cancel} />
            </div>
          )}
          <Stale state={state} busy={job !== undefined} onReview={() => files.reviewAgain(state)} />
          {state.documents.map((sha256) => (
            <DocumentCard
              key={sha256}
              state={state}
              document={app.workspace.documents.get(sha256)}
              sha256={sha256}
              publication={review?.publications.find((one) => one.document.sha256 === sha256)}
            />
          ))}
          <DropZone title={text.addFiles} onFiles={(dropped, how) => files.reviewNew(dropped, how, state)} />
        </main>
        {state.documents.length > 1 && (
          <aside class="case-cross" aria-label={text.crossFindings}>
            {review && <CrossFindings state={state} review={review} selected={finding} />}
          </aside>
        )}
      </div>
    </>
  );
}

function Stale({
  state,
  busy,
  onReview,
}: {
  readonly state: CaseState;
  readonly busy: boolean;
  readonly onReview: () => void;
}) {
  const text = useText();
  const body = state.review?.body;
  if (busy || state.documents.length === 0 || body?.engine === ENGINE) return null;
  return (
    <p class="stale">
      <span class="grow">{body ? text.stale : text.noReview}</span>
      <button type="button" class="button" onClick={onReview}>
        <RotateCw aria-hidden="true" />
        {body ? text.reviewAgain : text.attachmentCheck}
      </button>
    </p>
  );
}

interface DocumentCardProps {
  readonly state: CaseState;
  readonly sha256: string;
  /** Absent where the event of its capture is still to come from another device. */
  readonly document: DocumentState | undefined;
  /** Absent where it was not read. */
  readonly publication: Publication | undefined;
}

function DocumentCard({ state, sha256, document, publication }: DocumentCardProps) {
  const text = useText();
  const language = useLanguage();
  const failure = state.review?.body.failures.find((one) => one.document === sha256);
  const capture = document?.captures[0];
  const name = document?.name ?? sha256.slice(0, 8);
  const kind = mediaName(document?.mediaType ?? '', name);
  const facts = [
    kind,
    ...(publication?.document.pages === undefined ? [] : [text.pagesCount(publication.document.pages)]),
    ...(publication ? [text.tablesCount(publication.tables.length)] : []),
  ];
  return (
    <article class="panel document-card">
      <div class="row top">
        <div class="grow">
          <h3>
            <Link href={routes.document(state.id, sha256)} class="row-link">
              <span lang="zh-CN">{name}</span>
            </Link>
          </h3>
          <p class="small second">
            {publication?.entity && <span lang="zh-CN">{publication.entity} · </span>}
            {publication?.year && <span>{text.year(publication.year)} · </span>}
            {facts.join(language === 'zh' ? '，' : ', ')}
          </p>
        </div>
        {publication && <SeverityCounts publication={publication} />}
      </div>
      {publication && (
        <>
          <LedgerBar figures={publication.figures} />
          <Counts figures={publication.figures} inline />
          {publication.warnings.map((warning) => (
            <p key={warning.code + warning.message.zh} class="small doubt-ink">
              {warning.message[language]}
            </p>
          ))}
        </>
      )}
      {failure && (
        <Refusal code={failure.code} sentence={failure.message[language]}>
          <p class="small second">{text.refusalEvidence}</p>
        </Refusal>
      )}
      <div class="row card-foot">
        <span class="grow">
          {document && capture && (
            <EvidenceChip
              method={document.method}
              sha256={sha256}
              size={document.size}
              at={capture.at}
              address={document.address}
              inline
            />
          )}
        </span>
        <Link href={routes.document(state.id, sha256)} aria-label={`${text.openDocument} ${name}`}>
          {text.openDocument}
        </Link>
      </div>
    </article>
  );
}

function SeverityCounts({ publication }: { readonly publication: Publication }) {
  const text = useText();
  if (publication.findings.length === 0) return <span class="small mute">{text.noFindings}</span>;
  return (
    <span class="row">
      {(['error', 'warning', 'info'] as const).map((severity) => {
        const count = publication.findings.filter((finding) => finding.severity === severity).length;
        return (
          count > 0 && (
            <span key={severity} class="severity-count">
              <SeverityIcon severity={severity} />
              <span class="sr-only">{text.severities[severity]}</span>
              <span class="number">{count}</span>
            </span>
          )
        );
      })}
    </span>
  );
}

interface CrossFindingsProps {
  readonly state: CaseState;
  readonly review: Review;
  readonly selected: string | undefined;
}

function CrossFindings({ state, review, selected }: CrossFindingsProps) {
  const text = useText();
  const [, go] = useLocation();
  const checks = useMemo(
    () =>
      new Map(
        review.publications.flatMap(({ checkList }) =>
          (checkList ?? []).map((check) => [check.id, check] as const),
        ),
      ),
    [review],
  );
  const names: TableNames = useMemo(() => nameTablesOfCase(review.publications, text), [review, text]);
  const { findings } = review.case;
  const onJump = (place: ReviewPlace) => {
    const sha256 = place.document ?? state.documents[0];
    if (sha256) go(routes.document(state.id, sha256));
  };
  return (
    <>
      <h2 class="section-title pad">{text.crossFindings}</h2>
      <FindingsPanel
        state={state}
        findings={findings}
        checks={checks}
        names={names}
        selected={selected ?? findings[0]?.id}
        onSelect={(id) => go(routes.crossFinding(state.id, id), { replace: true })}
        onJump={onJump}
        empty={review.publications.length > 1 ? text.noCrossFindings : text.oneDocumentOnly}
      />
    </>
  );
}
