import { render } from 'preact';
import { browserLanguage, langTag } from '../../pwa/i18n/language.ts';
import { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import { openWorkspace } from '../../pwa/storage/open.ts';
import { readSetting } from '../../pwa/storage/settings.ts';
import { createReviewClient } from '../../workers/client.ts';
import { onRequestForWindow, panelTab } from '../browser-api.ts';
import { REQUEST_PREFIX } from '../messages.ts';
import { Panel, PanelBroken } from './Panel.tsx';
import '../../pwa/components/components.css';
import './panel.css';

const place = document.getElementById('panel');
const db = new WorkspaceDatabase();
const [opened, tabId] = await Promise.all([openWorkspace(db), panelTab()]);
const language = (opened.ok ? await readSetting(db, 'language') : undefined) ?? browserLanguage();
document.documentElement.lang = langTag(language);
const client = createReviewClient();
const show = (tab: number | undefined) => {
  if (!place) return;
  render(
    opened.ok ? (
      <Panel key={tab} db={db} client={client} tabId={tab} language={language} />
    ) : (
      <PanelBroken failure={opened.error} language={language} />
    ),
    place,
  );
};
show(tabId);
// A sidebar stays while its window goes from tab to tab: it turns to the tab in which the button was pressed.
let shown = tabId;
onRequestForWindow(REQUEST_PREFIX, (tab) => {
  if (tab === shown) return;
  shown = tab;
  show(tab);
});
