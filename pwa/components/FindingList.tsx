import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { SEVERITIES, type Severity } from '../../core/model/review.ts';
import { useLanguage, useText } from '../i18n/language.ts';
import { Digits } from './Digits.tsx';
import { decisionOf, type FindingGroup, type FindingItem, isDecided } from './finding-groups.ts';
import { DecisionIcon, SeverityIcon } from './icons.tsx';
import { placeLabel, type TableNames } from './places.ts';
import { scrollWithin } from './scroll.ts';
import { Words } from './Words.tsx';

/** Above this many findings only the blocks near the screen are in the page. */
const VIRTUAL_ABOVE = 100;
const BLOCK_SIZE = 50;
/** Height of a row before it was seen, px. */
const ROW_ESTIMATE = 66;
/** Height of a group's head, which sticks to the top, px. */
const GROUP_HEAD = 31;

export interface FindingListProps {
  /** As `arrangeFindings` gives them. */
  readonly groups: readonly FindingGroup[];
  readonly selected: string | undefined;
  readonly onSelect: (finding: string) => void;
  /** Enter on the selected finding: go to its place. */
  readonly onActivate?: (finding: string) => void;
  /** The open card of the selected finding; it stands in the place of its row. */
  readonly renderCard: (item: FindingItem) => ComponentChildren;
  readonly names: TableNames;
  /** Shown where there is nothing to show. */
  readonly empty: ComponentChildren;
  /** True while the review still runs: the first group's head says that there may be more. */
  readonly unfinished?: boolean;
}

/**
 * Findings in groups, as a listbox with one tab stop. The selected one is told in full by its card, which has buttons of its
 * own and so stands beside the listbox in the tree (`aria-owns`), in place of its row on the screen.
 */
export function FindingList(props: FindingListProps) {
  const { groups, selected, onActivate, empty } = props;
  const text = useText();
  const scroll = useRef<HTMLDivElement>(null);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const [owned, setOwned] = useState('');

  useEffect(() => {
    if (selected === undefined) return;
    const row = scroll.current?.querySelector(`[data-finding="${CSS.escape(selected)}"]`);
    scrollWithin(scroll.current, row, 'nearest', GROUP_HEAD);
  }, [selected]);
  // Which options are in the page changes as blocks come and go; the listbox names those that are.
  useEffect(() => {
    const ids = [...(scroll.current?.querySelectorAll('[role="option"]') ?? [])]
      .map(({ id }) => id)
      .join(' ');
    setOwned(ids);
  }, [groups, selected, count]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const order = groups.flatMap(({ items }) => items);
    if (step !== 0) {
      const at = order.findIndex(({ finding }) => finding.id === selected);
      const next = order[Math.min(order.length - 1, Math.max(0, at + step))];
      if (next) props.onSelect(next.finding.id);
      event.preventDefault();
    } else if (event.key === 'Enter' && selected !== undefined) {
      onActivate?.(selected);
      event.preventDefault();
    }
  };

  let position = 0;
  return (
    <div class="finding-list grow">
      {count > 0 && (
        <div
          class="listbox-focus"
          role="listbox"
          aria-label={text.findings}
          tabIndex={0}
          aria-activedescendant={selected === undefined ? undefined : optionId(selected)}
          aria-owns={owned || undefined}
          onKeyDown={onKeyDown}
        />
      )}
      <div ref={scroll} class="finding-scroll">
        {count === 0 && <div class="list-empty">{empty}</div>}
        {groups.map((group) => {
          const start = position;
          position += group.items.length;
          return (
            <GroupBlock
              key={group.key}
              {...props}
              group={group}
              start={start}
              count={count}
              scroll={scroll}
            />
          );
        })}
      </div>
    </div>
  );
}

export function optionId(finding: string): string {
  return `finding-${finding}`;
}

interface GroupBlockProps extends FindingListProps {
  readonly group: FindingGroup;
  /** Position of the group's first finding in the whole list, from 0. */
  readonly start: number;
  readonly count: number;
  readonly scroll: { readonly current: HTMLDivElement | null };
}

function GroupBlock(props: GroupBlockProps) {
  const { group, start, count, scroll, unfinished } = props;
  const text = useText();
  const severity = isSeverity(group.key) ? group.key : undefined;
  const blocks = useMemo(
    () => cut(group.items, count > VIRTUAL_ABOVE ? BLOCK_SIZE : Infinity),
    [group, count],
  );
  return (
    <section>
      <div class="group-head">
        {severity && <SeverityIcon severity={severity} />}
        <b>{group.label}</b>
        <span class="number">{unfinished ? text.mayBeMore(group.total) : text.number(group.total)}</span>
        <span class="grow" />
        {group.decided > 0 && (
          <span class="tiny mute number">{text.decided(group.decided, group.total)}</span>
        )}
        {start === 0 && (
          <span class="tiny keys-hint" aria-hidden="true">
            <kbd>j</kbd> <kbd>k</kbd>
          </span>
        )}
      </div>
      {blocks.map((items, index) => (
        <Block
          key={index}
          {...props}
          items={items}
          start={start + index * BLOCK_SIZE}
          lazy={blocks.length > 1 || count > VIRTUAL_ABOVE}
          root={scroll}
        />
      ))}
    </section>
  );
}

