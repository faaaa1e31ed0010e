import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import type { SessionId } from '../../../lib/domain/course.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import { situationOf } from '../../../lib/domain/placement/situation.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { at, record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

/** Joined at birth on Monday 5 January 2026; 21 weeks since birth. */
const TODAY = '2026-06-01';

const onLadder = (last: number, overrides: Partial<Active> = {}) =>
  record({ ...sent(['0', '1', `${last - 1}`, `${last}`], '2026-05-25'), ...overrides });

/** Joined three years after birth: R1…R6, E…. */
const inLoop = (sessions: readonly SessionId[], level: 1 | 2 | 3, overrides: Partial<Active> = {}) =>
  record({
    birthDate: '2023-01-05',
    joinedAt: at('2026-01-07 20:00'),
    ...sent(sessions, '2026-05-25', level),
    ...overrides,
  });

const sessionOf = (mother: ReturnType<typeof record>, today = TODAY) => decide(COURSE, mother, today).session;
const whyOf = (mother: ReturnType<typeof record>, today = TODAY) =>
  describeReasons(decide(COURSE, mother, today).reasons);

describe('the ceiling', () => {
  const ceilings = (pace: 'standard' | 'gentle', weeks: readonly number[]) =>
    weeks.map((week) => {
      const her = record({ birthDate: addDays(TODAY, -7 * week), pace });
      return situationOf(COURSE, her, TODAY).ceiling;
    });

  test('is the week itself at the standard pace, up to 52', () => {
    expect(ceilings('standard', [0, 1, 8, 51, 52, 53, 900])).toEqual(['0', '1', '8', '51', '52', '52', '52']);
  });

  test('lags as the course document has it at the gentle pace', () => {
    expect(ceilings('gentle', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([
      '0',
      '1',
      '1',
      '2',
      '3',
      '4',
      '5',
      '5',
      '6',
      '7',
      '8',
      '9',
    ]);
    expect(ceilings('gentle', [53, 54, 55])).toEqual(['51', '52', '52']);
  });
});

describe('the first lesson', () => {
  const first = (birthDate: string | null, pace: 'standard' | 'gentle' = 'standard') =>
    sessionOf(record({ birthDate, pace, anchor: TODAY, joinedAt: at(`${TODAY} 08:00`) }));

  test('of a mother in her first six weeks is the session of her week', () => {
    expect(first('2026-06-01')).toBe('0');
    expect(first('2026-04-27')).toBe('5');
    expect(first('2026-04-27', 'gentle')).toBe('4');
  });

  test('of one who joins in weeks 6 to 11 is session 6, or what her pace allows', () => {
    expect(first('2026-04-20')).toBe('6');
    expect(first('2026-03-16')).toBe('6');
    expect(first('2026-04-13', 'gentle')).toBe('5');
  });

  test('of one who joins from week 12 on, or without a date, is the first of the on-ramp', () => {
    expect(first('2026-03-09')).toBe('R1');
    expect(first('1986-03-09')).toBe('R1');
    expect(first(null)).toBe('R1');
  });

  test('opens the run and says why', () => {
    const decision = decide(COURSE, record({ birthDate: '2025-08-25', anchor: TODAY }), TODAY);
    expect(decision.opensRun).toBe(true);
    expect(describeReasons(decision.reasons)).toBe('first lesson at week 40, on-ramp');
  });

  test('names the ceiling where it was the ceiling that spoke', () => {
    const decision = decide(
      COURSE,
      record({ birthDate: '2026-04-06', pace: 'gentle', anchor: TODAY }),
      TODAY,
    );
    expect(describeReasons(decision.reasons)).toBe('first lesson at week 8, ceiling at week 8');
  });
});

describe('without an answer', () => {
  test('the next session follows', () => {
    expect(sessionOf(onLadder(14))).toBe('15');
    expect(whyOf(onLadder(14))).toBe('next');
  });

  test('session 12 follows R6 for one who joined between 12 and 52 weeks', () => {
    const mother = record({
      birthDate: '2025-12-01',
      anchor: '2026-04-13',
      ...sent(['R5', 'R6'], '2026-05-25'),
    });
    expect(sessionOf(mother)).toBe('12');
  });

  test('the loop follows session 52, at level 2', () => {
    const mother = record({
      birthDate: '2025-05-19',
      anchor: '2025-05-20',
      ...sent(['51', '52'], '2026-05-25'),
    });
    expect(decide(COURSE, mother, TODAY)).toMatchObject({ session: 'E1', level: 2, stage: 'S8' });
  });

  test('the loop follows R6 at level 1 when session 52 was sent before, whatever level she had', () => {
    const mother = record({
      birthDate: '2025-01-06',
      anchor: '2025-01-07',
      ...sent(['52', 'R6'], '2026-05-25', 3),
    });
    expect(decide(COURSE, mother, TODAY)).toMatchObject({ session: 'E1', level: 1 });
  });

  test('the loop goes round and keeps its level', () => {
    expect(decide(COURSE, inLoop(['E11', 'E12'], 2), TODAY)).toMatchObject({ session: 'E1', level: 2 });
  });
});

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

describe('a return', () => {
  test('by her word of one or two weeks repeats the last lesson from before', () => {
    const mother = record({ ...sent(['15', '16', '17', '18'], '2026-05-25'), tap: 'away:1-2' });
    expect(sessionOf(mother)).toBe('17');
  });

  test('after three weeks of silence goes three back from the last lesson', () => {
    const decision = decide(COURSE, onLadder(14), '2026-06-15');
    expect(decision).toMatchObject({ session: '11', opensRun: true });
    expect(describeReasons(decision.reasons)).toBe('back after 3 weeks');
  });

  test('after less than three weeks of silence goes on', () => {
    expect(decide(COURSE, onLadder(14), '2026-06-14')).toMatchObject({ session: '15', opensRun: false });
  });

  test.each([
    ['18', 'R3'],
    ['8', 'R3'],
    ['7', 'R1'],
  ] as const)('after 5 to 11 weeks from session %s begins at %s', (last, session) => {
    const mother = record({ ...sent(['0', last], '2026-05-25') });
    expect(sessionOf(mother, '2026-07-06')).toBe(session);
  });

  test.each([
    ['R2', 'R1'],
    ['R3', 'R3'],
    ['E9', 'R3'],
  ] as const)('after 5 to 11 weeks from %s begins at %s', (last, session) => {
    expect(sessionOf(inLoop(['R1', last], 2), '2026-07-06')).toBe(session);
  });

  test('after 12 weeks or more begins at R1', () => {
    expect(sessionOf(onLadder(18), '2026-08-17')).toBe('R1');
    expect(sessionOf(inLoop(['E8', 'E9'], 3), '2026-08-17')).toBe('R1');
  });

  test('of 5 weeks or more before week 12 begins no later than session 2', () => {
    const early = (last: number) => record({ ...sent(['0', `${last}`], '2026-02-16') });
    expect(sessionOf(early(6), '2026-03-23')).toBe('2');
    expect(sessionOf(early(1), '2026-03-23')).toBe('1');
  });

  test('is never longer than the time since her first lesson', () => {
    const mother = record({ ...sent(['0', '1'], '2026-01-12'), tap: 'away:12+' });
    expect(decide(COURSE, mother, '2026-01-19')).toMatchObject({ session: '0', opensRun: false });
  });

  test('to the on-ramp leads on to session 12', () => {
    const mother = record({ ...sent(['20', 'R5', 'R6'], '2026-08-24') });
    expect(sessionOf(mother, '2026-08-31')).toBe('12');
  });

  test('does not end a hold', () => {
    expect(decide(COURSE, onLadder(5, { hold: true }), '2026-06-15')).toMatchObject({
      session: '2',
      becomes: { hold: true },
    });
  });
});

describe('a change', () => {
  test('that leaves the last lesson on her path goes on, under the new ceiling', () => {
    const gentler = decide(COURSE, onLadder(20, { pace: 'gentle', changed: true }), TODAY);
    expect(gentler.session).toBe('19');
    expect(describeReasons(gentler.reasons)).toBe('date or pace changed, next, ceiling at week 21');
  });

  test('that takes the last lesson off her path begins anew, with J as of today', () => {
    const mother = onLadder(5, { birthDate: '2025-10-06', changed: true });
    expect(decide(COURSE, mother, TODAY)).toMatchObject({ session: 'R1', becomes: { anchor: TODAY } });
    expect(whyOf(mother)).toBe('date or pace changed, on-ramp');
  });

  test('to a date of this year takes her out of the loop', () => {
    const mother = inLoop(['E6', 'E7'], 1, { birthDate: '2026-01-05', changed: true });
    const decision = decide(COURSE, mother, TODAY);
    expect(decision.session).toBe('5');
    expect(describeReasons(decision.reasons)).toBe('date or pace changed, next, not safe yet: E8');
  });

  test('starts runs of taps anew', () => {
    const mother = onLadder(12, { changed: true, tap: 'easy', tapRun: { answer: 'easy', count: 1 } });
    expect(sessionOf(mother)).toBe('13');
  });
});

describe('the everyday move', () => {
  const everyday = (overrides: Partial<Active>, today: string) =>
    decide(COURSE, record(overrides), today).everyday;

  test('goes by the ceiling of her week, not by the session', () => {
    expect(everyday({ pace: 'gentle', anchor: TODAY }, TODAY)).toEqual({ list: 'ladder', index: 19 });
  });

  test('goes round the loop from week 53 on', () => {
    expect(everyday({}, '2027-01-11')).toEqual({ list: 'loop', index: 0 });
    expect(everyday({}, '2027-04-05')).toEqual({ list: 'loop', index: 0 });
    expect(everyday({}, '2027-01-10')).toEqual({ list: 'ladder', index: 52 });
  });

  test('is neutral and changes weekly without a date or without baby mentions', () => {
    expect(everyday({ birthDate: null, lessonNumber: 4 }, TODAY)).toEqual({ list: 'neutral', index: 4 });
    expect(everyday({ babyMentions: false, lessonNumber: 5 }, TODAY)).toEqual({ list: 'neutral', index: 5 });
  });
});
