import { render } from 'preact';
import { browserLanguage, langTag } from '../../pwa/i18n/language.ts';
import { WorkspaceDatabase } from '../../pwa/storage/database.ts';
import { openWorkspace } from '../../pwa/storage/open.ts';
import { readSetting } from '../../pwa/storage/settings.ts';
import { createReviewClient } from '../../workers/client.ts';
import { panelTab } from '../browser-api.ts';
import { Panel, PanelBroken } from './Panel.tsx';
import '../../pwa/components/components.css';
import './panel.css';

const place = document.getElementById('panel');
const db = new WorkspaceDatabase();
const [opened, tabId] = await Promise.all([openWorkspace(db), panelTab()]);
const language = (opened.ok ? await readSetting(db, 'language') : undefined) ?? browserLanguage();
document.documentElement.lang = langTag(language);
if (place) {
  render(
    opened.ok ? (
      <Panel db={db} client={createReviewClient()} tabId={tabId} language={language} />
    ) : (
      <PanelBroken failure={opened.error} language={language} />
    ),
    place,
  );
}
