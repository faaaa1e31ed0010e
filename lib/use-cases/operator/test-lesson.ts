import { eachAnswer } from '../../domain/answers.ts';
import { addDays, type Instant, localDate } from '../../domain/calendar.ts';
import { type Country, countryOf } from '../../domain/countries.ts';
import { type Course, isOn, type Level, ruleOf, type SessionId } from '../../domain/course.ts';
import { newRun } from '../../domain/joining/new-run.ts';
import { aboutWith } from '../../domain/joining/read-fields.ts';
import { decide } from '../../domain/placement/decide.ts';
import type { LessonLetter, LessonLinks } from '../../ports/letters.ts';

/** The lesson that the operator wants to see. */
export interface TestOf {
  session: SessionId;
  level: Level;
  country: Country;
  firstName: string | null;
  babyMentions: boolean;
}

/**
 * A lesson as a mother in the middle of her course would get it. Its links lead to the site and stand for nobody, so
 * whatever is pressed in it changes nothing: pages answer as they do to any unknown link.
 */
export function testLesson(course: Course, of: TestOf, siteUrl: string, now: Instant): LessonLetter {
  const { session, country, firstName, babyMentions } = of;
  const timeZone = countryOf(course.countries, country).zone;
  const today = localDate(now, timeZone);
  const { opens, stage } = ruleOf(course, session);
  const number = placeInTrack(course, session) + 1;
  const birthDate = addDays(today, -7 * (opens['standard'] ?? 0));
  const details = {
    ...{ id: 'test', address: 'test@example.com', signUpId: 'test' },
    ...aboutWith(course, {
      ...{ firstName, birthDate, pace: 'standard', country, timeZone, babyMentions },
    }),
  };
  const record = { ...newRun(course, details, now, 1), lessonNumber: number - 1 };
  const level = isOn(course, 'loop', session) ? of.level : null;
  const decision = {
    ...decide(course, record, today),
    session,
    level,
    stage,
    opensRun: number === 1,
  };
  return { decision, record, number, links: testLinks(siteUrl, course.exits) };
}

/** From 0. */
function placeInTrack({ ladder, onRamp, loop }: Course, session: SessionId): number {
  return Math.max(...[ladder, onRamp, loop].map((ids) => ids.indexOf(session)));
}

function testLinks(siteUrl: string, exits: readonly string[]): LessonLinks {
  const answer = (name: string) => `${siteUrl}/feedback/test/${name}`;
  return {
    unsubscribe: `${siteUrl}/unsubscribe/test`,
    lesson: `${siteUrl}/lesson/test`,
    week: `${siteUrl}/week/test`,
    preferences: `${siteUrl}/preferences/test`,
    feedback: eachAnswer(answer),
    pause: `${siteUrl}/pause/test`,
    noBabyMentions: `${siteUrl}/no-baby-mentions/test`,
    exits: Object.fromEntries(exits.map((exit) => [exit, `${siteUrl}/${exit}/test`])),
    privacy: `${siteUrl}/privacy`,
    sample: `${siteUrl}/sample`,
    help: `${siteUrl}/help`,
  };
}
