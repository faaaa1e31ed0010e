import type { LedgerLine, SesEvent } from '../../lib/domain/sending/ledger.ts';
import { shardOf } from '../../lib/domain/sending/shard.ts';
import { type Active, NO_TRIES, type Paused, type Stopped } from '../../lib/domain/subscriber.ts';
import type { Consent, SignUp } from '../../lib/ports/subscriber-store.ts';

/** Stored records with a field of every kind, for what the stores promise about them. */
export const DUE_AT = Date.parse('2026-10-19T08:00:00Z');
export const DUE = { id: 'sub-1', dueAt: DUE_AT };
export const SHARD = shardOf('sub-1');
export const CLAIM = { attempt: 'attempt-a', at: DUE_AT + 1_000, sendBy: DUE_AT + 6_000 };

export function active(overrides: Partial<Active> = {}): Active {
  return {
    ...COMMON,
    state: 'active',
    dueAt: DUE_AT,
    dueOn: '2026-10-19',
    claim: null,
    tries: NO_TRIES,
    ...overrides,
  };
}

export function paused(overrides: Partial<Paused> = {}): Paused {
  return { ...active(), state: 'paused', pausedUntil: '2026-10-15', ...overrides };
}

export function stopped(overrides: Partial<Stopped> = {}): Stopped {
  return { ...COMMON, state: 'stopped', why: 'bounced', eraseAt: DUE_AT + 30 * 86_400_000, ...overrides };
}

export function signUp(overrides: Partial<SignUp> = {}): SignUp {
  return {
    signUpId: 'sign-up-a',
    id: 'sub-1',
    address: 'mother@example.com',
    firstName: null,
    birthDate: '2026-01-05',
    pace: 'gentle',
    country: 'IE',
    timeZone: 'Europe/Dublin',
    babyMentions: false,
    training: null,
    sendDay: 3,
    sendHour: 20,
    at: DUE_AT,
    expiresAt: DUE_AT + 7 * 86_400_000,
    mailed: false,
    consent: {
      version: '1',
      hash: 'abc',
      askedAt: DUE_AT,
      page: '/',
      ip: '192.0.2.1',
      userAgent: 'a browser',
      locale: 'en-IE',
    },
    ...overrides,
  };
}

export function consent(overrides: Partial<Consent> = {}): Consent {
  return { ...signUp().consent, confirmedAt: DUE_AT + 60_000, ...overrides };
}

export function week(overrides: Partial<LedgerLine> = {}): LedgerLine {
  return {
    id: 'sub-1',
    run: 'run00001',
    dueOn: '2026-10-19',
    dueAt: DUE_AT,
    state: 'sent',
    number: 3,
    session: 'E2',
    level: 2,
    reason: 'next',
    attempt: 'attempt-a',
    messageId: 'message-a',
    at: DUE_AT,
    seen: [],
    fate: 'none',
    fateAt: null,
    otherAttempts: [],
    ...overrides,
  };
}

export function sesEvent(overrides: Partial<SesEvent> = {}): SesEvent {
  return {
    kind: 'delivery',
    at: DUE_AT + 2_000,
    attempt: 'attempt-a',
    messageId: 'message-a',
    ...overrides,
  };
}

const COMMON = {
  id: 'sub-1',
  address: 'mother@example.com',
  run: 'run00001',
  signUpId: 'sign-up-a',
  revision: 1,
  softBounced: false,
  firstName: 'Zoë',
  birthDate: '2026-01-05',
  pace: 'standard',
  country: 'GB',
  timeZone: 'Europe/London',
  sendDay: null,
  sendHour: 9,
  babyMentions: true,
  training: 'tue fri 09:30 after-breakfast',
  joinedAt: DUE_AT - 14 * 86_400_000,
  anchor: '2026-10-05',
  lessonNumber: 2,
  firstLessonOn: '2026-10-05',
  recent: [
    { number: 1, session: 'R1', level: null, on: '2026-10-05' },
    { number: 2, session: 'E12', level: 2, on: '2026-10-12' },
  ],
  highestLadderSession: null,
  level: 1,
  hold: false,
  tap: 'away:3-4',
  tapRun: { answer: 'easy', count: 1 },
  changed: false,
  countedFrom: '2026-10-12',
  countedAt: null,
  restUntil: null,
  movedTo: null,
  byHand: null,
} as const satisfies Omit<Active, 'state' | 'dueAt' | 'dueOn' | 'claim' | 'tries'>;
