import * as v from 'valibot';
import type { WorkspaceDatabase } from './database.ts';

/** Settings of this device, each with its reader; what does not fit is taken as not set. */
const schemas = {
  deviceId: v.pipe(v.string(), v.minLength(8)),
  language: v.picklist(['zh', 'en']),
  singleKeys: v.boolean(),
  /** What the browser said when asked to keep the data for good. */
  persisted: v.boolean(),
  lastBackup: v.object({ at: v.string(), have: v.record(v.string(), v.number()) }),
  preparedBy: v.string(),
} as const;

export type SettingKey = keyof typeof schemas;
export type SettingValue<K extends SettingKey> = v.InferOutput<(typeof schemas)[K]>;

export async function readSetting<K extends SettingKey>(
  db: WorkspaceDatabase,
  key: K,
): Promise<SettingValue<K> | undefined> {
  const record = await db.settings.get(key);
  const result = v.safeParse(schemas[key], record?.value);
  return result.success ? (result.output as SettingValue<K>) : undefined;
}

export async function writeSetting<K extends SettingKey>(
  db: WorkspaceDatabase,
  key: K,
  value: SettingValue<K>,
): Promise<void> {
  await db.settings.put({ key, value });
}

/** The name of this device (of this browser's profile and origin), made at first use. */
export async function deviceIdOf(db: WorkspaceDatabase): Promise<string> {
  return db.transaction('rw', db.settings, async () => {
    const known = await readSetting(db, 'deviceId');
    if (known) return known;
    const made = crypto.randomUUID();
    await writeSetting(db, 'deviceId', made);
    return made;
  });
}
