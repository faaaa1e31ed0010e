import type { Units } from '../../domain/countries.ts';
import { type Typed, typedIn } from '../../domain/joining/field.ts';
import type { Problem } from '../../domain/joining/problem.ts';
import { weekdayNamed } from '../../domain/joining/typed-words.ts';
import { type HerNumbers, NUMBERS, readNumber } from '../../domain/training/her-numbers.ts';
import {
  CUES,
  chosenDays,
  clockTime,
  type TrainingDays,
  timeOf,
} from '../../domain/training/training-days.ts';

export type DaysReading =
  | { kind: 'ok'; training: TrainingDays | null }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** What the form of her days asks. `pair` is one tap: two days, with the time that she has or a time of ours. */
export const DAYS_INPUTS = ['pair', 'day1', 'day2', 'time', 'cue', 'remind'] as const;

/** Reads her days. No day at all takes them away. */
export function readDays(typed: Typed, current: TrainingDays | null): DaysReading {
  const pair = typedIn(typed, 'pair');
  if (pair !== '') return readPair(pair, current);
  const [days, time, cue] = [readChosen(typed), typedIn(typed, 'time'), readCue(typed)];
  const clock = time === '' ? timeOf(cue === 'unknown' ? null : cue) : clockTime(time);
  const problems: Problem[] = [
    ...(days === 'unreadable' ? [{ input: 'day1', code: 'training-unreadable' } as const] : []),
    ...(clock === null ? [{ input: 'time', code: 'training-unreadable' } as const] : []),
    ...(cue === 'unknown' ? [{ input: 'cue', code: 'choice-unknown', choices: CUES } as const] : []),
  ];
  if (days === 'unreadable' || clock === null || cue === 'unknown') return { kind: 'invalid', problems };
  if (days === null) return { kind: 'ok', training: null };
  return { kind: 'ok', training: { days, time: clock, cue, remind: typedIn(typed, 'remind') === 'yes' } };
}

function readPair(text: string, current: TrainingDays | null): DaysReading {
  const words = text.toLowerCase().split(/[\s+]+/);
  const days = daysIn(words);
  if (days === null) return { kind: 'invalid', problems: [{ input: 'pair', code: 'training-unreadable' }] };
  return { kind: 'ok', training: { ...(current ?? UNTIMED), days } };
}

const UNTIMED = { time: timeOf(null), cue: null, remind: false } as const;

function readChosen(typed: Typed): TrainingDays['days'] | null | 'unreadable' {
  const words = ['day1', 'day2']
    .map((input) => typedIn(typed, input).toLowerCase())
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return daysIn(words) ?? 'unreadable';
}

/** Null where one is no day of the week, or there are more than two. */
function daysIn(words: readonly string[]): TrainingDays['days'] | null {
  const days = words.map(weekdayNamed).filter((day) => day !== null);
  return days.length === words.length ? chosenDays(days) : null;
}

function readCue(typed: Typed): TrainingDays['cue'] | 'unknown' {
  const text = typedIn(typed, 'cue');
  return text === '' ? null : (CUES.find((cue) => cue === text) ?? 'unknown');
}

export type NumbersReading =
  | { kind: 'ok'; numbers: HerNumbers }
  | { kind: 'invalid'; problems: readonly Problem[] };

/** Reads what she measured. Whatever she leaves empty is left out. */
export function readNumbers(typed: Typed, units: Units): NumbersReading {
  const numbers: Partial<Record<(typeof NUMBERS)[number], number>> = {};
  const problems: Problem[] = [];
  for (const name of NUMBERS) {
    const value = readNumber(name, typedIn(typed, name), units);
    if (value === 'unreadable') problems.push({ input: name, code: 'number-unreadable' });
    else if (value !== null) numbers[name] = value;
  }
  return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'ok', numbers };
}
