import type { Instant, LocalDate } from '../domain/calendar.ts';
import type { LedgerLine, SesEvent } from '../domain/sending/ledger.ts';
import type { NoteId } from '../domain/sending/note.ts';
import type { Run, SubscriberId } from '../domain/subscriber.ts';

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** RFC 8058: the one-click address. Null for mails that are no part of a list. */
  unsubscribeUrl: string | null;
  /** Kind of mail for Feedback-ID and the SES tag `kind`; nothing personal. */
  kind: MailKind;
  /**
   * Beside `kind`; for a lesson `attempt`, `lesson` (`<run>-<number>`), `due` (its ledger day) and `subscriber`; for a note
   * `attempt`, `note` and `subscriber`.
   */
  tags: Readonly<Record<string, string>>;
}

export type MailKind = 'lesson' | 'note' | 'confirmation' | 'link' | 'test';

/** What SES published about one mail of ours, read from its tags. */
export interface MailEvent {
  kind: MailKind;
  subscriber: SubscriberId;
  /** The ledger line it is about; null for any mail but a lesson. Mails of earlier releases do not say the session. */
  lesson: {
    run: Run;
    number: number;
    dueOn: LocalDate;
    sent?: Pick<LedgerLine, 'session' | 'level'> | undefined;
  } | null;
  /** The note it is about; absent for any other mail. */
  note?: NoteId;
  event: SesEvent;
}

/**
 * What is known after one call to SES (docs/rules/sending.md#settle, Q3).
 * - `refused`: certainly not sent. `message`: this message only. `throttled`, `quota`: later.
 *   `account`: nothing can be sent at all.
 * - `unknown`: it may have been sent.
 */
export type SendOutcome =
  | { kind: 'accepted'; messageId: string }
  | { kind: 'refused'; why: 'message' | 'throttled' | 'quota' | 'account' | 'unreachable'; error: string }
  | { kind: 'unknown'; error: string };

export interface Mailer {
  /** One call, never repeated, ended at `sendBy` (machine time). Never throws for an answer of SES. */
  send(mail: Mail, sendBy: Instant): Promise<SendOutcome>;
}
