import type { WorkspaceDatabase } from './database.ts';

/** For each device a sequence number up to which nothing is missing. */
export type Have = Record<string, number>;

/** For each device the highest sequence number up to which the database has every event. */
export async function haveOf(db: WorkspaceDatabase): Promise<Have> {
  const have: Have = {};
  const keys = (await db.events.orderBy('[deviceId+seq]').keys()) as unknown as [string, number][];
  for (const [deviceId, seq] of keys) {
    const upTo = have[deviceId] ?? 0;
    if (seq === upTo + 1) have[deviceId] = seq;
    else if (!(deviceId in have)) have[deviceId] = 0;
  }
  return have;
}
