import { parseSesEvent } from '../../lib/adapters/ses/events.ts';
import { parseEnrolMessage, parseLessonMessage } from '../../lib/adapters/sqs/messages.ts';
import { SECOND_MS } from '../../lib/domain/calendar.ts';
import { SHARDS } from '../../lib/domain/sending/shard.ts';
import type { Chance } from '../../lib/ports/chance.ts';
import type { EventQueue } from '../../lib/ports/queues.ts';
import type { CourseSettings } from '../../lib/ports/settings.ts';
import { deliver } from '../../lib/use-cases/sending/deliver.ts';
import { dispatch } from '../../lib/use-cases/sending/dispatch.ts';
import { enrol } from '../../lib/use-cases/sending/enrol.ts';
import { reconcile } from '../../lib/use-cases/sending/reconcile.ts';
import { record } from '../../lib/use-cases/sending/record.ts';
import { webUseCases } from '../../lib/use-cases/web/web-use-cases.ts';
import { COURSE } from '../course.ts';
import type { FunctionPorts } from './function-ports.ts';
import type { Ended, FunctionRun, FunctionRunner } from './function-runs.ts';
import type { Visit } from './mother.ts';
import { identities, letters, silent, tokens } from './ports.ts';
import type { Timeline } from './timeline.ts';

const SETTINGS: Omit<CourseSettings, 'sendRatePerSecond'> = {
  siteUrl: 'https://course.example',
  signUpsPerHourPerNetwork: 1_000,
  signUpsPerHourInAll: 1_000_000,
  mayReceive: 'everyone',
};
const TIMEOUT_MS = { web: 30, enrol: 60, deliver: 60, record: 60, dispatch: 60, reconcile: 120 } as const;

interface FunctionsOptions {
  timeline: Timeline;
  runner: FunctionRunner;
  chance: Chance;
  events: EventQueue;
  ratePerSecond: number;
  portsOf: (run: FunctionRun) => FunctionPorts;
}

/** The real use cases, each started as the function that hosts it. */
export class CourseFunctions {
  readonly #options: FunctionsOptions;

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  deliver(bodies: readonly string[]): Promise<Ended<boolean[]>> {
    return this.#start('deliver', async (ports) => {
      const send = deliver({ ...ports, ...this.#common, chance: this.#options.chance });
      const deadline = this.#options.timeline.now + (TIMEOUT_MS.deliver - 2) * SECOND_MS;
      return failures(await send(bodies.map(parseLessonMessage), deadline));
    });
  }

  enrol(bodies: readonly string[]): Promise<Ended<boolean[]>> {
    return this.#start('enrol', async (ports) => {
      const handle = enrol({
        ...ports,
        ...this.#common,
        queue: ports.enrolQueue,
        chance: this.#options.chance,
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

  record(bodies: readonly string[]): Promise<Ended<boolean[]>> {
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

  dispatch() {
    return this.#start('dispatch', (ports) =>
      dispatch({
        ...{ ...ports, ...this.#common, queue: ports.lessonQueue },
        settings: {
          sendRatePerSecond: this.#options.ratePerSecond,
          shards: SHARDS,
          indexLagMs: 5 * SECOND_MS,
        },
      })(),
    );
  }

  reconcile() {
    const { events } = this.#options;
    return this.#start('reconcile', (ports) =>
      reconcile({
        ...{ ...ports, ...this.#common, queue: ports.lessonQueue, events },
        settings: { sendRatePerSecond: this.#options.ratePerSecond, shards: SHARDS },
      })(this.#options.timeline.now + 100 * SECOND_MS),
    );
  }

  get #common() {
    return { ...COMMON, settings: { ...SETTINGS, sendRatePerSecond: this.#options.ratePerSecond } };
  }

  readonly visit: Visit = (what, press) => {
    const { runner, portsOf, chance } = this.#options;
    return runner.start(what, TIMEOUT_MS.web * SECOND_MS, (run) =>
      press(webUseCases({ ...portsOf(run), ...this.#common, chance, identities })),
    );
  };

  #start<Result>(
    name: keyof typeof TIMEOUT_MS,
    body: (ports: FunctionPorts) => Promise<Result>,
  ): Promise<Ended<Result>> {
    const { runner, portsOf } = this.#options;
    return runner.start(name, TIMEOUT_MS[name] * SECOND_MS, (run) => body(portsOf(run)));
  }
}

const COMMON = { course: COURSE, letters, tokens, log: silent, metrics: silent };

function failures(results: readonly PromiseSettledResult<unknown>[]): boolean[] {
  return results.map(({ status }) => status === 'rejected');
}
