import { isCanary } from '../../domain/canary.ts';
import {
  type Audit,
  type AuditOfOne,
  added,
  auditOf,
  type Named,
  NOTHING_DUE,
} from '../../domain/sending/audit.ts';
import type { NoteLine } from '../../domain/sending/note.ts';
import type { SubscriberId } from '../../domain/subscriber.ts';
import type { Account, Accounts } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { ALL_LINES, type Ledger } from '../../ports/ledger.ts';
import type { SubscriberStore } from '../../ports/subscriber-store.ts';

const SIDE_BY_SIDE = 20;

export interface AuditDeps {
  clock: Pick<Clock, 'now'>;
  accounts: Accounts;
  subscribers: Pick<SubscriberStore, 'getRaw'>;
  ledger: Pick<Ledger, 'of'>;
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
 * Accounts for every week due of everyone we hold (docs/rules/data.md#commands): in one reading of records, ledger lines and notes, and
 * what does not add up there is looked at again. The erased are outside. `seen` is told of each subscriber read.
 */
export function audit(deps: AuditDeps) {
  return async (seen: () => void = () => {}): Promise<AuditReport> => {
    const unreadable = new Set<SubscriberId>();
    const lateIds: Named[] = [];
    const unknownIds: Named[] = [];
    let counts = NOTHING_DUE;
    let orphans = 0;
    const notes = { sent: 0, open: 0, failed: 0, unknown: 0, duplicates: 0 };
    for await (const some of inGroups(deps.accounts.all())) {
      const audited = await Promise.allSettled(some.map((account) => one(deps, account)));
      for (const [index, { id, notes: hers, areNotesReadable }] of some.entries()) {
        countNotes(notes, hers);
        if (!areNotesReadable) unreadable.add(id);
        const result = audited[index];
        if (result?.status !== 'fulfilled') {
          unreadable.add(id);
          continue;
        }
        const { ofHers, ofNobody } = result.value;
        orphans += ofNobody;
        if (ofHers === null) continue;
        counts = added(counts, ofHers.counts);
        lateIds.push(...ofHers.lateOn.map((on) => ({ id, on })));
        unknownIds.push(...ofHers.unknownOn.map((on) => ({ id, on })));
        seen();
      }
    }
    return { ...counts, lateIds, unknownIds, orphans, notes, unreadable: [...unreadable] };
  };
}

/** Hers, null where she is nobody's mother or not here any more; and how many lines belong to nobody. */
interface Audited {
  ofHers: AuditOfOne | null;
  ofNobody: number;
}

/** @throws when her record or her ledger cannot be read. */
async function one(deps: AuditDeps, account: Account): Promise<Audited> {
  const { id, subscriber, lines, isReadable } = account;
  if (!isReadable) throw new Error('a record or a ledger that cannot be read');
  if (subscriber === null) {
    if (lines.length === 0) return { ofHers: null, ofNobody: 0 };
    // Who joined since, or whose record was met apart from these lines, is no orphan.
    const isOrphaned = (await deps.subscribers.getRaw(id)) === null;
    return { ofHers: null, ofNobody: isOrphaned ? lines.length : 0 };
  }
  if (isCanary(subscriber)) return { ofHers: null, ofNobody: 0 };
  const now = deps.clock.now();
  const met = auditOf(subscriber, lines, now);
  if (addsUp(met)) return { ofHers: met, ofNobody: 0 };
  return { ofHers: auditOf(subscriber, await deps.ledger.of(id, ALL_LINES), now), ofNobody: 0 };
}

/**
 * A week that is late or under way is told by her record, which is read before her lines; what her lines tell is asked
 * again, since another part of them may come later.
 */
function addsUp({ counts: { unaccounted, unknown, duplicates } }: AuditOfOne): boolean {
  return unaccounted + unknown + duplicates === 0;
}

function countNotes(counts: NotesAudit, lines: readonly NoteLine[]): void {
  for (const { state, accepted } of lines) {
    counts[state === 'claimed' ? 'open' : state] += 1;
    counts.duplicates += Math.max(0, accepted.length - 1);
  }
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
