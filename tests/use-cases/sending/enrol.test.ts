import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/calendar.ts';
import { aboutWith } from '../../../lib/domain/joining/read-fields.ts';
import type { SendOutcome } from '../../../lib/ports/mailer.ts';
import type { EnrolMessage, SignUpMessage } from '../../../lib/ports/queues.ts';
import { COURSE } from '../../course.ts';
import { idOf } from '../../simulation/ports.ts';
import { courseInMemory, NOW, sesEvent, unanswered } from '../course-in-memory.ts';

const ADDRESS = 'mother@example.com';
const ID = idOf(ADDRESS);

describe('a sign-up', () => {
  test('is kept, and gets one mail with a link that stands for it; nothing else is sent before it is confirmed (Q31)', async () => {
    const course = courseInMemory();
    expect(await course.enrol(signUp())).toBe('mailed');
    expect(course.mails).toMatchObject([
      { kind: 'confirmation', to: ADDRESS, text: `confirm.${ID}.sign-up-1.` },
    ]);
    expect(course.mails[0]?.unsubscribeUrl).toBeNull();
    expect(await course.stores.subscribers.getSignUp(ID)).toMatchObject({
      signUpId: 'sign-up-1',
      mailed: true,
    });
    expect(await course.stores.subscribers.get(ID)).toBeNull();
  });

  test('delivered again after its mail went is dropped', async () => {
    const course = courseInMemory();
    await course.enrol(signUp());
    expect(await course.enrol(signUp())).toBe('dropped');
    expect(course.mails).toHaveLength(1);
  });

  test('delivered again after an unknown outcome is sent again: twice rather than never (Q41)', async () => {
    const course = courseInMemory();
    course.ses.answer = unanswered;
    await expect(course.enrol(signUp())).rejects.toThrow('no answer from SES for a confirmation mail');
    course.ses.answer = () => ({ kind: 'accepted', messageId: 'second' });
    expect(await course.enrol(signUp())).toBe('mailed');
    expect(course.mails).toHaveLength(2);
  });

  test('that came out of order does not replace a newer one', async () => {
    const course = courseInMemory();
    await course.enrol(signUp({ signUpId: 'sign-up-2', at: NOW + 1 }));
    expect(await course.enrol(signUp())).toBe('dropped');
    expect(await course.stores.subscribers.getSignUp(ID)).toMatchObject({ signUpId: 'sign-up-2' });
  });

  test('that is newer leaves the older link good until its own mail goes out', async () => {
    const course = courseInMemory();
    await course.enrol(signUp());
    course.pass(HOUR_MS);
    await course.stores.rate.pause(NOW + DAY_MS, 'operator');
    expect(await course.enrol(signUp({ signUpId: 'sign-up-2', at: NOW + HOUR_MS }))).toBe('later');
    expect(await course.stores.subscribers.getSignUp(ID)).toMatchObject({ signUpId: 'sign-up-1' });
    await course.stores.rate.resume();
    expect(await course.enrol(signUp({ signUpId: 'sign-up-2', at: NOW + HOUR_MS }))).toBe('mailed');
    expect(await course.stores.subscribers.getSignUp(ID)).toMatchObject({ signUpId: 'sign-up-2' });
  });

  test('older than her leaving is dropped, a newer one is welcome', async () => {
    const course = courseInMemory();
    await course.stores.suppressions.put({ id: ID, reason: 'left', at: NOW });
    expect(await course.enrol(signUp())).toBe('dropped');
    course.pass(1);
    expect(await course.enrol(signUp({ signUpId: 'sign-up-2', at: NOW + 1 }))).toBe('mailed');
  });

  test.each(['bounced', 'complained'] as const)(
    'of an address that %s is dropped (failure 9)',
    async (reason) => {
      const course = courseInMemory();
      await course.stores.suppressions.put({ id: ID, reason, at: NOW - DAY_MS });
      expect(await course.enrol(signUp())).toBe('dropped');
      expect(course.mails).toEqual([]);
    },
  );

  test('of someone who leaves at that very moment is taken back, and not mailed', async () => {
    const course = courseInMemory();
    const { putSignUp } = course.stores.subscribers;
    course.ports.subscribers = {
      ...course.ports.subscribers,
      putSignUp: async (form) => {
        await course.stores.suppressions.put({ id: ID, reason: 'left', at: NOW });
        await putSignUp(form);
      },
    };
    expect(await course.enrol(signUp())).toBe('dropped');
    expect(course.mails).toEqual([]);
    expect(await course.stores.subscribers.getSignUp(ID)).toBeNull();
  });

  test('that expired while it waited is dropped', async () => {
    const course = courseInMemory();
    expect(await course.enrol(signUp({ expiresAt: NOW }))).toBe('dropped');
  });

  test('beyond the address’s share is dropped', async () => {
    const course = courseInMemory();
    for (const [n, outcome] of (['mailed', 'mailed', 'mailed', 'dropped'] as const).entries()) {
      expect(await course.enrol(signUp({ signUpId: `sign-up-${n}`, at: NOW + n }))).toBe(outcome);
      course.pass(10 * MINUTE_MS);
    }
    expect(course.counted.get('ConfirmationsLimited')).toBe(1);
  });

  test('too soon after the last one waits its turn', async () => {
    const course = courseInMemory();
    await course.enrol(signUp());
    expect(await course.enrol(signUp({ signUpId: 'sign-up-2', at: NOW + 1 }))).toBe('later');
  });
});