function isSeverity(key: string): key is Severity {
  return (SEVERITIES as readonly string[]).includes(key);
}

function cut<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (items.length <= size) return [items];
  const blocks: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += size) blocks.push(items.slice(at, at + size));
  return blocks;
}

interface BlockProps extends GroupBlockProps {
  readonly items: readonly FindingItem[];
  readonly lazy: boolean;
  readonly root: { readonly current: HTMLDivElement | null };
}

/** Rows that are in the page only while near the screen; their height stays as it was last. */
function Block({ items, lazy, root, start, count, selected, onSelect, renderCard, names }: BlockProps) {
  const element = useRef<HTMLDivElement>(null);
  const height = useRef(items.length * ROW_ESTIMATE);
  const [near, setNear] = useState(!lazy || start < BLOCK_SIZE);
  useEffect(() => {
    if (!lazy || !element.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry && !entry.isIntersecting && entry.boundingClientRect.height > 0) {
          height.current = entry.boundingClientRect.height;
        }
        setNear(entry?.isIntersecting ?? true);
      },
      { root: root.current, rootMargin: '1200px 0px' },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [lazy, root]);
  const shown = near || items.some(({ finding }) => finding.id === selected);
  return (
    <div ref={element} style={shown ? undefined : { height: `${height.current}px` }}>
      {shown &&
        items.map((item, index) =>
          item.finding.id === selected ? (
            <div key={item.finding.id} data-finding={item.finding.id}>
              {/* biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus */}
              <span
                id={optionId(item.finding.id)}
                role="option"
                aria-selected="true"
                aria-posinset={start + index + 1}
                aria-setsize={count}
                class="sr-only"
              >
                <OptionText item={item} names={names} />
              </span>
              {renderCard(item)}
            </div>
          ) : (
            <FindingRow
              key={item.finding.id}
              item={item}
              names={names}
              position={start + index + 1}
              count={count}
              onSelect={onSelect}
            />
          ),
        )}
    </div>
  );
}

interface FindingRowProps {
  readonly item: FindingItem;
  readonly names: TableNames;
  readonly position: number;
  readonly count: number;
  readonly onSelect: (finding: string) => void;
}

function FindingRow({ item, names, position, count, onSelect }: FindingRowProps) {
  const text = useText();
  const language = useLanguage();
  const { finding } = item;
  const decided = isDecided(item);
  const place = finding.where[0];
  return (
    // Keys are the listbox's: it has the focus, and this row is its active descendant.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={optionId(finding.id)}
      data-finding={finding.id}
      class={decided ? 'finding decided' : 'finding'}
      role="option"
      aria-selected="false"
      aria-posinset={position}
      aria-setsize={count}
      onClick={() => onSelect(finding.id)}
    >
      <SeverityIcon severity={finding.severity} />
      <span class="title clamp-3">
        <span class="sr-only">{text.severities[finding.severity]} </span>
        <Words>{finding.title[language]}</Words>
      </span>
      <span class="where">
        {decided && <DecisionIcon decision={decisionOf(item)} />}
        {decided && <span class="sr-only">{text.decisions[decisionOf(item)]}</span>}
        {item.decision && !item.decision.agreed && <span class="chip doubt">≠</span>}
        {place && <span>{placeLabel(place, names, text)}</span>}
      </span>
      <FindingDetail item={item} />
    </div>
  );
}

/** The second line: printed → should be, and where else. */
function FindingDetail({ item: { finding } }: { readonly item: FindingItem }) {
  const text = useText();
  const language = useLanguage();
  const { stated, expected, alsoAt } = finding;
  // Red is for a figure that differs, not for a hint.
  const tone = finding.severity === 'error' ? 'stated' : undefined;
  const elsewhere = alsoAt && alsoAt.length > 0 ? text.sameAt(alsoAt.length) : undefined;
  if (stated === undefined || expected === undefined) {
    return (
      <span class="detail clamp-3">
        <Words>{finding.message[language]}</Words>
      </span>
    );
  }
  return (
    <span class="detail pair">
      {stated === '' ? (
        <span class={tone}>{text.blank}</span>
      ) : (
        <span class={tone}>
          <Digits amount={stated} other={expected} />
        </span>
      )}
      <span aria-hidden="true">→</span>
      <span class="sr-only">{text.shouldBe}</span>
      <Digits amount={expected} other={stated} />
      {elsewhere && <span class="mute">{elsewhere}</span>}
    </span>
  );
}

function OptionText({ item, names }: { readonly item: FindingItem; readonly names: TableNames }) {
  const text = useText();
  const language = useLanguage();
  const place = item.finding.where[0];
  return (
    <>
      {text.severities[item.finding.severity]} {item.finding.title[language]}{' '}
      {place ? placeLabel(place, names, text) : ''} {isDecided(item) ? text.decisions[decisionOf(item)] : ''}
    </>
  );
}
