import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import { lineFromItem } from '../../lib/adapters/dynamodb/ledger-item.ts';
import { profileFromItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import type { Instant } from '../../lib/domain/calendar.ts';
import type { LedgerLine } from '../../lib/domain/sending/ledger.ts';
import type { Run, Subscriber, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Consent, DueRow, PendingChange, SignUp } from '../../lib/ports/subscriber-store.ts';
import type { Suppression } from '../../lib/ports/suppression-store.ts';
import { memoryLedger, readable } from '../memory/ledger.ts';
import { memorySubscriberStore } from '../memory/subscriber-store.ts';
import { memorySuppressionStore } from '../memory/suppression-store.ts';
import { memoryTables, type Tables } from '../memory/tables.ts';

type Rows<Value> = [string, Value][];

/** What the tables in memory hold, as plain data in one order, so that equal tables are equal text. */
export interface KeptTables {
  profiles: Rows<Item>;
  marks: Rows<DueRow>;
  signUps: Rows<SignUp>;
  consents: Rows<Rows<Consent>>;
  changes: Rows<Rows<PendingChange>>;
  lines: Rows<Rows<Item>>;
  suppressions: Rows<Suppression>;
}

/** The same, as the use cases read it. What cannot be parsed is left out. */
export interface ReadTables {
  profiles: readonly Subscriber[];
  lines: ReadonlyMap<SubscriberId, readonly LedgerLine[]>;
  consents: readonly { id: SubscriberId; run: Run }[];
  /** Rows of the due index, of records that cannot be parsed as well. */
  due: readonly DueRow[];
  mark: DueRow | null;
}

/** The stores in memory over what was kept. `keep` answers what they hold then. */
export function openStores(kept: KeptTables, now: Instant) {
  const tables = memoryTables(() => now);
  fill(tables.profiles, kept.profiles);
  for (const { id, dueAt } of dueRowsOf(kept)) tables.due.set(id, dueAt);
  fill(tables.marks, kept.marks);
  fill(tables.signUps, kept.signUps);
  for (const [id, runs] of kept.consents) tables.consents.set(id, new Map(runs));
  for (const [id, changes] of kept.changes) tables.changes.set(id, new Map(changes));
  for (const [id, weeks] of kept.lines) tables.lines.set(id, new Map(weeks));
  fill(tables.suppressions, kept.suppressions);
  return {
    subscribers: memorySubscriberStore(tables),
    ledger: memoryLedger(tables),
    suppressions: memorySuppressionStore(tables),
    keep: () => keep(tables),
  };
}

export function readTables(kept: KeptTables): ReadTables {
  const lines = kept.lines.map(
    ([id, weeks]) => [id, weeks.flatMap(([, item]) => readable(item, lineFromItem)?.line ?? [])] as const,
  );
  return {
    profiles: kept.profiles.flatMap(([, item]) => readable(item, profileFromItem) ?? []),
    lines: new Map(lines),
    consents: kept.consents.flatMap(([id, runs]) => runs.map(([run]) => ({ id, run }))),
    due: dueRowsOf(kept),
    mark: kept.marks.find(([of]) => of === '0 queued')?.[1] ?? null,
  };
}

function dueRowsOf({ profiles }: KeptTables): DueRow[] {
  return profiles.flatMap(([id, { dueSk }]) => {
    const dueAt = Number(dueSk?.S?.split('#')[0] ?? Number.NaN);
    return Number.isNaN(dueAt) ? [] : [{ id, dueAt }];
  });
}

function fill<Value>(map: Map<string, Value>, rows: Rows<Value>): void {
  for (const [key, value] of rows) map.set(key, value);
}

export function keep(tables: Tables): KeptTables {
  return {
    profiles: inOrder(tables.profiles),
    marks: inOrder(tables.marks),
    signUps: inOrder(tables.signUps),
    consents: nested(tables.consents),
    changes: nested(tables.changes),
    lines: nested(tables.lines),
    suppressions: inOrder(tables.suppressions),
  };
}

function nested<Inner>(maps: Map<string, Map<string, Inner>>): Rows<Rows<Inner>> {
  return inOrder(maps)
    .filter(([, inner]) => inner.size > 0)
    .map(([id, inner]) => [id, inOrder(inner)]);
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Rows<Value> {
  return [...map].sort(([one], [other]) => (one < other ? -1 : 1));
}
