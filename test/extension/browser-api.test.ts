import { afterEach, describe, expect, it, vi } from 'vitest';
import { injectContent, onRequestForWindow, requestHosts } from '../../extension/browser-api.ts';

afterEach(() => vi.unstubAllGlobals());

describe('browser API', () => {
  it('injects by a path from the root: Firefox takes one without a slash as seen from the page that asks', async () => {
    const executeScript = vi.fn(async (_injection: { readonly files: readonly string[] }) => []);
    vi.stubGlobal('chrome', { runtime: { id: 'x' }, scripting: { executeScript } });
    expect(await injectContent(7)).toBe(true);
    expect(executeScript.mock.calls[0]![0].files).toEqual(['/inject/content.js']);
  });

  it('asks for all hosts in one question, before anything is awaited', async () => {
    const request = vi.fn(async () => true);
    vi.stubGlobal('chrome', { runtime: { id: 'x' }, permissions: { request } });
    const asked = requestHosts(['https://a.gov.cn/x.pdf', 'https://a.gov.cn/y.pdf', 'http://b.gov.cn/']);
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://a.gov.cn/*', 'http://b.gov.cn/*'] });
    expect(await asked).toBe(true);
    expect(await requestHosts(['no address'])).toBe(false);
  });

  it('turns a sidebar to the tab of a request in its own window, and to no other', async () => {
    let onChanged: (changes: Record<string, { readonly newValue?: unknown }>) => Promise<void> =
      async () => {};
    vi.stubGlobal('browser', {
      runtime: { id: 'x' },
      sidebarAction: {},
      storage: {
        session: { onChanged: { addListener: (listener: typeof onChanged) => (onChanged = listener) } },
      },
      tabs: { get: async (id: number) => ({ id, windowId: id === 3 ? 1 : 2 }) },
      windows: { getCurrent: async () => ({ id: 1 }) },
    });
    const turned: number[] = [];
    onRequestForWindow('request:', (tab) => turned.push(tab));
    await onChanged({ 'request:3': { newValue: {} }, 'request:4': { newValue: {} } });
    await onChanged({ 'request:3': {}, other: { newValue: {} } });
    expect(turned).toEqual([3]);
  });
});
