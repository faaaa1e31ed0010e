import { isCanary } from '../../domain/canary.ts';
import { type Audit, added, auditOf, type Named, NOTHING_DUE } from '../../domain/sending/audit.ts';
import type { Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import { ALL_LINES, type Ledger } from '../../ports/ledger.ts';
import type { NoteStore } from '../../ports/note-store.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

const SIDE_BY_SIDE = 20;

export interface AuditDeps {
  clock: Pick<Clock, 'now'>;
  subscribers: Pick<SubscriberStore, 'all' | 'getRaw'>;
  ledger: Pick<Ledger, 'of' | 'all'>;
  notes: Pick<NoteStore, 'all'>;
}

/** What became of every note for every mother. `open`: being sent, or no answer came yet. */
export interface NotesAudit {
  sent: number;
  open: number;
  failed: number;
  unknown: number;
  /** Mails that SES took beyond the one of their note. */
  duplicates: number;
}

/** The whole, and who is behind the weeks that are late or of which nobody knows. */
export interface AuditReport extends Audit {
  lateIds: readonly Named[];
  unknownIds: readonly Named[];
  /** Who could not be audited, since her record or her ledger cannot be read: she is in none of the counts. */
  unreadable: readonly SubscriberId[];
  /** Lines of someone of whom nothing else is held: there are none, unless a deletion was cut short. */
  orphans: number;
  notes: NotesAudit;
}

/**
 * Accounts for every week due of everyone we hold (docs/rules/data.md#commands): reads all subscribers with their ledgers, and
 * then all ledger lines for such as belong to nobody. The erased are outside. `seen` is told of each subscriber read.
 */
export function audit(deps: AuditDeps) {
  return async (seen: () => void = () => {}): Promise<AuditReport> => {
    const known = new Set<SubscriberId>();
    const unreadable = new Set<SubscriberId>();
    const setAside = (id: SubscriberId) => unreadable.add(id);
    const lateIds: Named[] = [];
    const unknownIds: Named[] = [];
    const total = { counts: NOTHING_DUE, lateIds, unknownIds };
    for await (const some of inGroups(deps.subscribers.all(setAside))) {
      for (const { id } of some.filter(isCanary)) known.add(id);
      const mothers = some.filter((subscriber) => !isCanary(subscriber));
      const audited = await Promise.allSettled(mothers.map((subscriber) => one(deps, subscriber)));
      for (const [index, result] of audited.entries()) {
        if (result.status === 'rejected') {
          const failed = mothers[index];
          if (failed !== undefined) setAside(failed.id);
          continue;
        }
        const { id, counts, lateOn, unknownOn } = result.value;
        known.add(id);
        total.counts = added(total.counts, counts);
        total.lateIds.push(...lateOn.map((on) => ({ id, on })));
        total.unknownIds.push(...unknownOn.map((on) => ({ id, on })));
        seen();
      }
    }
    const notes = await auditNotes(deps, unreadable);
    const orphans = await countOrphans(deps, known, unreadable);
    const { counts, ...named } = total;
    return { ...counts, ...named, orphans, notes, unreadable: [...unreadable] };
  };
}

async function auditNotes({ notes }: AuditDeps, unreadable: Set<SubscriberId>): Promise<NotesAudit> {
  const counts = { sent: 0, open: 0, failed: 0, unknown: 0, duplicates: 0 };
  for await (const { state, accepted } of notes.all((id) => unreadable.add(id))) {
    counts[state === 'claimed' ? 'open' : state] += 1;
    counts.duplicates += Math.max(0, accepted.length - 1);
  }
  return counts;
}

async function one(deps: AuditDeps, subscriber: Subscriber) {
  const lines = await deps.ledger.of(subscriber.id, ALL_LINES);
  return { id: subscriber.id, ...auditOf(subscriber, lines, deps.clock.now()) };
}

/** Whoever joined since the first reading is no orphan, nor is whose record is there and cannot be parsed. */
async function countOrphans(
  deps: AuditDeps,
  known: Set<SubscriberId>,
  unreadable: Set<SubscriberId>,
): Promise<number> {
  let count = 0;
  for await (const { id } of deps.ledger.all((unread) => unreadable.add(unread))) {
    if (known.has(id) || unreadable.has(id)) continue;
    if ((await deps.subscribers.getRaw(id)) === null) count += 1;
    else known.add(id);
  }
  return count;
}

async function* inGroups<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let group: Item[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < SIDE_BY_SIDE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}
