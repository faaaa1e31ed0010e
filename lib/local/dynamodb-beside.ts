import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod/mini';
import type { EmbeddedDynamoDb } from './dynamodb.ts';

const started = z.object({ endpoint: z.string() });
const stopped = z.object({ quiet: z.boolean() });

/**
 * The embedded database on a thread of its own, for a command that reads or writes much: what the database does and
 * what the command does go side by side on two cores. It ends with this process, also by a kill.
 */
export async function startDynamoDbBeside({ folder }: { folder: string }): Promise<EmbeddedDynamoDb> {
  const thread = new Worker(new URL('./dynamodb-thread.ts', import.meta.url), { workerData: folder });
  const { endpoint } = started.parse(await answerOf(thread));
  return {
    endpoint,
    async stop() {
      thread.postMessage('stop');
      const { quiet } = stopped.parse(await answerOf(thread));
      await thread.terminate();
      return quiet;
    },
  };
}

/** What it says next; throws what it fails with. */
async function answerOf(thread: Worker): Promise<unknown> {
  const [said] = await once(thread, 'message');
  return said;
}
