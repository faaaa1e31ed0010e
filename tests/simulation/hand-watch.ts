import { localDate } from '../../lib/domain/calendar.ts';
import type {
  About,
  Active,
  AttemptId,
  Receiving,
  Subscriber,
  SubscriberId,
} from '../../lib/domain/subscriber.ts';
import type { Mail } from '../../lib/ports/mailer.ts';
import type { MailWatch } from './mail-watch.ts';
import type { Witness } from './witness.ts';

type Fields = Pick<
  About,
  'birthDate' | 'pace' | 'country' | 'timeZone' | 'babyMentions' | 'sendDay' | 'sendHour'
>;
const FIELDS = [
  ...(['birthDate', 'pace', 'country', 'timeZone', 'babyMentions', 'sendDay', 'sendHour'] as const),
] satisfies (keyof Fields)[];

/** What stands on her record since the operator's last word. */
interface ByHand extends Pick<Receiving, 'movedTo' | 'byHand' | 'run'> {
  fields: Fields;
  restUntil: Receiving['restUntil'];
  /** The lessons that she had when one was first claimed after he moved her, and after anything else that he did. */
  claimedAfterMove: number | null;
  claimedAfterWord: number | null;
}

type Word = Omit<ByHand, 'claimedAfterMove' | 'claimedAfterWord'>;

const SENDERS: ReadonlySet<string> = new Set(['deliver', 'record', 'reconcile', 'enrol', 'dispatch']);
const BY_HAND: ReadonlySet<string> = new Set(['move', 'change by hand', 'pause by hand']);

/** What the operator did to a record stands until someone else changes it, and her next mail tells her. */
export class HandWatch implements MailWatch {
  readonly #witness: Witness;
  readonly #standing = new Map<SubscriberId, ByHand>();
  readonly #claims = new Map<AttemptId, Active>();
  /** The attempts that began in a pause given by hand: they may send nothing. */
  readonly #inPause = new Set<AttemptId>();
  /** Her record as it was when a lesson was last claimed: what the mail of that lesson tells. */
  readonly #told = new Map<SubscriberId, Active>();

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** A call of the subscribers' store took effect. */
  saw(functionName: string, method: string, [written]: readonly unknown[], result: unknown): void {
    if (method === 'claim' && isRecord(result) && result.state === 'active') this.#claimed(result);
    if (method === 'deleteProfile' && typeof written === 'string') this.#standing.delete(written);
    if (result !== 'written' || !isRecord(written)) return;
    if (method === 'confirm' || written.state === 'stopped') this.#standing.delete(written.id);
    else if (method === 'replace') this.#written(functionName, written);
  }

  accepted({ kind, tags, text }: Mail): void {
    const attempt = tags['attempt'] ?? '';
    const record = this.#claims.get(attempt);
    if (kind === 'lesson' && this.#inPause.has(attempt))
      this.#witness.fail(`a lesson was claimed and sent in the pause that ${record?.id} was given by hand`);
    if (kind !== 'lesson' || record === undefined || record.byHand === null) return;
    if (!text.includes(`by-hand ${record.byHand}`))
      this.#witness.fail(`${record.id} got a lesson that does not tell her: ${record.byHand} by hand`);
  }

  eventArrived(): void {}
  eventParked(): void {}

  #claimed(record: Active): void {
    if (record.claim !== null) this.#claims.set(record.claim.attempt, record);
    this.#told.set(record.id, record);
    const standing = this.#standing.get(record.id);
    if (standing === undefined) return;
    this.#compare(standing, record);
    const on = localDate(record.claim?.at ?? 0, record.timeZone);
    if (record.claim !== null && standing.restUntil !== null && on < standing.restUntil)
      this.#inPause.add(record.claim.attempt);
    standing.claimedAfterMove ??= record.lessonNumber;
    standing.claimedAfterWord ??= record.lessonNumber;
  }

  #written(functionName: string, next: Receiving): void {
    const standing = this.#standing.get(next.id);
    if (SENDERS.has(functionName)) {
      if (standing === undefined) return;
      this.#compare(standing, next);
      Object.assign(standing, { movedTo: next.movedTo, byHand: next.byHand });
      return;
    }
    const isByHand = BY_HAND.has(functionName);
    if (standing === undefined && !isByHand) return;
    const word = wordOf(next);
    // What he does not touch may be in a mail that is on its way.
    const isMoved = isByHand && standing?.movedTo !== next.movedTo;
    const isWord = isByHand && functionName !== 'move' && JSON.stringify(word) !== wordIn(standing);
    this.#standing.set(next.id, {
      ...word,
      claimedAfterMove: isMoved ? null : (standing?.claimedAfterMove ?? null),
      claimedAfterWord: isWord ? null : (standing?.claimedAfterWord ?? null),
    });
  }

  /** Sending changes nothing that he told, and takes his word off the record once a lesson went that could tell it. */
  #compare(standing: ByHand, next: Receiving): void {
    const { fields, movedTo, byHand, run, claimedAfterMove, claimedAfterWord } = standing;
    const { id } = next;
    if (run !== next.run) return;
    for (const name of FIELDS)
      if (next[name] !== fields[name])
        this.#witness.fail(`the ${name} of ${id} was changed by hand, and sending put it back`);
    const went = (after: number | null) => after !== null && next.lessonNumber > after;
    // The lesson on its way was that very session.
    const gotIt = next.recent.at(-1)?.session === movedTo;
    if (movedTo !== null && next.movedTo !== movedTo && !gotIt && !went(claimedAfterMove))
      this.#witness.fail(`${id} was moved to ${movedTo} by hand, and it was lost`);
    if (byHand !== null && next.byHand !== byHand && !went(claimedAfterWord) && !this.#isTold(id, standing))
      this.#witness.fail(`${id} was ${byHand} by hand, and no mail will tell her`);
  }

  /** What he changed during the send he changed back before its end: the mail tells what stands. */
  #isTold(id: SubscriberId, { fields, restUntil, byHand }: ByHand): boolean {
    const told = this.#told.get(id);
    if (told === undefined || told.byHand !== byHand || told.restUntil !== restUntil) return false;
    return FIELDS.every((name) => told[name] === fields[name]);
  }
}

function wordOf(record: Receiving): Word {
  const { birthDate, pace, country, timeZone, babyMentions, sendDay, sendHour } = record;
  const { movedTo, byHand, run, restUntil } = record;
  return {
    fields: { birthDate, pace, country, timeZone, babyMentions, sendDay, sendHour },
    ...{ movedTo, byHand, run, restUntil },
  };
}

function wordIn(standing: ByHand | undefined): string {
  if (standing === undefined) return '';
  const { claimedAfterMove: _, claimedAfterWord: __, ...word } = standing;
  return JSON.stringify(word);
}

function isRecord(value: unknown): value is Subscriber {
  return typeof value === 'object' && value !== null && 'state' in value && 'revision' in value;
}
