import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoLedger } from '../../../lib/adapters/dynamodb/ledger.ts';
import { type EmbeddedDynamoDb, startDynamoDb } from '../../../lib/local/dynamodb.ts';
import { sesEvent, week } from '../../contracts/records.ts';
import { freshTables } from '../../fresh-tables.ts';

let embedded: EmbeddedDynamoDb;
beforeAll(async () => {
  embedded = await startDynamoDb();
});
afterAll(() => embedded.stop());

/** A ledger whose reads of half price see the item as `stale` answers it, and a count of the reads of each kind. */
async function ledgerBehind(stale: (now: unknown) => unknown) {
  const { client, tables } = await freshTables(embedded.endpoint);
  const reads = { now: 0, lately: 0 };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        if (commandName !== GetItemCommand.name || !('ConsistentRead' in args.input)) return result;
        if (args.input.ConsistentRead === true) {
          reads.now += 1;
          return result;
        }
        reads.lately += 1;
        const { output } = result;
        return { ...result, output: Object.assign(output, { Item: stale('Item' in output && output.Item) }) };
      },
    { step: 'initialize', name: 'stale' },
  );
  return { ledger: dynamoLedger({ client, tables, now: Date.now }), reads };
}

const { id, run, dueOn, attempt } = week();
const delivered = sesEvent({ kind: 'delivery', attempt: attempt ?? '' });

describe('an event about a line', () => {
  test('that is seen as it is takes one read of half price, and so does one that says nothing new', async () => {
    const { ledger, reads } = await ledgerBehind((now) => now);
    await ledger.put(week());
    expect(await ledger.mergeEvent(id, run, dueOn, delivered)).toBe('merged');
    expect(await ledger.mergeEvent(id, run, dueOn, delivered)).toBe('unchanged');
    expect(reads).toEqual({ now: 0, lately: 2 });
  });

  test('that is not seen yet finds it on the second look', async () => {
    const { ledger, reads } = await ledgerBehind(() => undefined);
    await ledger.put(week());
    expect(await ledger.mergeEvent(id, run, dueOn, delivered)).toBe('merged');
    expect(reads).toEqual({ now: 1, lately: 1 });
    expect(await ledger.get(id, run, dueOn)).toMatchObject({ fate: 'delivery' });
  });

  test('that is seen as it was before another event loses neither of them', async () => {
    let first: unknown;
    const { ledger } = await ledgerBehind((now) => {
      first ??= now;
      return first;
    });
    await ledger.put(week());
    await ledger.mergeEvent(id, run, dueOn, delivered);
    const complaint = sesEvent({ kind: 'complaint', attempt: attempt ?? '' });
    expect(await ledger.mergeEvent(id, run, dueOn, complaint)).toBe('merged');
    expect(await ledger.mergeEvent(id, run, dueOn, delivered)).toBe('unchanged');
    expect(await ledger.get(id, run, dueOn)).toMatchObject({ fate: 'complaint' });
  });

  test('that is there no more is missing, whatever was seen a moment ago', async () => {
    let first: unknown;
    const { ledger } = await ledgerBehind((now) => {
      first ??= now;
      return first;
    });
    await ledger.put(week());
    await ledger.mergeEvent(id, run, dueOn, sesEvent({ kind: 'send', attempt: attempt ?? '' }));
    await ledger.delete(id, run, dueOn);
    expect(await ledger.mergeEvent(id, run, dueOn, delivered)).toBe('missing');
    expect(await ledger.get(id, run, dueOn)).toBe(null);
  });
});
