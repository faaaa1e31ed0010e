import { fromItem, type Item, numberOf, toAttribute, toItem } from '../../lib/adapters/dynamodb/item.ts';
import { isNoteUnderWay } from '../../lib/adapters/dynamodb/note-item.ts';
import { changeItem } from '../../lib/adapters/dynamodb/pending-changes.ts';
import { profileItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import { rawRecordOf } from '../../lib/adapters/dynamodb/raw-record.ts';
import { consentItem, signUpItem } from '../../lib/adapters/dynamodb/sign-up-item.ts';
import { dueSortKey } from '../../lib/adapters/dynamodb/table-shape.ts';
import { trainingFromItem } from '../../lib/adapters/dynamodb/training-item.ts';
import { UNREADABLE_TRIES } from '../../lib/domain/sending/unreadable.ts';
import { priorStates, type Subscriber, type SubscriberId } from '../../lib/domain/subscriber.ts';
import type { ChangeKey, SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { Written } from '../../lib/ports/written.ts';
import { readable } from './ledger.ts';
import { readLine, readNote, readProfile } from './read-once.ts';
import { copyOf, copyOfSignUp, inSegment, lineKey, mapUnder, type Tables, without } from './tables.ts';

type Part<Name extends keyof SubscriberStore> = Pick<SubscriberStore, Name>;

/** Subscribers in memory: the same answers as DynamoDB's, held to the same contract. */
export function memorySubscriberStore(tables: Tables): SubscriberStore {
  return {
    ...records(tables),
    ...rawRecords(tables),
    ...signUps(tables),
    ...pendingChanges(tables),
    ...storedData(tables),
    async due(shard, after, until, limit) {
      return tables.due.after(shard, after, until, limit);
    },
    async getMark(shard, of = 'queued') {
      const mark = tables.marks.get(`${shard} ${of}`);
      return mark === undefined ? null : { ...mark };
    },
    async moveMark(shard, from, to, of = 'queued') {
      if (!Number.isSafeInteger(to.dueAt)) throw new Error(`not a moment for a mark: ${to.dueAt}`);
      const mark = tables.marks.get(`${shard} ${of}`);
      if (mark?.dueAt !== from?.dueAt || mark?.id !== from?.id) return 'conflict';
      tables.marks.set(`${shard} ${of}`, { ...to });
      return 'written';
    },
    async *all(unreadable, segment) {
      for (const id of [...tables.profiles.keys()]) {
        const item = tables.profiles.get(id);
        if (item === undefined || !inSegment(id, segment)) continue;
        const subscriber = readable(item, readProfile);
        if (subscriber === null) unreadable(id);
        else yield subscriber;
      }
    },
  };
}

function records(tables: Tables): Part<'get' | 'getMany' | 'claim' | 'confirm' | 'replace'> {
  const { profiles } = tables;
  const read = (id: SubscriberId) => {
    const item = profiles.get(id);
    return item === undefined ? null : readProfile(item);
  };
  return {
    async get(id) {
      return read(id);
    },
    async getMany(ids, unreadable) {
      return ids.flatMap((id) => {
        const item = profiles.get(id);
        if (item === undefined) return [];
        const subscriber = readable(item, readProfile);
        if (subscriber === null) unreadable(id);
        return subscriber ?? [];
      });
    },
    async claim(due, { attempt, at, sendBy }) {
      const item = profiles.get(due.id);
      const holder = item?.['claim']?.S ?? attempt;
      if (item === undefined || item['dueSk']?.S !== dueSortKey(due) || holder !== attempt) return 'taken';
      if (!isFrom(priorStates('claim', 'active'), item)) return 'taken';
      const claim = toItem({ state: 'active', claim: attempt, claimAt: at, sendBy, rev: revOf(item) + 1 });
      const lineOn = item['lineOn'] ?? item['dueOn'];
      const claimed = { ...without(item, 'until'), ...claim, ...(lineOn === undefined ? {} : { lineOn }) };
      profiles.set(due.id, claimed);
      const subscriber = readProfile(claimed);
      if (subscriber.state !== 'active') throw new Error(`a claim left the record ${subscriber.state}`);
      return subscriber;
    },
    async confirm(subscriber, replaces) {
      const item = profiles.get(subscriber.id);
      const asRead =
        replaces === null
          ? item === undefined
          : item !== undefined && revOf(item) === replaces && isFrom(priorStates('confirm', 'active'), item);
      write(tables, subscriber, (replaces ?? 0) + 1, asRead);
      return answerOf(asRead);
    },
    async replace(next, transition, whileClaimed) {
      const from = priorStates(transition, next.state);
      const item = profiles.get(next.id);
      const asRead =
        item !== undefined &&
        revOf(item) === next.revision &&
        item['run']?.S === next.run &&
        isFrom(from, item) &&
        (whileClaimed === undefined || item['claim']?.S === whileClaimed);
      write(tables, next, next.revision + 1, asRead);
      return answerOf(asRead);
    },
  };
}

/** What works on a record whether or not it can be parsed. */
function rawRecords(tables: Tables): Part<'getRaw' | 'unclaim' | 'setAside' | 'deleteProfile'> {
  const { profiles, lines } = tables;
  return {
    async getRaw(id) {
      const item = profiles.get(id);
      return item === undefined ? null : rawRecordOf(id, item);
    },
    async unclaim(id, attempt) {
      const item = profiles.get(id);
      if (item === undefined || item['claim']?.S !== attempt) return;
      const { claim: _, claimAt: __, sendBy: ___, ...rest } = item;
      profiles.set(id, { ...rest, rev: toAttribute(revOf(item) + 1) });
    },
    async setAside(row, until) {
      const item = profiles.get(row.id);
      if (item === undefined) return 'readable';
      const day = item['lineOn']?.S ?? item['dueOn']?.S ?? '';
      const line = lines.get(row.id)?.get(lineKey(item['run']?.S ?? '', day));
      const isReadable =
        readable(item, readProfile) !== null && (line === undefined || readable(line, readLine) !== null);
      if (isReadable) return 'readable';
      const tries = (numberOf(item, 'unread') ?? 0) + 1;
      const isLast = tries >= UNREADABLE_TRIES;
      if (item['dueSk']?.S === dueSortKey(row)) {
        const moved = isLast ? { dueSk: { S: dueSortKey({ id: row.id, dueAt: until }) } } : {};
        profiles.set(row.id, { ...item, ...moved, unread: toAttribute(isLast ? 0 : tries) });
        if (isLast) tables.due.set(row.id, until);
      }
      return isLast ? 'set-aside' : 'counted';
    },
    async deleteProfile(id, transition, onlyRun) {
      priorStates(transition, 'none');
      const item = profiles.get(id);
      if (item === undefined || (onlyRun !== undefined && item['run']?.S !== onlyRun)) return null;
      profiles.delete(id);
      tables.due.set(id, null);
      return rawRecordOf(id, item);
    },
  };
}

function signUps({
  signUps: standing,
  consents,
  now,
}: Tables): Part<
  | 'putSignUp'
  | 'getSignUp'
  | 'signUpAt'
  | 'markSignUpMailed'
  | 'deleteSignUp'
  | 'putConsent'
  | 'putConsents'
  | 'getConsents'
> {
  return {
    async putSignUp(signUp) {
      signUpItem(signUp);
      standing.set(signUp.id, copyOfSignUp(signUp));
    },
    async getSignUp(id) {
      const signUp = standing.get(id);
      return signUp !== undefined && signUp.expiresAt > now() ? copyOfSignUp(signUp) : null;
    },
    async signUpAt(id) {
      const signUp = standing.get(id);
      return signUp !== undefined && signUp.expiresAt > now() ? signUp.at : null;
    },
    async markSignUpMailed(id, signUpId) {
      const signUp = standing.get(id);
      if (signUp?.signUpId !== signUpId) return 'conflict';
      standing.set(id, { ...signUp, mailed: true });
      return 'written';
    },
    async deleteSignUp(id, signUpId) {
      if (standing.get(id)?.signUpId === signUpId) standing.delete(id);
    },
    async putConsent(id, run, consent) {
      consentItem(id, run, consent);
      mapUnder(consents, id).set(run, { ...consent });
    },
    async putConsents(several) {
      for (const { id, run, consent } of several) consentItem(id, run, consent);
      for (const { id, run, consent } of several) mapUnder(consents, id).set(run, { ...consent });
    },
    async getConsents(id) {
      const runs = [...(consents.get(id) ?? [])].sort(byKey);
      return runs.map(([run, consent]) => ({ run, consent: { ...consent } }));
    },
  };
}

function pendingChanges({ changes, now }: Tables): Part<'putChange' | 'getChange' | 'takeChange'> {
  return {
    async putChange(change) {
      changeItem(change);
      mapUnder(changes, change.id).set(changeKey(change), copyOf(change));
    },
    async getChange(which) {
      const change = changes.get(which.id)?.get(changeKey(which));
      return change !== undefined && change.expiresAt > now() ? copyOf(change) : null;
    },
    async takeChange(which) {
      return answerOf(changes.get(which.id)?.delete(changeKey(which)) === true);
    },
  };
}

function storedData(tables: Tables): Part<'deleteRest' | 'everything'> {
  const { consents, lines } = tables;
  return {
    async deleteRest(id, onlyRun) {
      const mayBeSending = [...(tables.notes.get(id)?.values() ?? [])].some(isNoteUnderWay);
      if (onlyRun === undefined) {
        const { signUps, changes, training, notes } = tables;
        for (const held of [signUps, consents, changes, lines, training, notes]) held.delete(id);
        return { mayBeSending };
      }
      consents.get(id)?.delete(onlyRun);
      const waiting = tables.changes.get(id);
      for (const [key, change] of [...(waiting ?? [])]) if (change.run === onlyRun) waiting?.delete(key);
      const weeks = lines.get(id);
      for (const key of [...(weeks?.keys() ?? [])]) if (key.startsWith(`${onlyRun}#`)) weeks?.delete(key);
      const written = tables.training.get(id);
      for (const key of [...(written?.keys() ?? [])])
        if (key.startsWith(`TRAINING#${onlyRun}#`)) written?.delete(key);
      return { mayBeSending };
    },
    async everything(id) {
      const signUp = tables.signUps.get(id);
      const profile = tables.profiles.get(id);
      const waiting = [...(tables.changes.get(id) ?? [])].sort(byKey).map(([, change]) => change);
      return [
        ...waiting
          .filter(({ expiresAt }) => expiresAt > tables.now())
          .map((change) => ({ kind: 'change', ...copyOf(change) })),
        ...[...(consents.get(id) ?? [])]
          .sort(byKey)
          .map(([run, consent]) => ({ kind: 'consent', run, consent: { ...consent } })),
        ...[...(tables.notes.get(id) ?? [])].sort(byKey).map(([, note]) => exported('note', note, readNote)),
        ...(profile === undefined ? [] : [exported('profile', profile, readProfile)]),
        ...[...(lines.get(id) ?? [])].sort(byKey).map(([, line]) => exported('week', line, readLine)),
        ...(signUp === undefined || signUp.expiresAt <= tables.now()
          ? []
          : [{ kind: 'sign-up', ...copyOfSignUp(signUp) }]),
        ...[...(tables.training.get(id) ?? [])]
          .sort(byKey)
          .map(([key, item]) => exported(key, item, trainingFromItem)),
      ];
    },
  };
}

function exported(kind: string, item: Item, parse: (item: Item) => object): Record<string, unknown> {
  const parsed = readable(item, parse);
  return parsed === null ? { kind: item['sk']?.S ?? kind, ...fromItem(item) } : { kind, ...parsed };
}

/** Makes the item in any case: what DynamoDB's adapter would not write is not kept here either. */
function write(tables: Tables, record: Subscriber, revision: number, asRead: boolean): void {
  const item = profileItem(record, revision, readProfile);
  if (!asRead) return;
  tables.profiles.set(record.id, item);
  tables.due.set(record.id, record.state === 'stopped' ? record.eraseAt : record.dueAt);
}

function revOf(item: Item): number {
  return numberOf(item, 'rev') ?? 0;
}

function isFrom(states: readonly Subscriber['state'][], item: Item): boolean {
  return states.some((state) => item['state']?.S === state);
}

function changeKey({ run, changeId }: ChangeKey): string {
  return `${run}#${changeId}`;
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function answerOf(written: boolean): Written {
  return written ? 'written' : 'conflict';
}
