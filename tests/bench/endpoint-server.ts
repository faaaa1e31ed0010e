import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { profileItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import { ACCEPTED } from '../fake-ses.ts';
import { mothersDueAt } from './mothers.ts';

/**
 * DynamoDB, SES and SQS as fixed answers, in a process of their own so that what they cost is not counted. They keep
 * nothing but the rate item and the moments at which SES was called. Started by `endpoints.ts`.
 */

const text = z.object({ S: z.string() });
const number = z.object({ N: z.string() });
const update = z.object({
  Key: z.object({ pk: text }),
  ExpressionAttributeValues: z.object({
    ':due': text.optional(),
    ':attempt': text.optional(),
    ':at': number.optional(),
    ':sendBy': number.optional(),
    ':next': number.optional(),
    ':span': number.optional(),
    ':now': number.optional(),
    ':one': number.optional(),
  }),
});
const dueQuery = z.object({
  Limit: z.number(),
  ExpressionAttributeValues: z.object({ ':from': text, ':to': text, ':shard': text }),
});
const deletion = z.object({ Key: z.object({ pk: text }), ReturnValues: z.literal('ALL_OLD').optional() });
const key = z.object({ Key: z.object({ pk: text }) });
const markItem = z.object({ Item: z.looseObject({ pk: z.object({ S: z.string().startsWith('MARK#') }) }) });
const batch = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });
const single = z.object({ MessageBody: z.string() });

const profiles = mothersDueAt(Date.now()).map((mother) => profileItem(mother, 7));
let sesDelayMs = 0;
let rowsPerShard = 0;
let next = 0;
let unknowns = 0;
const marks = new Map<string, unknown>();
let sesMoments: number[] = [];
const calls = new Map<string, number>();

type Answer = { status?: number; body: unknown };

const ANSWERS: Readonly<Record<string, (body: unknown) => Answer>> = {
  UpdateItem: (body) => updated(update.parse(body)),
  PutItem: (body) => put(body),
  DeleteItem: (body) => deleted(deletion.parse(body)),
  GetItem: (body) => got(body),
  BatchGetItem: () => ({ body: { Responses: {}, UnprocessedKeys: {} } }),
  BatchWriteItem: () => ({ body: { UnprocessedItems: {} } }),
  Query: (body) => ({ body: rowsOf(body) }),
  SendMessage: (body) => ({
    body: { MessageId: 'm-1', MD5OfMessageBody: md5(single.parse(body).MessageBody) },
  }),
  SendMessageBatch: (body) => ({
    body: {
      Successful: batch.parse(body).Entries.map(({ Id, MessageBody }) => ({
        Id,
        MessageId: `m-${Id}`,
        MD5OfMessageBody: md5(MessageBody),
      })),
      Failed: [],
    },
  }),
  GetQueueAttributes: () => ({ body: { Attributes: { ApproximateNumberOfMessages: '0' } } }),
};

function updated({ Key, ExpressionAttributeValues: values }: z.infer<typeof update>): Answer {
  if (Key.pk.S === 'RATE') return values[':now'] === undefined ? unknown(values) : reserved(values);
  if (values[':attempt'] === undefined) return { body: {} };
  return {
    body: {
      Attributes: {
        ...profileOf(Key.pk.S),
        pk: Key.pk,
        dueSk: values[':due'],
        claim: values[':attempt'],
        claimAt: values[':at'],
        sendBy: values[':sendBy'],
      },
    },
  };
}

/** The one item whose conditions are kept, since the pace hangs on it. */
function reserved(values: z.infer<typeof update>['ExpressionAttributeValues']): Answer {
  const now = Number(values[':now']?.N);
  const behindOthers = values[':span'] !== undefined;
  if (behindOthers !== next >= now) {
    const __type = 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException';
    return { status: 400, body: { __type, message: 'The conditional request failed' } };
  }
  next = behindOthers ? next + Number(values[':span']?.N) : Number(values[':next']?.N);
  return { body: { Attributes: { v: { N: '1' }, next: { N: String(next) } } } };
}

