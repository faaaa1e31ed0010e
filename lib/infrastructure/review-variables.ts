import type { Settings } from './settings.ts';

/** Who reviewed the course, and whom its lessons may reach before anybody has. */
export function reviewOf(settings: Settings) {
  return {
    ...reviewedBy(settings),
    SEND_UNREVIEWED: settings.sendUnreviewed,
    OPERATOR_ADDRESSES: settings.operatorAddresses.join(','),
  };
}

/** Who reviewed the course, for who shows it and sends nothing. */
export function reviewedBy(settings: Settings) {
  return {
    REVIEWED_BY: settings.reviewedBy,
    REVIEWED_JOB: settings.reviewedJob,
    REVIEWED_ON: settings.reviewedOn,
    REVIEWED_HASH: settings.reviewedHash,
  };
}
