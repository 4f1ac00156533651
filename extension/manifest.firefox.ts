import type { defineManifest } from '@crxjs/vite-plugin';
import { FIREFOX_ID, workspaceOrigin } from './identity.ts';
import { contentSecurityPolicy, icons } from './manifest.config.ts';

/** Pages cannot message an extension in Firefox: a relay runs as content script on the workspace's origin, there alone (Firefox
 * match patterns have no port; the background compares the exact origin). */
const { protocol, hostname } = new URL(workspaceOrigin());
const workspaceMatch = `${protocol}//${hostname}/*`;

const manifest = {
  manifest_version: 3,
  name: '勾稽 Tieout',
  version: '0.1.0',
  description: '核对公开预算里的每一个数。Checks the figures of published government budgets.',
  icons,
  action: { default_title: '用勾稽核对这一页 · Check this page', default_icon: icons },
  background: { scripts: ['extension/background/background.ts'], type: 'module' },
  sidebar_action: {
    default_title: '勾稽 Tieout',
    default_panel: 'extension/panel/index.html',
    default_icon: icons,
    open_at_install: false,
  },
  permissions: ['activeTab', 'scripting', 'storage', 'unlimitedStorage', 'menus'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  content_scripts: [
    { matches: [workspaceMatch], js: ['extension/relay/relay.ts'], run_at: 'document_start' },
  ],
  content_security_policy: { extension_pages: contentSecurityPolicy },
  browser_specific_settings: {
    gecko: {
      id: FIREFOX_ID,
      strict_min_version: '128.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
};

export default manifest as unknown as ReturnType<typeof defineManifest>;
