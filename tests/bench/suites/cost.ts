import { profileItem } from '../../../lib/adapters/dynamodb/profile-item.ts';
import { LESSON } from '../../../lib/cost/monthly.ts';
import { SES_PLANS } from '../../../lib/cost/prices.ts';
import { lessonDollars } from '../../lesson-dollars.ts';
import { BATCH_SIZE, delivering } from '../deliver-path.ts';
import { startEndpoints } from '../endpoints.ts';
import { type Figure, figure } from '../figure.ts';
import { mothersDueAt } from '../mothers.ts';

const MILLION = 1_000_000;
const BATCHES = 10;
const DOLLARS_BAR = 7;
const KILOBYTE = 1_024;

/** What a lesson uses of DynamoDB, counted from the calls of the real function, and what a million cost above SES. */
export async function cost(): Promise<Figure[]> {
  await using endpoints = await startEndpoints();
  const send = delivering(MILLION, endpoints.url);
  await send(0);
  await endpoints.steer({});
  for (let batch = 1; batch <= BATCHES; batch += 1) await send(batch);
  const { calls } = await endpoints.steer({});
  const each = (call: string) => (calls[call] ?? 0) / (BATCHES * BATCH_SIZE);
  const requests = Object.keys(calls).reduce((sum, call) => sum + each(call), 0);
  const largest = Math.max(...mothersDueAt(Date.now()).map((mother) => bytesOf(profileItem(mother, 99))));
  // Its row of the due index goes and comes again; the other items are under one unit each.
  const writes = (each('UpdateItem') + each('PutItem')) * Math.ceil(largest / KILOBYTE) + 2;
  return [
    figure('requests-per-lesson', requests, 'calls of deliver', 'DynamoDB and SES, in batches of ten', {
      what: 'claim, suppression, SES, ledger, profile',
      value: 5,
    }),
    figure(
      'write-units-deliver',
      writes,
      'write units a lesson',
      `deliver alone; the largest profile has ${largest} bytes`,
    ),
    figure('write-units', LESSON.writeUnit, 'write units a lesson', 'from dispatch to the delivery event', {
      what: 'bar',
      value: 7,
    }),
    figure('cost-per-million', lessonDollars() * MILLION, 'dollars', 'a million lessons, above SES', {
      what: 'bar',
      value: DOLLARS_BAR,
    }),
    figure('cost-ses', SES_PLANS['pay-as-you-go'] * MILLION, 'dollars', "a million lessons, SES's own fee"),
  ];
}

/** As DynamoDB bills an item: names and values, numbers in about a byte for two digits. */
function bytesOf(item: Readonly<Record<string, { S?: string; N?: string }>>): number {
  return Object.entries(item).reduce(
    (sum, [name, { S, N }]) =>
      sum +
      name.length +
      (S === undefined ? (N === undefined ? 1 : Math.ceil(N.length / 2) + 1) : Buffer.byteLength(S)),
    0,
  );
}
