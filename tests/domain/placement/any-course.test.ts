import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TAPS, type Tap } from '../../../lib/domain/answers.ts';
import { addDays, type LocalDate, wholeWeeksBetween } from '../../../lib/domain/calendar.ts';
import {
  type Course,
  everySession,
  type Level,
  type Pace,
  type SessionId,
} from '../../../lib/domain/course.ts';
import { newRun } from '../../../lib/domain/joining/new-run.ts';
import { advance } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { fence } from '../../../lib/domain/placement/fence.ts';
import { situationOf } from '../../../lib/domain/placement/situation.ts';
import type { CourseRecord } from '../../../lib/domain/subscriber.ts';
import { at, record, subscriber } from '../../builders.ts';
import { anyCourse } from '../../course/any-course.ts';
import { kudu, kuduJoined, kuduWithDates, kuduWithoutLoop, kuduWithoutOnRamp } from '../../course/courses.ts';
import { COURSE } from '../../course.ts';

const BEGIN: LocalDate = '2026-01-05';

/** What the map says of a session, asked without any of the rules. */
function expectOpen(course: Course, her: CourseRecord, today: LocalDate, session: SessionId): void {
  const rule = course.sessions.get(session);
  if (rule === undefined) throw new Error(`the course has no session ${session}`);
  if (rule.orAfter !== null && her.highestLadderSession === rule.orAfter) return;
  const weeks =
    her.birthDate === null ? (course.weeksWithoutDate ?? 0) : wholeWeeksBetween(her.birthDate, today);
  const careful = course.paces.at(-1) ?? '';
  expect(weeks, session).toBeGreaterThanOrEqual(rule.opens[her.pace] ?? rule.opens[careful] ?? 1_000);
  if (her.birthDate === null) expect(rule.withoutDate, session).toBe(true);
}

/** One week of a life: an answer, how late the next lesson goes, now and then another date, or a move by hand. */
interface Week {
  tap: Tap | null;
  daysLate: number;
  age: number | null;
  /** Which session of the course the operator chose; null: none. */
  movedTo: number | null;
}

interface Life {
  age: number | null;
  pace: Pace;
  weeks: Week[];
  changesDate: number;
}

const life: fc.Arbitrary<Life> = fc.record({
  age: fc.option(fc.integer({ min: 0, max: 500 }), { freq: 6 }),
  pace: fc.constantFrom<Pace>('standard', 'gentle'),
  weeks: fc.array(
    fc.record<Week>({
      tap: fc.option(fc.constantFrom(...TAPS), { freq: 4 }),
      daysLate: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 120 })),
      age: fc.option(fc.integer({ min: 0, max: 500 }), { freq: 1, nil: null }),
      movedTo: fc.option(fc.nat(200), { freq: 1, nil: null }),
    }),
    { minLength: 1, maxLength: 40 },
  ),
  changesDate: fc.integer({ min: 0, max: 60 }),
});

function expectSafe(course: Course, { age, pace, weeks, changesDate }: Life): void {
  const dated = age === null && course.weeksWithoutDate !== null ? null : addDays(BEGIN, -(age ?? 0));
  const details = subscriber({ birthDate: course.anchor === 'joined' ? null : dated, pace, timeZone: 'UTC' });
  let her: CourseRecord = newRun(course, details, at(`${BEGIN} 08:00`, 'UTC'), 1);
  expect(her.birthDate).toBe(course.anchor === 'joined' ? BEGIN : dated);
  let today = BEGIN;
  const sessions = everySession(course);
  weeks.forEach(({ tap, daysLate, age: other, movedTo }, week) => {
    const decision = decide(course, her, today);
    expectOpen(course, her, today, decision.session);
    expect(decision.level !== null).toBe(course.loop.includes(decision.session));
    her = { ...her, ...advance(course, her, decision, today), tap };
    if (movedTo !== null) her = { ...her, movedTo: sessions[movedTo % sessions.length] ?? null };
    today = addDays(today, 7 + daysLate);
    if (week === changesDate && other !== null && course.anchor === 'asked') {
      her = { ...her, birthDate: addDays(today, -other), changed: true };
    }
  });
}

