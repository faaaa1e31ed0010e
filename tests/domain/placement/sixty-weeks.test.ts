import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { Tap } from '../../../lib/domain/answers.ts';
import {
  addDays,
  DAY_MS,
  daysBetween,
  type Instant,
  type LocalDate,
  localDate,
  MINUTE_MS,
  type TimeZone,
} from '../../../lib/domain/calendar.ts';
import type { Pace, SessionId } from '../../../lib/domain/course.ts';
import {
  applyChange,
  applyTap,
  type Change,
  mayRemoveDate,
} from '../../../lib/domain/joining/preferences.ts';
import { advance, advanceParked } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import type { Decision } from '../../../lib/domain/placement/decision.ts';
import { dueNow, skippedWeeks } from '../../../lib/domain/sending/schedule.ts';
import type { Receiving } from '../../../lib/domain/subscriber.ts';
import { at, subscriber } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const ZONES = Intl.supportedValuesOf('timeZone');
const LESSONS = 60;

// ------------------------------------------------------------------ what the course document says, written out

const ON_RAMP: readonly SessionId[] = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'];
const LOOPS = Array.from({ length: 60 }, (_, index) => `E${(index % 12) + 1}`);
const ladderFrom = (first: number) => Array.from({ length: 53 - first }, (_, index) => `${index + first}`);

function pathOf(weeksWhenJoined: number | null): readonly string[] {
  if (weeksWhenJoined === null || weeksWhenJoined >= 53) return [...ON_RAMP, ...LOOPS];
  return weeksWhenJoined >= 12 ? [...ON_RAMP, ...ladderFrom(12), ...LOOPS] : [...ladderFrom(0), ...LOOPS];
}

/** Where stages begin, by weeks since birth (docs/rules/placement.md#stages): not the formula under test. */
const EARLIEST: Readonly<Record<Pace, Readonly<Record<number, number>>>> = {
  standard: { 2: 2, 6: 6, 12: 12, 16: 16, 24: 24, 36: 36, 52: 52 },
  gentle: { 2: 3, 6: 8, 12: 14, 16: 18, 24: 26, 36: 38, 52: 54 },
};

function expectNotTooEarly(mother: Receiving, { session, weeksSinceBirth, level }: Decision): void {
  expect(level !== null).toBe(session.startsWith('E'));
  if (weeksSinceBirth === null) {
    expect(session).toMatch(/^[RE]/);
  } else if (session.startsWith('R')) {
    expect(weeksSinceBirth).toBeGreaterThanOrEqual(12);
  } else if (session.startsWith('E')) {
    expect(weeksSinceBirth >= 53 || mother.highestLadderSession === '52').toBe(true);
  } else {
    expect(Number(session)).toBeLessThanOrEqual(weeksSinceBirth);
    for (const [stage, week] of Object.entries(EARLIEST[mother.pace])) {
      if (Number(session) >= Number(stage)) expect(weeksSinceBirth).toBeGreaterThanOrEqual(week);
    }
  }
}

/** The hour on her clock, or the first after it where clocks jump over it. */
function expectHerHour(mother: Receiving): void {
  const local = Temporal.PlainDateTime.from(mother.dueOn).add({ hours: mother.sendHour });
  const shown = Temporal.Instant.fromEpochMilliseconds(mother.dueAt)
    .toZonedDateTimeISO(mother.timeZone)
    .toPlainDateTime();
  if (shown.equals(local)) return;
  expect(() => local.toZonedDateTime(mother.timeZone, { disambiguation: 'reject' })).toThrow(RangeError);
  expect(Temporal.PlainDateTime.compare(shown, local)).toBe(1);
}

// ------------------------------------------------------------------ one mother

interface Went {
  decision: Decision;
  on: LocalDate;
  number: number;
}

/** What deliver does when a lesson is due, without the sending. */
function send(mother: Receiving, now: Instant, parked = false): { mother: Receiving; went: Went } {
  const on = localDate(now, mother.timeZone);
  const decision = decide(COURSE, mother, on);
  const progress = parked ? advanceParked(mother, on) : advance(COURSE, mother, decision, on);
  const { state, ...rest } = { ...mother, ...progress, revision: mother.revision + 1 };
  const next: Receiving = { ...rest, state: 'active', claim: null };
  const due = dueNow(next);
  return {
    mother: { ...next, dueOn: due.dueOn, dueAt: Math.max(now, due.dueAt) },
    went: { decision, on, number: progress.lessonNumber },
  };
}

function follow(joining: Receiving, lessons: number): readonly Went[] {
  const all: Went[] = [];
  let mother = joining;
  for (let count = 0; count < lessons; count += 1) {
    if (count > 0) expectHerHour(mother);
    const sent = send(mother, mother.dueAt);
    expectNotTooEarly(mother, sent.went.decision);
    all.push(sent.went);
    mother = sent.mother;
  }
  return all;
}

const moments = fc
  .integer({ min: 0, max: 4 * 366 * 24 * 60 })
  .map((minute) => at('2024-01-01 00:00') + minute * MINUTE_MS);
const ages = fc.oneof(
  fc.integer({ min: 0, max: 90 }),
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ min: 0, max: 9_000 }),
);
const paces = fc.constantFrom<Pace>('standard', 'gentle');

/** Anyone who may sign up, in one of `zones`. */
function joining(zones: fc.Arbitrary<TimeZone>): fc.Arbitrary<Receiving> {
  return fc
    .record({
      joinedAt: moments,
      age: fc.option(ages, { freq: 8 }),
      pace: paces,
      timeZone: zones,
      babyMentions: fc.boolean(),
    })
    .map(({ age, ...about }) => {
      const birthDate = age === null ? null : addDays(localDate(about.joinedAt, about.timeZone), -age);
      return subscriber({ ...about, birthDate });
    });
}

