import { type Move, type Session, sessionKey } from '../adapters/letters/edition.ts';
import { amountsOf } from './amounts.ts';
import type { CourseSource } from './course-source.ts';
import { doseWords } from './dose-words.ts';
import { drawingOf } from './programme/drawings.ts';
import { impactOf } from './programme/impact.ts';
import { walkLine } from './programme/lines.ts';
import { bagLine, kilosWords } from './programme/loads.ts';
import {
  type FirstTimes,
  firstTimes,
  isFullWork,
  type Planned,
  plannedSessions,
} from './programme/planned.ts';
import { easierBriefly, easierLine, harderLine, harderOf, howBriefly, howOf } from './programme/swaps.ts';
import type { Dose } from './programme-schemas.ts';
import { stageTextOf } from './stage-texts.ts';
import type { Voice } from './voice.ts';
import { withWholeAmounts } from './whole-amounts.ts';

/** Everything the sessions say in one edition, by `sessionKey`. */
export function sessionsOf(course: CourseSource, voice: Voice): Record<string, Session> {
  const all = plannedSessions(course);
  return Object.fromEntries(
    all.map((planned) => [
      sessionKey(planned.session, planned.level),
      sessionOf(course, planned, firstTimes(course, all, planned), voice),
    ]),
  );
}

function sessionOf(course: CourseSource, planned: Planned, first: FirstTimes, voice: Voice): Session {
  const { say } = voice;
  const whole: Voice = { ...voice, say: (written) => withWholeAmounts(say(written)) };
  const { content, file, easierWeek } = planned;
  const short = 'short' in file.data ? file.data.short : undefined;
  const numbers = content.numbers;
  const compare = course.programme.data.numbers?.compare ?? '';
  const maybe = (line: string | undefined) => (line === undefined ? null : say(line));
  return {
    subject: say(content.subject),
    title: say(planned.title),
    why: say(content.why),
    whyYearsAgo: maybe(content['why-years-ago']),
    whyOfLaps: ('laps' in file.data ? (file.data.laps ?? []) : []).map((why) => say(why)),
    minutes: content.minutes,
    easierWeek,
    tip: planned.tip,
    ...effortOf(course, planned, first, whole),
    ...movesOf(course, planned, first, whole),
    impact: impactOf(course, planned, whole.say),
    walk: whole.say(walkLine(course.programme.data, content.walk, easierWeek)),
    needs: content.needs.map((thing) => say(course.kit.data.things[thing] ?? thing)),
    opensBlock: first.opensBlock,
    inBlock: first.block !== null,
    // How to put one together is a help page, but for the first weights of all.
    bag: bagOf(course, planned, first.firstWeights, voice),
    bagSafety: bagSafetyOf(course, first, voice),
    oneBag: content['one-bag'] && first.opensBlock ? say(course.kit.data['one-bag']) : null,
    readyNext: maybe(content['ready-next']),
    numbers: numbers
      ? {
          compare:
            numbers['compare-with'] === null
              ? null
              : say(compare).replace('{sessions}', say(numbers['compare-with'])),
        }
      : null,
    readyToRun: content['ready-to-run'] ?? false,
    nextLevel: maybe(content['next-level']),
    short: short
      ? { caesarean: voice.rich(short.caesarean), easier: say(short.easier), feel: say(short.feel) }
      : null,
  };
}

type EffortParts = Pick<Session, 'effort' | 'effortWords' | 'warmUp' | 'rest' | 'stop' | 'rule' | 'pairs'>;

/** Effort, warm-up, rest and stop: by the stage, the loop's level, the on-ramp's session, or the easier week. */
function effortOf(course: CourseSource, planned: Planned, first: FirstTimes, { say }: Voice): EffortParts {
  const stages = course.stages.data;
  const stage = stageTextOf(stages, planned.stage);
  const level = planned.level === null ? null : stages.levels[planned.level];
  const onRamp = Object.entries(stages['on-ramp']).find(([id]) => id === planned.session)?.[1];
  const easy = planned.easierWeek ? stages['easier-week'] : null;
  const effort = easy ?? level ?? onRamp ?? stage;
  const full = isFullWork(planned);
  const { pairs, 'rule-of-progress': rule } = course.programme.data;
  return {
    effort: effort.effort,
    effortWords: say(effort['effort-words']),
    warmUp: say((level ?? stage)['warm-up']),
    rest: say((easy ?? stage).rest),
    stop: say((easy ?? level ?? stage).stop),
    rule: full && mayGrow(course, planned, first) ? say(rule) : null,
    pairs: full ? pairs.map(say) : [],
  };
}

/** The rule of progress speaks of last week's same moves, and of weights: not where a block begins, nor before she has them. */
function mayGrow(course: CourseSource, { reach }: Planned, { block, opensBlock }: FirstTimes): boolean {
  return block !== null && !opensBlock && reach >= course.programmeRules.data.letter.from;
}

function movesOf(
  course: CourseSource,
  planned: Planned,
  first: FirstTimes,
  { say }: Voice,
): Pick<Session, 'moves' | 'easier' | 'harder'> {
  const { programme } = course;
  const { moves } = planned.content;
  const harder = moves.map((dose) => harderOf(course, planned, dose));
  const choice = harder.findIndex((swap) => swap !== null);
  const chosen = harder[choice];
  const exercise = course.exercises.data[moves[choice]?.move ?? ''];
  return {
    moves: moves.map((dose, place) => moveOf(course, dose, first, harder[place] ?? null, say)),
    easier: say(easierLine(programme.data, planned)),
    harder: {
      line: say(harderLine(programme.data, planned, choice >= 0)),
      choice: exercise && chosen ? { name: say(exercise.name), how: say(chosen) } : null,
    },
  };
}

function moveOf(
  course: CourseSource,
  dose: Dose,
  first: FirstTimes,
  harder: string | null,
  say: Voice['say'],
): Move {
  return {
    code: dose.move,
    picture: drawingOf(course, dose),
    dose: say(doseWords(amountsOf(course), dose)),
    load: dose.kg && dose.per ? say(kilosWords(amountsOf(course), dose.kg, dose.per)) : null,
    how: say(first.inBlock.has(dose.move) ? howOf(course, dose) : howBriefly(course, dose)),
    cue: dose.cue === undefined ? null : say(dose.cue),
    easier: say(easierBriefly(course, dose)),
    harder: harder === null ? null : say(harder),
    first: first.inBlock.has(dose.move),
    known: !first.onWay.has(dose.move),
    or: dose.or
      ? {
          code: dose.or.move,
          dose: say(doseWords(amountsOf(course), dose.or)),
          how: say(howOf(course, dose.or)),
        }
      : null,
  };
}

/** How to make a bag safe, where weights are new to her. */
function bagSafetyOf(course: CourseSource, first: FirstTimes, { say }: Voice): string | null {
  return first.firstWeights
    ? `${say(course.kit.data['bag-safety'])} ${say(course.kit.data['own-weights'])}`
    : null;
}

/** The bag of the week is the one she carries; none in an easier week. */
function bagOf(course: CourseSource, planned: Planned, makes: boolean, { say }: Voice): string | null {
  const carry = planned.content.moves.findLast(
    ({ move, kg }) => kg !== undefined && course.exercises.data[move]?.pattern === 'carry',
  );
  return carry && !planned.easierWeek ? bagLine(course, carry, makes, say) : null;
}
