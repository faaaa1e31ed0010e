import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { AbstractKeyIterator, AbstractValueIterator } from 'abstract-level';
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
  letReadingsEnd();
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(folder === undefined ? {} : { path: folder }),
  });
  answerOurPagesOnly(server);
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
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      return quiet;
    },
  };
}

/** Dynalite answers every web page that asks, and the records are health data. */
function answerOurPagesOnly(server: Server): void {
  const answers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (!isOwnIncoming(request)) response.writeHead(403).end(NOT_OURS);
    else for (const answer of answers) answer.call(server, request, response);
  });
}

/** One whose caller gave up counts for ever: nobody knows whether it is done. */
function callsUnderWay(server: Server): () => number {
  let count = 0;
  server.on('request', (request, response) => {
    count += 1;
    // Dynalite throws when a caller is killed in the midst of a call, which would end the runner.
    request.removeAllListeners('error').on('error', () => undefined);
    response.once('finish', () => {
      count -= 1;
    });
  });
  return () => count;
}

/**
 * Dynalite 4.0.0 ends a reading by `return`, which the iterators of its store do not have: each query and each scan
 * would stay open, with 18 KB and every file that it saw, until the process ends.
 */
function letReadingsEnd(): void {
  for (const { prototype } of [AbstractKeyIterator, AbstractValueIterator]) {
    Object.defineProperty(prototype, 'return', { value: end, configurable: true });
  }
}

function end(this: { close(): Promise<void> }): Promise<void> {
  return this.close();
}
