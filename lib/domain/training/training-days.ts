import { WEEKDAYS, type Weekday } from '../calendar.ts';
import { weekdayNamed } from '../joining/typed-words.ts';

/** What she does it after or before. Closed, so that it tells nothing of her beyond the time of day. */
export const CUES = [
  'before-breakfast',
  'after-breakfast',
  'at-lunchtime',
  'after-dinner',
  'before-bed',
] as const;
export type Cue = (typeof CUES)[number];

/** `HH:MM`, 24 hours, on her clock. */
export type ClockTime = string;

/** When she means to train: what she chose, and nothing that is held against her. */
export interface TrainingDays {
  /** One or two, the earlier in the week first. */
  days: readonly [Weekday] | readonly [Weekday, Weekday];
  time: ClockTime;
  cue: Cue | null;
  /** Her calendar reminds her ten minutes before; only where she asks for it. */
  remind: boolean;
}

/** The time that stands for a cue where she gives none. */
const TIME_OF_CUE: Readonly<Record<Cue, ClockTime>> = {
  'before-breakfast': '07:00',
  'after-breakfast': '09:30',
  'at-lunchtime': '12:30',
  'after-dinner': '19:30',
  'before-bed': '21:00',
};
const TIME_OF_NOBODY: ClockTime = '09:30';

const REMIND = 'remind';

/** `tue fri 09:30 after-breakfast remind`: as it is stored, exported and imported. The inverse of {@link trainingFromText}. */
export function trainingToText({ days, time, cue, remind }: TrainingDays): string {
  const names = days.map((day) => WEEKDAYS[day - 1] ?? '');
  return [...names, time, ...(cue === null ? [] : [cue]), ...(remind ? [REMIND] : [])].join(' ');
}

/** Null for a text that is no training days. The words may stand in any order; a time that is left out is the cue's. */
export function trainingFromText(text: string): TrainingDays | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;+]+/)
    .filter((word) => word !== '');
  const days: Weekday[] = [];
  let [time, cue, remind]: [ClockTime | null, Cue | null, boolean] = [null, null, false];
  for (const word of words) {
    const day = weekdayNamed(word);
    const clock = clockTime(word);
    const known = CUES.find((one) => one === word) ?? null;
    if (day !== null) days.push(day);
    else if (clock !== null && time === null) time = clock;
    else if (known !== null && cue === null) cue = known;
    else if (word === REMIND && !remind) remind = true;
    else return null;
  }
  const chosen = chosenDays(days);
  return chosen === null ? null : { days: chosen, time: time ?? timeOf(cue), cue, remind };
}

/** One or two different days in the order of the week; null for none and for more. */
export function chosenDays(days: readonly Weekday[]): TrainingDays['days'] | null {
  const [first, second, ...more] = [...new Set(days)].sort((one, other) => one - other);
  if (first === undefined || more.length > 0) return null;
  return second === undefined ? [first] : [first, second];
}

export function timeOf(cue: Cue | null): ClockTime {
  return cue === null ? TIME_OF_NOBODY : TIME_OF_CUE[cue];
}

/** `9:30`, `09:30`, `9.30am`, `7 pm` or `19`, as `HH:MM`; null for what is no time of day. */
export function clockTime(text: string): ClockTime | null {
  const [, hourText, minuteText = '00', half] =
    /^(\d{1,2})(?:[:.](\d{2}))?(?::00)? ?(am|pm)?$/i.exec(text.trim()) ?? [];
  if (hourText === undefined) return null;
  const hour = half === undefined ? Number(hourText) : hourOfHalf(Number(hourText), half);
  const minute = Number(minuteText);
  if (hour === null || hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minuteText}`;
}

function hourOfHalf(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}
