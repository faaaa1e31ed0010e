import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import {
  firstSession,
  isOnPath,
  lastLadderSession,
  pathFrom,
  sessionBefore,
} from '../../../lib/domain/placement/ladder.ts';
import { isEasierWeek, LOOP, ON_RAMP, opensStage, stageOf } from '../../../lib/domain/sessions.ts';
import { record, sent } from '../../builders.ts';

const numbers = Array.from({ length: 53 }, (_, number) => number);
const sessions: readonly SessionId[] = [
  ...numbers.map((number): SessionId => `${number}`),
  ...ON_RAMP,
  ...LOOP,
];

describe('the path', () => {
  test('turns at 12 and at 53 weeks', () => {
    expect([0, 11, 12, 52, 53, null].map(pathFrom)).toEqual([
      'from-birth',
      'from-birth',
      'on-ramp-first',
      'on-ramp-first',
      'no-ladder',
      'no-ladder',
    ]);
  });

  test('from birth holds the ladder and the loop', () => {
    const off = sessions.filter((session) => !isOnPath('from-birth', session));
    expect(off).toEqual([...ON_RAMP]);
  });

  test('with the on-ramp first holds the ladder from 12 on', () => {
    const off = sessions.filter((session) => !isOnPath('on-ramp-first', session));
    expect(off).toEqual(numbers.slice(0, 12).map(String));
  });

  test('without the ladder holds no number', () => {
    const off = sessions.filter((session) => !isOnPath('no-ladder', session));
    expect(off).toEqual(numbers.map(String));
  });

  test('begins at the ceiling before 6 weeks, at 6 at most before 12, then at R1', () => {
    expect([5, 6, 11].map((weeks) => firstSession(weeks, weeks))).toEqual(['5', '6', '6']);
    expect([firstSession(2, 9), firstSession(6, 9), firstSession(12, 12), firstSession(null, null)]).toEqual([
      '9',
      '6',
      'R1',
      'R1',
    ]);
  });

  test('is walked back to its beginning and no further', () => {
    expect(sessionBefore('R5', 3, 'no-ladder')).toBe('R2');
    expect(sessionBefore('E5', 3, 'no-ladder')).toBe('E2');
    expect(sessionBefore('12', 9, 'on-ramp-first')).toBe('R1');
    expect(sessionBefore('15', 3, 'on-ramp-first')).toBe('12');
    expect(sessionBefore('7', 3, 'on-ramp-first')).toBe('4');
    expect(sessionBefore('14', 3, 'from-birth')).toBe('11');
  });

  test('remembers the last number she was sent, also when the last lessons had none', () => {
    expect(lastLadderSession(record(sent(['3', '4', 'R1', 'R2'], '2026-05-25')))).toBe(4);
    expect(lastLadderSession(record({ ...sent(['R1', 'R2'], '2026-05-25'), highestLadderSession: 9 }))).toBe(
      9,
    );
    // Another date put her further back: the last counts, not the highest.
    expect(
      lastLadderSession(record({ ...sent(['20', '8', 'R1'], '2026-05-25'), highestLadderSession: 20 })),
    ).toBe(8);
    expect(lastLadderSession(record())).toBeNull();
  });
});

describe('sessions of the ladder', () => {
  test('are easier every fourth week from 11 to 51', () => {
    expect(numbers.filter(isEasierWeek)).toEqual([11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51]);
  });

  test('open a stage of weights at 16, 24 and 36', () => {
    expect(numbers.filter(opensStage)).toEqual([16, 24, 36]);
  });

  test('stand in the stages of the course document (1.1)', () => {
    const firsts = numbers.filter(
      (number) => number === 0 || stageOf(`${number}`) !== stageOf(`${number - 1}`),
    );
    expect(firsts.map((number) => `${number} ${stageOf(`${number}`)}`)).toEqual([
      '0 S1',
      '2 S2',
      '6 S3',
      '12 S4',
      '16 S5',
      '24 S6',
      '36 S7',
    ]);
    expect(ON_RAMP.map(stageOf)).toEqual(['S2', 'S2', 'S3', 'S3', 'S3', 'S3']);
    expect(new Set(LOOP.map(stageOf))).toEqual(new Set(['S8']));
  });
});
