import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { failuresOf } from '../sqs-batch.ts';
import { lazily } from '../wiring/lazily.ts';
import { deliverEnvironment } from './environment.ts';
import { composeDeliver } from './wiring.ts';

/** Left for settling and flushing when the last send has ended. */
const SETTLE_MS = 2_000;

/** Woken by the lesson queue. A message that is no lesson, or a store that does not answer, is shown again. */
export function deliverFunction(compose: () => ReturnType<typeof composeDeliver>) {
  return async (
    event: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> => {
    const { deliver, parse, clock, log, flush } = compose();
    const deadline = clock.machineNow() + context.getRemainingTimeInMillis() - SETTLE_MS;
    const messages = await Promise.allSettled(event.Records.map(async ({ body }) => parse(body)));
    const due = messages.flatMap((message) => (message.status === 'fulfilled' ? [message.value] : []));
    const delivered = await deliver(due, deadline);
    flush();
    const unread = failuresOf(event.Records, messages, log);
    const read = event.Records.filter((_, index) => messages[index]?.status === 'fulfilled');
    return { batchItemFailures: [...unread, ...failuresOf(read, delivered, log)] };
  };
}

export const handler = deliverFunction(lazily(() => composeDeliver(deliverEnvironment.parse(process.env))));
