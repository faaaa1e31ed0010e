import { type Instant, localDate } from '../../domain/calendar.ts';
import type { Course } from '../../domain/course.ts';
import { parseDataLinkSubject } from '../../domain/joining/data-link.ts';
import type { Receiving, SubscriberId } from '../../domain/subscriber.ts';
import { type LessonOfHers, yearOf } from '../../domain/training/her-year.ts';
import { trainingFromText } from '../../domain/training/training-days.ts';
import { trainingTimes } from '../../domain/training/training-times.ts';
import type { CalendarFeed } from '../../ports/calendars.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CourseWords } from '../../ports/course-words.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { TrainingPage } from '../../ports/training-pages.ts';
import type { TrainingStore } from '../../ports/training-store.ts';
import { calendarUrl, weekUrl } from '../web/lesson-links.ts';

export interface HerYearDeps {
  course: Course;
  clock: Clock;
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'get'>;
  ledger: Pick<Ledger, 'of'>;
  training: Pick<TrainingStore, 'weeks'>;
  words: CourseWords;
  log: Log;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

type YearPage = Extract<TrainingPage, { kind: 'year' }>;

/** Longer than any run so far: fifteen years of weeks. */
const LINES = 800;

/** Her weeks so far, by a fresh link alone. It works for an hour and is not spent by looking; null after that. */
export function showYear(deps: HerYearDeps) {
  return async (token: string): Promise<YearPage | null> => {
    const subscriber = await whoseYear(deps, token);
    if (subscriber === null) return null;
    const { id, run, country } = subscriber;
    const [lessons, { weeks, unreadable }] = await Promise.all([
      lessonsOf(deps, subscriber),
      deps.training.weeks(id, run),
    ]);
    if (unreadable > 0) deps.log.warn('week-unreadable', { subscriber: id, weeks: unreadable });
    const { tokens, settings, words, course } = deps;
    return {
      kind: 'year',
      country,
      year: yearOf(course, lessons, weeks),
      titleOf: (mark) => (course.sessions.has(mark.session) ? words.titleOf(mark, country) : mark.session),
      training: trainingFromText(subscriber.training ?? ''),
      calendarUrl: await calendarUrl(tokens, settings.siteUrl, subscriber),
      weekUrl: await weekUrl(tokens, settings.siteUrl, subscriber),
    };
  };
}

async function whoseYear(
  { tokens, clock, subscribers }: HerYearDeps,
  token: string,
): Promise<Receiving | null> {
  const content = await tokens.verify('weeks', token);
  const link = content === null ? null : parseDataLinkSubject(content.subject);
  if (content === null || link === null || link.expiresAt <= clock.now()) return null;
  const subscriber = await subscribers.get(content.id);
  return subscriber === null || subscriber.state === 'stopped' || subscriber.run !== link.run
    ? null
    : subscriber;
}

/** The lessons of her run, out of its ledger. Where a line cannot be read, the last twelve of her record stand for all. */
async function lessonsOf(
  { ledger, log }: HerYearDeps,
  { id, run, recent }: Receiving,
): Promise<readonly LessonOfHers[]> {
  try {
    const lines = await ledger.of(id, LINES);
    const sent = lines.flatMap(({ run: ofRun, state, number, session, level, dueOn: on }) =>
      ofRun === run && state === 'sent' && number !== null && session !== null
        ? [{ number, session, level, on }]
        : [],
    );
    return [...sent, ...recent];
  } catch (error) {
    log.error('ledger-not-read', error, { subscriber: id });
    return recent;
  }
}

export interface HerCalendarDeps {
  clock: Pick<Clock, 'now'>;
  tokens: Tokens;
  subscribers: Pick<SubscriberStore, 'get'>;
}

/** `gone`: she left, or began again with a calendar of its own. `unknown`: no link of ours. */
export type CalendarShown = { kind: 'calendar'; feed: CalendarFeed } | { kind: 'gone' } | { kind: 'unknown' };

/** Her training times of the next four weeks. Changes nothing, however often a calendar asks. */
export function showCalendar({ clock, tokens, subscribers }: HerCalendarDeps) {
  return async (token: string): Promise<CalendarShown> => {
    const content = await tokens.verify('calendar', token);
    if (content === null) return { kind: 'unknown' };
    const subscriber = await subscribers.get(content.id);
    if (subscriber === null || subscriber.run !== content.subject) return { kind: 'gone' };
    if (subscriber.state === 'stopped') return { kind: 'gone' };
    return { kind: 'calendar', feed: feedOf(subscriber, clock.now()) };
  };
}

function feedOf(subscriber: Receiving, now: Instant): CalendarFeed {
  const { timeZone, revision, training } = subscriber;
  const chosen = trainingFromText(training ?? '');
  const today = localDate(now, timeZone);
  const restUntil = subscriber.state === 'paused' ? subscriber.pausedUntil : null;
  return {
    owner: ownerOf(subscriber),
    times: chosen === null ? [] : trainingTimes(chosen, today, restUntil),
    startsAt: chosen?.time ?? '',
    timeZone,
    remind: chosen?.remind ?? false,
    revision,
    now,
  };
}

/** Her id is a keyed hash of her address: a part of it, and the run, name her events and nobody. */
function ownerOf({ id, run }: { id: SubscriberId; run: string }): string {
  return `${run}-${id.slice(0, 8)}`;
}
