import { defineManifest } from '@crxjs/vite-plugin';
import { EXTENSION_KEY, workspaceOrigin } from './identity.ts';

/** Icons in the sizes that toolbars and lists ask for; drawn from icons/mark.svg. */
export const icons = {
  16: 'extension/icons/16.png',
  32: 'extension/icons/32.png',
  48: 'extension/icons/48.png',
  128: 'extension/icons/128.png',
};

/** `wasm-unsafe-eval` is for pdf.js's image decoders; nothing is loaded from elsewhere, and no page is framed. */
export const contentSecurityPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'self'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self' data:; connect-src *; frame-src 'self' blob:; frame-ancestors 'self'";

/**
 * Least permissions: a page is read only after a click (`activeTab`); hosts are asked for one at a time, and only when
 * an attachment stands on another host than its page.
 */
export default defineManifest({
  manifest_version: 3,
  name: '勾稽 Tieout',
  version: '0.1.0',
  description: '核对公开预算里的每一个数。Checks the figures of published government budgets.',
  key: EXTENSION_KEY,
  minimum_chrome_version: '120',
  icons,
  action: { default_title: '用勾稽核对这一页 · Check this page', default_icon: icons },
  background: { service_worker: 'extension/background/background.ts', type: 'module' },
  side_panel: { default_path: 'extension/panel/index.html' },
  permissions: ['activeTab', 'scripting', 'storage', 'unlimitedStorage', 'sidePanel', 'contextMenus'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  externally_connectable: { matches: [`${workspaceOrigin()}/*`] },
  content_security_policy: { extension_pages: contentSecurityPolicy },
});
