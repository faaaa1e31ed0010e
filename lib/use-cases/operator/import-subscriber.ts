import { DAY_MS, SECOND_MS } from '../../domain/calendar.ts';
import type { FormRules } from '../../domain/course.ts';
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
import { eraseLeftovers } from '../sending/erase-record.ts';
import { SIGN_UP_LIVES_MS } from '../web/sign-up.ts';
import type { ImportRow } from './import-row.ts';

/** Dispatch may have read up to now already: a lesson due later than this is still ahead of it. */
const FIRST_LESSON_LEAD_MS = 30 * SECOND_MS;
/** Nobody who was asked within this time, by an import or by the form, is asked again. */
const ASKED_FOR_MS = 30 * DAY_MS;

export interface ImportDeps {
  course: FormRules;
  clock: Clock;
  identities: Identities;
  subscribers: Pick<
    SubscriberStore,
    'getMany' | 'getRaw' | 'signUpAt' | 'confirm' | 'putConsents' | 'deleteProfile' | 'deleteRest'
  >;
  suppressions: Pick<SuppressionStore, 'get' | 'getMany'>;
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
 * - `unreadable`: there is a record of her that cannot be read, and it stays as it is.
 */
export type Imported =
  | 'asked'
  | 'enrolled'
  | 'already'
  | 'asked-before'
  | 'suppressed'
  | 'no-evidence'
  | 'unreadable';

export interface ImportMode {
  /** She agreed elsewhere, as the row's evidence says; else she is asked by mail. */
  confirmed: boolean;
  /** Returns what would be done, and writes nothing. */
  dryRun: boolean;
}

/**
 * Imports up to 100 rows of different addresses and returns their outcomes in the same order. Idempotent, also after a
 * crash halfway: the subscriber's id comes from the address, the sign-up's id from the row, and every write either has a
 * condition or writes the same again.
 */
export function importSubscribers(deps: ImportDeps, mode: ImportMode) {
  return async (candidates: readonly Candidate[]): Promise<Imported[]> => {
    const ids = candidates.map(({ id }) => id);
    const suppressed = new Set<SubscriberId>();
    const unreadable = new Set<SubscriberId>();
    const [suppressions, subscribers] = await Promise.all([
      deps.suppressions.getMany(ids, (id) => suppressed.add(id)),
      deps.subscribers.getMany(ids, (id) => unreadable.add(id)),
    ]);
    for (const { id } of suppressions) suppressed.add(id);
    const subscriberById = new Map(subscribers.map((subscriber) => [subscriber.id, subscriber]));
    const results = await allDone(
      candidates.map(async (candidate): Promise<RowResult> => {
        if (mode.confirmed && candidate.row.evidence === null) return { outcome: 'no-evidence' };
        if (suppressed.has(candidate.id)) return { outcome: 'suppressed' };
        if (unreadable.has(candidate.id)) return { outcome: 'unreadable' };
        const signUpId = await signUpIdOf(deps, candidate.row);
        const known = subscriberById.get(candidate.id);
        if (known !== undefined) return alreadyEnrolled(known, signUpId);
        return mode.confirmed ? enrol(deps, mode, candidate, signUpId) : ask(deps, mode, candidate, signUpId);
      }),
    );
    if (!mode.confirmed || mode.dryRun) return results.map(({ outcome }) => outcome);
    await allDone([...suppressed].map((id) => eraseLeftovers(deps, id)));
    await putConsents(deps, candidates, results);
    return removeWhoLeft(deps, candidates, results);
  };
}

/** Throws the first failure, but only after all work has ended, so that nothing runs on behind an error. */
async function allDone<Value>(work: readonly Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** `run`: the run that the row began, now or before a crash, whose consent is to be stored. */
interface RowResult {
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

function alreadyEnrolled(
  { signUpId, run }: Pick<Subscriber, 'signUpId' | 'run'>,
  signUpIdOfRow: string,
): RowResult {
  return signUpId === signUpIdOfRow ? { outcome: 'already', run } : { outcome: 'already' };
}

/** The same row has the same sign-up id whenever it is imported, so that enrol mails it once. An address holds no space. */
function signUpIdOf({ identities }: ImportDeps, { answers }: ImportRow): Promise<string> {
  const answersAsText = Object.values(writtenAbout(answers, 'import'));
  return identities.idOf(['import', answers.address, ...answersAsText].join(' '));
}

async function ask(
  deps: ImportDeps,
  mode: ImportMode,
  { id, row }: Candidate,
  signUpId: string,
): Promise<RowResult> {
  const at = deps.clock.now();
  if ((await deps.limits.mails(id)).some((mail) => at - mail.at < ASKED_FOR_MS))
    return { outcome: 'asked-before' };
  if (mode.dryRun) return { outcome: 'asked' };
  const consent = { ...consentOf(deps, row), askedAt: row.evidence?.at ?? at };
  await deps.enrolQueue.send({
    kind: 'sign-up',
    signUp: { ...row.answers, signUpId, at, expiresAt: at + SIGN_UP_LIVES_MS, consent },
  });
  return { outcome: 'asked' };
}

async function enrol(
  deps: ImportDeps,
  mode: ImportMode,
  { id, row }: Candidate,
  signUpId: string,
): Promise<RowResult> {
  if (mode.dryRun) return { outcome: 'enrolled' };
  const fresh = newRun(deps.course, { ...row.answers, id, signUpId }, deps.clock.now(), 1);
  const rested = { ...fresh, restUntil: row.pausedUntil };
  const { dueAt, dueOn } = dueNow(rested);
  const record = { ...rested, dueOn, dueAt: Math.max(dueAt, fresh.dueAt + FIRST_LESSON_LEAD_MS) };
  // She confirmed by herself since the read above: her own run stays.
  if ((await deps.subscribers.confirm(record, null)) === 'conflict') return { outcome: 'already' };
  return { outcome: 'enrolled', run: record.run };
}

/** Stored after the records, because their condition makes an address unique. After a crash in between, the next import stores them. */
async function putConsents(
  deps: ImportDeps,
  candidates: readonly Candidate[],
  results: readonly RowResult[],
): Promise<void> {
  const consents = candidates.flatMap(({ id, row }, at) => {
    const run = results[at]?.run;
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
async function removeWhoLeft(
  deps: ImportDeps,
  candidates: readonly Candidate[],
  results: readonly RowResult[],
): Promise<Imported[]> {
  // Those of an import cut short as well: their consents were written just now.
  const written = candidates.filter((_, at) => results[at]?.run !== undefined).map(({ id }) => id);
  const left = new Set<SubscriberId>();
  if (written.length > 0) {
    const suppressed = await deps.suppressions.getMany(written, (id) => left.add(id));
    for (const { id } of suppressed) left.add(id);
  }
  return Promise.all(
    candidates.map(async ({ id }, at): Promise<Imported> => {
      const { outcome = 'suppressed', run } = results[at] ?? {};
      if (run === undefined || !left.has(id)) return outcome;
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
