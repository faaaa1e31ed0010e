import { HOUR_MS, type Instant, SECOND_MS } from '../../lib/domain/calendar.ts';
import { type Audit, auditOf } from '../../lib/domain/sending/audit.ts';
import { EVENT_KINDS, type LedgerLine } from '../../lib/domain/sending/ledger.ts';
import type { AttemptId, Run, Subscriber, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { ReadTables } from './kept-stores.ts';

/** One attempt, as one sees it who sees everything. */
interface SeenAttempt {
  lesson: string;
  id: SubscriberId;
  run: Run;
  acceptedAt: Instant | null;
  /** A line says that it went. */
  inLine: boolean;
  /** One of its events came within the hour, and was not parked. */
  inTime: boolean;
  /** Attempts of the same lesson of which a line told when this one was claimed. */
  knew: AttemptId[];
  /** The strongest that the ledger was told of it. */
  fate: number;
}

/** What was seen so far, as far as an invariant asks for it. */
export interface Seen {
  attempts: Record<AttemptId, SeenAttempt>;
  signUps: Record<string, Instant>;
  runs: Record<Run, { id: SubscriberId; signedUpAt: Instant }>;
  closed: Run[];
  beganToLeave: Record<SubscriberId, Instant>;
  dispatched: Record<SubscriberId, Instant>;
  posts: Instant[];
  broken: string | null;
}

export const NOTHING_SEEN: Seen = {
  attempts: {},
  signUps: {},
  runs: {},
  closed: [],
  beganToLeave: {},
  dispatched: {},
  posts: [],
  broken: null,
};

const EVENT_WITHIN_MS = HOUR_MS;
const LONGEST_DUE_MS = 2 * HOUR_MS;

/** The invariants, by the names that the model and the simulation use (docs/sending.md). */
export function fail(seen: Seen, invariant: string, what: string): void {
  seen.broken ??= `${invariant}: ${what}`;
}

/** What became of the tables in one step: everything an invariant needs is seen in the difference. */
export function watch(seen: Seen, before: ReadTables, after: ReadTables): void {
  for (const profile of after.profiles) {
    const old = before.profiles.find(({ id }) => id === profile.id);
    if (old === profile) continue;
    if (old?.run !== profile.run) runWritten(seen, profile);
    const attempt = attemptOf(profile);
    if (attempt !== null && attempt !== attemptOf(old)) claimed(seen, profile, attempt);
  }
  for (const lines of after.lines.values()) for (const line of lines) lineWritten(seen, line);
}

export function attemptOf(profile: Subscriber | undefined): AttemptId | null {
  return profile === undefined || profile.state === 'stopped' ? null : (profile.claim?.attempt ?? null);
}

function runWritten(seen: Seen, { id, run, signUpId }: Subscriber): void {
  const signedUpAt = seen.signUps[signUpId];
  if (signedUpAt === undefined) {
    fail(seen, 'confirmed', `${id} began a run without a sign-up`);
    return;
  }
  if (seen.closed.includes(run))
    fail(seen, 'nothingLeft', `the record of ${id} was written again after she left`);
  seen.runs[run] ??= { id, signedUpAt };
  const leftAt = seen.beganToLeave[id];
  if (leftAt !== undefined && signedUpAt <= leftAt) seen.closed.push(run);
}

function claimed(seen: Seen, { id, run, lessonNumber }: Subscriber, attempt: AttemptId): void {
  const lesson = `${run}-${lessonNumber + 1}`;
  const knew = Object.entries(seen.attempts)
    .filter(([, one]) => one.lesson === lesson && one.inLine)
    .map(([name]) => name);
  seen.attempts[attempt] ??= {
    ...{ lesson, id, run, knew },
    ...{ acceptedAt: null, inLine: false, inTime: false, fate: 0 },
  };
}

/** A line never says more than happened. */
function lineWritten(seen: Seen, { state, id, run, dueOn, attempt, otherAttempts }: LedgerLine): void {
  if (state !== 'sent') return;
  for (const one of [attempt, ...otherAttempts]) {
    const known = one === null ? undefined : seen.attempts[one];
    if (known === undefined || known.acceptedAt === null || known.run !== run || known.id !== id)
      fail(seen, 'lineTrue', `the line of ${id} for ${dueOn} says sent by ${one}, which SES never took`);
    else known.inLine = true;
  }
}

export function posted(seen: Seen, rate: number, now: Instant): void {
  seen.posts = [...seen.posts.filter((at) => at > now - SECOND_MS), now];
  if (seen.posts.length > Math.max(1, Math.floor(rate * 1.1)))
    fail(seen, 'rate', `${seen.posts.length} sends in one second at rate ${rate}`);
}

export function accepted(seen: Seen, tags: Readonly<Record<string, string>>, now: Instant): void {
  const { attempt: name = '', lesson = '', subscriber = '' } = tags;
  const run = lesson.split('-')[0] ?? '';
  const attempt = seen.attempts[name];
  if (seen.runs[run]?.id !== subscriber)
    fail(seen, 'confirmed', `${subscriber} got lesson ${lesson} without having confirmed`);
  if (seen.closed.includes(run))
    fail(seen, 'notAfterLeaving', `${subscriber} got lesson ${lesson} after her leaving was answered`);
  if (attempt === undefined) {
    fail(seen, 'claimed', `${subscriber} got lesson ${lesson} without a claim`);
    return;
  }
  for (const [other, first] of Object.entries(seen.attempts)) {
    if (first.lesson !== lesson || first.acceptedAt === null) continue;
    if (attempt.knew.includes(other))
      fail(seen, 'once', `lesson ${lesson} went again although its line said that it went`);
    if (now - first.acceptedAt < EVENT_WITHIN_MS)
      fail(seen, 'once', `lesson ${lesson} went again within the hour`);
    if (first.inTime) fail(seen, 'once', `lesson ${lesson} went again although its event came in time`);
  }
  attempt.acceptedAt ??= now;
}

/** A second mail that went already is judged by the events of the first as well. */
export function eventArrived(seen: Seen, name: AttemptId, inTime: boolean): void {
  const attempt = seen.attempts[name];
  if (attempt === undefined || !inTime || attempt.inTime) return;
  attempt.inTime = true;
  const again = Object.entries(seen.attempts).some(
    ([other, { lesson, acceptedAt }]) =>
      other !== name && lesson === attempt.lesson && (acceptedAt ?? 0) > (attempt.acceptedAt ?? 0),
  );
  if (again) fail(seen, 'once', `lesson ${attempt.lesson} went again, and its event came in time`);
}

/** Its event counts as lost. */
export function forgiven(seen: Seen, name: AttemptId): void {
  const attempt = seen.attempts[name];
  if (attempt !== undefined) attempt.inTime = false;
}

export function dispatched(seen: Seen, rows: readonly { id: SubscriberId; dueAt: Instant }[]): void {
  for (const { id, dueAt } of rows) {
    if (seen.dispatched[id] === dueAt) fail(seen, 'queuedOnce', `dispatch queued ${id} twice for one moment`);
    seen.dispatched[id] = dueAt;
  }
}

/** She was told that she left: the runs that came from sign-ups up to then are over. */
export function leavingAnswered(seen: Seen, id: SubscriberId, beganAt: Instant): void {
  seen.beganToLeave[id] = Math.max(beganAt, seen.beganToLeave[id] ?? beganAt);
  for (const [name, run] of Object.entries(seen.runs))
    if (run.id === id && run.signedUpAt <= beganAt && !seen.closed.includes(name)) seen.closed.push(name);
}

/** When all is quiet: every pair is accounted for, every line tells the truth, and nothing that was due waits. */
export function judgeEnd(seen: Seen, tables: ReadTables, now: Instant): string | null {
  const judged: Seen = { ...seen };
  for (const profile of tables.profiles)
    judgeProfile(judged, profile, tables.lines.get(profile.id) ?? [], now);
  for (const id of tables.lines.keys())
    if (!tables.due.some((row) => row.id === id))
      fail(judged, 'nothingLeft', `a line of ${id} belongs to nobody`);
  for (const { id, run } of tables.consents)
    if (seen.closed.includes(run)) fail(judged, 'nothingLeft', `a consent of ${id} stands after she left`);
  return judged.broken;
}

export function strengthOf(fate: LedgerLine['fate']): number {
  return fate === 'none' ? 0 : EVENT_KINDS.indexOf(fate) + 1;
}

function judgeProfile(seen: Seen, profile: Subscriber, lines: readonly LedgerLine[], now: Instant): void {
  const { id, run } = profile;
  if (seen.closed.includes(run)) fail(seen, 'nothingLeft', `${id} is held although she left`);
  const { counts }: { counts: Audit } = auditOf(profile, lines, now);
  if (counts.unaccounted > 0)
    fail(seen, 'accounted', `${counts.unaccounted} weeks of ${id} are not accounted for`);
  if (counts.late > 0) fail(seen, 'accounted', `${id} is late`);
  if (profile.state !== 'stopped' && profile.dueAt < now - LONGEST_DUE_MS)
    fail(seen, 'accounted', `${id} waits for a lesson that was due`);
  const sent = lines.filter((line) => line.state === 'sent' && line.run === run).map(({ number }) => number);
  if (new Set(sent).size < sent.length) fail(seen, 'told', `two lines of ${id} tell of one lesson`);
  const told = new Set(lines.flatMap((line) => [line.attempt, ...line.otherAttempts]));
  for (const [name, attempt] of Object.entries(seen.attempts)) {
    if (attempt.id !== id || attempt.run !== run || attempt.acceptedAt === null) continue;
    if ((attempt.inLine || attempt.fate > 0) && !told.has(name))
      fail(seen, 'told', `no line tells of ${name}, which SES took for ${id}`);
    const line = lines.find((one) => one.attempt === name || one.otherAttempts.includes(name));
    if (line !== undefined && strengthOf(line.fate) < attempt.fate)
      fail(seen, 'fate', `the fate of ${id} for ${line.dueOn} is ${line.fate}, and was stronger`);
  }
}
