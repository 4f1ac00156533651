import Dexie, { type EntityTable, type Table } from 'dexie';
import type { StoredBlob } from './blob.ts';
import type { WorkspaceEvent } from './event.ts';

/** Something that can be made again from blobs: the extracted document. Neither synced nor backed up. */
export interface DerivedRecord {
  /** `document:` and the SHA-256 of the source. */
  readonly key: string;
  /** Version of the engine that made it; another one makes it stale. */
  readonly engine: string;
  readonly value: unknown;
}

/** A setting of this device alone: language, keys, the last backup, the browser's answer on persistence. */
export interface SettingRecord {
  readonly key: string;
  readonly value: unknown;
}

/** A piece of a blob on its way; gone in the transaction that writes the whole blob. */
export interface PartialRecord {
  readonly sha256: string;
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How far another side has acknowledged our events, or we theirs: highest sequence without a gap, for each device. */
export interface CursorRecord {
  /** `pulled` or `acknowledged`, a colon, and the name of the other side. */
  readonly peer: string;
  readonly have: Readonly<Record<string, number>>;
}

/**
 * The workspace's database: in the extension's origin it is the extension's own, in the PWA's origin the PWA's. Opening one
 * that a newer version wrote fails with `VersionError` and changes nothing.
 */
export class WorkspaceDatabase extends Dexie {
  declare readonly blobs: EntityTable<StoredBlob, 'sha256'>;
  declare readonly events: EntityTable<WorkspaceEvent, 'id'>;
  declare readonly derived: EntityTable<DerivedRecord, 'key'>;
  declare readonly settings: EntityTable<SettingRecord, 'key'>;
  declare readonly partials: Table<PartialRecord, [string, number]>;
  declare readonly cursors: EntityTable<CursorRecord, 'peer'>;

  constructor(name = 'tieout') {
    super(name);
    this.version(1).stores({
      blobs: '&sha256',
      events: '&id, [deviceId+seq], kind',
      derived: '&key',
      settings: '&key',
      partials: '&[sha256+index], sha256',
      cursors: '&peer',
    });
  }
}
