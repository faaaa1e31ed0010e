import type { Instant } from '../../lib/domain/calendar.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import type { Active, AttemptId } from '../../lib/domain/subscriber.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Mail, MailEvent, Mailer, SendOutcome } from '../../lib/ports/mailer.ts';
import type { EnrolMessage, EnrolQueue, LessonMessage } from '../../lib/ports/queues.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import { enrol } from '../../lib/use-cases/sending/enrol.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { at, subscriber } from '../builders.ts';
import { COURSE } from '../course.ts';
import { memoryStoresOn } from '../memory/stores.ts';
import { memoryTables } from '../memory/tables.ts';
import { countedChance, identities, letters, tokens } from '../simulation/ports.ts';

export const NOW = at('2026-01-12 09:00');
type Fields = Readonly<Record<string, string | number | boolean | null>>;
const ACCEPTED: SendOutcome = { kind: 'accepted', messageId: 'message-1' };

/** The sending half of the course in one process: stores in memory, a clock that is set, and an SES that is told. */
export function courseInMemory({
  rate = 10,
  mayReceive = 'everyone',
}: {
  rate?: number;
  mayReceive?: CourseSettings['mayReceive'];
} = {}) {
  let now: Instant = NOW;
  const tables = memoryTables(() => now);
  const stores = memoryStoresOn(tables);
  const clock: Clock = {
    now: () => now,
    machineNow: () => now,
    wait: async (ms) => {
      now += ms;
    },
  };
  const mails: Mail[] = [];
  const sentAt: Instant[] = [];
  const queued: LessonMessage[] = [];
  const enrolQueue: { message: EnrolMessage; delaySeconds: number }[] = [];
  const counted = new Map<string, number>();
  const measured: [string, number][] = [];
  const logged: [string, Fields][] = [];
  const noted: [string, Fields][] = [];
  const ses = { answer: (_mail: Mail): SendOutcome | Promise<SendOutcome> => ACCEPTED };
  const mailer: Mailer = {
    send: async (mail) => {
      mails.push(mail);
      sentAt.push(now);
      return ses.answer(mail);
    },
  };
  const events = { empty: true, deadLettered: 0 };
  const queue: EnrolQueue = {
    send: async (message, delaySeconds = 0) => {
      enrolQueue.push({ message, delaySeconds });
    },
  };
  const ports = {
    course: COURSE,
    enrolQueue: queue,
    ...{ ...stores, clock, mailer, letters, tokens, identities },
    log: {
      info: (event: string, fields: Fields = {}) => noted.push([event, fields]),
      warn: (event: string, fields: Fields = {}) => logged.push([event, fields]),
      error: (event: string, _: unknown, fields: Fields = {}) => logged.push([event, fields]),
    },
    chance: countedChance(),
    metrics: {
      count: (name: string, value: number) => counted.set(name, (counted.get(name) ?? 0) + value),
      milliseconds: (name: string, value: number) => measured.push([name, value]),
    },
    queue: {
      send: async (messages: readonly LessonMessage[]) => {
        queued.push(...messages);
      },
      depth: async () => queued.length,
    },
    events: { isEmpty: async () => events.empty, deadLettered: async () => events.deadLettered },
    settings: {
      ...{ siteUrl: 'https://course.example', sendRatePerSecond: rate, shards: SHARDS, indexLagMs: 5_000 },
      ...{ signUpsPerHourPerNetwork: 60, signUpsPerHourInAll: 1_000 },
      mayReceive,
    },
  };
  return {
    ...{
      ports,
      stores,
      tables,
      mails,
      sentAt,
      queued,
      enrolQueue,
      counted,
      logged,
      noted,
      measured,
      ses,
      events,
      clock,
    },
    set: (moment: Instant) => {
      now = moment;
    },
    pass: (ms: number) => {
      now += ms;
    },
    /** Her record is of a form that this release does not know; answers what makes it readable again. */
    poison: (id: string) => {
      const item = tables.profiles.get(id);
      if (item === undefined) throw new Error(`there is no ${id}`);
      tables.profiles.set(id, { ...item, v: { N: '99' } });
      return () => {
        const poisoned = tables.profiles.get(id);
        if (poisoned !== undefined) tables.profiles.set(id, { ...poisoned, v: { N: '1' } });
      };
    },
    /** Someone whose lesson is due now, as a confirmation leaves her. */
    joins: async (overrides: Partial<Active> = {}) => {
      const joined = subscriber({ joinedAt: now, dueAt: now, dueOn: '2026-01-12', ...overrides });
      await stores.subscribers.confirm(joined, null);
      return joined;
    },
    deliver: async (messages: readonly LessonMessage[]) => {
      const results = await deliver(ports)(messages, now + 60_000);
      return results.map((result) => (result.status === 'fulfilled' ? result.value : 'threw'));
    },
    dispatch: () => dispatch(ports)(),
    reconcile: () => reconcile(ports)(now + 60_000),
    reconcileBy: (deadline: Instant) => reconcile(ports)(deadline),
    record: (event: MailEvent) => record(ports)(event),
    enrol: (message: EnrolMessage) => enrol({ ...ports, queue })(message),
  };
}

export type CourseInMemory = ReturnType<typeof courseInMemory>;

export function unanswered(): SendOutcome {
  return { kind: 'unknown', error: 'timeout' };
}

/** What SES tells of a lesson's attempt. */
export function sesEvent(
  { id, run, dueOn, lessonNumber }: Active,
  attempt: AttemptId,
  event: Partial<MailEvent['event']> = {},
): MailEvent {
  return {
    ...{ kind: 'lesson', subscriber: id },
    lesson: { run, number: lessonNumber + 1, dueOn },
    event: { kind: 'send', at: NOW, attempt, messageId: `of-${attempt}`, ...event },
  };
}

/** The record as it stands, which must be there and receive. */
export async function herRecord({ stores }: CourseInMemory, id = 'sub-1') {
  const read = await stores.subscribers.get(id);
  if (read === null || read.state === 'stopped') throw new Error(`${id} receives nothing`);
  return read;
}

export async function herLine(course: CourseInMemory, { id, run, dueOn }: Active) {
  return course.stores.ledger.get(id, run, dueOn);
}
