import { delivering } from '../deliver-path.ts';
import { type Endpoints, startEndpoints } from '../endpoints.ts';
import { type Figure, figure } from '../figure.ts';

const SES_MS = 50;
const SECONDS = 12;
/** Of a sender that sends, sleeps and sends again with 40 ms latency, measured beside this (readysetcloud). */
const SLEEPERS: Readonly<Record<number, number>> = { 14: 61, 50: 31, 200: 10 };

/** With SES answering after 50 ms: what one instance moves, and the share of the set rate that the stack reaches. */
export async function pace(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  await endpoints.steer({ sesDelayMs: SES_MS });
  const alone = await instances(endpoints, { perSecond: 1_000, instances: 1 });
  const figures = [
    figure(
      'deliver-rate-50ms',
      alone.perSecond,
      'lessons/s',
      'one instance, batches of ten, SES answering in 50 ms',
      {
        what: 'one send at a time',
        value: 1_000 / SES_MS,
      },
    ),
  ];
  for (const perSecond of [14, 50, 200]) {
    const { share, most, busy } = await instances(endpoints, {
      perSecond,
      instances: instancesFor(perSecond),
    });
    figures.push(
      figure(
        `pace-${perSecond}`,
        share * 100,
        '% of the set rate',
        `${perSecond}/s, ${SECONDS} s, ${instancesFor(perSecond)} instances, SES answering in 50 ms`,
        {
          what: 'send, then sleep',
          value: SLEEPERS[perSecond] ?? 0,
        },
      ),
      figure(`pace-${perSecond}-peak`, (most / perSecond) * 100, '% of the set rate', 'the fullest second', {
        what: 'bar',
        value: 110,
      }),
      figure(
        `busy-${perSecond}`,
        busy,
        'instance-seconds a lesson',
        'mostly waiting for its moment, and paid for',
      ),
    );
  }
  return figures;
}

/** As the stack sets them. */
function instancesFor(perSecond: number): number {
  return Math.max(2, Math.ceil(perSecond / 15));
}

async function instances(endpoints: Endpoints, how: { perSecond: number; instances: number }) {
  let batch = 0;
  const until = performance.now() + SECONDS * 1_000;
  await endpoints.steer({});
  await Promise.all(
    Array.from({ length: how.instances }, async () => {
      const send = delivering(how.perSecond, endpoints.url);
      while (performance.now() < until) await send(batch++);
    }),
  );
  const { sesMoments } = await endpoints.steer({});
  return {
    ...rateOf(sesMoments, how.perSecond),
    busy: (how.instances * SECONDS) / sesMoments.length,
  };
}

/** The first second is left out: every instance composes itself in it. */
function rateOf(moments: readonly number[], set: number) {
  const sorted = moments.toSorted((one, other) => one - other);
  const first = (sorted[0] ?? 0) + 1_000;
  const counted = sorted.filter((moment) => moment >= first);
  const [from, to] = [counted[0], counted.at(-1)];
  if (from === undefined || to === undefined) throw new Error('nothing was sent');
  const perSecond = ((counted.length - 1) / (to - from)) * 1_000;
  return { perSecond, share: perSecond / set, most: fullestSecond(counted) };
}

function fullestSecond(moments: readonly number[]): number {
  let from = 0;
  let most = 0;
  for (const [at, moment] of moments.entries()) {
    while (moment - (moments[from] ?? moment) >= 1_000) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}
