import { setTimeout as sleep } from 'node:timers/promises';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { QueueName, Received } from './queue-store.ts';

/** A function as Lambda's event source mapping calls it. */
export type QueueHandler = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

/** Where messages come from: the queue file, or an SQS that AWS_ENDPOINT_URL_SQS names. */
export interface MessageSource {
  receive(
    queue: QueueName,
    max: number,
    visibilityMs: number,
    maxReceives: number,
  ): readonly Received[] | Promise<readonly Received[]>;
  delete(receipt: string): void | Promise<void>;
  release(receipt: string, delayMs: number): void | Promise<void>;
}

export interface ConsumerOptions {
  store: MessageSource;
  queue: QueueName;
  handler: QueueHandler;
  /** Messages in one call. */
  batchSize: number;
  /** Calls at once. */
  concurrency: number;
  /** How long a call may take before its messages show again. */
  visibilityMs: number;
  /** How long a message that failed waits before it is tried again. */
  retryMs: number;
  /** Receives after which a message that still fails is a dead letter. */
  maxReceives: number;
  /** While it answers false nothing is taken, and nothing counts as a try. */
  mayTake: () => boolean;
  /** Told of every call that threw; what it was about stays in the queue. */
  onError: (queue: QueueName, error: unknown) => void;
}

export interface Consumer {
  /** Takes no more, and waits for the calls that run. */
  stop(): Promise<void>;
}

/** Messages of other processes and ends of delays are seen within this time. */
const POLL_MS = 25;
const FAULT_WAIT_MS = 250;

/** Feeds a queue to a function, as Lambda does with SQS: batches, partial failures, retries, dead letters. */
export function consume(options: ConsumerOptions): Consumer {
  const stopping = new AbortController();
  const workers = Array.from({ length: options.concurrency }, () => work(options, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(workers);
    },
  };
}

async function work(options: ConsumerOptions, stopping: AbortSignal): Promise<void> {
  const { store, queue, batchSize, visibilityMs, maxReceives, mayTake, onError } = options;
  while (!stopping.aborted) {
    try {
      const batch = mayTake() ? await store.receive(queue, batchSize, visibilityMs, maxReceives) : [];
      if (batch.length > 0) await handle(options, batch);
      else await pause(POLL_MS, stopping);
    } catch (error) {
      // The queue itself did not answer. What was taken shows again when its visibility ends.
      onError(queue, error);
      await pause(FAULT_WAIT_MS, stopping);
    }
  }
}

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stopping }).catch(() => undefined);
}

async function handle(
  { store, queue, handler, retryMs, onError }: ConsumerOptions,
  batch: readonly Received[],
) {
  const failed = new Set<string>();
  try {
    const answer = await handler({ Records: batch.map((message) => recordOf(queue, message)) });
    for (const { itemIdentifier } of answer?.batchItemFailures ?? []) failed.add(itemIdentifier);
  } catch (error) {
    onError(queue, error);
    for (const { messageId } of batch) failed.add(messageId);
  }
  for (const { messageId, receipt } of batch) {
    if (failed.has(messageId)) await store.release(receipt, retryMs);
    else await store.delete(receipt);
  }
}

function recordOf(queue: QueueName, message: Received): SQSRecord {
  const sentAt = String(message.sentAt);
  return {
    messageId: message.messageId,
    receiptHandle: message.receipt,
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: sentAt,
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: sentAt,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queue}`,
    awsRegion: 'local',
  };
}
