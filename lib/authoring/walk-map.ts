import { TAPS, type Tap } from '../domain/answers.ts';
import { addDays, type LocalDate } from '../domain/calendar.ts';
import { type Course, everySession, PACES, type SessionId } from '../domain/course.ts';
import { newRun } from '../domain/joining/new-run.ts';
import { aboutWith } from '../domain/joining/read-fields.ts';
import { advance } from '../domain/placement/advance.ts';
import { decide } from '../domain/placement/decide.ts';
import { fence } from '../domain/placement/fence.ts';
import { situationOf } from '../domain/placement/situation.ts';
import type { CourseRecord } from '../domain/subscriber.ts';

/** What a walk through a whole map found. */
export interface Stumble {
  /**
   * `fence-leak`: a session was let through that the map does not open. `dead-end`: someone who only goes on never
   * reaches the end of her path. `unreached`: nobody ever gets this session.
   */
  rule: 'fence-leak' | 'dead-end' | 'unreached';
  session: SessionId;
  message: string;
}

/**
 * Walks through everything that the map can lead to: every session asked for in every week at every pace, with a date
 * and without; and every state that any answers reach from any beginning. It takes some seconds, so it is run when the
 * map changed.
 */
export function walkMap(course: Course): Stumble[] {
  const weeks = lastOpening(course) + 2;
  const states = statesOf(course, weeks);
  return [...leaks(course, weeks), ...deadEnds(states), ...unreached(course, states)];
}

const DAY: LocalDate = '2026-01-05';

function lastOpening({ sessions, weeksWithoutDate }: Course): number {
  const weeks = [...sessions.values()].flatMap(({ opens }) => Object.values(opens));
  return Math.max(...weeks, weeksWithoutDate ?? 0);
}

/** Someone whose date is so many weeks before {@link DAY}, or who has none. */
function someone(course: Course, weeks: number | null, pace: CourseRecord['pace']): CourseRecord {
  const birthDate = weeks === null ? null : addDays(DAY, -7 * weeks);
  const details = {
    ...{ id: 'walk', address: 'walk@example.com', signUpId: 'walk' },
    ...aboutWith(course, { birthDate, pace, babyMentions: false }),
  };
  return newRun(course, details, Date.parse(`${DAY}T09:00:00Z`), 1);
}

/** What the map itself says, without any rule. */
function mayGet(course: Course, her: CourseRecord, weeks: number | null, session: SessionId): boolean {
  const rule = course.sessions.get(session);
  if (rule === undefined) return false;
  if (rule.orAfter !== null && rule.orAfter === her.highestLadderSession) return true;
  const opens = rule.opens[her.pace] ?? rule.opens[course.paces.at(-1) ?? ''] ?? Number.POSITIVE_INFINITY;
  return (weeks !== null || rule.withoutDate) && (weeks ?? course.weeksWithoutDate ?? 0) >= opens;
}

function leaks(course: Course, lastWeek: number): Stumble[] {
  const stumbles: Stumble[] = [];
  const weeks = [...(course.weeksWithoutDate === null ? [] : [null]), ...counting(lastWeek + 1)];
  for (const pace of PACES) {
    for (const week of weeks) {
      for (const highestLadderSession of [null, course.ladder.at(-1) ?? null]) {
        const her = { ...someone(course, week, pace), highestLadderSession };
        const situation = situationOf(course, her, DAY);
        for (const asked of everySession(course)) {
          const { session } = fence(situation, asked);
          if (mayGet(course, her, week, session)) continue;
          const when = week === null ? 'without a date' : `in week ${week}`;
          stumbles.push({
            rule: 'fence-leak',
            session,
            message: `asked for ${asked} ${when} at the ${pace} pace`,
          });
        }
      }
    }
  }
  return stumbles;
}

interface State {
  her: CourseRecord;
  week: number | null;
  session: SessionId;
  /** The state that comes of going on, ready when she is held. */
  goesOn: string;
  ends: boolean;
}

