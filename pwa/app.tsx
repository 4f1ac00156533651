import { Component, type ComponentChildren } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Route, Router, Switch } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import type { ReviewClient } from '../workers/client.ts';
import { type App, AppContext, type Toast, useDurability, useWorkspace } from './app-context.ts';
import { Refusal } from './components/Refusal.tsx';
import {
  browserLanguage,
  type Language,
  LanguageContext,
  langTag,
  messagesOf,
  useText,
} from './i18n/language.ts';
import type { WorkspaceDatabase } from './storage/database.ts';
import type { Stored, StoreFailure } from './storage/failure.ts';
import { readSetting, writeSetting } from './storage/settings.ts';
import { startSync } from './sync/start.ts';
import { CaseView } from './views/case/CaseView.tsx';
import { CasesView } from './views/cases/CasesView.tsx';
import { DocumentView } from './views/document/DocumentView.tsx';
import { NotesView } from './views/notes/NotesView.tsx';
import { ReportView } from './views/report/ReportView.tsx';
import { SettingsView } from './views/settings/SettingsView.tsx';
import { Shell } from './views/shell/Shell.tsx';
import { Jobs } from './work/jobs.ts';

export interface RootProps {
  /** The database, or why it could not be opened. */
  readonly opened: Stored<WorkspaceDatabase>;
  readonly client: ReviewClient;
}

/** The whole workspace; the same as a page of the extension and as the PWA. */
export function Root({ opened, client }: RootProps) {
  if (!opened.ok) {
    const language = browserLanguage();
    return (
      <LanguageContext.Provider value={language}>
        <main class="lone">
          <Refusal
            code={opened.error.code}
            sentence={opened.error.message[language]}
            {...(opened.error.detail ? { facts: opened.error.detail } : {})}
          />
        </main>
      </LanguageContext.Provider>
    );
  }
  return <Workspace db={opened.value} client={client} />;
}

function Workspace({ db, client }: { readonly db: WorkspaceDatabase; readonly client: ReviewClient }) {
  const workspace = useWorkspace(db);
  const durability = useDurability(db);
  const jobs = useMemo(() => new Jobs(), []);
  const { language, setLanguage, singleKeys, setSingleKeys } = useSettings(db);
  const [toast, setToast] = useState<Toast>();
  const [failure, setFailure] = useState<StoreFailure>();
  const undoable = useRef<string[]>([]);
  const closeToast = useCallback(() => setToast(undefined), []);
  useEffect(() => startSync(db), [db]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (jobs.isBusy) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [jobs]);
  if (!workspace || !language) return null;
  const app: App = {
    db,
    client,
    jobs,
    workspace,
    durability,
    language,
    setLanguage,
    singleKeys,
    setSingleKeys,
    say: (next) => {
      if (next.undo) undoable.current.push(next.undo);
      setToast(next);
    },
    undoable,
    fail: setFailure,
  };
  return (
    <LanguageContext.Provider value={language}>
      <AppContext.Provider value={app}>
        <Router hook={useHashLocation}>
          <Broken>
            <Shell
              toast={toast}
              onCloseToast={closeToast}
              failure={failure}
              onCloseFailure={() => setFailure(undefined)}
            >
              <Switch>
                <Route path="/case/:id/document/:sha256/finding/:finding">
                  {({ id, sha256, finding }) => (
                    <DocumentView
                      key={`${id} ${sha256}`}
                      caseId={decodeURIComponent(id)}
                      sha256={sha256}
                      finding={decodeURIComponent(finding)}
                    />
                  )}
                </Route>
                <Route path="/case/:id/document/:sha256">
                  {({ id, sha256 }) => (
                    <DocumentView key={`${id} ${sha256}`} caseId={decodeURIComponent(id)} sha256={sha256} />
                  )}
                </Route>
                <Route path="/case/:id/notes">
                  {({ id }) => <NotesView caseId={decodeURIComponent(id)} />}
                </Route>
                <Route path="/case/:id/report">
                  {({ id }) => <ReportView caseId={decodeURIComponent(id)} />}
                </Route>
                <Route path="/case/:id/finding/:finding">
                  {({ id, finding }) => (
                    <CaseView caseId={decodeURIComponent(id)} finding={decodeURIComponent(finding)} />
                  )}
                </Route>
                <Route path="/case/:id">{({ id }) => <CaseView caseId={decodeURIComponent(id)} />}</Route>
                <Route path="/settings">
                  <SettingsView />
                </Route>
                <Route>
                  <CasesView />
                </Route>
              </Switch>
            </Shell>
          </Broken>
        </Router>
      </AppContext.Provider>
    </LanguageContext.Provider>
  );
}

/** Language and keys of this device; the root element says the language, which decides the forms of Han glyphs. */
function useSettings(db: WorkspaceDatabase) {
  const [language, setLanguage] = useState<Language>();
  const [singleKeys, setSingleKeys] = useState(true);
  useEffect(() => {
    readSetting(db, 'language').then((known) => setLanguage(known ?? browserLanguage()));
    readSetting(db, 'singleKeys').then((known) => setSingleKeys(known ?? true));
  }, [db]);
  useEffect(() => {
    if (!language) return;
    document.documentElement.lang = langTag(language);
    document.title = messagesOf(language).productBoth;
  }, [language]);
  return {
    language,
    singleKeys,
    setLanguage: (next: Language) => {
      setLanguage(next);
      void writeSetting(db, 'language', next).catch(() => undefined);
    },
    setSingleKeys: (on: boolean) => {
      setSingleKeys(on);
      void writeSetting(db, 'singleKeys', on).catch(() => undefined);
    },
  };
}

/** The one place where our own mistakes are caught: the page says so, and what is saved stays as it is. */
class Broken extends Component<{ readonly children: ComponentChildren }, { error?: Error }> {
  override state: { error?: Error } = {};
  override componentDidCatch(error: Error): void {
    console.error(error);
    this.setState({ error });
  }
  override render() {
    return this.state.error ? <BrokenPage error={this.state.error} /> : this.props.children;
  }
}

function BrokenPage({ error }: { readonly error: Error }) {
  const text = useText();
  return (
    <main class="lone">
      <h1 class="serif">{text.brokenTitle}</h1>
      <p>{text.brokenHint}</p>
      <pre class="quote">{`${error.name}: ${error.message}`}</pre>
      <button type="button" class="button primary" onClick={() => location.reload()}>
        {text.reload}
      </button>
    </main>
  );
}
