import { DatabaseBackup, HardDrive, WifiOff } from 'lucide-preact';
import { formatTime, useLanguage, useText } from '../i18n/language.ts';
import type { Durability } from '../storage/persistence.ts';

export interface DurabilityFootProps {
  /** Absent until the database was asked. */
  readonly durability: Durability | undefined;
  readonly offline?: boolean;
  readonly onBackUp?: () => void;
}

/** Where the work is, in words with numbers; amber only for what no backup has. The same line on every screen. */
export function DurabilityFoot({ durability, offline, onBackUp }: DurabilityFootProps) {
  const text = useText();
  const language = useLanguage();
  if (!durability) return <div class="durability" />;
  const { eventCount, notBackedUp, lastBackupAt, persisted, onBothSides } = durability;
  return (
    <div class="durability">
      <span class="part">
        <HardDrive aria-hidden="true" />
        {onBothSides === undefined ? text.onThisDevice : text.onBothSides(onBothSides)}
      </span>
      {persisted !== undefined && (
        <span class={persisted ? 'part' : 'part doubt'}>
          {persisted ? (
            text.persisted
          ) : (
            <>
              <span class="wide-words">{text.notPersisted}</span>
              <span class="narrow-words" title={text.notPersisted}>
                {text.notPersistedShort}
              </span>
            </>
          )}
        </span>
      )}
      {eventCount > 0 && (
        <span class={notBackedUp > 0 ? 'part doubt' : 'part'}>
          <DatabaseBackup aria-hidden="true" />
          <span class="number">
            {notBackedUp > 0 ? text.notBackedUp(notBackedUp) : text.allBackedUp}
            {language === 'zh' ? '，' : '; '}
            {lastBackupAt
              ? text.lastBackup(formatTime(lastBackupAt, language, new Date()))
              : text.neverBackedUp}
          </span>
        </span>
      )}
      {notBackedUp > 0 && onBackUp && (
        <button type="button" class="link-button" onClick={onBackUp}>
          {text.backUpNow}
        </button>
      )}
      {offline && (
        <>
          <span class="grow" />
          <span class="part">
            <WifiOff aria-hidden="true" />
            {text.offline}
          </span>
        </>
      )}
    </div>
  );
}
