import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EXTENSION_ID, EXTENSION_KEY, workspaceOrigin } from '../../extension/identity.ts';
import chromeManifest from '../../extension/manifest.config.ts';
import firefoxManifest from '../../extension/manifest.firefox.ts';

const chrome = chromeManifest as chrome.runtime.ManifestV3;
const firefox = firefoxManifest as unknown as Record<string, unknown>;

describe('identity', () => {
  it('has the id that the key gives', () => {
    const digest = createHash('sha256').update(Buffer.from(EXTENSION_KEY, 'base64')).digest('hex');
    const id = [...digest.slice(0, 32)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
    expect(id.join('')).toBe(EXTENSION_ID);
    expect(chrome.key).toBe(EXTENSION_KEY);
  });
});

describe('manifests', () => {
  it('ask for no host and no more than a click needs', () => {
    expect(chrome.permissions).toEqual([
      'activeTab',
      'scripting',
      'storage',
      'unlimitedStorage',
      'sidePanel',
      'contextMenus',
    ]);
    expect(chrome.host_permissions).toBeUndefined();
    expect(chrome.content_scripts).toBeUndefined();
    expect(chrome.web_accessible_resources).toBeUndefined();
  });

  it('let the exact origin of the workspace message the extension, and nobody else', () => {
    expect(chrome.externally_connectable).toEqual({ matches: [`${workspaceOrigin()}/*`] });
  });

  it('run scripts of the extension alone', () => {
    const policy = (chrome.content_security_policy as { extension_pages: string }).extension_pages;
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).not.toContain('unsafe-eval;');
  });

  it('leave out of the Firefox build what Firefox does not know', () => {
    expect(Object.keys(firefox)).not.toContain('side_panel');
    expect(Object.keys(firefox)).not.toContain('externally_connectable');
    expect(firefox.sidebar_action).toBeDefined();
    expect(firefox.browser_specific_settings).toMatchObject({
      gecko: { id: expect.stringContaining('@'), data_collection_permissions: { required: ['none'] } },
    });
  });
});
