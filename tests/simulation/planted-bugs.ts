import { MINUTE_MS } from '../../lib/domain/calendar.ts';
import { decide } from '../../lib/domain/placement/decide.ts';
import { sentLine } from '../../lib/domain/sending/settlement.ts';
import type { Active, Subscriber } from '../../lib/domain/subscriber.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import type { DueRow, Mark } from '../../lib/ports/subscriber-store.ts';
import type { Given, Plant } from './world.ts';

/**
 * Mistakes that someone could make one day, put between a function and what it is given. The simulation must find each
 * of them; a witness that sees nothing proves nothing.
 */

/** The claim is written without looking whether someone holds one. */
export const claimWithoutACondition: Plant = onlyIn('deliver', (given) => ({
  ...given,
  subscribers: {
    ...given.subscribers,
    claim: async (due, claim) => {
      const won = await given.subscribers.claim(due, claim);
      if (won !== 'taken') return won;
      const read = await given.subscribers.get(due.id);
      return read?.state === 'active' ? { ...read, claim } : 'taken';
    },
  },
}));

/** The line says sent before the mail is. */
export const settleBeforeSend: Plant = onlyIn('deliver', (given) => {
  const claimed = new Map<string, Active>();
  return {
    ...given,
    subscribers: {
      ...given.subscribers,
      claim: async (due, claim) => {
        const won = await given.subscribers.claim(due, claim);
        if (won !== 'taken') claimed.set(claim.attempt, won);
        return won;
      },
    },
    mailer: {
      send: async (mail, sendBy) => {
        const { attempt = '', due: on = '' } = mail.tags;
        const record = claimed.get(attempt);
        if (record !== undefined) {
          const how = { decision: decide(record, on), attempt, messageId: 'none yet', at: given.clock.now() };
          await given.ledger.put(sentLine(record, how));
        }
        return given.mailer.send(mail, sendBy);
      },
    },
  };
});

/** What the SDK does when it is left alone: a request without an answer is sent again. */
export const retryOnTimeout: Plant = onlyIn('deliver', (given) => ({
  ...given,
  mailer: {
    send: async (mail, sendBy) => {
      const outcome = await given.mailer.send(mail, sendBy);
      return outcome.kind === 'unknown' ? given.mailer.send(mail, sendBy) : outcome;
    },
  },
}));

/** The last event wins, whatever the one before said. */
export const mergeByArrival: Plant = onlyIn('record', (given) => ({
  ...given,
  ledger: {
    ...given.ledger,
    mergeEvent: async (id, run, dueOn, event) => {
      const merged = await given.ledger.mergeEvent(id, run, dueOn, event);
      const line = merged === 'missing' ? null : await given.ledger.get(id, run, dueOn);
      if (line === null) return merged;
      await given.ledger.delete(id, run, dueOn);
      await given.ledger.put({ ...line, fate: event.kind, fateAt: event.at });
      return merged;
    },
  },
}));

/** Leaving answers without waiting for a send under way. */
export const leaveWithoutWaiting: Plant = onlyIn('leave', (given) => ({
  ...given,
  clock: { ...given.clock, wait: async () => {} },
}));

/** The mark moves once the messages are sent, so that two runs at once send them twice. */
export const markAfterQueue: Plant = onlyIn('dispatch', (given) => {
  const moves: { shard: number; from: Mark; to: DueRow }[] = [];
  return {
    ...given,
    subscribers: {
      ...given.subscribers,
      moveMark: async (shard, from, to) => {
        moves.push({ shard, from, to });
        return 'written';
      },
    },
    lessonQueue: {
      ...given.lessonQueue,
      send: async (messages) => {
        await given.lessonQueue.send(messages);
        for (const { shard, from, to } of moves) await given.subscribers.moveMark(shard, from, to);
      },
    },
  };
});

/** The second attempt is made at once, not after an hour. */
export const impatientReconcile: Plant = onlyIn('reconcile', (given) => ({
  ...given,
  subscribers: {
    ...given.subscribers,
    get: async (id) => {
      const read = await given.subscribers.get(id);
      if (read === null || read.state === 'stopped' || read.claim === null) return read;
      return { ...read, claim: { ...read.claim, at: read.claim.at - 50 * MINUTE_MS } };
    },
  },
}));

/** Settling writes over whatever changed meanwhile, and brings back who left. */
export const settleWithoutACondition: Plant = onlyIn('deliver', (given) => ({
  ...given,
  subscribers: {
    ...given.subscribers,
    replace: async (next, revision, whileClaimed) => {
      const written = await given.subscribers.replace(next, revision, whileClaimed);
      if (written === 'written' || next.state !== 'active') return written;
      return given.subscribers.confirm(next, await revisionOf(given, next));
    },
  },
}));

/** A line that could not be written is a line less. */
export const linesForgotten: Plant = onlyIn('deliver', (given) => ({
  ...given,
  ledger: { ...given.ledger, put: async (line) => forgetSkipped(given.ledger, line) },
}));

/** Each send waits for nothing. */
export const noPace: Plant = onlyIn('deliver', (given) => ({
  ...given,
  clock: { ...given.clock, wait: async () => {} },
  rate: {
    ...given.rate,
    reserve: async (count, perSecond, now) => {
      const reserved = await given.rate.reserve(count, perSecond, now);
      return { ...reserved, moments: reserved.moments.map(() => given.clock.machineNow()) };
    },
  },
}));

async function forgetSkipped(ledger: Ledger, line: Parameters<Ledger['put']>[0]): Promise<void> {
  if (line.state !== 'skipped') await ledger.put(line);
}

async function revisionOf({ subscribers }: Given, { id }: Subscriber): Promise<number | null> {
  return (await subscribers.get(id))?.revision ?? null;
}

function onlyIn(functionName: string, plant: (given: Given) => Given): Plant {
  return (given, name) => (name === functionName ? plant(given) : given);
}
