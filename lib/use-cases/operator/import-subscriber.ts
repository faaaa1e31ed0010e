import { DAY_MS, SECOND_MS } from '../../domain/calendar.ts';
import { parseAddress } from '../../domain/joining/address.ts';
import { writtenAbout } from '../../domain/joining/fields.ts';
import { newRun } from '../../domain/joining/new-run.ts';
import { dueNow } from '../../domain/sending/schedule.ts';
import type { Run, Subscriber, SubscriberId } from '../../domain/subscriber.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Identities } from '../../ports/identities.ts';
import type { LimitStore } from '../../ports/limit-store.ts';
import type { EnrolQueue } from '../../ports/queues.ts';
import type { Consent, SubscriberStore } from '../../ports/subscriber-store.ts';
import type { SuppressionStore } from '../../ports/suppression-store.ts';
import { SIGN_UP_LIVES_MS } from '../web/sign-up.ts';
import type { ImportRow } from './import-row.ts';

/** Past the point that dispatch may have reached by the time the record is written. */
const FIRST_LESSON_LEAD_MS = 30 * SECOND_MS;
/** Whoever was asked within this time, by an import or by the form, is not asked again. */
const ASKED_FOR_MS = 30 * DAY_MS;

export interface ImportDeps {
  clock: Clock;
  identities: Identities;
  subscribers: Pick<SubscriberStore, 'getMany' | 'confirm' | 'putConsents' | 'deleteProfile' | 'deleteRest'>;
  suppressions: Pick<SuppressionStore, 'getMany'>;
  limits: Pick<LimitStore, 'mails'>;
  enrolQueue: EnrolQueue;
  /** SHA-256, hex: of the words that she agreed to. */
  digest(text: string): string;
}

/** A row under the id of its address. */
export interface Candidate {
  id: SubscriberId;
  row: ImportRow;
}

/**
 * - `asked`: a confirmation mail is queued. - `enrolled`: her course begins, on the evidence of the row.
 * - `already`: she is in the course. - `asked-before`: she was asked within 30 days and has not answered.
 * - `suppressed`: she left, bounced or complained, and no import wakes her. - `no-evidence`: enrolling needs it.
 */
export type Imported = 'asked' | 'enrolled' | 'already' | 'asked-before' | 'suppressed' | 'no-evidence';

export interface ImportHow {
  /** She agreed elsewhere, as the row's evidence says; else she is asked by mail. */
  confirmed: boolean;
  /** Says what would be done, and does nothing. */
  dryRun: boolean;
}

/**
 * Takes up to 100 rows of different addresses and answers in their order. May be called again for the same rows, also
 * after a kill halfway: the id is the address's, the sign-up's id is the row's, and every write has its condition or
 * says the same when repeated, so what was done is found done.
 */
export function importSubscribers(deps: ImportDeps, how: ImportHow) {
  return async (candidates: readonly Candidate[]): Promise<Imported[]> => {
    const ids = candidates.map(({ id }) => id);
    const [suppressions, subscribers] = await Promise.all([
      deps.suppressions.getMany(ids),
      deps.subscribers.getMany(ids),
    ]);
    const suppressed = new Set(suppressions.map(({ id }) => id));
    const standing = new Map(subscribers.map((subscriber) => [subscriber.id, subscriber]));
    const taken = await allDone(
      candidates.map(async (candidate): Promise<Taken> => {
        if (how.confirmed && candidate.row.evidence === null) return { outcome: 'no-evidence' };
        if (suppressed.has(candidate.id)) return { outcome: 'suppressed' };
        const signUpId = await signUpIdOf(deps, candidate.row);
        const known = standing.get(candidate.id);
        if (known !== undefined) return already(known, signUpId);
        return how.confirmed ? enrol(deps, how, candidate, signUpId) : ask(deps, how, candidate, signUpId);
      }),
    );
    if (!how.confirmed || how.dryRun) return taken.map(({ outcome }) => outcome);
    await keepConsents(deps, candidates, taken);
    return withoutWhoLeft(deps, candidates, taken);
  };
}

