import type { Item } from '../../lib/adapters/dynamodb/item.ts';
import type { Instant, LocalDate } from '../../lib/domain/calendar.ts';
import { shardOf } from '../../lib/domain/sending/shard.ts';
import type { Run, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Segment } from '../../lib/ports/segment.ts';
import type { Consent, DueRow, PendingChange, SignUp } from '../../lib/ports/subscriber-store.ts';
import type { Suppression } from '../../lib/ports/suppression-store.ts';
import { DueIndex } from './due-index.ts';

/**
 * What the stores in memory share. What goes in and what comes out is copied, so that nobody holds a record that
 * changes under their hands. No timers and no clock but the one given.
 */
export interface Tables {
  now: () => Instant;
  /** Records as DynamoDB holds them, so that one may be of a form that cannot be parsed. */
  profiles: Map<SubscriberId, Item>;
  due: DueIndex;
  /** By shard and whose mark it is. */
  marks: Map<string, DueRow>;
  signUps: Map<SubscriberId, SignUp>;
  consents: Map<SubscriberId, Map<Run, Consent>>;
  changes: Map<SubscriberId, Map<string, PendingChange>>;
  /** The lines of a subscriber by run and day; see {@link lineKey}. */
  lines: Map<SubscriberId, Map<string, Item>>;
  suppressions: Map<SubscriberId, Suppression>;
  /** What a subscriber wrote down, by sort key. */
  training: Map<SubscriberId, Map<string, Item>>;
  /** The lines of a subscriber by the note's id. */
  notes: Map<SubscriberId, Map<string, Item>>;
}

export function memoryTables(now: () => Instant): Tables {
  return {
    now,
    profiles: new Map(),
    due: new DueIndex(),
    marks: new Map(),
    signUps: new Map(),
    consents: new Map(),
    changes: new Map(),
    lines: new Map(),
    suppressions: new Map(),
    training: new Map(),
    notes: new Map(),
  };
}

/** Sorts by time: a run is a time in base 36 of fixed length, a day is written year first. */
export function lineKey(run: Run, dueOn: LocalDate): string {
  return `${run}#${dueOn}`;
}

export function copyOf<Value>(value: Value): Value {
  return structuredClone(value);
}

export function copyOfSignUp(signUp: SignUp): SignUp {
  return { ...signUp, consent: { ...signUp.consent } };
}

/** Most items have no such attribute; one that is made by leaving something out is slow for good. */
export function without(item: Item, name: string): Item {
  return name in item ? Object.fromEntries(Object.entries(item).filter(([one]) => one !== name)) : item;
}

export function inSegment(id: SubscriberId, segment: Segment | undefined): boolean {
  return segment === undefined || shardOf(id, segment.of) === segment.part;
}

/** The map under `key`, made when there is none. */
export function mapUnder<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const standing = maps.get(key);
  if (standing !== undefined) return standing;
  const made = new Map<Inner, Value>();
  maps.set(key, made);
  return made;
}
