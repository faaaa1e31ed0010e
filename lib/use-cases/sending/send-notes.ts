import { SECOND_MS } from '../../domain/calendar.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import { type Note, type NoteDeps, type NoteOutcome, sendNote } from './send-note.ts';

/** Sends that wait for their moment or for SES, one beside the other. */
const SIDE_BY_SIDE = 20;
/** SES could not take some: they are tried again after this, so often. */
const TRY_AGAIN_AFTER_MS = 30 * SECOND_MS;
const ROUNDS = 20;
/** So many calls that fail in one round are no trouble of single mothers: the command ends with the error. */
const MOST_FAILURES = 50;

export type NoteReport = Readonly<Record<NoteOutcome, number>>;

/**
 * Sends a note to each of `ids`, at the rate that lessons go at. Stops when all sending is paused. A record that cannot be
 * read, or a call that fails, puts off that mother alone. Cut short, or run twice at once, the same call goes on: nobody
 * gets it twice.
 * @throws the error of a call where every one of a round fails.
 */
export function sendNotes(deps: NoteDeps) {
  return async (
    note: Note,
    ids: readonly SubscriberId[],
    done: () => void = () => {},
  ): Promise<NoteReport> => {
    const outcomes = new Map<SubscriberId, NoteOutcome>();
    let left = [...ids];
    for (let round = 0; round < ROUNDS && left.length > 0; round += 1) {
      if (round > 0) await deps.clock.wait(TRY_AGAIN_AFTER_MS);
      // Who is left later may all be in trouble while the others have theirs.
      const mostFailures = round === 0 ? Math.min(ids.length, MOST_FAILURES) : MOST_FAILURES;
      await sendRound(deps, note, { ids: left, mostFailures }, (id, outcome) => {
        outcomes.set(id, outcome);
        if (outcome !== 'put-off' && outcome !== 'paused') done();
      });
      if ([...outcomes.values()].includes('paused')) break;
      left = left.filter((id) => outcomes.get(id) === 'put-off');
    }
    return counted([...outcomes.values()], ids.length);
  };
}

async function sendRound(
  deps: NoteDeps,
  note: Note,
  { ids, mostFailures }: { ids: readonly SubscriberId[]; mostFailures: number },
  done: (id: SubscriberId, outcome: NoteOutcome) => void,
): Promise<void> {
  const send = sendNote(deps);
  let [next, isPaused, failures] = [0, false, 0];
  const worker = async () => {
    for (let id = ids[next++]; id !== undefined && !isPaused; id = ids[next++]) {
      try {
        const outcome = await send(note, id);
        if (outcome === 'paused') isPaused = true;
        done(id, outcome);
      } catch (error) {
        failures += 1;
        if (failures === mostFailures) throw error;
        done(id, 'put-off');
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

/** Whoever was not come to counts as paused. */
function counted(outcomes: readonly NoteOutcome[], all: number): NoteReport {
  const of = (outcome: NoteOutcome) => outcomes.filter((one) => one === outcome).length;
  return {
    sent: of('sent'),
    already: of('already'),
    open: of('open'),
    'put-off': of('put-off'),
    left: of('left'),
    resting: of('resting'),
    unreviewed: of('unreviewed'),
    failed: of('failed'),
    unknown: of('unknown'),
    paused: of('paused') + all - outcomes.length,
  };
}
