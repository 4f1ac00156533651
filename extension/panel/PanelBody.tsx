import { AttachmentList } from '../../pwa/components/AttachmentList.tsx';
import { FileButton } from '../../pwa/components/DropZone.tsx';
import { Refusal } from '../../pwa/components/Refusal.tsx';
import { useLanguage, useText } from '../../pwa/i18n/language.ts';
import type { Attachment } from '../messages.ts';
import type { Wanted } from './obtain.ts';
import type { PanelState } from './session.ts';
import { panelWords } from './words.ts';

export interface PanelBodyProps {
  readonly state: PanelState;
  readonly onAttachments: (chosen: readonly Attachment[]) => void;
  readonly onAllow: (wanted: Wanted) => void;
  readonly onFiles: (files: readonly File[], how: 'dropped' | 'picked') => void;
  readonly onCheckAgain: () => void;
}

/** What stands below the head when there is no reviewed page: what to do, what failed, the page's files. */
export function PanelBody({ state, onAttachments, onAllow, onFiles, onCheckAgain }: PanelBodyProps) {
  const text = useText();
  const language = useLanguage();
  const words = panelWords(language);
  const { stage, refusal, failures, storeFailure, attachments, askHost } = state;
  return (
    <>
      {stage === 'idle' && <p class="panel-say">{words.pressButton}</p>}
      {stage === 'moved' && <p class="panel-say">{words.moved}</p>}
      {refusal && (
        <Refusal
          code={refusal.code}
          heading={
            refusal.code === 'page-closed' || refusal.code === 'no-permission'
              ? text.couldNotRead
              : words.notObtained
          }
          sentence={refusal.message[language]}
          steps={refusal.code === 'link-expired' ? words.expiredSteps : []}
          facts={refusal.technical.replace(`${refusal.code}·`, '').replaceAll('·', ' · ')}
        >
          {askHost && (
            <button type="button" class="button primary" onClick={() => onAllow(askHost)}>
              {words.allow}
            </button>
          )}
          {refusal.code !== 'page-closed' && <FileButton onFiles={onFiles} />}
        </Refusal>
      )}
      {failures.map(({ name, code, message }) => (
        <Refusal key={name} code={code} sentence={message[language]} facts={name} />
      ))}
      {storeFailure && (
        <Refusal
          code={storeFailure.code}
          sentence={storeFailure.message[language]}
          {...(storeFailure.detail ? { facts: storeFailure.detail } : {})}
        />
      )}
      {state.cancelled && (
        <p class="panel-say">
          {text.cancelled}{' '}
          <button type="button" class="link-button" onClick={onCheckAgain}>
            {words.checkAgain}
          </button>
        </p>
      )}
      {state.engineFailed && <p class="panel-say amber">{text.engineFailed}</p>}
      {state.openedCase && <p class="panel-say">{words.inWorkspace}</p>}
      {state.nothingHere && <p class="panel-say">{words.nothingHere}</p>}
      {attachments.length > 0 && stage === 'done' && !refusal && !state.cancelled && !state.openedCase && (
        <div class="panel-say">
          <b class="block">{words.noTablesButFiles(attachments.length)}</b>
          <span class="small second">{words.attachmentsHint}</span>
        </div>
      )}
      {attachments.length > 0 && stage !== 'moved' && (
        <Attachments attachments={attachments} disabled={stage === 'working'} onReview={onAttachments} />
      )}
    </>
  );
}

export interface AttachmentsProps {
  readonly attachments: readonly Attachment[];
  readonly disabled: boolean;
  readonly onReview: (chosen: readonly Attachment[]) => void;
}

/** The page's files in the shared list; its entries are found again by address. */
export function Attachments({ attachments, disabled, onReview }: AttachmentsProps) {
  return (
    <AttachmentList
      attachments={attachments.map(({ url, name, kind }) => ({
        address: url,
        title: name,
        kind: kind.toUpperCase(),
      }))}
      disabled={disabled}
      onReview={(chosen) =>
        onReview(chosen.flatMap(({ address }) => attachments.find(({ url }) => url === address) ?? []))
      }
    />
  );
}