describe('one mailbox, however it is spelled', () => {
  const spellings = Array.from(
    { length: 30 },
    (_, n) => `${n % 2 ? 'vic.tim' : 'victim'}+${n}@${n % 3 ? 'gmail' : 'googlemail'}.com`,
  );

  test('gets at most 3 confirmation mails a day', async () => {
    const course = courseInMemory();
    const outcomes: string[] = [];
    for (const [n, address] of spellings.entries())
      outcomes.push(await course.enrol(signUp({ address, signUpId: `sign-up-${n}` })));
    expect(outcomes.filter((outcome) => outcome === 'mailed')).toHaveLength(3);
    expect(course.mails).toHaveLength(3);
    course.pass(DAY_MS);
    expect(await course.enrol(signUp({ address: 'victim@gmail.com', signUpId: 'next-day' }))).toBe('mailed');
  });

  test('counts a mail once, however often its sign-up is delivered', async () => {
    const course = courseInMemory();
    course.ses.answer = unanswered;
    for (let again = 0; again < 4; again += 1)
      await expect(course.enrol(signUp({ address: 'victim+1@gmail.com' }))).rejects.toThrow('no answer');
    course.ses.answer = () => ({ kind: 'accepted', messageId: 'second' });
    expect(await course.enrol(signUp({ address: 'victim+2@gmail.com', signUpId: 'other' }))).toBe('mailed');
  });

  test('holds a mother for each address: who she is stays her address', async () => {
    const course = courseInMemory();
    await course.enrol(signUp({ address: 'ann+one@example.com' }));
    await course.enrol(signUp({ address: 'ann+two@example.com', signUpId: 'sign-up-2' }));
    for (const address of ['ann+one@example.com', 'ann+two@example.com'])
      expect(await course.stores.subscribers.getSignUp(idOf(address))).toMatchObject({ address });
  });
});

describe('what SES says', () => {
  type Why = Extract<SendOutcome, { kind: 'refused' }>['why'];
  test.each<[Why, number]>([
    ['throttled', 30],
    ['quota', 900],
    ['account', 900],
    ['unreachable', 900],
  ])('%s: queued again in %i seconds', async (why, delaySeconds) => {
    const course = courseInMemory();
    course.ses.answer = () => ({ kind: 'refused', why, error: why });
    expect(await course.enrol(signUp())).toBe('later');
    expect(course.enrolQueue).toEqual([{ message: signUp(), delaySeconds }]);
  });

  test('this message refused: dropped', async () => {
    const course = courseInMemory();
    course.ses.answer = () => ({ kind: 'refused', why: 'message', error: 'MessageRejected' });
    expect(await course.enrol(signUp())).toBe('dropped');
    expect(course.enrolQueue).toEqual([]);
  });
});

