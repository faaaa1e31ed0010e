import { ANSWERS, type Answer } from '../../domain/answers.ts';
import { weeksBetween } from '../../domain/calendar.ts';
import { CANARY_ADDRESS } from '../../domain/canary.ts';
import { type Course, everySession, type SessionId, type Stage, stagesOf } from '../../domain/course.ts';
import { count, emptyTally, type Tally } from '../../domain/sending/tally.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Census } from '../../ports/census.ts';
import { type CountStore, moveFrom } from '../../ports/count-store.ts';
import type { Identities } from '../../ports/identities.ts';
import type { RateStore, SendingState } from '../../ports/rate-store.ts';
import type { SuppressionReason, SuppressionStore } from '../../ports/suppression-store.ts';

export interface StatsDeps {
  course: Course;
  census: Census;
  counts: Pick<CountStore, 'all'>;
  suppressions: Pick<SuppressionStore, 'all'>;
  rate: Pick<RateStore, 'state'>;
  identities: Pick<Identities, 'idOf'>;
}

export interface StatsOf {
  /** Reads one part in so many, and multiplies: ids are hashes, so a part is a fair sample. 1 reads all. */
  sample: number;
  /** Of the table's capacity, for all parts together. */
  unitsPerSecond: number;
  /** Told from time to time: how many were counted, and the part of all that is read. */
  onProgress(counted: number, part: number): void;
}

export interface Week {
  week: string;
  joined: number;
  left: number;
  /** What was written down: sessions ticked, days chosen for the first time, weeks with numbers. */
  ticked: number;
  days: number;
  numbers: number;
}

export interface Stats {
  tally: Tally;
  /** Sessions and stages in the order of the course. */
  order: { sessions: readonly SessionId[]; stages: readonly Stage[] };
  suppressed: Record<SuppressionReason, number>;
  sending: SendingState;
  weeks: readonly Week[];
  /** Whose last session it was when she left, or complained: kept when all else of her is gone. */
  leftAfter: Readonly<Record<string, number>>;
  complainedAfter: Readonly<Record<string, number>>;
  /** What was answered to each session since answers are counted: kept when all else of her is gone. */
  answers: Readonly<Record<SessionId, Answered>>;
  /** Where answers led, in the order of the course. */
  moves: readonly Move[];
  sample: number;
  /** Who is in none of the numbers, since something of hers cannot be read. */
  unreadable: readonly SubscriberId[];
}

/** How many an answer to a session led to another, or to the same again. */
export interface Move {
  from: SessionId;
  answer: Answer;
  to: SessionId;
  count: number;
}

export type Answered = Readonly<Partial<Record<Answer, number>>>;

/** Parts of the table that are read one beside the other. */
const SIDE_BY_SIDE = 4;
/** Parts in all, so that progress can be told. */
const PARTS = 16;

/** How the course is doing: one pass over the tables, and the weekly counts. */
export function stats(deps: StatsDeps) {
  return async (how: StatsOf): Promise<Stats> => {
    const canary = await deps.identities.idOf(CANARY_ADDRESS);
    const unreadable = new Set<SubscriberId>();
    const [tally, weekly, suppressed, sending] = await Promise.all([
      takeCensus(deps, how, { canary, unreadable }),
      deps.counts.all(),
      suppressedBy(deps, { canary, unreadable }),
      deps.rate.state(),
    ]);
    const whole = weekly.filter((one) => !isOfSession(one));
    return {
      tally: scaled(deps.course, tally, how.sample),
      order: { sessions: everySession(deps.course), stages: stagesOf(deps.course) },
      suppressed,
      sending,
      weeks: weeksOf(whole),
      leftAfter: bySession(whole, 'left:'),
      complainedAfter: bySession(whole, 'complained:'),
      answers: answersOf(weekly.filter(isOfSession), tally),
      moves: movesOf(deps.course, weekly.filter(isOfSession)),
      sample: how.sample,
      unreadable: [...unreadable],
    };
  };
}

/** Who is in none of the numbers. */
interface Apart {
  canary: SubscriberId;
  unreadable: Set<SubscriberId>;
}

async function takeCensus(
  { course, census }: StatsDeps,
  { sample, unitsPerSecond, onProgress }: StatsOf,
  { canary, unreadable }: Apart,
): Promise<Tally> {
  const tally = emptyTally();
  let [next, done, counted] = [0, 0, 0];
  const reader = async () => {
    for (let part = next++; part < PARTS; part = next++) {
      for await (const page of census.read(
        { part, of: PARTS * sample },
        unitsPerSecond / SIDE_BY_SIDE,
        canary,
      )) {
        for (const one of page) {
          count(course, tally, one);
          if (one.kind === 'unreadable') unreadable.add(one.id);
        }
        counted += page.length;
        onProgress(counted, done / PARTS);
      }
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, reader));
  return tally;
}

