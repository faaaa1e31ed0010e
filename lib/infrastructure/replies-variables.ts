import type { Settings } from './settings.ts';

/** Who reads what mothers write back; nothing where nobody does. */
export function repliesOf({ replies }: Settings) {
  return {
    REPLIES_READ_BY: replies?.readBy,
    REPLIES_WITHIN_DAYS: replies === undefined ? undefined : String(replies.withinDays),
  };
}
