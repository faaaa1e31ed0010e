import { randomUUID } from 'node:crypto';
import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DueRow, MarkOf } from '../../ports/subscriber-store.ts';
import { conditional, type Database } from './client.ts';
import { type Item, textOf, toItem } from './item.ts';
import { answerOf, type Part, read } from './profile-read.ts';
import { VERSION } from './stored-values.ts';
import { DUE_INDEX, dueMoment, dueRowOf, dueShardKey, dueSortKey, isDueKey } from './table-shape.ts';

/** Who is due, and how far dispatch has queued. */
export function dueIndex(database: Database): Part<'due' | 'getMark' | 'moveMark'> {
  const { client, tables } = database;
  const TableName = tables.subscribers;
  return {
    async due(shard, after, until, limit) {
      // Both ends of BETWEEN are inside, so the row after which to begin is read too and dropped below.
      const from = after === null ? dueMoment(0) : dueSortKey(after);
      const to = dueMoment(until + 1);
      const rows: DueRow[] = [];
      let start: Item | undefined;
      if (from > to) return rows;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName,
            IndexName: DUE_INDEX,
            KeyConditionExpression: 'duePk = :shard AND dueSk BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':shard': { S: dueShardKey(shard) },
              ':from': { S: from },
              ':to': { S: to },
            },
            Limit: limit - rows.length + 1,
            ExclusiveStartKey: start,
          }),
        );
        for (const item of page.Items ?? []) {
          const sortKey = textOf(item, 'dueSk');
          if (after !== null && sortKey === from) continue;
          // A key that is none belongs to a record that cannot be parsed: it must not stop the shard.
          if (isDueKey(sortKey)) rows.push(dueRowOf(sortKey));
        }
        start = page.LastEvaluatedKey;
      } while (start !== undefined && rows.length < limit);
      return rows.slice(0, limit);
    },
    async getMark(shard, of) {
      const item = await read(database, markKey(shard, of));
      return item === undefined ? null : dueRowOf(textOf(item, 'mark'));
    },
    async moveMark(shard, from, to, of) {
      const key = markKey(shard, of);
      const by = randomUUID();
      const mark = dueSortKey(to);
      // A mark that could not be read again would stop the shard: it is never written.
      dueRowOf(mark);
      const done = await conditional(
        client.send(
          new PutItemCommand({
            TableName,
            Item: { ...key, ...toItem({ v: VERSION, mark, by }) },
            // Two runs of dispatch: the second one's rows are queued already.
            ConditionExpression: from === null ? 'attribute_not_exists(pk)' : 'mark = :from',
            ...(from === null ? {} : { ExpressionAttributeValues: { ':from': { S: dueSortKey(from) } } }),
          }),
        ),
      );
      if (done.kind === 'done') return 'written';
      return answerOf(done.retried && (await read(database, key))?.['by']?.S === by);
    },
  };
}

function markKey(shard: number, of: MarkOf = 'queued'): Item {
  return { pk: { S: `MARK#${shard}` }, sk: { S: of === 'queued' ? 'MARK' : 'MARK#IN-QUEUE' } };
}
