import { createHash } from 'node:crypto';
import type { Tap } from '../../../../lib/domain/answers.ts';
import { addDays, type LocalDate } from '../../../../lib/domain/calendar.ts';
import type { Level, Pace, SessionId } from '../../../../lib/domain/course.ts';
import { decide } from '../../../../lib/domain/placement/decide.ts';
import type { Decision } from '../../../../lib/domain/placement/decision.ts';
import { describeReasons } from '../../../../lib/domain/placement/reasons.ts';
import { planFor } from '../../../../lib/domain/plan.ts';
import type { CourseRecord, SentLesson } from '../../../../lib/domain/subscriber.ts';
import { at, record } from '../../../builders.ts';
import { COURSE } from '../../../course.ts';
import { Random } from '../../../simulation/random.ts';

/**
 * Plans and decisions that were recorded once, to show that a change of the code changes no decision. The records are
 * drawn by chance alone and never by the rules, so that one changed rule does not change the cases after it.
 */

const CASES = 10_000;
const PER_LINE = 100;
const TODAY = '2026-06-01';
const LADDER: readonly SessionId[] = Array.from({ length: 53 }, (_, number): SessionId => `${number}`);
const ON_RAMP: readonly SessionId[] = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'];
const LOOP: readonly SessionId[] = [
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E6',
  'E7',
  'E8',
  'E9',
  'E10',
  'E11',
  'E12',
];
const TAPS: readonly (Tap | null)[] = [
  ...[null, null, null, null, null, 'right', 'right', 'missed', 'notyet', 'notyet', 'ready'],
  ...['easy', 'easy', 'easy', 'easy', 'easy', 'hard', 'hard', 'hard', 'hard', 'hard'],
  ...['away:1-2', 'away:3-4', 'away:5-11', 'away:12+'],
] as const;

/** A line for each hundred decisions: the sessions, and a hash of everything else that was decided. */
export function goldenDecisions(): string {
  const decisions = goldenCases().map((mother) => decide(COURSE, mother, TODAY));
  const lines: string[] = [];
  for (let from = 0; from < CASES; from += PER_LINE) {
    const chunk = decisions.slice(from, from + PER_LINE);
    lines.push([...chunk.map(({ session }) => session), hashOf(chunk.map(described).join('\n'))].join(' '));
  }
  return `${lines.join('\n')}\n`;
}

/** A line for each beginning: pace, weeks since birth, and the sessions of seventy weeks with the levels of the loop. */
export function goldenPlans(): string {
  const weeks = [0, 1, 2, 3, 5, 6, 8, 11, 12, 13, 30, 52, 53, null];
  const lines = (['standard', 'gentle'] as const).flatMap((pace) =>
    weeks.map((begin) => {
      const plan = planFor(COURSE, {
        born: begin === null ? null : '2026-01-05',
        joined: addDays('2026-01-05', 7 * (begin ?? 0)),
        pace,
        zone: 'Europe/London',
        lessons: 70,
      });
      const sessions = plan.map(({ session, level }) => (level === null ? session : `${session}.${level}`));
      return [pace, begin ?? 'none', ...sessions].join(' ');
    }),
  );
  return `${lines.join('\n')}\n`;
}

/** All of one decision as text, with the reasons in words. */
export function described(decision: Decision): string {
  const { session, level, stage, weeksSinceBirth, everyday, opensRun, reasons, becomes } = decision;
  const { hold, tapRun, anchor } = becomes;
  return JSON.stringify([
    ...[session, level, stage, weeksSinceBirth, everyday.list, everyday.index, opensRun],
    ...[describeReasons(reasons), hold, becomes.level, tapRun?.answer, tapRun?.count, anchor],
  ]);
}

export function goldenCases(): readonly CourseRecord[] {
  const random = new Random(20_260_601);
  return Array.from({ length: CASES }, () => someone(random));
}

function someone(random: Random): CourseRecord {
  const age = random.pick([random.between(0, 90), random.between(60, 420), random.between(300, 900), null]);
  const recent = random.chance(0.05) ? [] : someLessons(random);
  const last = recent.at(-1);
  const numbers = recent.map(({ session }) => LADDER.indexOf(session)).filter((number) => number >= 0);
  const beyond = random.chance(0.2) ? [random.pick([random.between(0, 52), 52])] : [];
  const highest = Math.max(-1, ...numbers, ...beyond);
  return record({
    birthDate: age === null ? null : addDays(TODAY, -age),
    pace: random.pick<Pace>(['standard', 'gentle']),
    babyMentions: random.chance(0.8),
    joinedAt: at(`${recent[0]?.on ?? TODAY} 08:00`),
    anchor: random.chance(0.8) ? (recent[0]?.on ?? TODAY) : addDays(TODAY, -random.between(0, 700)),
    lessonNumber: last?.number ?? 0,
    firstLessonOn: recent[0] === undefined ? null : addDays(recent[0].on, -7 * random.between(0, 30)),
    recent,
    highestLadderSession: highest < 0 ? null : `${highest}`,
    level: random.pick<Level>([1, 2, 3]),
    hold: random.chance(0.12),
    tap: last === undefined ? null : random.pick(TAPS),
    tapRun: random.chance(0.5)
      ? { answer: random.pick(['easy', 'hard']), count: random.between(1, 3) }
      : null,
    changed: random.chance(0.15),
    countedFrom: last?.on ?? null,
  });
}

/** A walk along the lists, mostly one on, with steps back and now and then a gap or another list. */
function someLessons(random: Random): readonly SentLesson[] {
  const lessons: SentLesson[] = [];
  let list = random.pick([LADDER, LADDER, ON_RAMP, LOOP]);
  let place = random.chance(0.1) ? list.length - 1 : random.between(0, list.length - 1);
  let on: LocalDate = addDays(TODAY, -random.chance(0.15) ? random.between(14, 150) : 7);
  const count = random.between(1, 12);
  for (let number = count; number > 0; number -= 1) {
    const session = list[Math.max(0, Math.min(place, list.length - 1))] ?? '0';
    lessons.unshift({ number, session, level: list === LOOP ? random.pick<Level>([1, 2, 3]) : null, on });
    on = addDays(on, -(random.chance(0.1) ? random.between(8, 80) : 7));
    place -= random.pick([1, 1, 1, 1, 0, -1, 3]);
    if (random.chance(0.05)) list = random.pick([LADDER, ON_RAMP, LOOP]);
  }
  return lessons;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
