import type { Instant } from '../domain/calendar.ts';
import type { Run, SubscriberId } from '../domain/subscriber.ts';
import type { ChangeKey, DueRow, SignUp } from './subscriber-store.ts';

/** One lesson that is due: a row of the due index. It names nobody. */
export type LessonMessage = DueRow;

export interface LessonQueue {
  send(messages: readonly LessonMessage[]): Promise<void>;
  /** Messages waiting or in flight; an estimate. */
  depth(): Promise<number>;
}

/** What the web function hands to enrol. Holds an address, so the queue keeps it 7 days at most. */
export type SignUpMessage = Omit<SignUp, 'id' | 'mailed'>;

/** Asks enrol for a fresh link for export or erasure. */
export interface LinkMessage {
  id: SubscriberId;
  run: Run;
  at: Instant;
}

/** Asks enrol for a fresh link to leave by, for whoever may be behind that address. */
export interface LeaveLinkMessage {
  id: SubscriberId;
  at: Instant;
}

/** Asks enrol for the link under which she says yes to a change (Q58). */
export type ChangeLinkMessage = ChangeKey;

/** Repeats a deletion some minutes after she left or complained, for what was being written meanwhile. */
export interface ForgetMessage {
  id: SubscriberId;
  /** Null: it could not be read. */
  run: Run | null;
}

export type EnrolMessage =
  | { kind: 'sign-up'; signUp: SignUpMessage }
  | { kind: 'link'; link: LinkMessage }
  /** To her year and her calendar's address. */
  | { kind: 'year-link'; link: LinkMessage }
  | { kind: 'leave-link'; leaveLink: LeaveLinkMessage }
  | { kind: 'change-link'; changeLink: ChangeLinkMessage }
  | { kind: 'forget'; forget: ForgetMessage };

export interface EnrolQueue {
  /** `delaySeconds`: 0 to 900, as SQS has it. */
  send(message: EnrolMessage, delaySeconds?: number): Promise<void>;
}

export interface EventQueue {
  /** Whether an SES event waits to be recorded, or is being recorded now. An estimate. */
  isEmpty(): Promise<boolean>;
  /** How many events could not be recorded and wait in the dead-letter queue for the operator. An estimate. */
  deadLettered(): Promise<number>;
}
