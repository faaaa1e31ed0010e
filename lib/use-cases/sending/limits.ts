import { SECOND_MS } from '../../domain/calendar.ts';

/** How long one attempt may talk to SES. Leaving waits this out, so it stays short. */
export const SEND_TIMEOUT_MS = 5 * SECOND_MS;

/**
 * A request written in the last moment before `sendBy` may still be taken a little after it. Whoever waits a send out,
 * or takes it for over, adds this.
 */
export const SEND_GRACE_MS = SECOND_MS;

/** A claim is made this long before its moment, so that how long the claim takes does not blur the rate. */
export const CLAIM_LEAD_MS = 200;

/** Unknown outcomes in a row after which sending stops, and then one lesson probes (docs/rules/sending.md#settle). */
export const CIRCUIT_UNKNOWNS = 5;

/** The lesson queue is topped up to what SES may take in this time; the rest of a backlog stays in the index. */
export const TOP_UP_SECONDS = 120;
