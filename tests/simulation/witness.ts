import {
  DAY_MS,
  daysBetween,
  HOUR_MS,
  type Instant,
  localDate,
  SECOND_MS,
} from '../../lib/domain/calendar.ts';
import type { LedgerLine, SesEvent } from '../../lib/domain/sending/ledger.ts';
import type { Active, AttemptId, Subscriber, SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Mail } from '../../lib/ports/mailer.ts';
import type { DueRow } from '../../lib/ports/subscriber-store.ts';
import type { MailWatch } from './mail-watch.ts';
import { mayGetInWeek } from './may-get.ts';
import type { KnownRun, SeenAttempt } from './seen-attempt.ts';

const EVENT_WITHIN_MS = HOUR_MS;
/** A confirmation mail that was under way when she left: it waits for its moment, and is then sent. */
const ENROL_IN_FLIGHT_MS = 20 * SECOND_MS;
const STRENGTH = ['none', 'delay', 'send', 'soft-bounce', 'delivery', 'reject', 'bounce', 'complaint'];

/**
 * Stands beside the world, sees everything, and says at once when something happened that must not: the invariants of
 * the course. It knows the rules from the design, not from the code that is being tried.
 */
export class Witness {
  broken: string | null = null;
  lessons = 0;
  duplicates = 0;
  losses = 0;
  confirmations = 0;
  /** Each mail of a lesson that SES took: when, to whom, which lesson and session, of which day. */
  readonly went: string[] = [];
  readonly attempts = new Map<AttemptId, SeenAttempt>();
  /** Who sees each mail as well. */
  readonly others: MailWatch[] = [];
  readonly #records = new Map<AttemptId, Active>();
  readonly #byLesson = new Map<string, SeenAttempt[]>();
  readonly #runs = new Map<string, KnownRun>();
  readonly #signUps = new Map<string, { id: SubscriberId; at: Instant }>();
  readonly #newestSignUp = new Map<SubscriberId, Instant>();
  readonly #leftAt = new Map<SubscriberId, Instant>();
  readonly #beganToLeaveAt = new Map<SubscriberId, Instant>();
  readonly #fates = new Map<AttemptId, number>();
  /** When each lesson of a run first went, by its number. */
  readonly #days = new Map<string, Map<number, Instant>>();
  readonly #dispatched = new Map<SubscriberId, Instant>();
  #second: Instant[] = [];
  #ten: Instant[] = [];
  readonly #rate: number;
  /** What two clocks that are wrong may make of an order: within this, either order counts. */
  readonly #clocksApartMs: number;
  readonly trace: (line: () => string) => void;

  constructor(ratePerSecond: number, clocksApartMs: number, trace: (line: () => string) => void) {
    this.#rate = ratePerSecond;
    this.#clocksApartMs = clocksApartMs;
    this.trace = trace;
  }

  fail(what: string): void {
    this.broken ??= what;
    this.trace(() => `BROKEN: ${what}`);
  }

