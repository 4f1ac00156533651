import {
  type CaptureMethod,
  compareEvents,
  type Decision,
  type EventBody,
  type EventOf,
  type WorkspaceEvent,
} from './event.ts';

/** Everything that the screens show, made from events alone. The same set of events gives the same workspace everywhere. */
export interface Workspace {
  readonly cases: ReadonlyMap<string, CaseState>;
  readonly documents: ReadonlyMap<string, DocumentState>;
  readonly deviceNames: ReadonlyMap<string, string>;
  readonly eventCount: number;
}

export interface CaseState {
  readonly id: string;
  readonly title: string;
  readonly sample: boolean;
  readonly removed: boolean;
  readonly createdAt: string;
  /** Time of the last event that concerns the case. */
  readonly changedAt: string;
  /** SHA-256 of its documents, in the order in which they were added. */
  readonly documents: readonly string[];
  /** The last review, if there is one. */
  readonly review?: EventOf<'reviewed'>;
  /** By finding id; a finding without an entry is open. */
  readonly decisions: ReadonlyMap<string, DecisionState>;
  /** In the order in which they were first written; emptied notes are left out. */
  readonly notes: readonly NoteState[];
  readonly exports: readonly EventOf<'exported'>[];
}

export interface DocumentState {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  /** The first capture; the others are further evidence of the same bytes. */
  readonly captures: readonly EventOf<'captured'>[];
  readonly method: CaptureMethod;
  readonly address?: string;
  readonly corrections: readonly EventOf<'figure-corrected'>[];
}

/**
 * The decisions on a finding that no other decision was made in sight of. One is the usual case; two or more are reviewers
 * who decided without knowing of each other, and all of them stay visible.
 */
export interface DecisionState {
  readonly heads: readonly EventOf<'decided'>[];
  /** The decision, where all heads say the same. */
  readonly agreed?: Decision;
}

export interface NoteState {
  readonly id: string;
  readonly heads: readonly EventOf<'noted'>[];
  readonly text: string;
  readonly finding?: string;
  readonly document?: string;
  readonly firstAt: string;
  readonly at: string;
}

/**
 * Projects a set of events: order and repetition do not matter, so the union of two devices' events is the merge of their
 * work. An event that was undone counts as never made, unless the undoing was itself undone.
 */
export function projectWorkspace(events: Iterable<WorkspaceEvent>): Workspace {
  const all = uniqueSorted(events);
  const undone = undoneIds(all);
  const draft = { cases: new Map<string, CaseDraft>(), documents: new Map<string, DocumentDraft>() };
  const deviceNames = new Map<string, string>();
  for (const event of all) {
    if (undone.has(event.id)) continue;
    if (event.kind === 'device-named') deviceNames.set(event.deviceId, event.body.name);
    else applyEvent(draft, event);
  }
  return {
    cases: new Map(
      [...draft.cases].filter(([, one]) => one.created).map(([id, one]) => [id, finishCase(one)]),
    ),
    documents: new Map([...draft.documents].flatMap(([sha256, one]) => finishDocument(sha256, one))),
    deviceNames,
    eventCount: all.length,
  };
}

/** The union of two sets of events, sorted; what merging two devices means. */
export function unionEvents(
  a: Iterable<WorkspaceEvent>,
  b: Iterable<WorkspaceEvent>,
): readonly WorkspaceEvent[] {
  return uniqueSorted([...a, ...b]);
}

function uniqueSorted(events: Iterable<WorkspaceEvent>): readonly WorkspaceEvent[] {
  const byId = new Map<string, WorkspaceEvent>();
  for (const event of events) byId.set(event.id, event);
  return [...byId.values()].sort(compareEvents);
}

/** An undoing counts only after what it undoes, so that two that point at each other cannot go round in circles. */
function undoneIds(sorted: readonly WorkspaceEvent[]): ReadonlySet<string> {
  const position = new Map(sorted.map((event, index) => [event.id, index]));
  const undone = new Set<string>();
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const event = sorted[index]!;
    if (event.kind !== 'undone' || undone.has(event.id)) continue;
    const target = position.get(event.body.event);
    if (target !== undefined && target < index) undone.add(event.body.event);
  }
  return undone;
}

interface CaseDraft {
  readonly id: string;
  created?: EventOf<'case-created'>;
  title: string;
  removed: boolean;
  changedAt: string;
  documents: string[];
  review?: EventOf<'reviewed'>;
  decided: Map<string, EventOf<'decided'>[]>;
  noted: Map<string, EventOf<'noted'>[]>;
  exports: EventOf<'exported'>[];
}

interface DocumentDraft {
  captures: EventOf<'captured'>[];
  corrections: EventOf<'figure-corrected'>[];
}

