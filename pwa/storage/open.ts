import type { WorkspaceDatabase } from './database.ts';
import { failureOf, type Stored, stored } from './failure.ts';

/**
 * Opens the database, or says why not. Dexie alone would open a database of a newer version as it is found (and let old
 * code write into it), so the version on disk is compared: newer data is refused and not touched.
 */
export async function openWorkspace(db: WorkspaceDatabase): Promise<Stored<WorkspaceDatabase>> {
  try {
    const declared = db.verno;
    await db.open();
    if (db.backendDB().version > declared * 10 + 9) {
      db.close();
      throw Object.assign(new Error(`version ${db.verno}`), { name: 'VersionError' });
    }
    return stored(db);
  } catch (thrown) {
    return failureOf(thrown);
  }
}
