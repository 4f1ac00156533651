import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ReviewCheck, ReviewPlace } from '../../core/model/review.ts';
import { explainFinding, type Implication, implicationOf } from '../../core/reports/explain-finding.ts';
import { formatTime, useLanguage, useText } from '../i18n/language.ts';
import type { Messages } from '../i18n/zh.ts';
import type { Decision, EventOf } from '../storage/event.ts';
import { ArithmeticTable } from './ArithmeticTable.tsx';
import { DecisionBar } from './DecisionBar.tsx';
import { Digits } from './Digits.tsx';
import { decisionOf, type FindingItem } from './finding-groups.ts';
import { DecisionIcon, MarkIcon, SeverityIcon } from './icons.tsx';
import { markOfRule } from './marks.ts';
import { PlaceChip } from './PlaceChip.tsx';
import { groupPlaces, placeLabel, type TableNames, tableNameOf } from './places.ts';
import { Words } from './Words.tsx';

/** Corroborations shown before the rest is only counted. */
const CORROBORATIONS_MAX = 3;

export interface FindingCardProps {
  readonly item: FindingItem;
  /** All checks of the review by id; those of the finding are picked out. */
  readonly checks: ReadonlyMap<string, ReviewCheck>;
  readonly names: TableNames;
  readonly pending: Decision | undefined;
  readonly onPending: (decision: Decision | undefined) => void;
  readonly onDecide: (decision: Decision, reason: string) => void;
  /** Goes to a place of the document. */
  readonly onJump: (place: ReviewPlace) => void;
  /** Names of devices, where reviewers gave them, for decisions that disagree. */
  readonly deviceNames?: ReadonlyMap<string, string>;
  /** Notes on this finding and a way to add one. */
  readonly children?: ComponentChildren;
  /** True where the page already shows the arithmetic in a popover: it stands once. */
  readonly compact?: boolean;
}

/** A finding in full: what is printed, the arithmetic that shows why, what else says so, the decision. */
export function FindingCard(props: FindingCardProps) {
  const { item, checks, names, onJump, compact } = props;
  const { finding } = item;
  const text = useText();
  const language = useLanguage();
  const { main, others } = useMemo(() => explainFinding(finding, checks), [finding, checks]);
  const place = finding.where[0];
  const copies = groupPlaces(finding.alsoAt ?? [], names, text);
  const titleId = `card-${finding.id}`;
  return (
    <section class="card" aria-labelledby={titleId}>
      <div class="card-head">
        <SeverityIcon severity={finding.severity} />
        <h3 id={titleId}>
          <Words>{finding.title[language]}</Words>
        </h3>
        {place && <PlaceChip label={placeLabel(place, names, text)} onJump={() => onJump(place)} plain />}
      </div>
      {!compact && main && <ArithmeticTable arithmetic={main} page={place?.page} onJump={onJump} />}
      {!compact && !main && <Pair finding={finding} />}
      {(!main || finding.severity !== 'error') && (
        <p class="sentence">
          <Words>{finding.message[language]}</Words>
        </p>
      )}
      <Corroborations checks={others} names={names} finding={finding} onJump={onJump} />
      {copies.length > 0 && (
        <div class="chips">
          <span class="small mute">{text.sameErrorAt}</span>
          {copies.map(({ label, places }) => (
            <PlaceChip
              key={label}
              label={places.length > 1 ? `${label} ×${places.length}` : label}
              onJump={() => onJump(places[0]!)}
            />
          ))}
        </div>
      )}
      <p class="small second">
        {finding.checks.length > 1 && <span>{text.explains(finding.checks.length)} </span>}
        {text.basis}
        {language === 'zh' ? '：' : ': '}
        <span lang="zh-CN">{finding.basis}</span> <span class="mute">{finding.rule}</span>
      </p>
      <DecisionBar
        decision={decisionOf(item)}
        pending={props.pending}
        onPending={props.onPending}
        onDecide={props.onDecide}
      />
      <DecisionHistory item={item} deviceNames={props.deviceNames} />
      {props.children}
    </section>
  );
}

