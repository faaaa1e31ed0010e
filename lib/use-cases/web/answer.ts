import { type Answer, answerOf, type Tap, tapOf } from '../../domain/answers.ts';
import { isoWeek, localDate } from '../../domain/calendar.ts';
import { isCanary } from '../../domain/canary.ts';
import type { Country } from '../../domain/countries.ts';
import type { Course } from '../../domain/course.ts';
import { applyTap } from '../../domain/joining/preferences.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import { type CountStore, moveName } from '../../ports/count-store.ts';
import type { Letters } from '../../ports/letters.ts';
import type { Log } from '../../ports/log.ts';
import type { AnswerException, Upcoming } from '../../ports/pages.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import { type HerRecordDeps, whoReceives } from './her-record.ts';
import { lessonUrl, preferencesUrl } from './lesson-links.ts';
import { upcoming } from './upcoming.ts';

export interface AnswerDeps extends HerRecordDeps {
  course: Course;
  clock: Pick<Clock, 'now'>;
  counts: Pick<CountStore, 'add'>;
  letters: Pick<Letters, 'titleOf'>;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

export type FeedbackShown = { kind: 'ask'; country: Country } | { kind: 'unknown' };
export type Answered =
  | {
      kind: 'answered' | 'late';
      country: Country;
      exception: AnswerException | null;
      next: Upcoming | null;
      preferencesUrl: string;
      lessonUrl: string;
    }
  | { kind: 'weeks-missing'; country: Country }
  | { kind: 'unknown' };

/** What the page behind a button of a lesson needs. Changes nothing. */
export function showFeedback(deps: AnswerDeps) {
  return async (token: string): Promise<FeedbackShown> => {
    const owner = await whoReceives(deps, 'feedback', token);
    return owner === null ? { kind: 'unknown' } : { kind: 'ask', country: owner.subscriber.country };
  };
}

/**
 * Keeps her answer to the last lesson and says what comes next. `late`: the button belongs to an earlier lesson,
 * and nothing changed. `weeks` is asked of `away` only.
 */
export function answer(deps: AnswerDeps) {
  return async (token: string, button: Answer, weeks: string): Promise<Answered> => {
    for (;;) {
      const owner = await whoReceives(deps, 'feedback', token);
      if (owner === null) return { kind: 'unknown' };
      const { subscriber, content } = owner;
      const lesson = content.lesson ?? 0;
      const tap = tapOf(button, weeks);
      if (tap === null) return { kind: 'weeks-missing', country: subscriber.country };
      const next = applyTap(subscriber, lesson, tap);
      if (next === 'not-the-last') return answered(deps, 'late', subscriber, lesson);
      if ((await deps.subscribers.replace(next, 'change')) === 'conflict') continue;
      deps.log.info('answered', { subscriber: subscriber.id });
      await count(deps, subscriber, next, tap);
      return answered(deps, 'answered', next, lesson);
    }
  };
}

/**
 * Counted by week and session, without her id, so that what women said of a session outlives their records. Another
 * answer to the same lesson takes the first one's place; a kill in between costs one count, and no answer.
 */
async function count(deps: AnswerDeps, before: Receiving, after: Receiving, tap: Tap): Promise<void> {
  const session = before.recent.at(-1)?.session;
  if (session === undefined || isCanary(before)) return;
  const week = `${isoWeek(deps.clock.now())}#${session}`;
  const was = before.tap === null ? [] : countedOf(deps.course, before, before.tap);
  const is = countedOf(deps.course, after, tap);
  for (const name of is) if (!was.includes(name)) await deps.counts.add(week, name);
  for (const name of was) if (!is.includes(name)) await deps.counts.add(week, name, -1);
}

/** The answer, and where it leads. "Just right" leads on, which is no news. */
function countedOf(course: Course, subscriber: Receiving, tap: Tap): string[] {
  const answer = answerOf(tap);
  const { session } = decide(course, subscriber, localDate(subscriber.dueAt, subscriber.timeZone));
  return answer === 'right' ? [answer] : [answer, moveName(answer, session)];
}

async function answered(
  deps: AnswerDeps,
  kind: 'answered' | 'late',
  subscriber: Receiving,
  lesson: number,
): Promise<Answered> {
  return {
    kind,
    country: subscriber.country,
    exception: exceptionOf(deps, subscriber),
    next: upcoming(deps, subscriber),
    preferencesUrl: await preferencesUrl(deps.tokens, deps.settings.siteUrl, subscriber),
    lessonUrl: await lessonUrl(deps.tokens, deps.settings.siteUrl, subscriber, lesson),
  };
}

/** What keeps her answer from leading where it usually does. */
function exceptionOf({ course }: AnswerDeps, subscriber: Receiving): AnswerException | null {
  const { reasons } = decide(course, subscriber, localDate(subscriber.dueAt, subscriber.timeZone));
  if (reasons.some((reason) => reason.rule === 'too-much' && reason.back === 0)) return 'no-step-back';
  return reasons.some(({ rule }) => rule === 'hold') ? 'held' : null;
}
