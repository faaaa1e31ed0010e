import type { Country } from '../domain/countries.ts';
import type { Typed } from '../domain/joining/field.ts';
import type { Compared } from '../domain/training/her-numbers.ts';
import type { Done, HerYear } from '../domain/training/her-year.ts';
import type { TrainingDays } from '../domain/training/training-days.ts';
import type { NumbersAsked } from './course-words.ts';
import type { ConsentStatement, Problems } from './pages.ts';

/** What her week's page shows. Weekly mails get forwarded: no number that she wrote is among it. */
export interface HerWeekShown {
  country: Country;
  /** Null before her first lesson. */
  lesson: { title: string; url: string; done: Done; asks: NumbersAsked | null; written: boolean } | null;
  training: TrainingDays | null;
  paused: boolean;
  preferencesUrl: string;
}

/** What was just done, and is said back. */
export type WeekSaved =
  | { what: 'tick' }
  | { what: 'days' }
  | { what: 'numbers'; compared: readonly Compared[] };

export type TrainingPage =
  | { kind: 'week'; week: HerWeekShown; typed: Typed; problems: Problems; saved: WeekSaved | null }
  /** Before days or numbers are kept for the first time: the words, and what she wanted kept, to be sent again. */
  | { kind: 'week-consent'; statement: ConsentStatement; wanted: Typed }
  | { kind: 'year-link-sent' }
  | { kind: 'link-limit' }
  | {
      kind: 'year';
      country: Country;
      year: HerYear;
      /** What each session of her marks is called. */
      titleOf: (session: HerYear['marks'][number]) => string;
      training: TrainingDays | null;
      calendarUrl: string;
      weekUrl: string;
    }
  | { kind: 'calendar-gone' }
  | { kind: 'not-found' }
  | { kind: 'link-unknown' }
  | { kind: 'wrong-method' }
  | { kind: 'too-large' }
  | { kind: 'broken' };

/** Writes the pages of her plan. Pure: the templates are compiled when the project is built. */
export interface TrainingPages {
  render(page: TrainingPage): string;
  /** The words under which her days and numbers are kept; the last are asked for now. */
  consents: readonly ConsentStatement[];
}
