import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EVENT_KINDS,
  type LedgerLine,
  mergeEventIntoLine,
  mergeLine,
  type SesEvent,
} from '../../../lib/domain/sending/ledger.ts';
import { line } from '../../builders.ts';

const event = (overrides: Partial<SesEvent> = {}): SesEvent => ({
  kind: 'delivery',
  at: line().at + 1_000,
  attempt: 'attempt-a',
  messageId: 'message-a',
  ...overrides,
});

const attempts = fc.constantFrom('attempt-a', 'attempt-b', 'attempt-c');
const messageOf = (attempt: string) => attempt.replace('attempt', 'message');

const anyEvent = fc
  .record({
    kind: fc.constantFrom(...EVENT_KINDS),
    at: fc.integer({ min: 0, max: 5 }),
    attempt: attempts,
  })
  .map((told) => event({ ...told, messageId: messageOf(told.attempt) }));

const anyLine: fc.Arbitrary<LedgerLine> = fc
  .record({
    state: fc.constantFrom('sent', 'skipped', 'failed', 'unknown'),
    attempt: attempts,
    at: fc.integer({ min: 0, max: 3 }),
    reason: fc.constantFrom('next', 'outage', 'timeout'),
  })
  .map(({ attempt, ...told }) => line({ ...told, attempt, messageId: messageOf(attempt) }));

describe('two lines of one week', () => {
  test('become one, whichever came first and however often', () => {
    fc.assert(
      fc.property(anyLine, anyLine, anyLine, (one, two, three) => {
        expect(mergeLine(one, one)).toEqual(one);
        expect(mergeLine(one, two)).toEqual(mergeLine(two, one));
        expect(mergeLine(mergeLine(one, two), three)).toEqual(mergeLine(one, mergeLine(two, three)));
      }),
    );
  });

  test('become one in any grouping, where the smaller attempt stands in the later line', () => {
    const [one, two, three] = [
      line({ attempt: 'attempt-a', messageId: 'message-a', at: 2, reason: 'next' }),
      line({ attempt: 'attempt-b', messageId: 'message-b', at: 1, reason: 'next' }),
      line({ attempt: 'attempt-a', messageId: 'message-a', at: 1, reason: 'timeout' }),
    ] as const;
    expect(mergeLine(mergeLine(one, two), three)).toEqual(mergeLine(one, mergeLine(two, three)));
  });

  test.each([
    ['sent', 'unknown'],
    ['unknown', 'failed'],
    ['failed', 'skipped'],
  ] as const)('%s stands over %s', (stronger, weaker) => {
    expect(mergeLine(line({ state: weaker }), line({ state: stronger })).state).toBe(stronger);
  });

  test('count a second accepted attempt once', () => {
    const twice = line({ attempt: 'attempt-b', messageId: 'message-b' });
    const merged = mergeLine(mergeLine(line(), twice), twice);
    expect(merged).toMatchObject({
      attempt: 'attempt-a',
      messageId: 'message-a',
      otherAttempts: ['attempt-b'],
    });
  });
});

describe('events about a line', () => {
  test('lead to the same line in any order, doubled or not (Q7)', () => {
    const orders = fc.array(anyEvent, { maxLength: 6 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        shuffled: fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(anyLine, orders, (start, { events, shuffled }) => {
        expect(shuffled.reduce(mergeEventIntoLine, start)).toEqual(events.reduce(mergeEventIntoLine, start));
      }),
    );
  });

  test('come before or after the line of the same attempt was stored, with the same end', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 4 }), anyLine, (events, start) => {
        const stored = line({ state: 'sent', at: 0, seen: ['send'], fate: 'send', fateAt: 0 });
        const before = mergeLine(events.reduce(mergeEventIntoLine, { ...start, state: 'sent' }), stored);
        const after = events.reduce(mergeEventIntoLine, mergeLine({ ...start, state: 'sent' }, stored));
        expect(before).toEqual(after);
      }),
    );
  });

  test('keep the strongest fate and the moment it was first told', () => {
    const told = [
      event({ kind: 'delivery', at: 5 }),
      event({ kind: 'complaint', at: 9 }),
      event({ kind: 'complaint', at: 8 }),
      event({ kind: 'send', at: 1 }),
    ].reduce(mergeEventIntoLine, line());
    expect(told).toMatchObject({ fate: 'complaint', fateAt: 8 });
  });

  test('settle an attempt whose outcome was unknown', () => {
    const unknown = line({ state: 'unknown', messageId: null });
    expect(mergeEventIntoLine(unknown, event())).toMatchObject({ state: 'sent', messageId: 'message-a' });
  });

  test('of another attempt count a duplicate once', () => {
    const other = event({ attempt: 'attempt-z', messageId: 'message-z' });
    const twice = mergeEventIntoLine(mergeEventIntoLine(line(), other), { ...other, kind: 'bounce' });
    expect(twice).toMatchObject({ attempt: 'attempt-a', otherAttempts: ['attempt-z'], fate: 'bounce' });
  });
});