describe('never above her week,', () => {
  test('whatever she answers, however late a lesson is, whichever date she gives: in any course', () => {
    fc.assert(fc.property(anyCourse, life, expectSafe), { numRuns: 1_000 });
  });

  test.each([
    ['ours', COURSE],
    ['Kudu', kudu],
    ['Kudu without a loop', kuduWithoutLoop],
    ['Kudu without an on-ramp', kuduWithoutOnRamp],
    ['Kudu counted from joining', kuduJoined],
    ['Kudu where everyone gives a date', kuduWithDates],
  ])('in %s', (_, course) => {
    fc.assert(
      fc.property(life, (one) => expectSafe(course, one)),
      { numRuns: 400 },
    );
  });

  test('whichever session is asked for, in whichever week, at every pace, with a date or without', () => {
    const asked = fc.record({
      week: fc.integer({ min: 0, max: 80 }),
      pace: fc.constantFrom<Pace>('standard', 'gentle'),
      dated: fc.boolean(),
    });
    fc.assert(
      fc.property(anyCourse, asked, (course, { week, pace, dated }) => {
        const today = addDays(BEGIN, 7 * week);
        const birthDate = dated || course.weeksWithoutDate === null ? BEGIN : null;
        const her = record({ birthDate, pace, anchor: today });
        for (const session of [...everySession(course), 'nowhere']) {
          const fenced = fence(situationOf(course, her, today), session);
          expectOpen(course, her, today, fenced.session);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a hold', () => {
  test('keeps every session that asks for the check away, but the one that it leads to, in any course', () => {
    const answers = fc.array(
      fc.constantFrom<Tap | null>(null, 'right', 'hard', 'missed', 'notyet', 'away:1-2', 'away:3-4'),
      {
        minLength: 4,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(anyCourse, answers, fc.integer({ min: 0, max: 30 }), (course, taps, age) => {
        let her: CourseRecord = record({ birthDate: addDays(BEGIN, -7 * age), anchor: BEGIN });
        taps.forEach((tap, week) => {
          const today = addDays(BEGIN, 7 * week);
          const decision = decide(course, her, today);
          if (decision.becomes.hold) {
            const checks = course.sessions
              .get(decision.session)
              ?.gates.filter(({ asks }) => asks === 'check');
            const first = [course.onRamp[0], course.ladder[0]].includes(decision.session);
            expect(checks?.length === 0 || first, decision.session).toBe(true);
          }
          her = { ...her, ...advance(course, her, decision, today), tap };
        });
      }),
      { numRuns: 600 },
    );
  });
});

describe('Kudu', () => {
  const sessionsOf = (course: Course, age: number | null, pace: Pace, lessons: number) => {
    let her: CourseRecord = record({
      ...{ birthDate: age === null ? null : addDays(BEGIN, -7 * age), pace, anchor: BEGIN },
    });
    return Array.from({ length: lessons }, (_, week) => {
      const today = addDays(BEGIN, 7 * week);
      const decision = decide(course, her, today);
      her = { ...her, ...advance(course, her, decision, today) };
      const level: Level | null = decision.level;
      return level === null ? decision.session : `${decision.session}.${level}`;
    });
  };

  test('is walked as its own map says: from the beginning, by the on-ramp, and without a date', () => {
    expect(sessionsOf(kudu, 0, 'standard', 4)).toEqual(['k0', 'k1', 'k2', 'k3']);
    // At the gentle pace k2 opens in week 4.
    expect(sessionsOf(kudu, 0, 'gentle', 11)).toEqual([
      'k0',
      'k1',
      'k1',
      'k1',
      'k2',
      'k3',
      'k4',
      'k5',
      'z1.1',
      'z2.1',
      'z1.1',
    ]);
    expect(sessionsOf(kudu, 6, 'gentle', 6)).toEqual(['w1', 'w2', 'k3', 'k4', 'k5', 'z1.1']);
    expect(sessionsOf(kudu, null, 'standard', 4)).toEqual(['w1', 'w2', 'z1.1', 'z2.1']);
  });
});
