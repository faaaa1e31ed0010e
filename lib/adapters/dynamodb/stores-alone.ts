import type { Active, SubscriberId } from '../../domain/subscriber.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import type { Written } from '../../ports/written.ts';
import { AbsentIds } from './absent-ids.ts';
import { batchPerTick } from './batch-per-tick.ts';
import type { Database } from './client.ts';
import { putAll } from './paging.ts';
import { profileItem } from './profile-item.ts';
import { answerOf } from './profile-read.ts';

/** As many keys as one BatchGetItem takes. */
const MOST_AT_ONCE = 100;

interface ManyAtOnce {
  subscribers: SubscriberStore;
  suppressions: SuppressionStore;
}

/**
 * The stores of somebody who holds the tables alone, such as a command that opened the local data itself. What a
 * condition rules out elsewhere cannot happen here, so many first runs at once are put in batches, which take no
 * condition, and nothing that was looked for and is not there is looked for again. A crash in between leaves each
 * item whole or not there, as it does everywhere.
 */
export function storesAlone(database: Database, { subscribers, suppressions }: ManyAtOnce): ManyAtOnce {
  const noRecord = new AbsentIds();
  const notSuppressed = new AbsentIds();
  // One batch after the other, so that each sees what those before it wrote.
  let before: Promise<unknown> = Promise.resolve();
  const confirmFirstRun = batchPerTick(MOST_AT_ONCE, (batch: readonly Active[]) => {
    const written = before.then(() => putWhereNoneStands(database, subscribers, noRecord, batch));
    before = written.catch(() => undefined);
    return written;
  });
  return {
    subscribers: {
      ...subscribers,
      getMany: (ids, unreadable) => noRecord.lookFor(ids, unreadable, subscribers.getMany),
      confirm: (subscriber, replaces) =>
        replaces === null ? confirmFirstRun(subscriber) : subscribers.confirm(subscriber, replaces),
    },
    suppressions: {
      ...suppressions,
      getMany: (ids, unreadable) => notSuppressed.lookFor(ids, unreadable, suppressions.getMany),
      put(suppression) {
        notSuppressed.forget(suppression.id);
        return suppressions.put(suppression);
      },
    },
  };
}

async function putWhereNoneStands(
  database: Database,
  { getMany }: Pick<SubscriberStore, 'getMany'>,
  noRecord: AbsentIds,
  batch: readonly Active[],
): Promise<Written[]> {
  const taken = new Set<SubscriberId>();
  const ids = [...new Set(batch.map(({ id }) => id))];
  for (const { id } of await noRecord.lookFor(ids, (id) => taken.add(id), getMany)) taken.add(id);
  const first = batch.map(({ id }) => {
    // Of two with one id the first makes the run.
    const free = !taken.has(id);
    taken.add(id);
    return free;
  });
  for (const id of ids) noRecord.forget(id);
  const items = batch.filter((_, at) => first[at]).map((subscriber) => profileItem(subscriber, 1));
  await putAll(database, database.tables.subscribers, items);
  return first.map(answerOf);
}
