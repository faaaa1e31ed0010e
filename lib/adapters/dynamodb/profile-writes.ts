import { isDeepStrictEqual } from 'node:util';
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { priorStates } from '../../domain/subscriber.ts';
import { conditional, type Database } from './client.ts';
import { fromItem, type Item, toAttribute } from './item.ts';
import { profileItem } from './profile-item.ts';
import { answerOf, keyOf, type Part, read } from './profile-read.ts';
import { rawRecordOf } from './raw-record.ts';
import { PROFILE } from './table-shape.ts';
import { inStates } from './transitions.ts';

const FROM_CONFIRM = inStates(priorStates('confirm', 'active'));

/**
 * Writing a record and taking it away. A put costs what an update costs, since both are billed by the whole item,
 * and takes half the processor time to say; a due time that moves is one delete and one put in the index.
 */
export function changes(database: Database): Part<'confirm' | 'replace' | 'deleteProfile'> {
  const { client, tables } = database;
  return {
    async confirm(subscriber, replaces) {
      const item = profileItem(subscriber, (replaces ?? 0) + 1);
      // Two confirmations at once: the second finds another revision, and reads again.
      const condition =
        replaces === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: `rev = :revision AND ${FROM_CONFIRM.expression}`,
              ExpressionAttributeNames: { '#state': 'state' },
              ExpressionAttributeValues: { ':revision': toAttribute(replaces), ...FROM_CONFIRM.values },
            };
      const put = new PutItemCommand({ TableName: tables.subscribers, Item: item, ...condition });
      const done = await conditional(client.send(put));
      return done.kind === 'done' ? 'written' : answerOf(done.retried && (await isStored(database, item)));
    },
    async replace(next, transition, whileClaimed) {
      const { revision } = next;
      const item = profileItem(next, revision + 1);
      const from = inStates(priorStates(transition, next.state));
      const done = await conditional(
        client.send(
          new PutItemCommand({
            TableName: tables.subscribers,
            Item: item,
            // A change worked out from an older record, one of an earlier run, one of a state that may not follow,
            // and the settling of an attempt that no longer holds the claim: none of them is written.
            ConditionExpression: `rev = :revision AND #run = :run AND ${from.expression}${whileClaimed === undefined ? '' : ' AND claim = :attempt'}`,
            ExpressionAttributeNames: { '#run': 'run', '#state': 'state' },
            ExpressionAttributeValues: {
              ':revision': toAttribute(revision),
              ':run': { S: next.run },
              ...(whileClaimed === undefined ? {} : { ':attempt': { S: whileClaimed } }),
              ...from.values,
            },
          }),
        ),
      );
      return done.kind === 'done' ? 'written' : answerOf(done.retried && (await isStored(database, item)));
    },
    async deleteProfile(id, transition, onlyRun) {
      // Asked for its refusal: whatever state she is in, it is deleted, also one that this release does not know.
      priorStates(transition, 'none');
      const done = await conditional(
        client.send(
          new DeleteItemCommand({
            TableName: tables.subscribers,
            Key: keyOf(id, PROFILE),
            ReturnValues: 'ALL_OLD',
            // A message that comes late deletes the run it was about, not one that began meanwhile.
            ...(onlyRun === undefined
              ? {}
              : {
                  ConditionExpression: '#run = :run',
                  ExpressionAttributeNames: { '#run': 'run' },
                  ExpressionAttributeValues: { ':run': { S: onlyRun } },
                }),
          }),
        ),
      );
      const attempts = done.kind === 'done' ? done.output.$metadata.attempts : done.retried ? 2 : 1;
      const old = done.kind === 'done' ? done.output.Attributes : undefined;
      if (old !== undefined) return rawRecordOf(id, old);
      // Perhaps a first try deleted it, and its answer with the claim was lost.
      return (attempts ?? 1) > 1 ? rawRecordOf(id, {}) : null;
    },
  };
}

/** Whether the record is as this write left it, asked when the answer to its first try was lost. */
async function isStored(database: Database, { pk, sk, ...rest }: Item): Promise<boolean> {
  if (pk === undefined || sk === undefined) return false;
  const current = await read(database, { pk, sk });
  return current !== undefined && isDeepStrictEqual(fromItem(current), fromItem({ pk, sk, ...rest }));
}
