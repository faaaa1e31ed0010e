import { describe, expect, test } from 'vitest';
import {
  encodeEnrolMessage,
  encodeLessonMessage,
  parseEnrolMessage,
  parseLessonMessage,
} from '../../../lib/adapters/sqs/messages.ts';
import type { EnrolMessage, SignUpMessage } from '../../../lib/ports/queues.ts';

const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const SIGN_UP: SignUpMessage = {
  signUpId: 'BBBBBBBBBBBBBBBBBBBBBB',
  address: 'maya@example.com',
  firstName: 'Zoë',
  birthDate: '2026-02-16',
  pace: 'gentle',
  country: 'GB',
  timeZone: 'Europe/London',
  babyMentions: true,
  training: null,
  sendDay: 3,
  sendHour: 20,
  at: 1,
  expiresAt: 2,
  consent: { version: '1', hash: 'h', askedAt: 1, page: '/', ip: '192.0.2.1', userAgent: 'b', locale: 'en' },
};

test('a lesson message comes back as it was put, and names nobody', () => {
  const body = encodeLessonMessage({ id: ID, dueAt: 1_000 });
  expect(body).toBe(`{"v":1,"id":"${ID}","dueAt":1000}`);
  expect(parseLessonMessage(body)).toEqual({ id: ID, dueAt: 1_000 });
});

test.each<EnrolMessage>([
  { kind: 'sign-up', signUp: SIGN_UP },
  { kind: 'sign-up', signUp: { ...SIGN_UP, firstName: null, birthDate: null } },
  { kind: 'link', link: { id: ID, run: 'mi2x0', at: 5 } },
  { kind: 'year-link', link: { id: ID, run: 'mi2x0', at: 5 } },
  { kind: 'forget', forget: { id: ID, run: 'mi2x0' } },
  { kind: 'forget', forget: { id: ID, run: null } },
])('an enrol message comes back as it was put: %j', (message) => {
  expect(parseEnrolMessage(encodeEnrolMessage(message))).toEqual(message);
});

test('a message that could not be read again is never sent', () => {
  const odd = Object.assign({ ...SIGN_UP }, { country: 'constructor' });
  expect(() => encodeEnrolMessage({ kind: 'sign-up', signUp: odd })).toThrow();
  const early = { ...SIGN_UP, consent: { ...SIGN_UP.consent, askedAt: -1 } };
  expect(() => encodeEnrolMessage({ kind: 'sign-up', signUp: early })).toThrow();
  expect(() => encodeLessonMessage({ id: ID, dueAt: Number.NaN })).toThrow();
});

describe('a body that is no message of ours is thrown', () => {
  test.each([
    '',
    'null',
    '{}',
    '{"v":2,"id":"AAAAAAAAAAAAAAAAAAAAAA","dueAt":1}',
    '{"v":1,"id":"x","dueAt":1}',
  ])('from the lesson queue: %s', (body) => {
    expect(() => parseLessonMessage(body)).toThrow();
  });

  test.each([
    ['an impossible birth date', { birthDate: '2026-02-30' }],
    ['an unknown zone', { timeZone: 'Maya/Town' }],
    ['an unknown country', { country: 'Maya' }],
    ['a name that is no text', { firstName: 5 }],
  ])('from the enrol queue, without repeating what stood in it: %s', (_, broken) => {
    const body = JSON.stringify({ v: 1, kind: 'sign-up', signUp: { ...SIGN_UP, ...broken } });
    expect(() => parseEnrolMessage(body)).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/maya|2026-02-30/i) }),
    );
  });

  test('from the enrol queue, when it is not JSON', () => {
    expect(() => parseEnrolMessage('maya@example.com')).toThrow('the message is not JSON');
  });
});
