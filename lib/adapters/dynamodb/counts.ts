import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { CountStore } from '../../ports/count-store.ts';
import type { Database } from './client.ts';
import { textOf, toAttribute } from './item.ts';
import { inPartition, query } from './paging.ts';
import { VERSION } from './stored-values.ts';

const PARTITION = 'COUNT';
const WEEK_PREFIX = 'COUNT#';
/** Keeps a count's name apart from the item's own attributes. */
const NAME_PREFIX = 'n:';

/** Weekly counts, one item a week, so that all of them are one query. A lost answer may count one twice. */
export function dynamoCountStore(database: Database): CountStore {
  const { client, tables } = database;
  const TableName = tables.subscribers;
  return {
    async add(week, name, by = 1) {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: { pk: { S: PARTITION }, sk: { S: WEEK_PREFIX + week } },
          UpdateExpression: 'SET v = :v ADD #name :by',
          ExpressionAttributeNames: { '#name': NAME_PREFIX + name },
          ExpressionAttributeValues: { ':v': toAttribute(VERSION), ':by': toAttribute(by) },
        }),
      );
    },
    async all() {
      const weeks: { week: string; counts: Record<string, number> }[] = [];
      for await (const item of query(database, { TableName, ...inPartition(PARTITION, WEEK_PREFIX) })) {
        const counts = Object.entries(item)
          .filter(([name]) => name.startsWith(NAME_PREFIX))
          .map(([name, value]) => [name.slice(NAME_PREFIX.length), Number(value.N)] as const);
        weeks.push({
          week: textOf(item, 'sk').slice(WEEK_PREFIX.length),
          counts: Object.fromEntries(counts),
        });
      }
      return weeks;
    },
  };
}
