import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Run, SubscriberId } from '../../domain/subscriber.ts';
import type { HerWeek, LessonOfHers } from '../../domain/training/her-year.ts';
import type { TrainingStore } from '../../ports/training-store.ts';
import type { Database } from './client.ts';
import { type Item, type Plain, toAttribute } from './item.ts';
import { deleteAll, inPartition, query } from './paging.ts';
import { keyOf, read } from './profile-read.ts';
import { subscriberKey } from './table-shape.ts';
import {
  agreedItem,
  agreedKey,
  doneOfItem,
  isWeekKey,
  lessonColumns,
  trainingKey,
  weekFromItem,
  weekItem,
  weekKey,
} from './training-item.ts';

/**
 * What she writes down, in DynamoDB: one item for each week that she wrote about. A tick and her numbers are written by
 * name, so that two pages at once lose nothing of each other. No write has a condition: the caller looks afterwards
 * whether she left meanwhile, as whoever writes a ledger line does.
 */
export function dynamoTrainingStore(database: Database): TrainingStore {
  const { client, tables } = database;
  const TableName = tables.subscribers;
  const allOf = (id: SubscriberId, run: Run) =>
    query(database, {
      TableName,
      ConsistentRead: true,
      ...inPartition(subscriberKey(id), trainingKey(run)),
    });
  return {
    async hasAgreed(id, run, version) {
      return (await read(database, keyOf(id, agreedKey(run, version)))) !== undefined;
    },
    async putAgreed(id, run, consent) {
      await client.send(new PutItemCommand({ TableName, Item: agreedItem(id, run, consent) }));
    },
    async week(id, run, number) {
      const item = await read(database, keyOf(id, weekKey(run, number)));
      return item === undefined ? null : weekFromItem(item);
    },
    async weeks(id, run) {
      const weeks: HerWeek[] = [];
      let unreadable = 0;
      for await (const item of allOf(id, run)) {
        if (!isWeekKey(item['sk']?.S ?? '')) continue;
        const week = readableWeek(item);
        if (week === null) unreadable += 1;
        else weeks.push(week);
      }
      return { weeks, unreadable };
    },
    async putDone(id, run, lesson, done) {
      weekItem(id, run, { ...lesson, done, numbers: {} });
      const { Attributes: before } = await client.send(
        new UpdateItemCommand({
          ...updateOf(database, id, run, lesson, { done }),
          ReturnValues: 'ALL_OLD',
        }),
      );
      return before === undefined ? 0 : doneOfItem(before);
    },
    async putNumbers(id, run, lesson, numbers) {
      weekItem(id, run, { ...lesson, done: 0, numbers });
      await client.send(new UpdateItemCommand(updateOf(database, id, run, lesson, numbers)));
    },
    async deleteRun(id, run) {
      const keys: Item[] = [];
      for await (const { pk, sk } of allOf(id, run)) if (pk && sk) keys.push({ pk, sk });
      await deleteAll(database, TableName, keys);
    },
  };
}

/** Sets what is given, and leaves the rest of the item as it stands. */
function updateOf(
  { tables }: Database,
  id: SubscriberId,
  run: Run,
  lesson: LessonOfHers,
  values: Readonly<Record<string, Plain | undefined>>,
): ConstructorParameters<typeof UpdateItemCommand>[0] {
  const set = Object.entries({ ...lessonColumns(lesson), ...values }).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return {
    TableName: tables.subscribers,
    Key: keyOf(id, weekKey(run, lesson.number)),
    UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(
      set.map(([name, value]) => [`:${name}`, toAttribute(value)]),
    ),
  };
}

function readableWeek(item: Item): HerWeek | null {
  try {
    return weekFromItem(item);
  } catch {
    return null;
  }
}
