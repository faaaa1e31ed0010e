import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';

const ready = z.object({ port: z.number() });
const told = z.object({ sesMoments: z.array(z.number()), calls: z.record(z.string(), z.number()) });

export interface Endpoints extends AsyncDisposable {
  url: string;
  /** Sets how it answers, forgets what it saw, and tells it. */
  steer(how: { sesDelayMs?: number; rowsPerShard?: number }): Promise<z.infer<typeof told>>;
}

/** Starts the fixed-answer endpoints in a process of their own, and points the SDK's clients of this one at them. */
export async function startEndpoints(): Promise<Endpoints> {
  const child = fork(join(import.meta.dirname, 'endpoint-server.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = await once(child, 'message');
  const url = `http://127.0.0.1:${ready.parse(message).port}`;
  Object.assign(process.env, awsEnvironment(url));
  return {
    url,
    steer: async (how) =>
      told.parse(await (await fetch(`${url}/control`, { method: 'POST', body: JSON.stringify(how) })).json()),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** What Lambda sets, and where the services are. */
export function awsEnvironment(url: string): Readonly<Record<string, string>> {
  return {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'benchmark',
    AWS_SECRET_ACCESS_KEY: 'benchmark',
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_SES: url,
    AWS_ENDPOINT_URL_SQS: url,
  };
}
