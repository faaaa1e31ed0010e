import type { CourseSource } from '../course-source.ts';
import type { Dose, ImpactDose, Per, Range, VoicedText } from '../programme-schemas.ts';
import { stageTextOf } from '../stage-texts.ts';
import { impactOf } from './impact.ts';
import { walkLine } from './lines.ts';
import { type Planned, plannedSessions } from './planned.ts';
import { easierOf, harderOf } from './swaps.ts';

/** What one session asks, as she gets it; the shape of `programme --json`. */
export interface ProgrammeSession {
  session: string;
  level: number | null;
  title: string;
  subject: string;
  why: string;
  minutes: number;
  easierWeek: boolean;
  tip: string;
  walk: string;
  equipment: string[];
  moves: ProgrammeMove[];
  effort: readonly [number, number];
  impact: ProgrammeImpact | null;
}

export interface ProgrammeMove extends Amounts {
  move: string;
  rung: number;
  sets: number;
  eachSide: boolean;
  optional: boolean;
  load: Load | null;
  easier: string;
  harder: string | null;
}

interface Amounts {
  reps: number | null;
  seconds: number | null;
  metres: number | null;
  /** A range as two numbers. */
  minutes: Range | null;
  breaths: number | null;
  squeezes: Range | null;
  holdSeconds: Range | null;
}

interface Load {
  low: number;
  high: number;
  unit: 'kg';
  per: Per;
}

interface ProgrammeImpact {
  move: string;
  rung: number;
  sets: number;
  reps: number | null;
  seconds: number | null;
  optional: true;
  week: number;
  of: number;
  needs: string;
  otherwise: string;
}

/** The whole programme in the words it was written in. */
export function programmeData(course: CourseSource): ProgrammeSession[] {
  return plannedSessions(course).map((planned) => sessionData(course, planned));
}

function sessionData(course: CourseSource, planned: Planned): ProgrammeSession {
  const { content, session, level, title, easierWeek, tip } = planned;
  return {
    session,
    level,
    title,
    subject: content.subject,
    why: asWritten(content.why),
    minutes: content.minutes,
    easierWeek,
    tip,
    walk: walkLine(course.programme.data, content.walk, easierWeek),
    equipment: content.needs.map((thing) => course.kit.data.things[thing] ?? thing),
    moves: content.moves.map((dose) => moveData(course, planned, dose)),
    effort: effortData(course, planned),
    impact: impactData(course, planned),
  };
}

function moveData(course: CourseSource, planned: Planned, dose: Dose): ProgrammeMove {
  return {
    move: dose.move,
    rung: dose.rung,
    sets: dose.sets ?? 1,
    ...amountsOf(dose),
    eachSide: dose['each-side'] ?? false,
    optional: false,
    load: dose.kg && dose.per ? { low: dose.kg[0], high: dose.kg[1], unit: 'kg', per: dose.per } : null,
    easier: easierOf(course, dose),
    harder: harderOf(course, planned, dose),
  };
}

function amountsOf(dose: Dose): Amounts {
  return {
    reps: dose.reps ?? null,
    seconds: dose.seconds ?? null,
    metres: dose.metres ?? null,
    minutes: dose.minutes ?? null,
    breaths: dose.breaths ?? null,
    squeezes: dose.squeezes ?? null,
    holdSeconds: dose['hold-seconds'] ?? null,
  };
}

function effortData({ stages }: CourseSource, { easierWeek, level, session, stage }: Planned) {
  const onRamp = Object.entries(stages.data['on-ramp']).find(([id]) => id === session)?.[1];
  if (easierWeek) return stages.data['easier-week'].effort;
  const leveled = level === null ? onRamp : stages.data.levels[level];
  return (leveled ?? stageTextOf(stages.data, stage)).effort;
}

function impactData(course: CourseSource, planned: Planned): ProgrammeImpact | null {
  const impact: ImpactDose | undefined = planned.content.impact;
  const words = impactOf(course, planned, (line) => line);
  if (!impact || !words) return null;
  return {
    move: impact.move,
    rung: impact.rung,
    sets: impact.sets,
    reps: impact.reps ?? null,
    seconds: impact.seconds ?? null,
    optional: true,
    week: impact.week,
    of: impact.of,
    needs: words.needs,
    otherwise: words.otherwise,
  };
}

function asWritten(text: VoicedText): string {
  return typeof text === 'string' ? text : text.baby;
}