/** On a busy machine a call of SES runs out of time: it is counted, and no moment is reserved for it. */
function unknown(values: z.infer<typeof update>['ExpressionAttributeValues']): Answer {
  unknowns = values[':one'] === undefined ? 0 : unknowns + 1;
  return {
    body: { Attributes: { v: { N: '1' }, next: { N: String(next) }, unknowns: { N: String(unknowns) } } },
  };
}

/** How far each shard was queued: without it dispatch would begin anew at each run. */
function put(body: unknown): Answer {
  const mark = markItem.safeParse(body).data;
  if (mark !== undefined) marks.set(mark.Item.pk.S, mark.Item);
  return { body: {} };
}

function got(body: unknown): Answer {
  const mark = marks.get(key.parse(body).Key.pk.S);
  return { body: mark === undefined ? {} : { Item: mark } };
}

function deleted({ Key, ReturnValues }: z.infer<typeof deletion>): Answer {
  return { body: ReturnValues === undefined ? {} : { Attributes: { ...profileOf(Key.pk.S), pk: Key.pk } } };
}

function profileOf(pk: string) {
  return profiles[Math.abs(hashOf(pk)) % profiles.length];
}

/** A shard of the due index with `rowsPerShard` rows, each a millisecond after the one before. */
function rowsOf(body: unknown) {
  const asked = dueQuery.safeParse(body).data;
  // All that is held of one subscriber: her consent and four weeks, by their keys.
  if (asked === undefined) return { Items: Array.from({ length: 5 }, (_, at) => held(at)), Count: 5 };
  const { Limit, ExpressionAttributeValues: values } = asked;
  const from = Number(values[':from'].S.split('#')[0]);
  const to = Math.min(Number(values[':to'].S.split('#')[0]), rowsPerShard);
  const items: unknown[] = [];
  for (let at = Math.max(1, from); at <= to && items.length < Limit; at += 1) {
    const id = `mother-${values[':shard'].S.slice(4).padStart(3, '0')}${String(at).padStart(12, '0')}`;
    const dueSk = { S: `${String(at).padStart(13, '0')}#${id}` };
    items.push({ pk: { S: `SUB#${id}` }, sk: { S: 'PROFILE' }, duePk: values[':shard'], dueSk });
  }
  const last = items.at(-1);
  const more = last !== undefined && items.length === Limit;
  return { Items: items, Count: items.length, ...(more ? { LastEvaluatedKey: last } : {}) };
}

function held(at: number) {
  return {
    pk: { S: 'SUB#mother-000000000000000' },
    sk: { S: at === 0 ? 'CONSENT#r1' : `SEND#r1#2026-01-0${at}` },
  };
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash;
}

const control = z.object({
  sesDelayMs: z.number().optional(),
  rowsPerShard: z.number().optional(),
});

function steer(body: string) {
  const asked = control.parse(JSON.parse(body));
  sesDelayMs = asked.sesDelayMs ?? sesDelayMs;
  rowsPerShard = asked.rowsPerShard ?? rowsPerShard;
  const told = { sesMoments, calls: Object.fromEntries(calls) };
  sesMoments = [];
  next = 0;
  marks.clear();
  calls.clear();
  return told;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void answer(request, response, Buffer.concat(chunks)));
});

async function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    const call = target.slice(target.indexOf('.') + 1);
    calls.set(call, (calls.get(call) ?? 0) + 1);
    const said = ANSWERS[call]?.(JSON.parse(body.toString())) ?? { status: 500, body: {} };
    response.writeHead(said.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(said.body));
    return;
  }
  if (request.url === '/control') {
    response.end(JSON.stringify(steer(body.toString())));
    return;
  }
  sesMoments.push(Date.now());
  calls.set('SendRawEmail', (calls.get('SendRawEmail') ?? 0) + 1);
  if (sesDelayMs > 0) await sleep(sesDelayMs);
  response.writeHead(200, { 'content-type': 'text/xml' }).end(ACCEPTED);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));
