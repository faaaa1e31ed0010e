import { expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../lib/domain/calendar.ts';
import { CANARY_ADDRESS } from '../../../lib/domain/canary.ts';
import { parseAddress } from '../../../lib/domain/joining/address.ts';
import { NO_TRIES } from '../../../lib/domain/subscriber.ts';
import type { SignUp } from '../../../lib/ports/subscriber-store.ts';
import { mailboxIdOf } from '../../../lib/use-cases/sending/mailbox-id.ts';
import { confirm, showConfirmation } from '../../../lib/use-cases/web/confirm.ts';
import { signUp } from '../../contracts/records.ts';
import { tokens } from '../../simulation/ports.ts';
import { type CourseInMemory, courseInMemory, herRecord, NOW, sesEvent } from '../course-in-memory.ts';

const LINK = 'sign-up-b';

async function asks(course: CourseInMemory, overrides: Partial<SignUp> = {}): Promise<string> {
  const at = course.clock.now();
  const asked = signUp({ signUpId: LINK, birthDate: '2026-01-04', at, expiresAt: at + DAY_MS, ...overrides });
  await course.stores.subscribers.putSignUp(asked);
  return tokens.sign('confirm', { id: asked.id, subject: asked.signUpId });
}

test('a link that is none, and one whose sign-up is gone, look the same', async () => {
  const { ports } = courseInMemory();
  const unknown = await tokens.sign('confirm', { id: 'sub-1', subject: LINK });
  for (const token of ['no token', unknown]) {
    expect(await showConfirmation(ports)(token)).toEqual({ kind: 'gone' });
    expect(await confirm(ports)(token)).toEqual({ kind: 'gone' });
  }
});

test('it asks with how long ago the birth was, or without a date', async () => {
  const course = courseInMemory();
  const dated = await asks(course);
  expect(await showConfirmation(course.ports)(dated)).toMatchObject({ kind: 'ask', weeksAgo: 1 });
  const undated = await asks(course, { birthDate: null });
  expect(await showConfirmation(course.ports)(undated)).toMatchObject({ kind: 'ask', weeksAgo: null });
});

test('pressed twice it begins one run, and the second press says so', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: false });
  const { run } = await herRecord(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: true });
  expect(await showConfirmation(course.ports)(token)).toMatchObject({ kind: 'confirmed', already: true });
  expect((await herRecord(course)).run).toBe(run);
});

test('killed after the record was written, the next press stores the consent and forgets the sign-up', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  await confirm(course.ports)(token);
  await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ already: true });
  expect(await course.stores.subscribers.getSignUp('sub-1')).toBeNull();
});

test('with the date that she has, her course stays, also when something else is written meanwhile', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  const token = await asks(course, { birthDate: her.birthDate });
  const { replace } = course.stores.subscribers;
  let meanwhile = 0;
  const subscribers = {
    ...course.stores.subscribers,
    replace: async (...change: Parameters<typeof replace>) =>
      meanwhile++ === 0 ? ('conflict' as const) : replace(...change),
  };
  expect(await confirm({ ...course.ports, subscribers })(token)).toMatchObject({ already: true });
  expect(await herRecord(course)).toMatchObject({ run: her.run, signUpId: LINK });
  expect(meanwhile).toBe(2);
});

test('a send of the old run that is under way is waited out, and its week is unknown', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  const token = await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ already: false });
  expect(course.clock.now()).toBeGreaterThan(NOW + 5 * SECOND_MS);
  expect(await course.stores.ledger.get(her.id, her.run, her.dueOn)).toMatchObject({
    ...{ state: 'unknown', reason: 'a new run began while it was under way' },
  });
});

test('a claim that is long over is not waited for', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await course.stores.subscribers.claim(her, { attempt: 'a', at: NOW, sendBy: NOW + 5 * SECOND_MS });
  course.pass(10 * MINUTE_MS);
  const token = await asks(course);
  await confirm(course.ports)(token);
  expect(course.clock.now()).toBe(NOW + 10 * MINUTE_MS);
});

test('of who left since, nothing begins; of who left before, everything', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW + 1 });
  expect(await confirm(course.ports)(token)).toEqual({ kind: 'gone' });
  course.pass(MINUTE_MS);
  expect(await confirm(course.ports)(await asks(course))).toMatchObject({ already: false });
});

