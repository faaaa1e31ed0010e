import { SECOND_MS } from '../domain/calendar.ts';

/** How long one attempt may talk to SES. Leaving waits this out, so it stays short. */
export const SEND_TIMEOUT_MS = 5 * SECOND_MS;

/** Unknown outcomes in a row after which sending stops, and then one lesson probes (design section 7). */
export const CIRCUIT_UNKNOWNS = 5;

/** The lesson queue is topped up to what SES may take in this time; the rest of a backlog stays in the index. */
export const TOP_UP_SECONDS = 120;
