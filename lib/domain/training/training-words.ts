import { WEEKDAYS, type Weekday } from '../calendar.ts';
import { filled } from '../sentences.ts';
import { type ClockTime, type Cue, type TrainingDays, trainingFromText } from './training-days.ts';

/** How her training days read, on pages and in her mail. */

export interface DayWords {
  weekdays: Readonly<Record<(typeof WEEKDAYS)[number], string>>;
  both: string;
  cues: Readonly<Record<Cue, string>>;
  /** `{hour}` counts to twelve, `{hour24}` to 23; those that are past the hour have a `{minute}` too. */
  times: Readonly<Record<'morning' | 'morning-past' | 'afternoon' | 'afternoon-past', string>>;
}

function dayName({ weekdays }: Pick<DayWords, 'weekdays'>, day: Weekday): string {
  const code = WEEKDAYS[day - 1];
  return code === undefined ? '' : weekdays[code];
}

/** "Tuesday and Friday". */
export function daysInWords(
  { days: [first, second] }: Pick<TrainingDays, 'days'>,
  words: Pick<DayWords, 'weekdays' | 'both'>,
): string {
  if (second === undefined) return dayName(words, first);
  return filled(words.both, { first: dayName(words, first), second: dayName(words, second) });
}

/** "Tuesday and Friday, after breakfast, 9:30am". */
export function trainingInWords({ days, time, cue }: TrainingDays, words: DayWords): string {
  const tied = cue === null ? [] : [words.cues[cue]];
  return [daysInWords({ days }, words), ...tied, timeInWords(time, words)].join(', ');
}

/** "9:30am", "7pm", "12:05am". */
export function timeInWords(time: ClockTime, { times }: Pick<DayWords, 'times'>): string {
  const [hour24 = 0, minute = 0] = time.split(':').map(Number);
  const [half, past] =
    hour24 < 12 ? (['morning', 'morning-past'] as const) : (['afternoon', 'afternoon-past'] as const);
  return filled(times[minute === 0 ? half : past], {
    hour: `${hour24 % 12 === 0 ? 12 : hour24 % 12}`,
    hour24: `${hour24}`,
    minute: `${minute}`.padStart(2, '0'),
  });
}

/** The same of what her record holds; null where she has chosen none. */
export function storedTrainingInWords(stored: string | null, words: DayWords): string | null {
  const training = trainingFromText(stored ?? '');
  return training === null ? null : trainingInWords(training, words);
}
