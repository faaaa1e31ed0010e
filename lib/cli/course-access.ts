import type { QueueName } from '../local/queue-store.ts';
import type { composeOperator } from './operator.ts';

/** Messages of a queue, waiting or in flight, and in its dead-letter queue; null where nobody can tell. SQS says about how many. */
export interface QueueCounts {
  waiting: number | null;
  dead: number | null;
}

/** The course as commands see it: the local data, or a deployed stack. */
export interface OpenCourse extends AsyncDisposable {
  /** For people: "the local data in .local", "the stack StrongWeeks-live". */
  where: string;
  /** What a next command takes to work on the same: ` --stack StrongWeeks-live`, or nothing. */
  option: string;
  course: CourseServices;
  /** The subscribers' table of a deployed stack; null: the local data. */
  table: string | null;
  /** How much of the table a long read may take in a second, so that the course is not held up. */
  readUnitsPerSecond: number;
  /** Starts what a mail needs; the local inbox runs only while it is needed. */
  openMail(): Promise<void>;
  /** Puts dead letters back on their queues, to be tried anew. Answers how many there were; SQS says about how many. */
  redrive(): Promise<Record<QueueName, number>>;
  queues(): Promise<Record<QueueName, QueueCounts>>;
  /** Takes an address off SES's own suppression list; false when it was not on it, or there is no such list. */
  clearAtSes(address: string): Promise<boolean>;
}

export type CourseServices = ReturnType<typeof composeOperator>;
