import { parentPort, workerData } from 'node:worker_threads';
import { startDynamoDb } from './dynamodb.ts';

/** The thread of `startDynamoDbBeside`: says where it listens, and stops when it is told to. */
const { endpoint, stop } = await startDynamoDb({ folder: String(workerData) });
parentPort?.once('message', async () => {
  parentPort?.postMessage({ quiet: await stop() });
});
parentPort?.postMessage({ endpoint });
