import { useMemo, useState } from 'preact/hooks';
import type { FigureState, ReviewPlace } from '../../core/model/review.ts';
import { FindingCard } from '../../pwa/components/FindingCard.tsx';
import { FindingList } from '../../pwa/components/FindingList.tsx';
import {
  arrangeFindings,
  type FindingItem,
  GROUPINGS,
  type Grouping,
  isDecided,
  stepFinding,
  stepGroup,
} from '../../pwa/components/finding-groups.ts';
import { useKeys } from '../../pwa/components/keys.ts';
import { stateWord } from '../../pwa/components/LedgerBar.tsx';
import { LedgerList, UncheckedReasons } from '../../pwa/components/LedgerList.tsx';
import { useLanguage, useText } from '../../pwa/i18n/language.ts';
import type { Decision } from '../../pwa/storage/event.ts';
import type { NoteState } from '../../pwa/storage/project.ts';
import type { Attachment } from '../messages.ts';
import type { PanelTab } from './Panel.tsx';
import { Attachments } from './PanelBody.tsx';
import type { PanelResult, PanelState } from './session.ts';
import { panelWords } from './words.ts';

export /** As the other tabs are written; in Chinese nothing changes. */
const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

interface ResultViewProps {
  readonly state: PanelState;
  readonly result: PanelResult;
  readonly items: readonly FindingItem[];
  readonly tab: PanelTab;
  readonly onTab: (tab: PanelTab) => void;
  /** Whose figures the second tab lists. */
  readonly figureState: FigureState;
  /** Which of the figures not checked the keys `n` and `p` have reached. */
  readonly figureAt: number | undefined;
  readonly pending: Decision | undefined;
  readonly onPending: (decision: Decision | undefined) => void;
  readonly onDecide: (finding: string, decision: Decision, reason: string) => void;
  readonly onSelect: (finding: string) => void;
  readonly onJump: (place: ReviewPlace) => void;
  readonly notes: readonly NoteState[];
  readonly onNote: (finding: string, note: string) => void;
  readonly onAttachments: (chosen: readonly Attachment[]) => void;
  readonly deviceNames: ReadonlyMap<string, string> | undefined;
}

/** A reviewed page: its findings, its figures by state, its tables, its files. */
export function ResultView(props: ResultViewProps) {
  const { state, result, items, tab, onTab, figureState, onJump } = props;
  const text = useText();
  const words = panelWords(useLanguage());
  const { publication, page } = result;
  const { figures, ledger = [] } = publication;
  const counted = figureCount(figures, figureState);
  const tabs: readonly (readonly [PanelTab, string, number])[] = [
    ['findings', text.findings, items.length],
    ['figures', capitalised(stateWord(figureState, text)), counted],
    ['tables', text.tables, publication.tables.length],
    ...(state.attachments.length > 0
      ? [['attachments', words.files, state.attachments.length] as const]
      : []),
  ];
  return (
    <>
      <div class="panel-tabs">
        <div class="segments" role="tablist" aria-label={text.views}>
          {tabs.map(([name, label, count]) => (
            <button
              key={name}
              type="button"
              role="tab"
              aria-selected={tab === name}
              onClick={() => onTab(name)}
            >
              {label} <span class="number">{text.number(count)}</span>
            </button>
          ))}
        </div>
      </div>
      {tab === 'findings' && <Findings {...props} />}
      {tab === 'figures' && (
        <div class="panel-scroll">
          <LedgerList
            ledger={ledger}
            state={figureState}
            names={page.tableNames}
            current={props.figureAt}
            onJump={onJump}
          />
        </div>
      )}
      {tab === 'tables' && <Tables result={result} onJump={onJump} />}
      {tab === 'attachments' && (
        <div class="panel-scroll">
          <Attachments
            attachments={state.attachments}
            disabled={state.stage === 'working'}
            onReview={props.onAttachments}
          />
        </div>
      )}
    </>
  );
}

function figureCount(figures: PanelResult['publication']['figures'], state: FigureState): number {
  switch (state) {
    case 'tied':
      return figures.tied;
    case 'within-rounding':
      return figures.withinRounding;
    case 'differs':
      return figures.differing;
    case 'not-checked':
      return figures.notChecked;
  }
}