interface Draft {
  readonly cases: Map<string, CaseDraft>;
  readonly documents: Map<string, DocumentDraft>;
}

function applyEvent(draft: Draft, event: Exclude<WorkspaceEvent, { kind: 'device-named' }>): void {
  switch (event.kind) {
    case 'case-created': {
      const one = caseOf(draft, event.body, event.at);
      if (!one.created) {
        one.created = event;
        one.title = one.title || event.body.title;
      }
      return;
    }
    case 'case-renamed':
      caseOf(draft, event.body, event.at).title = event.body.title;
      return;
    case 'case-removed':
      caseOf(draft, event.body, event.at).removed = true;
      return;
    case 'document-added': {
      const one = caseOf(draft, event.body, event.at);
      if (!one.documents.includes(event.body.document)) one.documents.push(event.body.document);
      return;
    }
    case 'document-removed': {
      const one = caseOf(draft, event.body, event.at);
      one.documents = one.documents.filter((sha256) => sha256 !== event.body.document);
      return;
    }
    case 'reviewed':
      caseOf(draft, event.body, event.at).review = event;
      return;
    case 'decided':
      pushTo(caseOf(draft, event.body, event.at).decided, event.body.finding, event);
      return;
    case 'noted':
      pushTo(caseOf(draft, event.body, event.at).noted, event.body.note, event);
      return;
    case 'exported':
      caseOf(draft, event.body, event.at).exports.push(event);
      return;
    case 'captured':
      documentOf(draft, event.body.document).captures.push(event);
      return;
    case 'figure-corrected':
      documentOf(draft, event.body.document).corrections.push(event);
      return;
    case 'undone':
      return;
  }
}

/** Events of a case may come before the one that creates it (another device's is still to come): kept until then. */
function caseOf(draft: Draft, body: { readonly case: string }, at: string): CaseDraft {
  let one = draft.cases.get(body.case);
  if (!one) {
    one = {
      id: body.case,
      title: '',
      removed: false,
      changedAt: at,
      documents: [],
      decided: new Map(),
      noted: new Map(),
      exports: [],
    };
    draft.cases.set(body.case, one);
  }
  one.changedAt = at;
  return one;
}

function documentOf(draft: Draft, sha256: string): DocumentDraft {
  const known = draft.documents.get(sha256);
  if (known) return known;
  const made: DocumentDraft = { captures: [], corrections: [] };
  draft.documents.set(sha256, made);
  return made;
}

function pushTo<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

function finishCase(one: CaseDraft): CaseState {
  const created = one.created!;
  return {
    id: one.id,
    title: one.title,
    sample: created.body.sample ?? false,
    removed: one.removed,
    createdAt: created.at,
    changedAt: one.changedAt,
    documents: one.documents,
    ...(one.review ? { review: one.review } : {}),
    decisions: new Map([...one.decided].map(([finding, events]) => [finding, finishDecision(events)])),
    notes: [...one.noted.values()].map(finishNote).filter((note) => note.text !== ''),
    exports: one.exports,
  };
}

/** The events that no other of the list supersedes: a multi-value register. */
function headsOf<
  E extends { readonly id: string; readonly body: { readonly supersedes: readonly string[] } },
>(events: readonly E[]): readonly E[] {
  const superseded = new Set(events.flatMap((event) => event.body.supersedes));
  const heads = events.filter((event) => !superseded.has(event.id));
  // Events that all supersede one another can only be forged; the last one then stands.
  return heads.length > 0 ? heads : events.slice(-1);
}

function finishDecision(events: readonly EventOf<'decided'>[]): DecisionState {
  const heads = headsOf(events);
  const first = heads[0]!.body.decision;
  return heads.every(({ body }) => body.decision === first) ? { heads, agreed: first } : { heads };
}

function finishNote(events: readonly EventOf<'noted'>[]): NoteState {
  const heads = headsOf(events);
  const last = heads.at(-1)!;
  const { note, finding, document }: EventBody<'noted'> = last.body;
  return {
    id: note,
    heads,
    text: heads
      .map(({ body }) => body.text)
      .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
      .join('\n\n'),
    ...(finding ? { finding } : {}),
    ...(document ? { document } : {}),
    firstAt: events[0]!.at,
    at: last.at,
  };
}

function finishDocument(sha256: string, one: DocumentDraft): readonly (readonly [string, DocumentState])[] {
  const first = one.captures[0];
  if (!first) return [];
  const { name, mediaType, size } = first.body;
  const address = one.captures.find(({ body }) => body.address)?.body.address;
  return [
    [
      sha256,
      {
        sha256,
        name,
        mediaType,
        size,
        captures: one.captures,
        method: first.body.method,
        ...(address ? { address } : {}),
        corrections: headsOf(one.corrections),
      },
    ],
  ];
}
