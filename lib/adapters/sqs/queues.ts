import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EnrolQueue, EventQueue, LessonQueue } from '../../ports/queues.ts';
import { encodeEnrolMessage, encodeLessonMessage } from './messages.ts';

/** SQS takes at most ten messages in one call. */
const BATCH_SIZE = 10;
/** Calls side by side: at 10 ms each, one after another, a minute's lessons at 200 a second would take 12 seconds. */
const BATCHES_AT_ONCE = 20;
const TRIES = 3;
const RETRY_WAIT_MS = 50;

export function sqsLessonQueue(client: SQSClient, queueUrl: string): LessonQueue {
  return {
    async send(messages) {
      for (let at = 0; at < messages.length; at += BATCH_SIZE * BATCHES_AT_ONCE) {
        const some = messages.slice(at, at + BATCH_SIZE * BATCHES_AT_ONCE).map(encodeLessonMessage);
        await Promise.all(batchesOf(some).map((bodies) => sendBatch(client, queueUrl, bodies)));
      }
    },
    depth: () => depthOf(client, queueUrl),
  };
}

export function sqsEnrolQueue(client: SQSClient, queueUrl: string): EnrolQueue {
  return {
    async send(message, delaySeconds) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: encodeEnrolMessage(message),
          ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
        }),
      );
    },
  };
}

export function sqsEventQueue(client: SQSClient, queueUrl: string, deadLettersUrl: string): EventQueue {
  return {
    isEmpty: async () => (await depthOf(client, queueUrl)) === 0,
    deadLettered: () => depthOf(client, deadLettersUrl),
  };
}

function batchesOf(bodies: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(bodies.length / BATCH_SIZE) }, (_, at) =>
    bodies.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
  );
}

/** A batch may be taken in part: what was refused is sent again, and what stays refused is thrown. */
async function sendBatch(client: SQSClient, queueUrl: string, bodies: readonly string[]): Promise<void> {
  let left = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  let failed: BatchResultErrorEntry[] = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    if (attempt > 1) await sleep(RETRY_WAIT_MS * attempt);
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: left }));
    failed = answer.Failed ?? [];
    const refused = new Set(failed.map((entry) => entry.Id));
    left = left.filter((entry) => refused.has(entry.Id));
    if (left.length === 0) return;
  }
  const codes = [...new Set(failed.map((entry) => entry.Code ?? 'unknown'))].join(', ');
  throw new Error(`${left.length} of ${bodies.length} messages were refused ${TRIES} times: ${codes}`);
}

/** Messages waiting, in flight or delayed. SQS calls these numbers approximate; they settle within a minute. */
async function depthOf(client: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
        'ApproximateNumberOfMessagesDelayed',
      ],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