/** By key: what is the same for every rule is one state. Of the lessons before the last nothing is kept. */
function statesOf(course: Course, lastWeek: number): ReadonlyMap<string, State> {
  const states = new Map<string, State>();
  const open = beginnings(course);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { her, week } = next;
    const decision = decide(course, her, DAY);
    const after = { ...her, ...advance(course, her, decision, DAY) };
    const key = keyOf(course, after, week, decision.session);
    if (next.goneOnFrom) next.goneOnFrom.goesOn = key;
    if (states.has(key)) continue;
    const ends = decision.finishes || course.loop.includes(decision.session);
    const went = { her: after, week, session: decision.session, goesOn: '', ends };
    states.set(key, went);
    if (decision.finishes) continue;
    const goingOn = after.hold ? 'ready' : null;
    for (const tap of [null, ...TAPS])
      open.push({ ...weekLater(went, tap, lastWeek), ...(tap === goingOn ? { goneOnFrom: went } : {}) });
  }
  return states;
}

interface Begun {
  her: CourseRecord;
  week: number | null;
  /** The state that this one comes of by going on. */
  goneOnFrom?: State;
}

function beginnings(course: Course): Begun[] {
  const { paths, weeksWithoutDate } = course;
  const weeks = [...(weeksWithoutDate === null ? [] : [null]), ...paths.map(({ from }) => from)];
  return weeks.flatMap((week) => PACES.map((pace) => ({ her: someone(course, week, pace), week })));
}

/** The same day again, with her date a week further back: so one day stands for all. */
function weekLater({ her, week, session }: State, tap: Tap | null, lastWeek: number): Begun {
  const later = week === null ? null : Math.min(week + 1, lastWeek);
  const last = her.recent.at(-1);
  const recent = last === undefined ? [] : [{ ...last, session, on: addDays(DAY, -7) }];
  const anchor = week === null || later === week ? her.anchor : addDays(her.anchor, -7);
  const birthDate = later === null ? null : addDays(DAY, -7 * later);
  return { week: later, her: { ...her, tap, recent, anchor, birthDate, firstLessonOn: addDays(DAY, -200) } };
}

function keyOf(course: Course, her: CourseRecord, week: number | null, session: SessionId): string {
  const path = situationOf(course, her, DAY).path.from;
  const furthest = her.highestLadderSession === course.ladder.at(-1);
  const { pace, level, hold, tapRun, recent } = her;
  const run = tapRun === null ? '' : `${tapRun.answer}${Math.min(tapRun.count, 3)}`;
  return [session, week, pace, path, level, recent.at(-1)?.level, hold, run, furthest].join('|');
}

function deadEnds(states: ReadonlyMap<string, State>): Stumble[] {
  const arrives = new Map<string, boolean>();
  const stuck = new Set<SessionId>();
  for (const key of states.keys()) {
    const seen: string[] = [];
    let at = key;
    while (!arrives.has(at) && !seen.includes(at) && states.get(at)?.ends === false) {
      seen.push(at);
      at = states.get(at)?.goesOn ?? '';
    }
    const gets = arrives.get(at) ?? states.get(at)?.ends ?? false;
    for (const one of seen) arrives.set(one, gets);
    const session = states.get(key)?.session;
    if (!gets && session !== undefined) stuck.add(session);
  }
  return [...stuck].map((session) => ({
    ...{ rule: 'dead-end' as const, session },
    message: `whoever goes on from ${session} never comes to the end of her path`,
  }));
}

function unreached(course: Course, states: ReadonlyMap<string, State>): Stumble[] {
  const reached = new Set([...states.values()].map(({ session }) => session));
  return everySession(course)
    .filter((session) => !reached.has(session))
    .map((session) => ({ rule: 'unreached', session, message: `nobody ever gets session ${session}` }));
}

function counting(count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => number);
}
