import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsEventInbox } from '../../lib/adapters/sqs/event-inbox.ts';
import { sqsEnrolQueue, sqsEventQueue, sqsLessonQueue } from '../../lib/adapters/sqs/queues.ts';

export function lessonQueueAt(url: string) {
  return sqsLessonQueue(sqsClient(), url);
}

export function enrolQueueAt(url: string) {
  return sqsEnrolQueue(sqsClient(), url);
}

export function eventQueueAt(url: string, deadLettersUrl: string) {
  return sqsEventQueue(sqsClient(), url, deadLettersUrl);
}

/**
 * A request is signed over its body and goes by TLS, so that SQS's MD5 would say the same a second time, for a quarter of
 * the call: dispatch makes 100,000 for a million lessons.
 */
function sqsClient() {
  return new SQSClient({ cacheMiddleware: true, md5: false });
}

/** `parse` reads what lies on the queue. */
export function eventInboxAt(url: string, parse: Parameters<typeof sqsEventInbox>[2]) {
  return sqsEventInbox(sqsClient(), url, parse);
}
