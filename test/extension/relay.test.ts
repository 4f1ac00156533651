import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RelayWindow, relayCarrier } from '../../pwa/sync/relay-carrier.ts';

/** A classic script, not a module of ours: named in a variable so that it is taken as it is. */
const RELAY: string = '../../extension/relay/relay.ts';
const ORIGIN = 'https://workspace.example';

/** A window whose messages to itself arrive later, as a browser's do. */
class FakeWindow extends EventTarget {
  readonly location = { origin: ORIGIN };
  readonly document = { documentElement: { dataset: {} as DOMStringMap } };
  postMessage(data: unknown, origin: string): void {
    if (origin !== ORIGIN) return;
    queueMicrotask(() => this.dispatchEvent(messageEvent(data, ORIGIN, this)));
  }
}

function messageEvent(data: unknown, origin: string, source: unknown): Event {
  return Object.assign(new Event('message'), { data: structuredClone(data), origin, source });
}

describe('relay and its carrier', () => {
  let page: FakeWindow;
  const sendMessage = vi.fn();
  beforeEach(async () => {
    vi.resetModules();
    sendMessage.mockReset();
    page = new FakeWindow();
    vi.stubGlobal('window', page);
    vi.stubGlobal('document', page.document);
    vi.stubGlobal('browser', { runtime: { sendMessage } });
    await import(RELAY);
  });
  afterEach(() => vi.unstubAllGlobals());

  it('carry a message to the extension and its answer back', async () => {
    sendMessage.mockResolvedValue({ ok: true });
    const carry = relayCarrier(page as unknown as RelayWindow);
    expect(await carry?.({ to: 'tieout-sync', type: 'hello' })).toEqual({ ok: true });
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith({ to: 'tieout-sync', type: 'hello' });
  });

  it('give no answer where the extension gives none', async () => {
    sendMessage.mockRejectedValue(new Error('Could not establish connection'));
    const carry = relayCarrier(page as unknown as RelayWindow);
    expect(await carry?.({ to: 'tieout-sync', type: 'hello' })).toBeUndefined();
  });

  it('leave alone what comes from another origin or another window', async () => {
    page.dispatchEvent(messageEvent({ tieoutRequest: '1', message: {} }, 'https://other.example', page));
    page.dispatchEvent(messageEvent({ tieoutRequest: '1', message: {} }, ORIGIN, new FakeWindow()));
    page.dispatchEvent(messageEvent('text', ORIGIN, page));
    await Promise.resolve();
    expect(sendMessage).not.toHaveBeenCalled();
  });

  it('are not there without the extension', () => {
    expect(relayCarrier(new FakeWindow() as unknown as RelayWindow)).toBeUndefined();
  });
});
