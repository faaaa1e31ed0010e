import { isPast, pathFrom } from './path.ts';
import { type Move, moveTo, type Underway } from './situation.ts';
import { heldBack } from './taps.ts';

/** Her own words that something was too much, or not safe yet: no move leads further on than they do. */
const CAREFUL: readonly (string | null)[] = ['hard', 'notyet', 'back'];

/**
 * The session that the operator chose, in place of what the rules ask for. Where they ask for care (`isReturn`: she was
 * away, or begins a new path; else her answer), it never leads further on than they do (docs/rules/placement.md#by-hand).
 */
export function chosenByHand(underway: Underway, asked: Move, isReturn: boolean): Move {
  const { course, record, weeks } = underway;
  const { movedTo } = record;
  if (movedTo === null) return asked;
  const path = asked.restartsPath ? pathFrom(course, weeks) : underway.path;
  const { hold, restartsPath } = asked;
  const move: Move = {
    ...moveTo(underway, movedTo, [{ rule: 'moved' }]),
    ...{ hold, jump: true, restartsPath },
  };
  const isCareful = isReturn || CAREFUL.includes(record.tap);
  if (isCareful && isPast(course, path, asked.session, movedTo)) return asked;
  return heldBack({ course, path }, move);
}
