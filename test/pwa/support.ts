import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { WorkspaceDatabase } from '../../pwa/storage/database.ts';

// A test may have loaded Dexie before the stand-in was there.
Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });

const made: WorkspaceDatabase[] = [];

/** A fresh, empty database of its own for one test. */
export function freshDatabase(): WorkspaceDatabase {
  const db = new WorkspaceDatabase(`test-${made.length + 1}`);
  made.push(db);
  return db;
}

export async function dropAll(): Promise<void> {
  for (const db of made) db.close();
  for (const name of await Dexie.getDatabaseNames()) await Dexie.delete(name);
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** A clock that goes on by a second a look. */
export function steadyClock(start = Date.UTC(2026, 10, 20, 8)): () => Date {
  let time = start;
  return () => {
    time += 1000;
    return new Date(time);
  };
}
