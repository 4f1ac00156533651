import { ChevronDown, ChevronUp, Copy, FileText, RotateCw, ZoomIn, ZoomOut } from 'lucide-preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import type { Cell, Document } from '../../../core/model/document.ts';
import {
  type FigureState,
  type Publication,
  type ReviewCheck,
  type ReviewLedgerEntry,
  type ReviewPlace,
  SEVERITIES,
} from '../../../core/model/review.ts';
import { useApp, useLoaded } from '../../app-context.ts';
import { EvidenceChip } from '../../components/EvidenceChip.tsx';
import { MarkIcon } from '../../components/icons.tsx';
import { useKeys } from '../../components/keys.ts';
import { Counts, LedgerBar } from '../../components/LedgerBar.tsx';
import { LedgerList, UncheckedReasons } from '../../components/LedgerList.tsx';
import { markOfFigure } from '../../components/marks.ts';
import { nameTables, placeLabel, type TableNames } from '../../components/places.ts';
import { Refusal } from '../../components/Refusal.tsx';
import { messagesOf, useLanguage, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import { correctReading } from '../../storage/record.ts';
import {
  type CorrectionPreview,
  comparePublication,
  correctionsOf,
  isSameCell,
  reviewCorrected,
} from '../../work/corrections.ts';
import { ENGINE } from '../../work/engine.ts';
import { loadDocument, loadReview } from '../../work/load-review.ts';
import { useFollowCorrections } from '../../work/use-corrections.ts';
import { CaseHead } from '../case/CaseHead.tsx';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';
import { NotThere } from '../shell/NotThere.tsx';
import { CorrectReading } from './CorrectReading.tsx';
import { Inspector } from './Inspector.tsx';
import type { Layers, PageCell } from './PageLayer.tsx';
import { PdfPages, type ScrollTarget, Thumbnails } from './PdfPages.tsx';
import { marksByPage, type PageMarks, pathOf } from './page-marks.ts';
import { openPdf } from './pdf.ts';
import { TablesAsRead } from './TablesAsRead.tsx';

export interface DocumentViewProps {
  readonly caseId: string;
  readonly sha256: string;
  /** The finding that is open. */
  readonly finding?: string;
}

const ZOOM_STEP = 1.2;
const ZOOM_MAX = 5;
const ZOOM_MIN = 0.4;
const NO_CORRECTIONS: NonNullable<Publication['corrections']> = [];
const NO_CHECKS: ReadonlyMap<string, ReviewCheck> = new Map();

/** Of a document that could not be read: an empty ledger is drawn, never left out. */
const NOTHING_READ = { total: 0, tied: 0, withinRounding: 0, differing: 0, notChecked: 0 };

type Mode = 'page' | 'table';
type List = 'findings' | FigureState;

/** A document with its marks, beside what was found in it. */
export function DocumentView({ caseId, sha256, finding }: DocumentViewProps) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
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
  const failure = state?.review?.body.failures.find((one) => one.document === sha256);
  const read = useLoaded(blob && publication ? `${sha256} ${reviewHash}` : undefined, async () =>
    loadDocument(app.db, sha256, ENGINE, async () => {
      const reading = await app.client.read({ name: known?.name ?? sha256, bytes: blob!.bytes });
      return reading.ok ? reading.value : undefined;
    }),
  );

  const [asked, setMode] = useState<Mode>('page');
  const mode: Mode = isPdf ? asked : 'table';
  const [pane, setPane] = useState<'document' | 'panel'>(finding ? 'document' : 'panel');
  const [list, setList] = useState<List>('findings');
  const [zoom, setZoom] = useState(1);
  const [rotation, setRotation] = useState(0);
  const [layers, setLayers] = useState<Layers>({ ticks: true, findings: true, unchecked: true });
  const [page, setPage] = useState(1);
  const [target, setTarget] = useState<ReviewPlace>();
  const [inHand, setFigure] = useState<ReviewLedgerEntry>();
  const [correcting, setCorrecting] = useState(false);
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
  const correction = figure && corrections.find(({ where, used }) => used && isSameCell(where, figure.place));

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
  const showFigure = (entry: ReviewLedgerEntry) => setFigure(entry);
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
  const canCorrect = figure?.place.row !== undefined && figure.place.col !== undefined && read !== undefined;
  const previewOf = async (
    corrected: string,
    signal: AbortSignal,
  ): Promise<CorrectionPreview | undefined> => {
    const { table, row, col } = figure?.place ?? {};
    if (!review || table === undefined || row === undefined || col === undefined) return undefined;
    const hashes = review.publications.map(({ document }) => document.sha256);
    const standing = correctionsOf(app.workspace.documents, hashes).filter(
      (one) => one.document !== sha256 || !isSameCell(one, { table, row, col }),
    );
    const reading = { document: sha256, table, row, col, read: readOfCell, corrected };
    const made = await reviewCorrected(
      app.db,
      app.client,
      review,
      app.workspace.documents,
      corrected === readOfCell ? standing : [...standing, reading],
      signal,
    );
    return made && comparePublication(review, made.review, sha256, { table, row, col });
  };
  const readOfCell = correction?.where.quote ?? figure?.place.quote ?? '';
  const saveReading = async (corrected: string) => {
    const { table, row, col } = figure?.place ?? {};
    if (!known || table === undefined || row === undefined || col === undefined) return;
    const result = await correctReading(app.db, known, { table, row, col }, readOfCell, corrected);
    if (!result.ok) return app.fail(result.error);
    setCorrecting(false);
    const event = result.value[0]?.id;
    app.say({
      words: corrected === readOfCell ? text.readingRestored : text.readingCorrected,
      ...(event ? { undo: event } : {}),
    });
  };
  const pageCount = pdf?.pageCount ?? 0;
  const toPage = (next: number) => {
    const clamped = Math.min(pageCount, Math.max(1, next));
    setPage(clamped);
    setTarget({ page: clamped, quote: '' });
  };
  const allOn = layers.ticks && layers.findings && layers.unchecked;
  useKeys(
    {
      m: () => setLayers({ ticks: !allOn, findings: !allOn, unchecked: !allOn }),
      t: isPdf ? () => setMode(mode === 'page' ? 'table' : 'page') : undefined,
      r: () => setRotation((rotation + 90) % 360),
      '+': () => setZoom(Math.min(ZOOM_MAX, zoom * ZOOM_STEP)),
      '=': () => setZoom(Math.min(ZOOM_MAX, zoom * ZOOM_STEP)),
      '-': () => setZoom(Math.max(ZOOM_MIN, zoom / ZOOM_STEP)),
      '[': back,
      PageDown: mode === 'page' ? () => toPage(page + 1) : undefined,
      PageUp: mode === 'page' ? () => toPage(page - 1) : undefined,
      n: () => stepUnchecked(1),
      p: () => stepUnchecked(-1),
      e: canCorrect ? () => setCorrecting(true) : undefined,
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
          <Thumbnails open={pdf} current={page} marks={marks} unread={unread} onPage={toPage} />
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
            {mode === 'page' && pdf && (
              <>
                <ToolButton label={text.previousPage} onClick={() => toPage(page - 1)} icon={<ChevronUp />} />
                <PageField page={page} count={pageCount} onPage={toPage} />
                <ToolButton label={text.nextPage} onClick={() => toPage(page + 1)} icon={<ChevronDown />} />
                <span class="separator" />
                <ToolButton
                  label={text.zoomOut}
                  onClick={() => setZoom(Math.max(ZOOM_MIN, zoom / ZOOM_STEP))}
                  icon={<ZoomOut />}
                />
                <button type="button" class="link-button small fit" onClick={() => setZoom(1)}>
                  {zoom === 1 ? text.zoomWidth : `${Math.round(zoom * 100)}%`}
                </button>
                <ToolButton
                  label={text.zoomIn}
                  onClick={() => setZoom(Math.min(ZOOM_MAX, zoom * ZOOM_STEP))}
                  icon={<ZoomIn />}
                />
                <ToolButton
                  label={text.rotate}
                  onClick={() => setRotation((rotation + 90) % 360)}
                  icon={<RotateCw />}
                />
              </>
            )}
            {publication && <LayerSwitch layers={layers} onChange={setLayers} />}
          </div>
          {blob === null && <p class="panel list-empty">{text.documentGone}</p>}
          {isPdf && pdf === null && mode === 'page' && (
            <p class="panel list-empty">{publication ? text.pageFailed : text.nothingToShow}</p>
          )}
          {mode === 'page' && pdf && (
            <PdfPages
              open={pdf}
              zoom={zoom}
              rotation={rotation}
              marks={marks}
              layers={layers}
              selected={selected}
              path={path}
              figure={figure}
              target={scrollTarget}
              onPage={setPage}
              onFinding={select}
              onFigure={showFigure}
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
              onFigure={showFigure}
              onCell={showCell}
            />
          )}
          {mode === 'table' && !read && publication && <p class="list-empty">{text.loading}</p>}
          {figure && (
            <Inspector
              entry={figure}
              checks={checks}
              names={names}
              read={correction?.where.quote}
              onJump={jump}
              onCorrect={canCorrect ? () => setCorrecting(true) : undefined}
              onClose={() => setFigure(undefined)}
            />
          )}
          {correcting && figure && read && (
            <CorrectReading
              entry={figure}
              read={readOfCell}
              now={correction?.corrected ?? readOfCell}
              names={names}
              document={read}
              pdf={pdf ?? undefined}
              onPreview={previewOf}
              onSave={saveReading}
              onClose={() => setCorrecting(false)}
            />
          )}
        </main>
        <aside class="document-panel" aria-label={text.findings}>
          {publication && (
            <div class="panel-ledger">
              <LedgerBar figures={publication.figures} />
              <Counts
                figures={publication.figures}
                selected={list === 'findings' ? undefined : list}
                onSelect={(next) => setList(next ?? 'findings')}
              />
              <Warnings publication={publication} />
              <CorrectionsOf publication={publication} following={following} names={names} onJump={jump} />
            </div>
          )}
          {failure && (
            <div class="panel-refusal">
              <LedgerBar figures={NOTHING_READ} />
              <Refusal
                code={failure.code}
                sentence={failure.message[language]}
                steps={text.refusalSteps[failure.code] ?? []}
              >
                <button
                  type="button"
                  class="button"
                  onClick={() =>
                    navigator.clipboard
                      .writeText(text.request(known.name, sha256, failure.message[language]))
                      .then(() => app.say({ words: text.copied }))
                      .catch(() => undefined)
                  }
                >
                  <Copy aria-hidden="true" />
                  {text.copyRequest}
                </button>
              </Refusal>
              <p class="small second">{text.refusalEvidence}</p>
            </div>
          )}
          {!state.review && <p class="list-empty">{text.noReview}</p>}
          {publication && list !== 'findings' && (
            <div class="panel-scroll">
              {list === 'not-checked' && publication.figures.notChecked > 0 && (
                <div class="pad">
                  <UncheckedReasons ledger={publication.ledger ?? []} />
                </div>
              )}
              <LedgerList ledger={publication.ledger ?? []} state={list} names={names} onJump={jump} />
            </div>
          )}
          {publication && list === 'findings' && (
            <FindingsPanel
              state={state}
              findings={findings}
              checks={publication ? checks : NO_CHECKS}
              names={names}
              selected={selected}
              onSelect={select}
              onJump={jump}
              empty={<NothingFound publication={publication} />}
            />
          )}
        </aside>
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

function ToolButton({
  label,
  icon,
  onClick,
}: {
  readonly label: string;
  readonly icon: preact.ComponentChild;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={onClick}>
      {icon}
    </button>
  );
}

function PageField({
  page,
  count,
  onPage,
}: {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}) {
  const text = useText();
  return (
    <span class="row page-field number">
      <input
        class="field"
        inputMode="numeric"
        aria-label={text.pageNumber}
        value={page}
        onChange={(event) => {
          const next = Number.parseInt(event.currentTarget.value, 10);
          if (Number.isFinite(next)) onPage(next);
        }}
      />
      <span class="mute">/ {count}</span>
    </span>
  );
}

function LayerSwitch({
  layers,
  onChange,
}: {
  readonly layers: Layers;
  readonly onChange: (layers: Layers) => void;
}) {
  const text = useText();
  return (
    <span class="segments layers">
      {(['ticks', 'findings', 'unchecked'] as const).map((layer) => (
        <button
          key={layer}
          type="button"
          aria-pressed={layers[layer]}
          title={`${text.marksLayers[layer]} (m)`}
          onClick={() => onChange({ ...layers, [layer]: !layers[layer] })}
        >
          {layer === 'unchecked' ? (
            <span class="swatch state-not-checked" />
          ) : (
            <MarkIcon mark={layer === 'ticks' ? 'agreed' : 'differs'} />
          )}
          <span class="word">{text.marksLayers[layer]}</span>
        </button>
      ))}
    </span>
  );
}

function Warnings({ publication }: { readonly publication: Publication }) {
  const language = useLanguage();
  return (
    <>
      {publication.warnings.map((warning) => (
        <p key={warning.code + warning.message.zh} class="small doubt-ink">
          {warning.message[language]}
        </p>
      ))}
    </>
  );
}

/** How many readings were corrected, each with its place; one that could not be used any more says so. */
function CorrectionsOf({
  publication,
  following,
  names,
  onJump,
}: {
  readonly publication: Publication;
  readonly following: boolean;
  readonly names: TableNames;
  readonly onJump: (place: ReviewPlace) => void;
}) {
  const text = useText();
  const { corrections = [] } = publication;
  if (following) return <p class="small second">{text.followingCorrections}</p>;
  if (corrections.length === 0) return null;
  return (
    <details class="corrections small">
      <summary class="corrected-ink">{text.correctionsCount(corrections.length)}</summary>
      <ul>
        {corrections.map(({ where, corrected, used }) => (
          <li key={`${where.table} ${where.row} ${where.col}`}>
            <button type="button" class="link-button" onClick={() => onJump(where)}>
              {placeLabel(where, names, text)}
            </button>{' '}
            <del class="number">{where.quote || text.blank}</del>{' '}
            <ins class="number">{corrected || text.blank}</ins>
            {!used && <span class="doubt-ink"> {text.correctionNotUsed}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** There is no "all clear": what was checked, and what was not, with the reasons. */
function NothingFound({ publication }: { readonly publication: Publication }) {
  const text = useText();
  const { total, notChecked } = publication.figures;
  const checked = total - notChecked;
  return (
    <div class="nothing-found">
      <p class="serif">{checked > 0 ? text.allHold(checked) : text.nothingChecked}</p>
      {notChecked > 0 && (
        <>
          <p class="second">{text.notCheckedToo(notChecked)}</p>
          <UncheckedReasons ledger={publication.ledger ?? []} />
        </>
      )}
    </div>
  );
}
