import { addDays, DAY_MS, type Instant, localDate, MINUTE_MS } from '../../lib/domain/calendar.ts';
import type { SubscriberId } from '../../lib/domain/subscriber.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import { changeByHand, moveSubscriber, pauseByHand } from '../../lib/use-cases/operator/by-hand.ts';
import { COURSE } from '../course.ts';
import { type Fault, Faults } from './faults.ts';
import type { FunctionPorts, Plant } from './function-ports.ts';
import { type FunctionRun, FunctionRunner } from './function-runs.ts';
import { NoteCommand } from './note-command.ts';
import type { NotesWatch } from './notes-watch.ts';
import { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

export interface OperatorOptions {
  seed: number;
  faults: readonly Fault[];
  timeline: Timeline;
  /** No new deed after that. */
  until: Instant;
  chance: Chance;
  ratePerSecond: number;
  notes: NotesWatch;
  /** She does something at that moment. */
  disturb: (id: SubscriberId, ms: number) => void;
  /** Whoever sends shares the rate, whose moments need one time. */
  clockOffMs: () => number;
  /** The ports of a run, without the faults of a call. */
  portsOf: (run: FunctionRun) => FunctionPorts;
  /** A call of the subscribers' store took effect. */
  saw: (functionName: string, method: string, args: readonly unknown[], result: unknown) => void;
  plant?: Plant | undefined;
  trace: (line: () => string) => void;
}

const TIMEOUT_MS = 5 * MINUTE_MS;
const QUICK: ReadonlySet<string> = new Set(['of']);
const OF_A_MOVE = [...COURSE.sessions.keys()];
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'default'] as const;

/** What the coach and the operator do by hand, at good moments and at the worst ones. Chance and faults are his own. */
export class Operator {
  readonly runner: FunctionRunner;
  /** How often he did each thing to its end. */
  readonly did = new Map<string, number>();
  readonly #options: OperatorOptions;
  readonly #random: Random;
  readonly #faults: Faults;
  readonly #commands: NoteCommand[] = [];
  readonly #sessions = new Set<string>();

  constructor(options: OperatorOptions) {
    this.#options = options;
    const { seed, timeline, trace, clockOffMs } = options;
    this.#random = new Random(seed + 31);
    this.#faults = new Faults(seed + 32, options.faults);
    this.runner = new FunctionRunner({
      ...{ timeline, trace, clockOffMs, faults: this.#faults, random: new Random(seed + 33) },
    });
  }

  /** Notes now and then, until the end. */
  begin(): void {
    const { timeline, until } = this.#options;
    const span = until - timeline.now;
    for (
      let at = this.#random.around(10 * DAY_MS);
      at < span;
      at += DAY_MS + this.#random.around(20 * DAY_MS)
    )
      this.#soon(at, () => this.#note());
  }

  /** A lesson of hers is being sent: the worst moment to do anything. */
  beingSentTo(id: SubscriberId): void {
    const random = this.#random;
    if (random.chance(0.06))
      for (let acts = random.between(1, 2); acts > 0; acts -= 1)
        this.#soon(this.#inAMoment(), () => this.#something(id));
    if (random.chance(0.01)) this.#soon(this.#inAMoment(), () => this.#note());
    if (random.chance(0.03)) this.#soon(random.around(3 * DAY_MS), () => this.#something(id));
  }

  /** Someone got a session: a note may be about it. */
  sent(session: string): void {
    this.#sessions.add(session);
  }

  quiet(): void {
    this.#faults.quiet();
  }

  /** Commands whose note somebody still waits for. */
  unfinished(): readonly string[] {
    return this.#commands.filter(({ isDone }) => !isDone).map(({ note }) => note.id);
  }

  #inAMoment(): number {
    return this.#random.between(0, this.#random.chance(0.7) ? 300 : 6_000);
  }

