import { expect, test } from 'vitest';
import { tapOf } from '../../../lib/domain/answers.ts';
import { type Counted, count, emptyTally } from '../../../lib/domain/sending/tally.ts';
import { COURSE } from '../../course.ts';

const week = (overrides: Partial<Extract<Counted, { kind: 'week' }>>): Counted => ({
  ...{ kind: 'week', state: 'sent', session: '12', fate: 'none' },
  ...overrides,
});
const mother = (overrides: Partial<Extract<Counted, { kind: 'subscriber' }>>): Counted => ({
  ...{ kind: 'subscriber', state: 'active', country: 'GB', last: '12', tap: null },
  ...overrides,
});

function tallied(...all: readonly Counted[]) {
  const tally = emptyTally();
  for (const one of all) count(COURSE, tally, one);
  return tally;
}

test('weeks are counted by what became of them, and lessons by what SES said of them', () => {
  const tally = tallied(
    week({ fate: 'delivery' }),
    week({ fate: 'soft-bounce' }),
    week({ fate: 'bounce' }),
    week({}),
    week({ state: 'skipped', session: null }),
    week({ session: null }),
  );
  expect(tally.weeks).toEqual({ sent: 5, skipped: 1, failed: 0, unknown: 0 });
  expect(tally.sessions).toEqual({ '12': { sent: 4, delivered: 1, bounced: 2, taps: {} } });
});

test('who receives lessons is counted by the stage of her last one, and who bounced by her state alone', () => {
  const tally = tallied(
    mother({}),
    mother({ last: null, country: 'IE' }),
    mother({ state: 'paused', last: 'no session of ours' }),
    mother({ state: 'stopped' }),
  );
  expect(tally.states).toEqual({ active: 2, paused: 1, stopped: 1 });
  expect(tally.stages['none']).toBe(2);
  expect(tally.countries).toEqual({ GB: 2, IE: 1 });
});

test('an answer counts for the last lesson', () => {
  const tap = tapOf('easy', '');
  const tally = tallied(mother({ tap }), mother({ tap }), mother({ last: null, tap }));
  expect(tally.sessions['12']?.taps).toEqual({ easy: 2 });
});

test('what cannot be read is counted nowhere', () => {
  expect(tallied({ kind: 'unreadable', id: 'sub-1' })).toEqual(emptyTally());
});
