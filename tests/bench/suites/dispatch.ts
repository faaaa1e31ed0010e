import { dispatchEnvironment } from '../../../lambdas/dispatch/environment.ts';
import { composeDispatch } from '../../../lambdas/dispatch/wiring.ts';
import { SHARDS } from '../../../lib/domain/sending/shard.ts';
import { spent } from '../cpu.ts';
import { type Endpoints, startEndpoints } from '../endpoints.ts';
import { type Figure, figure, median } from '../figure.ts';
import { functionEnvironment } from '../function-environment.ts';

/** A minute's top-up of the queue is 36,000 lessons: a million due in one hour, and a little over. */
const PER_SECOND = 300;
const BAR_SECONDS = 60;
/** The processor's compiler is done by then. */
const WARM_UP = 60_000;
const SMALL_WALKS = 5;
const MEGABYTE = 2 ** 20;

interface Walked {
  cpuMs: number;
  queued: number;
  runs: number;
  requests: number;
  mostBytes: number;
}

/**
 * Everyone who is due in one hour, walked and queued by the real function over the SDK's own clients, run after run
 * until none is left, against endpoints that answer at once.
 */
export async function dispatch(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  // One instance for all of it, as one wakes every minute in AWS: its connections stay.
  const environment = dispatchEnvironment.parse(functionEnvironment(PER_SECOND, endpoints.url));
  const { dispatch: run } = composeDispatch(environment);
  const walk = (due: number) => walked(endpoints, run, due);
  await walk(WARM_UP);
  const small: Walked[] = [];
  for (let again = 0; again < SMALL_WALKS; again += 1) small.push(await walk(10_000));
  const middle = await walk(100_000);
  const large = await walk(1_000_000);
  const each = ({ cpuMs, queued }: Walked) => (cpuMs / queued) * 1_000;
  const named = ({ queued, runs, requests }: Walked) =>
    `${queued.toLocaleString('en-GB')} due, ${runs} runs, ${requests.toLocaleString('en-GB')} requests`;
  const perDue = { what: 'a due lesson of 1,000,000', value: each(large) };
  return [
    figure('dispatch-1m', large.cpuMs / 1_000, 's CPU', named(large), { what: 'bar', value: BAR_SECONDS }),
    figure('dispatch-100k', each(middle), 'µs CPU a due lesson', named(middle), perDue),
    figure('dispatch-10k', median(small.map(each)), 'µs CPU a due lesson', '10,000 due, 1 run', perDue),
    figure('dispatch-memory', large.mostBytes / MEGABYTE, 'MB', 'the process at its largest, 1,000,000 due', {
      what: 'bar',
      value: 256,
    }),
  ];
}

async function walked(
  endpoints: Endpoints,
  run: ReturnType<typeof composeDispatch>['dispatch'],
  due: number,
): Promise<Walked> {
  await endpoints.steer({ rowsPerShard: due / SHARDS });
  let queued = 0;
  let runs = 0;
  let mostBytes = 0;
  const { cpuMs } = await spent(async () => {
    for (;;) {
      const { queued: now } = await run();
      if (now === 0) return;
      queued += now;
      runs += 1;
      mostBytes = Math.max(mostBytes, process.memoryUsage().rss);
    }
  });
  const { calls } = await endpoints.steer({ rowsPerShard: 0 });
  if (queued !== due) throw new Error(`${queued} of ${due} were queued`);
  const requests = Object.values(calls).reduce((sum, count) => sum + count, 0);
  return { cpuMs, queued, runs, requests, mostBytes };
}
