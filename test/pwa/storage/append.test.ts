import { afterEach, describe, expect, it } from 'vitest';
import { appendEvents } from '../../../pwa/storage/append.ts';
import { hashEvent, readEvent } from '../../../pwa/storage/event.ts';
import { bytesOf, dropAll, freshDatabase, steadyClock } from '../support.ts';

afterEach(dropAll);

const created = (id: string) => ({ kind: 'case-created', body: { case: id, title: id } }) as const;

describe('appendEvents', () => {
  it('numbers events from 1 and chains each to the one before by hash', async () => {
    const db = freshDatabase();
    await appendEvents(db, [created('a')], [], steadyClock());
    await appendEvents(db, [created('b'), created('c')], [], steadyClock());
    const events = await db.events.orderBy('[deviceId+seq]').toArray();
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(events[0]?.previousHash).toBe('');
    expect(events[1]?.previousHash).toBe(await hashEvent(events[0]!));
    expect(events[2]?.previousHash).toBe(await hashEvent(events[1]!));
  });

  it('keeps one chain when two tabs append at the same moment', async () => {
    const db = freshDatabase();
    const results = await Promise.all([...'abcdef'].map((id) => appendEvents(db, [created(id)])));
    expect(results.every(({ ok }) => ok)).toBe(true);
    const events = await db.events.orderBy('[deviceId+seq]').toArray();
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    for (let index = 1; index < events.length; index += 1) {
      expect(events[index]?.previousHash).toBe(await hashEvent(events[index - 1]!));
    }
  });

  it('stores bytes under their own hash, once however often they come', async () => {
    const db = freshDatabase();
    const blob = { kind: 'source', mediaType: 'text/plain', bytes: bytesOf('abc') } as const;
    await appendEvents(db, [created('a')], [blob]);
    await appendEvents(db, [created('b')], [blob]);
    expect((await db.blobs.toArray()).map(({ sha256 }) => sha256)).toEqual([
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ]);
  });

  it('stores neither blob nor event when the event cannot be written', async () => {
    const db = freshDatabase();
    const quota = new DOMException('full', 'QuotaExceededError');
    db.events.hook('creating', () => {
      throw quota;
    });
    const blob = { kind: 'source', mediaType: 'text/plain', bytes: bytesOf('abc') } as const;
    const result = await appendEvents(db, [created('a')], [blob]);
    expect(result).toMatchObject({ ok: false, error: { code: 'quota' } });
    expect(result.ok ? '' : result.error.message.zh).toContain('这份文件存不下');
    expect(await db.blobs.count()).toBe(0);
    expect(await db.events.count()).toBe(0);
  });

  it('never lets a device’s times fall when its clock is set back', async () => {
    const db = freshDatabase();
    await appendEvents(db, [created('a')], [], () => new Date('2026-11-20T10:00:00Z'));
    await appendEvents(db, [created('b')], [], () => new Date('2026-11-19T10:00:00Z'));
    const events = await db.events.orderBy('[deviceId+seq]').toArray();
    expect(events.map(({ at }) => at)).toEqual(['2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z']);
  });

  it('refuses a database that a newer version wrote and leaves it alone', async () => {
    const db = freshDatabase();
    await appendEvents(db, [created('a')]);
    db.close();
    const Dexie = (await import('dexie')).default;
    const newer = new Dexie(db.name);
    newer.version(99).stores({ events: '&id, [deviceId+seq], kind' });
    await newer.open();
    newer.close();
    const { WorkspaceDatabase } = await import('../../../pwa/storage/database.ts');
    const { openWorkspace } = await import('../../../pwa/storage/open.ts');
    const result = await openWorkspace(new WorkspaceDatabase(db.name));
    expect(result).toMatchObject({ ok: false, error: { code: 'newer-data' } });
  });
});

describe('readEvent', () => {
  const event = {
    id: 'e1',
    deviceId: 'd1',
    seq: 1,
    at: '2026-11-20T08:00:00.000Z',
    previousHash: '',
    kind: 'case-created',
    body: { case: 'c1', title: 'Case' },
  };

  it('takes an event back as it was written, fields of later versions included', () => {
    const later = { ...event, body: { ...event.body, colour: 'blue' } };
    const reading = readEvent(later);
    expect(reading).toEqual({ ok: true, event: later });
  });

  it('calls an unknown kind newer, and what does not fit damaged, naming the field', () => {
    expect(readEvent({ ...event, kind: 'teleported' })).toMatchObject({ ok: false, problem: 'newer' });
    expect(readEvent({ ...event, kind: 'toString' })).toMatchObject({ ok: false, problem: 'newer' });
    expect(readEvent({ ...event, seq: 0 })).toMatchObject({ ok: false, problem: 'damaged' });
    const reading = readEvent({ ...event, body: { case: 'c1' } });
    expect(reading).toMatchObject({ ok: false, problem: 'damaged' });
    expect(reading.ok ? '' : reading.detail).toContain('title');
    expect(readEvent(null)).toMatchObject({ ok: false, problem: 'damaged' });
  });
});