test('an address that bounced is blocked, and a link of the run that bounced is dead', async () => {
  const course = courseInMemory();
  const her = await course.joins({ signUpId: LINK });
  await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
  const token = await asks(course);
  for (const answer of [await showConfirmation(course.ports)(token), await confirm(course.ports)(token)])
    expect(answer).toEqual({ kind: 'blocked' });
});

test('leaving between the read and the write undoes the write', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  const { confirm: write } = course.stores.subscribers;
  const subscribers = {
    ...course.stores.subscribers,
    confirm: async (...record: Parameters<typeof write>) => {
      await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW + SECOND_MS });
      return write(...record);
    },
  };
  expect(await confirm({ ...course.ports, subscribers })(token)).toEqual({ kind: 'gone' });
  expect(await course.stores.subscribers.everything('sub-1')).toEqual([]);
});

test('it answers with her weekly day and hour, her own ones where she chose them', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  expect(await confirm(course.ports)(token)).toMatchObject({ every: { weekday: 3, hour: 20 } });
  expect(await showConfirmation(course.ports)(token)).toMatchObject({ every: { weekday: 3, hour: 20 } });
  const another = courseInMemory();
  const undecided = await asks(another, { sendDay: null, sendHour: 9 });
  expect(await confirm(another.ports)(undecided)).toMatchObject({ every: { weekday: 1, hour: 9 } });
});

test('what was mailed to her and to her mailbox counts against nobody any more', async () => {
  const course = courseInMemory();
  const token = await asks(course, { address: 'mother+course@example.com' });
  const mailbox = await mailboxIdOf(course.ports.identities, parsed('mother+course@example.com'));
  for (const id of ['sub-1', mailbox])
    await course.stores.limits.addMail(id, [], { signUpId: LINK, at: NOW });
  await confirm(course.ports)(token);
  for (const id of ['sub-1', mailbox]) expect(await course.stores.limits.mails(id)).toEqual([]);
});

test('a link of a run that was stopped is gone, and begins nothing', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  await confirm(course.ports)(token);
  const { claim: _, tries: __, dueAt: ___, dueOn: ____, ...her } = await herRecord(course);
  await course.stores.subscribers.replace(
    { ...her, state: 'stopped', why: 'finished', eraseAt: NOW + DAY_MS },
    'stop',
  );
  expect(await showConfirmation(course.ports)(token)).toEqual({ kind: 'gone' });
  expect(await confirm(course.ports)(token)).toEqual({ kind: 'gone' });
});

test('who left before has that lifted, so that her lessons go out', async () => {
  const course = courseInMemory();
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW - MINUTE_MS });
  expect(await confirm(course.ports)(await asks(course))).toMatchObject({ already: false });
  expect(await course.stores.suppressions.get('sub-1')).toBeNull();
});

test('who bounces again in the moment of her press is read again, and blocked', async () => {
  const course = courseInMemory();
  await course.stores.suppressions.put({ id: 'sub-1', reason: 'left', at: NOW - MINUTE_MS });
  const token = await asks(course);
  const { liftLeft } = course.stores.suppressions;
  course.ports.suppressions.liftLeft = async (...which) => {
    await course.stores.suppressions.put({ id: 'sub-1', reason: 'bounced', at: NOW });
    return liftLeft(...which);
  };
  expect(await confirm(course.ports)(token)).toEqual({ kind: 'blocked' });
  expect(await course.stores.subscribers.get('sub-1')).toBeNull();
});

test('a first run is counted, queued and logged; her record is the first of its kind', async () => {
  const course = courseInMemory();
  await confirm(course.ports)(await asks(course));
  const her = await herRecord(course);
  expect(her).toMatchObject({ run: NOW.toString(36), revision: 1 });
  expect(course.queued).toEqual([{ id: her.id, dueAt: her.dueAt }]);
  expect(course.noted).toEqual([['confirmed', { subscriber: her.id }]]);
  expect(await course.stores.counts.all()).toMatchObject([{ counts: { joined: 1 } }]);
  const [stored] = await course.stores.subscribers.getConsents(her.id);
  expect(stored).toMatchObject({ run: her.run, consent: { confirmedAt: NOW } });
});

