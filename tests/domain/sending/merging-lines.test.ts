import { describe, expect, test } from 'vitest';
import {
  type Fate,
  type LedgerLine,
  mergeLine,
  softBouncesRunning,
} from '../../../lib/domain/sending/ledger.ts';
import { line } from '../../builders.ts';

/** The two put together, which is the same whichever came first. */
function merged(one: Partial<LedgerLine>, other: Partial<LedgerLine>): LedgerLine {
  const both = mergeLine(line(one), line(other));
  expect(mergeLine(line(other), line(one))).toEqual(both);
  return both;
}

describe('two lines of one week', () => {
  const unsent = { attempt: 'a', messageId: null } as const;

  test('of the same state: the earlier one stands', () => {
    const early = { ...unsent, state: 'failed', at: 1, reason: 'z' } as const;
    expect(merged(early, { ...early, at: 2, reason: 'a' })).toMatchObject({ at: 1, reason: 'z' });
  });

  test('of the same state and moment: one of them as a whole, the same from either side', () => {
    const one = { ...unsent, state: 'failed', at: 1, reason: 'a', attempt: 'z' } as const;
    const other = { ...unsent, state: 'failed', at: 1, reason: 'b', attempt: 'a' } as const;
    expect(merged(one, other)).toMatchObject({ reason: 'a', attempt: 'z' });
    expect(merged(one, { ...one, attempt: 'b' })).toMatchObject({ attempt: 'b' });
  });

  test('that were both sent at one moment: which session it was does not hang on the attempt', () => {
    const one = { state: 'sent', at: 1, reason: 'a', attempt: 'z', messageId: 'of-z' } as const;
    const other = { state: 'sent', at: 1, reason: 'b', attempt: 'a', messageId: 'of-a' } as const;
    expect(merged(one, other)).toMatchObject({
      ...{ reason: 'a', attempt: 'a', messageId: 'of-a', otherAttempts: ['z'] },
    });
  });

  test('of which one was sent: its attempt stands, and those that SES took before', () => {
    const sent = { state: 'sent', at: 9, attempt: 'z', messageId: 'of-z', otherAttempts: ['y'] } as const;
    const unknown = { state: 'unknown', at: 1, attempt: 'a', messageId: null } as const;
    expect(merged(sent, unknown)).toMatchObject({ attempt: 'z', messageId: 'of-z', otherAttempts: ['y'] });
    expect(merged(unknown, { ...unknown, state: 'failed', attempt: 'b' })).toMatchObject({ attempt: 'a' });
  });

  test('that are the same attempt: the number that SES gave it is kept', () => {
    const known = { state: 'sent', at: 1, attempt: 'a', messageId: 'of-a' } as const;
    expect(merged(known, { ...known, messageId: null })).toMatchObject({
      messageId: 'of-a',
      otherAttempts: [],
    });
  });

  test.each<[Fate, number | null, Fate, number | null, number | null]>([
    ['delivery', 5, 'delivery', 3, 3],
    ['delivery', 5, 'delivery', null, 5],
    ['delivery', 5, 'send', 3, 5],
    ['none', null, 'none', null, null],
    ['none', null, 'send', 3, 3],
  ])('%s at %s and %s at %s: it became so at %s', (fate, fateAt, other, otherAt, at) => {
    expect(merged({ fate, fateAt }, { fate: other, fateAt: otherAt }).fateAt).toBe(at);
  });
});

describe('soft bounces running', () => {
  const week = (number: number, fate: Fate, more: Partial<LedgerLine> = {}) =>
    line({ number, fate, state: 'sent', run: 'run1', dueOn: `2026-01-0${number}`, ...more });

  test.each([
    ['all of them', [week(1, 'soft-bounce'), week(2, 'soft-bounce')], 2],
    [
      'those since one that arrived',
      [week(1, 'soft-bounce'), week(2, 'delivery'), week(3, 'soft-bounce')],
      1,
    ],
    ['none where the last one arrived', [week(2, 'delivery'), week(1, 'soft-bounce')], 0],
    [
      'in the order of their numbers',
      [week(3, 'soft-bounce'), week(1, 'delivery'), week(2, 'soft-bounce')],
      2,
    ],
    ['a bounce of an older release as well', [week(1, 'bounce'), week(2, 'soft-bounce')], 2],
    ['not those of another run', [week(1, 'soft-bounce'), week(2, 'delivery', { run: 'run0' })], 1],
    ['past a week without a mail', [week(1, 'soft-bounce'), week(2, 'none', { state: 'failed' })], 1],
  ])('count %s', (_, lines, running) => {
    expect(softBouncesRunning(lines, 'run1')).toBe(running);
  });
});
