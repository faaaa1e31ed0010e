import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseEnrolMessage, parseLessonMessage } from '../../../lib/adapters/sqs/messages.ts';
import { sqsEnrolQueue, sqsEventQueue, sqsLessonQueue } from '../../../lib/adapters/sqs/queues.ts';

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/123456789012/lessons';
const ID = 'AAAAAAAAAAAAAAAAAAAAAA';

const callSchema = z.object({
  MessageBody: z.string().optional(),
  DelaySeconds: z.number().optional(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })).default([]),
});
type Call = z.infer<typeof callSchema> & { action: string };

/** An SQS on this machine: refuses the entries that `refuses` picks, and answers with these attributes. */
async function fakeSqs(
  refuses: (body: string, call: number) => boolean = () => false,
  attributes: Record<string, string> = {},
) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = callSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    calls.push({ ...call, action });
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ Attributes: attributes, ...answerTo(call, refuses, calls.length) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const client = new SQSClient({
    endpoint: `http://127.0.0.1:${port}`,
    useQueueUrlAsEndpoint: false,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  return {
    calls,
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerTo(
  call: z.infer<typeof callSchema>,
  refuses: (body: string, call: number) => boolean,
  nth: number,
) {
  const refused = call.Entries.filter(({ MessageBody }) => refuses(MessageBody, nth));
  const taken = call.Entries.filter((entry) => !refused.includes(entry));
  return {
    MessageId: 'm',
    MD5OfMessageBody: md5(call.MessageBody ?? ''),
    Successful: taken.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: md5(MessageBody),
    })),
    Failed: refused.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })),
  };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

const lessons = (count: number) => Array.from({ length: count }, (_, dueAt) => ({ id: ID, dueAt }));
const dueAts = (calls: readonly Call[]) =>
  calls.map(({ Entries }) => Entries.map(({ MessageBody }) => parseLessonMessage(MessageBody).dueAt));

describe('the lesson queue', () => {
  test('is sent ten messages at a time', async () => {
    await using sqs = await fakeSqs();
    await sqsLessonQueue(sqs.client, QUEUE).send(lessons(23));
    expect(dueAts(sqs.calls).map((batch) => batch.length)).toEqual([10, 10, 3]);
    expect(dueAts(sqs.calls).flat()).toEqual(lessons(23).map(({ dueAt }) => dueAt));
  });

  test('is sent again only what it refused of a batch', async () => {
    await using sqs = await fakeSqs((body, call) => call === 1 && /"dueAt":[14]}/.test(body));
    await sqsLessonQueue(sqs.client, QUEUE).send(lessons(5));
    expect(dueAts(sqs.calls)).toEqual([
      [0, 1, 2, 3, 4],
      [1, 4],
    ]);
  });

  test('that keeps refusing a message is a failure that says how many', async () => {
    await using sqs = await fakeSqs((body) => body.includes('"dueAt":2'));
    await expect(sqsLessonQueue(sqs.client, QUEUE).send(lessons(5))).rejects.toThrow(
      '1 of 5 messages were refused 3 times: InternalError',
    );
  });

  test('is not called for nothing', async () => {
    await using sqs = await fakeSqs();
    await sqsLessonQueue(sqs.client, QUEUE).send([]);
    expect(sqs.calls).toEqual([]);
  });

  test('tells its depth: what waits, is in flight or is delayed', async () => {
    await using sqs = await fakeSqs(undefined, {
      ApproximateNumberOfMessages: '5',
      ApproximateNumberOfMessagesNotVisible: '2',
      ApproximateNumberOfMessagesDelayed: '1',
    });
    expect(await sqsLessonQueue(sqs.client, QUEUE).depth()).toBe(8);
  });
});

test.each([
  ['0', '0', true],
  ['1', '0', false],
  ['0', '1', false],
])('the event queue with %s waiting and %s in flight is empty: %s', async (waiting, inFlight, empty) => {
  await using sqs = await fakeSqs(undefined, {
    ApproximateNumberOfMessages: waiting,
    ApproximateNumberOfMessagesNotVisible: inFlight,
    ApproximateNumberOfMessagesDelayed: '0',
  });
  const events = sqsEventQueue(sqs.client, QUEUE, `${QUEUE}-dead`);
  expect(await events.isEmpty()).toBe(empty);
  expect(await events.deadLettered()).toBe(Number(waiting) + Number(inFlight));
});

test('the enrol queue is sent one message, with its delay where there is one', async () => {
  await using sqs = await fakeSqs();
  const queue = sqsEnrolQueue(sqs.client, QUEUE);
  await queue.send({ kind: 'link', link: { id: ID, run: 'mi2x0', at: 5 } });
  await queue.send({ kind: 'forget', forget: { id: ID, run: 'mi2x0' } }, 600);
  expect(sqs.calls.map(({ DelaySeconds }) => DelaySeconds)).toEqual([undefined, 600]);
  expect(sqs.calls.map(({ MessageBody }) => parseEnrolMessage(MessageBody ?? ''))).toEqual([
    { kind: 'link', link: { id: ID, run: 'mi2x0', at: 5 } },
    { kind: 'forget', forget: { id: ID, run: 'mi2x0' } },
  ]);
});
