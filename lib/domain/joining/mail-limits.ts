import { DAY_MS, type Instant, MINUTE_MS } from '../calendar.ts';

/** At most so many confirmation mails an address, so that nobody can bomb it with ours (Q41). */
const MOST_IN_A_DAY = 3;
const APART_MS = 10 * MINUTE_MS;
const MOST_IN_THIRTY_DAYS = 5;

/** How long a mail counts: older ones may be forgotten. */
export const MAILS_COUNT_FOR_MS = 30 * DAY_MS;

/** `exceeded`: the address had its share. `waitMs`: too soon after the last one, and due then. */
export type MailTurn = 'now' | { waitMs: number } | 'exceeded';

/** Whether one more confirmation mail may go at `now` to an address that got mails at `earlier`. */
export function mailTurn(earlier: readonly { at: Instant }[], now: Instant): MailTurn {
  const within = (ms: number) => earlier.filter(({ at }) => now - at < ms).length;
  if (within(DAY_MS) >= MOST_IN_A_DAY || within(MAILS_COUNT_FOR_MS) >= MOST_IN_THIRTY_DAYS) return 'exceeded';
  const latest = Math.max(...earlier.map(({ at }) => at));
  const waitMs = latest + APART_MS - now;
  return waitMs > 0 ? { waitMs } : 'now';
}

/** The same for a mailbox, whatever its spelling: only so many a day. */
export function mailboxTurn(earlier: readonly { at: Instant }[], now: Instant): MailTurn {
  return earlier.filter(({ at }) => now - at < DAY_MS).length >= MOST_IN_A_DAY ? 'exceeded' : 'now';
}
