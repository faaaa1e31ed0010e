import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import dynalite from 'dynalite';

/** The embedded database, while it runs. */
export interface EmbeddedDynamoDb {
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  stop(): Promise<void>;
}

/** Dynalite looks at neither, but the SDK will not call without them. */
export const LOCAL_REGION = 'eu-west-2';
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/**
 * Starts the embedded DynamoDB, on 127.0.0.1 only. With a `folder` it is kept on disk: a write that was answered
 * survives the process being killed, since LevelDB hands each one to the operating system before it answers (not a
 * power cut: nothing is forced to the disk). Only one process at a time opens a folder; a second one throws.
 */
export async function startDynamoDb({
  folder,
  port = 0,
}: {
  folder?: string;
  port?: number;
} = {}): Promise<EmbeddedDynamoDb> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder === undefined ? {} : { path: folder }),
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded DynamoDB has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}
