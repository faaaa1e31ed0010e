import { type Instant, localDate } from '../../domain/calendar.ts';
import type { Course, SessionId } from '../../domain/course.ts';
import { decide } from '../../domain/placement/decide.ts';
import { isPutOff, UNDER_WAY_MS } from '../../domain/sending/audit.ts';
import type { Receiving, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateStore, SendingState } from '../../ports/rate-store.ts';
import type { DueRow, Mark, SubscriberStore } from '../../ports/subscriber-store.ts';
import { WAIT_RETRY_MS } from '../sending/deliver.ts';

/** As many as one read answers. */
const PAGE = 100;

export interface StatusDeps {
  course: Course;
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'due' | 'getMany'>;
  rate: Pick<RateStore, 'state'>;
  settings: { shards: number };
}

/** How sending stands now: the lessons that are due, whatever keeps them. Reads the due index and no more than is due. */
export interface Status {
  sending: SendingState;
  /** Due for less than 15 minutes. */
  underWay: number;
  /** Due for more than 15 minutes, with nobody at work on them. */
  late: number;
  /** At work for more than 15 minutes: nobody knows whether they went. */
  unknown: number;
  /** Held since their session is withheld; each withheld session has its place, with none too. */
  withheld: Readonly<Record<SessionId, number>>;
  /** Held since nobody has reviewed the course, or put off since SES refused them for now. */
  putOff: number;
  /** Who is due and whose record cannot be read. */
  unreadable: readonly SubscriberId[];
}

export async function status(deps: StatusDeps): Promise<Status> {
  const now = deps.clock.now();
  const sending = await deps.rate.state();
  const withheld: Record<SessionId, number> = Object.fromEntries(sending.withheld.map((one) => [one, 0]));
  const counts = { underWay: 0, late: 0, unknown: 0, putOff: 0 };
  const unreadable = new Set<SubscriberId>();
  const shards = Array.from({ length: deps.settings.shards }, async (_, shard) => {
    for await (const rows of pagesOf(deps, shard, now + WAIT_RETRY_MS)) {
      const due = await deps.subscribers.getMany(
        rows.map(({ id }) => id),
        (id) => unreadable.add(id),
      );
      for (const one of due) {
        const kind = kindOf(deps.course, one, sending.withheld, now);
        if (kind === null) continue;
        if ('session' in kind) withheld[kind.session] = (withheld[kind.session] ?? 0) + 1;
        else counts[kind.is] += 1;
      }
    }
  });
  await Promise.all(shards);
  return { sending, ...counts, withheld, unreadable: [...unreadable] };
}

type Kind = { is: 'underWay' | 'late' | 'unknown' | 'putOff' } | { session: SessionId };

function kindOf(
  course: Course,
  subscriber: Subscriber,
  withheld: readonly SessionId[],
  now: Instant,
): Kind | null {
  if (subscriber.state === 'stopped') return null;
  if (isPutOff(subscriber, now)) return heldKind(course, subscriber, withheld, now);
  if (subscriber.dueAt > now) return null;
  if (subscriber.claim !== null)
    return { is: now - subscriber.claim.at > UNDER_WAY_MS ? 'unknown' : 'underWay' };
  return { is: now - subscriber.dueAt > UNDER_WAY_MS ? 'late' : 'underWay' };
}

function heldKind(course: Course, subscriber: Receiving, withheld: readonly SessionId[], now: Instant): Kind {
  const { session } = decide(course, subscriber, localDate(now, subscriber.timeZone));
  return withheld.includes(session) ? { session } : { is: 'putOff' };
}

async function* pagesOf(
  { subscribers }: StatusDeps,
  shard: number,
  until: Instant,
): AsyncGenerator<DueRow[]> {
  let after: Mark = null;
  for (;;) {
    const rows: DueRow[] = await subscribers.due(shard, after, until, PAGE);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1) ?? null;
  }
}
