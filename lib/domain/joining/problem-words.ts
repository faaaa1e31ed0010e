import type { Problem, ProblemCode } from './problem.ts';

/** What a problem says to her at its field, in the words of the course. `{choices}` stands for those that the problem names. */
export interface ProblemWords {
  /** Between two choices. */
  or: string;
  /** `consent-changed`: she agreed to words that are not shown any more. */
  fields: Readonly<Record<ProblemCode | 'consent-changed', string>>;
}

/** What it says to the operator, behind the name of the column. */
const LIST: Readonly<Record<ProblemCode, string>> = {
  'email-unreadable': 'not an address that mail can go to',
  'name-too-long': 'a first name only, 50 letters at most',
  'name-not-a-name': 'a first name only, 50 letters at most',
  'name-damaged': 'a letter was lost; save the list as "CSV UTF-8"',
  'date-missing': 'missing; give a date, or yes under noDate',
  'date-and-tick': 'given along with noDate; keep one of the two',
  'tick-unknown': 'yes, or empty',
  'date-unreadable': 'write it as 2026-01-31, with day, month and year',
  'date-impossible': 'not a day of the calendar',
  'date-too-early': 'more than a hundred years ago',
  'date-ambiguous':
    'may mean {choices}; write it as 2026-01-31, or say how the list writes dates with --dates',
  'date-future': 'still to come',
  'date-must-stay': 'cannot be removed in the first year',
  'pace-unknown': 'standard or gentle',
  'country-missing': 'one of {choices}',
  'zone-unknown': 'not an IANA name such as Europe/London',
  'day-unknown': 'one of {choices}, or empty',
  'hour-unknown': 'an hour from 0 to 23',
  'mentions-unknown': 'yes or no',
  'field-for-machines': 'leave it empty',
  'level-unknown': '1, 2 or 3',
  'pause-unknown': 'one of {choices}',
  'pause-and-resume': 'pause or resume, not both',
  'resume-unknown': 'yes, or empty',
  'exit-unknown': 'yes, or empty',
  'consent-missing': 'yes',
  'training-unreadable': 'one or two days and a time, such as "tue fri 09:30 after-breakfast"',
  'number-unreadable': 'a number',
  'choice-unknown': 'one of {choices}',
};

/** A message for each field that needs another look, in her words; of two at one field, the first. */
export function messagesFor(
  problems: readonly Problem[],
  { or, fields }: ProblemWords,
): Record<string, string> {
  const messages = new Map<string, string>();
  for (const problem of problems)
    if (!messages.has(problem.input))
      messages.set(problem.input, withChoices(problem, fields[problem.code], ` ${or} `));
  return Object.fromEntries(messages);
}

/** One line for the operator: the column, and what to write there. */
export function listMessageFor(problem: Problem): string {
  const between = problem.code === 'date-ambiguous' ? ' or ' : ' ';
  return `${problem.input}: ${withChoices(problem, LIST[problem.code], between)}`;
}

function withChoices({ choices = [] }: Problem, words: string, between: string): string {
  return words.replace('{choices}', () => choices.join(between));
}
