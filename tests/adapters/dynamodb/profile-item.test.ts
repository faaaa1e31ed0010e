import { expect, test } from 'vitest';
import * as z from 'zod';
import type { Item } from '../../../lib/adapters/dynamodb/item.ts';
import { profileFromItem, profileItem } from '../../../lib/adapters/dynamodb/profile-item.ts';
import { stopped } from '../../../lib/domain/sending/settlement.ts';
import type { Active } from '../../../lib/domain/subscriber.ts';
import { active, CLAIM } from '../../contracts/records.ts';

/** The longest that ordinary life brings: a long address and name, twelve lessons of the loop, every field in use. */
const LONGEST: Active = active({
  id: 'a'.repeat(64),
  address: `${'m'.repeat(40)}@${'example-of-a-long-domain'.repeat(2)}.co.uk`,
  firstName: 'Muireann Caoilfhionn Aurélie',
  timeZone: 'America/Argentina/ComodRivadavia',
  signUpId: 's'.repeat(26),
  sendDay: 7,
  lessonNumber: 112,
  recent: Array.from({ length: 12 }, (_, at) => ({
    number: 101 + at,
    session: 'E12' as const,
    level: 3 as const,
    on: `2028-03-${10 + at}`,
  })),
  highestLadderSession: '52',
  hold: true,
  changed: true,
  restUntil: '2028-03-20',
  movedTo: 'E12',
  byHand: 'changed',
  softBounced: true,
  claim: { ...CLAIM, attempt: 'c'.repeat(26) },
  tries: { unknown: 1, lastUnknownAttempt: 'u'.repeat(26), lineOn: '2026-10-12', broken: 2 },
});

test('the longest ordinary record fits into one write unit of 1 KB', () => {
  expect(sizeOf(profileItem(LONGEST, 1_234))).toBeLessThan(1_024);
});

test('the longest record comes back as it was', () => {
  expect(profileFromItem(profileItem(LONGEST, 1_234))).toEqual({ ...LONGEST, revision: 1_234 });
});

test.each([
  ['another version', { v: { N: '2' } }],
  ['a session that is no identity', { recent: { S: '1:R_7@2026-10-05' } }],
  ['a lesson cut short', { recent: { S: '1:R6@2026-10' } }],
  ['a due time that is no number', { dueSk: { S: 'soon#sub-1' } }],
  ['a state that nobody knows', { state: { S: 'resting' } }],
  ['a claim without its times', { claim: { S: 'attempt-a' } }],
])('an item with %s is refused, not guessed at', (_, attributes) => {
  expect(() => profileFromItem({ ...profileItem(active(), 1), ...attributes })).toThrow();
});

test('every attribute that is wrong is named, and nothing of what stands in it', () => {
  const wrong = {
    level: { N: '9' },
    anchor: { S: 'Anna' },
    num: { S: '3' },
    joined: { N: 'never' },
    to: { S: 'R_7' },
  };
  const { addr: _, ...whole } = profileItem(active(), 1);
  const item = { ...whole, ...wrong };
  const told = errorOf(() => profileFromItem(item));
  expect(told.issues.map(({ path }) => path.join('.')).toSorted()).toEqual(
    ['addr', ...Object.keys(wrong)].toSorted(),
  );
  expect(JSON.stringify(told.issues)).not.toMatch(/Anna|never|R_7/);
});

test('why she gets nothing more is kept, and a record from before it was asked bounced', () => {
  const finished = { ...stopped(active(), 7, 'finished') };
  expect(profileFromItem(profileItem(finished, 1))).toMatchObject({ state: 'stopped', why: 'finished' });
  const { why, ...older } = profileItem(finished, 1);
  expect(why).toEqual({ S: 'finished' });
  expect(profileFromItem(older)).toMatchObject({ state: 'stopped', why: 'bounced' });
});

test('the furthest session is stored as a number where it is one, and any identity is read', () => {
  const item = profileItem(active({ highestLadderSession: '12' }), 1);
  expect(item['top']).toEqual({ N: '12' });
  expect(profileFromItem(item).highestLadderSession).toBe('12');
  const other = profileItem(active({ highestLadderSession: '12b' }), 1);
  expect(profileFromItem(other).highestLadderSession).toBe('12b');
});

/** Bytes as DynamoDB counts them: names and text in UTF-8, a number by its digits, a boolean as one. */
function sizeOf(item: Item): number {
  return Object.entries(item).reduce((bytes, [name, { S, N }]) => {
    const value =
      S === undefined ? (N === undefined ? 1 : Math.ceil(N.length / 2) + 1) : Buffer.byteLength(S);
    return bytes + Buffer.byteLength(name) + value;
  }, 0);
}

function errorOf(act: () => unknown): z.core.$ZodError {
  try {
    act();
  } catch (error) {
    if (error instanceof z.core.$ZodError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
