import type { Instant } from '../../lib/domain/calendar.ts';
import type { AttemptId } from '../../lib/domain/subscriber.ts';
import type { Mail } from '../../lib/ports/mailer.ts';

/** Told of every mail: when SES took it, when an event of it came, and when that event was parked. */
export interface MailWatch {
  accepted(mail: Mail, at: Instant): void;
  eventArrived(mail: Mail, at: Instant): void;
  eventParked(attempt: AttemptId): void;
}
