import type { LocalDate } from './calendar.ts';
import type { Countries } from './countries.ts';

/**
 * The map of a course: which sessions there are, who may get which one when, and where each answer and absence leads.
 * Placement reads nothing else. What a session says is in the coach's other files.
 */

/** A session's identity, as the coach's files spell it. Nothing is read out of its letters. */
export type SessionId = string;

/**
 * `ladder`: one session after the other, each opening in its week. `on-ramp`: leads those who begin later to the
 * ladder or the loop. `loop`: goes round for as long as she stays.
 */
export type Track = 'ladder' | 'on-ramp' | 'loop';

/** How heavy the loop is. Sessions outside the loop have no level. */
export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

export const PACES = ['standard', 'gentle'] as const;
export type Pace = (typeof PACES)[number];

export const STAGES = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * What is asked at the top of a session. `check`: cleared for exercise; "not yet" leads to `notYet`, or to the first
 * session of a path that this one is not on. `line`: strong enough; "weeks more" leads so many steps back.
 */
export type Gate = { asks: 'check'; notYet: SessionId } | { asks: 'line'; back: number };

export interface SessionRule {
  id: SessionId;
  track: Track;
  stage: Stage;
  /** A lighter week. */
  easier: boolean;
  /** By pace: whole weeks since her date from which this session may be sent. The fence reads only this and the next two. */
  opens: Readonly<Record<string, number>>;
  /** Whether it may be sent to someone without a date. */
  withoutDate: boolean;
  /** It may also be sent once this session was. */
  orAfter: SessionId | null;
  gates: readonly Gate[];
}

/** A way through the course, for those whose weeks at the beginning are `from` or more. The loop follows. */
export interface Path {
  from: number;
  /** `ceiling`: the latest session of the ladder that is open. */
  first: 'ceiling' | SessionId;
  goes: readonly SessionId[];
}

/** Where an answer or a return leads: the same session, so many steps back on her path, or a session. */
export type Target = 'same' | { back: number } | { session: SessionId };

/** Applies to someone who was away for `away` weeks or more. */
export interface ReturnRow {
  away: number;
  /** Only while she is so many weeks from her date, or fewer. */
  beforeWeek: number | null;
  /** Only when the last lesson before the absence was one of these. */
  had: readonly SessionId[] | null;
  to: Target;
}

export interface LoopLevels {
  /** Sessions of the loop exist at the levels 1 up to this one. */
  highest: Level;
  /** The sessions that begin a block: a higher level is taken up there. */
  blocks: readonly SessionId[];
  /** The level at which the loop begins after the ladder, by the answer to the ladder's last session. */
  fromLadder: { easy: Level; right: Level; else: Level };
  /** Where "too much" at level 1 leads. */
  below: SessionId;
}

/** Where the whole table of signs stands in the mail itself: early on, at the beginning of a run, in these sessions. */
export interface FullSigns {
  /** Weeks since her date, or fewer. */
  beforeWeek: number;
  firstLessons: number;
  sessions: readonly SessionId[];
}

/** Lines that stand in some sessions alone. */
export interface SessionLines {
  mood: readonly SessionId[];
  readyCheck: readonly SessionId[];
  afterCaesarean: readonly SessionId[];
}

/**
 * When lessons go to whoever chose nothing. `anchor`: on the weekday of her date, so that her week turns on that day, and
 * of the day she joined where she has none. `joined`: always on that.
 */
export interface SendTimes {
  hour: number;
  day: 'anchor' | 'joined';
}

/** A course as plain data: what the build writes. */
export interface CourseMap {
  countries: Countries;
  /** Someone without a date counts as so many weeks from it; null where everyone has a date. */
  weeksWithoutDate: number | null;
  /** `joined`: everyone counts from the day she confirms, and no date is asked. */
  anchor: 'asked' | 'joined';
  /** What the operator's commands call that day: "birth". */
  anchorName: string;
  /** Whether its texts are written once more for readers who want no mention of a baby, and the forms ask for it. */
  voices: boolean;
  /** An earlier date than this is a slip of the pen. */
  earliestDate: LocalDate;
  send: SendTimes;
  /** The most cautious pace last. */
  paces: readonly string[];
  /** Ladder, on-ramp, loop, each in its order. */
  sessions: readonly SessionRule[];
  /** What the first session of the ladder is called: 0 where the week of the birth counts, else 1. */
  firstNumber: number;
  levels: LoopLevels | null;
  paths: readonly Path[];
  tooEasy: { running: number };
  /** The lengths of a pause that she is offered, in weeks, the shortest first. */
  pauses: readonly number[];
  /** The reasons to leave that have a page of their own. */
  exits: readonly string[];
  /** Steps back on the first answer, and when it was given `running` times in a row. */
  tooMuch: { once: number; running: number; repeated: number };
  /** From so many weeks without a lesson on, she returns instead of going on. */
  gapWeeks: number;
  returns: readonly ReturnRow[];
  fullSigns: FullSigns;
  /** By session: the picture of the year that its mail opens with. */
  milestones: Readonly<Record<SessionId, string>>;
  lines: SessionLines;
  /** The session of the ladder that the sign-up page shows. */
  sample: SessionId;
  /** Sessions that were taken out of the course, and where those who had them stand. */
  gone: Readonly<Record<SessionId, SessionId>>;
}

