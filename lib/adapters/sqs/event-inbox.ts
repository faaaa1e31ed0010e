import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { EventInbox } from '../../ports/event-inbox.ts';
import type { MailEvent } from '../../ports/mailer.ts';

/** SQS's longest wait for a message is 20 seconds. */
const WAIT_SECONDS = 10;
const MOST_AT_ONCE = 10;

/** Events on a queue of their own. `parse` answers `ignored` for those that the course does not read. */
export function sqsEventInbox(
  client: SQSClient,
  queueUrl: string,
  parse: (body: string) => MailEvent | { ignored: string },
): EventInbox {
  return {
    async take() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          WaitTimeSeconds: WAIT_SECONDS,
          MaxNumberOfMessages: MOST_AT_ONCE,
        }),
      );
      await remove(client, queueUrl, Messages);
      return Messages.flatMap(({ Body = '' }) => {
        const event = parse(Body);
        return 'ignored' in event ? [] : [event];
      });
    },
  };
}

async function remove(client: SQSClient, queueUrl: string, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
    }),
  );
}
