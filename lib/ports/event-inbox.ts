import type { MailEvent } from './mailer.ts';

/** A copy of what SES tells of the mails to one address, for whoever waits for them. */
export interface EventInbox {
  /** Waits some seconds for events and takes them off; none when nothing came. */
  take(): Promise<readonly MailEvent[]>;
}
