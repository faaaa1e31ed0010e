import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Mail, Mailer, SendOutcome } from '../../lib/ports/mailer.ts';
import type { Faults } from './faults.ts';
import type { FunctionRun } from './function-runs.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';
import type { Witness } from './witness.ts';

export interface SesOptions {
  timeline: Timeline;
  random: Random;
  faults: Faults;
  witness: Witness;
  publish: (body: string) => void;
  /** The mail arrives in her inbox. */
  deliver: (mail: Mail) => void;
}

type Refusal = Extract<SendOutcome, { kind: 'refused' }>['why'];
const REFUSED: readonly [Parameters<Faults['strikes']>[0], Refusal][] = [
  ['refused-message', 'message'],
  ['throttled', 'throttled'],
  ['daily-quota', 'quota'],
  ['account-refused', 'account'],
  ['unreachable', 'unreachable'],
];
/** A request written at the last moment is taken a little after it. */
const LATE_ACCEPTANCE_MS = 800;
const SOFT = { bounceType: 'Transient', bounceSubType: 'MailboxFull' };
const HARD = { bounceType: 'Permanent', bounceSubType: 'General' };

/** SES as it is met: it refuses, stays silent, takes a mail and loses the answer, and tells of it when it likes. */
export class Ses {
  readonly #options: SesOptions;
  #silentUntil = 0;
  #taken = 0;

  constructor(options: SesOptions) {
    this.#options = options;
  }

  mailerFor(run: FunctionRun): Mailer {
    return { send: (mail, sendBy) => this.#send(run, mail, sendBy - run.clockOffMs) };
  }

  #send(run: FunctionRun, mail: Mail, sendBy: number): Promise<SendOutcome> {
    const { timeline, random, faults, witness } = this.#options;
    const { now } = timeline;
    if (now >= sendBy) return Promise.resolve({ kind: 'refused', why: 'unreachable', error: 'no time left' });
    witness.posted(now);
    return new Promise((resolve) => {
      const answerAt = (moment: number, outcome: SendOutcome) => {
        timeline.at(Math.min(moment, Math.max(sendBy, now)), () => {
          if (run.alive) resolve(moment > sendBy ? { kind: 'unknown', error: 'timeout' } : outcome);
        });
      };
      for (const [fault, why] of REFUSED) {
        if (faults.strikes(fault))
          return answerAt(now + random.between(10, 150), { kind: 'refused', why, error: fault });
      }
      if (faults.strikes('outage')) this.#silentUntil = now + 10 * MINUTE_MS;
      const silent = this.#silentUntil > now;
      if (silent ? random.chance(0.5) : faults.strikes('request-lost'))
        return answerAt(now + random.between(20, 8_000), { kind: 'unknown', error: 'reset' });
      const arrives = now + (faults.strikes('ses-slow') ? random.between(500, 5_500) : random.between(5, 90));
      const latest = sendBy + LATE_ACCEPTANCE_MS;
      // The request was written before the time ran out, so SES takes it although nobody waits any more.
      timeline.at(Math.min(arrives, latest), () => {
        const error = faults.strikes('server-error');
        if (error && random.chance(0.5))
          return answerAt(timeline.now + 20, { kind: 'unknown', error: 'HTTP 500' });
        const lost = error || silent || faults.strikes('reply-lost') || !run.alive;
        const messageId = this.#take(mail, lost);
        if (!lost) return answerAt(timeline.now + random.between(10, 200), { kind: 'accepted', messageId });
        const moment = timeline.now + random.between(1, 8_000);
        return answerAt(moment, { kind: 'unknown', error: 'no answer' });
      });
    });
  }

  /** Where the answer is lost, its events are more often lost or late as well: that is where it hurts. */
  #take(mail: Mail, unanswered: boolean): string {
    const { timeline, random, faults, witness, deliver } = this.#options;
    this.#taken += 1;
    const messageId = `message-${this.#taken}`;
    witness.accepted(mail, timeline.now);
    const about = {
      timestamp: new Date(timeline.now).toISOString(),
      messageId,
      tags: Object.fromEntries(
        Object.entries({ ...mail.tags, kind: mail.kind }).map(([name, value]) => [name, [value]]),
      ),
    };
    const times = unanswered ? 5 : 1;
    const lost = faults.strikes('events-lost', times);
    const lateBy = faults.strikes('events-late', times) ? lateMs(random) : 0;
    const tell = (eventType: string, afterMs: number, what: Record<string, unknown> = {}) => {
      if (!lost) this.#publish({ eventType, mail: about, ...what }, mail, afterMs + lateBy);
    };
    tell('Send', random.between(50, 3_000));
    const fate = random.between(300, 60_000);
    const timestamp = new Date(timeline.now + fate).toISOString();
    if (faults.strikes('bounce')) tell('Bounce', fate, { bounce: { ...HARD, timestamp } });
    else if (faults.strikes('soft-bounce')) {
      tell('DeliveryDelay', fate, { deliveryDelay: { timestamp } });
      tell('Bounce', fate + random.between(SECOND_MS, HOUR_MS), { bounce: { ...SOFT, timestamp } });
    } else {
      tell('Delivery', fate, { delivery: { timestamp } });
      timeline.after(fate, () => deliver(mail));
      if (faults.strikes('complaint'))
        tell('Complaint', fate + random.between(MINUTE_MS, DAY_MS), { complaint: { timestamp } });
    }
    return messageId;
  }

  #publish(event: object, mail: Mail, afterMs: number): void {
    const { timeline, random, faults, witness, publish } = this.#options;
    const body = JSON.stringify({ Type: 'Notification', Message: JSON.stringify(event) });
    const copies = faults.strikes('event-twice') ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (faults.strikes('event-lost')) continue;
      const late = faults.strikes('event-late') ? lateMs(random) : 0;
      timeline.after(afterMs + late, () => {
        witness.eventArrived(mail, timeline.now);
        publish(body);
      });
    }
  }
}

function lateMs(random: Random): number {
  return random.chance(0.4) ? random.between(10 * MINUTE_MS, HOUR_MS) : random.between(HOUR_MS, 12 * HOUR_MS);
}
