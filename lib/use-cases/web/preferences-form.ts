import { pauseWeeksOf } from '../../domain/answers.ts';
import { type Instant, isTimeZone, type Weekday } from '../../domain/calendar.ts';
import type { Course, Level } from '../../domain/course.ts';
import { readBirthDate } from '../../domain/joining/birth-date.ts';
import { type Change, mayRemoveDate } from '../../domain/joining/preferences.ts';
import type { Receiving } from '../../domain/subscriber.ts';
import { type FieldProblems, type Fields, given, readCountry, readName } from './sign-up-form.ts';

export type PreferencesReading =
  | { kind: 'ok'; change: Change }
  | { kind: 'invalid'; problems: FieldProblems };

/** Maps and no plain objects: an object has an answer to `constructor` as well. */
const DAYS: ReadonlyMap<string, Weekday> = new Map([
  ...([
    ['mon', 1],
    ['tue', 2],
    ['wed', 3],
    ['thu', 4],
    ['fri', 5],
    ['sat', 6],
    ['sun', 7],
  ] as const),
]);
const LEVELS: ReadonlyMap<string, Level> = new Map([
  ['1', 1],
  ['2', 2],
  ['3', 3],
] as const);

/** Reads what she asks to change. Absent is kept, and so are an empty name and an empty date: they are never shown. */
export function readPreferences(
  course: Course,
  fields: Fields,
  her: Receiving,
  now: Instant,
): PreferencesReading {
  const problems: FieldProblems = {};
  const change: Change = {};
  for (const read of READERS) read({ course, fields, her, now, problems, change });
  return Object.keys(problems).length > 0 ? { kind: 'invalid', problems } : { kind: 'ok', change };
}

interface Reading {
  course: Course;
  fields: Fields;
  her: Receiving;
  now: Instant;
  problems: FieldProblems;
  change: Change;
}

const READERS: readonly ((reading: Reading) => void)[] = [
  readWhen,
  readZone,
  readPace,
  readLevel,
  readMentions,
  readWhere,
  readNameChange,
  readDay,
  readRest,
  readPregnant,
];

function readWhen({ fields, problems, change }: Reading): void {
  const day = fields['sendDay']?.trim();
  if (day === '') change.sendDay = null;
  else if (day !== undefined) {
    const known = DAYS.get(day.toLowerCase());
    if (known === undefined) problems['sendDay'] = 'Choose a day of the week.';
    else change.sendDay = known;
  }
  const hour = given(fields, 'sendHour');
  if (hour === '') return;
  if (!/^(?:\d|1\d|2[0-3]|0\d)$/.test(hour)) problems['sendHour'] = 'Choose an hour from 0 to 23.';
  else change.sendHour = Number(hour);
}

function readZone({ fields, problems, change }: Reading): void {
  const zone = given(fields, 'timeZone');
  if (zone === '') return;
  if (/^[A-Za-z]/.test(zone) && isTimeZone(zone)) change.timeZone = zone;
  else problems['timeZone'] = 'Choose a time zone from the list.';
}

function readPace({ fields, problems, change }: Reading): void {
  const pace = given(fields, 'pace');
  if (pace === 'standard' || pace === 'gentle') change.pace = pace;
  else if (pace !== '') problems['pace'] = 'Choose standard or gentle.';
}

function readLevel({ fields, problems, change }: Reading): void {
  const typed = given(fields, 'level');
  const level = LEVELS.get(typed);
  if (level !== undefined) change.level = level;
  else if (typed !== '') problems['level'] = 'Choose light, medium or heavier.';
}

function readMentions({ fields, problems, change }: Reading): void {
  const mentions = given(fields, 'babyMentions');
  if (mentions === 'on' || mentions === 'off') change.babyMentions = mentions === 'on';
  else if (mentions !== '') problems['babyMentions'] = 'Choose on or off.';
}

function readWhere({ fields, problems, change }: Reading): void {
  const typed = given(fields, 'country');
  const country = readCountry(typed);
  if (country !== null) change.country = country;
  else if (typed !== '') problems['country'] = 'Choose where you live from the list.';
}

function readNameChange({ fields, problems, change }: Reading): void {
  const name = readName(fields, problems);
  if (name !== null) change.firstName = name;
}

function readDay({ course, fields, her, now, problems, change }: Reading): void {
  const typed = given(fields, 'birthDate');
  const none = given(fields, 'noDate');
  if (none !== '' && none !== 'yes') problems['noDate'] = 'Tick the box or leave it.';
  else if (none === 'yes' && typed !== '')
    problems['birthDate'] = 'You gave a day and ticked the box. Please keep one of the two.';
  else if (none === 'yes' && !mayRemoveDate(course, her, now))
    problems['noDate'] =
      'In the first year the day keeps sessions from coming too early, so it stays. You can change it.';
  else if (none === 'yes') change.birthDate = null;
  else if (typed !== '') {
    const read = readBirthDate(typed, now, change.timeZone ?? her.timeZone);
    if (read.kind === 'ok') change.birthDate = read.date;
    else problems['birthDate'] = read.message;
  }
}

function readRest({ fields, problems, change }: Reading): void {
  const typed = given(fields, 'pause');
  const resume = given(fields, 'resume');
  const weeks = pauseWeeksOf(typed);
  if (typed !== '' && weeks === null) problems['pause'] = 'Choose 2, 4 or 8 weeks.';
  else if (weeks !== null && resume === 'yes') problems['pause'] = 'Pause or start again: choose one.';
  else if (weeks !== null) change.pause = weeks;
  else if (resume === 'yes') change.resume = true;
  else if (resume !== '') problems['resume'] = 'To start again, use the button.';
}

/** Her yes is read before the rest of the form: it leaves, and nothing else is asked. */
function readPregnant({ fields, problems }: Reading): void {
  const typed = given(fields, 'pregnant');
  if (typed !== '' && typed !== 'yes') problems['pregnant'] = 'To tell us you are pregnant, use the button.';
}
