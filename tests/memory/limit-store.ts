import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../lib/domain/calendar.ts';
import { MAILS_COUNT_FOR_MS } from '../../lib/domain/joining/mail-limits.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { ConfirmationMail, LimitStore } from '../../lib/ports/limit-store.ts';
import { copyOf } from './tables.ts';

/** Limits in memory. What has expired counts as gone and goes when its key is used again. */
export function memoryLimitStore(now: () => Instant): LimitStore {
  const windows = new Map<string, { window: number; uses: number }>();
  const mails = new Map<SubscriberId, { list: readonly ConfirmationMail[]; expiresAt: Instant }>();
  const spent = new Map<string, Instant>();
  const standing = (id: SubscriberId) => {
    const known = mails.get(id);
    return known === undefined || isOver(known.expiresAt, now()) ? [] : known.list;
  };
  return {
    async take(key, limit, windowMs, at) {
      const window = Math.floor(at / windowMs);
      const last = windows.get(key);
      const uses = last?.window === window ? last.uses : 0;
      if (uses >= limit) return 'exceeded';
      windows.set(key, { window, uses: uses + 1 });
      return 'ok';
    },
    async mails(id) {
      return copyOf(standing(id));
    },
    async addMail(id, known, mail) {
      if (!isDeepStrictEqual(standing(id), known)) return 'conflict';
      const list = [...known.filter(({ at }) => mail.at - at < MAILS_COUNT_FOR_MS), mail];
      mails.set(id, { list: copyOf(list), expiresAt: mail.at + MAILS_COUNT_FOR_MS });
      return 'written';
    },
    async clearMails(id) {
      mails.delete(id);
    },
    async spend(key, expiresAt) {
      const until = spent.get(key);
      if (until !== undefined && !isOver(until, now())) return 'spent';
      spent.set(key, expiresAt);
      return 'ok';
    },
    async isSpent(key) {
      const until = spent.get(key);
      return until !== undefined && !isOver(until, now());
    },
  };
}

/** Whole seconds, as a time to live has them in DynamoDB. */
function isOver(expiresAt: Instant, now: Instant): boolean {
  return Math.ceil(expiresAt / 1000) <= Math.floor(now / 1000);
}
