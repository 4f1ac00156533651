import { Copy } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { FigureState, Publication, ReviewCheck, ReviewPlace } from '../../../core/model/review.ts';
import { useApp } from '../../app-context.ts';
import { Counts, LedgerBar } from '../../components/LedgerBar.tsx';
import { LedgerList, UncheckedReasons } from '../../components/LedgerList.tsx';
import { placeLabel, type TableNames } from '../../components/places.ts';
import { Refusal } from '../../components/Refusal.tsx';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { CaseState, DocumentState } from '../../storage/project.ts';
import { FindingsPanel } from '../findings/FindingsPanel.tsx';

/** Of a document that could not be read: an empty ledger is drawn, never left out. */
const NOTHING_READ = { total: 0, tied: 0, withinRounding: 0, differing: 0, notChecked: 0 };

export interface DocumentPanelProps {
  readonly state: CaseState;
  readonly known: DocumentState;
  readonly publication: Publication | undefined;
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly names: TableNames;
  /** The case runs again with other readings. */
  readonly following: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  readonly onJump: (place: ReviewPlace) => void;
}

/** What was found in a document, what of it was checked, and why it could not be read where it could not. */
export function DocumentPanel(props: DocumentPanelProps) {
  const { state, known, publication, checks, names, following, selected, onSelect, onJump } = props;
  const text = useText();
  const [list, setList] = useState<'findings' | FigureState>('findings');
  return (
    <aside class="document-panel" aria-label={text.findings}>
      {publication && (
        <div class="panel-ledger">
          <LedgerBar figures={publication.figures} />
          <Counts
            figures={publication.figures}
            selected={list === 'findings' ? undefined : list}
            onSelect={(next) => setList(next ?? 'findings')}
          />
          <Warnings publication={publication} />
          <CorrectionsOf publication={publication} following={following} names={names} onJump={onJump} />
        </div>
      )}
      <NotRead state={state} known={known} />
      {!state.review && <p class="list-empty">{text.noReview}</p>}
      {publication && list !== 'findings' && (
        <div class="panel-scroll">
          {list === 'not-checked' && publication.figures.notChecked > 0 && (
            <div class="pad">
              <UncheckedReasons ledger={publication.ledger ?? []} />
            </div>
          )}
          <LedgerList ledger={publication.ledger ?? []} state={list} names={names} onJump={onJump} />
        </div>
      )}
      {publication && list === 'findings' && (
        <FindingsPanel
          state={state}
          findings={publication.findings}
          checks={checks}
          names={names}
          selected={selected}
          onSelect={onSelect}
          onJump={onJump}
          empty={<NothingFound publication={publication} />}
        />
      )}
    </aside>
  );
}

/** Why nothing could be read, and the request that can be sent to the publisher. */
function NotRead({ state, known }: { readonly state: CaseState; readonly known: DocumentState }) {
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const failure = state.review?.body.failures.find((one) => one.document === known.sha256);
  if (!failure) return null;
  const sentence = failure.message[language];
  return (
    <div class="panel-refusal">
      <LedgerBar figures={NOTHING_READ} />
      <Refusal code={failure.code} sentence={sentence} steps={text.refusalSteps[failure.code] ?? []}>
        <button
          type="button"
          class="button"
          onClick={() =>
            navigator.clipboard
              .writeText(text.request(known.name, known.sha256, sentence))
              .then(() => app.say({ words: text.copied }))
              .catch(() => undefined)
          }
        >
          <Copy aria-hidden="true" />
          {text.copyRequest}
        </button>
      </Refusal>
      <p class="small second">{text.refusalEvidence}</p>
    </div>
  );
}

function Warnings({ publication }: { readonly publication: Publication }) {
  const language = useLanguage();
  return (
    <>
      {publication.warnings.map((warning) => (
        <p key={warning.code + warning.message.zh} class="small doubt-ink">
          {warning.message[language]}
        </p>
      ))}
    </>
  );
}

/** How many readings were corrected, each with its place; one that could not be used any more says so. */
function CorrectionsOf({
  publication,
  following,
  names,
  onJump,
}: {
  readonly publication: Publication;
  readonly following: boolean;
  readonly names: TableNames;
  readonly onJump: (place: ReviewPlace) => void;
}) {
  const text = useText();
  const { corrections = [] } = publication;
  if (following) return <p class="small second">{text.followingCorrections}</p>;
  if (corrections.length === 0) return null;
  return (
    <details class="corrections small">
      <summary class="corrected-ink">{text.correctionsCount(corrections.length)}</summary>
      <ul>
        {corrections.map(({ where, corrected, used }) => (
          <li key={`${where.table} ${where.row} ${where.col}`}>
            <button type="button" class="link-button" onClick={() => onJump(where)}>
              {placeLabel(where, names, text)}
            </button>{' '}
            <del class="number">{where.quote || text.blank}</del>{' '}
            <ins class="number">{corrected || text.blank}</ins>
            {!used && <span class="doubt-ink"> {text.correctionNotUsed}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** There is no "all clear": what was checked, and what was not, with the reasons. */
function NothingFound({ publication }: { readonly publication: Publication }) {
  const text = useText();
  const { total, notChecked } = publication.figures;
  const checked = total - notChecked;
  return (
    <div class="nothing-found">
      <p class="serif">{checked > 0 ? text.allHold(checked) : text.nothingChecked}</p>
      {notChecked > 0 && (
        <>
          <p class="second">{text.notCheckedToo(notChecked)}</p>
          <UncheckedReasons ledger={publication.ledger ?? []} />
        </>
      )}
    </div>
  );
}
