import type { CourseSource } from '../course-source.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Finding } from '../findings.ts';
import type { ProgrammeRules } from '../programme-rules.ts';
import type { Dose } from '../programme-schemas.ts';
import { drawingOf } from './drawings.ts';
import { findingAt } from './finding-at.ts';
import { likenessOf, weightRow } from './loads.ts';
import { isBig, patternOf } from './measures.ts';
import { type Planned, plannedSessions, rungsOf } from './planned.ts';

type Say = (rule: Finding['rule'], message: string) => Finding;

/** Every dose of every session: there, not too early, within its caps, with a weight where it needs one. */
export function checkDoses(course: CourseSource): Finding[] {
  return plannedSessions(course).flatMap((planned) => [
    ...checkCount(course, planned),
    ...planned.content.moves.flatMap((dose, place) => {
      const at: Say = (rule, message) => findingAt(planned, ['moves', place], rule, message);
      const or = dose.or ? [dose.or] : [];
      return [dose, ...or].flatMap((one) => checkDose(course, planned, one, at));
    }),
  ]);
}

function checkCount({ programmeRules }: CourseSource, planned: Planned): Finding[] {
  const [fewest, most] = programmeRules.data.moves;
  const count = planned.content.moves.length;
  if (count >= fewest && count <= most) return [];
  return [findingAt(planned, ['moves'], 'moves', `${count} moves; a session has ${fewest} to ${most}`)];
}

function checkDose(course: CourseSource, planned: Planned, dose: Dose, at: Say): Finding[] {
  const exercise = course.exercises.data[dose.move];
  if (!exercise)
    return [
      at(
        'present',
        `there is no exercise ${dose.move}${didYouMean(dose.move, Object.keys(course.exercises.data))}`,
      ),
    ];
  const rung = rungsOf(course, dose)?.at;
  if (!rung) {
    return [at('rung', `${dose.move} has rungs 0 to ${exercise.rungs.length - 1}, not ${dose.rung}`)];
  }
  const drawing = drawingOf(course, dose);
  const early = (from: number, what: string) =>
    from > planned.reach ? [at('early', `${what} may not come before session ${from}`)] : [];
  return [
    ...early(exercise.from, dose.move),
    ...(exercise.from > planned.reach ? [] : early(rung.from, `${dose.move} rung ${dose.rung}`)),
    ...(exercise.pattern === 'impact'
      ? [at('impact-not-optional', `${dose.move} is impact: write it as "impact:", not among the moves`)]
      : []),
    ...(course.drawings.some(({ name }) => name === drawing)
      ? []
      : [at('picture', `there is no drawing ${drawing} in ${course.folder.poses}`)]),
    ...overCaps(course, planned, dose, at),
    ...loadFaults(course, planned, dose, at),
  ];
}

const CAPPED = ['sets', 'reps', 'seconds', 'metres', 'minutes', 'breaths', 'squeezes'] as const;

/** No dose above what its exercise and its stage allow: a slip of the pen is not a plan. */
function overCaps(course: CourseSource, planned: Planned, dose: Dose, at: Say): Finding[] {
  const stage = course.programmeRules.data.stages[planned.stage];
  const most = course.exercises.data[dose.move]?.most ?? {};
  const kilos = (dose.kg?.[1] ?? 0) * (dose.per === 'hand' ? 2 : 1);
  const big = isBig(course, dose);
  const fewest = stage?.['fewest-reps'];
  const over = (what: string, asked: number, cap: number | undefined, whose: string) =>
    cap !== undefined && asked > cap
      ? [at('dose-over-cap', `${asked} ${what} is more than ${cap}, the most ${whose}`)]
      : [];
  return [
    ...CAPPED.flatMap((what) => {
      const range = dose[what];
      const asked = range === undefined ? 0 : typeof range === 'number' ? range : range[1];
      const capped = what === 'sets' || what === 'seconds' || what === 'metres' || (what === 'reps' && big);
      return [
        ...over(what, asked, most[what], `of ${dose.move}`),
        ...(capped ? over(what, asked, stage?.most[what], `in ${planned.stage}`) : []),
      ];
    }),
    ...over('kg', dose.kg?.[1] ?? 0, dose.kg ? (most.kg ?? 0) : undefined, `of ${dose.move}`),
    ...over('kg in all', kilos, stage?.most.kg, `in ${planned.stage}`),
    ...(big && fewest !== undefined && !planned.easierWeek && (dose.reps ?? fewest) < fewest
      ? [at('dose-over-cap', `${dose.reps} reps are fewer than ${fewest}, the fewest in ${planned.stage}`)]
      : []),
  ];
}

