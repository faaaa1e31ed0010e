import { expect, test } from 'vitest';
import type { Reason } from '../../../lib/domain/placement/decision.ts';
import { describeReasons } from '../../../lib/domain/placement/reasons.ts';

const SPOKEN: readonly (readonly [Reason, string])[] = [
  [{ rule: 'first-lesson', weeksSinceBirth: 40 }, 'first lesson at week 40'],
  [{ rule: 'first-lesson', weeksSinceBirth: null }, 'first lesson, no date'],
  [{ rule: 'next' }, 'next'],
  [{ rule: 'on-ramp' }, 'on-ramp'],
  [{ rule: 'on-ramp-done' }, 'on-ramp done'],
  [{ rule: 'ladder-done' }, 'ladder done'],
  [{ rule: 'ceiling', week: 8, ceiling: '6' }, 'ceiling at week 8'],
  [{ rule: 'fence', refused: 'R3' }, 'not safe yet: R3'],
  [{ rule: 'harder' }, 'take the harder version: too easy twice'],
  [{ rule: 'level-up' }, 'a level up'],
  [{ rule: 'level-ahead' }, 'a level up from the next block'],
  [{ rule: 'level-down' }, 'a level down: too much twice'],
  [{ rule: 'too-much', running: 1, back: 1 }, 'one back: too much'],
  [{ rule: 'too-much', running: 2, back: 3 }, 'three back: too much twice'],
  [{ rule: 'too-much', running: 2, back: 4 }, '4 back: too much twice'],
  [{ rule: 'too-much', running: 1, back: 0 }, 'the same again, easier: too much'],
  [{ rule: 'weeks-more', back: 3 }, 'three back: not strong enough yet'],
  [{ rule: 'missed' }, 'same again: missed'],
  [{ rule: 'not-yet' }, 'back to where it is safe: not yet'],
  [{ rule: 'hold' }, 'stays until ready'],
  [{ rule: 'ready' }, 'ready'],
  [{ rule: 'return', weeksAway: 1 }, 'back after 1 week'],
  [{ rule: 'return', weeksAway: 5 }, 'back after 5 weeks'],
  [{ rule: 'changed' }, 'date or pace changed'],
  [{ rule: 'moved' }, 'moved by hand'],
  [{ rule: 'by-hand', did: 'paused' }, 'paused by hand'],
];

test.each(SPOKEN)('%j reads "%s"', (reason, spoken) => {
  expect(describeReasons([reason])).toBe(spoken);
});

test('several rules are told in the order they spoke', () => {
  expect(describeReasons([{ rule: 'next' }, { rule: 'ceiling', week: 8, ceiling: '6' }])).toBe(
    'next, ceiling at week 8',
  );
});
