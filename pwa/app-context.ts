import { liveQuery } from 'dexie';
import { createContext } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { ReviewClient } from '../workers/client.ts';
import type { Language } from './i18n/language.ts';
import type { WorkspaceDatabase } from './storage/database.ts';
import type { WorkspaceEvent } from './storage/event.ts';
import type { StoreFailure } from './storage/failure.ts';
import { type Durability, watchDurability } from './storage/persistence.ts';
import { projectWorkspace, type Workspace } from './storage/project.ts';
import type { Jobs } from './work/jobs.ts';

/** What was just recorded, for the bar at the foot. */
export interface Toast {
  readonly words: string;
  /** The event that 撤销 takes back. */
  readonly undo?: string;
}

/** What every view may use. */
export interface App {
  readonly db: WorkspaceDatabase;
  readonly client: ReviewClient;
  readonly jobs: Jobs;
  readonly workspace: Workspace;
  readonly durability: Durability | undefined;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly singleKeys: boolean;
  readonly setSingleKeys: (on: boolean) => void;
  readonly say: (toast: Toast) => void;
  /** Events of this sitting that can be taken back, the last one last. */
  readonly undoable: { readonly current: string[] };
  /** Shows why something was not stored, until it is put away. */
  readonly fail: (failure: StoreFailure) => void;
}

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('a view stands outside the workspace');
  return app;
}

/** The workspace as the events in the database give it, now and after each change, in this tab or another. */
export function useWorkspace(db: WorkspaceDatabase): Workspace | undefined {
  const [events, setEvents] = useState<readonly WorkspaceEvent[]>();
  useEffect(() => {
    const subscription = liveQuery(() => db.events.toArray()).subscribe({ next: setEvents, error: () => {} });
    return () => subscription.unsubscribe();
  }, [db]);
  return useMemo(() => events && projectWorkspace(events), [events]);
}

export function useDurability(db: WorkspaceDatabase): Durability | undefined {
  const [durability, setDurability] = useState<Durability>();
  useEffect(() => watchDurability(db, setDurability), [db]);
  return durability;
}

/** A value that is loaded: undefined while it is on its way. Starts again when `key` changes. */
export function useLoaded<T>(key: string | undefined, load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<{ readonly key: string; readonly value: T }>();
  useEffect(() => {
    if (key === undefined) return;
    let current = true;
    load().then((value) => current && setLoaded({ key, value }));
    return () => {
      current = false;
    };
    // `load` is a new function on each drawing; the key says what it loads.
  }, [key]);
  return loaded?.key === key ? loaded?.value : undefined;
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    addEventListener('online', update);
    addEventListener('offline', update);
    return () => {
      removeEventListener('online', update);
      removeEventListener('offline', update);
    };
  }, []);
  return online;
}
