import { describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../lib/domain/calendar.ts';
import { applyChange } from '../../../lib/domain/joining/preferences.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import {
  closeWeek,
  decisionOf,
  isResting,
  putOff,
  restOn,
  settleSent,
  stopped,
} from '../../../lib/domain/sending/settlement.ts';
import { at, sent, subscriber } from '../../builders.ts';
import { kudu, kuduWithoutLoop } from '../../course/courses.ts';
import { COURSE } from '../../course.ts';

const TODAY = '2026-01-19';
const NOW = at('2026-01-19 09:00');
const WENT = { at: NOW, on: TODAY };
const LATER = at('2026-02-04 10:00');
const claimed = subscriber({
  ...sent(['0', '1'], '2026-01-12'),
  dueOn: TODAY,
  dueAt: NOW,
  claim: { attempt: 'attempt-a', at: NOW, sendBy: NOW + 5_000 },
});

test('a lesson that went closes its claim and makes the next one due', () => {
  const { next, skipped } = settleSent(COURSE, claimed, decide(COURSE, claimed, TODAY), WENT, NOW);
  expect(next).toMatchObject({ state: 'active', claim: null, dueOn: '2026-01-26', lessonNumber: 3 });
  expect(next.revision).toBe(claimed.revision);
  expect(skipped).toEqual([]);
});

test('the last lesson of a course without a loop stops her, to be erased after thirty days', () => {
  const before = { ...claimed, ...sent(['k3', 'k4'], '2026-01-12'), highestLadderSession: 'k4' };
  const open = { ...before, birthDate: '2025-10-06', anchor: '2025-10-06' };
  const decision = decide(kuduWithoutLoop, open, TODAY);
  expect(decision).toMatchObject({ session: 'k5', finishes: true });
  const { next } = settleSent(kuduWithoutLoop, open, decision, { at: NOW, on: TODAY }, NOW);
  expect(next).toMatchObject({ state: 'stopped', why: 'finished', eraseAt: NOW + 30 * DAY_MS });
  expect(decide(kudu, open, TODAY).finishes).toBe(false);
  expect(decide(kuduWithoutLoop, { ...open, tap: 'hard' }, TODAY).finishes).toBe(false);
});

test('a lesson that went late leaves a line for each week that passed', () => {
  const { skipped } = settleSent(
    COURSE,
    claimed,
    decide(COURSE, claimed, '2026-02-04'),
    { at: LATER, on: '2026-02-04' },
    LATER,
  );
  expect(skipped.map(({ dueOn, state, reason }) => ({ dueOn, state, reason }))).toEqual([
    { dueOn: '2026-01-26', state: 'skipped', reason: 'outage' },
    { dueOn: '2026-02-02', state: 'skipped', reason: 'outage' },
  ]);
});

describe('a pause that begins while a lesson is being sent', () => {
  const paused = applyChange(COURSE, claimed, { pause: 4 }, NOW);

  test('keeps the claim, and stands when the lesson went', () => {
    expect(paused).toMatchObject({ state: 'paused', claim: claimed.claim, dueOn: TODAY });
    const { next } = settleSent(COURSE, paused, decide(COURSE, claimed, TODAY), WENT, NOW);
    expect(next).toMatchObject({
      state: 'paused',
      claim: null,
      pausedUntil: '2026-02-16',
      dueOn: '2026-02-16',
    });
  });

  test('puts a refused lesson off to its end', () => {
    expect(putOff(paused, NOW + 30_000)).toMatchObject({ state: 'paused', claim: null, dueOn: '2026-02-16' });
  });

  test('stands again where a claim that came into it had ended it', () => {
    const { pausedUntil: _, ...rest } = paused.state === 'paused' ? paused : { ...paused, pausedUntil: '' };
    const again = { ...rest, state: 'active' as const };
    expect(isResting(again, TODAY)).toBe(true);
    expect(restOn(again, TODAY, NOW)).toMatchObject({
      ...{ state: 'paused', pausedUntil: '2026-02-16', claim: null, dueOn: '2026-02-16' },
    });
    expect(restOn(again, '2026-02-16', NOW)).toMatchObject({ state: 'active', claim: null });
    expect(restOn({ ...again, restUntil: null }, TODAY, NOW)).toMatchObject({ state: 'active', claim: null });
    expect(isResting(claimed, TODAY)).toBe(false);
  });

  test('stands when the lesson is parked', () => {
    expect(closeWeek(paused, NOW, true, NOW).next).toMatchObject({
      state: 'paused',
      claim: null,
      dueOn: '2026-02-16',
    });
  });
});

describe('a change of date that is made while a lesson is being sent', () => {
  test('is still seen by the lesson after it', () => {
    const decision = decide(COURSE, claimed, TODAY);
    const changed = applyChange(COURSE, claimed, { birthDate: '2025-06-02' }, NOW);
    const { next } = settleSent(COURSE, changed, decision, WENT, NOW);
    expect(next.changed).toBe(true);
    expect(decide(COURSE, next, '2026-01-26').session).toBe('R1');
  });

  test('is still seen when the decision had to be worked out again', () => {
    const changed = applyChange(COURSE, claimed, { birthDate: '2025-06-02' }, NOW);
    const again = decisionOf(COURSE, changed, TODAY, { session: '2', level: null });
    expect(again).toMatchObject({ session: '2', stage: 'S2' });
    expect(settleSent(COURSE, changed, again, WENT, NOW).next.changed).toBe(true);
  });
});

test('a lesson that is put off keeps its week', () => {
  expect(putOff(claimed, NOW + 30_000)).toMatchObject({ dueOn: TODAY, dueAt: NOW + 30_000, claim: null });
});

describe('who is stopped', () => {
  test('keeps neither a lesson that is due, nor a claim, nor a pause', () => {
    const paused = { ...claimed, state: 'paused', pausedUntil: '2026-02-09' } as const;
    for (const was of [claimed, paused]) {
      const kept = stopped(was, NOW + 1, 'bounced');
      expect(kept).toMatchObject({ state: 'stopped', eraseAt: NOW + 1 });
      expect(Object.keys(kept)).toEqual(expect.arrayContaining(['address', 'recent', 'birthDate']));
      for (const gone of ['dueAt', 'dueOn', 'claim', 'tries', 'pausedUntil'])
        expect(kept).not.toHaveProperty(gone);
    }
  });
});

test('a decision that is worked out again says the session of the line, and its level', () => {
  const own = decide(COURSE, claimed, TODAY);
  expect(decisionOf(COURSE, claimed, TODAY, { session: own.session, level: 3 })).toEqual({
    ...own,
    basis: null,
  });
  expect(decisionOf(COURSE, claimed, TODAY, { session: 'E4', level: 2 })).toMatchObject({
    session: 'E4',
    level: 2,
    basis: null,
  });
});

test('a week without a lesson has a line that says no more than that', () => {
  const { skipped } = settleSent(
    COURSE,
    claimed,
    decide(COURSE, claimed, '2026-02-04'),
    { at: LATER, on: '2026-02-04' },
    LATER,
  );
  const nothing = { number: null, session: null, level: null, attempt: null, messageId: null };
  expect(skipped[0]).toMatchObject({
    ...nothing,
    state: 'skipped',
    fate: 'none',
    fateAt: null,
    otherAttempts: [],
  });
});