/** Throws the first failure, but only when nothing is under way any more. */
async function allDone<Value>(work: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** `run`: the run that the row began, now or before a kill, and whose consent is to be kept. */
interface Taken {
  outcome: Imported;
  run?: Run;
}

/** The id under which the row's address is held. */
export function idOfRow(
  { identities }: Pick<ImportDeps, 'identities'>,
  row: ImportRow,
): Promise<SubscriberId> {
  const address = parseAddress(row.answers.address);
  if (address === null) throw new Error('a row without an address was taken for valid');
  return identities.idOf(address.normalised);
}

function already({ signUpId, run }: Pick<Subscriber, 'signUpId' | 'run'>, ours: string): Taken {
  return signUpId === ours ? { outcome: 'already', run } : { outcome: 'already' };
}

/** The same row is the same sign-up, whenever it is imported: enrol mails it once. An address holds no space. */
function signUpIdOf({ identities }: ImportDeps, { answers }: ImportRow): Promise<string> {
  const told = Object.values(writtenAbout(answers, 'import'));
  return identities.idOf(['import', answers.address, ...told].join(' '));
}

async function ask(
  deps: ImportDeps,
  how: ImportHow,
  { id, row }: Candidate,
  signUpId: string,
): Promise<Taken> {
  const at = deps.clock.now();
  if ((await deps.limits.mails(id)).some((mail) => at - mail.at < ASKED_FOR_MS))
    return { outcome: 'asked-before' };
  if (how.dryRun) return { outcome: 'asked' };
  const consent = { ...consentOf(deps, row), askedAt: row.evidence?.at ?? at };
  await deps.enrolQueue.send({
    kind: 'sign-up',
    signUp: { ...row.answers, signUpId, at, expiresAt: at + SIGN_UP_LIVES_MS, consent },
  });
  return { outcome: 'asked' };
}

async function enrol(
  deps: ImportDeps,
  how: ImportHow,
  { id, row }: Candidate,
  signUpId: string,
): Promise<Taken> {
  if (how.dryRun) return { outcome: 'enrolled' };
  const fresh = newRun({ ...row.answers, id, signUpId }, deps.clock.now(), 1);
  const rested = { ...fresh, restUntil: row.pausedUntil };
  const { dueAt, dueOn } = dueNow(rested);
  const record = { ...rested, dueOn, dueAt: Math.max(dueAt, fresh.dueAt + FIRST_LESSON_LEAD_MS) };
  // She confirmed by herself a moment ago: her own run stands.
  if ((await deps.subscribers.confirm(record, null)) === 'conflict') return { outcome: 'already' };
  return { outcome: 'enrolled', run: record.run };
}

/** After the records, whose condition makes an address unique. A kill in between is mended by the next import. */
async function keepConsents(
  deps: ImportDeps,
  candidates: readonly Candidate[],
  taken: readonly Taken[],
): Promise<void> {
  const consents = candidates.flatMap(({ id, row }, at) => {
    const run = taken[at]?.run;
    if (run === undefined || row.evidence === null) return [];
    const { at: askedAt } = row.evidence;
    return [{ id, run, consent: { ...consentOf(deps, row), askedAt, confirmedAt: askedAt } }];
  });
  await deps.subscribers.putConsents(consents);
}

/**
 * Leaving writes the suppression first and deletes then; here the records are written first and the suppressions looked
 * at then. So whoever leaves at this moment is seen by one of the two, and nothing of her stays.
 */
async function withoutWhoLeft(
  deps: ImportDeps,
  candidates: readonly Candidate[],
  taken: readonly Taken[],
): Promise<Imported[]> {
  const enrolled = candidates.filter((_, at) => taken[at]?.outcome === 'enrolled').map(({ id }) => id);
  const suppressed = enrolled.length === 0 ? [] : await deps.suppressions.getMany(enrolled);
  const left = new Set(suppressed.map(({ id }) => id));
  return Promise.all(
    candidates.map(async ({ id }, at): Promise<Imported> => {
      const { outcome = 'suppressed', run } = taken[at] ?? {};
      if (outcome !== 'enrolled' || !left.has(id)) return outcome;
      await deps.subscribers.deleteRest(id, run);
      await deps.subscribers.deleteProfile(id, 'leave', run);
      return 'suppressed';
    }),
  );
}

function consentOf(deps: ImportDeps, { evidence }: ImportRow): Omit<Consent, 'askedAt' | 'confirmedAt'> {
  const text = evidence?.text ?? '';
  const from = { page: evidence?.source ?? 'import', ip: '', userAgent: '', locale: '' };
  return { version: 'import', hash: deps.digest(text), ...from, ...(text === '' ? {} : { text }) };
}
