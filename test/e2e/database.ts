import type { Page } from '@playwright/test';

export interface StoredEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly body: Record<string, unknown>;
}

/** All events in the database of a page's origin, oldest first. */
export async function readEvents(page: Page): Promise<readonly StoredEvent[]> {
  const events = (await page.evaluate(readAll, 'events')) as StoredEvent[];
  return events.sort((a, b) => (a.at < b.at ? -1 : 1));
}

export async function countBlobs(page: Page): Promise<number> {
  return (await page.evaluate(readAll, 'blobs')).length;
}

/** The text of a blob in the database of a page's origin. */
export async function readBlobText(page: Page, sha256: string): Promise<string> {
  return page.evaluate(async (wanted) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('tieout');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const blob = await new Promise<{ bytes: Uint8Array } | undefined>((resolve, reject) => {
      const request = db.transaction('blobs').objectStore('blobs').get(wanted);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    db.close();
    return new TextDecoder().decode(blob?.bytes);
  }, sha256);
}

async function readAll(store: string): Promise<unknown[]> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('tieout');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = await new Promise<unknown[]>((resolve, reject) => {
    if (!db.objectStoreNames.contains(store)) return resolve([]);
    const request = db.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  db.close();
  return all;
}
