import type { LocalDate } from '../calendar.ts';
import { type Course, isOn, type Level, type SessionId } from '../course.ts';
import { type HerNumbers, hasNumbers } from './her-numbers.ts';

/** How often she did a week's session. It is hers to see, and moves no lesson. */
export const DONE = [0, 1, 2] as const;
export type Done = (typeof DONE)[number];

export function doneOf(text: string): Done | null {
  return DONE.find((done) => String(done) === text) ?? null;
}

/** A lesson that went to her. */
export interface LessonOfHers {
  number: number;
  session: SessionId;
  level: Level | null;
  on: LocalDate;
}

/** What she wrote down about one week. */
export interface HerWeek extends LessonOfHers {
  done: Done;
  numbers: HerNumbers;
}

export interface Mark extends LessonOfHers {
  done: Done;
}

export const MILESTONES = [
  'began',
  'first-tick',
  'starter-done',
  'first-weights',
  'halfway',
  'twenty-five',
  'fifty',
  'year',
] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface HerYear {
  /** One for each week that brought her a lesson, oldest first. */
  marks: readonly Mark[];
  /** Each with the day on which she reached it, in the order of reaching. */
  milestones: readonly { milestone: Milestone; on: LocalDate }[];
  /** The weeks in which she wrote numbers, oldest first. */
  measured: readonly HerWeek[];
  /** All her ticks. */
  done: number;
}

/** Weeks in a year of the course: a row of marks. */
export const WEEKS_OF_A_YEAR = 52;

/** Her weeks as they went. What she left empty is empty, and counts for nothing. */
export function yearOf(course: Course, lessons: readonly LessonOfHers[], weeks: readonly HerWeek[]): HerYear {
  const written = new Map(weeks.map((week) => [week.number, week]));
  // A lesson whose ledger line is gone still stands in what she wrote about it.
  const known = new Map([...weeks, ...lessons].map((lesson) => [lesson.number, lesson]));
  const marks = [...known.values()]
    .sort((one, other) => one.number - other.number)
    .map(({ number, session, level, on }) => ({
      ...{ number, session, level, on },
      done: written.get(number)?.done ?? 0,
    }));
  return {
    marks,
    milestones: milestonesOf(course, marks),
    measured: weeks
      .filter(({ numbers }) => hasNumbers(numbers))
      .toSorted((one, other) => one.number - other.number),
    done: marks.reduce((sum, { done }) => sum + done, 0),
  };
}

/** The marks year by year. A ladder that begins with week 0 has one week more, which belongs to its year. */
export function yearRows(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  const first = marks.length === WEEKS_OF_A_YEAR + 1 ? marks.length : WEEKS_OF_A_YEAR;
  const rows: (readonly Mark[])[] = [];
  for (let at = 0; at < marks.length; at += first) rows.push(marks.slice(at, at + first));
  return rows;
}

function milestonesOf(course: Course, marks: readonly Mark[]): HerYear['milestones'] {
  const reached = MILESTONES.flatMap((milestone) => {
    const at = marks.findIndex((mark, place) =>
      isReached(course, milestone, mark, marks.slice(0, place + 1)),
    );
    const on = marks[at]?.on;
    return on === undefined ? [] : [{ milestone, on, at }];
  });
  return reached.sort((one, other) => one.at - other.at).map(({ milestone, on }) => ({ milestone, on }));
}

function isReached(course: Course, milestone: Milestone, mark: Mark, soFar: readonly Mark[]): boolean {
  const ticks = () => soFar.reduce((sum, { done }) => sum + done, 0);
  switch (milestone) {
    case 'began':
      return true;
    case 'first-tick':
      return mark.done > 0;
    case 'starter-done':
      return mark.session === course.onRamp.at(-1);
    case 'first-weights':
      return mark.session === course.afterOnRamp;
    case 'halfway':
      return isOn(course, 'ladder', mark.session) && mark.session === course.ladder[WEEKS_OF_A_YEAR / 2];
    case 'twenty-five':
      return ticks() >= 25;
    case 'fifty':
      return ticks() >= 50;
    case 'year':
      return mark.session === course.ladder.at(-1) || mark.number === WEEKS_OF_A_YEAR;
  }
}
