import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Run } from '../../domain/subscriber.ts';
import type { Consent } from '../../ports/subscriber-store.ts';
import { conditional, type Database } from './client.ts';
import { numberOf } from './item.ts';
import { inPartition, putAll, query } from './paging.ts';
import { answerOf, keyOf, type Part, read } from './profile-read.ts';
import { consentFromItem, consentItem, signUpFromItem, signUpItem } from './sign-up-item.ts';
import { CONSENT_PREFIX, SIGN_UP, subscriberKey } from './table-shape.ts';

/** Sign-ups until they are confirmed, and the consent that confirming keeps. */
export function signUps(
  database: Database,
): Part<
  | 'putSignUp'
  | 'getSignUp'
  | 'signUpAt'
  | 'markSignUpMailed'
  | 'deleteSignUp'
  | 'putConsent'
  | 'putConsents'
  | 'getConsents'
> {
  const { client, tables, now } = database;
  const TableName = tables.subscribers;
  const ifStillThat = (signUpId: string) => ({
    ConditionExpression: 'signUpId = :signUp',
    ExpressionAttributeValues: { ':signUp': { S: signUpId } },
  });
  return {
    async putSignUp(signUp) {
      await client.send(new PutItemCommand({ TableName, Item: signUpItem(signUp) }));
    },
    async getSignUp(id) {
      const item = await read(database, keyOf(id, SIGN_UP));
      const signUp = item === undefined ? null : signUpFromItem(item);
      return signUp !== null && signUp.expiresAt > now() ? signUp : null;
    },
    async signUpAt(id) {
      const item = await read(database, keyOf(id, SIGN_UP));
      const expiresAt = numberOf(item, 'expiresAtMs');
      return expiresAt !== null && expiresAt <= now() ? null : numberOf(item, 'at');
    },
    async markSignUpMailed(id, signUpId) {
      const { ConditionExpression, ExpressionAttributeValues } = ifStillThat(signUpId);
      const done = await conditional(
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: keyOf(id, SIGN_UP),
            ConditionExpression,
            UpdateExpression: 'SET mailed = :yes',
            ExpressionAttributeValues: { ...ExpressionAttributeValues, ':yes': { BOOL: true } },
          }),
        ),
      );
      return answerOf(done.kind === 'done');
    },
    async deleteSignUp(id, signUpId) {
      // Refused: a newer sign-up stands there, or none; both are what the caller wants.
      await conditional(
        client.send(new DeleteItemCommand({ TableName, Key: keyOf(id, SIGN_UP), ...ifStillThat(signUpId) })),
      );
    },
    async putConsent(id, run, consent) {
      await client.send(new PutItemCommand({ TableName, Item: consentItem(id, run, consent) }));
    },
    putConsents: (consents) =>
      putAll(
        database,
        TableName,
        consents.map(({ id, run, consent }) => consentItem(id, run, consent)),
      ),
    async getConsents(id) {
      const items = query(database, {
        TableName,
        ConsistentRead: true,
        ...inPartition(subscriberKey(id), CONSENT_PREFIX),
      });
      const consents: { run: Run; consent: Consent }[] = [];
      for await (const item of items) consents.push(consentFromItem(item));
      return consents;
    },
  };
}