function loadFaults(course: CourseSource, planned: Planned, dose: Dose, at: Say): Finding[] {
  const rules = course.programmeRules.data.weights;
  const rung = rungsOf(course, dose)?.at;
  const full = !planned.easierWeek;
  const ladder = planned.track === 'ladder';
  return [
    ...(rung?.kg && !dose.kg
      ? [at('load', `${dose.move} rung ${dose.rung} carries a weight: write kg and per`)]
      : []),
    ...(rung?.kg && dose.kg && full && outside(dose.kg, rung.kg)
      ? [
          at(
            'load',
            `${dose.kg.join(' to ')} kg stands outside rung ${dose.rung}, ${rung.kg.join(' to ')} kg`,
          ),
        ]
      : []),
    ...(rung?.per && dose.per && rung.per !== dose.per
      ? [at('load', `the kilos of ${dose.move} are per ${rung.per}, not per ${dose.per}`)]
      : []),
    ...(dose.kg && ladder && planned.number < rules.from
      ? [at('load', `a weight before session ${rules.from}`)]
      : []),
    ...(mustBeLoaded(course, planned, dose, rules) && !dose.kg
      ? [at('load', `${dose.move} could carry a weight and names none: write kg and per`)]
      : []),
    ...(dose.per === 'hand' && dose.kg && rules['one-hand-free'].includes(dose.move)
      ? [at('load', `${dose.move} needs a hand for the rail: write per: one hand`)]
      : []),
    ...likenessFaults(course, dose, at),
    ...lightness(course, dose, at),
  ];
}

function outside([low, high]: readonly [number, number], [least, most]: readonly [number, number]): boolean {
  return low < least || high > most;
}

function mustBeLoaded(
  course: CourseSource,
  { easierWeek, reach, track }: Planned,
  { move, rung }: Dose,
  { always, except }: ProgrammeRules['weights'],
): boolean {
  const free = except[move];
  const loadable = course.exercises.data[move]?.loadable ?? false;
  const due = !easierWeek && reach >= always && track !== 'on-ramp';
  return loadable && due && !(free !== undefined && rung <= free);
}

/** What a carry is compared with stands in the table, and is no child in each hand. */
function likenessFaults(course: CourseSource, dose: Dose, at: Say): Finding[] {
  if (!dose.kg || !dose.per || patternOf(course, dose.move) !== 'carry') return [];
  const row = weightRow(course.kit.data, dose);
  if (!row) return [at('load', `kit.yaml has no weight of ${dose.like} kg`)];
  const like = likenessOf(row, dose.per);
  const likeness = typeof like === 'string' ? like : like.baby;
  const child = course.programmeRules.data.weights['no-child-in'].find((word) => likeness.includes(word));
  return dose.per === 'hand' && child !== undefined
    ? [at('load', `"${likeness}" in each hand: give row ${row.kg} of kit.yaml an in-hand without "${child}"`)]
    : [];
}

/** The easier one is lighter than the dose. */
function lightness(course: CourseSource, dose: Dose, at: Say): Finding[] {
  const easier = dose.easier ?? rungsOf(course, dose)?.below?.kg;
  if (!dose.kg || !easier) return [];
  const share = course.programmeRules.data['easier-lighter'];
  return easier[0] + easier[1] >= share * (dose.kg[0] + dose.kg[1])
    ? [
        at(
          'easier',
          `Easier of ${dose.move} is ${easier.join(' to ')} kg, no lighter than ${dose.kg.join(' to ')}: write easier: [kilos]`,
        ),
      ]
    : [];
}
