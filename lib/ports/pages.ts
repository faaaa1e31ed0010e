import type { Answer } from '../domain/answers.ts';
import type { Instant, LocalDate, Weekday } from '../domain/calendar.ts';
import type { Country } from '../domain/countries.ts';
import type { Level, Pace, SessionId } from '../domain/course.ts';
import type { Typed } from '../domain/joining/field.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { LessonLetter } from './letters.ts';

/** What the web function shows, beside the ports of the use cases: one page for each thing she may meet. */

/** A message at each field that needs another look, in her words. */
export type Problems = Readonly<Record<string, string>>;

/** The next lesson, as far as it is known now. */
export interface Upcoming {
  on: LocalDate;
  hour: number;
  session: SessionId;
  /** What the session is called in her country's words. */
  title: string;
}

/** What may be shown of her: never the name, never the date (weekly mails get forwarded). */
export interface HerPreferences {
  state: Subscriber['state'];
  pausedUntil: LocalDate | null;
  next: Upcoming | null;
  country: Country;
  /** What she told and may see, by the inputs of the form. */
  fields: Typed;
  /** Null outside the loop. */
  level: Level | null;
  /** The lengths of a pause, in weeks. */
  pauses: readonly number[];
  hasBirthDate: boolean;
  unsubscribeUrl: string;
  /** Her week, where her days are chosen. */
  weekUrl: string;
}

/** What a saved change says back. */
export interface Saved {
  /** What raises her ceiling: a link was mailed for her yes, or too many were today. Null: nothing does. */
  asked: 'mailed' | 'too-often' | null;
  paused: boolean;
  resumed: boolean;
  /** The session's title when her date or pace changed (docs/rules/placement.md#changes); null when they stay. */
  movedTo: string | null;
}

/** What the preferences page shows, and where it leads. */
export interface PreferencesView extends HerPreferences {
  /** Where the button for a fresh link to her data posts. */
  linkPath: string;
  /** The pages that ask once whether a reason to leave is hers. */
  exits: readonly { exit: string; path: string }[];
  /** The page that asks whether to leave out all mention of a baby. */
  noBabyPath: string;
}

/** What the page behind an answer says next, and where it leads: her preferences, and the session she answered. */
interface AnsweredLinks {
  country: Country;
  next: Upcoming | null;
  preferencesUrl: string;
  lessonUrl: string;
}

/**
 * What keeps an answer from leading where it usually does. `no-step-back`: too much, at a session without an easier one
 * before it. `held`: she waits for clearance, and stays.
 */
export type AnswerException = 'no-step-back' | 'held';

export type Page =
  | {
      kind: 'sign-up';
      quiet: boolean;
      typed: Typed;
      problems: Problems;
      limited: boolean;
      now: Instant;
      /** By the machine's clock, for the time it takes to fill in. */
      shownAt: Instant;
    }
  | { kind: 'check-your-inbox' }
  | { kind: 'confirm'; birthDate: LocalDate | null; weeksAgo: number | null; country: Country }
  | {
      kind: 'confirmed';
      country: Country;
      already: boolean;
      next: Upcoming;
      /** When her weekly mail comes. */
      every: { weekday: Weekday; hour: number };
      preferencesUrl: string;
      /** Her days, where they are chosen, and her calendar. */
      plan: { weekUrl: string; calendarUrl: string; training: string | null };
    }
  | { kind: 'confirm-gone' }
  | { kind: 'confirm-blocked' }
  | { kind: 'unsubscribe' }
  | { kind: 'left'; country: Country | null }
  | { kind: 'left-by-exit'; exit: string; country: Country | null }
  | { kind: 'leave-damaged'; typed: Typed; problems: Problems }
  | { kind: 'leave-link-sent' }
  | { kind: 'no-baby-mentions' }
  | { kind: 'no-baby-mentions-saved' }
  | { kind: 'exit'; exit: string; path: string }
  | {
      kind: 'change';
      birthDate: LocalDate | null;
      weeksAgo: number | null;
      pace: Pace | null;
      country: Country;
    }
  | { kind: 'changed'; movedTo: string }
  | { kind: 'erased' }
  | { kind: 'lesson'; letter: LessonLetter; sample: boolean }
  /** `weeksMissing`: she has to choose how long she was away. */
  | { kind: 'feedback'; answer: Answer; country: Country; weeksMissing: boolean }
  | ({ kind: 'answered'; answer: Answer; exception: AnswerException | null } & AnsweredLinks)
  | ({ kind: 'answered-late' } & AnsweredLinks)
  | { kind: 'preferences'; view: PreferencesView; typed: Typed; problems: Problems; saved: Saved | null }
  | { kind: 'link-sent' }
  | { kind: 'link-limit' }
  | { kind: 'pause'; weeks: number }
  | { kind: 'paused'; country: Country; until: LocalDate; next: Upcoming | null; preferencesUrl: string }
  | { kind: 'data' }
  | { kind: 'data-spent' }
  | { kind: 'privacy' }
  | { kind: 'help'; help: HelpView }
  | { kind: 'embed' }
  | { kind: 'not-found' }
  | { kind: 'link-unknown' }
  | { kind: 'wrong-method' }
  | { kind: 'too-large' }
  | { kind: 'broken' };

/** A help page of the course, as the build wrote it in one country's words. */
export interface HelpView {
  title: string;
  lead: string;
  /** BCP 47, for `lang`. */
  lang: string;
  body: { html: string };
}

export interface Asset {
  type: string;
  body: Uint8Array;
}

/** A statement of consent as it was shown, and what proves which one (Q33). */
export interface ConsentStatement {
  version: string;
  text: string;
  /** SHA-256 of the text, hex. */
  hash: string;
}

/** Writes pages. Pure: the templates are compiled when the project is built. */
export interface Pages {
  /** A whole HTML document. */
  render(page: Page): string;
  /** What lies under `/assets/`, by its path below that; its name carries its hash, so it never changes. */
  asset(name: string): Asset | null;
  /** Oldest first; the last is the one the form shows. */
  consents: readonly ConsentStatement[];
}
