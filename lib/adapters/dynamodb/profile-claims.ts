import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { priorStates, TRANSITIONS } from '../../domain/subscriber.ts';
import { conditional, type Database } from './client.ts';
import { textOf, toAttribute } from './item.ts';
import { readAll, readableOf } from './paging.ts';
import { profileFromItem } from './profile-item.ts';
import { keyOf, type Part, read } from './profile-read.ts';
import { rawRecordOf } from './raw-record.ts';
import { dueSortKey, idOfKey, PROFILE } from './table-shape.ts';
import { inStates } from './transitions.ts';

const FROM_CLAIM = inStates(priorStates('claim', TRANSITIONS.claim.to));

/** Reading the record and claiming its lesson: one write unit, and no write to the due index. */
export function claims(database: Database): Part<'get' | 'getRaw' | 'getMany' | 'claim' | 'unclaim'> {
  const { client, tables } = database;
  return {
    async get(id) {
      const item = await read(database, keyOf(id, PROFILE));
      return item === undefined ? null : profileFromItem(item);
    },
    async getRaw(id) {
      const item = await read(database, keyOf(id, PROFILE));
      return item === undefined ? null : rawRecordOf(id, item);
    },
    async getMany(ids, unreadable) {
      const keys = ids.map((id) => keyOf(id, PROFILE));
      const items = await readAll(database, tables.subscribers, keys);
      return readableOf(items, profileFromItem, (item) => unreadable(idOfKey(textOf(item, 'pk'))));
    },
    async claim(due, claim) {
      const done = await conditional(
        client.send(
          new UpdateItemCommand({
            TableName: tables.subscribers,
            Key: keyOf(due.id, PROFILE),
            // Two runs of deliver, a lesson that was moved, and someone who left: none of them is claimed. The
            // attempt's own id passes, so that a first try whose answer was lost is recognised as won.
            ConditionExpression: `dueSk = :due AND ${FROM_CLAIM.expression} AND (attribute_not_exists(claim) OR claim = :attempt)`,
            UpdateExpression:
              'SET #state = :to, claim = :attempt, claimAt = :at, sendBy = :sendBy, lineOn = if_not_exists(lineOn, dueOn), rev = rev + :one REMOVE #until',
            ExpressionAttributeNames: { '#state': 'state', '#until': 'until' },
            ExpressionAttributeValues: {
              ':due': { S: dueSortKey(due) },
              ':to': { S: TRANSITIONS.claim.to },
              ':attempt': { S: claim.attempt },
              ':at': toAttribute(claim.at),
              ':sendBy': toAttribute(claim.sendBy),
              ':one': { N: '1' },
              ...FROM_CLAIM.values,
            },
            ReturnValues: 'ALL_NEW',
          }),
        ),
      );
      if (done.kind === 'refused') return 'taken';
      const claimed = profileFromItem(done.output.Attributes ?? {});
      if (claimed.state !== 'active') throw new Error(`a claim left the record ${claimed.state}`);
      return claimed;
    },
    async unclaim(id, attempt) {
      await conditional(
        client.send(
          new UpdateItemCommand({
            TableName: tables.subscribers,
            Key: keyOf(id, PROFILE),
            // Another attempt holds the lesson, it is settled, or she left.
            ConditionExpression: 'claim = :attempt',
            // The revision goes on, so that whoever read the record under the claim cannot write the claim back.
            UpdateExpression: 'SET rev = rev + :one REMOVE claim, claimAt, sendBy',
            ExpressionAttributeValues: { ':attempt': { S: attempt }, ':one': { N: '1' } },
          }),
        ),
      );
    },
  };
}
