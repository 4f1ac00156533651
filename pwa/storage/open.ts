import Dexie from 'dexie';
import type { WorkspaceDatabase } from './database.ts';
import { failureOf, type Stored, stored } from './failure.ts';

/**
 * Opens the database, or says why not. Dexie alone would open a database of a newer version, even mend it to its own
 * liking, and let old code write into it; so the version on disk is looked up first, and newer data is not touched.
 */
export async function openWorkspace(db: WorkspaceDatabase): Promise<Stored<WorkspaceDatabase>> {
  try {
    // Dexie counts in tens, and the last digit is its own.
    const versionMax = db.verno * 10 + 9;
    const found = (await Dexie.dependencies.indexedDB?.databases?.())?.find(({ name }) => name === db.name);
    if (found?.version !== undefined && found.version > versionMax) {
      throw Object.assign(new Error(`version ${found.version / 10}`), { name: 'VersionError' });
    }
    await db.open();
    return stored(db);
  } catch (thrown) {
    return failureOf(thrown);
  }
}
