import { describe, expect, test } from 'vitest';
import { everySession, type SessionId, stageOf } from '../../../lib/domain/course.ts';
import { isOnPath, lastLadderSession, pathFrom, sessionBefore } from '../../../lib/domain/placement/path.ts';
import { record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const sessions = everySession(COURSE);
const { ladder, onRamp, loop } = COURSE;
const fromBirth = pathFrom(COURSE, 0);
const onRampFirst = pathFrom(COURSE, 20);
const noLadder = pathFrom(COURSE, 60);

describe('the path', () => {
  test('turns at 6, 12 and 53 weeks', () => {
    expect([0, 5, 6, 11, 12, 52, 53, 900].map((weeks) => pathFrom(COURSE, weeks).from)).toEqual([
      0, 0, 6, 6, 12, 12, 53, 53,
    ]);
  });

  test('from birth holds the ladder and the loop', () => {
    expect(sessions.filter((session) => !isOnPath(COURSE, fromBirth, session))).toEqual(onRamp);
  });

  test('with the on-ramp first holds the ladder from 12 on', () => {
    const off = sessions.filter((session) => !isOnPath(COURSE, onRampFirst, session));
    expect(off).toEqual(ladder.slice(0, 12));
  });

  test('without the ladder holds none of it', () => {
    expect(sessions.filter((session) => !isOnPath(COURSE, noLadder, session))).toEqual(ladder);
  });

  test('is walked back to its beginning and no further', () => {
    const back = (path: typeof fromBirth, session: SessionId, steps: number) =>
      sessionBefore(COURSE, path, session, steps);
    expect(back(noLadder, 'R5', 3)).toBe('R2');
    expect(back(noLadder, 'E5', 3)).toBe('E2');
    expect(back(onRampFirst, '12', 9)).toBe('R1');
    expect(back(onRampFirst, '15', 3)).toBe('12');
    expect(back(onRampFirst, '7', 3)).toBe('4');
    expect(back(fromBirth, '14', 3)).toBe('11');
  });

  test('remembers the last session of the ladder she was sent, also when the last lessons were none', () => {
    const last = (her: ReturnType<typeof record>) => lastLadderSession(COURSE, her);
    expect(last(record(sent(['3', '4', 'R1', 'R2'], '2026-05-25')))).toBe('4');
    expect(last(record({ ...sent(['R1', 'R2'], '2026-05-25'), highestLadderSession: '9' }))).toBe('9');
    // Another date put her further back: the last counts, not the furthest.
    expect(last(record({ ...sent(['20', '8', 'R1'], '2026-05-25'), highestLadderSession: '20' }))).toBe('8');
    expect(last(record())).toBeNull();
  });
});

describe('sessions of the ladder', () => {
  const ladderWhere = (fits: (session: SessionId) => boolean | undefined) => ladder.filter(fits);

  test('are easier every fourth week from 11 to 51', () => {
    expect(ladderWhere((session) => COURSE.sessions.get(session)?.easier)).toEqual(
      [11, 15, 19, 23, 27, 31, 35, 39, 43, 47, 51].map(String),
    );
  });

  test('stand in the stages of the course document (1.1)', () => {
    const stage = (session: SessionId | undefined) => stageOf(COURSE, session ?? '0');
    const firsts = ladder.filter(
      (session, place) => place === 0 || stage(session) !== stage(ladder[place - 1]),
    );
    expect(firsts.map((session) => `${session} ${stage(session)}`)).toEqual([
      '0 S1',
      '2 S2',
      '6 S3',
      '12 S4',
      '16 S5',
      '24 S6',
      '36 S7',
    ]);
    expect(onRamp.map(stage)).toEqual(['S2', 'S2', 'S3', 'S3', 'S3', 'S3']);
    expect(new Set(loop.map(stage))).toEqual(new Set(['S8']));
  });
});