/** Steps along the path that each lesson takes; the path may begin later than its first session. */
function steps(all: readonly Went[]): readonly number[] {
  const path = pathOf(all[0]?.decision.weeksSinceBirth ?? null);
  let place = path.indexOf(all[0]?.decision.session ?? '');
  return all.slice(1).map(({ decision }) => {
    const before = place;
    place = path.indexOf(decision.session, before);
    return place < 0 ? Number.NaN : place - before;
  });
}

describe('sixty weeks left alone', () => {
  test.each(chunks(ZONES, 8))('run as they should in %s and its neighbours', (...zones) => {
    for (const zone of zones) {
      fc.assert(fc.property(joining(fc.constant(zone)), expectAQuietYear), { numRuns: 1 });
    }
  });

  test('run as they should for anyone', () => {
    fc.assert(fc.property(joining(fc.constantFrom(...ZONES)), expectAQuietYear), { numRuns: 60 });
  });
});

function expectAQuietYear(mother: Receiving): void {
  const all = follow(mother, LESSONS);
  // Never skips, never falls back: each lesson is the session before it again, or one on.
  const ceilingHeld = steps(all).map((step) => step === 0 || step === 1);
  expect(ceilingHeld).not.toContain(false);
  const gaps = all.slice(1).map(({ on }, index) => daysBetween(all[index]?.on ?? '', on));
  expect(gaps[0]).toBeGreaterThanOrEqual(4);
  expect(gaps[0]).toBeLessThanOrEqual(10);
  expect(new Set(gaps.slice(1))).toEqual(new Set([7]));
  expect(all.map(({ number }) => number)).toEqual(Array.from({ length: LESSONS }, (_, index) => index + 1));
}

// ------------------------------------------------------------------ life happens

type Event =
  | { kind: 'tap'; tap: Tap }
  | { kind: 'change'; change: Change }
  | { kind: 'date'; age: number | null };

const TAPS = [
  'easy',
  'right',
  'hard',
  'missed',
  'notyet',
  'ready',
  'away:1-2',
  'away:3-4',
  'away:5-11',
  'away:12+',
] as const satisfies readonly Tap[];

const changes: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ pause: fc.constantFrom(2, 4, 8) }),
  fc.constant({ resume: true } as const),
  fc.record({ pace: paces }),
  fc.record({ timeZone: fc.constantFrom(...ZONES) }),
  fc.record({ sendDay: fc.constantFrom(null, 1, 2, 3, 4, 5, 6, 7) }),
  fc.record({ sendHour: fc.integer({ min: 0, max: 23 }) }),
  fc.record({ babyMentions: fc.boolean() }),
  fc.record({ level: fc.constantFrom(1, 2, 3) }),
);

const events: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('tap'), tap: fc.constantFrom(...TAPS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('change'), change: changes }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('date'), age: fc.option(ages, { freq: 4 }) }) },
);

/** A week: how late the lesson goes, whether it is parked, and what happens how long after it. */
interface Week {
  lateMs: number;
  parked: boolean;
  events: readonly { event: Event; afterMs: number }[];
}

const weeks: fc.Arbitrary<Week[]> = fc.array(
  fc.record({
    lateMs: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * DAY_MS }) },
    ),
    parked: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    events: fc.array(fc.record({ event: events, afterMs: fc.integer({ min: 0, max: 6 * DAY_MS }) }), {
      maxLength: 2,
    }),
  }),
  { minLength: LESSONS, maxLength: LESSONS },
);

function happen(mother: Receiving, event: Event, now: Instant): Receiving {
  if (event.kind === 'tap') {
    const tapped = applyTap(mother, mother.recent.at(-1)?.number ?? 0, event.tap);
    return tapped === 'not-the-last' ? mother : tapped;
  }
  if (event.kind === 'change') return applyChange(COURSE, mother, event.change, now);
  if (event.age === null && !mayRemoveDate(COURSE, mother, now)) return mother;
  const birthDate = event.age === null ? null : addDays(localDate(now, mother.timeZone), -event.age);
  return applyChange(COURSE, mother, { birthDate }, now);
}

describe('sixty weeks of life', () => {
  test('with taps, pauses, outages, parked lessons and every change keep the fence and the rhythm', () => {
    fc.assert(fc.property(joining(fc.constantFrom(...ZONES)), weeks, expectSafeAndSteady), { numRuns: 150 });
  });
});

function expectSafeAndSteady(start: Receiving, life: readonly Week[]): void {
  let mother = start;
  let now = start.joinedAt;
  let before: Went | null = null;
  const ledger: LocalDate[] = [];
  for (const week of life) {
    now = Math.max(now, mother.dueAt) + week.lateMs;
    const sent = send(mother, now, week.parked);
    expectNotTooEarly(mother, sent.went.decision);
    const skipped = skippedWeeks(mother, sent.went.on).map((line) => line.dueOn);
    ledger.push(...[mother.dueOn, ...skipped].sort());
    if (before !== null)
      expect(daysBetween(before.on, sent.went.on)).toBeGreaterThanOrEqual(before.number === 1 ? 4 : 6);
    before = sent.went;
    mother = sent.mother;
    for (const { event, afterMs } of week.events) {
      now += afterMs;
      mother = happen(mother, event, now);
      expect(mother.dueOn).toBe(dueNow(mother).dueOn);
    }
  }
  // No week twice, none out of order.
  expect(ledger).toEqual([...new Set(ledger)].sort());
}

function chunks<T>(all: readonly T[], count: number): T[][] {
  const size = Math.ceil(all.length / count);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}