  #soon(ms: number, act: () => Promise<void>): void {
    const { timeline, until } = this.#options;
    timeline.after(ms, () => {
      if (timeline.now < until) void act();
    });
  }

  async #note(): Promise<void> {
    const random = this.#random;
    const sessions = [...this.#sessions];
    const isAboutASession = sessions.length > 0 && random.chance(0.5);
    const { timeline, chance, ratePerSecond, notes, disturb, plant } = this.#options;
    const command = new NoteCommand(
      {
        id: `note-${this.#commands.length}`,
        urgent: random.chance(0.4),
        received: isAboutASession ? random.pick(sessions) : null,
      },
      {
        ...{ timeline, chance, ratePerSecond, notes, disturb, random, runner: this.runner },
        portsOf: (run) => this.#portsOf(run, plant),
        did: (what) => this.#counts(what),
      },
    );
    this.#commands.push(command);
    await command.run();
  }

  async #something(id: SubscriberId): Promise<void> {
    const roll = this.#random.next();
    if (roll < 0.4) return this.#do('move', id, (ports) => moveSubscriber(ports)(id, this.#session()));
    if (roll < 0.75)
      return this.#do('change by hand', id, (ports) => changeByHand(ports)(id, this.#change()));
    const weeks = this.#random.pick([1, 2, 4, 'resume', 'resume'] as const);
    return this.#do('pause by hand', id, (ports) => pauseByHand(ports)(id, weeks));
  }

  async #do(
    what: string,
    id: SubscriberId,
    act: (ports: FunctionPorts & { course: typeof COURSE }) => Promise<{ kind: string }>,
  ): Promise<void> {
    const { plant } = this.#options;
    const ended = await this.runner.start(what, TIMEOUT_MS, (run) =>
      act({ ...this.#portsOf(run, plant), course: COURSE }),
    );
    if (ended.kind === 'done') {
      this.#counts(`${what}: ${ended.result.kind}`);
      if (what === 'move' && ended.result.kind === 'done') this.#thinkAgain(id);
      return;
    }
    if (this.#random.chance(0.7)) this.#soon(this.#random.around(MINUTE_MS), () => this.#something(id));
  }

  /** She says only now when she gave birth: the session that he chose may be above her week. */
  #thinkAgain(id: SubscriberId): void {
    const random = this.#random;
    if (!random.chance(0.3)) return;
    const birthDate = () => addDays(localDate(this.#options.timeline.now, 'UTC'), -random.between(2, 60));
    this.#soon(random.around(2 * DAY_MS), () =>
      this.#do('change by hand', id, (ports) => changeByHand(ports)(id, { birthDate: birthDate() })),
    );
  }

  #session(): string {
    const given = [...this.#sessions];
    return this.#random.pick(given.length > 0 && this.#random.chance(0.5) ? given : OF_A_MOVE);
  }

  #change(): Record<string, string> {
    const random = this.#random;
    const today = localDate(this.#options.timeline.now, 'UTC');
    switch (random.between(0, 4)) {
      case 0:
        return { pace: random.pick(['standard', 'gentle']) };
      case 1:
      case 2:
        return { birthDate: addDays(today, -random.between(2, 420)) };
      case 3:
        return { sendDay: random.pick(DAYS), babyMentions: random.pick(['on', 'off']) };
      default:
        return { sendHour: String(random.between(0, 23)) };
    }
  }

  #counts(what: string): void {
    this.did.set(what, (this.did.get(what) ?? 0) + 1);
  }

  #portsOf(run: FunctionRun, plant: Plant | undefined): FunctionPorts {
    const { runner } = this;
    const { portsOf, saw, notes, timeline } = this.#options;
    const near = portsOf(run);
    const ports: FunctionPorts = {
      ...near,
      subscribers: {
        ...runner.through(run, near.subscribers, {
          witness: (method, args, result) => saw(run.name, method, args, result),
        }),
        all: near.subscribers.all,
      },
      ledger: runner.through(run, near.ledger, { quick: QUICK }),
      suppressions: runner.through(run, near.suppressions),
      rate: runner.through(run, near.rate),
      notes: {
        ...runner.through(run, near.notes, {
          witness: (method, args, result) => notes.saw(method, args, result, timeline.now),
        }),
        all: near.notes.all,
      },
      clock: runner.clock(run),
    };
    return plant?.(ports, run.name) ?? ports;
  }
}
