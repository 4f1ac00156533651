import { EyeOff, Layers } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ReviewCheck, ReviewFinding, ReviewPlace } from '../../../core/model/review.ts';
import { useApp } from '../../app-context.ts';
import { DECISION_KEYS, needsReason } from '../../components/DecisionBar.tsx';
import { FindingCard } from '../../components/FindingCard.tsx';
import { FindingList } from '../../components/FindingList.tsx';
import {
  arrangeFindings,
  type FindingItem,
  GROUPINGS,
  type Grouping,
  isDecided,
  stepFinding,
  stepGroup,
} from '../../components/finding-groups.ts';
import { useKeys } from '../../components/keys.ts';
import type { TableNames } from '../../components/places.ts';
import { useLanguage, useText } from '../../i18n/language.ts';
import type { Decision } from '../../storage/event.ts';
import type { CaseState } from '../../storage/project.ts';
import { decide, writeNote } from '../../storage/record.ts';
import { NoteList } from '../notes/NoteList.tsx';

export interface FindingsPanelProps {
  readonly state: CaseState;
  readonly findings: readonly ReviewFinding[];
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly names: TableNames;
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  readonly onJump: (place: ReviewPlace) => void;
  /** What stands where there are no findings. */
  readonly empty: ComponentChildren;
}

/** Findings with filter, grouping, keys, decisions and notes: beside a document, and across the documents of a case. */
export function FindingsPanel(props: FindingsPanelProps) {
  const { state, findings, checks, names, selected, onSelect, onJump, empty } = props;
  const app = useApp();
  const text = useText();
  const language = useLanguage();
  const [query, setQuery] = useState('');
  const [grouping, setGrouping] = useState<Grouping>('severity');
  const [hideDecided, setHideDecided] = useState(false);
  const [pending, setPending] = useState<Decision>();
  const [noting, setNoting] = useState(false);
  const filter = useRef<HTMLInputElement>(null);

  const items = useMemo(
    () => findings.map((finding): FindingItem => ({ finding, decision: state.decisions.get(finding.id) })),
    [findings, state],
  );
  const groups = useMemo(
    () => arrangeFindings(items, { grouping, hideDecided, query }, names, text, language),
    [items, grouping, hideDecided, query, names, text, language],
  );
  const finding = findings.find(({ id }) => id === selected);
  // A line of reason belongs to the finding it was opened on.
  useEffect(() => {
    setPending(undefined);
    setNoting(false);
  }, [selected]);

  const onDecide = async (decision: Decision, reason: string) => {
    if (!selected) return;
    setPending(undefined);
    const result = await decide(app.db, state, selected, decision, reason);
    if (!result.ok) return app.fail(result.error);
    const event = result.value[0]?.id;
    app.say({ words: text.recordedAs(text.decisions[decision]), ...(event ? { undo: event } : {}) });
  };
  const press = (decision: Decision) => {
    if (!selected) return;
    if (needsReason(decision)) setPending(decision);
    else void onDecide(decision, '');
  };
  const move = (next: string | undefined) => next !== undefined && onSelect(next);
  useKeys(
    {
      j: () => move(stepFinding(groups, selected, 1)),
      k: () => move(stepFinding(groups, selected, -1)),
      J: () => move(stepGroup(groups, selected, 1)),
      K: () => move(stepGroup(groups, selected, -1)),
      Enter: finding?.where[0] ? () => onJump(finding.where[0]!) : undefined,
      ...Object.fromEntries(
        Object.entries(DECISION_KEYS).map(([key, decision]) => [key, () => press(decision)]),
      ),
      a: selected ? () => setNoting(true) : undefined,
      g: () => setGrouping(GROUPINGS[(GROUPINGS.indexOf(grouping) + 1) % GROUPINGS.length]!),
      h: () => setHideDecided(!hideDecided),
      '/': () => filter.current?.focus(),
      f: () => filter.current?.focus(),
    },
    app.singleKeys,
  );

  const errors = items.filter((item) => item.finding.severity === 'error');
  const openErrors = errors.filter((item) => !isDecided(item)).length;
  const openRest = items.filter((item) => item.finding.severity !== 'error' && !isDecided(item)).length;
  return (
    <div class="findings-panel">
      {items.length > 0 && (
        <div class="findings-tools">
          <input
            ref={filter}
            class="field grow"
            type="search"
            value={query}
            placeholder={`${text.filterFindings}  /`}
            aria-label={text.filterFindings}
            onInput={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              setQuery('');
              event.currentTarget.blur();
            }}
          />
          <button
            type="button"
            class="icon-button"
            aria-pressed={hideDecided}
            title={`${text.hideDecided} (h)`}
            aria-label={text.hideDecided}
            onClick={() => setHideDecided(!hideDecided)}
          >
            <EyeOff aria-hidden="true" />
          </button>
          <button
            type="button"
            class="icon-button"
            title={`${text.groupBy} (g): ${text.groupNames[grouping]}`}
            aria-label={`${text.groupBy}: ${text.groupNames[grouping]}`}
            aria-pressed={grouping !== 'severity'}
            onClick={() => setGrouping(GROUPINGS[(GROUPINGS.indexOf(grouping) + 1) % GROUPINGS.length]!)}
          >
            <Layers aria-hidden="true" />
          </button>
        </div>
      )}
      <FindingList
        groups={groups}
        selected={selected}
        onSelect={onSelect}
        onActivate={() => finding?.where[0] && onJump(finding.where[0])}
        names={names}
        empty={query === '' ? empty : text.notFound(query)}
        renderCard={(item) => (
          <FindingCard
            item={item}
            checks={checks}
            names={names}
            pending={pending}
            onPending={setPending}
            onDecide={onDecide}
            onJump={onJump}
            deviceNames={app.workspace.deviceNames}
          >
            <NoteList
              notes={state.notes.filter((note) => note.finding === item.finding.id)}
              adding={noting}
              onAdding={setNoting}
              onWrite={async (words, note) => {
                const target = note ? { note } : { finding: item.finding.id };
                const result = await writeNote(app.db, state, words, target);
                if (!result.ok) app.fail(result.error);
              }}
            />
          </FindingCard>
        )}
      />
      {errors.length > 0 && openErrors === 0 && openRest > 0 && (
        <p class="all-decided small">
          {text.allErrorsDecided(errors.length, openRest)} <kbd>j</kbd>
        </p>
      )}
    </div>
  );
}
