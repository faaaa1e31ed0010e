import type { Weekday } from '../calendar.ts';
import { type ClockTime, type Cue, type TrainingDays, trainingFromText } from './training-days.ts';

/** How her training days read, on pages and in her mail. */

const DAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const CUE_WORDS: Readonly<Record<Cue, string>> = {
  'before-breakfast': 'before breakfast',
  'after-breakfast': 'after breakfast',
  'at-lunchtime': 'at lunchtime',
  'after-dinner': 'after dinner',
  'before-bed': 'before bed',
};

export function dayName(day: Weekday): string {
  return DAY_NAMES[day - 1] ?? '';
}

/** "Tuesday and Friday". */
export function daysInWords({ days }: Pick<TrainingDays, 'days'>): string {
  return days.map(dayName).join(' and ');
}

/** "Tuesday and Friday, after breakfast, 9:30am". */
export function trainingInWords({ days, time, cue }: TrainingDays): string {
  return [daysInWords({ days }), ...(cue === null ? [] : [CUE_WORDS[cue]]), timeInWords(time)].join(', ');
}

/** "9:30am", "7pm", "12:05am". */
export function timeInWords(time: ClockTime): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** The same of what her record holds; null where she has chosen none. */
export function storedTrainingInWords(stored: string | null): string | null {
  const training = trainingFromText(stored ?? '');
  return training === null ? null : trainingInWords(training);
}
