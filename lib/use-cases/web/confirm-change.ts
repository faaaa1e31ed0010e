import { HOUR_MS, type LocalDate, localDate, wholeWeeksBetween } from '../../domain/calendar.ts';
import type { Country } from '../../domain/countries.ts';
import type { Course, Pace } from '../../domain/course.ts';
import { parseChangeLinkSubject } from '../../domain/joining/data-link.ts';
import { applyChange, type Raising } from '../../domain/joining/preferences.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import type { Chance } from '../../ports/chance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Log } from '../../ports/log.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { PendingChange, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { ClosedLink } from './her-data.ts';

const CHANGE_WAITS_MS = HOUR_MS;

export interface AskChangeDeps {
  clock: Clock;
  chance: Chance;
  subscribers: Pick<SubscriberStore, 'putChange'>;
  enrolQueue: EnrolQueue;
}

/** Keeps what raises her ceiling until she says yes by a link that is mailed to her alone (Q58). */
export async function askChange(
  { clock, chance, subscribers, enrolQueue }: AskChangeDeps,
  { id, run }: Receiving,
  { birthDate, pace }: Raising,
): Promise<void> {
  const which = { id, run, changeId: chance.changeId() };
  await subscribers.putChange({ ...which, birthDate, pace, expiresAt: clock.now() + CHANGE_WAITS_MS });
  await enrolQueue.send({ kind: 'change-link', changeLink: which });
}

export interface ConfirmChangeDeps {
  course: Course;
  clock: Clock;
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'get' | 'replace' | 'getChange' | 'takeChange'>;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
}

export type ChangeShown =
  | { kind: 'ask'; birthDate: LocalDate | null; weeksAgo: number | null; pace: Pace | null; country: Country }
  | { kind: ClosedLink };

/** What the page behind the link says: the change, in words. Changes nothing. */
export function showChange(deps: ConfirmChangeDeps) {
  return async (token: string): Promise<ChangeShown> => {
    const owner = await find(deps, token);
    if (typeof owner === 'string') return { kind: owner };
    const { birthDate, pace } = owner.change;
    const today = localDate(deps.clock.now(), owner.subscriber.timeZone);
    const weeksAgo = birthDate === null ? null : wholeWeeksBetween(birthDate, today);
    return { kind: 'ask', birthDate, weeksAgo, pace, country: owner.subscriber.country };
  };
}

export type ChangeConfirmed = { kind: 'changed'; movedTo: string } | { kind: ClosedLink };

/** Her yes. It works once: of two presses one takes the change away, and the other finds none. */
export function confirmChange(deps: ConfirmChangeDeps) {
  return async (token: string): Promise<ChangeConfirmed> => {
    for (;;) {
      const owner = await find(deps, token);
      if (typeof owner === 'string') return { kind: owner };
      const { subscriber, change } = owner;
      const now = deps.clock.now();
      const next = applyChange(deps.course, subscriber, asked(change), now);
      if ((await deps.subscribers.replace(next, 'change')) === 'conflict') continue;
      await deps.subscribers.takeChange(change);
      deps.log.info('preferences-changed', { subscriber: next.id });
      const day = localDate(Math.max(now, next.dueAt), next.timeZone);
      return { kind: 'changed', movedTo: deps.letters.titleOf(decide(deps.course, next, day), next.country) };
    }
  };
}

function asked({ birthDate, pace }: PendingChange) {
  return { ...(birthDate === null ? {} : { birthDate }), ...(pace === null ? {} : { pace }) };
}

async function find(
  deps: ConfirmChangeDeps,
  token: string,
): Promise<{ subscriber: Receiving; change: PendingChange } | ClosedLink> {
  const content = await deps.tokens.verify('change', token);
  const which = content === null ? null : parseChangeLinkSubject(content.subject);
  if (content === null || which === null) return 'unknown';
  const subscriber = await deps.subscribers.get(content.id);
  if (subscriber === null || subscriber.state === 'stopped' || subscriber.run !== which.run) return 'unknown';
  const change = await deps.subscribers.getChange({ id: content.id, ...which });
  return change === null ? 'spent' : { subscriber, change };
}
