import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { inLoop, onLadder, sessionOf, TODAY, whyOf } from './mothers.ts';

describe('too easy', () => {
  const twice = { tap: 'easy', tapRun: { answer: 'easy', count: 1 } } as const;

  test('once changes nothing', () => {
    expect(sessionOf(onLadder(12, { tap: 'easy' }))).toBe('13');
  });

  test('twice running skips nothing: the next session comes with the word to take its harder version', () => {
    const decision = decide(COURSE, onLadder(12, twice), TODAY);
    expect(decision.session).toBe('13');
    expect(describeReasons(decision.reasons)).toBe('next, take the harder version: too easy twice');
    expect(decision.becomes.tapRun).toEqual({ answer: 'easy', count: 2 });
  });

  test('asks for nothing harder in an easier week', () => {
    const decision = decide(COURSE, onLadder(14, twice), TODAY);
    expect(decision.session).toBe('15');
    expect(describeReasons(decision.reasons)).toBe('next');
  });

  test('of an easier week neither counts nor ends a run', () => {
    expect(decide(COURSE, onLadder(15, { tap: 'easy' }), TODAY).becomes.tapRun).toBeNull();
    const run = { answer: 'easy', count: 1 } as const;
    const decision = decide(COURSE, onLadder(15, { tap: 'easy', tapRun: run }), TODAY);
    expect(decision.becomes.tapRun).toEqual(run);
    expect(describeReasons(decision.reasons)).toBe('next');
  });

  test('twice running in the loop is a level up, taken up at the next block', () => {
    const within = decide(COURSE, inLoop(['E5', 'E6'], 1, twice), TODAY);
    expect(within).toMatchObject({ session: 'E7', level: 1, becomes: { level: 2, tapRun: null } });
    expect(describeReasons(within.reasons)).toBe('next, a level up from the next block');
    const atBlock = decide(COURSE, inLoop(['E7', 'E8'], 1, { level: 2 }), TODAY);
    expect(atBlock).toMatchObject({ session: 'E9', level: 2 });
    expect(describeReasons(atBlock.reasons)).toBe('next, a level up');
  });

  test('at the highest level is the harder version as on the ladder', () => {
    const decision = decide(COURSE, inLoop(['E5', 'E6'], 3, twice), TODAY);
    expect(decision).toMatchObject({ session: 'E7', level: 3 });
    expect(describeReasons(decision.reasons)).toBe('next, take the harder version: too easy twice');
  });

  test('asks for nothing harder where another track begins, or the fence sends her back', () => {
    const done = record({
      birthDate: '2025-05-19',
      anchor: '2025-05-20',
      ...sent(['51', '52'], '2026-05-25'),
    });
    expect(whyOf({ ...done, ...twice })).toBe('ladder done');
    const young = inLoop(['E5', 'E6'], 3, { birthDate: '2026-01-05', changed: false, ...twice });
    expect(whyOf(young)).toBe('next, not safe yet: E7');
  });

  test('twice, but not running, changes nothing', () => {
    const decision = decide(
      COURSE,
      onLadder(12, { tap: 'easy', tapRun: { answer: 'hard', count: 1 } }),
      TODAY,
    );
    expect(describeReasons(decision.reasons)).toBe('next');
  });
});

