import type { Answer, PauseWeeks } from '../domain/answers.ts';
import type { Country } from '../domain/course.ts';
import type { Decision } from '../domain/placement/decision.ts';
import type { About } from '../domain/subscriber.ts';

/** Every link of a lesson, absolute. */
export interface LessonLinks {
  unsubscribe: string;
  lesson: string;
  preferences: string;
  feedback: Readonly<Record<Answer, string>>;
  pause: Readonly<Record<PauseWeeks, string>>;
  privacy: string;
}

/** What a lesson is written from. */
export interface LessonLetter {
  decision: Decision;
  record: About;
  /** Number of the lesson in its run, from 1. */
  number: number;
  links: LessonLinks;
}

export interface Letter {
  subject: string;
  html: string;
  text: string;
}

/** Writes what she reads. Pure: the templates are compiled when the project is built. Throws on a broken one. */
export interface Letters {
  lesson(letter: LessonLetter): Letter;
  /** No name in it (Q43): a stranger may have typed the address. */
  confirmation(letter: { country: Country; confirmUrl: string; privacyUrl: string }): Letter;
  /** The fresh link for export or erasure (Q36). */
  dataLink(letter: { country: Country; dataUrl: string; privacyUrl: string }): Letter;
  /** What a session is called in her country's words: "Session 12: hold a weight". */
  titleOf(decision: Pick<Decision, 'session' | 'level'>, country: Country): string;
}
