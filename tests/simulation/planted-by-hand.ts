import { addDays } from '../../lib/domain/calendar.ts';
import type { Active, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Plant } from './function-ports.ts';
import { onlyIn, tellingClaims } from './planted-bugs.ts';

/** Mistakes about notes, and about what the operator does by hand. The simulation must find each. */

/** Whoever was claimed counts as done, whether or not anything went. */
export const noteForgotten: Plant = onlyIn('note', (ports) => ({
  ...ports,
  notes: {
    ...ports.notes,
    get: async (id, note) => {
      const line = await ports.notes.get(id, note);
      return line?.state === 'claimed' ? { ...line, state: 'unknown' } : line;
    },
    async *all(unreadable) {
      for await (const line of ports.notes.all(unreadable)) if (line.state !== 'claimed') yield line;
    },
  },
}));

/** The command that is given again does not look what it did before. */
export const noteTwice: Plant = onlyIn('note', (ports) => ({
  ...ports,
  notes: {
    ...ports.notes,
    get: async () => null,
    create: async (line) => {
      const standing = await ports.notes.get(line.id, line.note);
      return standing === null
        ? ports.notes.create(line)
        : ports.notes.replace({ ...standing, attempts: [...standing.attempts, ...line.attempts] });
    },
  },
}));

/** She is read before she may leave, and not looked for again. */
export const noteToWhoLeft: Plant = onlyIn('note', (ports) => {
  const known = new Map<SubscriberId, Awaited<ReturnType<typeof ports.subscribers.get>>>();
  return {
    ...ports,
    suppressions: { ...ports.suppressions, get: async () => null },
    subscribers: {
      ...ports.subscribers,
      get: async (id) => known.get(id) ?? ports.subscribers.get(id),
      async *all(unreadable) {
        for await (const record of ports.subscribers.all(unreadable)) {
          known.set(record.id, record);
          yield record;
        }
      },
    },
  };
});

/** A note that is not urgent goes to the paused as well. */
export const noteIntoAPause: Plant = onlyIn('note', (ports) => {
  const awake = <Record extends { state: string } | null>(record: Record) =>
    record?.state === 'paused' ? { ...record, state: 'active' as const } : record;
  return {
    ...ports,
    subscribers: {
      ...ports.subscribers,
      get: async (id) => awake(await ports.subscribers.get(id)),
      async *all(unreadable) {
        for await (const record of ports.subscribers.all(unreadable)) yield awake(record);
      },
    },
  };
});

/** Who is moved is sent that session, whatever the rules of her week say by then. */
export const moveIgnoresTheFence: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    claim: async (due, claim) => {
      const won = await ports.subscribers.claim(due, claim);
      if (won === 'taken' || won.movedTo === null || won.birthDate === null) return won;
      return { ...won, birthDate: addDays(won.birthDate, -400), pace: 'standard' };
    },
  },
}));

/** Settling writes the record that was claimed over what the operator changed meanwhile. */
export const changeLostToADelivery: Plant = onlyIn('deliver', (ports) => {
  const claimed = new Map<SubscriberId, Active>();
  return {
    ...ports,
    subscribers: {
      ...tellingClaims(ports.subscribers, (won) => claimed.set(won.id, won)),
      replace: async (next, ...rest) => {
        const { birthDate, pace, sendHour } = claimed.get(next.id) ?? next;
        return ports.subscribers.replace({ ...next, birthDate, pace, sendHour }, ...rest);
      },
    },
  };
});

/** A lesson that went takes the operator's word off the record, also where it could not tell it. */
export const changeNeverTold: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    replace: async (next, ...rest) =>
      ports.subscribers.replace(next.state === 'stopped' ? next : { ...next, byHand: null }, ...rest),
  },
}));

/** A lesson that went ends every move, also one that it did not follow. */
export const moveLostToADelivery: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    replace: async (next, ...rest) =>
      ports.subscribers.replace(next.state === 'stopped' ? next : { ...next, movedTo: null }, ...rest),
  },
}));
