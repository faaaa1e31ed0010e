import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Written } from '../../ports/written.ts';
import type { Database } from './client.ts';
import type { Item } from './item.ts';
import { subscriberKey } from './table-shape.ts';

/** A part of the port that one file implements. */
export type Part<Name extends keyof SubscriberStore> = Pick<SubscriberStore, Name>;

export function keyOf(id: SubscriberId, sk: string): Item {
  return { pk: { S: subscriberKey(id) }, sk: { S: sk } };
}

/**
 * Reads one item. Eventually consistent costs half: use it only before a conditional write, which catches stale data.
 */
export async function read(
  { client, tables }: Database,
  key: Item,
  consistency: 'strong' | 'eventual' = 'strong',
): Promise<Item | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tables.subscribers, Key: key, ConsistentRead: consistency === 'strong' }),
  );
  return Item;
}

export function answerOf(written: boolean): Written {
  return written ? 'written' : 'conflict';
}
