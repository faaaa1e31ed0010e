import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import { situationOf } from '../../../lib/domain/placement/situation.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { at, record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';
import { inLoop, onLadder, sessionOf, TODAY, whyOf } from './mothers.ts';

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