async function suppressedBy(
  { suppressions }: StatsDeps,
  { canary, unreadable }: Apart,
): Promise<Record<SuppressionReason, number>> {
  const by = { left: 0, bounced: 0, complained: 0 };
  for await (const { id, reason } of suppressions.all((one) => unreadable.add(one)))
    if (id !== canary) by[reason] += 1;
  return by;
}

type Weekly = Awaited<ReturnType<CountStore['all']>>;

/** `2026-W48#12`: what was answered to a session in a week. */
function isOfSession({ week }: Weekly[number]): boolean {
  return week.includes('#');
}

/** From the first week that counted anything to the last, those without anything as well. */
function weeksOf(weekly: Weekly): Week[] {
  const known = new Map(weekly.map(({ week, counts }) => [week, counts]));
  const sorted = [...known.keys()].toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  return weeksBetween(first, last).map((week) => {
    const counts = known.get(week) ?? {};
    return {
      week,
      joined: counts['joined'] ?? 0,
      left: sumOf(counts, 'left:'),
      ticked: counts['ticked'] ?? 0,
      days: counts['days'] ?? 0,
      numbers: counts['numbers'] ?? 0,
    };
  });
}

/** Of a session whose answers were not counted yet, those that stand on the records. */
function answersOf(weekly: Weekly, { sessions }: Tally): Record<SessionId, Answered> {
  const by: Record<SessionId, Record<string, number>> = {};
  for (const { week, counts } of weekly) {
    const session = sessionIn(week);
    const standing = by[session] ?? {};
    by[session] = standing;
    for (const [name, added] of Object.entries(counts))
      if (moveFrom(name) === null) standing[name] = (standing[name] ?? 0) + added;
  }
  for (const [session, one] of Object.entries(sessions)) {
    const counted = by[session] ?? {};
    const standing = ANSWERS.map(
      (name) => [name, Math.max(counted[name] ?? 0, one?.taps[name] ?? 0)] as const,
    );
    by[session] = Object.fromEntries(standing.filter(([, count]) => count > 0));
  }
  return by;
}

function movesOf(course: Course, weekly: Weekly): Move[] {
  const by = new Map<string, Move>();
  for (const { week, counts } of weekly)
    for (const [name, added] of Object.entries(counts)) {
      const move = moveFrom(name);
      if (move === null) continue;
      const from = sessionIn(week);
      const key = `${from} ${name}`;
      by.set(key, { from, ...move, count: (by.get(key)?.count ?? 0) + added });
    }
  const order = everySession(course);
  const places = ({ from, answer, to }: Move) => [
    order.indexOf(from),
    ANSWERS.indexOf(answer),
    order.indexOf(to),
  ];
  return [...by.values()]
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => {
      const its = places(other);
      return places(one).reduce((found, place, at) => found || place - (its[at] ?? 0), 0);
    });
}

function sessionIn(week: string): SessionId {
  return week.slice(week.indexOf('#') + 1);
}

function bySession(weekly: Weekly, prefix: string): Record<string, number> {
  const by: Record<string, number> = {};
  for (const { counts } of weekly) {
    for (const [name, added] of Object.entries(counts)) {
      if (!name.startsWith(prefix)) continue;
      const session = name.slice(prefix.length);
      by[session] = (by[session] ?? 0) + added;
    }
  }
  return by;
}

function sumOf(counts: Readonly<Record<string, number>>, prefix: string): number {
  return Object.entries(counts).reduce(
    (sum, [name, added]) => (name.startsWith(prefix) ? sum + added : sum),
    0,
  );
}

function scaled(course: Course, tally: Tally, by: number): Tally {
  const times = <T extends Partial<Record<string, number>>>(counts: T): T =>
    Object.assign(
      { ...counts },
      Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, (n ?? 0) * by])),
    );
  const sessions: Tally['sessions'] = {};
  for (const [session, one] of entriesOf(course, tally.sessions)) {
    const { taps, ...counts } = one;
    sessions[session] = { ...times(counts), taps: times(taps) };
  }
  return {
    states: times(tally.states),
    stages: times(tally.stages),
    countries: times(tally.countries),
    weeks: times(tally.weeks),
    sessions,
    here: times(tally.here),
  };
}

function entriesOf(course: Course, sessions: Tally['sessions']) {
  return everySession(course).flatMap((session) => {
    const one = sessions[session];
    return one === undefined ? [] : [[session, one] as const];
  });
}
