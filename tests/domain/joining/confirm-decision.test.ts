import { expect, test } from 'vitest';
import { type ConfirmSituation, decideConfirm } from '../../../lib/domain/joining/confirm-decision.ts';
import { subscriber } from '../../builders.ts';
import { paused, stopped } from '../../contracts/records.ts';

const NOW = 1_000_000;
const SIGN_UP = { signUpId: 's2', at: 500, expiresAt: NOW + 1, birthDate: '2026-01-05' };
const IN_THE_COURSE = subscriber({ signUpId: 's1', birthDate: '2024-03-01' });
const PAUSED = { ...paused(), signUpId: 's2' };
const FINISHED = stopped({ signUpId: 's1', why: 'finished', birthDate: '2026-01-05' });
const LEFT = { reason: 'left', at: 400 } as const;
type Situation = ConfirmSituation<typeof SIGN_UP>;

const pressed = (overrides: Partial<Situation> = {}): Situation => ({
  course: { anchor: 'asked' },
  signUpId: 's2',
  signUp: SIGN_UP,
  subscriber: null,
  suppression: null,
  now: NOW,
  ...overrides,
});
const newRun = { kind: 'new-run', signUp: SIGN_UP };

test.each<[string, Partial<Situation>, object]>([
  ['somebody new begins', {}, newRun],
  [
    'a link pressed before does nothing more',
    { signUp: null, subscriber: { ...IN_THE_COURSE, signUpId: 's2' } },
    { kind: 'already-confirmed', current: { ...IN_THE_COURSE, signUpId: 's2' } },
  ],
  [
    'the same while she is paused',
    { signUp: null, subscriber: PAUSED },
    { kind: 'already-confirmed', current: PAUSED },
  ],
  [
    'the link of a run whose leaving was cut short is dead',
    { subscriber: { ...IN_THE_COURSE, signUpId: 's2' }, suppression: LEFT },
    { kind: 'gone' },
  ],
  [
    'the link of a run that is finished is dead',
    { subscriber: { ...FINISHED, signUpId: 's2' } },
    { kind: 'gone' },
  ],
  [
    'where everyone counts from the day she joins, joining once more changes nothing',
    { course: { anchor: 'joined' }, subscriber: IN_THE_COURSE },
    { kind: 'unchanged', current: IN_THE_COURSE, signUp: SIGN_UP },
  ],
  ['a second baby begins a new run', { subscriber: IN_THE_COURSE }, newRun],
  [
    'the very date she has changes nothing',
    { subscriber: { ...IN_THE_COURSE, birthDate: '2026-01-05' } },
    { kind: 'unchanged', current: { ...IN_THE_COURSE, birthDate: '2026-01-05' }, signUp: SIGN_UP },
  ],
  [
    'the very date she has begins a new run where leaving was cut short',
    { subscriber: { ...IN_THE_COURSE, birthDate: '2026-01-05' }, suppression: LEFT },
    newRun,
  ],
  ['a sign-up that is gone', { signUp: null }, { kind: 'gone' }],
  ['a sign-up that a newer one replaced', { signUp: { ...SIGN_UP, signUpId: 's3' } }, { kind: 'gone' }],
  ['a sign-up that has run out', { signUp: { ...SIGN_UP, expiresAt: NOW } }, { kind: 'gone' }],
  ['a sign-up older than her leaving', { suppression: { ...LEFT, at: 600 } }, { kind: 'gone' }],
  ['a sign-up of the moment she left', { suppression: { ...LEFT, at: 500 } }, { kind: 'gone' }],
  ['a sign-up after she left', { suppression: LEFT }, newRun],
  ['an address that bounced', { suppression: { reason: 'bounced', at: 1 } }, { kind: 'blocked' }],
  ['an address that complained', { suppression: { reason: 'complained', at: 1 } }, { kind: 'blocked' }],
  [
    'an address that bounced and is not erased yet',
    { subscriber: stopped({ why: 'bounced' }) },
    { kind: 'blocked' },
  ],
  ['someone who finished begins again, with the same date too', { subscriber: FINISHED }, newRun],
])('%s', (_name, overrides, decision) => {
  expect(decideConfirm(pressed(overrides))).toEqual(decision);
});

test.each([
  ['no date, and no date again, changes nothing', null, 'unchanged'],
  ['a date given up begins a new run', '2024-03-01', 'new-run'],
])('%s', (_name, birthDate, kind) => {
  const undated = { ...SIGN_UP, birthDate: null };
  const situation = { ...pressed(), signUp: undated, subscriber: { ...IN_THE_COURSE, birthDate } };
  expect(decideConfirm(situation)).toMatchObject({ kind, signUp: undated });
});
