/**
 * The one address of nobody: the canary joins, reads and leaves with it, so that a course that stopped working is
 * noticed without a mother. SES takes its mails, says that they were delivered, and counts them neither against the
 * quota nor against the reputation. Here they count against no limit and in no statistics.
 */
export const CANARY_ADDRESS = 'success+strong-weeks@simulator.amazonses.com';

/** Whether an address, however its letters are cased, is the canary's. */
export function isCanary({ address }: { address: string }): boolean {
  return address.toLowerCase() === CANARY_ADDRESS;
}
