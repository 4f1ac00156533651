import { ArchiveRestore, DatabaseBackup, RefreshCw } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../../app-context.ts';
import { LANGUAGES, messagesOf, useLanguage, useText } from '../../i18n/language.ts';
import { appendEvents } from '../../storage/append.ts';
import { type RestorePlan, readBackup, restoreBackup } from '../../storage/backup.ts';
import type { StoreFailure } from '../../storage/failure.ts';
import { deviceIdOf } from '../../storage/settings.ts';
import { extensionCarrier, syncNow } from '../../sync/start.ts';
import type { SyncOutcome } from '../../sync/synchronise.ts';
import { saveBackup } from '../../work/save-file.ts';

/** Language, keys, backup and restore, sync. */
export function SettingsView() {
  const app = useApp();
  const text = useText();
  return (
    <>
      <header class="case-head">
        <h1 class="serif grow">{text.settings}</h1>
      </header>
      <main class="page-pad narrow settings">
        <section>
          <h2 class="section-title">{text.language}</h2>
          <span class="segments">
            {LANGUAGES.map((one) => (
              <button
                key={one}
                type="button"
                lang={one === 'zh' ? 'zh-CN' : 'en'}
                aria-pressed={app.language === one}
                onClick={() => app.setLanguage(one)}
              >
                {messagesOf(one).languageName}
              </button>
            ))}
          </span>
        </section>
        <section>
          <h2 class="section-title">{text.keysTitle}</h2>
          <label class="check">
            <input
              type="checkbox"
              checked={app.singleKeys}
              onChange={(event) => app.setSingleKeys(event.currentTarget.checked)}
            />
            <span>
              {text.singleKeys}
              <span class="small mute block">{text.singleKeysHint}</span>
            </span>
          </label>
        </section>
        <DeviceName />
        <Backup />
        <Sync />
      </main>
    </>
  );
}

function DeviceName() {
  const { db, workspace, fail } = useApp();
  const text = useText();
  const [deviceId, setDeviceId] = useState<string>();
  useEffect(() => {
    deviceIdOf(db).then(setDeviceId);
  }, [db]);
  const known = (deviceId && workspace.deviceNames.get(deviceId)) ?? '';
  return (
    <section>
      <h2 class="section-title">{text.device}</h2>
      <input
        key={known}
        class="field"
        defaultValue={known}
        maxLength={100}
        aria-label={text.device}
        onChange={async (event) => {
          const name = event.currentTarget.value.trim();
          if (name === known) return;
          const result = await appendEvents(db, [{ kind: 'device-named', body: { name } }]);
          if (!result.ok) fail(result.error);
        }}
      />
    </section>
  );
}

function Backup() {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [plan, setPlan] = useState<RestorePlan>();
  const [refused, setRefused] = useState<StoreFailure>();
  const open = async (file: File) => {
    setPlan(undefined);
    setRefused(undefined);
    const result = await readBackup(app.db, new Uint8Array(await file.arrayBuffer()));
    if (result.ok) setPlan(result.value);
    else setRefused(result.error);
  };
  const restore = async () => {
    if (!plan) return;
    const result = await restoreBackup(app.db, plan);
    setPlan(undefined);
    if (result.ok) app.say({ words: text.restored(result.value.events, result.value.blobs) });
    else app.fail(result.error);
  };
  return (
    <section>
      <h2 class="section-title">{text.backup}</h2>
      <p class="second">{text.backupHint}</p>
      <div class="row wrap">
        <button type="button" class="button primary" onClick={() => saveBackup(app, text)}>
          <DatabaseBackup aria-hidden="true" />
          {text.backupMake}
        </button>
        <button type="button" class="button" onClick={() => input.current?.click()}>
          <ArchiveRestore aria-hidden="true" />
          {text.restore}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".zip,application/zip"
          aria-label={text.restore}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) void open(file);
          }}
        />
      </div>
      {refused && (
        <p class="stale" role="alert">
          {refused.message[language]}
        </p>
      )}
      {plan && (
        <div class="panel restore" role="status">
          <p>
            {text.restorePlan(plan.events.length, plan.blobs.length)}
            {plan.damaged.length === 0 && <span class="tied-ink"> · {text.restoreAllFine}</span>}
          </p>
          <p class="second">{text.restoreNew(plan.newEvents, plan.newBlobs)}</p>
          {plan.damaged.length > 0 && (
            <>
              <p class="doubt-ink">{text.restoreDamaged(plan.damaged.length)}</p>
              <ul class="small">
                {plan.damaged.map(({ name, problem }) => (
                  <li key={name}>
                    <span class="hash">{name}</span> {text.damageProblems[problem]}
                  </li>
                ))}
              </ul>
            </>
          )}
          <span class="row">
            <button type="button" class="button primary" onClick={restore}>
              {text.restoreDo}
            </button>
            <button type="button" class="button" onClick={() => setPlan(undefined)}>
              {text.cancel}
            </button>
          </span>
        </div>
      )}
    </section>
  );
}

function Sync() {
  const { db } = useApp();
  const text = useText();
  const [outcome, setOutcome] = useState<SyncOutcome>();
  const isExtensionPage = location.protocol.endsWith('extension:');
  if (isExtensionPage) return null;
  return (
    <section>
      <h2 class="section-title">{text.syncTitle}</h2>
      {extensionCarrier() ? (
        <button type="button" class="button" onClick={async () => setOutcome(await syncNow(db))}>
          <RefreshCw aria-hidden="true" />
          {text.syncNow}
        </button>
      ) : (
        <p class="second">{text.syncNone}</p>
      )}
      {outcome && (
        <p role="status" class="second">
          {outcome.ok
            ? text.syncDone(outcome.report.received, outcome.report.sent)
            : text.syncProblems[outcome.problem]}
          {outcome.ok && outcome.report.gaps.length > 0 && ` ${text.syncGaps(outcome.report.gaps.length)}`}
        </p>
      )}
    </section>
  );
}
