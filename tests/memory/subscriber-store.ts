import { changeItem } from '../../lib/adapters/dynamodb/pending-changes.ts';
import { profileItem } from '../../lib/adapters/dynamodb/profile-item.ts';
import { consentItem, signUpItem } from '../../lib/adapters/dynamodb/sign-up-item.ts';
import { type Active, priorStates, type Subscriber } from '../../lib/domain/subscriber.ts';
import type { ChangeKey, SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { Written } from '../../lib/ports/written.ts';
import { copyOf, inSegment, mapUnder, type Tables } from './tables.ts';

type Part<Name extends keyof SubscriberStore> = Pick<SubscriberStore, Name>;

/** Subscribers in memory: the same answers as DynamoDB's, held to the same contract. */
export function memorySubscriberStore(tables: Tables): SubscriberStore {
  return {
    ...records(tables),
    ...signUps(tables),
    ...pendingChanges(tables),
    ...storedData(tables),
    async due(shard, after, until, limit) {
      return tables.due.after(shard, after, until, limit);
    },
    async getMark(shard) {
      return copyOf(tables.marks.get(shard) ?? null);
    },
    async moveMark(shard, from, to) {
      if (!Number.isSafeInteger(to.dueAt)) throw new Error(`not a moment for a mark: ${to.dueAt}`);
      const mark = tables.marks.get(shard);
      if (mark?.dueAt !== from?.dueAt || mark?.id !== from?.id) return 'conflict';
      tables.marks.set(shard, copyOf(to));
      return 'written';
    },
    async *all(segment) {
      for (const id of [...tables.profiles.keys()]) {
        const subscriber = tables.profiles.get(id);
        if (subscriber !== undefined && inSegment(id, segment)) yield copyOf(subscriber);
      }
    },
  };
}

function records(
  tables: Tables,
): Part<'get' | 'getMany' | 'claim' | 'confirm' | 'replace' | 'deleteProfile'> {
  const { profiles } = tables;
  return {
    async get(id) {
      return copyOf(profiles.get(id) ?? null);
    },
    async getMany(ids) {
      return ids.flatMap((id) => copyOf(profiles.get(id) ?? []));
    },
    async claim(due, claim) {
      const standing = profiles.get(due.id);
      if (standing === undefined || standing.state === 'stopped' || standing.dueAt !== due.dueAt)
        return 'taken';
      if (!priorStates('claim', 'active').includes(standing.state)) return 'taken';
      if (standing.claim !== null && standing.claim.attempt !== claim.attempt) return 'taken';
      const claimed: Active = { ...activeOf(standing), claim, revision: standing.revision + 1 };
      return copyOf(write(tables, claimed));
    },
    async confirm(subscriber, replaces) {
      const standing = profiles.get(subscriber.id);
      const asRead =
        replaces === null
          ? standing === undefined
          : standing?.revision === replaces && priorStates('confirm', 'active').includes(standing.state);
      if (asRead) write(tables, { ...subscriber, revision: (replaces ?? 0) + 1 });
      return answerOf(asRead);
    },
    async replace(next, transition, whileClaimed) {
      const { revision } = next;
      const from = priorStates(transition, next.state);
      const standing = profiles.get(next.id);
      const asRead =
        standing?.revision === revision &&
        standing.run === next.run &&
        from.includes(standing.state) &&
        (whileClaimed === undefined || attemptOf(standing) === whileClaimed);
      if (asRead) write(tables, { ...next, revision: revision + 1 });
      return answerOf(asRead);
    },
    async deleteProfile(id, transition, onlyRun) {
      priorStates(transition, 'none');
      const standing = profiles.get(id);
      if (standing === undefined || (onlyRun !== undefined && standing.run !== onlyRun)) return null;
      profiles.delete(id);
      tables.due.set(id, null);
      return standing;
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
  | 'markSignUpMailed'
  | 'deleteSignUp'
  | 'putConsent'
  | 'putConsents'
  | 'getConsents'
> {
  return {
    async putSignUp(signUp) {
      signUpItem(signUp);
      standing.set(signUp.id, copyOf(signUp));
    },
    async getSignUp(id) {
      const signUp = standing.get(id);
      return signUp !== undefined && signUp.expiresAt > now() ? copyOf(signUp) : null;
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
      mapUnder(consents, id).set(run, copyOf(consent));
    },
    async putConsents(several) {
      for (const { id, run, consent } of several) consentItem(id, run, consent);
      for (const { id, run, consent } of several) mapUnder(consents, id).set(run, copyOf(consent));
    },
    async getConsents(id) {
      const runs = [...(consents.get(id) ?? [])].sort(byKey);
      return runs.map(([run, consent]) => ({ run, consent: copyOf(consent) }));
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
      if (onlyRun === undefined) {
        tables.signUps.delete(id);
        consents.delete(id);
        tables.changes.delete(id);
        lines.delete(id);
        return;
      }
      consents.get(id)?.delete(onlyRun);
      const waiting = tables.changes.get(id);
      for (const [key, change] of [...(waiting ?? [])]) if (change.run === onlyRun) waiting?.delete(key);
      const weeks = lines.get(id);
      for (const [key, line] of [...(weeks ?? [])]) if (line.run === onlyRun) weeks?.delete(key);
    },
    async everything(id) {
      const signUp = tables.signUps.get(id);
      const profile = tables.profiles.get(id);
      const waiting = [...(tables.changes.get(id) ?? [])].sort(byKey).map(([, change]) => change);
      return copyOf([
        ...waiting
          .filter(({ expiresAt }) => expiresAt > tables.now())
          .map((change) => ({ kind: 'change', ...change })),
        ...[...(consents.get(id) ?? [])]
          .sort(byKey)
          .map(([run, consent]) => ({ kind: 'consent', run, consent })),
        ...(profile === undefined ? [] : [{ kind: 'profile', ...profile }]),
        ...[...(lines.get(id) ?? [])].sort(byKey).map(([, line]) => ({ kind: 'week', ...line })),
        ...(signUp === undefined || signUp.expiresAt <= tables.now() ? [] : [{ kind: 'sign-up', ...signUp }]),
      ]);
    },
  };
}

function write<Record extends Subscriber>(tables: Tables, record: Record): Record {
  // Made for its refusal: what DynamoDB's adapter would not write is not kept here either.
  profileItem(record, record.revision);
  const copy = copyOf(record);
  tables.profiles.set(record.id, copy);
  tables.due.set(record.id, record.state === 'stopped' ? record.eraseAt : record.dueAt);
  return copy;
}

function activeOf(standing: Exclude<Subscriber, { state: 'stopped' }>): Active {
  if (standing.state === 'active') return standing;
  const { pausedUntil, ...rest } = standing;
  return { ...rest, state: 'active' };
}

function attemptOf(standing: Subscriber): string | undefined {
  return standing.state === 'stopped' ? undefined : standing.claim?.attempt;
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
