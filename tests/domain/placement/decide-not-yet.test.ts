import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { inLoop, onLadder, sessionOf, TODAY } from './mothers.ts';

/** Joined at 20 weeks: R1…R6, 12…52, E…. */
const onRampFirst = (sessions: readonly SessionId[], overrides: Partial<Active> = {}) =>
  record({ birthDate: '2025-12-01', anchor: '2026-03-02', ...sent(sessions, '2026-05-25'), ...overrides });

describe('not yet', () => {
  test.each([6, 9, 12])('from %i goes to 5 and holds her there', (last) => {
    const mother = record({ ...sent(['0', `${last}`], '2026-11-30'), tap: 'notyet' });
    expect(decide(COURSE, mother, '2026-12-07')).toMatchObject({ session: '5', becomes: { hold: true } });
  });

  test('on the on-ramp goes to R1 and holds her there, and so it does from 12 of a path that began there', () => {
    const held = { session: 'R1', becomes: { hold: true } };
    expect(decide(COURSE, inLoop(['R3', 'R4'], 1, { tap: 'notyet' }), TODAY)).toMatchObject(held);
    expect(decide(COURSE, onRampFirst(['R6', '12'], { tap: 'notyet' }), TODAY)).toMatchObject(held);
  });

  test.each([16, 24, 36])('of an old mail from %i, which asks for no check, is three weeks more', (last) => {
    const mother = record({ ...sent(['0', `${last}`], '2026-11-30'), tap: 'notyet' });
    expect(decide(COURSE, mother, '2026-12-07')).toMatchObject({
      session: `${last - 3}`,
      becomes: { hold: false },
    });
  });

  test('where nothing is asked before the session brings it again, without a hold', () => {
    expect(decide(COURSE, onLadder(18, { tap: 'notyet' }), TODAY)).toMatchObject({
      session: '18',
      becomes: { hold: false },
    });
  });

  test.each([null, 'right', 'easy', 'missed', 'notyet', 'back'] as const)(
    'while held, %s keeps her there',
    (tap) => {
      expect(decide(COURSE, onLadder(5, { hold: true, tap }), TODAY)).toMatchObject({
        session: '5',
        becomes: { hold: true },
      });
    },
  );

  test('while held, too much still goes back, and then on as far as the gentle session', () => {
    expect(decide(COURSE, onLadder(5, { hold: true, tap: 'hard' }), TODAY)).toMatchObject({
      session: '4',
      becomes: { hold: true },
    });
    expect(decide(COURSE, onLadder(4, { hold: true }), TODAY)).toMatchObject({
      session: '5',
      becomes: { hold: true },
    });
  });

  test('ends with Ready, and she goes on', () => {
    const decision = decide(COURSE, onLadder(5, { hold: true, tap: 'ready' }), TODAY);
    expect(decision).toMatchObject({ session: '6', becomes: { hold: false } });
    expect(describeReasons(decision.reasons)).toBe('ready, next');
  });

  test('no rule leads past the gentle session while she is held', () => {
    const away = record({ ...sent(['10', '11', '12', '5'], '2026-05-25'), hold: true, tap: 'away:1-2' });
    expect(decide(COURSE, away, TODAY)).toMatchObject({ session: '5', becomes: { hold: true } });
    const moved = onLadder(3, { hold: true, birthDate: '2026-03-30', anchor: '2026-05-25', changed: true });
    expect(decide(COURSE, moved, TODAY)).toMatchObject({ session: '4', becomes: { hold: true } });
  });

  test('a hold of an older course is dropped past the gentle session, and at 5 becomes R1 on a path with R', () => {
    expect(decide(COURSE, onLadder(13, { hold: true }), TODAY)).toMatchObject({
      session: '14',
      becomes: { hold: false },
    });
    expect(decide(COURSE, inLoop(['E4', 'E5'], 1, { hold: true }), TODAY)).toMatchObject({
      session: 'E6',
      becomes: { hold: false },
    });
    expect(decide(COURSE, onRampFirst(['12', '5'], { hold: true }), TODAY)).toMatchObject({
      session: 'R1',
      becomes: { hold: true },
    });
  });
});

describe('three weeks more', () => {
  test.each([
    [12, '9'],
    [16, '13'],
    [24, '21'],
    [36, '33'],
  ])(
    'from %i goes to %s without a hold, so that the line comes again in the fourth mail',
    (last, session) => {
      const mother = record({ ...sent(['0', `${last}`], '2026-11-30'), tap: 'back' });
      const decision = decide(COURSE, mother, '2026-12-07');
      expect(decision).toMatchObject({ session, becomes: { hold: false, tapRun: null } });
      expect(describeReasons(decision.reasons)).toBe('three back: not strong enough yet');
    },
  );

  test('from 12 of the on-ramp goes to R4', () => {
    expect(sessionOf(onRampFirst(['R6', '12'], { tap: 'back' }))).toBe('R4');
  });

  test('where no line stands is the same session again', () => {
    expect(sessionOf(onLadder(18, { tap: 'back' }))).toBe('18');
  });
});