/** Printed and expected, where no arithmetic can be set out. */
function Pair({ finding }: { readonly finding: FindingItem['finding'] }) {
  const text = useText();
  const { stated, expected, difference, unit } = finding;
  if (stated === undefined || expected === undefined) return null;
  return (
    <div class="arithmetic">
      <table>
        <caption class="sr-only">{text.arithmeticCaption}</caption>
        <tbody>
          <tr>
            <th scope="row">{text.shouldBe}</th>
            <td class="amount">
              <Digits amount={expected} other={stated} />
            </td>
          </tr>
          <tr>
            <th scope="row">{text.printed}</th>
            <td class="amount stated">
              {stated === '' ? (
                <span class="blank-word">{text.blank}</span>
              ) : (
                <Digits amount={stated} other={expected} />
              )}
            </td>
          </tr>
          {difference && (
            <tr class="ruled residual">
              <th scope="row">{text.difference}</th>
              <td class="amount number">
                <span>{difference.replace(/^-/, '−')}</span>
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {unit && <p class="arithmetic-foot">{text.unit(unit)}</p>}
    </div>
  );
}

interface CorroborationsProps {
  readonly checks: readonly ReviewCheck[];
  readonly names: TableNames;
  readonly finding: FindingItem['finding'];
  readonly onJump: (place: ReviewPlace) => void;
}

/** What else says the same, one line each: another place that prints the figure, or another sum. */
function Corroborations({ checks, names, finding, onJump }: CorroborationsProps) {
  const text = useText();
  const lines = useMemo(() => distinctLines(checks, names, finding, text), [checks, names, finding, text]);
  const [open, setOpen] = useState(false);
  if (lines.length === 0) return null;
  const rest = open ? 0 : lines.length - CORROBORATIONS_MAX;
  return (
    <ul class="corroborations">
      {(open ? lines : lines.slice(0, CORROBORATIONS_MAX)).map((line) => (
        <li key={line.words}>
          <MarkIcon mark={markOfRule(line.check.rule)} />
          <span>
            <span class="number">
              <Words>{line.words}</Words>
            </span>{' '}
            <button type="button" class="link-button tiny" onClick={() => onJump(line.where)}>
              {line.names && line.where.page !== undefined
                ? text.page(line.where.page)
                : placeLabel(line.where, names, text)}
            </button>
          </span>
        </li>
      ))}
      {rest > 0 && (
        <li>
          <button type="button" class="link-button" aria-expanded={false} onClick={() => setOpen(true)}>
            {text.more(rest)}
          </button>
        </li>
      )}
    </ul>
  );
}

interface Corroboration {
  readonly check: ReviewCheck;
  readonly words: string;
  /** True where the words name the table already: the link then says the page only. */
  readonly names: boolean;
  readonly where: ReviewPlace;
}

function distinctLines(
  checks: readonly ReviewCheck[],
  names: TableNames,
  finding: FindingItem['finding'],
  text: Messages,
): readonly Corroboration[] {
  const copies = [...finding.where.slice(0, 1), ...(finding.alsoAt ?? [])];
  const lines = new Map<string, Corroboration>();
  for (const check of checks) {
    const implied = implicationOf(check, copies);
    // A copy of the figure that is printed alike says nothing for or against it.
    if (!implied || implied.amount === finding.stated) continue;
    const words = implicationWords(implied, names, text);
    if (!lines.has(words))
      lines.set(words, { check, words, names: implied.kind === 'equal', where: implied.place });
  }
  return [...lines.values()];
}

function implicationWords(
  { kind, amount, count, line, place }: Implication,
  names: TableNames,
  text: Messages,
): string {
  const printed = amount === '' ? text.blank : amount;
  switch (kind) {
    case 'equal':
      return text.alsoGives(tableNameOf(place, names) || text.runningText, printed);
    case 'sum':
      return text.sumGives(count, printed);
    case 'rest':
      return text.restGives(line?.label ?? '', line?.amount ?? '', count, printed);
  }
}

/** The decision's reason and time; of two that disagree, both. */
function DecisionHistory({
  item,
  deviceNames,
}: {
  readonly item: FindingItem;
  readonly deviceNames?: ReadonlyMap<string, string> | undefined;
}) {
  const text = useText();
  const heads = item.decision?.heads ?? [];
  const disagree = item.decision !== undefined && item.decision.agreed === undefined;
  const told = heads.filter(({ body }) => disagree || (body.decision !== 'open' && body.reason));
  if (told.length === 0) return null;
  return (
    <div>
      {disagree && <p class="small second">{text.disagree}</p>}
      {told.map((event) => (
        <DecisionQuote key={event.id} event={event} by={deviceNames?.get(event.deviceId)} />
      ))}
    </div>
  );
}

function DecisionQuote({
  event,
  by,
}: {
  readonly event: EventOf<'decided'>;
  readonly by?: string | undefined;
}) {
  const text = useText();
  const language = useLanguage();
  const { decision, reason } = event.body;
  return (
    <blockquote class={`quote ${decision}`} style={{ margin: '6px 0 0' }}>
      <span class="row small" style={{ gap: '5px' }}>
        <DecisionIcon decision={decision} />
        {text.decisions[decision]}
      </span>
      {reason}
      <span class="by">
        {formatTime(event.at, language, new Date())}
        {by ? `·${by}` : ''}
      </span>
    </blockquote>
  );
}
