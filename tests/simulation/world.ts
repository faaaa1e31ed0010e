import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { encodeEnrolMessage, encodeLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import type { EnrolMessage } from '../../lib/ports/queues.ts';
import { type MemoryStores, memoryStoresOn } from '../memory/stores.ts';
import { memoryTables, type Tables } from '../memory/tables.ts';
import { fallBehind } from './backlog.ts';
import { CourseFunctions } from './course-functions.ts';
import { Faults } from './faults.ts';
import type { FunctionPorts } from './function-ports.ts';
import { type FunctionRun, FunctionRunner } from './function-runs.ts';
import { HandWatch } from './hand-watch.ts';
import { HerPlan } from './her-plan.ts';
import { Leavings } from './leavings.ts';
import { CLOCKS_APART_MS, MachineClocks } from './machine-clocks.ts';
import { MessageQueue } from './message-queue.ts';
import { Mother } from './mother.ts';
import { NotesWatch } from './notes-watch.ts';
import { Operator } from './operator.ts';
import { PlanFunction } from './plan-function.ts';
import { countedChance, idOf } from './ports.ts';
import { Random } from './random.ts';
import { Releases } from './releases.ts';
import { RowsInTrouble } from './rows-in-trouble.ts';
import { Schedule } from './schedule.ts';
import { Ses } from './ses.ts';
import { stamp } from './stamp.ts';
import { TableWatch } from './table-watch.ts';
import { Timeline } from './timeline.ts';
import { Withheld } from './withheld.ts';
import { Witness } from './witness.ts';
import type { WorldOptions } from './world-options.ts';

const START = Date.UTC(2026, 0, 5, 12);
/** Each seed has a rate of its own: the narrow ones are where sends meet. */
const RATES_PER_SECOND = [1, 3, 10, 14];
const REDRIVE_AFTER_MS = 4 * HOUR_MS;
const QUICK = new Set(['due', 'getMark', 'of', 'all']);
const TAKE = new Set(['take']);
const ADD = new Set(['add']);

/** Everything around the real use cases: time, stores, queues, SES, the schedule and the mothers. */
export class World {
  readonly timeline = new Timeline(START);
  readonly stores: MemoryStores;
  readonly tables: Tables;
  readonly witness: Witness;
  readonly faults: Faults;
  readonly runner: FunctionRunner;
  readonly end: Instant;
  readonly #options: WorldOptions;
  readonly #ratePerSecond: number;
  readonly #lessons: MessageQueue;
  readonly #enrols: MessageQueue;
  readonly #events: MessageQueue;
  #deadEvents = 0;
  readonly #rows: RowsInTrouble;
  readonly releases: Releases;
  readonly #watch: TableWatch;
  /** As the index and the rows in trouble let functions see them. */
  readonly #subscribers: MemoryStores['subscribers'];
  readonly #functions: CourseFunctions;
  readonly plan: PlanFunction;
  /** How often mothers did each thing of their plan to its end. */
  readonly did = new Map<string, number>();
  readonly #ses: Ses;
  readonly #schedule: Schedule;
  readonly #mothers = new Map<string, Mother>();
  readonly #leavings: Leavings;
  readonly withheld: Withheld;
  readonly notes: NotesWatch;
  readonly hand: HandWatch;
  readonly operator: Operator | null;

  constructor(options: WorldOptions) {
    this.#options = options;
    const { seed, weeks } = options;
    const random = new Random(seed);
    const { timeline } = this;
    const trace = (line: () => string) => options.trace?.(`${stamp(START, timeline.now)} ${line()}`);
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
    this.tables = tables;
    this.stores = memoryStoresOn(tables);
    this.#rows = new RowsInTrouble({ timeline, faults: this.faults, random: new Random(seed + 7), tables });
    const { faults, witness } = this;
    this.notes = new NotesWatch(witness, tables);
    this.hand = new HandWatch(witness);
    witness.others.push(this.notes, this.hand);
    const third = (this.end - START) / 3;
    this.releases = new Releases({
      ...{ timeline, tables, witness },
      rolledBack: options.rollBack === true ? { from: START + third, until: START + 2 * third } : null,
    });
    this.withheld = new Withheld({
      ...{ timeline, witness, stores: this.stores, sessions: options.withheld ?? [] },
      ...{ from: START + third, until: START + 2 * third },
    });
    this.#leavings = new Leavings({
      ...{ timeline, witness, tables, stores: this.stores },
      complaining: (id) => this.#motherOf(id)?.complaining(),
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
      consume: (bodies) => this.#functions.deliver(bodies),
    });
    this.#enrols = new MessageQueue({
      ...{ ...queue, batch: 5, atOnce: 2, visibilityMs: 180 * SECOND_MS, mostReceives: 20, parked },
      consume: (bodies) => this.#functions.enrol(bodies),
    });
    this.#events = new MessageQueue({
      ...{ ...queue, batch: 10, atOnce: 3, visibilityMs: 180 * SECOND_MS },
      consume: (bodies) => this.#leavings.recording(bodies, (taken) => this.#functions.record(taken)),
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
      deliver: (mail) => {
        this.#mothers.get(mail.to)?.receive(mail);
        if (mail.kind === 'lesson') this.operator?.sent(mail.subject);
      },
    });
    this.#schedule = new Schedule({
      ...{ timeline, faults, random: new Random(seed + 4) },
      isAnyDue: (by) => tables.due.isAnyDue(by),
      dispatch: () => this.#functions.dispatch(),
      reconcile: () => this.#functions.reconcile(),
    });
    this.#watch = new TableWatch({
      ...{ timeline, witness, faults, rows: this.#rows, releases: this.releases },
      dueAt: (moment) => this.#schedule.dueAt(moment),
      claimed: (address) => {
        this.#mothers.get(address)?.beingSentTo();
        this.operator?.beingSentTo(idOf(address));
      },
    });
    this.#subscribers = this.#watch.lagging(this.stores.subscribers);
    const chance = countedChance();
    this.#functions = new CourseFunctions({
      ...{ timeline, runner: this.runner, chance, ratePerSecond: this.#ratePerSecond },
      events: {
        isEmpty: async () => this.#events.depth === 0,
        deadLettered: async () => this.#deadEvents,
      },
      portsOf: (run) => this.#portsOf(run),
    });
    this.plan = new PlanFunction({
      ...{ seed, timeline, tables, witness, trace, stores: this.stores, rows: this.#rows },
      ...{ faults: options.faults, releases: this.releases, plant: options.plant },
      portsOf: (run) => this.#portsOf(run),
      sendEnrol: (message) => this.#sendEnrol(message, 0),
    });
    this.operator = this.#operatorOf(chance, () => clocks.offMs('deliver'));
  }

  #operatorOf(chance: Chance, clockOffMs: () => number): Operator | null {
    const { seed, faults, plans = 'all', rollBack, withheld, plant } = this.#options;
    // The first release knows nothing of what is done by hand.
    const { byHand = plans === 'all' && rollBack !== true && withheld === undefined } = this.#options;
    if (!byHand) return null;
    const { timeline, notes, end, stores, witness } = this;
    return new Operator({
      ...{ seed, faults, timeline, notes, chance, clockOffMs, plant, until: end },
      ...{ ratePerSecond: this.#ratePerSecond, trace: witness.trace, saw: this.#saw },
      disturb: (id, ms) => this.#motherOf(id)?.doSoon(ms),
      portsOf: (run) => ({ ...this.#portsOf(run), ...stores, subscribers: this.#subscribers }),
    });
  }
  readonly #saw = (functionName: string, method: string, args: readonly unknown[], result: unknown): void => {
    this.#watch.saw(method, args, result);
    this.hand.saw(functionName, method, args, result);
    const [id, onlyRun] = args;
    if (method === 'deleteRest' && typeof id === 'string' && onlyRun === undefined) this.notes.forgets(id);
  };

  async run(): Promise<void> {
    const { seed, subscribers } = this.#options;
    for (let index = 0; index < subscribers; index += 1) {
      const mother: Mother = new Mother({
        ...{ index, timeline: this.timeline, random: new Random(seed * 7_919 + index), until: this.end },
        visit: this.#functions.visit,
        stays: this.#options.rollBack,
        leavingAnswered: (beganAt) => this.#leavings.answered(idOf(mother.address), beganAt),
        plan: this.#planOf(index, () => mother.askToErase()),
      });
      this.#mothers.set(mother.address, mother);
      mother.begin();
    }
    this.operator?.begin();
    const { backlog = 0 } = this.#options;
    await fallBehind(this, START, backlog);
    if (backlog > 0) this.#schedule.dueAt(START);
    const goOn = () => this.witness.broken === null;
    await this.timeline.runUntil(this.end, goOn);
    if (!goOn()) return;
    this.faults.quiet();
    this.plan.quiet();
    this.operator?.quiet();
    this.#rows.mendAll();
    // Long enough for a row that was set aside, the latest event, a second attempt, its hour, and the pauses of sending.
    await this.timeline.runUntil(this.end + 60 * HOUR_MS, goOn);
  }

  #planOf(index: number, askToErase: () => Promise<void>): HerPlan {
    const { timeline, witness, plan, end } = this;
    const { seed, plans = 'all', rollBack } = this.#options;
    return new HerPlan({
      ...{ plans, askToErase, visit: plan.visit, daysMayBeLost: rollBack === true },
      random: new Random(seed * 7_919 + index + 1_000_003),
      now: () => timeline.now,
      fail: (what) => witness.fail(what),
      did: (what) => this.did.set(what, (this.did.get(what) ?? 0) + 1),
      soon: (ms, act) =>
        timeline.after(ms, () => {
          if (timeline.now < end) void act();
        }),
    });
  }

  #motherOf(id: string): Mother | undefined {
    return [...this.#mothers.values()].find(({ address }) => idOf(address) === id);
  }

  #portsOf(run: FunctionRun): FunctionPorts {
    const { runner, stores, witness, faults, notes, timeline } = this;
    const watch = this.#watch;
    const ports: FunctionPorts = {
      ...stores,
      subscribers: runner.through(run, this.#subscribers, {
        quick: QUICK,
        witness: (method, args, result) => this.#saw(run.name, method, args, result),
      }),
      notes: runner.through(run, stores.notes, {
        witness: (method, args, result) => notes.saw(method, args, result, timeline.now),
      }),
      ledger: runner.through(run, stores.ledger, {
        witness: (method, args, result) => watch.sawLedger(method, args, result),
      }),
      suppressions: runner.through(run, stores.suppressions),
      rate: runner.through(run, stores.rate),
      limits: runner.through(run, stores.limits, { quick: TAKE }),
      counts: runner.through(run, stores.counts, { quick: ADD }),
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

  #sendEnrol(message: EnrolMessage, delaySeconds: number): void {
    if (message.kind === 'sign-up') {
      const { signUpId, address } = message.signUp;
      this.witness.signedUp(signUpId, idOf(address), this.timeline.now);
    }
    this.#enrols.send(encodeEnrolMessage(message), delaySeconds * SECOND_MS);
  }
}
