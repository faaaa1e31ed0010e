import { localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import type { LedgerLine } from '../../domain/sending/ledger.ts';
import type { Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Identities } from '../../ports/identities.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { SignUp, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Suppression, SuppressionStore } from '../../ports/suppression-store.ts';

export interface WhoDeps {
  course: Course;
  clock: Pick<Clock, 'now'>;
  identities: Identities;
  subscribers: Pick<SubscriberStore, 'get' | 'getSignUp'>;
  ledger: Pick<Ledger, 'of'>;
  suppressions: Pick<SuppressionStore, 'get'>;
}

/** Something of hers that could not be read, and what its reader threw. */
export interface Unread {
  what: 'record' | 'sign-up' | 'suppression' | 'weeks';
  error: unknown;
}

/** Everything that is known of one address. */
export interface Known {
  id: SubscriberId;
  /** What could not be read, which stands as null or as no lines below. */
  unread: readonly Unread[];
  subscriber: Subscriber | null;
  suppression: Suppression | null;
  /** A sign-up that waits for its confirmation. */
  signUp: SignUp | null;
  /** The lesson that is due next, and why; null when nothing comes. An overdue one is worked out for today. */
  next: Decision | null;
  /** Newest first. */
  lines: readonly LedgerLine[];
}

const LINES = 10;

/** Looks one address up; null for what is no address. Changes nothing. */
export function who(deps: WhoDeps) {
  return async (email: string): Promise<Known | null> => {
    const address = parseAddress(email);
    if (address === null) return null;
    const id = await deps.identities.idOf(address.normalised);
    const unread: Unread[] = [];
    const orElse = async <Value, Else>(what: Unread['what'], read: Promise<Value>, otherwise: Else) => {
      try {
        return await read;
      } catch (error) {
        unread.push({ what, error });
        return otherwise;
      }
    };
    const [subscriber, suppression, signUp, lines] = await Promise.all([
      orElse('record', deps.subscribers.get(id), null),
      orElse('suppression', deps.suppressions.get(id), null),
      orElse('sign-up', deps.subscribers.getSignUp(id), null),
      orElse('weeks', deps.ledger.of(id, LINES), []),
    ]);
    return { id, unread, subscriber, suppression, signUp, lines, next: nextOf(deps, subscriber) };
  };
}

function nextOf({ course, clock }: WhoDeps, subscriber: Subscriber | null): Decision | null {
  if (subscriber === null || subscriber.state === 'stopped') return null;
  const goes = Math.max(subscriber.dueAt, clock.now());
  return decide(course, subscriber, localDate(goes, subscriber.timeZone));
}
