import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from '../lib/ports/log.ts';

/**
 * Does `work` for each message of a batch, and tells the queue which to show again: one that fails blocks no other
 * (Q9). The queue parks it after some tries.
 */
export async function eachMessage(
  { Records }: SQSEvent,
  log: Log,
  work: (body: string) => Promise<unknown>,
): Promise<SQSBatchResponse> {
  const results = await Promise.allSettled(Records.map(async ({ body }) => work(body)));
  return { batchItemFailures: failuresOf(Records, results, log) };
}

export function failuresOf(
  records: readonly SQSRecord[],
  results: readonly PromiseSettledResult<unknown>[],
  log: Log,
): SQSBatchItemFailure[] {
  return records.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status !== 'rejected') return [];
    log.error('message-failed', result.reason, { message: messageId });
    return [{ itemIdentifier: messageId }];
  });
}
