import { liveQuery } from 'dexie';
import type { WorkspaceDatabase } from './database.ts';
import { readSetting, type SettingValue, writeSetting } from './settings.ts';

/**
 * Asks the browser to keep the data for good, once, at the first save: a question before there is anything to keep is
 * answered with no more often. The answer is stored, for the foot of every screen.
 */
export async function askPersistence(db: WorkspaceDatabase): Promise<boolean> {
  if (isKeptForExtension()) return true;
  const before = await readSetting(db, 'persisted');
  if (before) return true;
  const storage = globalThis.navigator?.storage;
  const granted =
    (await storage?.persisted?.().catch(() => false)) || (await storage?.persist?.().catch(() => false));
  await writeSetting(db, 'persisted', granted === true);
  return granted === true;
}

/** The extension has `unlimitedStorage`: the browser never clears its data for want of space, and there is nothing to ask. */
function isKeptForExtension(): boolean {
  return /^(?:chrome|moz)-extension:$/.test(globalThis.location?.protocol ?? '');
}

/** What the foot says about where the work is, in facts; the words are the screens' matter. */
export interface Durability {
  readonly eventCount: number;
  /** Events that no backup has. */
  readonly notBackedUp: number;
  readonly lastBackupAt?: string;
  /** Absent until it was asked for. */
  readonly persisted?: boolean;
  /** Events that the other side (PWA or extension) has acknowledged; absent where there is no other side. */
  readonly onBothSides?: number;
}

export async function readDurability(db: WorkspaceDatabase): Promise<Durability> {
  const [lastBackup, persisted, cursors, keys] = await Promise.all([
    readSetting(db, 'lastBackup'),
    isKeptForExtension() ? true : readSetting(db, 'persisted'),
    db.cursors.toArray(),
    db.events.orderBy('[deviceId+seq]').keys() as Promise<unknown> as Promise<[string, number][]>,
  ]);
  const shared = cursors.length > 0 ? cursors.map(({ have }) => have) : undefined;
  return {
    eventCount: keys.length,
    notBackedUp: keys.filter(([device, seq]) => seq > (lastBackup?.have[device] ?? 0)).length,
    ...(lastBackup ? { lastBackupAt: lastBackup.at } : {}),
    ...(persisted === undefined ? {} : { persisted }),
    ...(shared
      ? {
          onBothSides: keys.filter(([device, seq]) => shared.some((have) => seq <= (have[device] ?? 0)))
            .length,
        }
      : {}),
  };
}

/** Calls back with the durability now and after each change; the answer ends it. */
export function watchDurability(
  db: WorkspaceDatabase,
  onChange: (durability: Durability) => void,
): () => void {
  const subscription = liveQuery(() => readDurability(db)).subscribe({ next: onChange, error: () => {} });
  return () => subscription.unsubscribe();
}

export async function noteBackup(db: WorkspaceDatabase, backup: SettingValue<'lastBackup'>): Promise<void> {
  await writeSetting(db, 'lastBackup', backup);
}
