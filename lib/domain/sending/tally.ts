import { type Answer, answerOf, type Tap } from '../answers.ts';
import type { Country } from '../countries.ts';
import type { Course, SessionId, Stage } from '../course.ts';
import type { Subscriber, SubscriberId } from '../subscriber.ts';
import type { Fate, LineState } from './ledger.ts';

/** What is counted of one record, or of one week of a ledger. */
export type Counted =
  | {
      kind: 'subscriber';
      state: Subscriber['state'];
      country: Country;
      last: SessionId | null;
      tap: Tap | null;
    }
  | { kind: 'week'; state: LineState; session: SessionId | null; fate: Fate }
  /** One that cannot be parsed. */
  | { kind: 'unreadable'; id: SubscriberId };

/** What became of the lessons of one session, as far as their ledgers still exist. */
export interface SessionTally {
  sent: number;
  delivered: number;
  bounced: number;
  /** Answers to it of those for whom it is the last lesson so far. */
  taps: Partial<Record<Answer, number>>;
}

export interface Tally {
  states: Record<Subscriber['state'], number>;
  /** Of those who receive lessons, by the stage of the last one; `none`: before the first. */
  stages: Partial<Record<Stage | 'none', number>>;
  countries: Partial<Record<Country, number>>;
  weeks: Record<LineState, number>;
  sessions: Partial<Record<SessionId, SessionTally>>;
  /** Of those who receive lessons, by the last one. */
  here: Partial<Record<SessionId, number>>;
}

export function emptyTally(): Tally {
  return {
    states: { active: 0, paused: 0, stopped: 0 },
    stages: {},
    countries: {},
    weeks: { sent: 0, skipped: 0, failed: 0, unknown: 0 },
    sessions: {},
    here: {},
  };
}

/** Adds one more. Changes `tally`: there may be fifty million. */
export function count(course: Course, tally: Tally, one: Counted): void {
  if (one.kind === 'subscriber') countSubscriber(course, tally, one);
  else if (one.kind === 'week') countWeek(tally, one);
}

function countSubscriber(course: Course, tally: Tally, one: Extract<Counted, { kind: 'subscriber' }>): void {
  tally.states[one.state] += 1;
  if (one.state === 'stopped') return;
  const stage = course.sessions.get(one.last ?? '')?.stage ?? 'none';
  tally.stages[stage] = (tally.stages[stage] ?? 0) + 1;
  tally.countries[one.country] = (tally.countries[one.country] ?? 0) + 1;
  if (one.last === null) return;
  tally.here[one.last] = (tally.here[one.last] ?? 0) + 1;
  if (one.tap === null) return;
  const { taps } = sessionOf(tally, one.last);
  const answer = answerOf(one.tap);
  taps[answer] = (taps[answer] ?? 0) + 1;
}

function countWeek(tally: Tally, { state, session, fate }: Extract<Counted, { kind: 'week' }>): void {
  tally.weeks[state] += 1;
  if (state !== 'sent' || session === null) return;
  const one = sessionOf(tally, session);
  one.sent += 1;
  if (fate === 'delivery') one.delivered += 1;
  if (fate === 'bounce' || fate === 'soft-bounce') one.bounced += 1;
}

function sessionOf({ sessions }: Tally, session: SessionId): SessionTally {
  const standing = sessions[session] ?? { sent: 0, delivered: 0, bounced: 0, taps: {} };
  sessions[session] = standing;
  return standing;
}