describe('a level', () => {
  test('that she lowers counts at once', () => {
    expect(decide(COURSE, inLoop(['E5', 'E6'], 3, { level: 1 }), TODAY)).toMatchObject({
      session: 'E7',
      level: 1,
    });
  });

  test('that she raises counts from the next block on, also when a session of the block comes again', () => {
    expect(decide(COURSE, inLoop(['E4', 'E5'], 1, { level: 3 }), TODAY).level).toBe(1);
    expect(decide(COURSE, inLoop(['E4', 'E5'], 1, { level: 3, tap: 'missed' }), TODAY)).toMatchObject({
      session: 'E5',
      level: 1,
    });
    expect(decide(COURSE, inLoop(['E11', 'E12'], 1, { level: 3 }), TODAY)).toMatchObject({
      session: 'E1',
      level: 3,
    });
  });

  test.each([
    ['right', 3],
    ['easy', 3],
    ['missed', null],
    [null, 2],
  ] as const)('after session 52 answered "%s" is %s', (tap, level) => {
    const born = { birthDate: '2025-05-19', anchor: '2025-05-20' };
    expect(decide(COURSE, record({ ...born, ...sent(['51', '52'], '2026-05-25'), tap }), TODAY).level).toBe(
      level,
    );
  });

  test('is one up for the next round after "heavier" at the end of one, and only there', () => {
    const heavier = (last: SessionId, level: 1 | 2 | 3) =>
      decide(COURSE, inLoop([last], level, { tap: 'heavier' }), TODAY);
    expect(heavier('E12', 1)).toMatchObject({ session: 'E1', level: 2, becomes: { level: 2 } });
    expect(heavier('E12', 3)).toMatchObject({ session: 'E1', level: 3 });
    expect(heavier('E11', 1)).toMatchObject({ session: 'E12', level: 1, becomes: { level: 1 } });
  });
});

describe('too much', () => {
  const twice = { tap: 'hard', tapRun: { answer: 'hard', count: 1 } } as const;

  test('once goes one back, and counts', () => {
    const decision = decide(COURSE, onLadder(18, { tap: 'hard' }), TODAY);
    expect(decision.session).toBe('17');
    expect(decision.becomes.tapRun).toEqual({ answer: 'hard', count: 1 });
    expect(describeReasons(decision.reasons)).toBe('one back: too much');
  });

  test('twice running goes three back, and the count begins anew', () => {
    const decision = decide(COURSE, onLadder(18, twice), TODAY);
    expect(decision.session).toBe('15');
    expect(decision.becomes.tapRun).toBeNull();
  });

  test('goes back along the path: from 12 to R6, from 13 to R5', () => {
    const joinedLate = (last: SessionId, overrides: Partial<Active>) =>
      record({
        birthDate: '2025-12-01',
        anchor: '2026-03-02',
        ...sent(['R6', last], '2026-05-25'),
        ...overrides,
      });
    expect(sessionOf(joinedLate('12', { tap: 'hard' }))).toBe('R6');
    expect(sessionOf(joinedLate('13', twice))).toBe('R5');
  });

  test('at the beginning of the path is the same session again, with the easier versions', () => {
    const first = record({ ...sent(['0'], '2026-01-12'), tap: 'hard' });
    expect(sessionOf(first, '2026-01-19')).toBe('0');
    expect(whyOf(first, '2026-01-19')).toBe('the same again, easier: too much');
    expect(whyOf(inLoop(['R1'], 1, { tap: 'hard' }))).toBe('the same again, easier: too much');
  });

  test('stops at the beginning of the path', () => {
    expect(sessionOf(record({ ...sent(['0', '1'], '2026-01-12'), ...twice }), '2026-01-19')).toBe('0');
    expect(sessionOf(inLoop(['R1', 'R2'], 1, twice))).toBe('R1');
  });

  test('in the loop stops at E1, and twice running is a level down, from level 1 to R4', () => {
    expect(decide(COURSE, inLoop(['R6', 'E1'], 1, { tap: 'hard' }), TODAY)).toMatchObject({
      session: 'E1',
      level: 1,
    });
    expect(decide(COURSE, inLoop(['E7', 'E6'], 3, twice), TODAY)).toMatchObject({ session: 'E5', level: 2 });
    expect(decide(COURSE, inLoop(['E7', 'E6'], 1, twice), TODAY)).toMatchObject({
      session: 'R4',
      level: null,
    });
  });

  test('from the loop never leads to the ladder, even after session 52', () => {
    const mother = record({
      birthDate: '2025-05-12',
      anchor: '2025-05-13',
      ...sent(['52', 'E1'], '2026-05-25', 2),
      ...twice,
    });
    expect(decide(COURSE, mother, TODAY)).toMatchObject({ session: 'E1', level: 1 });
  });
});

describe('did not get to it', () => {
  test('brings the same session', () => {
    expect(sessionOf(onLadder(18, { tap: 'missed' }))).toBe('18');
  });
});
