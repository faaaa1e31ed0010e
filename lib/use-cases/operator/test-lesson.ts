import { eachAnswer, eachPause } from '../../domain/answers.ts';
import { addDays, type Instant, localDate } from '../../domain/calendar.ts';
import type { Country, Level, SessionId } from '../../domain/course.ts';
import { newRun } from '../../domain/joining/new-run.ts';
import { defaultZone } from '../../domain/joining/time-zones.ts';
import { decide } from '../../domain/placement/decide.ts';
import { isLoop, ladderNumber, stageOf } from '../../domain/sessions.ts';
import type { LessonLetter, LessonLinks } from '../../ports/letters.ts';

/** The lesson that the operator wants to see. */
export interface TestOf {
  session: SessionId;
  level: Level;
  country: Country;
  firstName: string | null;
  babyMentions: boolean;
}

/** Weeks since birth at which someone on the on-ramp, or in the loop, is imagined. */
const ON_RAMP_WEEKS = 20;
const LOOP_WEEKS = 60;

/**
 * A lesson as a mother in the middle of her course would get it. Its links lead to the site and stand for nobody, so
 * whatever is pressed in it changes nothing: pages answer as they do to any unknown link.
 */
export function testLesson(of: TestOf, siteUrl: string, now: Instant): LessonLetter {
  const { session, country, firstName, babyMentions } = of;
  const timeZone = defaultZone(country);
  const today = localDate(now, timeZone);
  const ladder = ladderNumber(session);
  const weeks = ladder ?? (isLoop(session) ? LOOP_WEEKS : ON_RAMP_WEEKS);
  const told = {
    ...{
      id: 'test',
      address: 'test@example.com',
      signUpId: 'test',
      firstName,
      country,
      timeZone,
      babyMentions,
    },
    birthDate: addDays(today, -7 * weeks),
    pace: 'standard' as const,
  };
  const number = ladder === null ? Number(session.slice(1)) : ladder + 1;
  const record = { ...newRun(told, now, 1), lessonNumber: number - 1 };
  const level = isLoop(session) ? of.level : null;
  const decision = {
    ...decide(record, today),
    session,
    level,
    stage: stageOf(session),
    opensRun: number === 1,
  };
  return { decision, record, number, links: testLinks(siteUrl) };
}

function testLinks(siteUrl: string): LessonLinks {
  const answer = (name: string) => `${siteUrl}/feedback/test/${name}`;
  return {
    unsubscribe: `${siteUrl}/unsubscribe/test`,
    lesson: `${siteUrl}/lesson/test`,
    preferences: `${siteUrl}/preferences/test`,
    feedback: eachAnswer(answer),
    pause: eachPause((weeks) => `${siteUrl}/pause/test/${weeks}`),
    privacy: `${siteUrl}/privacy`,
  };
}
