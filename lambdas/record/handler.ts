import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eachMessage } from '../sqs-batch.ts';
import { lazily } from '../wiring/lazily.ts';
import { recordEnvironment } from './environment.ts';
import { composeRecord } from './wiring.ts';

/** Woken by the queue of SES events. An event of a kind that the course does not read is done with. */
export function recordFunction(compose: () => ReturnType<typeof composeRecord>) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const { record, parse, log, flush } = compose();
    const response = await eachMessage(event, log, async (body) => {
      const mail = parse(body);
      return 'ignored' in mail ? mail : record(mail);
    });
    flush();
    return response;
  };
}

export const handler = recordFunction(lazily(() => composeRecord(recordEnvironment.parse(process.env))));
