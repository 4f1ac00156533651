import { FileText } from 'lucide-preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Cell, Document } from '../../../core/model/document.ts';
import {
  type Publication,
  type ReviewLedgerEntry,
  type ReviewPlace,
  SEVERITIES,
} from '../../../core/model/review.ts';
import { useApp, useLoaded } from '../../app-context.ts';
import { EvidenceChip } from '../../components/EvidenceChip.tsx';
import { useKeys } from '../../components/keys.ts';
import { Counts, LedgerBar } from '../../components/LedgerBar.tsx';
import { markOfFigure } from '../../components/marks.ts';
import { nameTables, type TableNames } from '../../components/places.ts';
import { messagesOf, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import { isSameCell } from '../../work/corrections.ts';
import { ENGINE } from '../../work/engine.ts';
import { loadDocument, loadReview } from '../../work/load-review.ts';
import { useFollowCorrections } from '../../work/use-corrections.ts';
import { CaseHead } from '../case/CaseHead.tsx';
import { NotThere } from '../shell/NotThere.tsx';
import { CorrectReading } from './CorrectReading.tsx';
import { DocumentPanel } from './DocumentPanel.tsx';
import { Inspector } from './Inspector.tsx';
import type { Layers, PageCell } from './PageLayer.tsx';
import { LayerSwitch, PageTools } from './PageTools.tsx';
import { PdfPages, type ScrollTarget, Thumbnails } from './PdfPages.tsx';
import { marksByPage, type PageMarks, pathOf } from './page-marks.ts';
import { openPdf } from './pdf.ts';
import { TablesAsRead } from './TablesAsRead.tsx';
import { usePageView } from './use-page-view.ts';
import { useReading } from './use-reading.ts';

export interface DocumentViewProps {
  readonly caseId: string;
  readonly sha256: string;
  /** The finding that is open. */
  readonly finding?: string;
}

const NO_CORRECTIONS: NonNullable<Publication['corrections']> = [];

type Mode = 'page' | 'table';

/** A document with its marks, beside what was found in it. */
export function DocumentView({ caseId, sha256, finding }: DocumentViewProps) {
  const app = useApp();
  const text = useText();
  const [, go] = useLocation();
  const state = app.workspace.cases.get(caseId);
  const known = app.workspace.documents.get(sha256);
  const reviewHash = state?.review?.body.review;
  const review = useLoaded(reviewHash, () => loadReview(app.db, reviewHash!));
  const blob = useLoaded(
    `${sha256} ${known?.size ?? 0}`,
    async () => (await app.db.blobs.get(sha256)) ?? null,
  );
  const isPdf = known?.mediaType === 'application/pdf';
  const pdf = useLoaded(blob && isPdf ? sha256 : undefined, async () => (await openPdf(blob!.bytes)) ?? null);
  const publication = review?.publications.find((one) => one.document.sha256 === sha256);
  const read = useLoaded(blob && publication ? `${sha256} ${reviewHash}` : undefined, async () =>
    loadDocument(app.db, sha256, ENGINE, async () => {
      const reading = await app.client.read({ name: known?.name ?? sha256, bytes: blob!.bytes });
      return reading.ok ? reading.value : undefined;
    }),
  );

  const [asked, setMode] = useState<Mode>('page');
  const mode: Mode = isPdf ? asked : 'table';
  const [pane, setPane] = useState<'document' | 'panel'>(finding ? 'document' : 'panel');
  const [layers, setLayers] = useState<Layers>({ ticks: true, findings: true, unchecked: true });
  const [target, setTarget] = useState<ReviewPlace>();
  const [inHand, setFigure] = useState<ReviewLedgerEntry>();
  const view = usePageView(pdf?.pageCount ?? 0, setTarget);
  const trail = useRef<ReviewPlace[]>([]);
  // Closing a PDF ends its worker and frees its memory.
  useEffect(() => () => void pdf?.pdf.loadingTask.destroy(), [pdf]);

  const following = useFollowCorrections(state, review);
  // After a review has run again the figure in hand is the one that stands there now.
  const figure = useMemo(
    () => inHand && (publication?.ledger?.find(({ place }) => isSameCell(place, inHand.place)) ?? inHand),
    [inHand, publication],
  );
  const corrections = publication?.corrections ?? NO_CORRECTIONS;

  const checks = useMemo(
    () => new Map((publication?.checkList ?? []).map((check) => [check.id, check] as const)),
    [publication],
  );
  const names: TableNames = useMemo(
    () => nameTables(publication?.tables ?? [], text),
    [publication, text, read],
  );
  const marks = useMemo(
    () => (publication ? marksByPage(publication, checks) : new Map<number, PageMarks>()),
    [publication, checks],
  );
  const cellsByPage = useMemo(() => cellsOfPages(read), [read]);
  const findings = publication?.findings ?? [];
  // A finding that a correction has made away with is looked for in vain: then the first of the others is shown.
  const selected = findings.some(({ id }) => id === finding) ? finding : firstFinding(findings)?.id;
  const selectedFinding = findings.find(({ id }) => id === selected);
  const path = useMemo(() => pathOf(selectedFinding, checks), [selectedFinding, checks]);
  const unread = useMemo(
    () =>
      new Map(
        (publication?.warnings ?? [])
          .filter(({ code }) => code === 'scanned-pages' || code === 'fonts' || code === 'timed-out')
          .flatMap(({ pages }) => (pages ?? []).map((one) => [one, text.noText] as const)),
      ),
    [publication, text],
  );

  // The first finding is gone to once; later ones when they are chosen.
  const first = selectedFinding?.where[0];
  useEffect(() => {
    if (first) setTarget(first);
  }, [selected, first === undefined]);

  const select = useCallback(
    (id: string) => go(routes.finding(caseId, sha256, id), { replace: true }),
    [go, caseId, sha256],
  );
  const jump = useCallback(
    (place: ReviewPlace) => {
      if (place.document !== undefined && place.document !== sha256) {
        go(routes.document(caseId, place.document));
        return;
      }
      if (target) trail.current.push(target);
      setPane('document');
      setTarget({ ...place });
    },
    [target, go, caseId, sha256],
  );
  const back = () => {
    const place = trail.current.pop();
    if (place) setTarget({ ...place });
  };
  /** A cell in which no amount was read: it is shown like a figure, so that its reading can be corrected. */
  const showCell = (table: string, { row, col, text: quote, anchor }: Cell) => {
    const at = anchor.kind === 'page' ? { page: anchor.page, rect: anchor.rect } : {};
    const known = publication?.ledger?.find(({ place }) => isSameCell(place, { table, row, col }));
    const reason = { zh: messagesOf('zh').notAnAmount, en: messagesOf('en').notAnAmount };
    setFigure(
      known ?? {
        place: { table, row, col, ...at, quote },
        stated: quote,
        state: 'not-checked',
        checks: [],
        reason,
      },
    );
  };
  const reading = useReading(review, known, corrections, figure);
  const canCorrect = figure?.place.row !== undefined && figure.place.col !== undefined && read !== undefined;
  const allOn = layers.ticks && layers.findings && layers.unchecked;
  useKeys(
    {
      m: () => setLayers({ ticks: !allOn, findings: !allOn, unchecked: !allOn }),
      t: isPdf ? () => setMode(mode === 'page' ? 'table' : 'page') : undefined,
      r: view.rotate,
      '+': view.zoomIn,
      '=': view.zoomIn,
      '-': view.zoomOut,
      '[': back,
      PageDown: mode === 'page' ? () => view.toPage(view.page + 1) : undefined,
      PageUp: mode === 'page' ? () => view.toPage(view.page - 1) : undefined,
      n: () => stepUnchecked(1),
      p: () => stepUnchecked(-1),
      e: canCorrect ? reading.open : undefined,
      Escape: figure ? () => setFigure(undefined) : undefined,
    },
    app.singleKeys,
  );
  const stepUnchecked = (step: 1 | -1) => {
    const entries = (publication?.ledger ?? []).filter((entry) => entry.state === 'not-checked');
    if (entries.length === 0) return;
    const at = figure ? entries.indexOf(figure) : -1;
    const next = entries[(at + step + entries.length) % entries.length]!;
    setFigure(next);
    jump(next.place);
  };
  const scrollTarget = useMemo<ScrollTarget | undefined>(
    () => (target?.page === undefined ? undefined : { page: target.page, rect: target.rect }),
    [target],
  );
  if (!state || !known) return <NotThere />;

  return (
    <div class="document-view">
      <CaseHead
        state={state}
        here={known.name}
        beside={
          <EvidenceChip
            method={known.method}
            sha256={sha256}
            size={known.size}
            at={known.captures[0]!.at}
            address={known.address}
          />
        }
      >
        {publication && pane === 'document' && (
          // On a narrow screen the panel with its counts is put away while the page is shown: they stand here instead.
          <div class="head-ledger narrow-only">
            <LedgerBar figures={publication.figures} />
            <Counts figures={publication.figures} inline />
          </div>
        )}
        <Link class="button primary" href={routes.report(caseId)}>
          <FileText aria-hidden="true" />
          {text.report}
        </Link>
      </CaseHead>
      <div class="pane-switch segments">
        <button type="button" aria-pressed={pane === 'panel'} onClick={() => setPane('panel')}>
          {text.findings} {findings.length}
        </button>
        <button type="button" aria-pressed={pane === 'document'} onClick={() => setPane('document')}>
          {isPdf ? text.asPage : text.asRead}
        </button>
      </div>
      <div class={`document-columns pane-${pane}`}>
        {pdf && mode === 'page' && (
          <Thumbnails open={pdf} current={view.page} marks={marks} unread={unread} onPage={view.toPage} />
        )}
        <main class="document-main" aria-label={known.name}>
          <div class="document-tools" hidden={!publication && !pdf}>
            {isPdf && publication && (
              <span class="segments">
                <button type="button" aria-pressed={mode === 'page'} onClick={() => setMode('page')}>
                  {text.asPage}
                </button>
                <button type="button" aria-pressed={mode === 'table'} onClick={() => setMode('table')}>
                  {text.asRead}
                </button>
              </span>
            )}
            <span class="grow" />
            {mode === 'page' && pdf && <PageTools view={view} />}
            {publication && <LayerSwitch layers={layers} onChange={setLayers} />}
          </div>
          {blob === null && <p class="panel list-empty">{text.documentGone}</p>}
          {isPdf && pdf === null && mode === 'page' && (
            <p class="panel list-empty">{publication ? text.pageFailed : text.nothingToShow}</p>
          )}
          {mode === 'page' && pdf && (
            <PdfPages
              open={pdf}
              zoom={view.zoom}
              rotation={view.rotation}
              marks={marks}
              layers={layers}
              selected={selected}
              path={path}
              figure={figure}
              target={scrollTarget}
              onPage={view.setPage}
              onFinding={select}
              onFigure={setFigure}
              cells={cellsByPage}
              corrections={corrections}
              onCell={showCell}
              onJump={jump}
            />
          )}
          {mode === 'table' && read && publication && (
            <TablesAsRead
              document={read}
              ledger={publication.ledger ?? []}
              findings={findings}
              markOf={(entry) => markOfFigure(entry, checks)}
              layers={layers}
              selected={selected}
              figure={figure}
              addends={path?.addends.map(({ place }) => place) ?? []}
              target={target}
              corrections={corrections}
              onFinding={select}
              onFigure={setFigure}
              onCell={showCell}
            />
          )}
          {mode === 'table' && !read && publication && <p class="list-empty">{text.loading}</p>}
          {figure && (
            <Inspector
              entry={figure}
              checks={checks}
              names={names}
              read={reading.isCorrected ? reading.read : undefined}
              onJump={jump}
              onCorrect={canCorrect ? reading.open : undefined}
              onClose={() => setFigure(undefined)}
            />
          )}
          {reading.isOpen && figure && read && (
            <CorrectReading
              entry={figure}
              read={reading.read}
              now={reading.now}
              names={names}
              document={read}
              pdf={pdf ?? undefined}
              onPreview={reading.preview}
              onSave={reading.save}
              onClose={reading.close}
            />
          )}
        </main>
        <DocumentPanel
          state={state}
          known={known}
          publication={publication}
          checks={checks}
          names={names}
          following={following}
          selected={selected}
          onSelect={select}
          onJump={jump}
        />
      </div>
    </div>
  );
}

/** Every cell by the page that it stands on, for a click on one in which no amount was read. */
function cellsOfPages(document: Document | undefined): ReadonlyMap<number, readonly PageCell[]> {
  const pages = new Map<number, PageCell[]>();
  for (const table of document?.tables ?? []) {
    for (const cell of table.cells) {
      if (cell.anchor.kind !== 'page') continue;
      const known = pages.get(cell.anchor.page);
      const one = { table: table.id, cell, rect: cell.anchor.rect };
      if (known) known.push(one);
      else pages.set(cell.anchor.page, [one]);
    }
  }
  return pages;
}

/** The first by severity, as the list shows them. */
function firstFinding(findings: Publication['findings']) {
  return SEVERITIES.flatMap((severity) => findings.find((one) => one.severity === severity) ?? [])[0];
}