/** What of a course the forms and lists go by. */
export type FormRules = Pick<
  CourseMap,
  'countries' | 'earliestDate' | 'send' | 'anchor' | 'voices' | 'weeksWithoutDate'
>;

/** A course as the rules ask it. */
export interface Course extends Omit<CourseMap, 'sessions'> {
  sessions: ReadonlyMap<SessionId, SessionRule>;
  ladder: readonly SessionId[];
  onRamp: readonly SessionId[];
  loop: readonly SessionId[];
  /** The last session of the ladder before the first one that asks for a medical check. */
  safest: SessionId;
  /** The session that follows the on-ramp where a path goes on to the ladder. */
  afterOnRamp: SessionId | null;
}

/** @throws on a map without a ladder; the build refuses one. */
export function courseFrom(map: CourseMap): Course {
  const on = (track: Track) => map.sessions.filter((rule) => rule.track === track).map(({ id }) => id);
  const ladder = on('ladder');
  const onRamp = on('on-ramp');
  return {
    ...map,
    sessions: new Map(map.sessions.map((rule) => [rule.id, rule])),
    ladder,
    onRamp,
    loop: on('loop'),
    safest: safestOf(map, ladder),
    afterOnRamp: afterOnRampOf(map, onRamp),
  };
}

function safestOf({ sessions }: CourseMap, ladder: readonly SessionId[]): SessionId {
  const first = ladder[0];
  if (first === undefined) throw new Error('a course needs a ladder');
  const gated = ladder.findIndex((id) => sessions.some((rule) => rule.id === id && hasCheck(rule)));
  return (gated === -1 ? ladder.at(-1) : ladder[gated - 1]) ?? first;
}

function afterOnRampOf({ paths }: CourseMap, onRamp: readonly SessionId[]): SessionId | null {
  const last = onRamp.at(-1);
  if (last === undefined) return null;
  const ids = paths.map(({ goes }) => (goes.includes(last) ? goes[goes.indexOf(last) + 1] : undefined));
  return ids.find((id) => id !== undefined) ?? null;
}

function hasCheck({ gates }: SessionRule): boolean {
  return gates.some(({ asks }) => asks === 'check');
}

/** Every session, in the order of a course: on-ramp, ladder, loop. */
export function everySession({ onRamp, ladder, loop }: Course): readonly SessionId[] {
  return [...onRamp, ...ladder, ...loop];
}

/** Every stage, in the order of the ladder and the loop. */
export function stagesOf({ ladder, loop, sessions }: Course): readonly Stage[] {
  const stages = [...ladder, ...loop].flatMap((id) => sessions.get(id)?.stage ?? []);
  return [...new Set(stages)];
}

/** @throws on a session that this course does not have. */
export function ruleOf(course: Course, session: SessionId): SessionRule {
  const rule = course.sessions.get(session);
  if (rule === undefined) throw new Error(`the course has no session ${session}`);
  return rule;
}

export function isOn(course: Course, track: Track, session: SessionId): boolean {
  return course.sessions.get(session)?.track === track;
}

/** The track a session is on, and its number there as she reads it: "Session 12", "Starter session 3". */
export interface Place {
  track: Track;
  number: number;
}

/** @throws on a session that this course does not have. */
export function placeOf(course: Course, session: SessionId): Place {
  const { track } = ruleOf(course, session);
  const tracks = { ladder: course.ladder, 'on-ramp': course.onRamp, loop: course.loop };
  return { track, number: tracks[track].indexOf(session) + (track === 'ladder' ? course.firstNumber : 1) };
}

/** Whether a session asks to be cleared for exercise. */
export function asksForCheck(course: Course, session: SessionId): boolean {
  return hasCheck(ruleOf(course, session));
}

export function stageOf(course: Course, session: SessionId): Stage {
  return ruleOf(course, session).stage;
}
