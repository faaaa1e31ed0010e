import type { Answer, AwayWeeks } from '../domain/answers.ts';

/** What the pages behind the buttons of a lesson ask and say, in one country's words (docs/rules/content.md#pages-behind-the-buttons). */
export interface ButtonWords {
  answers: Readonly<Record<Exclude<Answer, 'away'>, AnswerWords>>;
  away: {
    asked: string;
    explain: string;
    heading: string;
    said: string;
    missing: string;
    weeks: Readonly<Record<AwayWeeks, string>>;
    symptom: string;
  };
  /** The button of an earlier lesson: nothing was changed. */
  earlier: { heading: string; said: string };
  /** Who helps with what hurts, leaks or feels heavy. */
  help: { lead: string; text: string; rest: string; easier: string };
  exits: Readonly<Record<string, ExitWords>>;
  pages: Readonly<Record<ButtonPage, Readonly<Record<string, string>>>>;
}

export interface AnswerWords {
  asked: string;
  explain: string;
  button: string;
  heading: string;
  said: string;
  /** In place of `said` where there is no step back to take; null where there always is one. */
  saidFirst: string | null;
}

/** What is said around one reason to leave. */
export interface ExitWords {
  /** On its link in a mail; null where this reader is not offered it there. */
  mail: string | null;
  settings: string;
  ask: Readonly<Record<string, string>>;
  left: Readonly<Record<string, string>>;
}

export const BUTTON_PAGES = [
  'pause',
  'paused',
  'no-baby',
  'no-baby-saved',
  'unsubscribe',
  'left',
  'damaged',
  'link-sent',
] as const;
export type ButtonPage = (typeof BUTTON_PAGES)[number];
