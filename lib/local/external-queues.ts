import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { sqsEnrolQueue, sqsEventQueue, sqsLessonQueue } from '../adapters/sqs/queues.ts';
import type { EnrolQueue, EventQueue, LessonQueue } from '../ports/queues.ts';
import type { MessageSource } from './consumer.ts';
import { QUEUE_NAMES, type QueueName, type Received } from './queue-store.ts';

/** The queues of another SQS, with what the runner needs of them. */
export interface ExternalQueues extends MessageSource {
  ports: { lessons: LessonQueue; enrol: EnrolQueue; events: EventQueue };
  send(queue: QueueName, body: string): Promise<void>;
  /** Messages waiting or in flight; SQS calls the number approximate. Delayed ones are not counted. */
  pending(): Promise<number>;
  close(): void;
}

const PREFIX = 'strong-weeks-local-';

/**
 * Uses the SQS that AWS_ENDPOINT_URL_SQS names through the same adapters as in AWS. Missing queues are made, each
 * with a queue of its own for dead letters after `maxReceives`.
 */
export async function openExternalQueues(
  maxReceives: number,
  client = new SQSClient(),
): Promise<ExternalQueues> {
  const urls = new Map<QueueName, string>();
  for (const queue of QUEUE_NAMES) urls.set(queue, await makeQueue(client, queue, maxReceives));
  const urlOf = (queue: QueueName) => {
    const url = urls.get(queue);
    if (url === undefined) throw new Error(`there is no queue ${queue}`);
    return url;
  };
  return {
    ports: {
      lessons: sqsLessonQueue(client, urlOf('lessons')),
      enrol: sqsEnrolQueue(client, urlOf('enrol')),
      events: sqsEventQueue(client, urlOf('events'), `${urlOf('events')}-dead`),
    },
    async send(queue, body) {
      await client.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody: body }));
    },
    receive: (queue, max, visibilityMs) => receive(client, queue, urlOf(queue), max, visibilityMs),
    async delete(receipt) {
      const { queue, handle } = partsOf(receipt);
      await client.send(new DeleteMessageCommand({ QueueUrl: urlOf(queue), ReceiptHandle: handle }));
    },
    async release(receipt, delayMs) {
      const { queue, handle } = partsOf(receipt);
      const visibility = { ReceiptHandle: handle, VisibilityTimeout: Math.ceil(delayMs / 1_000) };
      await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: urlOf(queue), ...visibility }));
    },
    async pending() {
      const counts = await Promise.all(QUEUE_NAMES.map((queue) => pendingIn(client, urlOf(queue))));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close: () => client.destroy(),
  };
}

/** SQS answers the queue that stands when one of this name and these attributes does. */
async function makeQueue(client: SQSClient, queue: QueueName, maxReceives: number): Promise<string> {
  const dead = await client.send(new CreateQueueCommand({ QueueName: `${PREFIX}${queue}-dead` }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.['QueueArn'], maxReceiveCount: maxReceives };
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({
      QueueName: `${PREFIX}${queue}`,
      Attributes: { RedrivePolicy: JSON.stringify(redrive) },
    }),
  );
  if (QueueUrl === undefined) throw new Error(`the queue ${queue} could not be made`);
  return QueueUrl;
}

async function receive(client: SQSClient, queue: QueueName, url: string, max: number, visibilityMs: number) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: Math.min(max, 10),
      VisibilityTimeout: Math.ceil(visibilityMs / 1_000),
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
    }),
  );
  return Messages.map((message) => receivedOf(queue, message));
}

function receivedOf(queue: QueueName, message: Message): Received {
  const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} } = message;
  return {
    messageId: MessageId,
    receipt: `${queue} ${ReceiptHandle}`,
    body: Body,
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
    sentAt: Number(Attributes.SentTimestamp ?? 0),
  };
}

/** A receipt says of which queue it is: SQS wants both. */
function partsOf(receipt: string): { queue: QueueName; handle: string } {
  const space = receipt.indexOf(' ');
  const queue = QUEUE_NAMES.find((name) => name === receipt.slice(0, space));
  if (queue === undefined) throw new Error('the receipt names no queue');
  return { queue, handle: receipt.slice(space + 1) };
}

const PENDING: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
];

async function pendingIn(client: SQSClient, url: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: PENDING }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