function Findings(props: ResultViewProps) {
  const { state, result, items, onSelect } = props;
  const text = useText();
  const language = useLanguage();
  const words = panelWords(language);
  const [grouping, setGrouping] = useState<Grouping>('severity');
  const [hideDecided, setHideDecided] = useState(false);
  const [query, setQuery] = useState<string>();
  const { tableNames, checks } = result.page;
  const groups = useMemo(
    () => arrangeFindings(items, { grouping, hideDecided, query: query ?? '' }, tableNames, text, language),
    [items, grouping, hideDecided, query, tableNames, text, language],
  );
  const go = (next: string | undefined) => {
    if (next !== undefined && next !== state.selected) onSelect(next);
  };
  useKeys({
    j: () => go(stepFinding(groups, state.selected, 1)),
    k: () => go(stepFinding(groups, state.selected, -1)),
    J: () => go(stepGroup(groups, state.selected, 1)),
    K: () => go(stepGroup(groups, state.selected, -1)),
    g: () => setGrouping(GROUPINGS[(GROUPINGS.indexOf(grouping) + 1) % GROUPINGS.length] as Grouping),
    h: () => setHideDecided(!hideDecided),
    '/': () => setQuery(''),
    f: () => setQuery(''),
  });
  const openErrors = items.filter((item) => item.finding.severity === 'error' && !isDecided(item)).length;
  const errors = items.filter(({ finding }) => finding.severity === 'error').length;
  const rest = items.filter((item) => item.finding.severity !== 'error' && !isDecided(item)).length;
  return (
    <>
      {query !== undefined && (
        <div class="panel-filter">
          <input
            class="field"
            type="search"
            value={query}
            placeholder={words.filter}
            aria-label={words.filter}
            ref={(element) => element?.focus()}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setQuery(undefined);
            }}
          />
        </div>
      )}
      <FindingList
        groups={groups}
        selected={state.selected}
        onSelect={onSelect}
        onActivate={onSelect}
        names={tableNames}
        empty={query ? text.notFound(query) : <AllTied result={result} />}
        renderCard={(item) => (
          <FindingCard
            item={item}
            checks={checks}
            names={tableNames}
            pending={props.pending}
            onPending={props.onPending}
            onDecide={(decision, reason) => props.onDecide(item.finding.id, decision, reason)}
            onJump={props.onJump}
            compact={state.popoverOpen && state.marks === 'shown'}
            {...(props.deviceNames ? { deviceNames: props.deviceNames } : {})}
          >
            <FindingNotes
              notes={props.notes.filter(({ finding }) => finding === item.finding.id)}
              onNote={(note) => props.onNote(item.finding.id, note)}
            />
          </FindingCard>
        )}
      />
      {errors > 0 && openErrors === 0 && rest > 0 && (
        <p class="small second panel-done">{text.allErrorsDecided(errors, rest)}</p>
      )}
    </>
  );
}

/** The best that can be said: what was checked holds, and so much was not checked, with the reasons. */
function AllTied({ result }: { readonly result: PanelResult }) {
  const text = useText();
  const language = useLanguage();
  const words = panelWords(language);
  const { figures, ledger = [] } = result.publication;
  const checked = figures.total - figures.notChecked;
  if (figures.total === 0) return <p class="panel-verdict">{words.noneHere}</p>;
  if (result.publication.tables.length === 0) {
    return <p class="panel-verdict">{text.warnings.noTables(figures.total)}</p>;
  }
  return (
    <div>
      <p class="panel-verdict">{checked === 0 ? text.nothingChecked : text.allHold(checked)}</p>
      {figures.notChecked > 0 && (
        <>
          <p class="second">{text.notCheckedToo(figures.notChecked)}</p>
          <UncheckedReasons ledger={ledger} />
        </>
      )}
    </div>
  );
}

function Tables({
  result,
  onJump,
}: {
  readonly result: PanelResult;
  readonly onJump: (place: ReviewPlace) => void;
}) {
  const text = useText();
  const { publication, page, document } = result;
  return (
    <ul class="panel-tables panel-scroll">
      {publication.tables.map(({ id, title, unit }) => {
        const anchor = document?.tables.find((table) => table.id === id)?.anchor;
        const place: ReviewPlace | undefined =
          anchor?.kind === 'element' ? { table: id, selector: anchor.selector, quote: '' } : undefined;
        return (
          <li key={id}>
            <button type="button" class="jump-row" disabled={!place} onClick={() => place && onJump(place)}>
              <span class="mute">{page.tableNames.get(id)}</span>{' '}
              <span lang="zh-CN">{title ?? text.tables}</span>
            </button>
            {unit && <span class="small mute">{unit}</span>}
          </li>
        );
      })}
    </ul>
  );
}

interface FindingNotesProps {
  readonly notes: readonly NoteState[];
  readonly onNote: (note: string) => void;
}

/** Notes on a finding, and a line for another. */
function FindingNotes({ notes, onNote }: FindingNotesProps) {
  const text = useText();
  const language = useLanguage();
  const words = panelWords(language);
  const [draft, setDraft] = useState<string>();
  useKeys({ a: () => setDraft('') });
  const save = (event: Event) => {
    event.preventDefault();
    if (draft?.trim()) onNote(draft.trim());
    setDraft(undefined);
  };
  return (
    <div class="panel-notes">
      {notes.map(({ id, text: note }) => (
        <blockquote key={id} class="quote">
          {note}
        </blockquote>
      ))}
      {draft === undefined ? (
        <button type="button" class="link-button small" onClick={() => setDraft('')}>
          {text.addNote} <kbd>a</kbd>
        </button>
      ) : (
        <form class="reason" onSubmit={save}>
          <input
            class="field"
            value={draft}
            maxLength={5000}
            placeholder={text.notePlaceholder}
            aria-label={words.note}
            ref={(element) => element?.focus()}
            onInput={(event) => setDraft(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setDraft(undefined);
            }}
          />
          <button type="submit" class="button primary">
            {words.saveNote}
          </button>
        </form>
      )}
    </div>
  );
}
