import Dexie from 'dexie';
import type { Message } from '../../core/model/source.ts';

export const STORE_FAILURE_CODES = ['quota', 'save-failed', 'newer-data', 'damaged-data'] as const;
export type StoreFailureCode = (typeof STORE_FAILURE_CODES)[number];

/** Why something was not stored or not opened: expected, so a value, with the sentence that the reviewer sees. */
export interface StoreFailure {
  readonly code: StoreFailureCode;
  readonly message: Message;
  /** For whoever is told of it: the browser's own words. */
  readonly detail?: string;
}

export type Stored<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: StoreFailure };

export function stored<T>(value: T): Stored<T> {
  return { ok: true, value };
}

export function notStored(code: StoreFailureCode, detail?: string, freeBytes?: number): Stored<never> {
  const error = { code, message: storeMessage(code, freeBytes), ...(detail ? { detail } : {}) };
  return { ok: false, error };
}

/** Turns what IndexedDB or Dexie threw into a failure. Names of errors are compared, never their English text. */
export async function failureOf(thrown: unknown): Promise<Stored<never>> {
  const names = errorNames(thrown);
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}`.slice(0, 500) : undefined;
  if (names.includes('QuotaExceededError')) return notStored('quota', detail, await freeBytes());
  if (names.includes('VersionError')) return notStored('newer-data', detail);
  return notStored('save-failed', detail);
}

function errorNames(thrown: unknown): readonly string[] {
  const names: string[] = [];
  let error: unknown = thrown;
  for (let depth = 0; depth < 4 && error instanceof Error; depth += 1) {
    names.push(error.name);
    error = error instanceof Dexie.DexieError && 'inner' in error ? error.inner : error.cause;
  }
  return names;
}

async function freeBytes(): Promise<number | undefined> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => undefined);
  if (estimate?.quota === undefined || estimate.usage === undefined) return undefined;
  return Math.max(0, estimate.quota - estimate.usage);
}

function storeMessage(code: StoreFailureCode, freeBytes?: number): Message {
  switch (code) {
    case 'quota': {
      const free = freeBytes === undefined ? undefined : Math.round(freeBytes / 1_048_576);
      return {
        zh: `浏览器空间${free === undefined ? '不够' : `只剩 ${free} MB`}，这份文件存不下。决定和笔记仍会保存。请先备份，再删去不用的案卷。`,
        en: `${free === undefined ? 'Too little' : `Only ${free} MB of`} browser storage is left, too little for this file. Decisions and notes are still saved. Back up, then remove cases you no longer need.`,
      };
    }
    case 'save-failed':
      return {
        zh: '没有存下来。请不要关闭此页：再试一次，或下载这一份备份。',
        en: 'This was not saved. Keep this page open: try again, or download this backup.',
      };
    case 'newer-data':
      return {
        zh: '这些数据由较新的版本写成。请先更新；现有数据未动。',
        en: 'This data was written by a newer version. Please update first; nothing was touched.',
      };
    case 'damaged-data':
      return {
        zh: '这些数据不完整或被改动过，没有写入。现有数据未动。',
        en: 'This data is incomplete or was altered, and was not taken in. Nothing was touched.',
      };
  }
}
