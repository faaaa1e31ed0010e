import { SECOND_MS } from '../../lib/domain/calendar.ts';
import type { Subscriber } from '../../lib/domain/subscriber.ts';
import type { EnrolMessage } from '../../lib/ports/queues.ts';
import type { SubscriberStore } from '../../lib/ports/subscriber-store.ts';
import type { TrainingStore } from '../../lib/ports/training-store.ts';
import { trainingUseCases } from '../../lib/use-cases/training/training-use-cases.ts';
import { COURSE } from '../course.ts';
import type { MemoryStores } from '../memory/stores.ts';
import type { Tables } from '../memory/tables.ts';
import { type Fault, Faults } from './faults.ts';
import type { FunctionPorts, Plant } from './function-ports.ts';
import { type FunctionRun, FunctionRunner } from './function-runs.ts';
import type { PlanVisit } from './her-plan.ts';
import { MachineClocks } from './machine-clocks.ts';
import { silent, tokens, words } from './ports.ts';
import { Random } from './random.ts';
import type { Releases } from './releases.ts';
import type { RowsInTrouble } from './rows-in-trouble.ts';
import type { Timeline } from './timeline.ts';
import { WeeksInTrouble } from './weeks-in-trouble.ts';
import type { Witness } from './witness.ts';

interface PlanOptions {
  seed: number;
  faults: readonly Fault[];
  timeline: Timeline;
  stores: MemoryStores;
  tables: Tables;
  witness: Witness;
  rows: RowsInTrouble;
  releases: Releases;
  sendEnrol: (message: EnrolMessage) => void;
  portsOf: (run: FunctionRun) => FunctionPorts;
  plant?: Plant | undefined;
  trace: (line: () => string) => void;
}

const TIMEOUT_MS = 30 * SECOND_MS;
const QUICK = new Set(['hasAgreed', 'week', 'weeks', 'of']);
const TAKE = new Set(['take']);
const ADD = new Set(['add']);

/**
 * The function of her plan. Chance, faults and machines are its own: a seed's lessons are the same with it and without,
 * as far as she writes nothing that a lesson reads.
 */
export class PlanFunction {
  readonly runner: FunctionRunner;
  readonly #options: PlanOptions;
  readonly #faults: Faults;
  readonly #weeks: WeeksInTrouble;
  readonly #training: TrainingStore;
  readonly #subscribers: SubscriberStore;

  constructor(options: PlanOptions) {
    this.#options = options;
    const { seed, timeline, tables, trace } = options;
    const faults = new Faults(seed + 21, options.faults);
    this.#faults = faults;
    const clocks = new MachineClocks(faults, new Random(seed + 22));
    this.#weeks = new WeeksInTrouble({ timeline, faults, random: new Random(seed + 23), tables });
    this.#training = this.#weeks.throttled(options.stores.training);
    this.#subscribers = this.#watched(options.rows.throttled(options.stores.subscribers));
    this.runner = new FunctionRunner({
      ...{ timeline, faults, trace, random: new Random(seed + 24) },
      clockOffMs: (name) => clocks.offMs(name),
    });
  }

  readonly visit: PlanVisit = (what, press) =>
    this.runner.start(what, TIMEOUT_MS, (run) => press(trainingUseCases(this.#portsOf(run))));

  quiet(): void {
    this.#faults.quiet();
    this.#weeks.mendAll();
  }

  #portsOf(run: FunctionRun) {
    const { runner } = this;
    const { stores, portsOf, plant, sendEnrol } = this.#options;
    const training = runner.through(run, this.#training, {
      quick: QUICK,
      witness: (method, [id]) => {
        if (method.startsWith('put') && typeof id === 'string') this.#weeks.strike(id);
      },
    });
    const ports: FunctionPorts = {
      ...portsOf(run),
      training,
      subscribers: runner.through(run, this.#subscribers),
      ledger: runner.through(run, stores.ledger, { quick: QUICK }),
      limits: runner.through(run, stores.limits, { quick: TAKE }),
      counts: runner.through(run, stores.counts, { quick: ADD }),
      clock: runner.clock(run),
      enrolQueue: {
        send: (message) => runner.call(run, 'enrolQueue.send', async () => sendEnrol(message)),
      },
    };
    return { ...COMMON, ...(plant?.(ports, run.name) ?? ports) };
  }

  /** Her days are all that is written to her record here. */
  #watched(subscribers: SubscriberStore): SubscriberStore {
    const { stores, witness, releases } = this.#options;
    return {
      ...subscribers,
      replace: async (next, ...rest) => {
        const before = await stores.subscribers.get(next.id);
        const written = await subscribers.replace(next, ...rest);
        if (written === 'written') {
          onlyDaysChanged(witness, before, await stores.subscribers.get(next.id));
          releases.wrote(next.id);
        }
        return written;
      },
    };
  }
}

/** Choosing days writes days, and moves no lesson. */
function onlyDaysChanged(witness: Witness, before: Subscriber | null, after: Subscriber | null): void {
  const [was, is] = [before, after].map((one) => JSON.stringify({ ...one, training: null, revision: 0 }));
  if (was !== is) witness.fail(`choosing days changed more of ${before?.id}: ${was} became ${is}`);
}

const COMMON = {
  ...{ course: COURSE, tokens, words, log: silent },
  settings: { siteUrl: 'https://course.example' },
};
