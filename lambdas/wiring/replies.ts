import * as z from 'zod/mini';
import type { Replies } from '../../lib/adapters/letters/letters.ts';
import { text } from './variables.ts';

/** Who reads what mothers write back; without it no letter invites a reply. */
export const REPLIES = {
  REPLIES_READ_BY: z.optional(text),
  REPLIES_WITHIN_DAYS: z.optional(z.coerce.number().check(z.int(), z.positive())),
};

interface Invited {
  REPLIES_READ_BY?: string | undefined;
  REPLIES_WITHIN_DAYS?: number | undefined;
}

export function repliesOf(environment: Invited): Replies | null {
  const { REPLIES_READ_BY: readBy, REPLIES_WITHIN_DAYS: withinDays } = environment;
  return readBy === undefined || withinDays === undefined ? null : { readBy, withinDays };
}
