import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/calendar.ts';

/** How long one attempt may talk to SES. Leaving waits this out, so it stays short. */
export const SEND_TIMEOUT_MS = 5 * SECOND_MS;

/**
 * A request written in the last moment before `sendBy` may still be taken a little after it. Whoever waits a send out,
 * or takes it for over, adds this.
 */
export const SEND_GRACE_MS = SECOND_MS;

/** How long after a claim SES may still take its mail, measured by any one clock. */
export const SEND_ENDS_WITHIN_MS = SEND_TIMEOUT_MS + SEND_GRACE_MS;

/** How far the clocks of two machines may be apart: each is within five seconds of the true time. */
export const CLOCKS_APART_MS = 10 * SECOND_MS;

/** How long after `sendBy`, which is by another machine's clock, no send of that claim can be under way any more. */
export const SEND_OVER_AFTER_MS = SEND_GRACE_MS + CLOCKS_APART_MS;

/** How long after a claim, by any clock, its send is over: from then on its event is waited for. */
export const SEND_OVER_MS = SEND_TIMEOUT_MS + SEND_OVER_AFTER_MS;

/** A claim is made this long before its moment, so that how long the claim takes does not blur the rate. */
export const CLAIM_LEAD_MS = 200;

/** A call to SES that begins with less than this left is rather not made. */
export const LEAST_TO_SEND_MS = SECOND_MS;

/** How long an SES event may take before an unknown outcome is tried once more. */
export const EVENT_WITHIN_MS = HOUR_MS;

/** The same while events wait to be recorded or lie in the dead-letter queue: one of them may tell of it. */
export const BUSY_EVENT_WITHIN_MS = 6 * HOUR_MS;

/** Sending rests so long when the outcomes of many sends in a row stay unknown. */
export const CIRCUIT_PAUSE_MS = 5 * MINUTE_MS;

/** Sending rests so long when SES takes nothing more of the account; its quota frees up bit by bit. */
export const ACCOUNT_PAUSE_MS = 15 * MINUTE_MS;

/** Unknown outcomes in a row after which sending stops, and then one lesson probes (docs/rules/sending.md#settle). */
export const CIRCUIT_UNKNOWNS = 5;

/** The lesson queue is topped up to what SES may take in this time; the rest of a backlog stays in the index. */
export const TOP_UP_SECONDS = 120;
