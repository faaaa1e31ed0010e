import {
  type AttributeValue,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { Instant } from '../../domain/calendar.ts';
import type { SessionId } from '../../domain/course.ts';
import { momentsFrom, spacing } from '../../domain/sending/rate.ts';
import type { RateStore, SendingState } from '../../ports/rate-store.ts';
import { conditional, type Database } from './client.ts';
import { fromItem, type Item, toAttribute } from './item.ts';
import { read } from './profile-read.ts';
import { count, moment, orNull, VERSION, version } from './stored-values.ts';

const RATE_KEY = { pk: { S: 'RATE' }, sk: { S: 'RATE' } };
/** Each try that loses means that another reservation was made in between. */
const MOST_TRIES = 10;

const storedState = z.object({
  v: version,
  /** The first moment that nobody has reserved, machine time. */
  next: z._default(z.number(), 0),
  pausedUntil: orNull(moment),
  cause: orNull(z.enum(['operator', 'quota', 'circuit', 'account', 'restore'])),
  unknowns: count,
});
type Stored = z.infer<typeof storedState> & Pick<SendingState, 'withheld'>;

function storedFrom(item: Item): Stored {
  return { ...storedState.parse(fromItem(item)), withheld: (item['withheld']?.SS ?? []).toSorted() };
}

/**
 * The rate that all instances share, in one item: the next free moment, the pause, the sessions withheld, and the
 * unknowns running, so that reserving answers all of them in one write.
 */
export function dynamoRateStore(database: Database): RateStore {
  return { ...reserving(database), ...pausing(database), ...withholding(database), ...unknowns(database) };
}

/**
 * A reservation is one of two conditional updates, since an update cannot take the later of two times: "after what
 * is reserved" while that lies ahead, "from now" otherwise. The one that fitted last time is tried first.
 */
function reserving({ client, tables, now: courseNow }: Database): Pick<RateStore, 'reserve'> {
  let lastNext = Number.NEGATIVE_INFINITY;
  return {
    async reserve(count, perSecond, now) {
      const span = count * spacing(perSecond);
      let behindOthers = lastNext > now;
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const change = behindOthers ? afterReserved(span, now) : fromNow(span, now);
        const done = await conditional(update(client, tables.subscribers, change));
        if (done.kind === 'done') {
          const stored = storedFrom(done.output.Attributes ?? {});
          lastNext = stored.next;
          return {
            moments: momentsFrom(stored.next - span, count, perSecond),
            state: stateOf(stored, courseNow()),
          };
        }
        behindOthers = !behindOthers;
      }
      throw new Error(`no moment could be reserved in ${MOST_TRIES} tries`);
    },
  };
}

type Change = Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & {
  ExpressionAttributeValues: Record<string, AttributeValue>;
};

function afterReserved(span: number, now: Instant): Change {
  return {
    UpdateExpression: 'SET v = :v, #next = #next + :span',
    ConditionExpression: '#next >= :now',
    ExpressionAttributeValues: { ':span': toAttribute(span), ':now': toAttribute(now) },
  };
}

function fromNow(span: number, now: Instant): Change {
  return {
    UpdateExpression: 'SET v = :v, #next = :next',
    // Two instances at once: the second takes the moments after the first one's.
    ConditionExpression: 'attribute_not_exists(#next) OR #next < :now',
    ExpressionAttributeValues: { ':next': toAttribute(now + span), ':now': toAttribute(now) },
  };
}

function update(client: DynamoDBClient, table: string, { ExpressionAttributeValues, ...change }: Change) {
  return client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: RATE_KEY,
      ...change,
      ExpressionAttributeNames: { '#next': 'next' },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':v': toAttribute(VERSION) },
      ReturnValues: 'ALL_NEW',
    }),
  );
}

function pausing(database: Database): Pick<RateStore, 'state' | 'pause' | 'resume'> {
  const { client, tables, now } = database;
  const TableName = tables.subscribers;
  return {
    async state() {
      return readState(await read(database, RATE_KEY), now());
    },
    async pause(until, cause) {
      const pause = new UpdateItemCommand({
        TableName,
        Key: RATE_KEY,
        // A short pause (the circuit's) does not end a long one (the operator's).
        ConditionExpression: 'attribute_not_exists(pausedUntil) OR pausedUntil < :until',
        UpdateExpression: 'SET v = :v, pausedUntil = :until, #cause = :cause',
        ExpressionAttributeNames: { '#cause': 'cause' },
        ExpressionAttributeValues: {
          ':v': toAttribute(VERSION),
          ':until': toAttribute(until),
          ':cause': { S: cause },
        },
      });
      await conditional(client.send(pause));
    },
    async resume(cause) {
      const resume = new UpdateItemCommand({
        TableName,
        Key: RATE_KEY,
        // Whoever ends its own pause leaves another's standing; and nothing is made where there was no pause.
        ConditionExpression: cause === undefined ? 'attribute_exists(pausedUntil)' : '#cause = :cause',
        UpdateExpression: 'REMOVE pausedUntil, #cause',
        ExpressionAttributeNames: { '#cause': 'cause' },
        ...(cause === undefined ? {} : { ExpressionAttributeValues: { ':cause': { S: cause } } }),
      });
      await conditional(client.send(resume));
    },
  };
}

/** A set, so that two operators at once lose neither's word. */
function withholding({ client, tables }: Database): Pick<RateStore, 'withhold' | 'release'> {
  const TableName = tables.subscribers;
  const one = (session: SessionId) => ({ ':one': { SS: [session] } });
  return {
    async withhold(session) {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: RATE_KEY,
          UpdateExpression: 'SET v = :v ADD withheld :one',
          ExpressionAttributeValues: { ':v': toAttribute(VERSION), ...one(session) },
        }),
      );
    },
    async release(session) {
      const release = new UpdateItemCommand({
        TableName,
        Key: RATE_KEY,
        // Tells whether it was withheld.
        ConditionExpression: 'contains(withheld, :session)',
        UpdateExpression: 'DELETE withheld :one',
        ExpressionAttributeValues: { ':session': { S: session }, ...one(session) },
      });
      return (await conditional(client.send(release))).kind === 'done';
    },
  };
}

function unknowns({ client, tables }: Database): Pick<RateStore, 'countUnknown' | 'clearUnknowns'> {
  const TableName = tables.subscribers;
  return {
    // A lost answer may count one twice: sending then stops one unknown sooner, and never too late.
    async countUnknown() {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          TableName,
          Key: RATE_KEY,
          UpdateExpression: 'SET v = :v ADD unknowns :one',
          ExpressionAttributeValues: { ':v': toAttribute(VERSION), ':one': { N: '1' } },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return storedFrom(Attributes ?? {}).unknowns;
    },
    async clearUnknowns() {
      const clear = new UpdateItemCommand({
        TableName,
        Key: RATE_KEY,
        ConditionExpression: 'unknowns > :none',
        UpdateExpression: 'SET unknowns = :none',
        ExpressionAttributeValues: { ':none': { N: '0' } },
      });
      await conditional(client.send(clear));
    },
  };
}

function readState(item: Item | undefined, now: Instant): SendingState {
  if (item === undefined) return { pausedUntil: null, cause: null, unknownsRunning: 0, withheld: [] };
  return stateOf(storedFrom(item), now);
}

/** A pause that is over is none. */
function stateOf({ pausedUntil, cause, unknowns, withheld }: Stored, now: Instant): SendingState {
  const paused = pausedUntil !== null && pausedUntil > now;
  return {
    pausedUntil: paused ? pausedUntil : null,
    cause: paused ? cause : null,
    unknownsRunning: unknowns,
    withheld,
  };
}
