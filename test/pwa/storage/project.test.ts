import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventDraft, WorkspaceEvent } from '../../../pwa/storage/event.ts';
import { DECISIONS } from '../../../pwa/storage/event.ts';
import { projectWorkspace, unionEvents } from '../../../pwa/storage/project.ts';

const documentHash = 'a'.repeat(64);

function event(id: string, deviceId: string, seq: number, draft: EventDraft, second = seq): WorkspaceEvent {
  const at = new Date(Date.UTC(2026, 10, 20, 8, 0, second)).toISOString();
  return { id, deviceId, seq, at, previousHash: '', ...draft };
}

const created: EventDraft = { kind: 'case-created', body: { case: 'c', title: 'Case' } };
const decided = (decision: (typeof DECISIONS)[number], supersedes: string[] = []): EventDraft => ({
  kind: 'decided',
  body: { case: 'c', finding: 'f', decision, supersedes },
});
const undone = (target: string): EventDraft => ({ kind: 'undone', body: { event: target } });
const stateOf = (events: readonly WorkspaceEvent[]) => projectWorkspace(events).cases.get('c');

describe('projectWorkspace', () => {
  it('shows the last decision when each was made in sight of the one before', () => {
    const state = stateOf([
      event('1', 'd', 1, created),
      event('2', 'd', 2, decided('confirmed')),
      event('3', 'd', 3, decided('explained', ['2'])),
    ]);
    expect(state?.decisions.get('f')?.agreed).toBe('explained');
    expect(state?.decisions.get('f')?.heads).toHaveLength(1);
  });

  it('shows both decisions of two reviewers who did not know of each other', () => {
    const state = stateOf([
      event('1', 'd', 1, created),
      event('2', 'd', 2, decided('confirmed')),
      event('3', 'e', 1, decided('dismissed'), 9),
    ]);
    expect(state?.decisions.get('f')?.agreed).toBeUndefined();
    expect(state?.decisions.get('f')?.heads.map(({ body }) => body.decision)).toEqual([
      'confirmed',
      'dismissed',
    ]);
  });

  it('calls it agreed when two reviewers decided alike', () => {
    const state = stateOf([
      event('1', 'd', 1, created),
      event('2', 'd', 2, decided('confirmed')),
      event('3', 'e', 1, decided('confirmed'), 9),
    ]);
    expect(state?.decisions.get('f')).toMatchObject({ agreed: 'confirmed' });
  });

  it('brings back the decision before when the last one is undone, and again when the undoing is', () => {
    const events = [
      event('1', 'd', 1, created),
      event('2', 'd', 2, decided('confirmed')),
      event('3', 'd', 3, decided('explained', ['2'])),
      event('4', 'd', 4, undone('3')),
    ];
    expect(stateOf(events)?.decisions.get('f')?.agreed).toBe('confirmed');
    expect(stateOf([...events, event('5', 'd', 5, undone('4'))])?.decisions.get('f')?.agreed).toBe(
      'explained',
    );
  });

  it('takes an emptied note away and keeps a removed case known as removed', () => {
    const note = (text: string, supersedes: string[]): EventDraft => ({
      kind: 'noted',
      body: { case: 'c', note: 'n', text, supersedes },
    });
    const state = stateOf([
      event('1', 'd', 1, created),
      event('2', 'd', 2, note('ask them', [])),
      event('3', 'd', 3, note('', ['2'])),
      event('4', 'd', 4, { kind: 'case-removed', body: { case: 'c' } }),
    ]);
    expect(state?.notes).toEqual([]);
    expect(state?.removed).toBe(true);
  });

  it('waits with a case until the event that creates it is there', () => {
    const added = event('2', 'd', 2, { kind: 'document-added', body: { case: 'c', document: documentHash } });
    expect(stateOf([added])).toBeUndefined();
    expect(stateOf([added, event('1', 'd', 1, created)])?.documents).toEqual([documentHash]);
  });
});

/** Histories of three devices whose decisions and undoings point anywhere, sense or not. */
const histories = fc.array(
  fc.tuple(
    fc.constantFrom('d', 'e', 'g'),
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom('decide', 'undo', 'rename', 'add', 'remove', 'note'),
    fc.nat(40),
    fc.constantFrom(...DECISIONS),
  ),
  { maxLength: 40 },
);

function history(steps: readonly (readonly [string, number, string, number, (typeof DECISIONS)[number]])[]) {
  const seq: Record<string, number> = {};
  const events: WorkspaceEvent[] = [event('0', 'd', 1, created, 0)];
  seq.d = 1;
  steps.forEach(([device, second, what, target, decision], index) => {
    const next = (seq[device] ?? 0) + 1;
    seq[device] = next;
    const at = String(target);
    const drafts: Record<string, EventDraft> = {
      decide: decided(decision, target % 3 === 0 ? [] : [at]),
      undo: undone(at),
      rename: { kind: 'case-renamed', body: { case: 'c', title: `t${target}` } },
      add: { kind: 'document-added', body: { case: 'c', document: documentHash } },
      remove: { kind: 'document-removed', body: { case: 'c', document: documentHash } },
      note: {
        kind: 'noted',
        body: { case: 'c', note: `n${target % 3}`, text: `x${index}`, supersedes: [at] },
      },
    };
    events.push(event(String(index + 1), device, next, drafts[what]!, second));
  });
  return events;
}

describe('merging', () => {
  it('gives the same workspace whatever the order and however often events come', () => {
    fc.assert(
      fc.property(histories, fc.func(fc.boolean()), (steps, half) => {
        const all = history(steps);
        const a = all.filter((one) => half(one.id) || one.id === '0');
        const b = all.filter((one) => !half(one.id) || Number(one.id) % 5 === 0);
        const merged = projectWorkspace(unionEvents(a, b));
        expect(projectWorkspace(unionEvents(b, a))).toEqual(merged);
        expect(projectWorkspace([...all].reverse())).toEqual(merged);
        expect(projectWorkspace(unionEvents(unionEvents(a, b), unionEvents(b, b)))).toEqual(merged);
      }),
      { numRuns: 200 },
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const all = history(steps);
        const parts = [0, 1, 2].map((part) =>
          all.filter((_, index) => index % 3 === part || index % 7 === 0),
        );
        const [a, b, c] = parts as [WorkspaceEvent[], WorkspaceEvent[], WorkspaceEvent[]];
        expect(unionEvents(unionEvents(a, b), c)).toEqual(unionEvents(a, unionEvents(b, c)));
      }),
      { numRuns: 100 },
    );
  });
});
