import { DAY_MS, type Instant, localDate } from '../../lib/domain/calendar.ts';
import { subscriber } from '../builders.ts';
import type { MemoryStores } from '../memory/stores.ts';
import { idOf } from './ports.ts';
import type { Witness } from './witness.ts';

/** So many have been due for a day at `start`, as after an outage. */
export async function fallBehind(
  { witness, stores }: { witness: Witness; stores: MemoryStores },
  start: Instant,
  backlog: number,
): Promise<void> {
  const one = subscriber({ joinedAt: start - 7 * DAY_MS, dueOn: localDate(start, 'Europe/London') });
  for (let index = 0; index < backlog; index += 1) {
    const address = `overdue-${String(index).padStart(7, '0')}@example.com`;
    const named = { id: idOf(address), address, run: `overdue${index}`, signUpId: `overdue-${index}` };
    const overdue = { ...one, ...named, dueAt: start - DAY_MS + index };
    witness.signedUp(overdue.signUpId, overdue.id, start);
    await stores.subscribers.confirm(overdue, null);
    witness.runWritten(overdue, start);
  }
}
