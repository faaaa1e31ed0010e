import type { FormWords } from '../domain/joining/field-words.ts';
import type { ProblemWords } from '../domain/joining/problem-words.ts';

/** What the code of the site says, in the words of the course; what its templates say was put into them when it was built. */
export interface SiteWords {
  forms: FormWords;
  problems: SiteProblems;
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