test('the canary joins without being counted', async () => {
  const course = courseInMemory();
  await confirm(course.ports)(await asks(course, { address: CANARY_ADDRESS }));
  expect(await course.stores.counts.all()).toEqual([]);
});

test.each([
  ['in the very millisecond in which the first began', 0],
  ['while the clock of this machine is behind', -5 * SECOND_MS],
])('a second run that is confirmed %s has a later name', async (_, off) => {
  const course = courseInMemory();
  await confirm(course.ports)(await asks(course));
  const first = await herRecord(course);
  course.pass(off);
  const again = { signUpId: 'sign-up-c', birthDate: '2026-01-05' };
  expect(await confirm(course.ports)(await asks(course, again))).toMatchObject({ already: false });
  expect(await herRecord(course)).toMatchObject({
    ...{ run: (Number.parseInt(first.run, 36) + 1).toString(36), revision: first.revision + 1 },
  });
});

test('a second run is named by its own moment where that is later', async () => {
  const course = courseInMemory();
  await confirm(course.ports)(await asks(course));
  course.pass(MINUTE_MS);
  await confirm(course.ports)(await asks(course, { signUpId: 'sign-up-c', birthDate: '2026-01-05' }));
  expect((await herRecord(course)).run).toBe((NOW + MINUTE_MS).toString(36));
});

test('where nothing was under way, the old run gets no line', async () => {
  const course = courseInMemory();
  const her = await course.joins();
  await confirm(course.ports)(await asks(course));
  expect(await course.stores.ledger.of(her.id, 10)).toEqual([]);
});

test('an attempt without an answer makes the week of the old run unknown', async () => {
  const course = courseInMemory();
  const tries = { ...NO_TRIES, lastUnknownAttempt: 'attempt-a' };
  const her = await course.joins({ tries });
  await confirm(course.ports)(await asks(course));
  expect(await course.stores.ledger.of(her.id, 10)).toMatchObject([
    { state: 'unknown', attempt: 'attempt-a' },
  ]);
});

test('whoever confirms in another place at once is read again, and finds it done', async () => {
  const course = courseInMemory();
  const token = await asks(course);
  const { confirm: write } = course.stores.subscribers;
  let meanwhile = 0;
  const subscribers = {
    ...course.stores.subscribers,
    confirm: async (...record: Parameters<typeof write>) => {
      meanwhile += 1;
      if (meanwhile === 1) await confirm(course.ports)(token);
      return write(...record);
    },
  };
  expect(await confirm({ ...course.ports, subscribers })(token)).toMatchObject({ already: true });
  expect(await course.stores.counts.all()).toMatchObject([{ counts: { joined: 1 } }]);
});

test.each([
  ['before she signed up does not undo the run', -1, 'confirmed'],
  ['in the moment in which she signed up does', 0, 'gone'],
])('a suppression that appears while it is written, of %s', async (_, off, kind) => {
  const course = courseInMemory();
  const token = await asks(course);
  const { get } = course.stores.suppressions;
  let looks = 0;
  const suppressions = {
    ...course.stores.suppressions,
    get: async (id: string) => {
      looks += 1;
      return looks === 1 ? get(id) : { id, reason: 'left' as const, at: NOW + off };
    },
  };
  expect(await confirm({ ...course.ports, suppressions })(token)).toMatchObject({ kind });
});

test('it leads to her week, her calendar and her details', async () => {
  const course = courseInMemory();
  const shown = await confirm(course.ports)(
    await asks(course, { training: 'tue fri 09:30 after-breakfast' }),
  );
  const { id, run } = await herRecord(course);
  expect(shown).toMatchObject({
    country: 'IE',
    next: { on: '2026-01-12', title: expect.any(String) },
    preferencesUrl: `https://course.example/preferences/${await tokens.sign('preferences', { id, subject: run })}`,
    plan: {
      weekUrl: `https://course.example/week/${await tokens.sign('week', { id, subject: run })}`,
      calendarUrl: expect.stringContaining(await tokens.sign('calendar', { id, subject: run })),
      training: 'tue fri 09:30 after-breakfast',
    },
  });
});

function parsed(address: string) {
  const read = parseAddress(address);
  if (read === null) throw new Error(`${address} is no address`);
  return read;
}
