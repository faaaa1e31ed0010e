import { text } from 'node:stream/consumers';
import type { SQSEvent } from 'aws-lambda';
import { deliverEnvironment } from '../../lambdas/deliver/environment.ts';
import { deliverFunction } from '../../lambdas/deliver/handler.ts';
import { composeDeliver } from '../../lambdas/deliver/wiring.ts';
import { recordEnvironment } from '../../lambdas/record/environment.ts';
import { recordFunction } from '../../lambdas/record/handler.ts';
import { composeRecord } from '../../lambdas/record/wiring.ts';
import { systemClock } from '../../lib/adapters/system/clock.ts';

/**
 * One invocation of a function as its own process: `run-function.ts deliver|record <offset of the course's clock, ms>`,
 * the event on standard input. It is meant to be killed.
 */
const [name, offsetMs = '0'] = process.argv.slice(2);
const event: SQSEvent = JSON.parse(await text(process.stdin));
const clock = systemClock(() => Number(offsetMs));

const response =
  name === 'deliver'
    ? await deliverFunction(() => composeDeliver(deliverEnvironment.parse(process.env), { clock }))(event, {
        getRemainingTimeInMillis: () => 30_000,
      })
    : await recordFunction(() => composeRecord(recordEnvironment.parse(process.env), { clock }))(event);
process.stdout.write(JSON.stringify(response));
process.exit(0);
