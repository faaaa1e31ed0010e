import { TAPS } from '../../domain/answers.ts';
import { LEVELS } from '../../domain/course.ts';
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
import { Attributes } from './attributes.ts';
import { aboutFromProfile, profileColumns } from './field-columns.ts';
import { type Item, type PlainItem, toItem } from './item.ts';
import { recentFromText, recentToText, tapRunFromText, tapRunToText, VERSION } from './stored-values.ts';
import { dueKeys, dueRowOf, idOfKey, PROFILE, subscriberKey } from './table-shape.ts';

/**
 * `PROFILE`, the item that is read and written for every lesson. It stays under 1 KB, the size of one write unit,
 * by short names, by leaving out what is empty, and by keeping the due time in the index's key alone.
 */
const STATES = ['active', 'paused', 'stopped'] as const;

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
  const at = new Attributes(item);
  const subscriber = subscriberAt(at);
  at.check();
  return subscriber;
}

function subscriberAt(at: Attributes): Subscriber {
  at.version();
  const state = at.oneOf('state', STATES);
  const { dueAt } = dueRowOf(at.text('dueSk'));
  const common = { ...recordAt(at), ...identityAt(at) };
  if (state === 'stopped')
    return { ...common, state, eraseAt: dueAt, why: at.oneOfOrNull('why', ['finished']) ?? 'bounced' };
  const due = { dueAt, dueOn: at.day('dueOn'), claim: claimAt(at), tries: triesAt(at) };
  return state === 'active'
    ? { ...common, ...due, state }
    : { ...common, ...due, state, pausedUntil: at.day('until') };
}

function identityAt(
  at: Attributes,
): Pick<Paused, 'id' | 'address' | 'run' | 'signUpId' | 'revision' | 'softBounced'> {
  return {
    id: idOfKey(at.text('pk')),
    address: at.text('addr'),
    run: at.text('run'),
    signUpId: at.text('signUp'),
    revision: at.whole('rev'),
    softBounced: at.count('soft') > 0,
  };
}

function recordAt(at: Attributes): CourseRecord {
  return {
    ...aboutFromProfile((attribute) => at.plain(attribute)),
    joinedAt: at.number('joined'),
    anchor: at.day('anchor'),
    lessonNumber: at.count('num'),
    firstLessonOn: at.dayOrNull('first'),
    recent: recentFromText(at.textOrNull('recent')),
    highestLadderSession: topAt(at),
    level: at.oneOf('level', LEVELS),
    hold: at.flag('hold'),
    tap: at.oneOfOrNull('tap', TAPS),
    tapRun: tapRunFromText(at.textOrNull('taps')),
    changed: at.flag('changed'),
    countedFrom: at.dayOrNull('counted'),
    countedAt: at.numberOrNull('countedAt'),
    restUntil: at.dayOrNull('rest'),
    movedTo: at.sessionOrNull('to'),
    byHand: at.oneOfOrNull('h', BY_HAND),
  };
}

function topAt(at: Attributes): string | null {
  const top = at.plain('top');
  return typeof top === 'number' ? `${at.whole('top')}` : at.sessionOrNull('top');
}

function claimAt(at: Attributes): Claim | null {
  const attempt = at.textOrNull('claim');
  if (attempt === null) return null;
  return { attempt, at: at.number('claimAt'), sendBy: at.number('sendBy') };
}

function triesAt(at: Attributes): Tries {
  return {
    unknown: at.count('unk'),
    lastUnknownAttempt: at.textOrNull('lastUnk'),
    lineOn: at.dayOrNull('lineOn'),
    broken: at.count('broken'),
  };
}
