import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import {
  encodeEnrolMessage,
  encodeLessonMessage,
  parseEnrolMessage,
  parseLessonMessage,
} from '../../lib/adapters/sqs/messages.ts';
import { DAY_MS, HOUR_MS, type Instant, localDate, MINUTE_MS, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { LedgerLine, SesEvent } from '../../lib/domain/sending/ledger.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import type { Subscriber } from '../../lib/domain/subscriber.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import type { Mailer } from '../../lib/ports/mailer.ts';
import type { EnrolMessage, EnrolQueue, LessonQueue } from '../../lib/ports/queues.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import type { DueRow } from '../../lib/ports/subscriber-store.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import { enrol } from '../../lib/use-cases/sending/enrol.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { webUseCases } from '../../lib/use-cases/web/web-use-cases.ts';
import { subscriber } from '../builders.ts';
import { COURSE } from '../course.ts';
import { type MemoryStores, memoryStoresOn } from '../memory/stores.ts';
import { memoryTables } from '../memory/tables.ts';
import { type Fault, Faults } from './faults.ts';
import { type Ended, type FunctionRun, FunctionRunner } from './function-runs.ts';
import { CLOCKS_APART_MS, MachineClocks } from './machine-clocks.ts';
import { MessageQueue } from './message-queue.ts';
import { Mother, type Visit } from './mother.ts';
import { countedChance, identities, idOf, letters, silent, tokens } from './ports.ts';
import { Random } from './random.ts';
import { Releases } from './releases.ts';
import { RowsInTrouble } from './rows-in-trouble.ts';
import { Schedule } from './schedule.ts';
import { Ses } from './ses.ts';
import { Timeline } from './timeline.ts';
import { Witness } from './witness.ts';

/** The ports that a function gets. A planted bug stands between a function and its ports. */
export interface FunctionPorts extends MemoryStores {
  clock: Clock;
  mailer: Mailer;
  lessonQueue: LessonQueue;
  enrolQueue: EnrolQueue;
}
export type Plant = (ports: FunctionPorts, functionName: string) => FunctionPorts;

export interface WorldOptions {
  seed: number;
  subscribers: number;
  weeks: number;
  faults: readonly Fault[];
  /** So many more are due when the world begins, as after an outage. */
  backlog?: number | undefined;
  ratePerSecond?: number | undefined;
  plant?: Plant | undefined;
  /** For the middle third of the time the first release runs again. */
  rollBack?: boolean | undefined;
  trace?: ((line: string) => void) | undefined;
}

const START = Date.UTC(2026, 0, 5, 12);
/** Each seed has a rate of its own: the narrow ones are where sends meet. */
const RATES_PER_SECOND = [1, 3, 10, 14];
const SETTINGS: Omit<CourseSettings, 'sendRatePerSecond'> = {
  siteUrl: 'https://course.example',
  signUpsPerHourPerNetwork: 1_000,
  signUpsPerHourInAll: 1_000_000,
  mayReceive: 'everyone',
};
const TIMEOUT_MS = { web: 30, enrol: 60, deliver: 60, record: 60, dispatch: 60, reconcile: 120 } as const;
const REDRIVE_AFTER_MS = 4 * HOUR_MS;
const QUICK = ['due', 'getMark', 'of', 'all'];

/** Everything around the real use cases: time, stores, queues, SES, the schedule and the mothers. */
export class World {
  readonly timeline = new Timeline(START);
  readonly stores: MemoryStores;
  readonly witness: Witness;
  readonly faults: Faults;
  readonly runner: FunctionRunner;
  readonly end: Instant;
  readonly #options: WorldOptions;
  readonly #ratePerSecond: number;
  readonly #chance = countedChance();
  readonly #lessons: MessageQueue;
  readonly #enrols: MessageQueue;
  readonly #events: MessageQueue;
  #deadEvents = 0;
  readonly #rows: RowsInTrouble;
  readonly releases: Releases;
  readonly #ses: Ses;
  readonly #schedule: Schedule;
  readonly #mothers = new Map<string, Mother>();
  readonly #hiddenUntil = new Map<string, Instant>();

  constructor(options: WorldOptions) {
    this.#options = options;
    const { seed, weeks } = options;
    const random = new Random(seed);
    const { timeline } = this;
    const trace = (line: () => string) => options.trace?.(`${stamp(timeline.now)} ${line()}`);
    this.end = START + weeks * 7 * DAY_MS;
    this.#ratePerSecond = options.ratePerSecond ?? new Random(seed + 5).pick(RATES_PER_SECOND);
    this.faults = new Faults(seed + 1, options.faults);
    const clocks = new MachineClocks(this.faults, new Random(seed + 6));
    this.witness = new Witness(
      this.#ratePerSecond,
      options.faults.includes('clock-wrong') ? CLOCKS_APART_MS : 0,
      trace,
    );
    const tables = memoryTables(() => timeline.now);
    this.stores = memoryStoresOn(tables);
    this.#rows = new RowsInTrouble({ timeline, faults: this.faults, random: new Random(seed + 7), tables });
    const { faults, witness } = this;
    const third = (this.end - START) / 3;
    this.releases = new Releases({
      ...{ timeline, tables, witness },
      rolledBack: options.rollBack === true ? { from: START + third, until: START + 2 * third } : null,
    });
    this.runner = new FunctionRunner({
      timeline,
      random: new Random(seed + 2),
      faults,
      clockOffMs: (name) => clocks.offMs(name),
      trace,
    });
    const queue = { timeline, random, faults, mostReceives: 4 };
    const parked = () => {};
    this.#lessons = new MessageQueue({
      ...{ ...queue, batch: 10, atOnce: 3, visibilityMs: 360 * SECOND_MS, parked },
      consume: (bodies) => this.#deliver(bodies),
    });
    this.#enrols = new MessageQueue({
      ...{ ...queue, batch: 5, atOnce: 2, visibilityMs: 180 * SECOND_MS, mostReceives: 20, parked },
      consume: (bodies) => this.#enrol(bodies),
    });
    this.#events = new MessageQueue({
      ...{ ...queue, batch: 10, atOnce: 3, visibilityMs: 180 * SECOND_MS },
      consume: (bodies) => this.#record(bodies),
      parked: (body) => {
        this.#deadEvents += 1;
        // The operator mends the cause and puts them back on their queue.
        timeline.after(REDRIVE_AFTER_MS, () => {
          this.#deadEvents -= 1;
          this.#events.send(body);
        });
        const mail = parseSesEvent(body);
        if (!('ignored' in mail)) witness.eventParked(mail.event.attempt);
      },
    });
    this.#ses = new Ses({
      ...{ timeline, faults, witness, random: new Random(seed + 3) },
      publish: (body) => this.#events.send(body),
      deliver: (mail) => this.#mothers.get(mail.to)?.receive(mail),
    });
    this.#schedule = new Schedule({
      ...{ timeline, faults, random: new Random(seed + 4) },
      dispatch: () => this.#dispatch(),
      reconcile: () => this.#reconcile(),
    });
  }

  async run(): Promise<void> {
    const { seed, subscribers } = this.#options;
    for (let index = 0; index < subscribers; index += 1) {
      const mother: Mother = new Mother({
        ...{ index, timeline: this.timeline, random: new Random(seed * 7_919 + index), until: this.end },
        visit: this.#visit,
        stays: this.#options.rollBack,
        leavingAnswered: (beganAt) => this.#leavingAnswered(idOf(mother.address), beganAt),
      });
      this.#mothers.set(mother.address, mother);
      mother.begin();
    }
    await this.#fallBehind(this.#options.backlog ?? 0);
    const goOn = () => this.witness.broken === null;
    await this.timeline.runUntil(this.end, goOn);
    if (!goOn()) return;
    this.faults.quiet();
    this.#rows.mendAll();
    // Long enough for a row that was set aside, the latest event, a second attempt, its hour, and the pauses of sending.
    await this.timeline.runUntil(this.end + 60 * HOUR_MS, goOn);
  }

  async #fallBehind(backlog: number): Promise<void> {
    const one = subscriber({ joinedAt: START - 7 * DAY_MS, dueOn: localDate(START, 'Europe/London') });
    for (let index = 0; index < backlog; index += 1) {
      const address = `overdue-${String(index).padStart(7, '0')}@example.com`;
      const named = { id: idOf(address), address, run: `overdue${index}`, signUpId: `overdue-${index}` };
      const overdue = { ...one, ...named, dueAt: START - DAY_MS + index };
      this.witness.signedUp(overdue.signUpId, overdue.id, START);
      await this.stores.subscribers.confirm(overdue, null);
      this.witness.runWritten(overdue, START);
    }
    if (backlog > 0) this.#schedule.dueAt(START);
  }

  #portsOf(run: FunctionRun): FunctionPorts {
    const { runner, stores, witness, faults } = this;
    const ports: FunctionPorts = {
      ...stores,
      subscribers: runner.through(run, this.#lagging(stores.subscribers), {
        quick: QUICK,
        witness: (method, args, result) => this.#saw(method, args, result),
      }),
      ledger: runner.through(run, stores.ledger, {
        witness: (method, args, result) => this.#sawLedger(method, args, result),
      }),
      suppressions: runner.through(run, stores.suppressions),
      rate: runner.through(run, stores.rate),
      limits: runner.through(run, stores.limits, { quick: ['take'] }),
      counts: runner.through(run, stores.counts, { quick: ['add'] }),
      clock: runner.clock(run),
      mailer: this.#ses.mailerFor(run),
      lessonQueue: {
        send: (messages) =>
          runner.call(run, 'queue.send', async () => {
            if (run.name === 'dispatch') witness.dispatched(messages);
            for (const message of messages) {
              // A call that fails halfway has sent the first of them.
              if (faults.strikes('store-fails')) throw new Error('the queue took a part only');
              this.#lessons.send(encodeLessonMessage(message));
            }
          }),
        depth: async () => this.#lessons.depth,
      },
      enrolQueue: {
        send: (message, delaySeconds = 0) =>
          runner.call(run, 'enrolQueue.send', async () => this.#sendEnrol(message, delaySeconds)),
      },
    };
    return this.#options.plant?.(ports, run.name) ?? ports;
  }

  #deliver(bodies: readonly string[]): Promise<Ended<boolean[]>> {
    return this.#start('deliver', async (ports) => {
      const send = deliver({ ...ports, ...this.#common, chance: this.#chance });
      const deadline = this.timeline.now + (TIMEOUT_MS.deliver - 2) * SECOND_MS;
      return failures(await send(bodies.map(parseLessonMessage), deadline));
    });
  }

  #enrol(bodies: readonly string[]): Promise<Ended<boolean[]>> {
    return this.#start('enrol', async (ports) => {
      const handle = enrol({
        ...ports,
        ...this.#common,
        queue: ports.enrolQueue,
        chance: this.#chance,
        identities,
      });
      return failures(
        await Promise.allSettled(
          bodies.map((body) => {
            return handle(parseEnrolMessage(body));
          }),
        ),
      );
    });
  }

  #record(bodies: readonly string[]): Promise<Ended<boolean[]>> {
    return this.#start('record', async (ports) => {
      const handle = record({ ...ports, ...this.#common });
      return failures(
        await Promise.allSettled(
          bodies.map(async (body) => {
            const mail = parseSesEvent(body);
            return 'ignored' in mail ? mail : handle(mail);
          }),
        ),
      );
    });
  }

  #dispatch() {
    return this.#start('dispatch', (ports) =>
      dispatch({
        ...{ ...ports, ...this.#common, queue: ports.lessonQueue },
        settings: { sendRatePerSecond: this.#ratePerSecond, shards: SHARDS, indexLagMs: 5 * SECOND_MS },
      })(),
    );
  }

  #reconcile() {
    const events = {
      isEmpty: async () => this.#events.depth === 0,
      deadLettered: async () => this.#deadEvents,
    };
    return this.#start('reconcile', (ports) =>
      reconcile({
        ...{ ...ports, ...this.#common, queue: ports.lessonQueue, events },
        settings: { sendRatePerSecond: this.#ratePerSecond, shards: SHARDS },
      })(this.timeline.now + 100 * SECOND_MS),
    );
  }

  get #common() {
    return { ...COMMON, settings: { ...SETTINGS, sendRatePerSecond: this.#ratePerSecond } };
  }

  readonly #visit: Visit = (what, press) => {
    const { runner } = this;
    return runner.start(what, TIMEOUT_MS.web * SECOND_MS, (run) =>
      press(webUseCases({ ...this.#portsOf(run), ...this.#common, chance: this.#chance, identities })),
    );
  };

  #start<Result>(
    name: keyof typeof TIMEOUT_MS,
    body: (ports: FunctionPorts) => Promise<Result>,
  ): Promise<Ended<Result>> {
    return this.runner.start(name, TIMEOUT_MS[name] * SECOND_MS, (run) => body(this.#portsOf(run)));
  }

  /** What took effect in the subscribers' table. */
  #saw(method: string, args: readonly unknown[], result: unknown): void {
    if (method === 'claim' && isRecord(result) && result.state === 'active') {
      this.witness.claimed(result, this.timeline.now);
      this.#mothers.get(result.address)?.beingSentTo();
    }
    const [written] = args;
    if (isRecord(written) || isRow(written)) this.releases.wrote(written.id);
    if (result !== 'written' || (method !== 'confirm' && method !== 'replace') || !isRecord(written)) return;
    if (method === 'confirm') this.witness.runWritten(written, this.timeline.now);
    const moment = written.state === 'stopped' ? written.eraseAt : written.dueAt;
    this.#schedule.dueAt(moment);
    this.#rows.strike(written.id);
    if (this.faults.strikes('index-late'))
      this.#hiddenUntil.set(written.id, this.timeline.now + this.faultyLagMs());
  }

  #sawLedger(method: string, args: readonly unknown[], result: unknown): void {
    const [line, , , event] = args;
    const id = isLine(line) ? line.id : line;
    if (typeof id === 'string') this.releases.wrote(id);
    if (method === 'mergeEvent' && result !== 'missing' && isEvent(event)) this.witness.merged(event);
    if (method !== 'put' || !isLine(line) || line.state !== 'sent') return;
    for (const attempt of [line.attempt, ...line.otherAttempts])
      if (attempt !== null) this.witness.settled(attempt, this.timeline.now);
  }

  /** Mostly within a second, and now and then far longer than dispatch allows for. */
  faultyLagMs(): number {
    return (this.timeline.now % 7) * 5 * SECOND_MS;
  }

  #sendEnrol(message: EnrolMessage, delaySeconds: number): void {
    if (message.kind === 'sign-up') {
      const { signUpId, address } = message.signUp;
      this.witness.signedUp(signUpId, idOf(address), this.timeline.now);
    }
    this.#enrols.send(encodeEnrolMessage(message), delaySeconds * SECOND_MS);
  }

  /** The due index is eventually consistent: what was just written may not show yet. */
  #lagging(subscribers: MemoryStores['subscribers']): MemoryStores['subscribers'] {
    return {
      ...this.#rows.throttled(subscribers),
      due: async (...args) => {
        const rows: DueRow[] = await subscribers.due(...args);
        return rows.filter(({ id }) => (this.#hiddenUntil.get(id) ?? 0) <= this.timeline.now);
      },
    };
  }

  #leavingAnswered(id: string, beganAt: Instant): void {
    const runs = this.witness.leavingAnswered(id, beganAt, this.timeline.now);
    this.timeline.after(3 * MINUTE_MS, () => void this.#nothingIsLeft(id, runs, 'profile'));
    // The delayed deletion has run by then, however often it had to be tried.
    this.timeline.after(6 * HOUR_MS, () => void this.#nothingIsLeft(id, runs));
  }

  /** Nothing is re-created after leaving: neither record nor line nor consent of a run that is over. */
  async #nothingIsLeft(id: string, runs: readonly string[], only?: string): Promise<void> {
    const held = await this.stores.subscribers.everything(id);
    const left = held.find(
      ({ run, kind }) => typeof run === 'string' && runs.includes(run) && (only ?? kind) === kind,
    );
    if (left !== undefined) this.witness.fail(`${String(left['kind'])} of ${id} stands after she left`);
  }
}

const COMMON = { course: COURSE, letters, tokens, log: silent, metrics: silent };

function failures(results: readonly PromiseSettledResult<unknown>[]): boolean[] {
  return results.map(({ status }) => status === 'rejected');
}

function isRecord(value: unknown): value is Subscriber {
  return typeof value === 'object' && value !== null && 'state' in value && 'revision' in value;
}

function isRow(value: unknown): value is DueRow {
  return typeof value === 'object' && value !== null && 'dueAt' in value && 'id' in value;
}

function isEvent(value: unknown): value is SesEvent {
  return typeof value === 'object' && value !== null && 'kind' in value && 'attempt' in value;
}

function isLine(value: unknown): value is LedgerLine {
  return typeof value === 'object' && value !== null && 'dueOn' in value;
}

function stamp(now: Instant): string {
  const minutes = Math.floor((now - START) / MINUTE_MS);
  const [day, rest] = [Math.floor(minutes / 1_440), minutes % 1_440];
  const seconds = ((now - START) % MINUTE_MS) / SECOND_MS;
  return `day ${day} ${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:${seconds.toFixed(3).padStart(6, '0')}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
