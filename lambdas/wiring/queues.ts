import { SQSClient } from '@aws-sdk/client-sqs';
import { sqsEnrolQueue, sqsEventQueue, sqsLessonQueue } from '../../lib/adapters/sqs/queues.ts';

export function lessonQueueAt(url: string) {
  return sqsLessonQueue(sqsClient(), url);
}

export function enrolQueueAt(url: string) {
  return sqsEnrolQueue(sqsClient(), url);
}

export function eventQueueAt(url: string) {
  return sqsEventQueue(sqsClient(), url);
}

function sqsClient() {
  return new SQSClient({ cacheMiddleware: true });
}
