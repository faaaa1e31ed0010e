import { agreedItem, weekFromItem, weekItem } from '../../lib/adapters/dynamodb/training-item.ts';
import type { Run, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { HerWeek, LessonOfHers } from '../../lib/domain/training/her-year.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';
import { readable } from './ledger.ts';
import { mapUnder, type Tables } from './tables.ts';

/** What she writes down, in memory: items as DynamoDB holds them. */
export function memoryTrainingStore({ training }: Tables): TrainingStore {
  const standing = (id: SubscriberId, run: Run, number: number): HerWeek | null => {
    const item = training.get(id)?.get(weekItem(id, run, nothing(number))['sk']?.S ?? '');
    return item === undefined ? null : weekFromItem(item);
  };
  const put = (id: SubscriberId, run: Run, week: HerWeek) => {
    const item = weekItem(id, run, week);
    mapUnder(training, id).set(item['sk']?.S ?? '', item);
  };
  return {
    async hasAgreed(id, run, version) {
      return training.get(id)?.has(`TRAINING#${run}#CONSENT#${version}`) === true;
    },
    async putAgreed(id, run, consent) {
      const item = agreedItem(id, run, consent);
      mapUnder(training, id).set(item['sk']?.S ?? '', item);
    },
    async week(id, run, number) {
      return standing(id, run, number);
    },
    async weeks(id, run) {
      const items = [...(training.get(id) ?? [])]
        .filter(([sk]) => sk.startsWith(`TRAINING#${run}#WEEK#`))
        .sort(([one], [other]) => (one < other ? -1 : 1));
      const weeks = items.map(([, item]) => readable(item, weekFromItem));
      const whole = weeks.filter((week) => week !== null);
      return { weeks: whole, unreadable: weeks.length - whole.length };
    },
    async putDone(id, run, lesson, done) {
      const before = standing(id, run, lesson.number);
      put(id, run, { ...lesson, done, numbers: before?.numbers ?? {} });
      return before?.done ?? 0;
    },
    async putNumbers(id, run, lesson, numbers) {
      weekItem(id, run, { ...lesson, done: 0, numbers });
      const before = standing(id, run, lesson.number);
      put(id, run, {
        ...lesson,
        numbers: { ...before?.numbers, ...numbers },
        done: before?.done ?? 0,
      });
    },
    async deleteRun(id, run) {
      const items = training.get(id);
      for (const sk of [...(items?.keys() ?? [])]) if (sk.startsWith(`TRAINING#${run}#`)) items?.delete(sk);
    },
  };
}

function nothing(number: number): LessonOfHers & HerWeek {
  return { number, session: '0', level: null, on: '2026-01-01', done: 0, numbers: {} };
}
