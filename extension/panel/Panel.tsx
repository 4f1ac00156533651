import { Eye, EyeOff, FileText } from 'lucide-preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import type { FigureState, ReviewPlace } from '../../core/model/review.ts';
import { useDurability, useOnline, useWorkspace } from '../../pwa/app-context.ts';
import { DECISION_KEYS, needsReason } from '../../pwa/components/DecisionBar.tsx';
import { filesOf } from '../../pwa/components/DropZone.tsx';
import { DurabilityFoot } from '../../pwa/components/DurabilityFoot.tsx';
import { decisionOf } from '../../pwa/components/finding-groups.ts';
import { Logo } from '../../pwa/components/icons.tsx';
import { useKeys } from '../../pwa/components/keys.ts';
import { Refusal } from '../../pwa/components/Refusal.tsx';
import { UndoBar } from '../../pwa/components/UndoBar.tsx';
import { type Language, LanguageContext, messagesOf } from '../../pwa/i18n/language.ts';
import type { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import type { Decision } from '../../pwa/storage/event.ts';
import type { Stored, StoreFailure } from '../../pwa/storage/failure.ts';
import type { Durability } from '../../pwa/storage/persistence.ts';
import { decide, undo, writeNote } from '../../pwa/storage/record.ts';
import type { ReviewClient } from '../../workers/client.ts';
import { onSessionPut, onTabLoads, onTabMessage, takeSession } from '../browser-api.ts';
import { panelRequest, requestKey } from '../messages.ts';
import { spotOf } from './overlay-model.ts';
import { PanelBody } from './PanelBody.tsx';
import { PanelHead } from './PanelHead.tsx';
import { ResultView } from './ResultView.tsx';
import { EMPTY_STATE, PanelSession, type PanelState } from './session.ts';
import { panelWords } from './words.ts';

export interface PanelProps {
  readonly db: WorkspaceDatabase;
  readonly client: ReviewClient;
  /** The tab beside which the panel stands. */
  readonly tabId: number | undefined;
  readonly language: Language;
}

export type PanelTab = 'findings' | 'figures' | 'tables' | 'attachments';

/** The side panel: one tab's review, from the click to the decision. */
export function Panel({ db, client, tabId, language }: PanelProps) {
  const text = messagesOf(language);
  const words = panelWords(language);
  const workspace = useWorkspace(db);
  const durability = useDurability(db);
  const online = useOnline();
  const [state, setState] = useState<PanelState>(EMPTY_STATE);
  const [tab, setTab] = useState<PanelTab>('findings');
  const [figureState, setFigureState] = useState<FigureState>('not-checked');
  /** Where the keys n and p stand among the figures not checked; −1 before the first. */
  const [uncheckedAt, setUncheckedAt] = useState(-1);
  const [pending, setPending] = useState<Decision>();
  const [toast, setToast] = useState<{ readonly words: string; readonly undo?: string }>();
  const [failure, setFailure] = useState<StoreFailure>();
  const [scrolled, setScrolled] = useState(false);

  const caseState = state.result ? workspace?.cases.get(state.result.caseId) : undefined;
  const decisionNow = (finding: string): Decision => {
    const decision = caseState?.decisions.get(finding);
    return decision?.agreed ?? 'open';
  };
  const record = async (finding: string, decision: Decision, reason: string) => {
    if (!caseState) return;
    setPending(undefined);
    const result = await decide(db, caseState, finding, decision, reason);
    if (!result.ok) return setFailure(result.error);
    const event = result.value[0]?.id;
    setToast({ words: text.recordedAs(text.decisions[decision]), ...(event ? { undo: event } : {}) });
    session.current?.decided(finding, decision);
  };
  /** From a key or the page: what needs a reason opens its line, the rest is recorded. */
  const choose = (finding: string, decision: Decision) => {
    setTab('findings');
    if (needsReason(decision)) setPending(decision);
    else void record(finding, decision, '');
  };

  // The session outlives a drawing; it asks for decisions and records them through what is current then.
  const session = useRef<PanelSession | undefined>(undefined);
  const current = useRef({ decisionNow, choose });
  current.current = { decisionNow, choose };

  useEffect(() => {
    if (tabId === undefined) return;
    const own = new PanelSession({
      tabId,
      db,
      client,
      language,
      onChange: setState,
      decisionOf: (finding) => current.current.decisionNow(finding),
      onDecide: (finding, decision) => current.current.choose(finding, decision),
    });
    session.current = own;
    const ending = new AbortController();
    const { signal } = ending;
    const serve = async () => {
      const request = v.safeParse(panelRequest, await takeSession(requestKey(tabId)));
      if (request.success) await own.serve(request.output);
    };
    onSessionPut(requestKey(tabId), serve, signal);
    onTabMessage(tabId, (message) => own.answer(message), signal);
    onTabLoads(tabId, () => own.tabLoads(), signal);
    void serve();
    return () => ending.abort();
  }, [tabId, db, client, language]);

  const items = useMemo(
    () =>
      (state.result?.publication.findings ?? []).map((finding) => ({
        finding,
        decision: caseState?.decisions.get(finding.id),
      })),
    [state.result, caseState],
  );
  useEffect(() => setUncheckedAt(-1), [state.result]);
  const selected = items.find(({ finding }) => finding.id === state.selected);

  const jump = async (place: ReviewPlace) => {
    const spot = spotOf(place);
    if (spot) await session.current?.point(spot);
  };
  const undoLast = async (event: string) => {
    const result = await undo(db, event);
    if (!result.ok) return setFailure(result.error);
    setToast({ words: text.undone });
  };
  // The overlay follows what the database says, also after an undo or a decision made elsewhere.
  useEffect(() => {
    if (selected) session.current?.decided(selected.finding.id, decisionOf(selected));
  }, [caseState]);

  const decisionKeys = Object.fromEntries(
    Object.entries(DECISION_KEYS).map(([key, decision]) => [
      key,
      selected ? () => choose(selected.finding.id, decision) : undefined,
    ]),
  );
  const unchecked = (state.result?.publication.ledger ?? []).filter((entry) => entry.state === 'not-checked');
  const stepUnchecked = (step: 1 | -1) => {
    if (unchecked.length === 0) return;
    const at = uncheckedAt < 0 && step < 0 ? 0 : uncheckedAt;
    const next = (at + step + unchecked.length) % unchecked.length;
    setUncheckedAt(next);
    setFigureState('not-checked');
    setTab('figures');
    void jump(unchecked[next]!.place);
  };
  useKeys({
    ...decisionKeys,
    n: () => stepUnchecked(1),
    p: () => stepUnchecked(-1),
    u: toast?.undo ? () => undoLast(toast.undo as string) : undefined,
    m: state.result?.onPage ? () => session.current?.toggleMarks() : undefined,
    Enter: selected ? () => session.current?.select(selected.finding.id) : undefined,
  });

  const onFiles = (files: readonly File[], how: 'dropped' | 'picked') =>
    session.current?.checkOwnFiles(files, how);
  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    const files = await filesOf(event.dataTransfer);
    if (files.length > 0) onFiles(files, 'dropped');
  };
  const writeFindingNote = async (finding: string, note: string) => {
    if (!caseState) return;
    const result: Stored<unknown> = await writeNote(db, caseState, note, { finding });
    if (!result.ok) setFailure(result.error);
  };

  return (
    <LanguageContext.Provider value={language}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere; the button does the same */}
      <div class="panel" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <header class="panel-bar">
          <Logo />
          <b class="grow">{text.product}</b>
          {state.result?.onPage && (
            <button
              type="button"
              class="icon-button"
              title={`${words.marks} (m)`}
              aria-label={words.marks}
              aria-pressed={state.marks === 'shown'}
              onClick={() => session.current?.toggleMarks()}
            >
              {state.marks === 'shown' ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
            </button>
          )}
        </header>
        <PanelHead
          state={state}
          capture={
            state.result &&
            workspace?.documents.get(state.result.publication.document.sha256)?.captures.at(-1)
          }
          onCancel={() => session.current?.cancel()}
          figureState={tab === 'figures' ? figureState : undefined}
          onFigureState={(chosen) => {
            setFigureState(chosen ?? 'not-checked');
            setTab(chosen ? 'figures' : 'findings');
          }}
          onCheckAgain={() => session.current?.checkTab()}
          small={scrolled && state.result !== undefined}
        />
        <main
          class="panel-main"
          onScrollCapture={(event) => setScrolled((event.target as Element).scrollTop > 40)}
        >
          {state.result ? (
            <ResultView
              state={state}
              result={state.result}
              items={items}
              tab={tab}
              onTab={setTab}
              figureState={figureState}
              figureAt={figureState === 'not-checked' && uncheckedAt >= 0 ? uncheckedAt : undefined}
              pending={pending}
              onPending={setPending}
              onDecide={record}
              onSelect={(finding) => {
                setPending(undefined);
                session.current?.select(finding);
              }}
              onJump={jump}
              notes={caseState?.notes ?? []}
              onNote={writeFindingNote}
              onAttachments={(chosen) => session.current?.checkAttachments(chosen)}
              deviceNames={workspace?.deviceNames}
            />
          ) : (
            <PanelBody
              state={state}
              onAttachments={(chosen) => session.current?.checkAttachments(chosen)}
              onAllow={(wanted) => session.current?.allowAndCheck(wanted)}
              onFiles={onFiles}
              onCheckAgain={() => session.current?.checkTab()}
            />
          )}
        </main>
        {failure && (
          <div class="panel-failure" role="alert">
            <Refusal code={failure.code} sentence={failure.message[language]}>
              <button type="button" class="button" onClick={() => setFailure(undefined)}>
                {text.close}
              </button>
            </Refusal>
          </div>
        )}
        {toast && (
          <UndoBar
            words={toast.words}
            onUndo={toast.undo ? () => undoLast(toast.undo as string) : undefined}
            onClose={() => setToast(undefined)}
          />
        )}
        <footer class="panel-foot">
          <DurabilityFoot durability={withoutPersistence(durability)} offline={!online} />
          {(state.result || state.openedCase) && (
            <div class="row panel-buttons">
              <button
                type="button"
                class="button primary large grow"
                onClick={() => session.current?.openWorkspace('case')}
              >
                {words.openInWorkspace}
              </button>
              <button
                type="button"
                class="button large"
                onClick={() => session.current?.openWorkspace('report')}
              >
                <FileText aria-hidden="true" />
                {words.report}
              </button>
            </div>
          )}
          {!state.result && !state.openedCase && <p class="small mute panel-promise">{words.onlyOnPress}</p>}
        </footer>
      </div>
    </LanguageContext.Provider>
  );
}

/** The extension's data is never cleared by the browser (`unlimitedStorage`), so there is no promise to report. */
function withoutPersistence(durability: Durability | undefined): Durability | undefined {
  if (!durability) return undefined;
  const { persisted: _persisted, ...rest } = durability;
  return rest;
}

/** The database could not be opened: nothing can be kept, so nothing is begun. */
export function PanelBroken({
  failure,
  language,
}: {
  readonly failure: StoreFailure;
  readonly language: Language;
}) {
  return (
    <LanguageContext.Provider value={language}>
      <main class="panel">
        <Refusal
          code={failure.code}
          sentence={failure.message[language]}
          {...(failure.detail ? { facts: failure.detail } : {})}
        />
      </main>
    </LanguageContext.Provider>
  );
}
