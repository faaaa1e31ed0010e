import * as z from 'zod/mini';
import {
  BY_HAND,
  type Claim,
  type CourseRecord,
  type Paused,
  type Receiving,
  type Stopped,
  type Subscriber,
  type Tries,
} from '../../domain/subscriber.ts';
import { aboutFromProfile, profileColumns } from './field-columns.ts';
import { fromItem, type Item, type PlainItem, toItem } from './item.ts';
import {
  count,
  day,
  dayOrNull,
  flag,
  level,
  moment,
  orNull,
  recentFromText,
  recentToText,
  session,
  tap,
  tapRunFromText,
  tapRunToText,
  textOrNull,
  VERSION,
  version,
} from './stored-values.ts';
import { dueKeys, dueRowOf, idOfKey, PROFILE, subscriberKey } from './table-shape.ts';

/**
 * `PROFILE`, the item that is read and written for every lesson. It stays under 1 KB, the size of one write unit,
 * by short names, by leaving out what is empty, and by keeping the due time in the index's key alone.
 */
const everyState = {
  v: version,
  pk: z.string(),
  dueSk: z.string(),
  addr: z.string(),
  joined: moment,
  anchor: day,
  num: count,
  first: dayOrNull,
  recent: z.optional(z.string()),
  top: orNull(z.union([z.int(), session])),
  level,
  hold: flag,
  tap: orNull(tap),
  taps: z.optional(z.string()),
  changed: flag,
  counted: dayOrNull,
  countedAt: orNull(moment),
  rest: dayOrNull,
  to: orNull(session),
  h: orNull(z.enum(BY_HAND)),
  run: z.string(),
  signUp: z.string(),
  rev: z.int(),
  soft: count,
};
const receiving = {
  ...everyState,
  dueOn: day,
  claim: z.optional(z.string()),
  claimAt: z.optional(moment),
  sendBy: z.optional(moment),
  unk: count,
  lastUnk: textOrNull,
  lineOn: dayOrNull,
  broken: count,
};
const storedProfile = z.discriminatedUnion('state', [
  z.object({ ...receiving, state: z.literal('active') }),
  z.object({ ...receiving, state: z.literal('paused'), until: day }),
  z.object({ ...everyState, state: z.literal('stopped'), why: orNull(z.literal('finished')) }),
]);
type Stored = z.infer<typeof storedProfile>;
type StoredReceiving = Extract<Stored, { dueOn: string }>;

/** @throws on a record that `read` would refuse: it is never written. */
export function profileItem(
  subscriber: Subscriber,
  revision: number,
  read: (item: Item) => Subscriber = profileFromItem,
): Item {
  const item = itemOf(subscriber, revision);
  read(item);
  return item;
}

function itemOf(subscriber: Subscriber, revision: number): Item {
  const dueAt = subscriber.state === 'stopped' ? subscriber.eraseAt : subscriber.dueAt;
  return toItem({
    pk: subscriberKey(subscriber.id),
    sk: PROFILE,
    v: VERSION,
    ...dueKeys({ id: subscriber.id, dueAt }),
    state: subscriber.state,
    rev: revision,
    addr: subscriber.address,
    run: subscriber.run,
    signUp: subscriber.signUpId,
    soft: subscriber.softBounced ? 1 : null,
    ...recordAttributes(subscriber),
    ...(subscriber.state === 'stopped' ? whyStopped(subscriber) : receivingAttributes(subscriber)),
  });
}

function recordAttributes(record: CourseRecord): PlainItem {
  return {
    ...profileColumns(record),
    joined: record.joinedAt,
    anchor: record.anchor,
    num: record.lessonNumber,
    first: record.firstLessonOn,
    recent: recentToText(record.recent),
    top: topOf(record.highestLadderSession),
    level: record.level,
    hold: record.hold || null,
    tap: record.tap,
    taps: tapRunToText(record.tapRun),
    changed: record.changed || null,
    counted: record.countedFrom,
    countedAt: record.countedAt,
    rest: record.restUntil,
    to: record.movedTo,
    h: record.byHand,
  };
}

/** A number where it is one, as it was always stored, so that the release before reads it too. */
function topOf(session: string | null): string | number | null {
  return session !== null && String(Number(session)) === session ? Number(session) : session;
}

/** Absent where her address bounced, as it always was. */
function whyStopped({ why }: Stopped): PlainItem {
  return { why: why === 'finished' ? why : null };
}

function receivingAttributes(subscriber: Receiving): PlainItem {
  return {
    dueOn: subscriber.dueOn,
    until: subscriber.state === 'paused' ? subscriber.pausedUntil : null,
    claim: subscriber.claim?.attempt,
    claimAt: subscriber.claim?.at,
    sendBy: subscriber.claim?.sendBy,
    unk: subscriber.tries.unknown || null,
    lastUnk: subscriber.tries.lastUnknownAttempt,
    lineOn: subscriber.tries.lineOn,
    broken: subscriber.tries.broken || null,
  };
}

/** Throws on an item that this version cannot read: nothing is guessed about someone's course. */
export function profileFromItem(item: Item): Subscriber {
  const plain = fromItem(item);
  const stored = storedProfile.parse(plain);
  const common = { ...recordOf(stored, plain), ...identityOf(stored) };
  const { dueAt } = dueRowOf(stored.dueSk);
  if (stored.state === 'stopped') {
    return { ...common, state: 'stopped', eraseAt: dueAt, why: stored.why ?? 'bounced' };
  }
  const due = { dueAt, dueOn: stored.dueOn, claim: claimOf(stored), tries: triesOf(stored) };
  return stored.state === 'active'
    ? { ...common, ...due, state: 'active' }
    : { ...common, ...due, state: 'paused', pausedUntil: stored.until };
}

function identityOf(
  stored: Stored,
): Pick<Paused, 'id' | 'address' | 'run' | 'signUpId' | 'revision' | 'softBounced'> {
  return {
    id: idOfKey(stored.pk),
    address: stored.addr,
    run: stored.run,
    signUpId: stored.signUp,
    revision: stored.rev,
    softBounced: stored.soft > 0,
  };
}

function recordOf(stored: Stored, plain: ReturnType<typeof fromItem>): CourseRecord {
  return {
    ...aboutFromProfile(plain),
    joinedAt: stored.joined,
    anchor: stored.anchor,
    lessonNumber: stored.num,
    firstLessonOn: stored.first,
    recent: recentFromText(stored.recent),
    highestLadderSession: stored.top === null ? null : `${stored.top}`,
    level: stored.level,
    hold: stored.hold,
    tap: stored.tap,
    tapRun: tapRunFromText(stored.taps),
    changed: stored.changed,
    countedFrom: stored.counted,
    countedAt: stored.countedAt,
    restUntil: stored.rest,
    movedTo: stored.to,
    byHand: stored.h,
  };
}

function claimOf({ claim, claimAt, sendBy }: StoredReceiving): Claim | null {
  if (claim === undefined) return null;
  if (claimAt === undefined || sendBy === undefined) throw new Error('a claim without its times');
  return { attempt: claim, at: claimAt, sendBy };
}

function triesOf(stored: StoredReceiving): Tries {
  const { unk, lastUnk, lineOn, broken } = stored;
  return { unknown: unk, lastUnknownAttempt: lastUnk, lineOn, broken };
}
