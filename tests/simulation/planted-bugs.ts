import { HOUR_MS, MINUTE_MS } from '../../lib/domain/calendar.ts';
import { decide } from '../../lib/domain/placement/decide.ts';
import { sentLine } from '../../lib/domain/sending/settlement.ts';
import type { Active, AttemptId, Subscriber } from '../../lib/domain/subscriber.ts';
import type { Ledger } from '../../lib/ports/ledger.ts';
import type { DueRow, Mark } from '../../lib/ports/subscriber-store.ts';
import { COURSE } from '../course.ts';
import type { FunctionPorts, Plant } from './function-ports.ts';

/**
 * Mistakes that someone could make one day, put between a function and its ports. The simulation must find each
 * of them; a witness that sees nothing proves nothing.
 */

/** The claim is written without looking whether someone holds one. */
export const claimWithoutACondition: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    claim: async (due, claim) => {
      const won = await ports.subscribers.claim(due, claim);
      if (won !== 'taken') return won;
      const read = await ports.subscribers.get(due.id);
      return read?.state === 'active' ? { ...read, claim } : 'taken';
    },
  },
}));

/** A session is withheld, and the sender does not look. */
export const withheldAllTheSame: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  rate: {
    ...ports.rate,
    reserve: async (...slot) => {
      const reserved = await ports.rate.reserve(...slot);
      return { ...reserved, state: { ...reserved.state, withheld: [] } };
    },
  },
}));

/** The line says sent before the mail is. */
export const settleBeforeSend: Plant = onlyIn('deliver', (ports) => {
  const claimed = new Map<string, Active>();
  return {
    ...ports,
    subscribers: tellingClaims(ports.subscribers, (won, attempt) => claimed.set(attempt, won)),
    mailer: {
      send: async (mail, sendBy) => {
        const { attempt = '', due: on = '' } = mail.tags;
        const record = claimed.get(attempt);
        if (record !== undefined) {
          const how = {
            decision: decide(COURSE, record, on),
            attempt,
            messageId: 'none yet',
            at: ports.clock.now(),
          };
          await ports.ledger.put(sentLine(record, how));
        }
        return ports.mailer.send(mail, sendBy);
      },
    },
  };
});

/** What the SDK does when it is left alone: a request without an answer is sent again. */
export const retryOnTimeout: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  mailer: {
    send: async (mail, sendBy) => {
      const outcome = await ports.mailer.send(mail, sendBy);
      return outcome.kind === 'unknown' ? ports.mailer.send(mail, sendBy) : outcome;
    },
  },
}));

/** The last event wins, whatever the one before said. */
export const mergeByArrival: Plant = onlyIn('record', (ports) => ({
  ...ports,
  ledger: {
    ...ports.ledger,
    mergeEvent: async (id, run, dueOn, event) => {
      const merged = await ports.ledger.mergeEvent(id, run, dueOn, event);
      const line = merged === 'missing' ? null : await ports.ledger.get(id, run, dueOn);
      if (line === null) return merged;
      await ports.ledger.delete(id, run, dueOn);
      await ports.ledger.put({ ...line, seen: [event.kind], fate: event.kind, fateAt: event.at });
      return merged;
    },
  },
}));

/** Leaving answers without waiting for a send under way. */
export const leaveWithoutWaiting: Plant = onlyIn('leave', (ports) => ({
  ...ports,
  clock: { ...ports.clock, wait: async () => {} },
}));

/** The mark moves once the messages are sent, so that two runs at once send them twice. */
export const markAfterQueue: Plant = onlyIn('dispatch', (ports) => {
  const moves: { shard: number; from: Mark; to: DueRow }[] = [];
  return {
    ...ports,
    subscribers: {
      ...ports.subscribers,
      moveMark: async (shard, from, to) => {
        moves.push({ shard, from, to });
        return 'written';
      },
    },
    lessonQueue: {
      ...ports.lessonQueue,
      send: async (messages) => {
        await ports.lessonQueue.send(messages);
        for (const { shard, from, to } of moves) await ports.subscribers.moveMark(shard, from, to);
      },
    },
  };
});

/** The second attempt is made at once, not after an hour. */
export const impatientReconcile: Plant = onlyIn('reconcile', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    get: async (id) => {
      const read = await ports.subscribers.get(id);
      if (read === null || read.state === 'stopped' || read.claim === null) return read;
      return { ...read, claim: { ...read.claim, at: read.claim.at - 50 * MINUTE_MS } };
    },
  },
}));

