import { ArchiveRestore, Plus } from 'lucide-preact';
import { useMemo, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { useApp } from '../../app-context.ts';
import { DropZone, FileButton } from '../../components/DropZone.tsx';
import { SeverityIcon } from '../../components/icons.tsx';
import { addCounts, LedgerBar } from '../../components/LedgerBar.tsx';
import { Progress } from '../../components/Progress.tsx';
import { formatTime, useLanguage, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import type { CaseState, Workspace } from '../../storage/project.ts';
import { hasSample } from '../../work/sample.ts';
import { useFiles, useJobs, useProposals } from '../../work/use-files.ts';
import { FirstRun } from '../first-run/FirstRun.tsx';
import { ProposalPanel } from './ProposalPanel.tsx';

/** All cases; on the first run what Tieout is. */
export function CasesView() {
  const { workspace } = useApp();
  const text = useText();
  const files = useFiles();
  const jobs = useJobs();
  const proposals = useProposals();
  const [query, setQuery] = useState('');
  const all = useMemo(() => visibleCases(workspace), [workspace]);
  const shown = all.filter((state) => matches(state, workspace, query));
  const fresh = jobs.filter(({ caseId }) => caseId === undefined);
  if (all.length === 0 && jobs.length === 0 && proposals.length === 0 && workspace.eventCount === 0)
    return <FirstRun />;
  return (
    <main class="cases page-pad">
      <header class="view-head">
        <h1 class="serif">{text.cases}</h1>
        <span class="mute number">{all.length}</span>
        <span class="grow" />
        <input
          class="field search"
          type="search"
          value={query}
          placeholder={text.searchCases}
          aria-label={text.searchCases}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <Link href={routes.settings} class="button">
          <ArchiveRestore aria-hidden="true" />
          {text.restore}
        </Link>
        <FileButton
          className="button primary"
          icon={<Plus aria-hidden="true" />}
          label={text.newCase}
          onFiles={(chosen, how) => files.reviewNew(chosen, how)}
        />
      </header>
      {fresh.map((job) => (
        <div key={job.id} class="panel job">
          <b lang="zh-CN">{namesShort(job.names, text)}</b>
          <Progress progress={job.progress} onCancel={job.cancel} />
        </div>
      ))}
      {proposals.map((proposal) => (
        <ProposalPanel key={proposal.id} proposal={proposal} />
      ))}
      {shown.length > 0 && (
        <table class="panel case-table" aria-label={text.cases}>
          <thead>
            <tr class="case-row head">
              {(['body', 'source', 'amounts', 'findings', 'decided', 'changed'] as const).map((key) => (
                <th key={key} scope="col" class={`c-${key}`}>
                  {text.columns[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((state) => (
              <CaseRow key={state.id} state={state} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length === 0 && query !== '' && <p class="panel list-empty">{text.notFound(query)}</p>}
      {all.length === 0 && <p class="second">{text.casesEmpty}</p>}
      <DropZone onFiles={(dropped, how) => files.reviewNew(dropped, how)}>
        {hasSample() && !all.some(({ sample }) => sample) && (
          <button type="button" class="button quiet" onClick={files.openSample}>
            {text.openSample}
          </button>
        )}
      </DropZone>
    </main>
  );
}

/** Names in a job's heading: the others are counted. */
const NAMES_MAX = 3;

export function namesShort(names: readonly string[], text: ReturnType<typeof useText>): string {
  const shown = names.slice(0, NAMES_MAX).join('、');
  return names.length > NAMES_MAX ? text.andMore(shown, names.length) : shown;
}

export function visibleCases(workspace: Workspace): readonly CaseState[] {
  return [...workspace.cases.values()]
    .filter(({ removed }) => !removed)
    .sort((a, b) => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : 0));
}

function matches(state: CaseState, { documents }: Workspace, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = [
    state.title,
    ...state.documents.map((sha256) => documents.get(sha256)?.name ?? ''),
    ...(state.review?.body.documents.map(({ entity }) => entity ?? '') ?? []),
    ...state.notes.map(({ text }) => text),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}

function CaseRow({ state }: { readonly state: CaseState }) {
  const { workspace } = useApp();
  const text = useText();
  const language = useLanguage();
  const jobs = useJobs();
  const job = jobs.find(({ caseId }) => caseId === state.id);
  const documents = state.review?.body.documents ?? [];
  const failures = state.review?.body.failures ?? [];
  const figures = addCounts(documents.map(({ figures }) => figures));
  const severities = {
    error: sum(documents.map(({ errors }) => errors)),
    warning: sum(documents.map(({ warnings }) => warnings)),
    info: sum(documents.map(({ infos }) => infos)),
  };
  const findingCount =
    severities.error + severities.warning + severities.info + (state.review?.body.caseFindings ?? 0);
  const decided = [...state.decisions.values()].filter(({ agreed }) => agreed && agreed !== 'open').length;
  const names = state.documents.map((sha256) => workspace.documents.get(sha256)?.name ?? sha256.slice(0, 8));
  const kinds = [
    ...new Set(
      documents.map(({ kind, year }) =>
        year ? text.yearOf(year, text.documentKinds[kind]) : text.documentKinds[kind],
      ),
    ),
  ];
  return (
    <tr class="case-row">
      <td class="c-body">
        <Link href={routes.caseOf(state.id)} class="row-link">
          <b lang="zh-CN">{state.title}</b>
        </Link>
        {state.sample && <span class="chip">{text.sample}</span>}
        <span class="small second block" lang={kinds.length > 0 ? undefined : 'zh-CN'}>
          {(kinds.length > 0 ? kinds : names).join('、')}
        </span>
      </td>
      <td class="c-source small second">{sourceWords(state, workspace, text)}</td>
      <td class="c-amounts">
        {job ? (
          <Progress progress={job.progress} onCancel={job.cancel} />
        ) : documents.length > 0 ? (
          <>
            <LedgerBar figures={figures} />
            <span class="tiny second number">
              {text.amounts(figures.total)}
              {language === 'zh' ? '，' : ', '}
              {text.notCheckedShort(figures.notChecked)}
            </span>
          </>
        ) : (
          <span class="doubt-ink small">
            {failures.length > 0 ? failures[0]!.message[language] : text.noReview}
          </span>
        )}
      </td>
      <td class="c-findings">
        {findingCount === 0 && <span class="mute">—</span>}
        {(['error', 'warning', 'info'] as const).map(
          (severity) =>
            severities[severity] > 0 && (
              <span key={severity} class="severity-count">
                <SeverityIcon severity={severity} />
                <span class="sr-only">{text.severities[severity]}</span>
                <span class="number">{severities[severity]}</span>
              </span>
            ),
        )}
      </td>
      <td class="c-decided number">{findingCount > 0 ? `${decided}/${findingCount}` : '—'}</td>
      <td class="c-changed small second">{formatTime(state.changedAt, language, new Date())}</td>
    </tr>
  );
}

function sourceWords(state: CaseState, { documents }: Workspace, text: ReturnType<typeof useText>): string {
  const kinds = state.documents.map((sha256) => {
    const document = documents.get(sha256);
    const pages = state.review?.body.documents.find((one) => one.document === sha256)?.pages;
    const kind = mediaName(document?.mediaType ?? '', document?.name ?? '');
    return pages === undefined ? kind : `${kind} ${text.pagesCount(pages)}`;
  });
  return kinds.length === 1 ? kinds[0]! : `${text.filesCount(kinds.length)}`;
}

/** PDF, DOCX …: of the media type, else of the file's name. */
export function mediaName(mediaType: string, name: string): string {
  const known: Record<string, string> = {
    'application/pdf': 'PDF',
    'text/html': 'HTML',
    'text/plain': 'TXT',
    'text/markdown': 'MD',
    'application/msword': 'DOC',
    'application/vnd.ms-excel': 'XLS',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'XLSX',
  };
  return known[mediaType] ?? /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? '?';
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
