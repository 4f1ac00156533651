/** The extension's id, from the public key in the repository; its pages need no sync. */
import { EXTENSION_ID } from '../../extension/identity.ts';
import type { WorkspaceDatabase } from '../storage/database.ts';
import { relayCarrier } from './relay-carrier.ts';
import { type Carrier, type SyncOutcome, synchronise } from './synchronise.ts';

/** Between two syncs without being asked. */
const PAUSE_MS = 15_000;

type SendMessage = (extensionId: string, message: unknown) => Promise<unknown>;

/**
 * The way to the extension: `externally_connectable` where the browser gives this page one, else (Firefox) the extension's
 * relay on this page, where that has left its mark. A page of the extension itself shares its database and has none.
 */
export function extensionCarrier(): Carrier | undefined {
  const runtime = globalThis.chrome?.runtime as { id?: string; sendMessage?: SendMessage } | undefined;
  if (location.protocol.endsWith('extension:')) return undefined;
  if (runtime?.sendMessage) return (message) => runtime.sendMessage!(EXTENSION_ID, message);
  return relayCarrier(globalThis.window);
}

let running: Promise<SyncOutcome> | undefined;

/** Synchronises once; a second call while one runs waits for the same one. */
export function syncNow(db: WorkspaceDatabase): Promise<SyncOutcome> | undefined {
  const carrier = extensionCarrier();
  if (!carrier) return undefined;
  running ??= synchronise(db, carrier).finally(() => {
    running = undefined;
  });
  return running;
}

/** Synchronises at the start, when the page is looked at again, and now and then while it is. Ends with the answer. */
export function startSync(db: WorkspaceDatabase): () => void {
  if (!extensionCarrier()) return () => {};
  const sync = () => {
    if (document.visibilityState === 'visible') void syncNow(db);
  };
  sync();
  const timer = setInterval(sync, PAUSE_MS);
  addEventListener('focus', sync);
  document.addEventListener('visibilitychange', sync);
  return () => {
    clearInterval(timer);
    removeEventListener('focus', sync);
    document.removeEventListener('visibilitychange', sync);
  };
}
