import { profileItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import { DAY_MS, HOUR_MS, type Instant, localDate } from '../../lib/domain/calendar.ts';
import { shardOf } from '../../lib/domain/sending/shard.ts';
import type { Active } from '../../lib/domain/subscriber.ts';
import type { SignUp } from '../../lib/ports/subscriber-store.ts';
import { subscriber } from '../builders.ts';
import { unusedRate } from '../memory/rate-store.ts';
import { memoryTables } from '../memory/tables.ts';
import { idOf } from '../simulation/ports.ts';
import type { Scenario } from './explore.ts';
import type { Explorer, FaultKind, Rules } from './explorer.ts';
import type { Act } from './functions.ts';
import { type KeptTables, keep } from './kept-stores.ts';
import { NOTHING_SEEN, type Seen } from './seen.ts';
import type { State } from './state.ts';

export const START = Date.UTC(2026, 0, 19, 9);
const EVERY_FAULT: readonly FaultKind[] = [
  ...(['crash', 'store-fails', 'answer-lost', 'slow'] as const),
  ...(['request-lost', 'reply-lost', 'throttled', 'refused'] as const),
  ...(['event-lost', 'event-late', 'event-twice', 'event-dead'] as const),
  ...(['message-lost', 'message-twice', 'message-late', 'index-late', 'schedule-missed'] as const),
];
const RULES: Rules = {
  ratePerSecond: 1_000,
  faults: EVERY_FAULT,
  dispatches: 1,
  delivers: 2,
  records: 1,
  tells: ['delivery'],
  webSkewMs: 0,
  othersWaiting: 0,
  horizonMs: 30 * HOUR_MS,
};

/** Addresses whose ids are in the shard that is read. */
const ADDRESSES = Array.from(
  { length: 200 },
  (_, at) => `mother-${String(at).padStart(6, '0')}@example.com`,
).filter((address) => shardOf(idOf(address)) === 0);

export interface Told {
  /** How many faults a run may have. */
  faults: number;
  mothers?: number;
  acts?: (mothers: readonly Active[]) => Act[];
  signUps?: (mothers: readonly Active[]) => readonly SignUp[];
  /** The first mother's record is of a form that cannot be parsed. */
  unreadable?: boolean;
  /** Dispatch has queued what is due: a claim may be open from the first step on. */
  queued?: boolean;
  /** A mail came back of late: deliver reads her lines before it sends. */
  softBounced?: boolean;
  /** Sign-ups that only an import knows. */
  signedUp?: Record<string, Instant>;
  /** How long she rested before the lesson that is due. */
  restedDays?: number;
  rules?: Partial<Rules>;
}

export function scenario(told: Told, planted: Pick<Rules, 'plant'> = {}): Scenario {
  const mothers = Array.from({ length: told.mothers ?? 1 }, (_, at) => ({
    ...motherOf(at, told.restedDays ?? 0),
    softBounced: told.softBounced ?? false,
  }));
  return {
    rules: { ...RULES, ...told.rules, ...planted },
    begin: (explorer) => begin(explorer, mothers, told),
  };
}

export function addressOf(at: number): string {
  const address = ADDRESSES[at];
  if (address === undefined) throw new RangeError(`there is no mother ${at}`);
  return address;
}

/** Her second lesson is due at the start. */
function motherOf(at: number, restedDays: number): Active {
  const address = addressOf(at);
  const id = idOf(address);
  const joinedAt: Instant = START - (7 + restedDays) * DAY_MS;
  const dueAt = START + at;
  const fresh = subscriber({ joinedAt });
  const zone = fresh.timeZone;
  return {
    ...fresh,
    ...{ id, address, signUpId: `sign-up-${at}`, run: `run${at}`, sendHour: 9 },
    ...{ dueAt, dueOn: localDate(dueAt, zone), countedFrom: localDate(joinedAt, zone) },
    restUntil: restedDays > 0 ? localDate(START, zone) : null,
    ...{ lessonNumber: 1, firstLessonOn: localDate(joinedAt, zone) },
  };
}

function begin(explorer: Explorer, mothers: readonly Active[], told: Told): State {
  const { parts } = explorer;
  const signedUpAt = Object.fromEntries(mothers.map(({ signUpId, joinedAt }) => [signUpId, joinedAt]));
  const seen: Seen = {
    ...NOTHING_SEEN,
    signUps: { ...signedUpAt, ...told.signedUp, ...signedUpIn(told.signUps?.(mothers) ?? []) },
    runs: Object.fromEntries(mothers.map(({ id, run, joinedAt }) => [run, { id, signedUpAt: joinedAt }])),
  };
  return {
    time: START,
    tables: parts.tables.id(tablesOf(mothers, told)),
    rate: parts.rate.id(unusedRate()),
    processes: [],
    queues: parts.queues.id({ lessons: queuedOf(mothers, told), enrols: [], events: [], dead: [] }),
    post: parts.post.id({ wire: [], coming: [] }),
    around: parts.around.id({
      ...{ acts: told.acts?.(mothers) ?? [], again: [], faults: told.faults },
      ...{ reconciledAt: 0, hidden: [], claims: 0, taken: {} },
    }),
    seen: parts.seen.id(seen),
  };
}

function tablesOf(mothers: readonly Active[], told: Told): KeptTables {
  const tables = memoryTables(() => START);
  for (const [at, mother] of mothers.entries()) {
    const item = profileItem(mother, mother.revision);
    tables.profiles.set(mother.id, at === 0 && told.unreadable === true ? { ...item, v: { N: '99' } } : item);
  }
  const last = queuedOf(mothers, told).at(-1);
  if (last !== undefined) tables.marks.set('0 queued', last.message);
  for (const signUp of told.signUps?.(mothers) ?? []) tables.signUps.set(signUp.id, signUp);
  return keep(tables);
}

function queuedOf(mothers: readonly Active[], told: Told) {
  if (told.queued !== true) return [];
  return mothers.map(({ id, dueAt }) => ({ message: { id, dueAt }, visibleAt: START }));
}

function signedUpIn(signUps: readonly SignUp[]): Record<string, Instant> {
  return Object.fromEntries(signUps.map(({ signUpId, at }) => [signUpId, at]));
}
