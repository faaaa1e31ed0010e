import { eachAnswer } from '../../domain/answers.ts';
import { localDate } from '../../domain/calendar.ts';
import { type Country, countryOf } from '../../domain/countries.ts';
import { type Course, stageOf } from '../../domain/course.ts';
import { aboutWith } from '../../domain/joining/read-fields.ts';
import { decide } from '../../domain/placement/decide.ts';
import { replay } from '../../domain/placement/replay.ts';
import type { About, CourseRecord, Receiving, SentLesson, Stopped } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { LessonLetter, LessonLinks } from '../../ports/letters.ts';
import type { CourseSettings } from '../../ports/settings.ts';
import { type HerRecordDeps, herRecord } from './her-record.ts';
import { lessonLinks } from './lesson-links.ts';

export interface ReadLessonDeps extends HerRecordDeps {
  course: Course;
  ledger: Pick<Ledger, 'of'>;
  settings: Pick<CourseSettings, 'siteUrl'>;
}

/** Longer than any run so far: fifteen years of weeks. */
const LINES = 800;

/** The lesson that a mail's "read in the browser" leads to; null for a link that stands for none. */
export function readLesson(deps: ReadLessonDeps) {
  return async (token: string): Promise<LessonLetter | null> => {
    const owner = await herRecord(deps, 'lesson', token);
    const number = owner?.content.lesson;
    if (owner === null || number === undefined) return null;
    const { subscriber } = owner;
    const sent = await sentLesson(deps, subscriber, number);
    // A session that is gone from the course cannot be shown any more.
    if (sent === null || !deps.course.sessions.has(sent.session)) return null;
    const before = subscriber.recent.find((lesson) => lesson.number === number - 1) ?? null;
    const { siteUrl } = deps.settings;
    const site = { siteUrl, exits: deps.course.exits };
    const links = await lessonLinks(deps.tokens, site, subscriber, number);
    // The last one of a course that ended is known by what became of her.
    const finishes =
      subscriber.state === 'stopped' && subscriber.why === 'finished' && number === subscriber.lessonNumber;
    const decision = { ...replay(deps.course, subscriber, sent, before), finishes };
    return { decision, record: subscriber, number, links };
  };
}

/** Of the last twelve her record knows; further back the ledger does. */
export async function sentLesson(
  deps: Pick<ReadLessonDeps, 'ledger'>,
  subscriber: Receiving | Stopped,
  number: number,
): Promise<SentLesson | null> {
  const recent = subscriber.recent.find((lesson) => lesson.number === number);
  if (recent !== undefined) return recent;
  const lines = await deps.ledger.of(subscriber.id, LINES);
  const line = lines.find((one) => one.run === subscriber.run && one.number === number);
  if (line === undefined || line.session === null) return null;
  return { number, session: line.session, level: line.level, on: line.dueOn };
}

/** The lesson that the sign-up page shows, in a country's words or those of home: a mother in her second week with weights. */
export function sampleLesson({
  course,
  clock,
  settings,
}: {
  course: Course;
  clock: Clock;
  settings: Pick<CourseSettings, 'siteUrl'>;
}) {
  return (country: Country | null): LessonLetter => {
    const { code, zone } = countryOf(course.countries, country ?? course.countries.home);
    const about = { pace: 'standard', country: code, timeZone: zone } as const;
    const hers = { ...aboutWith(course, about), ...SAMPLE_RECORD };
    const today = localDate(clock.now(), zone);
    const lessonNumber = course.ladder.indexOf(course.sample);
    const highestLadderSession = course.ladder[lessonNumber - 1] ?? null;
    const when = { joinedAt: clock.now(), anchor: today };
    const record = { ...hers, ...when, lessonNumber, highestLadderSession };
    const decision = {
      ...decide(course, record, today),
      ...{ session: course.sample, level: null, stage: stageOf(course, course.sample) },
      ...{ opensRun: false, reasons: [] },
    };
    return { decision, record, number: lessonNumber + 1, links: sampleLinks(`${settings.siteUrl}/`) };
  };
}

const SAMPLE_RECORD: Omit<CourseRecord, keyof About> = {
  joinedAt: 0,
  anchor: '1970-01-01',
  lessonNumber: 0,
  firstLessonOn: null,
  recent: [],
  highestLadderSession: null,
  level: 1,
  hold: false,
  tap: null,
  tapRun: null,
  changed: false,
  countedFrom: null,
  countedAt: null,
  restUntil: null,
  movedTo: null,
  byHand: null,
};

function sampleLinks(home: string): LessonLinks {
  return {
    unsubscribe: home,
    lesson: home,
    week: home,
    preferences: home,
    feedback: eachAnswer(() => home),
    pause: home,
    noBabyMentions: home,
    exits: {},
    privacy: `${home}privacy`,
    sample: `${home}sample`,
    help: `${home}help`,
  };
}