  signedUp(signUpId: string, id: SubscriberId, at: Instant): void {
    if (this.#signUps.has(signUpId)) return;
    this.#signUps.set(signUpId, { id, at });
    this.#newestSignUp.set(id, Math.max(at, this.#newestSignUp.get(id) ?? at));
  }

  runWritten({ run, id, signUpId }: Subscriber, now: Instant): void {
    const signUp = this.#signUps.get(signUpId);
    if (signUp === undefined || signUp.id !== id) {
      this.fail(`${id} began a run without a sign-up`);
      return;
    }
    const known = this.#runs.get(run);
    if (known !== undefined) {
      if (known.closedAt !== null) this.fail(`the record of ${id} was written again after she left`);
      return;
    }
    // A confirmation that was overtaken by her leaving takes its record back; nothing may be sent from it.
    const leftAt = this.#beganToLeaveAt.get(id) ?? Number.NEGATIVE_INFINITY;
    this.#runs.set(run, {
      ...{ id, signedUpAt: signUp.at, writtenAt: now },
      closedAt: signUp.at <= leftAt - this.#clocksApartMs ? now : null,
    });
  }

  claimed(record: Active, at: Instant): void {
    const attempt = record.claim?.attempt;
    if (attempt === undefined) {
      this.fail(`${record.id} was claimed without a claim`);
      return;
    }
    const lesson = `${record.run}-${record.lessonNumber + 1}`;
    const seen = { lesson, id: record.id, run: record.run, at, acceptedAt: null, times: 0 };
    this.attempts.set(attempt, { ...seen, settledAt: null, eventAt: null });
    this.#records.set(attempt, record);
  }

  /** The rate: never above it times 1.1 in a second, nor times 10 in ten. Measured where a request begins. */
  posted(at: Instant): void {
    this.#second = [...this.#second.filter((moment) => moment > at - SECOND_MS), at];
    this.#ten = [...this.#ten.filter((moment) => moment > at - 10 * SECOND_MS), at];
    if (this.#second.length > Math.max(1, Math.floor(this.#rate * 1.1)))
      this.fail(`${this.#second.length} sends in one second at rate ${this.#rate}`);
    if (this.#ten.length > this.#rate * 10)
      this.fail(`${this.#ten.length} sends in ten seconds at rate ${this.#rate}`);
  }

  accepted(mail: Mail, at: Instant): void {
    this.trace(() => `SES takes ${mail.kind} ${mail.tags['lesson'] ?? ''} ${mail.tags['attempt'] ?? ''}`);
    if (mail.kind === 'lesson') this.#acceptedLesson(mail, at);
    else if (mail.kind !== 'note') this.#acceptedOther(mail, at);
    for (const other of this.others) other.accepted(mail, at);
  }

  #acceptedOther({ tags }: Mail, at: Instant): void {
    this.confirmations += 1;
    const id = tags['subscriber'] ?? '';
    const leftAt = this.#leftAt.get(id);
    const newest = this.#newestSignUp.get(id) ?? Number.NEGATIVE_INFINITY;
    if (
      leftAt !== undefined &&
      newest <= (this.#beganToLeaveAt.get(id) ?? leftAt) - this.#clocksApartMs &&
      at > leftAt + ENROL_IN_FLIGHT_MS
    )
      this.fail(`${id} got a mail after she had left, and signed up no more`);
  }

  #acceptedLesson(mail: Mail, at: Instant): void {
    this.lessons += 1;
    const { attempt: name = '', lesson = '', subscriber: id = '' } = mail.tags;
    this.went.push([at, id, lesson, mail.subject, mail.tags['due']].join(' '));
    const attempt = this.attempts.get(name);
    const run = this.#runs.get(lesson.split('-')[0] ?? '');
    if (run === undefined || run.id !== id) {
      this.fail(`${id} got lesson ${lesson} without having confirmed`);
      return;
    }
    if (run.closedAt !== null) {
      this.fail(`${id} got lesson ${lesson} after her leaving was answered`);
      return;
    }
    if (attempt === undefined) {
      this.fail(`${id} got lesson ${lesson} without a claim`);
      return;
    }
    this.#checkFence(name, mail.subject);
    this.#checkDistance(name);
    const earlier = this.#byLesson.get(lesson) ?? [];
    for (const one of earlier) this.#checkSecond(one, attempt, at);
    if (earlier.length > 0) this.duplicates += 1;
    if (attempt.times === 0) this.#byLesson.set(lesson, [...earlier, attempt]);
    attempt.times += 1;
    attempt.acceptedAt ??= at;
  }

  /** A second mail of one lesson is allowed only where the first one's answer and its event were both lost or late. */
  #checkSecond(first: SeenAttempt, { lesson, at: claimedAt }: SeenAttempt, at: Instant): void {
    if (first.settledAt !== null && first.settledAt < claimedAt)
      this.fail(`lesson ${lesson} went again although its line said that it went`);
    const acceptedAt = first.acceptedAt ?? at;
    if (at - acceptedAt < EVENT_WITHIN_MS) this.fail(`lesson ${lesson} went again within the hour`);
    if (first.eventAt !== null && first.eventAt - acceptedAt < EVENT_WITHIN_MS)
      this.fail(`lesson ${lesson} went again although its event came in time`);
  }

  /** Six calendar days between two lessons in her zone of now, four after the first, whatever zone she was in (18). */
  #checkDistance(attempt: AttemptId): void {
    const record = this.#records.get(attempt);
    const at = record?.claim?.at;
    if (record === undefined || at === undefined) return;
    const number = record.lessonNumber + 1;
    const days = this.#days.get(record.run) ?? new Map<number, Instant>();
    this.#days.set(record.run, days);
    const before = Math.max(0, ...[...days.keys()].filter((one) => one < number));
    const wentAt = days.get(before);
    if (!days.has(number)) days.set(number, at);
    if (wentAt === undefined) return;
    const apart = daysBetween(localDate(wentAt, record.timeZone), localDate(at, record.timeZone));
    if (apart < (before === 1 ? 4 : 6))
      this.fail(`${record.id} got lesson ${number} ${apart} days after lesson ${before}`);
  }

  /** docs/rules/placement.md#ceiling and its neighbours, worked out here once more. */
  #checkFence(attempt: AttemptId, session: string): void {
    const record = this.#records.get(attempt);
    if (record === undefined || record.birthDate === null) return;
    const at = record.claim?.at ?? 0;
    const days = (Date.parse(localDate(at, record.timeZone)) - Date.parse(record.birthDate)) / DAY_MS;
    const weeks = Math.max(0, Math.floor(days / 7));
    const allowed = mayGetInWeek(record, weeks, session);
    if (!allowed) this.fail(`${record.id} got session ${session} at week ${weeks} (${record.pace})`);
  }

  settled(attempt: AttemptId, now: Instant): void {
    const seen = this.attempts.get(attempt);
    if (seen !== undefined) seen.settledAt ??= now;
  }

  eventArrived(mail: Mail, at: Instant): void {
    const seen = this.attempts.get(mail.tags['attempt'] ?? '');
    if (seen !== undefined) seen.eventAt ??= at;
    for (const other of this.others) other.eventArrived(mail, at);
  }

  /** An event that no function could take counts as lost; which copy it was is not kept, so the attempt is let off. */
  eventParked(attempt: AttemptId): void {
    const seen = this.attempts.get(attempt);
    if (seen !== undefined) seen.eventAt = null;
    for (const other of this.others) other.eventParked(attempt);
  }

  /** She was told that she left: the runs that came from sign-ups up to then are over. */
  leavingAnswered(id: SubscriberId, beganAt: Instant, now: Instant): readonly string[] {
    this.#leftAt.set(id, now);
    const over: string[] = [];
    this.#beganToLeaveAt.set(id, beganAt);
    for (const [name, run] of this.#runs) {
      if (run.id !== id || run.signedUpAt > beganAt - this.#clocksApartMs) continue;
      run.closedAt ??= now;
      if (run.writtenAt < beganAt) over.push(name);
    }
    return over;
  }

  closedRuns(): { id: SubscriberId; run: string }[] {
    return [...this.#runs]
      .filter(([, { closedAt }]) => closedAt !== null)
      .map(([run, { id }]) => ({ id, run }));
  }

  /** Whether she has a run that she did not leave. */
  isInCourse(id: SubscriberId): boolean {
    return [...this.#runs.values()].some((run) => run.id === id && run.closedAt === null);
  }

  /** Whether SES ever took that session for her. */
  got(id: SubscriberId, session: string): boolean {
    return this.went.some((line) => line.includes(` ${id} `) && line.includes(` ${session} `));
  }

  isClosed(run: string): boolean {
    return this.#runs.get(run)?.closedAt != null;
  }

  wasTaken(attempt: AttemptId): boolean {
    return this.attempts.get(attempt)?.acceptedAt != null;
  }

  merged({ attempt, kind }: SesEvent): void {
    this.#fates.set(attempt, Math.max(this.#fates.get(attempt) ?? 0, STRENGTH.indexOf(kind)));
  }

  /** The strongest of what SES told stands in the line, whatever came first. */
  fateStands(attempts: readonly AttemptId[], { id, dueOn, fate }: LedgerLine): void {
    const strongest = Math.max(0, ...attempts.map((attempt) => this.#fates.get(attempt) ?? 0));
    if (STRENGTH.indexOf(fate) < strongest)
      this.fail(`the fate of ${id} for ${dueOn} is ${fate}, and was ${STRENGTH[strongest]}`);
  }

  /** A line never says more than happened. */
  lineSaysSent(attempts: readonly AttemptId[], { id, run, dueOn }: LedgerLine): void {
    for (const attempt of attempts) {
      const seen = this.attempts.get(attempt);
      if (seen?.acceptedAt == null || seen.run !== run || seen.id !== id)
        this.fail(`the line of ${id} for ${dueOn} says sent by ${attempt}, which SES never took`);
    }
  }

  /** What SES took and told of is in the ledger, as long as the ledger is there. */
  everyAttemptHasItsLine(id: SubscriberId, run: string, withLine: ReadonlySet<AttemptId>): void {
    for (const [attempt, seen] of this.attempts) {
      if (seen.id !== id || seen.run !== run || seen.acceptedAt === null || withLine.has(attempt)) continue;
      if (seen.settledAt !== null || seen.eventAt !== null)
        this.fail(`no line tells of ${attempt}, which SES took for ${id}`);
    }
  }

  /** A row of the due index is queued once by dispatch, however often it runs (Q11, Q12). */
  dispatched(rows: readonly DueRow[]): void {
    for (const { id, dueAt } of rows) {
      if (this.#dispatched.get(id) === dueAt) this.fail(`dispatch queued ${id} twice for one moment`);
      this.#dispatched.set(id, dueAt);
    }
  }
}
