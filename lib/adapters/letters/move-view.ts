import type { Edition, Exercise, Move } from './edition.ts';
import { type Picture, type Pictures, pictureOf } from './pictures.ts';

export interface MoveView extends Exercise {
  code: string;
  /** Its place in the session, from 1. */
  number: number;
  dose: string;
  load: string | null;
  how: string;
  /** First in its block: the mail prints its caution; the page in the browser always does. */
  first: boolean;
  /** Done in an earlier session of her way: a mail that asks much of her leaves its cue to the page in the browser. */
  known: boolean;
  easier: string;
  harder: string | null;
  or: { name: string; dose: string; how: string; cue: string } | null;
  picture: Picture | null;
}

/** Moves done in turn, under their name; one group without a name where they are done one by one. */
export interface MoveGroup {
  name: string | null;
  moves: readonly MoveView[];
}

const PAIR = 2;

export function moveViews(moves: readonly Move[], edition: Edition, pictures: Pictures): MoveView[] {
  return moves.map((move, place) => moveView(move, place + 1, edition, pictures));
}

/** For who begins a run, or returns to one: she has read its cue and its caution long ago, or never. */
export function asNew(move: MoveView): MoveView {
  return { ...move, first: true, known: false };
}

/** The moves by their pairs. */
export function orderedGroups(moves: readonly MoveView[], pairs: readonly string[]): MoveGroup[] {
  if (pairs.length === 0) return [{ name: null, moves }];
  return pairs
    .map((name, pair) => ({ name, moves: moves.slice(pair * PAIR, (pair + 1) * PAIR) }))
    .filter((group) => group.moves.length > 0);
}

function moveView(move: Move, number: number, edition: Edition, pictures: Pictures): MoveView {
  const exercise = exerciseOf(edition, move.code);
  const or = move.or ? exerciseOf(edition, move.or.code) : null;
  const cue = move.cue ?? exercise.cue;
  return {
    ...exercise,
    cue,
    caution: move.load === null ? exercise.caution : exercise.cautionWithWeight,
    code: move.code,
    number,
    dose: move.dose,
    load: move.load,
    how: move.how,
    first: move.first,
    known: move.known,
    easier: move.easier,
    harder: move.harder,
    or:
      move.or && or
        ? { name: or.name, dose: move.or.dose, how: move.or.how, cue: or.cue === cue ? '' : or.cue }
        : null,
    picture: pictureOf(pictures, move.picture, edition.alts),
  };
}

function exerciseOf(edition: Edition, code: string): Exercise {
  const exercise = edition.exercises[code];
  if (!exercise) throw new Error(`no exercise ${code} in the course`);
  return exercise;
}
