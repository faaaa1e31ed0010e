import { type Instant, instantAt, type LocalDate, type TimeZone } from './calendar.ts';
import type { Course, Level, Pace, SessionId } from './course.ts';
import { newRun } from './joining/new-run.ts';
import { aboutWith } from './joining/read-fields.ts';
import { advance } from './placement/advance.ts';
import { decide } from './placement/decide.ts';
import type { Decision, Reason } from './placement/decision.ts';
import { dueNow } from './sending/schedule.ts';

/** An imagined mother who answers nothing, misses nothing and changes nothing. */
export interface Imagined {
  /** Null: no date. */
  born: LocalDate | null;
  /** The day she confirms, at nine in the morning. */
  joined: LocalDate;
  pace: Pace;
  zone: TimeZone;
  /** How many lessons. */
  lessons: number;
  /** Default: on where there is a date. */
  babyMentions?: boolean;
}

export interface PlannedLesson {
  number: number;
  /** The day it goes, in her zone. */
  date: LocalDate;
  dueAt: Instant;
  weeksSinceBirth: number | null;
  session: SessionId;
  level: Level | null;
  reasons: readonly Reason[];
  /** The whole decision, for callers that write the letter. */
  decision: Decision;
}

/** The lessons she would get, in order, each sent on the day it is due. A course without a loop ends. */
export function planFor(course: Course, mother: Imagined): readonly PlannedLesson[] {
  const plan: PlannedLesson[] = [];
  let record = newRun(
    course,
    signUpDetailsOf(course, mother),
    instantAt(mother.joined, course.send.hour, mother.zone),
    1,
  );
  for (let number = 1; number <= mother.lessons; number += 1) {
    const { dueAt, dueOn } = dueNow(record);
    const decision = decide(course, record, dueOn);
    const { session, level, weeksSinceBirth, reasons } = decision;
    plan.push({ number, date: dueOn, dueAt, weeksSinceBirth, session, level, reasons, decision });
    if (decision.finishes) break;
    record = { ...record, ...advance(course, record, decision, dueOn) };
  }
  return plan;
}

function signUpDetailsOf(course: Course, { born, pace, zone, babyMentions }: Imagined) {
  return {
    ...{ id: 'imagined', address: 'imagined@example.com', signUpId: 'imagined' },
    ...aboutWith(course, {
      birthDate: born,
      pace,
      timeZone: zone,
      babyMentions: babyMentions ?? born !== null,
    }),
  };
}
