import { type ReviewFinding, SEVERITIES } from '../../core/model/review.ts';
import type { Language } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';
import type { Decision } from '../storage/event.ts';
import type { DecisionState } from '../storage/project.ts';
import { placeLabel, type TableNames } from './places.ts';

/** A finding as a list shows it. */
export interface FindingItem {
  readonly finding: ReviewFinding;
  /** Absent while no one has decided. */
  readonly decision?: DecisionState | undefined;
}

export const GROUPINGS = ['severity', 'table', 'rule'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface FindingGroup {
  readonly key: string;
  readonly label: string;
  readonly items: readonly FindingItem[];
  /** How many of the group are decided, the hidden ones included. */
  readonly decided: number;
  readonly total: number;
}

export interface Arrangement {
  readonly grouping: Grouping;
  readonly hideDecided: boolean;
  /** Words that must all occur in title, sentence, place or amounts. */
  readonly query: string;
}

/** The decision of a finding; `open` for none and for reviewers who disagree. */
export function decisionOf({ decision }: FindingItem): Decision {
  return decision?.agreed ?? 'open';
}

/** A finding is decided when someone decided it and it is not open again; a disagreement is not. */
export function isDecided(item: FindingItem): boolean {
  return decisionOf(item) !== 'open';
}

/** Filters findings and puts them into groups; within a group the order of the review stays. */
export function arrangeFindings(
  items: readonly FindingItem[],
  { grouping, hideDecided, query }: Arrangement,
  names: TableNames,
  text: Messages,
  language: Language,
): readonly FindingGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (item: FindingItem) =>
    words.length === 0 || includesAll(searchText(item.finding, names, text, language), words);
  const groups = new Map<string, { label: string; items: FindingItem[]; decided: number; total: number }>();
  for (const item of [...items].sort(bySeverity)) {
    if (!matches(item)) continue;
    const { key, label } = groupOf(item.finding, grouping, names, text);
    const group = groups.get(key) ?? { label, items: [], decided: 0, total: 0 };
    groups.set(key, group);
    group.total += 1;
    if (isDecided(item)) group.decided += 1;
    if (!hideDecided || !isDecided(item)) group.items.push(item);
  }
  return [...groups].map(([key, group]) => ({ key, ...group })).filter((group) => group.items.length > 0);
}

function bySeverity(a: FindingItem, b: FindingItem): number {
  return SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity);
}

function groupOf(finding: ReviewFinding, grouping: Grouping, names: TableNames, text: Messages) {
  switch (grouping) {
    case 'severity':
      return { key: finding.severity, label: text.severities[finding.severity] };
    case 'rule':
      return { key: finding.rule, label: finding.rule };
    case 'table': {
      const place = finding.where[0];
      const key = place?.table ?? place?.sheet ?? '';
      return { key, label: place?.table ? (names.get(place.table) ?? place.table) : text.runningText };
    }
  }
}

function searchText(finding: ReviewFinding, names: TableNames, text: Messages, language: Language): string {
  const places = finding.where.map((place) => `${placeLabel(place, names, text)} ${place.quote}`);
  return [
    finding.title[language],
    finding.message[language],
    finding.rule,
    finding.stated ?? '',
    finding.expected ?? '',
    ...places,
  ]
    .join(' ')
    .toLowerCase();
}

function includesAll(haystack: string, words: readonly string[]): boolean {
  const plain = haystack.replaceAll(',', '');
  return words.every((word) => haystack.includes(word) || plain.includes(word.replaceAll(',', '')));
}

/** The finding `step` places after the selected one in the order shown; stays at the ends. */
export function stepFinding(
  groups: readonly FindingGroup[],
  selected: string | undefined,
  step: 1 | -1,
): string | undefined {
  const order = groups.flatMap(({ items }) => items.map(({ finding }) => finding.id));
  const at = selected === undefined ? -1 : order.indexOf(selected);
  if (at < 0) return step === 1 ? order[0] : order.at(-1);
  return order[Math.min(order.length - 1, Math.max(0, at + step))];
}

/** The first finding of the group after or before the one with the selected finding. */
export function stepGroup(
  groups: readonly FindingGroup[],
  selected: string | undefined,
  step: 1 | -1,
): string | undefined {
  const at = groups.findIndex(({ items }) => items.some(({ finding }) => finding.id === selected));
  const next = at < 0 ? 0 : Math.min(groups.length - 1, Math.max(0, at + step));
  return groups[next]?.items[0]?.finding.id;
}
