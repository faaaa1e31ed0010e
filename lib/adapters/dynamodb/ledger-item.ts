import type { LocalDate } from '../../domain/calendar.ts';
import { LEVELS } from '../../domain/course.ts';
import { EVENT_KINDS, type EventKind, type Fate, type LedgerLine } from '../../domain/sending/ledger.ts';
import type { Run } from '../../domain/subscriber.ts';
import { Attributes } from './attributes.ts';
import { type Item, toItem } from './item.ts';
import { VERSION } from './stored-values.ts';
import { idOfKey, SEND_PREFIX, subscriberKey } from './table-shape.ts';

const LINE_STATES = ['sent', 'skipped', 'failed', 'unknown'] as const;
const STORED_FATES = ['none', 'send', 'delay', 'delivery', 'reject', 'bounce', 'complaint'] as const;

export function lineKey(run: Run, dueOn: LocalDate): string {
  return `${SEND_PREFIX}${run}#${dueOn}`;
}

/**
 * `SEND#<run>#<local day>`. `n` counts its writes, so that two merges at once lose nothing. Kinds of events and attempt
 * ids are joined by a blank.
 * @throws on a line that `read` would refuse: it is never written.
 */
export function lineItem(
  { id, run, dueOn, otherAttempts, seen, fate, ...line }: LedgerLine,
  n: number,
  read: (item: Item) => object = lineFromItem,
): Item {
  const item = toItem({
    pk: subscriberKey(id),
    sk: lineKey(run, dueOn),
    v: VERSION,
    n,
    ...line,
    fate: fate === 'soft-bounce' ? 'bounce' : fate,
    seen: seen.join(' ') || null,
    others: otherAttempts.join(' ') || null,
  });
  read(item);
  return item;
}

export function lineFromItem(item: Item): { line: LedgerLine; n: number } {
  const at = new Attributes(item);
  at.version();
  const [run = '', dueOn] = at.text('sk').slice(SEND_PREFIX.length).split('#');
  if (dueOn === undefined) throw new Error('a ledger line without its run or day');
  const kinds = kindsOf(at.textOrNull('seen'), at.oneOf('fate', STORED_FATES));
  const line = {
    dueAt: at.number('dueAt'),
    state: at.oneOf('state', LINE_STATES),
    number: at.wholeOrNull('number'),
    session: at.sessionOrNull('session'),
    level: at.oneOfOrNull('level', LEVELS),
    reason: at.text('reason'),
    attempt: at.textOrNull('attempt'),
    messageId: at.textOrNull('messageId'),
    at: at.number('at'),
    fateAt: at.numberOrNull('fateAt'),
    id: idOfKey(at.text('pk')),
    ...{ run, dueOn },
    otherAttempts: at.textOrNull('others')?.split(' ') ?? [],
    seen: kinds,
    fate: fateOf(kinds),
  };
  const n = at.whole('n');
  at.check();
  return { line, n };
}

/** Lines of the first releases have no `seen`, only the strongest kind. */
function kindsOf(seen: string | null, fate: Fate): readonly EventKind[] {
  if (seen === null) return fate === 'none' ? [] : [fate];
  const names = seen.split(' ');
  const kinds = EVENT_KINDS.filter((kind) => names.includes(kind));
  if (kinds.length !== names.length) throw new Error(`not kinds of events: ${seen}`);
  return kinds;
}

/** `fate` is stored as well, with a soft bounce as `bounce`: releases that know no `seen` read it. */
function fateOf(kinds: readonly EventKind[]): Fate {
  return kinds.at(-1) ?? 'none';
}
