import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import dynalite from 'dynalite';
import { isOwnIncoming, NOT_OURS } from './own-pages.ts';

/** The embedded database, while it runs. */
export interface EmbeddedDynamoDb {
  /** `http://127.0.0.1:<port>` */
  endpoint: string;
  /** Answers whether no call was under way, so that nothing is written by halves. */
  stop(): Promise<boolean>;
}

/**
 * Dynalite 4.0.0 ends no iterator of its store: each query and each scan keeps 18 KB, and every file that it saw, until
 * the store is closed. So a store on disk is opened anew after so many calls.
 */
const READINGS_PER_OPENING = 1_000;

/**
 * Starts the embedded DynamoDB, on 127.0.0.1 only. With a `folder` it is kept on disk: a write that was answered
 * survives the process being killed, since LevelDB hands each one to the operating system before it answers (not a
 * power cut: nothing is forced to the disk). Only one process at a time opens a folder; a second one throws.
 */
export async function startDynamoDb({
  folder,
  port = 0,
  readingsPerOpening = READINGS_PER_OPENING,
}: {
  folder?: string;
  port?: number;
  readingsPerOpening?: number;
} = {}): Promise<EmbeddedDynamoDb> {
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const store = await openStore(folder, readingsPerOpening);
  const server = createServer((request, response) => {
    // Dynalite would answer every web page that asks, and the records are health data.
    if (!isOwnIncoming(request)) response.writeHead(403).end(NOT_OURS);
    else store.answer(request, response).catch(() => response.destroy());
  });
  // A command that is slow between two calls would take up a connection in the moment that we close it.
  server.keepAliveTimeout = 0;
  const calls = callsUnderWay(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded DynamoDB has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      const quiet = calls() === 0;
      server.closeAllConnections();
      await closed(server);
      await store.close();
      return quiet;
    },
  };
}

/** One whose caller gave up counts for ever: nobody knows whether it is done. */
function callsUnderWay(server: Server): () => number {
  let count = 0;
  server.on('request', (_request, response) => {
    count += 1;
    response.once('finish', () => {
      count -= 1;
    });
  });
  return () => count;
}

/** The store behind the server. Between two calls it is closed and opened anew when its readings are used up. */
async function openStore(folder: string | undefined, readingsPerOpening: number) {
  let current = await newDynalite(folder);
  let ready: Promise<void> = Promise.resolve();
  let readings = 0;
  let underWay = 0;
  const openAnew = async () => {
    readings = 0;
    await closed(current);
    current = await newDynalite(folder);
  };
  return {
    async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      await ready;
      if (isReading(request)) readings += 1;
      underWay += 1;
      response.once('close', () => {
        underWay -= 1;
        if (folder !== undefined && underWay === 0 && readings >= readingsPerOpening) ready = openAnew();
      });
      current.emit('request', request, response);
      // Dynalite throws when a caller is killed in the midst of a call, which would end the runner.
      request.removeAllListeners('error').on('error', () => undefined);
    },
    async close(): Promise<void> {
      await ready;
      await closed(current);
    },
  };
}

function isReading({ headers }: IncomingMessage): boolean {
  return /\.(Query|Scan)$/.test(String(headers['x-amz-target']));
}

/** Closing it closes its store, but only while it listens: so it does, and hangs up on whoever calls there. */
async function newDynalite(folder: string | undefined): Promise<Server> {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder === undefined ? {} : { path: folder }),
  });
  server.on('connection', (socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
  });
}
