import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { deliverFunction } from '../../lambdas/deliver/handler.ts';
import { composeDeliver } from '../../lambdas/deliver/wiring.ts';
import { lazily } from '../../lambdas/wiring/lazily.ts';
import { encodeLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import type { Mailer } from '../../lib/ports/mailer.ts';
import { functionEnvironment } from './function-environment.ts';

/** As the stack sets them. */
export const BATCH_SIZE = 10;
const TIMEOUT_MS = 60_000;

type Delivering = (batch: number) => Promise<void>;

/**
 * The deliver function over the SDK's own clients, as it is deployed; each call is one batch of ten. `mailer` may
 * stand in for the one that talks to SES.
 */
export function delivering(perSecond: number, url: string, mailer?: Mailer): Delivering {
  const environment = deliverEnvironment.parse(functionEnvironment(perSecond, url));
  const handler = deliverFunction(
    lazily(() => composeDeliver(environment, mailer === undefined ? {} : { mailer })),
  );
  return async (batch) => {
    const { batchItemFailures } = await handler(
      { Records: Array.from({ length: BATCH_SIZE }, (_, at) => recordOf(batch * BATCH_SIZE + at)) },
      { getRemainingTimeInMillis: () => TIMEOUT_MS },
    );
    if (batchItemFailures.length > 0)
      throw new Error(`${batchItemFailures.length} lessons of a batch failed`);
  };
}

/** One message of SQS, with all that Lambda hands over. */
function recordOf(lesson: number) {
  return {
    messageId: `message-${lesson}`,
    receiptHandle: 'receipt',
    body: encodeLessonMessage({ id: `mother-${String(lesson).padStart(15, '0')}`, dueAt: Date.now() }),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'dispatch',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-2:123456789012:lessons',
    awsRegion: 'eu-west-2',
  };
}
