import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { parseLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { consume } from '../../lib/local/consumer.ts';
import { type ExternalQueues, openExternalQueues } from '../../lib/local/external-queues.ts';
import { QUEUE_NAMES, QueueStore } from '../../lib/local/queue-store.ts';

const requestSchema = z.looseObject({
  QueueName: z.string().default(''),
  QueueUrl: z.string().default(''),
  MessageBody: z.string().default(''),
  ReceiptHandle: z.string().default(''),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })).default([]),
});
type Request = z.infer<typeof requestSchema>;
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** As much of SQS's JSON protocol as the runner speaks, over the queue file. */
function sqsOver(
  store: QueueStore,
  made: Map<string, Request>,
): (action: string, request: Request) => object {
  const queueOf = (url: string) => QUEUE_NAMES.find((name) => url.endsWith(`-${name}`)) ?? 'lessons';
  return (action, request) => {
    const queue = queueOf(request.QueueUrl);
    switch (action) {
      case 'CreateQueue':
        made.set(request.QueueName, request);
        return { QueueUrl: `http://sqs.local/${request.QueueName}` };
      case 'GetQueueAttributes':
        return request.QueueUrl.endsWith('-dead')
          ? { Attributes: { QueueArn: `arn:${request.QueueUrl.slice('http://sqs.local/'.length)}` } }
          : { Attributes: { ApproximateNumberOfMessages: String(store.depth(queue)) } };
      case 'SendMessage':
        store.send(queue, [request.MessageBody]);
        return { MessageId: 'm', MD5OfMessageBody: md5(request.MessageBody) };
      case 'SendMessageBatch':
        store.send(
          queue,
          request.Entries.map(({ MessageBody }) => MessageBody),
        );
        return {
          Successful: request.Entries.map(({ Id, MessageBody }) => ({
            Id,
            MessageId: Id,
            MD5OfMessageBody: md5(MessageBody),
          })),
        };
      case 'ReceiveMessage':
        return {
          Messages: store.receive(queue, 10, 60_000, 3).map((message) => ({
            MessageId: message.messageId,
            ReceiptHandle: message.receipt,
            Body: message.body,
            MD5OfBody: md5(message.body),
            Attributes: {
              ApproximateReceiveCount: String(message.receiveCount),
              SentTimestamp: String(message.sentAt),
            },
          })),
        };
      case 'DeleteMessage':
        store.delete(request.ReceiptHandle);
        return {};
      case 'ChangeMessageVisibility':
        store.release(request.ReceiptHandle, 0);
        return {};
      default:
        throw new Error(`the runner does not need ${action}`);
    }
  };
}

const made = new Map<string, Request>();
const ID = 'AAAAAAAAAAAAAAAAAAAAAA';
let store: QueueStore;
let queues: ExternalQueues;
let close: () => Promise<void>;

beforeEach(async () => {
  made.clear();
  store = new QueueStore(':memory:');
  const handle = sqsOver(store, made);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const answer = handle(action, requestSchema.parse(JSON.parse(Buffer.concat(chunks).toString())));
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  queues = await openExternalQueues(
    3,
    new SQSClient({
      endpoint: `http://127.0.0.1:${port}`,
      useQueueUrlAsEndpoint: false,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    }),
  );
  close = async () => {
    queues.close();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    store[Symbol.dispose]();
  };
});
afterEach(() => close());

test('missing queues are made, each with its dead letters', () => {
  expect([...made.keys()].toSorted()).toEqual(
    QUEUE_NAMES.flatMap((name) => [
      `strong-weeks-local-${name}`,
      `strong-weeks-local-${name}-dead`,
    ]).toSorted(),
  );
  const { Attributes } = z
    .object({ Attributes: z.object({ RedrivePolicy: z.string() }) })
    .parse(made.get('strong-weeks-local-events'));
  expect(JSON.parse(Attributes.RedrivePolicy)).toEqual({
    deadLetterTargetArn: 'arn:strong-weeks-local-events-dead',
    maxReceiveCount: 3,
  });
});

test('what is sent is consumed once, what fails is tried again, and then all is quiet', async () => {
  await queues.ports.lessons.send(Array.from({ length: 12 }, (_, dueAt) => ({ id: ID, dueAt })));
  expect(await queues.pending()).toBe(12);
  const seen: number[] = [];
  const consumer = consume({
    store: queues,
    queue: 'lessons',
    batchSize: 10,
    concurrency: 1,
    visibilityMs: 60_000,
    retryMs: 0,
    maxReceives: 3,
    mayTake: () => true,
    onError: () => undefined,
    handler: async ({ Records }) => {
      const failed = Records.filter(({ body, attributes }) => {
        const { dueAt } = parseLessonMessage(body);
        seen.push(dueAt);
        return dueAt === 7 && attributes.ApproximateReceiveCount === '1';
      });
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  });
  await expect.poll(() => queues.pending()).toBe(0);
  await consumer.stop();
  expect(seen.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11]);
});

test('an event put by hand waits in the event queue', async () => {
  expect(await queues.ports.events.isEmpty()).toBe(true);
  await queues.send('events', '{}');
  expect(await queues.ports.events.isEmpty()).toBe(false);
});
