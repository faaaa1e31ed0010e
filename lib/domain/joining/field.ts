import type { Instant, TimeZone } from '../calendar.ts';
import type { Countries, Country, DateOrder } from '../countries.ts';
import type { FormRules } from '../course.ts';
import type { About } from '../subscriber.ts';
import type { Problem } from './problem.ts';

export type FieldName = keyof About;

/** Where she, or a list, may say what a field holds. */
export type Door = 'sign-up' | 'preferences' | 'import';

/** What was typed: each input of a form or column of a list once, as text. */
export type Typed = Readonly<Record<string, string>>;

/** What a field may look at while it reads. */
export interface Asked {
  course: FormRules;
  door: Door;
  typed: Typed;
  now: Instant;
  /** What her record says, in the preferences; null where nothing is known of her yet. */
  current: { country: Country; timeZone: TimeZone; mayRemoveDate: boolean } | null;
  /** How the dates of a list are written, where the operator says so. */
  listOrder: DateOrder;
}

export type Answer<Value> = { value: Value } | { problem: Problem };

/** `nothing` was typed: at sign-up and import the default stands, in the preferences what she has. */
export type Reading<Value> = Answer<Value> | 'nothing';

/** Which control of a form asks for it. `date` brings a tick for "no date" along. */
export type Control = 'text' | 'date' | 'radio' | 'select';

/** One thing that she tells us about herself: how it is asked, read, written and stored. */
export interface Field<Value extends string | number | boolean | null> {
  /** The inputs of a form, and columns of a list, that say it. */
  inputs: readonly [string, ...string[]];
  control: Control;
  /** What the browser may fill in by itself. */
  autocomplete: string | null;
  /**
   * Whether the sign-up form asks for it at once, where it must be filled in, or in its folded part, or its script fills it
   * in. The preferences and an import ask for every field.
   */
  atSignUp: 'asked' | 'folded' | 'by-script' | 'left-out';
  /** The part of the preferences page where it is asked; null: it has a form of its own. */
  section: Section | null;
  /** Never shown on a page, because weekly mails get forwarded. */
  hidden: boolean;
  /** The choices, as {@link write} writes them; null where anything may be typed. */
  options(door: Door, countries: Countries): readonly string[] | null;
  read(asked: Asked): Reading<Value>;
  /** The default at sign-up and import, or what is wrong with leaving it out. */
  whenNothing(asked: Asked): Answer<Value>;
  /** The inverse of {@link read}: what each input would hold. */
  write(value: Value, door: Door): Typed;
}

export const SECTIONS = ['when', 'what', 'you'] as const;
export type Section = (typeof SECTIONS)[number];

/** What was typed in one input, without the blanks around it; empty when it is missing. */
export function typedIn(typed: Typed, input: string): string {
  return typed[input]?.trim() ?? '';
}