/** Settling writes over whatever changed meanwhile, and brings back who left. */
export const settleWithoutACondition: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    replace: async (next, transition, whileClaimed) => {
      const written = await ports.subscribers.replace(next, transition, whileClaimed);
      if (written === 'written' || next.state !== 'active') return written;
      return ports.subscribers.confirm(next, await revisionOf(ports, next));
    },
  },
}));

/** A line that could not be written is a line less. */
export const linesForgotten: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  ledger: { ...ports.ledger, put: async (line) => forgetSkipped(ports.ledger, line) },
}));

/** Each send waits for nothing. */
export const noPace: Plant = onlyIn('deliver', (ports) => ({
  ...ports,
  clock: { ...ports.clock, wait: async () => {} },
  rate: {
    ...ports.rate,
    reserve: async (count, perSecond, now) => {
      const reserved = await ports.rate.reserve(count, perSecond, now);
      return { ...reserved, moments: reserved.moments.map(() => ports.clock.machineNow()) };
    },
  },
}));

/** Choosing days counts her next lesson anew. */
export const daysMoveALesson: Plant = onlyIn('days', (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    replace: async (next, ...rest) =>
      ports.subscribers.replace(
        next.state === 'stopped' ? next : { ...next, dueAt: next.dueAt + HOUR_MS },
        ...rest,
      ),
  },
}));

/** Settling writes the days that the claim was read with over those that she chose meanwhile. */
export const settleOverHerDays: Plant = onlyIn('deliver', (ports) => {
  const claimed = new Map<string, string | null>();
  return {
    ...ports,
    subscribers: {
      ...tellingClaims(ports.subscribers, ({ id, training }) => claimed.set(id, training)),
      replace: async (next, ...rest) =>
        ports.subscribers.replace({ ...next, training: claimed.get(next.id) ?? next.training }, ...rest),
    },
  };
});

/** A tick is answered, and forgotten. */
export const tickForgotten: Plant = onlyIn('tick', (ports) => ({
  ...ports,
  training: { ...ports.training, putDone: async () => 0 },
}));

/** Who leaves is deleted item by item, and what she wrote down is not among them. */
export const planOutlivesHer: Plant = (ports) => ({
  ...ports,
  subscribers: {
    ...ports.subscribers,
    deleteRest: async (id, onlyRun) => {
      const held = await ports.subscribers.everything(id);
      const deleted = await ports.subscribers.deleteRest(id, onlyRun);
      for (const { kind, run, number } of held)
        if (kind === 'training-week' && typeof run === 'string' && typeof number === 'number')
          await ports.training.putDone(id, run, { number, session: '0', level: null, on: '2026-01-05' }, 1);
      return deleted;
    },
  },
});

/** A complaint takes the record, and nothing that lies beside it. */
export const complaintTakesTheRecordOnly: Plant = onlyIn('record', (ports) => ({
  ...ports,
  subscribers: { ...ports.subscribers, deleteRest: async () => ({ mayBeSending: false }) },
  enrolQueue: { send: async () => {} },
}));

/** A calendar is answered out of what was read of her once. */
export function calendarOutOfACache(): Plant {
  const known = new Map<string, Subscriber>();
  return onlyIn('calendar', (ports) => ({
    ...ports,
    subscribers: {
      ...ports.subscribers,
      get: async (id) => {
        const read = known.get(id) ?? (await ports.subscribers.get(id));
        if (read !== null) known.set(id, read);
        return read;
      },
    },
  }));
}

async function forgetSkipped(ledger: Ledger, line: Parameters<Ledger['put']>[0]): Promise<void> {
  if (line.state !== 'skipped') await ledger.put(line);
}

async function revisionOf({ subscribers }: FunctionPorts, { id }: Subscriber): Promise<number | null> {
  return (await subscribers.get(id))?.revision ?? null;
}

export function onlyIn(functionName: string, plant: (ports: FunctionPorts) => FunctionPorts): Plant {
  return (ports, name) => (name === functionName ? plant(ports) : ports);
}

/** The store that tells each claim that it gave. */
export function tellingClaims(
  subscribers: FunctionPorts['subscribers'],
  tell: (won: Active, attempt: AttemptId) => void,
): FunctionPorts['subscribers'] {
  return {
    ...subscribers,
    claim: async (due, claim) => {
      const won = await subscribers.claim(due, claim);
      if (won !== 'taken') tell(won, claim.attempt);
      return won;
    },
  };
}
