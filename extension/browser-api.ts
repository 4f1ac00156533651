/**
 * The one place that touches the browser's extension API. Chrome and Firefox differ in names (`sidePanel`,
 * `sidebarAction`; `contextMenus`, `menus`), and tests need a place to stand.
 */

import { workspaceOrigin } from './identity.ts';

interface SidebarAction {
  open(): Promise<void>;
}

type Api = typeof chrome & {
  readonly sidebarAction?: SidebarAction;
  readonly menus?: typeof chrome.contextMenus;
};

/** Firefox has promises in `browser`; Chrome only knows `chrome`. Looked up at each call, so that a test can put in a fake. */
function api(): Api {
  const scope = globalThis as unknown as { readonly browser?: Api; readonly chrome: Api };
  return scope.browser?.runtime ? scope.browser : scope.chrome;
}

export interface TabInfo {
  readonly id: number;
  /** Known only where the user has clicked the action in this tab, or allowed the host. */
  readonly url: string | undefined;
  readonly title: string | undefined;
}

// ---- background ----------------------------------------------------------------------------------------------------------

export function onActionClicked(listener: (tabId: number) => void): void {
  api().action.onClicked.addListener((tab) => {
    if (tab.id !== undefined) listener(tab.id);
  });
}

/** Adds an entry to the context menu of links, and calls back with the link and the tab it stands in. */
export function onLinkMenu(title: string, listener: (url: string, tabId: number) => void): void {
  const menus = api().menus ?? api().contextMenus;
  api().runtime.onInstalled.addListener(() => {
    menus.removeAll(() => menus.create({ id: 'open-link', title, contexts: ['link'] }));
  });
  menus.onClicked.addListener((info, tab) => {
    if (info.menuItemId === 'open-link' && info.linkUrl !== undefined && tab?.id !== undefined) {
      listener(info.linkUrl, tab.id);
    }
  });
}

/**
 * Opens the panel beside a tab. Must be called inside the click's own task: an `await` before it loses the gesture.
 * The panel is the tab's own in Chrome; in Firefox the sidebar belongs to the window.
 */
export function openPanel(tabId: number): void {
  const { sidePanel, sidebarAction } = api();
  if (sidebarAction) {
    sidebarAction.open().catch(() => {});
    return;
  }
  // A tab that closed meanwhile, or a click that the browser does not count as one: then there is nothing to open.
  sidePanel.setOptions({ tabId, path: panelPath(tabId), enabled: true }).catch(() => {});
  sidePanel.open({ tabId }).catch(() => {});
}

const panelPath = (tabId: number) => `extension/panel/index.html?tab=${tabId}`;

/** Messages from the workspace's origin, and from no other; the listener's promise is the reply. */
export function onWorkspaceMessage(listener: (message: unknown) => Promise<unknown>): void {
  api().runtime.onMessageExternal?.addListener((message, sender, reply) => {
    if (!isWorkspace(sender)) return false;
    listener(message).then(reply, () => reply(undefined));
    return true;
  });
}

/** Messages of our own relay on the workspace's origin (Firefox), known by the sender's origin; undefined: not for us. */
export function onRelayMessage(listener: (message: unknown) => Promise<unknown> | undefined): void {
  api().runtime.onMessage.addListener((message: unknown, sender, reply) => {
    if (sender.id !== api().runtime.id || sender.tab === undefined || !isWorkspace(sender)) return false;
    const answer = listener(message);
    if (answer === undefined) return false;
    answer.then(reply, () => reply(undefined));
    return true;
  });
}

function isWorkspace(sender: chrome.runtime.MessageSender): boolean {
  const origin = sender.origin ?? (sender.url === undefined ? undefined : new URL(sender.url).origin);
  return origin !== undefined && origin === workspaceOrigin();
}

// ---- panel ---------------------------------------------------------------------------------------------------------------

