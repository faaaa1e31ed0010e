import { eachAnswer } from '../domain/answers.ts';
import { addDays } from '../domain/calendar.ts';
import { countryOf } from '../domain/countries.ts';
import { type Course, isOn, LEVELS, type Level, placeOf, type SessionId, stageOf } from '../domain/course.ts';
import { aboutWith } from '../domain/joining/read-fields.ts';
import type { LessonLetter, LessonLinks } from '../ports/letters.ts';

/** A session, with the level it is done at. */
export interface AtLevel {
  session: SessionId;
  level: Level | null;
}

/** Every session of the course, the loop's at each of its levels. */
export function everyAtLevel({ ladder, onRamp, loop, levels }: Course): readonly AtLevel[] {
  const atLevels = LEVELS.filter((level) => level <= (levels?.highest ?? 0));
  return [
    ...[...ladder, ...onRamp].map((session) => ({ session, level: null })),
    ...loop.flatMap((session) => atLevels.map((level) => ({ session, level }))),
  ];
}

/** Links as long as real ones. */
export function sampleLinks(site: string, exits: readonly string[]): LessonLinks {
  const token = `${'k1.'.padEnd(40, 'A')}.${'b'.repeat(43)}`;
  const to = (path: string) => `${site}/${path}`;
  return {
    unsubscribe: to(`unsubscribe/${token}`),
    lesson: to(`lesson/${token}`),
    week: to(`week/${token}`),
    preferences: to(`preferences/${token}`),
    feedback: eachAnswer((answer) => to(`feedback/${token}/${answer}`)),
    pause: to(`pause/${token}`),
    noBabyMentions: to(`no-baby-mentions/${token}`),
    exits: Object.fromEntries(exits.map((exit) => [exit, to(`${exit}/${token}`)])),
    privacy: to('privacy'),
    sample: to('sample'),
    help: to('help'),
  };
}

export interface SampleOptions {
  record?: Partial<LessonLetter['record']>;
  number?: number;
  opensRun?: boolean;
  hold?: boolean;
  /** Weeks since birth; null without a date. */
  weeks?: number | null;
  /** The day her path counts from. */
  begun?: string;
  reasons?: LessonLetter['decision']['reasons'];
  site?: string;
}

/** Weeks after which someone in these samples began the on-ramp. */
const SAMPLE_ON_RAMP_WEEK = 20;

const SAMPLE_BIRTH_DATE = '2026-01-05';

/** The day her path counts from: the birth, or week 20 where she began with the on-ramp. */
function begunOn(course: Course, session: SessionId): string {
  return isOn(course, 'on-ramp', session)
    ? addDays(SAMPLE_BIRTH_DATE, 7 * SAMPLE_ON_RAMP_WEEK)
    : SAMPLE_BIRTH_DATE;
}

/**
 * The lesson of someone who has gone through the course week by week: on the ladder from birth, on the on-ramp
 * from week 20, in the loop without a date.
 */
export function sampleLesson(
  course: Course,
  { session, level }: AtLevel,
  options: SampleOptions = {},
): LessonLetter {
  const place = placeOf(course, session).number;
  const inLoop = isOn(course, 'loop', session);
  const onRamp = isOn(course, 'on-ramp', session);
  const walked = inLoop ? null : onRamp ? SAMPLE_ON_RAMP_WEEK + place : place;
  const weeks = options.weeks === undefined ? walked : options.weeks;
  const home = countryOf(course.countries, course.countries.home);
  const record = aboutWith(course, {
    ...{ firstName: 'Zoë', pace: 'standard', country: home.code, timeZone: home.zone },
    birthDate: weeks === null ? null : SAMPLE_BIRTH_DATE,
    ...options.record,
  });
  const number =
    options.number ??
    (inLoop ? course.ladder.length + place : onRamp ? place : course.ladder.indexOf(session) + 1);
  return {
    decision: {
      session,
      level,
      stage: stageOf(course, session),
      weeksSinceBirth: weeks,
      everyday: !record.babyMentions
        ? { list: 'neutral', index: number }
        : weeks === null
          ? { list: 'loop', index: place - 1 }
          : { list: 'ladder', index: weeks },
      opensRun: options.opensRun ?? number === 1,
      reasons: options.reasons ?? [{ rule: 'next' }],
      basis: null,
      finishes: false,
      becomes: {
        hold: options.hold ?? false,
        level: level ?? 1,
        tapRun: null,
        anchor: options.begun ?? begunOn(course, session),
      },
    },
    record,
    number,
    links: sampleLinks(options.site ?? 'https://course.example', course.exits),
  };
}
