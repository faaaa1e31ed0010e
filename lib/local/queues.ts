import { encodeEnrolMessage, encodeLessonMessage } from '../adapters/sqs/messages.ts';
import type { EnrolQueue, EventQueue, LessonQueue } from '../ports/queues.ts';
import type { QueueStore } from './queue-store.ts';

/** The queue ports over the file. Sending is done when the call answers. */
export function localQueues(store: QueueStore): {
  lessons: LessonQueue;
  enrol: EnrolQueue;
  events: EventQueue;
} {
  return {
    lessons: {
      send: async (messages) => store.send('lessons', messages.map(encodeLessonMessage)),
      depth: async () => store.depth('lessons'),
    },
    enrol: {
      send: async (message, delaySeconds = 0) =>
        store.send('enrol', [encodeEnrolMessage(message)], delaySeconds * 1_000),
    },
    events: {
      isEmpty: async () => store.depth('events') === 0,
      deadLettered: async () => store.deadLettered('events'),
    },
  };
}