/** The tab a panel stands beside: the one in its address (Chrome), else the active one of its window (Firefox). */
export async function panelTab(): Promise<number | undefined> {
  const named = new URLSearchParams(globalThis.location.search).get('tab');
  if (named !== null && /^\d+$/.test(named)) return Number(named);
  const [tab] = await api().tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

export async function tabInfo(tabId: number): Promise<TabInfo | undefined> {
  try {
    const tab = await api().tabs.get(tabId);
    return { id: tabId, url: tab.url, title: tab.title };
  } catch {
    return undefined;
  }
}

/** Calls back when the tab begins or ends loading something; that may be a jump within its page. */
export function onTabLoads(tabId: number, listener: () => void, signal: AbortSignal): void {
  const onUpdated = (id: number, change: { status?: string | undefined }) => {
    if (id === tabId && change.status !== undefined) listener();
  };
  api().tabs.onUpdated.addListener(onUpdated);
  signal.addEventListener('abort', () => api().tabs.onUpdated.removeListener(onUpdated));
}

/** Runs a function in the main frame of a tab; it must be whole in itself. Undefined where the browser refuses. */
export async function runInTab<Arguments extends unknown[], Result>(
  tabId: number,
  func: (...values: Arguments) => Result,
  args: Arguments,
): Promise<Awaited<Result> | undefined> {
  try {
    const [outcome] = await api().scripting.executeScript({ target: { tabId }, func, args });
    return outcome?.result as Awaited<Result> | undefined;
  } catch {
    return undefined;
  }
}

/**
 * Puts the content script into the main frame of a tab: one classic script without imports. Its path begins with a slash:
 * Firefox takes it as seen from the page that asks.
 */
export async function injectContent(tabId: number): Promise<boolean> {
  try {
    await api().scripting.executeScript({ target: { tabId }, files: ['/inject/content.js'] });
    return true;
  } catch {
    return false;
  }
}

/** Sends to the content script of a tab; undefined where none answers (the page is gone, or closed its marks). */
export async function sendToTab(tabId: number, message: unknown): Promise<unknown> {
  try {
    return await api().tabs.sendMessage(tabId, message, { frameId: 0 });
  } catch {
    return undefined;
  }
}

/** Messages of the content script of one tab. A listener that has nothing to say gives undefined. */
export function onTabMessage(
  tabId: number,
  listener: (message: unknown) => Promise<unknown> | undefined,
  signal: AbortSignal,
): void {
  const onMessage = (
    message: unknown,
    sender: chrome.runtime.MessageSender,
    reply: (response: unknown) => void,
  ): boolean => {
    if (sender.id !== api().runtime.id || sender.tab?.id !== tabId || sender.frameId !== 0) return false;
    const answer = listener(message);
    if (answer === undefined) return false;
    answer.then(reply, () => reply(null));
    return true;
  };
  api().runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => api().runtime.onMessage.removeListener(onMessage));
}

export async function navigateTab(tabId: number, url: string): Promise<void> {
  await api().tabs.update(tabId, { url });
}

/** Opens a page of ours (or any address) in a new tab beside the given one. */
export async function openTab(url: string, beside?: number): Promise<void> {
  const opener =
    beside === undefined
      ? undefined
      : await api()
          .tabs.get(beside)
          .catch(() => undefined);
  await api().tabs.create(opener === undefined ? { url } : { url, index: opener.index + 1 });
}

export function ownUrl(path: string): string {
  return api().runtime.getURL(path);
}

/**
 * True when the extension may fetch from the hosts of these addresses. Asks the user where it may not: call it inside a click,
 * before anything is awaited, or Firefox takes it for a question that nobody asked for.
 */
export function requestHosts(urls: readonly string[]): Promise<boolean> {
  try {
    const origins = urls.map((url) => {
      const { protocol, hostname } = new URL(url);
      return `${protocol}//${hostname}/*`;
    });
    return api()
      .permissions.request({ origins: [...new Set(origins)] })
      .catch(() => false);
  } catch {
    return Promise.resolve(false);
  }
}

export async function hasHost(url: string): Promise<boolean> {
  try {
    const { protocol, hostname } = new URL(url);
    return await api().permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
  } catch {
    return false;
  }
}

// ---- content script ------------------------------------------------------------------------------------------------------

/** Messages that an extension page sends to this tab. */
export function onExtensionMessage(
  listener: (message: unknown) => Promise<unknown> | undefined,
  signal: AbortSignal,
): void {
  const onMessage = (
    message: unknown,
    sender: chrome.runtime.MessageSender,
    reply: (response: unknown) => void,
  ): boolean => {
    if (sender.id !== api().runtime.id) return false;
    const answer = listener(message);
    if (answer === undefined) return false;
    answer.then(reply, () => reply(undefined));
    return true;
  };
  api().runtime.onMessage.addListener(onMessage);
  signal.addEventListener('abort', () => api().runtime?.onMessage?.removeListener(onMessage));
}

/** Sends to the pages of the extension; undefined where none listens, or the extension was updated under the page. */
export async function sendToExtension(message: unknown): Promise<unknown> {
  try {
    return await api().runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}

// ---- session storage: hand-over between background and panel -----------------------------------------------------------

export async function putSession(key: string, value: unknown): Promise<void> {
  await api().storage.session.set({ [key]: value });
}

/** Takes a value out: read once, then gone. */
export async function takeSession(key: string): Promise<unknown> {
  const found = await api().storage.session.get(key);
  if (!(key in found)) return undefined;
  await api().storage.session.remove(key);
  return found[key];
}

/**
 * Where one panel serves all tabs of a window (Firefox): calls back with the tab of each request that is put down, if it is
 * one of this window's.
 */
export function onRequestForWindow(prefix: string, listener: (tabId: number) => void): void {
  if (!api().sidebarAction) return;
  api().storage.session.onChanged.addListener(async (changes) => {
    for (const [key, { newValue }] of Object.entries(changes)) {
      const tabId = Number(key.slice(prefix.length));
      if (newValue === undefined || !key.startsWith(prefix) || !Number.isInteger(tabId)) continue;
      const [tab, own] = await Promise.all([api().tabs.get(tabId), api().windows.getCurrent()]).catch(
        () => [],
      );
      if (tab && own && tab.windowId === own.id) listener(tabId);
    }
  });
}

export function onSessionPut(key: string, listener: () => void, signal: AbortSignal): void {
  const onChanged = (changes: Record<string, chrome.storage.StorageChange>) => {
    if (changes[key]?.newValue !== undefined) listener();
  };
  api().storage.session.onChanged.addListener(onChanged);
  signal.addEventListener('abort', () => api().storage.session.onChanged.removeListener(onChanged));
}
