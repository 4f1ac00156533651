/**
 * What the panel does for its tab, without a screen: takes the page or file, keeps it, has it reviewed, and shows the marks.
 * State is plain data and goes to one listener; everything that must outlive the panel is in the database by then.
 */
import * as v from 'valibot';
import type { Document } from '../../core/model/document.ts';
import type { Publication, ReviewFailure } from '../../core/model/review.ts';
import { type Language, messagesOf } from '../../pwa/i18n/language.ts';
import { routes } from '../../pwa/routes.ts';
import { appendEvents } from '../../pwa/storage/append.ts';
import type { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import type { CaptureMethod, Decision } from '../../pwa/storage/event.ts';
import type { StoreFailure } from '../../pwa/storage/failure.ts';
import type { ObtainedFile } from '../../pwa/storage/record.ts';
import { titleOfCase } from '../../pwa/work/case-title.ts';
import { correctionsOf, settingsOf } from '../../pwa/work/corrections.ts';
import { ENGINE } from '../../pwa/work/engine.ts';
import { reviewFiles } from '../../pwa/work/review-files.ts';
import type { FileInput, Progress, ReviewedFiles } from '../../workers/api.ts';
import type { ReviewClient } from '../../workers/client.ts';
import { encodePageCapture, PAGE_CAPTURE_TYPE } from '../../workers/readers/page-capture.ts';
import {
  hasHost,
  injectContent,
  navigateTab,
  openTab,
  ownUrl,
  requestHosts,
  runInTab,
  sendToTab,
  tabInfo,
} from '../browser-api.ts';
import {
  type Attachment,
  type Capture,
  contentReplies,
  type PanelRequest,
  type Spot,
  type ToContent,
  type ToPanel,
  toPanel,
} from '../messages.ts';
import {
  CLOSED_PAGE,
  fetchFile,
  noPermission,
  type Obtained,
  type Refusal,
  takeTabBytes,
  type Wanted,
} from './obtain.ts';
import {
  explanationOfFigure,
  explanationOfFinding,
  overlayModelOf,
  type ReviewedPage,
  reviewedPage,
} from './overlay-model.ts';
import { keepEvidence, readWorkspace } from './store.ts';

/** A reviewed publication as the panel shows it. */
export interface PanelResult {
  readonly caseId: string;
  readonly publication: Publication;
  readonly document: Document | undefined;
  readonly page: ReviewedPage;
  /** False for files, which are shown in the viewer. */
  readonly onPage: boolean;
}

export interface PanelState {
  /** Before the first click, and after the tab went to another page. */
  readonly stage: 'idle' | 'moved' | 'working' | 'done';
  readonly title: string;
  readonly doing?: 'capture' | 'obtain' | 'review';
  readonly progress?: Progress | undefined;
  readonly attachments: readonly Attachment[];
  readonly result?: PanelResult;
  readonly refusal?: Refusal;
  /** Files that could not be read, as the reader worded it. */
  readonly failures: readonly ReviewFailure[];
  readonly storeFailure?: StoreFailure;
  /** A host that has to be allowed before the link can be opened. */
  readonly askHost?: Wanted;
  /** Case of files whose results stand in the workspace. */
  readonly openedCase?: string;
  readonly selected?: string | undefined;
  /** The page shows the popover of the selected finding. */
  readonly popoverOpen: boolean;
  readonly marks: 'none' | 'shown' | 'hidden';
  readonly changed?: { readonly changed: number; readonly missing: number };
  readonly truncated: boolean;
  /** Pages embedded in the page: not read, and said so. */
  readonly frameCount: number;
  /** The page has neither amounts nor files. */
  readonly nothingHere: boolean;
  readonly cancelled: boolean;
  readonly engineFailed: boolean;
}

export const EMPTY_STATE: PanelState = {
  stage: 'idle',
  title: '',
  attachments: [],
  failures: [],
  popoverOpen: false,
  marks: 'none',
  truncated: false,
  frameCount: 0,
  nothingHere: false,
  cancelled: false,
  engineFailed: false,
};

export interface SessionSetting {
  readonly tabId: number;
  readonly db: WorkspaceDatabase;
  readonly client: ReviewClient;
  readonly language: Language;
  readonly decisionOf: (finding: string) => Decision;
  /** The overlay's decision buttons: the panel records it, or asks for the reason first. */
  readonly onDecide: (finding: string, decision: Decision) => void;
  readonly onChange: (state: PanelState) => void;
}

export class PanelSession {
  #state: PanelState = EMPTY_STATE;
  #work = new AbortController();
  /** Address of what the tab showed when it was checked. */
  #address: string | undefined;
  readonly #setting: SessionSetting;

  constructor(setting: SessionSetting) {
    this.#setting = setting;
  }

  // ---- what the reader asks for ------------------------------------------------------------------------------------------

  /** Does what a click of the button, or of the context menu, asked for. */
  async serve(request: PanelRequest): Promise<void> {
    if (request.kind === 'page') return this.checkTab();
    await this.checkLink({ address: request.url, method: 'first-open' });
  }

  /** Takes what the tab shows: a page of the web, or a file. */
  async checkTab(): Promise<void> {
    const { tabId } = this.#setting;
    const signal = this.#begin({ ...EMPTY_STATE, stage: 'working', doing: 'capture' });
    const described = v.safeParse(pageDescription, await runInTab(tabId, describePage, []));
    if (signal.aborted) return;
    const shown = described.success ? described.output : undefined;
    if (!shown) return this.#checkClosedTab(signal);
    this.#address = shown.address;
    this.#change({ title: shown.title });
    if (/^(text\/html|application\/xhtml\+xml|text\/plain)$/.test(shown.contentType))
      await this.#checkPage(signal);
    else await this.#checkFileTab(shown, signal);
  }

  /**
   * Firefox keeps extensions out of its viewer of PDFs: the file is then fetched, for which the host may have to be allowed.
   * A page that is no file stays closed to us.
   */
  async #checkClosedTab(signal: AbortSignal): Promise<void> {
    const tab = await tabInfo(this.#setting.tabId);
    if (signal.aborted) return;
    if (!tab?.url || !/^https?:/.test(tab.url)) return this.#refuse(CLOSED_PAGE);
    this.#address = tab.url;
    // Firefox names its viewer before the file while it is opening it.
    const title = tab.title?.replace(/^about:blank - /, '').trim();
    this.#change({ doing: 'obtain', title: title ?? '' });
    const wanted: Wanted = { address: tab.url, ...(title ? { title } : {}), method: 'refetch' };
    const obtained = await fetchFile(wanted, signal);
    if (signal.aborted) return;
    const isPage = obtained.ok && obtained.file.mediaType === 'text/html';
    if (isPage) return this.#refuse(CLOSED_PAGE);
    if (!obtained.ok && !(await hasHost(tab.url))) {
      this.#change({ stage: 'done', askHost: wanted, refusal: noPermission(tab.url) });
      return;
    }
    await this.#showFileTab(obtained, title ?? '', signal);
  }

  /** Files that a page links to: the first GET is ours. Must be called inside a click: hosts may have to be allowed. */
  async checkAttachments(chosen: readonly Attachment[]): Promise<void> {
    const wanted = chosen.map(
      ({ url, name, kind }): Wanted => ({ address: url, title: name, kind, method: 'first-open' }),
    );
    const foreign = wanted.map(({ address }) => address).filter((one) => !isSameHost(one, this.#address));
    // Asked at once and first of all: an `await` before it loses the click. Hosts that are allowed already are not asked for.
    if (foreign.length > 0 && !(await requestHosts(foreign))) {
      return this.#change({ refusal: noPermission(foreign[0]!) });
    }
    await this.#checkFiles(wanted);
  }

  async checkLink(wanted: Wanted): Promise<void> {
    const page = (await tabInfo(this.#setting.tabId))?.url;
    if (!isSameHost(wanted.address, page) && !(await hasHost(wanted.address))) {
      const { attachments } = this.#state;
      this.#begin({
        ...EMPTY_STATE,
        attachments,
        stage: 'done',
        askHost: wanted,
        refusal: noPermission(wanted.address),
      });
      return;
    }
    await this.#checkFiles([wanted]);
  }

  /** Inside a click: asks for the host, then opens the link. */
  async allowAndCheck(wanted: Wanted): Promise<void> {
    if (!(await requestHosts([wanted.address]))) return;
    // What the tab itself shows is opened in its place.
    if (wanted.method === 'refetch') await this.checkTab();
    else await this.#checkFiles([wanted]);
  }

  async checkOwnFiles(files: readonly File[], method: CaptureMethod): Promise<void> {
    const signal = this.#begin({ ...this.#cleared(), stage: 'working', doing: 'review' });
    const obtained = await Promise.all(
      files.map(
        async (file): Promise<ObtainedFile> => ({
          name: file.name,
          mediaType: file.type || 'application/octet-stream',
          bytes: new Uint8Array(await file.arrayBuffer()),
          method,
        }),
      ),
    );
    const done = await this.#review(obtained, obtained[0]?.name ?? '', signal);
    if (done) await this.#openFiles(done.caseId, done.documents);
  }

  cancel(): void {
    this.#work.abort();
    if (this.#state.stage === 'working') this.#change({ stage: 'done', cancelled: true });
  }

  /** The tab loads something. Where that is another document, what is shown here is no longer beside its page. */
  async tabLoads(): Promise<void> {
    if (this.#state.stage !== 'done' || this.#state.openedCase) return;
    const isSame = (await this.#tell({ to: 'content', type: 'ping' }))?.found ?? false;
    if (!isSame && this.#state.stage === 'done') this.#set({ ...EMPTY_STATE, stage: 'moved' });
  }

  select(finding: string): void {
    this.#change({ selected: finding });
    void this.#lightSelected();
  }

  /** Scrolls the page to a place; false where it is not on the page. */
  async point(spot: Spot): Promise<boolean> {
    if (this.#state.marks === 'none') await this.showMarks();
    return (await this.#tell({ to: 'content', type: 'point', spot }))?.found ?? false;
  }

  async toggleMarks(): Promise<void> {
    if (this.#state.marks === 'none') {
      await this.showMarks();
      return;
    }
    const shown = this.#state.marks === 'hidden';
    this.#change({ marks: shown ? 'shown' : 'hidden' });
    await this.#tell({ to: 'content', type: 'marks', shown });
  }

  /** Draws the marks; gives the id of the first finding that has a place on the page. */
  async showMarks(): Promise<string | undefined> {
    const { result } = this.#state;
    if (!result?.onPage) return undefined;
    const model = overlayModelOf(result.page, this.#setting.decisionOf);
    const shown = await this.#tell({ to: 'content', type: 'show', model });
    if (!shown) return undefined;
    this.#change({ marks: 'shown' });
    return model.findings[0]?.id;
  }

  decided(finding: string, decision: Decision): void {
    if (this.#state.marks !== 'none') void this.#tell({ to: 'content', type: 'decided', finding, decision });
  }

  workspaceUrl(part: 'case' | 'report'): string {
    const { result, openedCase } = this.#state;
    const caseId = result?.caseId ?? openedCase;
    if (!caseId) return workspaceUrl(routes.cases);
    if (part === 'report') return workspaceUrl(routes.report(caseId));
    const sha256 = result?.publication.document.sha256;
    if (!sha256) return workspaceUrl(routes.caseOf(caseId));
    const { selected } = this.#state;
    return workspaceUrl(
      selected ? routes.finding(caseId, sha256, selected) : routes.document(caseId, sha256),
    );
  }

  async openWorkspace(part: 'case' | 'report'): Promise<void> {
    await openTab(this.workspaceUrl(part), this.#setting.tabId);
  }

  // ---- messages of the content script ------------------------------------------------------------------------------------

  /** Undefined: not for us, or nothing to say. */
  answer(message: unknown): Promise<unknown> | undefined {
    const read = v.safeParse(toPanel, message);
    return read.success ? this.#answer(read.output) : undefined;
  }

  #answer(message: ToPanel): Promise<unknown> | undefined {
    const { result } = this.#state;
    switch (message.type) {
      case 'explain-finding':
        return Promise.resolve(
          (result && explanationOfFinding(message.finding, result.page, this.#setting.decisionOf)) ?? null,
        );
      case 'explain-figure':
        return Promise.resolve((result && explanationOfFigure(message.figure, result.page)) ?? null);
      case 'selected':
        this.#change({ selected: message.finding ?? undefined });
        return undefined;
      case 'popover':
        this.#change({ popoverOpen: message.open });
        return undefined;
      case 'decide':
        this.#change({ selected: message.finding });
        this.#setting.onDecide(message.finding, message.decision);
        return undefined;
      case 'page-changed':
        this.#change({ changed: { changed: message.changed, missing: message.missing } });
        return undefined;
      case 'closed':
        this.#change({ marks: 'none', popoverOpen: false });
        return undefined;
    }
  }

  // ---- pages -------------------------------------------------------------------------------------------------------------

  async #checkPage(signal: AbortSignal): Promise<void> {
    const { tabId, language } = this.#setting;
    const capture = (await injectContent(tabId))
      ? await this.#tell({ to: 'content', type: 'capture' })
      : undefined;
    if (signal.aborted) return;
    if (!capture) return this.#refuse(CLOSED_PAGE);
    const { attachments, truncated, title, frameCount } = capture;
    this.#change({ attachments, truncated, title, frameCount, doing: 'review' });
    const file = pageFile(capture);
    const reviewed = await this.#run([file], signal);
    const publication = reviewed?.review.publications[0];
    if (!reviewed || signal.aborted) return;
    if (!publication || (publication.figures.total === 0 && publication.findings.length === 0)) {
      // Nothing that could be checked, so nothing to keep: a list of links, or a page of words.
      this.#change({
        stage: 'done',
        failures: reviewed.review.failures,
        nothingHere: attachments.length === 0,
      });
      return;
    }
    const done = await this.#review([file], title, signal, reviewed);
    if (!done) return;
    this.#change({
      stage: 'done',
      result: {
        caseId: done.caseId,
        publication,
        document: reviewed.documents[0],
        page: reviewedPage(publication, language),
        onPage: true,
      },
    });
    const first = await this.showMarks();
    if (signal.aborted) return;
    // The reader may have chosen one already, while the marks were being drawn.
    const selected = this.#state.selected ?? first;
    if (selected !== undefined) this.select(selected);
  }

  async #lightSelected(): Promise<void> {
    const { selected, marks, result } = this.#state;
    if (!result?.onPage || marks === 'none') return;
    const lit = await this.#tell({ to: 'content', type: 'light', finding: selected ?? null });
    if (!lit?.found) this.#change({ popoverOpen: false });
  }

  // ---- files -------------------------------------------------------------------------------------------------------------

  /** The tab shows a file in the browser's own viewer: its bytes are taken, then ours stands in its place. */
  async #checkFileTab(shown: PageDescription, signal: AbortSignal): Promise<void> {
    const { tabId } = this.#setting;
    this.#change({ doing: 'obtain' });
    const isPdf = shown.contentType === 'application/pdf';
    const wanted: Wanted = {
      address: shown.address,
      ...(shown.title ? { title: shown.title } : {}),
      ...(isPdf ? { kind: 'pdf' as const } : {}),
      method: 'tab-bytes',
    };
    const obtained =
      (await takeTabBytes(tabId, wanted)) ?? (await fetchFile({ ...wanted, method: 'refetch' }, signal));
    if (signal.aborted) return;
    await this.#showFileTab(obtained, shown.title, signal);
  }

  /** The file of a tab, reviewed, in our viewer in the tab's place. */
  async #showFileTab(obtained: Obtained, title: string, signal: AbortSignal): Promise<void> {
    const { tabId } = this.#setting;
    if (!obtained.ok) return this.#refuse(obtained.refusal);
    this.#change({ doing: 'review' });
    const done = await this.#review([obtained.file], title || obtained.file.name, signal);
    if (!done) return;
    this.#change({ stage: 'done', openedCase: done.caseId });
    await navigateTab(tabId, workspaceUrl(documentRoute(done.caseId, done.documents)));
    // The viewer has the findings beside the page: the panel would say them twice.
    globalThis.close();
  }

  async #checkFiles(wanted: readonly Wanted[]): Promise<void> {
    const signal = this.#begin({ ...this.#cleared(), stage: 'working', doing: 'obtain' });
    const obtained: Obtained[] = [];
    for (const one of wanted) {
      obtained.push(await fetchFile(one, signal));
      if (signal.aborted) return;
    }
    const files = obtained.flatMap((one) => (one.ok ? [one.file] : []));
    const refused = obtained.find((one) => !one.ok);
    if (refused && !refused.ok) this.#change({ refusal: refused.refusal });
    if (files.length === 0) return this.#change({ stage: 'done' });
    this.#change({ doing: 'review' });
    const title = (wanted.length === 1 ? wanted[0]?.title : this.#state.title) || (files[0]?.name ?? '');
    const done = await this.#review(distinctNames(files), title, signal);
    if (done) await this.#openFiles(done.caseId, done.documents);
  }

  async #openFiles(caseId: string, documents: readonly string[]): Promise<void> {
    this.#change({ stage: 'done', openedCase: caseId });
    await openTab(workspaceUrl(documentRoute(caseId, documents)), this.#setting.tabId);
  }

  // ---- keeping and reviewing -----------------------------------------------------------------------------------------------

  /** The worker's answer; undefined when cancelled or when it failed (the state says so). */
  async #run(files: readonly FileInput[], signal: AbortSignal): Promise<ReviewedFiles | undefined> {
    try {
      const { documents } = await readWorkspace(this.#setting.db);
      return await this.#setting.client.review(
        files,
        { withChecks: true, ...settingsOf(correctionsOf(documents)) },
        { onProgress: (progress) => this.#change({ progress }), signal },
      );
    } catch (error) {
      if (signal.aborted) return undefined;
      // The worker failed, which is our mistake: told in words, with the cause where a developer looks.
      console.error(error);
      this.#change({ stage: 'done', engineFailed: true });
      return undefined;
    }
  }

  /**
   * Evidence first, then the review (or what is known of it already); undefined when there is nothing to show, and the state
   * says why.
   */
  async #review(
    files: readonly ObtainedFile[],
    title: string,
    signal: AbortSignal,
    known?: ReviewedFiles,
  ): Promise<{ caseId: string; documents: readonly string[]; reviewed: ReviewedFiles } | undefined> {
    const { db, language } = this.#setting;
    const text = messagesOf(language);
    const kept = await keepEvidence(db, title || text.newCase, files);
    if (!kept.ok) {
      this.#change({ stage: 'done', storeFailure: kept.error });
      return undefined;
    }
    const { caseId, documents } = kept.value;
    const workspace = await readWorkspace(db);
    const state = workspace.cases.get(caseId);
    if (!state) throw new Error('a case that was just kept is not there');
    let reviewed = known;
    const result = await reviewFiles(
      { files: [], known: { state, documents: workspace.documents } },
      {
        db,
        engine: ENGINE,
        text,
        signal,
        onProgress: () => {},
        review: async (inputs) => {
          reviewed ??= await this.#run(inputs, signal);
          // Cancelled, or told already: what was kept stays kept, without a review.
          if (!reviewed) throw signal.aborted ? signal.reason : new ReviewFailed();
          return reviewed;
        },
      },
    ).catch((error: unknown) => {
      if (error instanceof ReviewFailed) return undefined;
      throw error;
    });
    if (!result || signal.aborted || !reviewed) return undefined;
    if (!result.ok) {
      this.#change({ stage: 'done', storeFailure: result.error });
      return undefined;
    }
    const { publications, failures } = reviewed.review;
    this.#change({ failures });
    if (!kept.value.known && publications.length > 0) {
      const named = titleOfCase(publications, [title], text);
      if (named !== state.title)
        await appendEvents(db, [{ kind: 'case-renamed', body: { case: caseId, title: named } }]);
    }
    return { caseId, documents, reviewed };
  }

  // ---- state -------------------------------------------------------------------------------------------------------------

  #begin(state: PanelState): AbortSignal {
    this.#work.abort();
    this.#work = new AbortController();
    this.#set(state);
    return this.#work.signal;
  }

  /** What stays when a file of the page is reviewed: the page's own list. */
  #cleared(): PanelState {
    const { title, attachments } = this.#state;
    return { ...EMPTY_STATE, title, attachments };
  }

  #refuse(refusal: Refusal): void {
    this.#change({ stage: 'done', refusal });
  }

  #change(change: Partial<PanelState>): void {
    this.#set({ ...this.#state, ...change });
  }

  #set(state: PanelState): void {
    this.#state = state;
    this.#setting.onChange(state);
  }

  async #tell<T extends ToContent['type']>(
    message: Extract<ToContent, { readonly type: T }>,
  ): Promise<v.InferOutput<(typeof contentReplies)[T]> | undefined> {
    const reply = await sendToTab(this.#setting.tabId, message);
    const read = v.safeParse(contentReplies[message.type as T], reply);
    return read.success ? (read.output as v.InferOutput<(typeof contentReplies)[T]>) : undefined;
  }
}

