import type { Problem, ProblemCode } from './problem.ts';

/** What a problem says to her, at the field; and to the operator, behind the name of the column. */
interface ProblemWords {
  her: string;
  list: string;
}

/** `{choices}` stands for the choices that the problem names. */
const WORDS: Readonly<Record<ProblemCode, ProblemWords>> = {
  'email-unreadable': {
    her: 'Check your email: it should look like name@example.com.',
    list: 'not an address that mail can go to',
  },
  'name-too-long': {
    her: 'Please use a shorter first name: 50 letters at most.',
    list: 'a first name only, 50 letters at most',
  },
  'name-not-a-name': {
    her: 'Please type your first name only, with a space after each dot, or leave this empty.',
    list: 'a first name only, 50 letters at most',
  },
  'name-damaged': {
    her: 'A letter of your name was lost on the way. Please type it again.',
    list: 'a letter was lost; save the list as "CSV UTF-8"',
  },
  'date-missing': {
    her: 'Give the day you gave birth, or tick the box.',
    list: 'missing; give a date, or yes under noDate',
  },
  'date-and-tick': {
    her: 'You gave a day and ticked the box. Please keep one of the two.',
    list: 'given along with noDate; keep one of the two',
  },
  'tick-unknown': { her: 'Tick the box or leave it.', list: 'yes, or empty' },
  'date-unreadable': {
    her: 'Please write the day, month and year, like 5 March 2026.',
    list: 'write it as 2026-01-31, with day, month and year',
  },
  'date-impossible': {
    her: 'That day is not in the calendar. Please check the day, month and year.',
    list: 'not a day of the calendar',
  },
  'date-too-early': {
    her: 'That is more than a hundred years ago. Please check the year.',
    list: 'more than a hundred years ago',
  },
  'date-ambiguous': {
    her: 'Do you mean {choices}? Please write the month as a word, like that.',
    list: 'may mean {choices}; write it as 2026-01-31, or say how the list writes dates with --dates',
  },
  'date-future': {
    her: 'That day is still to come. This course is for after birth: come back when baby is here.',
    list: 'still to come',
  },
  'date-must-stay': {
    her: 'In the first year the day keeps sessions from coming too early, so it stays. You can change it.',
    list: 'cannot be removed in the first year',
  },
  'pace-unknown': { her: 'Choose standard or gentle.', list: 'standard or gentle' },
  'country-missing': {
    her: 'Choose where you live, so that help lines are right.',
    list: 'one of {choices}',
  },
  'zone-unknown': {
    her: 'Choose a time zone from the list.',
    list: 'not an IANA name such as Europe/London',
  },
  'day-unknown': { her: 'Choose a day of the week.', list: 'one of {choices}, or empty' },
  'hour-unknown': { her: 'Choose an hour from 0 to 23.', list: 'an hour from 0 to 23' },
  'mentions-unknown': { her: 'Choose yes or no, or leave both blank.', list: 'yes or no' },
  'field-for-machines': {
    her: 'Please empty this field: it is for machines. Then tap the button again.',
    list: 'leave it empty',
  },
  'level-unknown': { her: 'Choose light, medium or heavier.', list: '1, 2 or 3' },
  'pause-unknown': { her: 'Choose 2, 4 or 8 weeks.', list: '2, 4 or 8' },
  'pause-and-resume': { her: 'Pause or start again: choose one.', list: 'pause or resume, not both' },
  'resume-unknown': { her: 'To start again, use the button.', list: 'yes, or empty' },
  'pregnant-unknown': { her: 'To tell us you are pregnant, use the button.', list: 'yes, or empty' },
  'consent-missing': {
    her: 'Tick this box if you agree. Without it we may not write to you.',
    list: 'yes',
  },
  'training-unreadable': {
    her: 'Choose one or two days, and a time like 9:30.',
    list: 'one or two days and a time, such as "tue fri 09:30 after-breakfast"',
  },
  'number-unreadable': { her: 'Write a number, like 12 or 4.5, or leave it empty.', list: 'a number' },
  'choice-unknown': { her: 'Choose {choices}.', list: 'one of {choices}' },
};

/** A message for each field that needs another look, in her words; of two at one field, the first. */
export function messagesFor(problems: readonly Problem[]): Record<string, string> {
  const messages = new Map<string, string>();
  for (const problem of problems)
    if (!messages.has(problem.input))
      messages.set(problem.input, withChoices(problem, WORDS[problem.code].her, ' or '));
  return Object.fromEntries(messages);
}

/** One line for the operator: the column, and what to write there. */
export function listMessageFor(problem: Problem): string {
  return `${problem.input}: ${withChoices(problem, WORDS[problem.code].list, ' ')}`;
}

function withChoices({ code, choices = [] }: Problem, words: string, between: string): string {
  const list = choices.join(code === 'date-ambiguous' ? ' or ' : between);
  return words.replace('{choices}', () => list);
}
