import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { type Country, isCountryCode } from '../../domain/countries.ts';
import type { Counted } from '../../domain/sending/tally.ts';
import type { Census } from '../../ports/census.ts';
import type { Database } from './client.ts';
import { fromItem, type Item, textOf } from './item.ts';
import { orNull, recentFromText, session, tap } from './stored-values.ts';
import { idOfKey, PROFILE, SEND_PREFIX, subscriberKey } from './table-shape.ts';

/** Only what is counted: the rest of the item is paid for, as DynamoDB bills what it reads, but not sent. */
const PROJECTION = 'pk, sk, #state, land, recent, tap, #session, fate';

const profile = z.object({
  state: z.enum(['active', 'paused', 'stopped']),
  land: z.custom<Country>(isCountryCode, 'not a country'),
  recent: z.optional(z.string()),
  tap: orNull(tap),
});
const week = z.object({
  state: z.enum(['sent', 'skipped', 'failed', 'unknown']),
  session: orNull(session),
  fate: z.enum(['none', 'send', 'delay', 'delivery', 'reject', 'bounce', 'complaint']),
});

/** Records and ledgers in one pass: they share a table, and two passes would cost twice. */
export function dynamoCensus({ client, tables }: Database): Census {
  return {
    async *read(segment, unitsPerSecond, except) {
      let from: Item | undefined;
      do {
        const began = performance.now();
        const page = await client.send(
          new ScanCommand({
            TableName: tables.subscribers,
            FilterExpression: 'pk <> :except AND (sk = :profile OR begins_with(sk, :send))',
            ProjectionExpression: PROJECTION,
            ExpressionAttributeNames: { '#state': 'state', '#session': 'session' },
            ExpressionAttributeValues: {
              ':except': { S: subscriberKey(except) },
              ':profile': { S: PROFILE },
              ':send': { S: SEND_PREFIX },
            },
            Segment: segment.part,
            TotalSegments: segment.of,
            ExclusiveStartKey: from,
            ReturnConsumedCapacity: 'TOTAL',
          }),
        );
        yield (page.Items ?? []).map(countedOf);
        from = page.LastEvaluatedKey;
        const dueMs = ((page.ConsumedCapacity?.CapacityUnits ?? 0) / unitsPerSecond) * 1_000;
        const earlyMs = dueMs - (performance.now() - began);
        if (from !== undefined && earlyMs > 0) await sleep(earlyMs);
      } while (from !== undefined);
    },
  };
}

function countedOf(item: Item): Counted {
  try {
    return parsed(item);
  } catch {
    return { kind: 'unreadable', id: idOfKey(textOf(item, 'pk')) };
  }
}

function parsed(item: Item): Counted {
  const plain = fromItem(item);
  if (plain['sk'] !== PROFILE) return { kind: 'week', ...week.parse(plain) };
  const { land, recent, ...rest } = profile.parse(plain);
  return { kind: 'subscriber', ...rest, country: land, last: lastOf(recent) };
}

function lastOf(recent: string | undefined) {
  // The last of twelve; the others are not looked at.
  return recentFromText(recent?.slice(recent.lastIndexOf(' ') + 1)).at(-1)?.session ?? null;
}