/** The engine failed, and the state says so already; never leaves this file. */
class ReviewFailed extends Error {}

const pageDescription = v.object({ contentType: v.string(), address: v.string(), title: v.string() });
type PageDescription = v.InferOutput<typeof pageDescription>;

/** Runs inside the tab: whole in itself. */
function describePage(): PageDescription {
  return {
    contentType: document.contentType,
    address: location.href,
    title: document.title.replace(/\s+/g, ' ').trim().slice(0, 1_000),
  };
}

function pageFile({ address, title, tree, snapshot }: Capture): ObtainedFile {
  return {
    name: title || address,
    mediaType: PAGE_CAPTURE_TYPE,
    bytes: encodePageCapture({ address, title, tree }),
    method: 'page',
    address,
    title,
    snapshot: new TextEncoder().encode(snapshot),
  };
}

function documentRoute(caseId: string, documents: readonly string[]): string {
  const [only] = documents;
  return only && documents.length === 1 ? routes.document(caseId, only) : routes.caseOf(caseId);
}

function workspaceUrl(route: string): string {
  return ownUrl(`pwa/index.html#${route}`);
}

function isSameHost(address: string, page: string | undefined): boolean {
  return (
    page !== undefined &&
    URL.canParse(address) &&
    URL.canParse(page) &&
    new URL(address).host === new URL(page).host
  );
}

/** Two files of one name would be taken for each other in lists. */
function distinctNames(files: readonly ObtainedFile[]): readonly ObtainedFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const count = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, count);
    return count === 1 ? file : { ...file, name: file.name.replace(/(\.[^.]*)?$/, ` (${count})$1`) };
  });
}
