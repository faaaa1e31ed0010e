import type { FormWords } from '../domain/joining/field-words.ts';
import type { ProblemWords } from '../domain/joining/problem-words.ts';
import type { Plural } from '../domain/plural.ts';
import type { Milestone } from '../domain/training/her-year.ts';
import type { NumberWords } from '../domain/training/number-words.ts';
import type { DayWords } from '../domain/training/training-words.ts';

/** What the code of the site says, in the words of the course; what its templates say was put into them when it was built. */
export interface SiteWords {
  forms: FormWords;
  problems: SiteProblems;
  /** How her training days read. */
  days: DayWords;
  plan: TrainingSiteWords;
}

/** `words/plan.yaml`. */
export interface PlanWords {
  days: Omit<DayWords, 'weekdays'>;
  choose: Readonly<Record<'first' | 'second' | 'cue' | 'no-day' | 'no-cue', string>>;
  ticks: { once: string; twice: string } & Readonly<
    Record<'taken-back' | 'ticked-once' | 'ticked-twice', { heading: string; line?: string | undefined }>
  >;
  saved: Readonly<Record<'days' | 'no-days' | 'numbers' | 'no-numbers' | 'beside', string>>;
  numbers: Omit<NumberWords, 'language'> &
    Readonly<Record<'carry-weight' | 'carry-distance' | 'not-written', string>>;
  year: YearWords;
  /** All that her calendar says. */
  calendar: string;
}

export interface YearWords {
  summary: string;
  'summary-without-ticks': string;
  weeks: Plural;
  ticks: Plural;
  'only-year': string;
  'nth-year': string;
  mark: string;
  'mark-once': string;
  'mark-twice': string;
  milestones: Readonly<Record<Milestone, string>>;
}

/** The same for the pages of her plan, which count in the language of home. */
export interface TrainingSiteWords extends Omit<PlanWords, 'days'> {
  numbers: PlanWords['numbers'] & { language: string };
  year: YearWords & { language: string };
}

/** Everything that may be wrong. */
export interface SiteProblems extends ProblemWords {
  pages: Readonly<Record<WrongPage, Message>>;
  /** For a program that asked for JSON. `{choices}` stands for what may be asked. */
  programs: Readonly<Record<Refusal, string>>;
}

export type WrongPage =
  | 'not-found'
  | 'link-unknown'
  | 'wrong-method'
  | 'too-large'
  | 'broken'
  | 'calendar-gone';

export interface Message {
  title: string;
  lines: readonly string[];
  action: string;
}

export type Refusal =
  | WrongPage
  | 'link-used'
  | 'link-run-out'
  | 'too-many'
  | 'too-many-sign-ups'
  | 'fields'
  | 'do-unknown';
