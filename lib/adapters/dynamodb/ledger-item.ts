import * as z from 'zod/mini';
import type { LocalDate } from '../../domain/calendar.ts';
import { EVENT_KINDS, type EventKind, type Fate, type LedgerLine } from '../../domain/sending/ledger.ts';
import type { Run } from '../../domain/subscriber.ts';
import { fromItem, type Item, toItem } from './item.ts';
import { level, moment, orNull, session, textOrNull, VERSION, version } from './stored-values.ts';
import { idOfKey, SEND_PREFIX, subscriberKey } from './table-shape.ts';

/** `SEND#<run>#<local day>`. `n` counts its writes, so that two merges at once lose nothing. */
const storedLine = z.object({
  v: version,
  n: z.int(),
  pk: z.string(),
  sk: z.string(),
  dueAt: moment,
  state: z.enum(['sent', 'skipped', 'failed', 'unknown']),
  number: orNull(z.int()),
  session: orNull(session),
  level: orNull(level),
  reason: z.string(),
  attempt: textOrNull,
  messageId: textOrNull,
  at: moment,
  fate: z.enum(['none', 'send', 'delay', 'delivery', 'reject', 'bounce', 'complaint']),
  fateAt: orNull(moment),
  /** Kinds of events joined by a blank. */
  seen: z.optional(z.string()),
  /** Attempt ids joined by a blank. */
  others: z.optional(z.string()),
});

export function lineKey(run: Run, dueOn: LocalDate): string {
  return `${SEND_PREFIX}${run}#${dueOn}`;
}

/** @throws on a line that `read` would refuse: it is never written. */
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
  const { v, n, pk, sk, others, seen, fate, ...rest } = storedLine.parse(fromItem(item));
  const [run, dueOn] = sk.slice(SEND_PREFIX.length).split('#');
  if (run === undefined || dueOn === undefined) throw new Error('a ledger line without its run or day');
  const otherAttempts = others === undefined ? [] : others.split(' ');
  const kinds = kindsOf(seen, fate);
  const line = { ...rest, id: idOfKey(pk), run, dueOn, otherAttempts, seen: kinds, fate: fateOf(kinds) };
  return { line, n };
}

/** Lines of the first releases have no `seen`, only the strongest kind. */
function kindsOf(seen: string | undefined, fate: Fate): readonly EventKind[] {
  if (seen === undefined) return fate === 'none' ? [] : [fate];
  const names = seen.split(' ');
  const kinds = EVENT_KINDS.filter((kind) => names.includes(kind));
  if (kinds.length !== names.length) throw new Error(`not kinds of events: ${seen}`);
  return kinds;
}

/** `fate` is stored as well, with a soft bounce as `bounce`: releases that know no `seen` read it. */
function fateOf(kinds: readonly EventKind[]): Fate {
  return kinds.at(-1) ?? 'none';
}
