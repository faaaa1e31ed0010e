import { type Instant, localDate } from '../calendar.ts';
import type { FormRules } from '../course.ts';
import { firstDue, keptSendDay } from '../sending/schedule.ts';
import { type About, type Active, NO_TRIES, type SubscriberId } from '../subscriber.ts';
import { aboutOf } from './stored-fields.ts';

/** What a sign-up says about her. */
export type SignUpDetails = About & {
  id: SubscriberId;
  address: string;
  signUpId: string;
};

/**
 * The record of a run that begins now, with its first lesson due at once. `revision` is one more than that of
 * the record it replaces, else 1.
 */
export function newRun(course: FormRules, details: SignUpDetails, now: Instant, revision: number): Active {
  const { id, address, signUpId, timeZone } = details;
  return {
    state: 'active',
    id,
    address,
    signUpId,
    run: now.toString(36),
    revision,
    softBounced: false,
    dueAt: firstDue(now),
    dueOn: localDate(now, timeZone),
    claim: null,
    tries: NO_TRIES,
    ...aboutOf(details),
    birthDate:
      course.anchor === 'joined' ? (details.birthDate ?? localDate(now, timeZone)) : details.birthDate,
    sendDay: keptSendDay(course, { ...details, joinedAt: now }),
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
  countedAt: null,
  restUntil: null,
  movedTo: null,
  byHand: null,
} as const;