describe('a form that was on its way while she confirmed another', () => {
  const consent = {
    version: '1',
    hash: 'h',
    page: '',
    ip: '',
    userAgent: '',
    locale: 'en',
    confirmedAt: NOW,
  };

  test('is not her last word when it is the older one', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: ID });
    await course.stores.subscribers.putConsent(ID, her.run, { ...consent, askedAt: NOW - MINUTE_MS });
    expect(await course.enrol(signUp({ at: NOW - 2 * MINUTE_MS }))).toBe('dropped');
    expect(course.mails).toEqual([]);
  });

  test('is mailed when it is the newer one', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: ID });
    await course.stores.subscribers.putConsent(ID, her.run, { ...consent, askedAt: NOW - MINUTE_MS });
    expect(await course.enrol(signUp({ at: NOW }))).toBe('mailed');
  });
});

describe('a fresh link', () => {
  test.each(['link', 'year-link'] as const)(
    '(%s) goes to who asked, within the hour, and to no earlier run',
    async (kind) => {
      const course = courseInMemory();
      const her = await course.joins({ id: ID });
      const link = (run: string, at = NOW): EnrolMessage => ({ kind, link: { id: ID, run, at } });
      expect(await course.enrol(link(her.run))).toBe('mailed');
      expect(course.mails).toMatchObject([{ kind: 'link', to: ADDRESS }]);
      expect(await course.enrol(link('earlier'))).toBe('dropped');
      expect(await course.enrol(link(her.run, NOW - HOUR_MS))).toBe('dropped');
    },
  );
});

describe('the delayed deletion', () => {
  test('deletes what a send in flight wrote after she left', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: ID });
    await course.deliver([her]);
    await course.stores.suppressions.put({ id: ID, reason: 'left', at: course.clock.now() });
    await course.stores.subscribers.deleteProfile(ID, 'leave');
    expect(await course.enrol({ kind: 'forget', forget: { id: ID, run: her.run } })).toBe('forgotten');
    expect(await course.stores.subscribers.everything(ID)).toEqual([]);
  });

  test('keeps the run that she began meanwhile, with its lines', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: ID });
    await course.deliver([her]);
    await course.enrol({ kind: 'forget', forget: { id: ID, run: 'earlier' } });
    expect(await course.stores.subscribers.get(ID)).toMatchObject({ run: her.run });
    expect(await course.stores.ledger.of(ID, 10)).toHaveLength(1);
  });

  test('keeps it also when her address bounced in the new run', async () => {
    const course = courseInMemory();
    const her = await course.joins({ id: ID });
    await course.deliver([her]);
    await course.record(sesEvent(her, 'attempt-0000000001', { kind: 'bounce' }));
    await course.enrol({ kind: 'forget', forget: { id: ID, run: 'earlier' } });
    expect(await course.stores.subscribers.get(ID)).toMatchObject({ state: 'stopped', run: her.run });
    expect(await course.stores.ledger.of(ID, 10)).toMatchObject([{ fate: 'bounce' }]);
  });
});

function signUp(overrides: Partial<SignUpMessage> = {}): EnrolMessage {
  return {
    kind: 'sign-up',
    signUp: {
      ...{ signUpId: 'sign-up-1', address: ADDRESS },
      ...aboutWith(COURSE, { birthDate: '2026-01-05', country: 'GB', timeZone: 'Europe/London' }),
      ...{ at: NOW, expiresAt: NOW + 7 * DAY_MS },
      consent: {
        version: '1',
        hash: 'h',
        askedAt: NOW - MINUTE_MS,
        page: '/',
        ip: '',
        userAgent: '',
        locale: 'en',
      },
      ...overrides,
    },
  };
}
