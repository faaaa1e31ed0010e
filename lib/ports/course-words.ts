import type { Country } from '../domain/countries.ts';
import type { Level, SessionId } from '../domain/course.ts';

/** What a session says about the numbers to measure in it, in her country's words. */
export interface NumbersAsked {
  title: string;
  when: string;
  /** How each of the four tests is done. */
  tests: readonly string[];
  stop: string;
}

export interface WhichSession {
  session: SessionId;
  level: Level | null;
}

/** What the course's own data says of a session, beside its letter. Pure. */
export interface CourseWords {
  /** "Session 12: Hold a weight". */
  titleOf(which: WhichSession, country: Country): string;
  /** Null where the session asks for none. */
  numbersOf(which: WhichSession, country: Country): NumbersAsked | null;
}
