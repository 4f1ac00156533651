import { FileText, Folder, NotebookPen, Settings } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Link, useLocation } from 'wouter-preact';
import { type Toast, useApp, useOnline } from '../../app-context.ts';
import { DurabilityFoot } from '../../components/DurabilityFoot.tsx';
import { Logo } from '../../components/icons.tsx';
import { useKeys } from '../../components/keys.ts';
import { UndoBar } from '../../components/UndoBar.tsx';
import { useLanguage, useText } from '../../i18n/language.ts';
import { routes } from '../../routes.ts';
import type { StoreFailure } from '../../storage/failure.ts';
import { undo } from '../../storage/record.ts';
import { saveBackup } from '../../work/save-file.ts';

export interface ShellProps {
  readonly children: ComponentChildren;
  readonly toast: Toast | undefined;
  readonly onCloseToast: () => void;
  readonly failure: StoreFailure | undefined;
  readonly onCloseFailure: () => void;
}

/** Rail, view, foot; and above them what was just recorded or could not be. */
export function Shell({ children, toast, onCloseToast, failure, onCloseFailure }: ShellProps) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const online = useOnline();
  const [keysShown, setKeysShown] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const takeBack = async (event: string) => {
    const { current: all } = app.undoable;
    const at = all.lastIndexOf(event);
    if (at >= 0) all.splice(at, 1);
    const result = await undo(app.db, event);
    if (result.ok) app.say({ words: text.undone });
    else app.fail(result.error);
  };
  /** Each press takes back one thing more, the last one first; also after its bar has gone. */
  const undoLast = () => {
    const event = app.undoable.current.at(-1);
    if (event !== undefined) void takeBack(event);
  };
  const backUp = () => saveBackup(app, text);
  useKeys(
    {
      u: undoLast,
      '?': () => setKeysShown(true),
      F6: () => focusNextRegion(frame.current),
    },
    app.singleKeys,
  );
  return (
    <div class="shell" ref={frame}>
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        {text.skip}
      </button>
      <Rail />
      <div class="shell-view" id="content" tabIndex={-1}>
        {children}
      </div>
      <footer class="shell-foot">
        <DurabilityFoot durability={app.durability} offline={!online} onBackUp={backUp} />
      </footer>
      {toast && (
        <UndoBar
          words={toast.words}
          onUndo={toast.undo ? () => takeBack(toast.undo!) : undefined}
          onClose={onCloseToast}
        />
      )}
      {failure && (
        <div class="failure-bar" role="alert">
          <p>
            {failure.message[language]} <span class="tiny mute">{failure.code}</span>
          </p>
          <span class="row">
            <button type="button" class="button" onClick={backUp}>
              {text.backupMake}
            </button>
            <button type="button" class="button" onClick={onCloseFailure}>
              {text.close}
            </button>
          </span>
        </div>
      )}
      {keysShown && <KeysHelp onClose={() => setKeysShown(false)} />}
    </div>
  );
}

function focusNextRegion(frame: HTMLElement | null): void {
  const regions = [
    ...(frame?.querySelectorAll<HTMLElement>('nav, header, main, aside, footer') ?? []),
  ].filter((one) => one.offsetParent !== null);
  const at = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  if (!next) return;
  const inside = next.querySelector<HTMLElement>('button, a[href], input, [tabindex="0"]');
  if (inside) inside.focus();
  else {
    next.tabIndex = -1;
    next.focus();
  }
}

function Rail() {
  const text = useText();
  const [path] = useLocation();
  const caseId = /^\/case\/([^/]+)/.exec(path)?.[1];
  const id = caseId && decodeURIComponent(caseId);
  const isNotes = /^\/case\/[^/]+\/notes/.test(path);
  const isReport = /^\/case\/[^/]+\/report/.test(path);
  const isSettings = path === routes.settings;
  return (
    <nav class="rail" aria-label={text.views}>
      <Link href={routes.cases} class="rail-logo" aria-label={text.productBoth}>
        <Logo size={26} />
      </Link>
      <RailLink
        href={routes.cases}
        current={!isNotes && !isReport && !isSettings}
        icon={<Folder aria-hidden="true" />}
        label={text.cases}
      />
      {id && (
        <>
          <RailLink
            href={routes.notes(id)}
            current={isNotes}
            icon={<NotebookPen aria-hidden="true" />}
            label={text.notes}
          />
          <RailLink
            href={routes.report(id)}
            current={isReport}
            icon={<FileText aria-hidden="true" />}
            label={text.report}
          />
        </>
      )}
      <span class="rail-gap" />
      <RailLink
        href={routes.settings}
        current={isSettings}
        icon={<Settings aria-hidden="true" />}
        label={text.settings}
      />
    </nav>
  );
}

interface RailLinkProps {
  readonly href: string;
  readonly current: boolean;
  readonly icon: ComponentChildren;
  readonly label: string;
}

function RailLink({ href, current, icon, label }: RailLinkProps) {
  return (
    <Link href={href} class="rail-link" aria-current={current ? 'page' : undefined}>
      {icon}
      <span>{label}</span>
    </Link>
  );
}

function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-title" onClose={onClose}>
      <h2 id="keys-title">{text.keysTitle}</h2>
      <dl class="keys">
        {text.keysHelp.map(([keys, words]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={() => dialog.current?.close()}>
        {text.close} <kbd>Esc</kbd>
      </button>
    </dialog>
  );
}
