import type { FigureState } from '../../core/model/review.ts';
import { EvidenceChip } from '../../pwa/components/EvidenceChip.tsx';
import { Counts, LedgerBar } from '../../pwa/components/LedgerBar.tsx';
import { Progress } from '../../pwa/components/Progress.tsx';
import { useLanguage, useText } from '../../pwa/i18n/language.ts';
import type { EventOf } from '../../pwa/storage/event.ts';
import type { PanelState } from './session.ts';
import { panelWords } from './words.ts';

export interface PanelHeadProps {
  readonly state: PanelState;
  /** How the shown document was obtained. */
  readonly capture: EventOf<'captured'> | undefined;
  readonly onCancel: () => void;
  /** The state whose figures are listed below, if they are. */
  readonly figureState: FigureState | undefined;
  readonly onFigureState: (state: FigureState | undefined) => void;
  readonly onCheckAgain: () => void;
  /** The list was scrolled: the head makes room and keeps title, bar and counts. */
  readonly small: boolean;
}

/** Title, evidence, progress or the four counts: always in the same place. */
export function PanelHead(props: PanelHeadProps) {
  const { state, capture, onCancel, figureState, onFigureState, onCheckAgain, small } = props;
  const text = useText();
  const language = useLanguage();
  const words = panelWords(language);
  const { result, title, stage, changed } = state;
  if (!title && stage !== 'working') return null;
  return (
    <section class={small ? 'panel-head small-head' : 'panel-head'}>
      <h1 class={small ? 'one-line' : 'clamp-3'} lang="zh-CN" title={title}>
        {title || words[state.doing === 'obtain' ? 'obtain' : 'capture']}
      </h1>
      {result && !small && <p class="small mute">{subtitleOf(state, text, words)}</p>}
      {result && capture && !small && (
        <EvidenceChip
          inline
          method={capture.body.method}
          sha256={capture.body.document}
          size={capture.body.size}
          at={capture.at}
          address={capture.body.address}
        />
      )}
      {stage === 'working' && (
        <div class="panel-ledger">
          <Progress progress={state.progress} onCancel={onCancel} />
        </div>
      )}
      {result && (
        <div class="panel-ledger">
          <LedgerBar figures={result.publication.figures} />
          <Counts
            figures={result.publication.figures}
            selected={figureState}
            onSelect={onFigureState}
            inline={small}
          />
        </div>
      )}
      {state.frameCount > 0 && <p class="small amber">{words.frames(state.frameCount)}</p>}
      {state.truncated && <p class="small amber">{words.cut}</p>}
      {changed && changed.changed + changed.missing > 0 && (
        <p class="small amber">
          {words.pageChanged(changed.changed, changed.missing)}{' '}
          <button type="button" class="link-button" onClick={onCheckAgain}>
            {words.checkAgain}
          </button>
        </p>
      )}
    </section>
  );
}

function subtitleOf(
  { result }: PanelState,
  text: ReturnType<typeof useText>,
  words: ReturnType<typeof panelWords>,
): string {
  if (!result) return '';
  const { entity, year, kind, tables } = result.publication;
  return [
    ...(entity ? [entity] : []),
    ...(year ? [words.yearAndKind(text.year(year), text.documentKinds[kind])] : []),
    words.webPageOf(tables.length),
  ].join(text.dot);
}
