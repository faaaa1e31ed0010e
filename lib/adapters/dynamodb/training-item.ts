import * as z from 'zod/mini';
import type { Run, SubscriberId } from '../../domain/subscriber.ts';
import { type HerNumbers, isNumberOf, NUMBERS } from '../../domain/training/her-numbers.ts';
import type { Done, HerWeek, LessonOfHers } from '../../domain/training/her-year.ts';
import type { Consent } from '../../ports/subscriber-store.ts';
import { fromItem, type Item, type Plain, type PlainItem, textOf, toItem } from './item.ts';
import { consentFromItem } from './sign-up-item.ts';
import { day, level, orNull, session, VERSION, version } from './stored-values.ts';
import { CONSENT_PREFIX, subscriberKey, TRAINING_PREFIX } from './table-shape.ts';

/** `TRAINING#<run>#WEEK#<number>`: the lesson it is about, her ticks, and each number under its own name. */
const storedWeek = z.object({
  v: version,
  session,
  level: orNull(level),
  on: day,
  done: z._default(z.literal([0, 1, 2]), 0),
});

const WEEK = 'WEEK#';

/** The run first, so that all of it goes with its run. */
export function trainingKey(run: Run, rest = ''): string {
  return `${TRAINING_PREFIX}${run}#${rest}`;
}

/** Padded, so that weeks sort by number. */
export function weekKey(run: Run, number: number): string {
  return trainingKey(run, WEEK + String(number).padStart(6, '0'));
}

export function agreedKey(run: Run, consentVersion: string): string {
  return trainingKey(run, CONSENT_PREFIX + consentVersion);
}

export function isWeekKey(sk: string): boolean {
  return sk.split('#')[2] === WEEK.slice(0, -1);
}

/** What every write of a week says of its lesson. */
export function lessonColumns({ session, level, on }: LessonOfHers): PlainItem {
  return { v: VERSION, session, level, on };
}

/** @throws on a week that {@link weekFromItem} would refuse: it is never written. */
export function weekItem(id: SubscriberId, run: Run, { number, done, numbers, ...lesson }: HerWeek): Item {
  const key = { pk: subscriberKey(id), sk: weekKey(run, number) };
  const item = toItem({ ...key, ...lessonColumns({ number, ...lesson }), done, ...numbers });
  weekFromItem(item);
  return item;
}

export function weekFromItem(item: Item): HerWeek {
  const plain = fromItem(item);
  const { v: _, ...week } = storedWeek.parse(plain);
  return { ...week, number: numberOfKey(textOf(item, 'sk')), numbers: numbersOf(plain) };
}

export function doneOfItem(item: Item): Done {
  return storedWeek.parse(fromItem(item)).done;
}

/** As it is handed over with all that is hers. */
export function trainingFromItem(item: Item): Record<string, unknown> {
  const sk = textOf(item, 'sk');
  const [, run] = sk.split('#');
  if (isWeekKey(sk)) return { kind: 'training-week', run, ...weekFromItem(item) };
  return { kind: 'training-consent', run, consent: consentFromItem(item).consent };
}

function numberOfKey(sk: string): number {
  const number = Number(sk.split('#').at(-1));
  if (!Number.isSafeInteger(number)) throw new Error('a week without its number');
  return number;
}

function numbersOf(plain: Readonly<Record<string, Plain | undefined>>): HerNumbers {
  return Object.fromEntries(
    NUMBERS.flatMap((name) => {
      const value = plain[name];
      if (value === undefined) return [];
      if (!isNumberOf(name, value)) throw new RangeError(`what is stored as ${name} is none`);
      return [[name, value] as const];
    }),
  );
}

/** @throws on a consent that {@link agreedFromItem} would refuse: it is never written. */
export function agreedItem(id: SubscriberId, run: Run, consent: Consent): Item {
  const key = { pk: subscriberKey(id), sk: agreedKey(run, consent.version) };
  const item = toItem({ ...key, v: VERSION, ...consent });
  consentFromItem(item);
  return item;
}
