/**
 * Routing only. The browser stops this worker at any moment, so it keeps nothing: what a click asks for goes to session
 * storage, where the panel finds it, and each sync message is answered from the database alone.
 */
import { browserLanguage } from '../../pwa/i18n/language.ts';
import { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import { openWorkspace } from '../../pwa/storage/open.ts';
import { answerSync, isSyncMessage } from '../../pwa/sync/answer.ts';
import {
  onActionClicked,
  onLinkMenu,
  onRelayMessage,
  onWorkspaceMessage,
  openPanel,
  putSession,
} from '../browser-api.ts';
import { type PanelRequest, requestKey } from '../messages.ts';

onActionClicked((tabId) => {
  // First of all: opening the panel needs the click's own task.
  openPanel(tabId);
  ask({ kind: 'page', tabId, id: crypto.randomUUID() });
});

const MENU_TITLE = { zh: '用勾稽打开链接', en: 'Open link in Tieout' };
onLinkMenu(MENU_TITLE[browserLanguage()], (url, tabId) => {
  openPanel(tabId);
  ask({ kind: 'link', tabId, id: crypto.randomUUID(), url });
});

onWorkspaceMessage(answer);
onRelayMessage((message) => (isSyncMessage(message) ? answer(message) : undefined));

function ask(request: PanelRequest): void {
  void putSession(requestKey(request.tabId), request);
}

async function answer(message: unknown): Promise<unknown> {
  if (!isSyncMessage(message)) return undefined;
  const db = new WorkspaceDatabase();
  const opened = await openWorkspace(db);
  if (!opened.ok) return { ok: false, problem: opened.error.code === 'newer-data' ? 'newer' : 'not-stored' };
  try {
    return await answerSync(db, message);
  } finally {
    db.close();
  }
}
