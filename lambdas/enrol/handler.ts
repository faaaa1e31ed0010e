import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eachMessage } from '../sqs-batch.ts';
import { lazily } from '../wiring/lazily.ts';
import { enrolEnvironment } from './environment.ts';
import { composeEnrol } from './wiring.ts';

/** Woken by the sign-up queue. */
export function enrolFunction(compose: () => ReturnType<typeof composeEnrol>) {
  return async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const { enrol, parse, log, flush } = compose();
    const response = await eachMessage(event, log, async (body) => enrol(parse(body)));
    flush();
    return response;
  };
}

export const handler = enrolFunction(lazily(() => composeEnrol(enrolEnvironment.parse(process.env))));
