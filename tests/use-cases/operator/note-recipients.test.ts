import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { noteRecipients } from '../../../lib/use-cases/operator/note-recipients.ts';
import { sendNote } from '../../../lib/use-cases/sending/send-note.ts';
import { line, sent } from '../../builders.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW } from '../course-in-memory.ts';
import { LATER, NOTE, URGENT } from '../sample-note.ts';

describe('a note goes to', () => {
  const PROGRESS = sent(['7', '8', '9'], '2026-01-10');
  const ids = async (course: CourseInMemory, to: Parameters<typeof noteRecipients>[1], note = NOTE) => {
    const { receives, ...counts } = await noteRecipients(course.ports, to, note, () => {});
    return { ids: receives.map(({ id }) => id).toSorted(), ...counts };
  };

  test('everyone, to who has a session now, or to who received it since a day', async () => {
    const course = courseInMemory();
    await course.joins({ ...LATER, ...PROGRESS, id: 'at-9' });
    await course.joins({ ...LATER, ...sent(['7', '8'], '2026-01-10'), id: 'at-8' });
    await course.joins({ ...LATER, id: 'new' });
    expect((await ids(course, { kind: 'all' })).ids).toEqual(['at-8', 'at-9', 'new']);
    expect((await ids(course, { kind: 'session', session: '8' })).ids).toEqual(['at-8']);
    const received = { kind: 'received', session: '8', since: null } as const;
    expect((await ids(course, received)).ids).toEqual(['at-8', 'at-9']);
    expect((await ids(course, { ...received, since: '2026-01-08' })).ids).toEqual(['at-8']);
    await sendNote(course.ports)(NOTE, 'at-8');
    expect(await ids(course, received)).toMatchObject({ ids: ['at-9'], already: 1, resting: 0 });
  });

  test('whoever got it longer ago than her record remembers, as her ledger tells', async () => {
    const course = courseInMemory();
    const sessions = Array.from({ length: 14 }, (_, index) => String(index));
    await course.joins({ ...LATER, ...sent(sessions, '2026-01-10'), run: 'run1' });
    const received = { kind: 'received', session: '1', since: null } as const;
    expect((await ids(course, received)).ids).toEqual([]);
    await course.stores.ledger.put(line({ session: '1', state: 'skipped', dueOn: '2025-10-18' }));
    await course.stores.ledger.put(line({ session: '1', run: 'earlier', dueOn: '2025-10-18' }));
    expect((await ids(course, received)).ids).toEqual([]);
    await course.stores.ledger.put(line({ session: '1', dueOn: '2025-10-18' }));
    expect((await ids(course, received)).ids).toEqual(['sub-1']);
    expect((await ids(course, { ...received, since: '2025-10-19' })).ids).toEqual([]);
  });

  test('no one who stopped, the paused only when it is urgent, and one bad row is named and stops nobody', async () => {
    const course = courseInMemory();
    const sessions = Array.from({ length: 14 }, (_, index) => String(index));
    const progress = sent(sessions, '2026-01-10');
    for (const id of ['a', 'stopped', 'paused', 'damaged', 'no-ledger'])
      await course.joins({ ...LATER, ...progress, id, address: `${id}@example.com` });
    const { claim: _, tries: __, dueAt: ___, dueOn: ____, ...her } = await herRecord(course, 'stopped');
    await course.stores.subscribers.replace(
      { ...her, state: 'stopped', why: 'bounced', eraseAt: NOW + DAY_MS },
      'stop',
    );
    const rests = { state: 'paused', pausedUntil: '2026-02-09', restUntil: '2026-02-09' } as const;
    await course.stores.subscribers.replace({ ...(await herRecord(course, 'paused')), ...rests }, 'pause');
    course.poison('damaged');
    const { of } = course.ports.ledger;
    course.ports.ledger.of = async (id, limit) => {
      if (id === 'no-ledger') throw new Error('throttled');
      return of(id, limit);
    };
    const received = { kind: 'received', session: '1', since: null } as const;
    expect((await ids(course, received)).unreadable.toSorted()).toEqual(['damaged', 'no-ledger']);
    expect(await ids(course, { kind: 'all' })).toMatchObject({ ids: ['a', 'no-ledger'], resting: 1 });
    expect((await ids(course, { kind: 'all' }, URGENT)).ids).toEqual(['a', 'no-ledger', 'paused']);
  });
});
