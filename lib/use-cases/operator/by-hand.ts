import { type Instant, localDate } from '../../domain/calendar.ts';
import type { Course, SessionId } from '../../domain/course.ts';
import type { Typed } from '../../domain/joining/field.ts';
import { applyChange, type Change } from '../../domain/joining/preferences.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Decision } from '../../domain/placement/decision.ts';
import { moveByHand, type Refusal } from '../../domain/placement/move-by-hand.ts';
import {
  type ByHand,
  type Receiving,
  type Replacement,
  type SubscriberId,
  transitionBetween,
} from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import { readPreferences } from '../web/preferences-form.ts';

export interface ByHandDeps {
  course: Course;
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'get' | 'replace'>;
}

/** `nobody`: nothing is held of her. `stopped`: her address bounced, or she has finished. */
export type Absent = { kind: 'nobody' } | { kind: 'stopped' };
export type Done = { kind: 'done'; before: Receiving; after: Receiving; next: Decision };

/**
 * Changes what she told us, as she asked the operator to: read as her preferences are. An older date or another pace
 * counts at once, since the operator's word is not a mail that may have been passed on. Her next mail tells her.
 */
export function changeByHand(deps: ByHandDeps) {
  return (id: SubscriberId, typed: Typed) =>
    rewrite(deps, id, (current, now): Step<{ kind: 'invalid'; problems: readonly Problem[] }> => {
      const reading = readPreferences(deps.course, typed, current, now);
      return reading.kind === 'invalid' ? reading : changed(deps, current, reading.change, 'changed', now);
    });
}

/** Moves her to `session`, if the rules allow it on the day of her next lesson. */
export function moveSubscriber(deps: ByHandDeps) {
  return (id: SubscriberId, session: SessionId) =>
    rewrite(deps, id, (current, now): Step<{ kind: 'refused'; refusal: Refusal }> => {
      const moved = moveByHand(deps.course, current, session, now);
      return moved.kind === 'refused' ? moved : { next: moved.next, transition: 'move' };
    });
}

/** Pauses her from today for so many weeks, or ends her pause today. */
export function pauseByHand(deps: ByHandDeps) {
  return (id: SubscriberId, weeks: number | 'resume') =>
    rewrite(deps, id, (current, now): Step<{ kind: 'not-paused' }> => {
      if (weeks !== 'resume') return changed(deps, current, { pause: weeks }, 'paused', now);
      if (current.state !== 'paused') return { kind: 'not-paused' };
      return changed(deps, current, { resume: true }, 'resumed', now);
    });
}

type Step<Refused> = { next: Receiving; transition: Replacement } | Refused;

function changed({ course }: ByHandDeps, current: Receiving, change: Change, did: ByHand, now: Instant) {
  const next = { ...applyChange(course, current, change, now), byHand: did };
  return { next, transition: transitionBetween(current, next) };
}

async function rewrite<Refused extends { kind: string }>(
  deps: ByHandDeps,
  id: SubscriberId,
  step: (current: Receiving, now: Instant) => Step<Refused>,
): Promise<Done | Absent | Refused> {
  for (;;) {
    const before = await deps.subscribers.get(id);
    if (before === null) return { kind: 'nobody' };
    if (before.state === 'stopped') return { kind: 'stopped' };
    const now = deps.clock.now();
    const made = step(before, now);
    if (!('next' in made)) return made;
    const { next: after, transition } = made;
    if ((await deps.subscribers.replace(after, transition)) === 'conflict') continue;
    const goesOn = localDate(Math.max(after.dueAt, now), after.timeZone);
    return { kind: 'done', before, after, next: decide(deps.course, after, goesOn) };
  }
}
