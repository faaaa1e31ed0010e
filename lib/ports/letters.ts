import type { Answer } from '../domain/answers.ts';
import type { Country } from '../domain/countries.ts';
import type { Decision } from '../domain/placement/decision.ts';
import type { About } from '../domain/subscriber.ts';

/** Every link of a lesson, absolute. */
export interface LessonLinks {
  unsubscribe: string;
  lesson: string;
  /** Her week, where she ticks the session off. */
  week: string;
  preferences: string;
  feedback: Readonly<Record<Answer, string>>;
  /** To pause: a slash and the weeks come behind it. */
  pause: string;
  noBabyMentions: string;
  /** By the reason to leave. */
  exits: Readonly<Record<string, string>>;
  privacy: string;
  /** A whole session that anyone may read: it knows nothing of her. */
  sample: string;
  /** What the help pages' addresses begin with. */
  help: string;
}

/** What a lesson is written from. */
export interface LessonLetter {
  decision: Decision;
  record: About;
  /** Number of the lesson in its run, from 1. */
  number: number;
  links: LessonLinks;
}

/** What a note says, in one country's words. */
export interface NoteText {
  subject: string;
  body: readonly NoteBlock[];
}

/** Text once for HTML (escaped, with tags) and once for plain text. */
interface Marked {
  html: string;
  text: string;
}

export type NoteBlock =
  | { kind: 'heading'; text: Marked }
  | { kind: 'paragraph'; text: Marked }
  | { kind: 'list'; items: readonly Marked[] };

export interface NoteLinks {
  unsubscribe: string;
  preferences: string;
  privacy: string;
}

export interface Letter {
  subject: string;
  html: string;
  text: string;
}

/**
 * What a fresh link is for: to see or erase her data, to leave when the link of a mail is damaged, to change what
 * raises her ceiling, to see her year and her calendar's address.
 */
export const LINK_ABOUT = ['data', 'leave', 'change', 'year'] as const;
export type LinkAbout = (typeof LINK_ABOUT)[number];

/** Writes what she reads. Pure: the templates are compiled when the project is built. Throws on a broken one. */
export interface Letters {
  lesson(letter: LessonLetter): Letter;
  /** No name in it (Q43): a stranger may have typed the address. */
  confirmation(letter: { country: Country; confirmUrl: string; privacyUrl: string }): Letter;
  /** A fresh link, for what a weekly mail may not do since it may be passed on (Q36, Q58). */
  link(letter: { about: LinkAbout; country: Country | null; url: string; privacyUrl: string }): Letter;
  /** A note to many, in the frame of a lesson. */
  note(letter: { note: NoteText; record: About; links: NoteLinks }): Letter;
  /** What a session is called in her country's words: "Session 12: Hold a weight". */
  titleOf(decision: Pick<Decision, 'session' | 'level'>, country: Country): string;
}
