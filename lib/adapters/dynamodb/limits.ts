import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../domain/calendar.ts';
import { MAILS_COUNT_FOR_MS } from '../../domain/joining/mail-limits.ts';
import type { ConfirmationMail, LimitStore } from '../../ports/limit-store.ts';
import { conditional, type Database } from './client.ts';
import { type Item, numberOf, toAttribute, toItem } from './item.ts';
import { answerOf, read } from './profile-read.ts';
import { VERSION } from './stored-values.ts';
import { expirySeconds } from './table-shape.ts';

/** Counters under `LIMIT#<key>`, each with a time to live. The keys name nobody: the caller sees to it. */
export function dynamoLimitStore(database: Database): LimitStore {
  return { ...windows(database), ...confirmationMails(database), ...oneTimeKeys(database) };
}

/** Up to this limit an item names each use, which costs no more than the number while it stays under 1 KB. */
const NAMED_USES = 100;

function windows({ client, tables }: Database): Pick<LimitStore, 'take'> {
  return {
    async take(key, limit, windowMs, now) {
      if (limit < 1) return 'exceeded';
      const window = Math.floor(now / windowMs);
      const { is, adds, values } = limit > NAMED_USES ? countedUse() : namedUse();
      const take = new UpdateItemCommand({
        TableName: tables.subscribers,
        Key: limitKey(`window#${key}#${window}`),
        // A flood stops counting at the limit.
        ConditionExpression: is,
        UpdateExpression: `SET v = :v, expiresAt = :expires ADD ${adds}`,
        ExpressionAttributeValues: {
          ...values,
          ':limit': toAttribute(limit),
          ':v': toAttribute(VERSION),
          ':expires': toAttribute(expirySeconds((window + 1) * windowMs)),
        },
      });
      return (await conditional(client.send(take))).kind === 'done' ? 'ok' : 'exceeded';
    },
  };
}

/** A use whose reply is lost is written again and counts once, since a set holds its name once. */
function namedUse() {
  const by = randomUUID().slice(0, 8);
  return {
    is: 'attribute_not_exists(takers) OR size(takers) < :limit OR contains(takers, :by)',
    adds: 'takers :taker',
    values: { ':by': { S: by }, ':taker': { SS: [by] } },
  };
}

/** A use whose reply is lost may count twice: one in many. */
function countedUse() {
  return {
    is: 'attribute_not_exists(uses) OR uses < :limit',
    adds: 'uses :one',
    values: { ':one': { N: '1' } },
  };
}

function confirmationMails(database: Database): Pick<LimitStore, 'mails' | 'addMail' | 'clearMails'> {
  const { client, tables, now } = database;
  const TableName = tables.subscribers;
  const standing = async (id: string) => {
    const item = await read(database, mailsKey(id));
    return item === undefined || isExpired(item, now()) ? '' : (item['mails']?.S ?? '');
  };
  return {
    mails: async (id) => mailsFromText(await standing(id)),
    async addMail(id, known, mail) {
      const mails = mailsToText([...known.filter(({ at }) => mail.at - at < MAILS_COUNT_FOR_MS), mail]);
      const put = new PutItemCommand({
        TableName,
        Item: {
          ...mailsKey(id),
          ...toItem({ v: VERSION, mails, expiresAt: expirySeconds(mail.at + MAILS_COUNT_FOR_MS) }),
        },
        // Two sign-ups at once: the second reads again and sees the first one's mail.
        ...(known.length === 0
          ? unlessThere(now())
          : {
              ConditionExpression: 'mails = :known',
              ExpressionAttributeValues: { ':known': { S: mailsToText(known) } },
            }),
      });
      const done = await conditional(client.send(put));
      return answerOf(done.kind === 'done' || (done.retried && (await standing(id)) === mails));
    },
    async clearMails(id) {
      await client.send(new DeleteItemCommand({ TableName, Key: mailsKey(id) }));
    },
  };
}

function oneTimeKeys(database: Database): Pick<LimitStore, 'spend' | 'isSpent'> {
  const { client, tables, now } = database;
  return {
    async isSpent(key) {
      const item = await read(database, limitKey(`once#${key}`));
      return item !== undefined && !isExpired(item, now());
    },
    async spend(key, expiresAt) {
      const by = randomUUID();
      const spent = limitKey(`once#${key}`);
      const put = new PutItemCommand({
        TableName: tables.subscribers,
        Item: { ...spent, ...toItem({ v: VERSION, by, expiresAt: expirySeconds(expiresAt) }) },
        // The same link used twice at once: one of them finds it spent.
        ...unlessThere(now()),
      });
      const done = await conditional(client.send(put));
      if (done.kind === 'done') return 'ok';
      return done.retried && (await read(database, spent))?.['by']?.S === by ? 'ok' : 'spent';
    },
  };
}

/** An expired item counts as gone. */
function unlessThere(
  now: Instant,
): Pick<PutItemCommand['input'], 'ConditionExpression' | 'ExpressionAttributeValues'> {
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
    ExpressionAttributeValues: { ':now': toAttribute(Math.floor(now / 1000)) },
  };
}

function isExpired(item: Item, now: Instant): boolean {
  return (numberOf(item, 'expiresAt') ?? Number.POSITIVE_INFINITY) <= Math.floor(now / 1000);
}

/** `<moment>:<sign-up>`, oldest first, joined by a blank. */
function mailsToText(mails: readonly ConfirmationMail[]): string {
  return mails.map(({ at, signUpId }) => `${at}:${signUpId}`).join(' ');
}

function mailsFromText(text: string): ConfirmationMail[] {
  if (text === '') return [];
  return text.split(' ').map((mail) => {
    const colon = mail.indexOf(':');
    return { at: Number(mail.slice(0, colon)), signUpId: mail.slice(colon + 1) };
  });
}

function mailsKey(id: string): Item {
  return limitKey(`mails#${id}`);
}

function limitKey(key: string): Item {
  return { pk: { S: `LIMIT#${key}` }, sk: { S: 'LIMIT' } };
}
