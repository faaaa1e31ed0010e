import type { CourseSource } from '../course-source.ts';
import type { Finding } from '../findings.ts';
import type { Dose } from '../programme-schemas.ts';
import { findingAt } from './finding-at.ts';
import { middleOf } from './loads.ts';
import { bigVolumes, compareDoses, heaviestOf, isBig, patternOf, volumeOf, workOf } from './measures.ts';
import { type Block, blocksIn, chainOf, type Planned, plannedSessions } from './planned.ts';

/** Blocks of four weeks: the same main moves for three, growing, then about half; and the year grows over them. */
export function checkBlocks(course: CourseSource): Finding[] {
  const chains = chainsOf(course);
  return chains.flatMap((chain) => {
    const blocks = blocksIn(course, chain);
    return [...blocks.flatMap((block) => checkBlock(course, block)), ...checkPeaks(course, blocks)];
  });
}

/** The ladder, the on-ramp, and the loop at each of its levels. */
export function chainsOf(course: CourseSource): Planned[][] {
  const all = plannedSessions(course);
  const first = all.filter(
    ({ track, level }, place) => all.findIndex((one) => one.level === level && one.track === track) === place,
  );
  const seen = new Set<string>();
  return first
    .map((planned) => chainOf(all, planned))
    .filter((chain) => {
      const key = chain.map(({ name }) => name).join();
      return !seen.has(key) && seen.add(key);
    });
}

function checkBlock(course: CourseSource, { name, sessions }: Block): Finding[] {
  const hard = sessions.filter(({ easierWeek }) => !easierWeek);
  const easy = sessions.find(({ easierWeek }) => easierWeek);
  const last = hard.at(-1);
  if (!last) return [];
  const moved = changedMoves(course, name, hard);
  return [
    ...moved,
    ...(moved.length > 0 ? [] : growth(name, hard)),
    ...(easy ? easierFaults(course, easy, last) : []),
  ];
}

/** A block may add a move, as the first carry comes in at the end of its block; it never loses or changes one. */
function changedMoves(course: CourseSource, name: string, hard: readonly Planned[]): Finding[] {
  const [first] = hard;
  const opening = first?.content.moves.map(({ move }) => move) ?? [];
  return hard.slice(1).flatMap((planned) => {
    const moves = planned.content.moves.map(({ move }) => move);
    const changed = opening.find((move, place) => moves[place] !== move);
    const added = moves.slice(opening.length).find((move) => patternOf(course, move) !== 'carry');
    return changed === undefined && added === undefined
      ? []
      : [
          findingAt(
            planned,
            ['moves', changed === undefined ? opening.length : opening.indexOf(changed)],
            'block',
            `the moves of block ${name} stay for three weeks: ${changed === undefined ? `${added} is new` : `${changed} stands here in week 1`}`,
          ),
        ];
  });
}

function growth(name: string, hard: readonly Planned[]): Finding[] {
  const falls = hard.slice(1).flatMap((planned, before) =>
    pairsOf(hard[before], planned)
      .filter(({ was, is }) => compareDoses(is, was) < 0)
      .map(({ is, place }) =>
        findingAt(planned, ['moves', place], 'growth', `${is.move} asks less than the week before`),
      ),
  );
  const last = hard.at(-1);
  const stands = pairsOf(hard[0], last)
    .filter(({ was, is }) => compareDoses(is, was) <= 0)
    .flatMap(({ is, place }) =>
      last ? findingAt(last, ['moves', place], 'growth', `${is.move} does not grow over block ${name}`) : [],
    );
  return falls.length > 0 ? falls : stands;
}

interface Grown {
  was: Dose;
  is: Dose;
  place: number;
}

function pairsOf(before: Planned | undefined, after: Planned | undefined): Grown[] {
  return (after?.content.moves ?? []).flatMap((is, place) => {
    const was = before?.content.moves[place];
    return was && was.move === is.move ? [{ was, is, place }] : [];
  });
}

/** The easier week: few sets, no more than so much of each big move and of all, and no heavier. */
function easierFaults(course: CourseSource, easy: Planned, last: Planned): Finding[] {
  const rules = course.programmeRules.data['easier-week'];
  const full = bigVolumes(course, last);
  const half = bigVolumes(course, easy);
  const share = sum(half.values()) / Math.max(1, sum(full.values()));
  const [least, most] = rules['of-all'];
  const at = (path: readonly PropertyKey[], message: string) => findingAt(easy, path, 'easier-week', message);
  return [
    ...easy.content.moves.flatMap((dose, place) => {
      const before = full.get(dose.move);
      return [
        ...((dose.sets ?? 1) > rules.sets
          ? [at(['moves', place], `${dose.sets} sets in an easier week (at most ${rules.sets})`)]
          : []),
        ...(isBig(course, dose) && before !== undefined && volumeOf(dose) > rules['of-each'] * before
          ? [
              at(
                ['moves', place],
                `${dose.move} is not easier: ${volumeOf(dose)} of ${before} the week before`,
              ),
            ]
          : []),
      ];
    }),
    ...(share < least || share > most
      ? [
          at(
            ['moves'],
            `the easier week is ${Math.round(share * 100)}% of the week before (${least * 100} to ${most * 100})`,
          ),
        ]
      : []),
    ...(heaviestOf(easy) > heaviestOf(last)
      ? [at(['moves'], 'the easier week is heavier than the week before')]
      : []),
  ];
}

/** The top week of a block is more work than that of the block so many before. */
function checkPeaks(course: CourseSource, blocks: readonly Block[]): Finding[] {
  const rules = course.programmeRules.data;
  const over = rules['peak-grows-over'];
  const peaks = blocks.map(({ name, sessions }) => ({
    name,
    top: sessions.filter(({ easierWeek }) => !easierWeek).at(-1),
  }));
  return peaks.slice(over).flatMap(({ name, top }, place) => {
    const before = peaks[place]?.top;
    if (!top || !before) return [];
    const [is, was] = [workOf(rules, top), workOf(rules, before)].map(Math.round);
    return (is ?? 0) > (was ?? 0)
      ? []
      : [
          findingAt(
            top,
            ['moves'],
            'growth',
            `the top of block ${name}, ${is} kg x reps, is no more than ${was}, ${over} blocks before`,
          ),
        ];
  });
}

function sum(values: Iterable<number>): number {
  let whole = 0;
  for (const value of values) whole += value;
  return whole;
}

/** Kilos of a move never fall from one full week to the next that has it. */
export function checkKilos(course: CourseSource): Finding[] {
  return chainsOf(course).flatMap((chain) => {
    const top = new Map<string, number>();
    return chain
      .filter(({ easierWeek }) => !easierWeek)
      .flatMap((planned) =>
        planned.content.moves.flatMap((dose, place) => {
          if (!dose.kg) return [];
          const before = top.get(dose.move) ?? 0;
          top.set(dose.move, Math.max(before, middleOf(dose)));
          return middleOf(dose) < before
            ? [
                findingAt(
                  planned,
                  ['moves', place],
                  'growth',
                  `${dose.move} gets lighter: ${dose.kg.join(' to ')} kg`,
                ),
              ]
            : [];
        }),
      );
  });
}
