import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../../lib/domain/course.ts';
import { advance } from '../../../lib/domain/placement/advance.ts';
import { decide } from '../../../lib/domain/placement/decide.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { at, record, sent } from '../../builders.ts';
import { COURSE } from '../../course.ts';

const TODAY = '2026-06-01';
const ANCHOR = '2026-01-07';
const onLadder = (sessions: readonly SessionId[], overrides: Partial<Active> = {}) =>
  record({ birthDate: '2025-07-07', anchor: '2025-07-09', ...sent(sessions, '2026-05-25'), ...overrides });
const years = (sessions: readonly SessionId[], level: 1 | 2 | 3, overrides: Partial<Active> = {}) =>
  record({
    birthDate: '2023-01-05',
    joinedAt: at('2026-01-07 20:00'),
    ...sent(sessions, '2026-05-25', level),
    ...overrides,
  });
const twice = (answer: 'easy' | 'hard') => ({ tap: answer, tapRun: { answer, count: 1 } }) as const;

/** What she gets, why, and what it makes of her record. */
const leaves = (mother: ReturnType<typeof record>, today = TODAY) => {
  const { session, reasons, becomes } = decide(COURSE, mother, today);
  return { session, why: describeReasons(reasons), ...becomes };
};

describe('a lesson leaves behind', () => {
  test.each([
    ['nothing, when it is the next', onLadder(['20', '21']), '22', 'next', null],
    [
      'nothing, when it was missed',
      onLadder(['20', '21'], { tap: 'missed' }),
      '21',
      'same again: missed',
      null,
    ],
    [
      'nothing, when there was nothing to ask',
      onLadder(['20', '21'], { tap: 'notyet' }),
      '21',
      'same again: missed',
      null,
    ],
    ['one easy answer', onLadder(['20', '21'], { tap: 'easy' }), '22', 'next', { answer: 'easy', count: 1 }],
    [
      'the run, when she takes the harder version',
      onLadder(['20', '21'], twice('easy')),
      '22',
      'next, take the harder version: too easy twice',
      { answer: 'easy', count: 2 },
    ],
    [
      'a new run after three back',
      onLadder(['20', '21'], twice('hard')),
      '18',
      'three back: too much twice',
      null,
    ],
    [
      'a new run after a return',
      onLadder(['20', '21'], { ...twice('hard'), tap: 'away:3-4' }),
      '20',
      'back after 2 weeks',
      null,
    ],
  ] as const)('%s', (_, mother, session, why, tapRun) => {
    expect(leaves(mother)).toMatchObject({ session, why, tapRun, hold: false, anchor: '2025-07-09' });
  });

  test('her hold, while she is not ready', () => {
    const held = onLadder(['5'], { hold: true });
    expect(leaves(held)).toMatchObject({ session: '5', why: 'stays until ready', hold: true });
    const again = onLadder(['5'], { hold: true, tap: 'notyet' });
    expect(leaves(again)).toMatchObject({ session: '5', why: 'stays until ready', hold: true });
    const first = onLadder(['8', '9'], { tap: 'notyet', tapRun: { answer: 'hard', count: 1 } });
    expect(leaves(first)).toMatchObject({
      session: '5',
      why: 'back to where it is safe: not yet',
      hold: true,
      tapRun: null,
    });
  });

  test('her level in the loop', () => {
    expect(leaves(years(['E4', 'E5'], 2, twice('easy')))).toMatchObject({
      why: 'next, a level up from the next block',
      level: 3,
      tapRun: null,
    });
    expect(leaves(years(['E4', 'E5'], 1, twice('easy')))).toMatchObject({ level: 2 });
    expect(leaves(years(['E4', 'E5'], 3, twice('easy')))).toMatchObject({
      why: 'next, take the harder version: too easy twice',
      level: 3,
      tapRun: { answer: 'easy', count: 2 },
    });
    expect(leaves(years(['E4', 'E5'], 2, twice('hard')))).toMatchObject({
      why: 'a level down: too much twice',
      level: 1,
      tapRun: null,
    });
  });

  test('the end of the on-ramp, and of the ladder', () => {
    expect(leaves(years(['R4', 'R5'], 1))).toMatchObject({ session: 'R6', why: 'on-ramp' });
    expect(leaves(years(['R5', 'R6'], 3))).toMatchObject({ session: 'E1', why: 'on-ramp done', level: 1 });
    const year = record({
      birthDate: '2025-05-19',
      anchor: '2025-05-20',
      ...sent(['51', '52'], '2026-05-25'),
    });
    expect(leaves(year)).toMatchObject({ session: 'E1', why: 'ladder done', level: 2 });
  });

  test('a new anchor only where her path begins anew', () => {
    const offPath = onLadder(['5'], {
      ...twice('hard'),
      birthDate: '2025-10-06',
      anchor: ANCHOR,
      changed: true,
    });
    expect(leaves(offPath)).toMatchObject({ session: 'R1', anchor: TODAY, tapRun: null });
    const onPath = onLadder(['20'], { changed: true });
    expect(leaves(onPath)).toMatchObject({ session: '21', anchor: '2025-07-09' });
    expect(leaves(record({ anchor: ANCHOR }), '2026-01-08').anchor).toBe(ANCHOR);
  });
});

test.each([
  ['away:1-2', '27', 2],
  ['away:3-4', '22', 4],
  ['away:5-11', 'R3', 11],
  ['away:12+', 'R1', 12],
] as const)('%s is taken at its longest', (tap, session, weeks) => {
  const sessions = Array.from({ length: 14 }, (_, index): SessionId => `${15 + index}`);
  const left = leaves(onLadder(sessions, { tap }));
  expect(left).toMatchObject({ session, why: `back after ${weeks} weeks`, tapRun: null });
});

test('a return to a lesson of a path that is no longer hers begins at R1', () => {
  const mother = record({
    birthDate: null,
    ...sent(['20', '21', 'R1', 'R2'], '2026-05-25'),
    tap: 'away:3-4',
  });
  expect(leaves(mother).session).toBe('R1');
  expect(leaves({ ...mother, tap: 'away:1-2' }).session).toBe('R1');
});

describe('what was sent', () => {
  const mother = onLadder(['20', '21'], { changed: true, restUntil: TODAY });

  test('has seen the date and pace it was worked out from', () => {
    const decision = decide(COURSE, mother, TODAY);
    expect(advance(COURSE, mother, decision, TODAY).changed).toBe(false);
    expect(advance(COURSE, { ...mother, pace: 'gentle' }, decision, TODAY).changed).toBe(true);
    expect(advance(COURSE, { ...mother, birthDate: '2025-07-08' }, decision, TODAY).changed).toBe(true);
    expect(advance(COURSE, mother, { ...decision, basis: null }, TODAY).changed).toBe(true);
  });

  test('ends a pause that is over, and no other', () => {
    const decision = decide(COURSE, mother, TODAY);
    expect(advance(COURSE, mother, decision, TODAY).restUntil).toBeNull();
    expect(advance(COURSE, { ...mother, restUntil: '2026-06-02' }, decision, TODAY).restUntil).toBe(
      '2026-06-02',
    );
  });
});
