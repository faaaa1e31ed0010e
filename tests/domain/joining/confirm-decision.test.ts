import { expect, test } from 'vitest';
import { type ConfirmSituation, decideConfirm } from '../../../lib/domain/joining/confirm-decision.ts';

const NOW = 1_000_000;
const SIGN_UP = { signUpId: 's2', at: 500, expiresAt: NOW + 1, birthDate: '2026-01-05' };
const IN_THE_COURSE = { state: 'active', signUpId: 's1', birthDate: '2024-03-01' } as const;
const LEFT = { reason: 'left', at: 400 } as const;

const pressed = (overrides: Partial<ConfirmSituation> = {}): ConfirmSituation => ({
  signUpId: 's2',
  signUp: SIGN_UP,
  subscriber: null,
  suppression: null,
  now: NOW,
  ...overrides,
});

test.each<[string, Partial<ConfirmSituation>, string]>([
  ['somebody new begins', {}, 'new-run'],
  [
    'a link pressed before does nothing more',
    { signUp: null, subscriber: { ...IN_THE_COURSE, signUpId: 's2' } },
    'already-confirmed',
  ],
  [
    'the same while she is paused',
    { signUp: null, subscriber: { state: 'paused', signUpId: 's2', birthDate: null } },
    'already-confirmed',
  ],
  [
    'the link of a run that is finished is dead',
    { subscriber: { ...IN_THE_COURSE, signUpId: 's2', state: 'stopped', why: 'finished' } },
    'gone',
  ],
  ['a second baby begins a new run', { subscriber: IN_THE_COURSE }, 'new-run'],
  [
    'the very date she has changes nothing',
    { subscriber: { ...IN_THE_COURSE, birthDate: '2026-01-05' } },
    'unchanged',
  ],
  [
    'no date, and no date again, changes nothing',
    { signUp: { ...SIGN_UP, birthDate: null }, subscriber: { ...IN_THE_COURSE, birthDate: null } },
    'unchanged',
  ],
  [
    'a date given up begins a new run',
    { signUp: { ...SIGN_UP, birthDate: null }, subscriber: IN_THE_COURSE },
    'new-run',
  ],
  ['a sign-up that is gone', { signUp: null }, 'gone'],
  ['a sign-up that a newer one replaced', { signUp: { ...SIGN_UP, signUpId: 's3' } }, 'gone'],
  ['a sign-up that has run out', { signUp: { ...SIGN_UP, expiresAt: NOW } }, 'gone'],
  ['a sign-up older than her leaving', { suppression: { ...LEFT, at: 600 } }, 'gone'],
  ['a sign-up of the moment she left', { suppression: { ...LEFT, at: 500 } }, 'gone'],
  ['a sign-up after she left', { suppression: LEFT }, 'new-run'],
  ['an address that bounced', { suppression: { reason: 'bounced', at: 1 } }, 'blocked'],
  ['an address that complained', { suppression: { reason: 'complained', at: 1 } }, 'blocked'],
  [
    'an address that bounced and is not erased yet',
    { subscriber: { ...IN_THE_COURSE, state: 'stopped' } },
    'blocked',
  ],
  [
    'someone who finished begins again, with the same date too',
    { subscriber: { ...IN_THE_COURSE, state: 'stopped', why: 'finished' } },
    'new-run',
  ],
])('%s', (_name, overrides, decision) => {
  expect(decideConfirm(pressed(overrides))).toBe(decision);
});
