import { spent } from '../cpu.ts';
import { BATCH_SIZE, delivering } from '../deliver-path.ts';
import { startEndpoints } from '../endpoints.ts';
import { type Figure, figure, median } from '../figure.ts';
import { mjmlMailer } from '../mjml-sender.ts';

/** So high that no lesson waits for its moment. */
const NO_PACE = 1_000_000;
/** Until V8 has compiled the whole path: after 400 lessons one still costs a third more than after 2,500. */
const WARM_UP_BATCHES = 250;
const ROUNDS = 7;
const BATCHES = 20;

/** The whole path of a lesson in the real function, against endpoints that answer at once, ten in flight. */
export async function deliver(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  const ours = delivering(NO_PACE, endpoints.url);
  const mjml = delivering(NO_PACE, endpoints.url, mjmlMailer());
  await batches(ours, WARM_UP_BATCHES);
  await batches(mjml, 3);
  const cpu: number[] = [];
  const perSecond: number[] = [];
  const mjmlCpu: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await spent(() => batches(ours, BATCHES));
    cpu.push(one.cpuMs / (BATCHES * BATCH_SIZE));
    perSecond.push(((BATCHES * BATCH_SIZE) / one.wallMs) * 1_000);
    const other = await spent(() => batches(mjml, 3));
    mjmlCpu.push(other.cpuMs / (3 * BATCH_SIZE));
  }
  const ms = median(cpu);
  const per = 'a lesson: claim, render, MIME, SES, settle, ledger';
  return [
    figure('deliver-cpu', ms, 'ms CPU', per, {
      what: 'MJML at send time, same path',
      value: median(mjmlCpu),
    }),
    figure(
      'deliver-rate-instant',
      median(perSecond),
      'lessons/s',
      'one core, endpoints that answer at once',
      {
        what: 'bar',
        value: 200,
      },
    ),
  ];
}

let batch = 0;

async function batches(send: (batch: number) => Promise<void>, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await send(batch++);
}
