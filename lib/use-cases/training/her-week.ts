import type { Course } from '../../domain/course.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import { hasNumbers } from '../../domain/training/her-numbers.ts';
import type { LessonOfHers } from '../../domain/training/her-year.ts';
import { trainingFromText } from '../../domain/training/training-days.ts';
import type { CourseWords } from '../../ports/course-words.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import type { HerWeekShown } from '../../ports/training-pages.ts';
import type { TrainingStore } from '../../ports/training-store.ts';
import { type HerRecordDeps, whoReceives } from '../web/her-record.ts';
import { lessonUrl, preferencesUrl } from '../web/lesson-links.ts';
import { sentLesson } from '../web/read-lesson.ts';

export interface ShowWeekDeps extends HerRecordDeps {
  course: Course;
  ledger: Pick<Ledger, 'of'>;
  training: Pick<TrainingStore, 'week'>;
  words: CourseWords;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

/** Whose week a link stands for, and which lesson's; null before her first lesson. */
export interface FoundWeek {
  subscriber: Receiving;
  lesson: LessonOfHers | null;
}

/** Null for a link that stands for nobody. A link without a lesson, of a page of ours, stands for her newest one. */
export async function findWeek(deps: ShowWeekDeps, token: string): Promise<FoundWeek | null> {
  const owner = await whoReceives(deps, 'week', token);
  if (owner === null) return null;
  const { subscriber, content } = owner;
  const number = content.lesson ?? subscriber.recent.at(-1)?.number;
  const lesson = number === undefined ? null : await sentLesson(deps, subscriber, number);
  // A session that is gone from the course has no words any more.
  return { subscriber, lesson: lesson !== null && deps.course.sessions.has(lesson.session) ? lesson : null };
}

/** What her week's page shows. Changes nothing. */
export function showWeek(deps: ShowWeekDeps) {
  return async (token: string): Promise<HerWeekShown | null> => {
    const week = await findWeek(deps, token);
    return week === null ? null : weekShown(deps, week);
  };
}

export async function weekShown(
  deps: ShowWeekDeps,
  { subscriber, lesson }: FoundWeek,
): Promise<HerWeekShown> {
  const { tokens, settings } = deps;
  return {
    country: subscriber.country,
    lesson: lesson === null ? null : await lessonShown(deps, subscriber, lesson),
    training: trainingFromText(subscriber.training ?? ''),
    paused: subscriber.state === 'paused',
    preferencesUrl: await preferencesUrl(tokens, settings.siteUrl, subscriber),
  };
}

async function lessonShown(
  { tokens, settings, training, words }: ShowWeekDeps,
  { id, run, country }: Receiving,
  lesson: LessonOfHers,
): Promise<HerWeekShown['lesson']> {
  const week = await training.week(id, run, lesson.number);
  return {
    title: words.titleOf(lesson, country),
    url: await lessonUrl(tokens, settings.siteUrl, { id, run }, lesson.number),
    done: week?.done ?? 0,
    asks: words.numbersOf(lesson, country),
    written: week !== null && hasNumbers(week.numbers),
  };
}
