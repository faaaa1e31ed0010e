import { type Instant, localDate } from '../calendar.ts';
import { firstDue } from '../sending/schedule.ts';
import { type About, type Active, NO_TRIES, type SubscriberId } from '../subscriber.ts';

/** What a sign-up says about her. She chooses the day and the hour later. */
export type SignUpDetails = Omit<About, 'sendDay' | 'sendHour'> & {
  id: SubscriberId;
  address: string;
  signUpId: string;
};

const DEFAULT_SEND_HOUR = 9;

/**
 * The record of a run that begins now, with its first lesson due at once. `revision` is one more than that of
 * the record it replaces, else 1.
 */
export function newRun(details: SignUpDetails, now: Instant, revision: number): Active {
  const { id, address, signUpId, firstName, birthDate, pace, country, timeZone, babyMentions } = details;
  return {
    state: 'active',
    id,
    address,
    signUpId,
    run: now.toString(36),
    revision,
    softBounces: 0,
    dueAt: firstDue(now),
    dueOn: localDate(now, timeZone),
    claim: null,
    tries: NO_TRIES,
    ...{ firstName, birthDate, pace, country, timeZone, babyMentions },
    sendDay: null,
    sendHour: DEFAULT_SEND_HOUR,
    joinedAt: now,
    anchor: localDate(now, timeZone),
    ...NOTHING_SENT,
  };
}

const NOTHING_SENT = {
  lessonNumber: 0,
  firstLessonOn: null,
  recent: [],
  highestLadderSession: null,
  level: 1,
  hold: false,
  tap: null,
  tapRun: null,
  changed: false,
  countedFrom: null,
  restUntil: null,
} as const;
