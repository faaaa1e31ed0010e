import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { portOf } from '../port-of.ts';

/** Where a process is stopped: at its nth call, before it is passed on or after it took effect. */
export interface Stop {
  call: number;
  when: 'before' | 'after';
}

export interface Gate extends AsyncDisposable {
  dynamo: string;
  ses: string;
  calls: () => number;
}

/**
 * Stands between a process and its stores and SES, and stops it at the `stop`: each call over the network is an await
 * of the function, and the place where a kill can hurt.
 */
export async function gate(
  targets: { dynamo: string; ses: string },
  stop: Stop | null,
  kill: () => void,
): Promise<Gate> {
  let calls = 0;
  const pass = (target: string) =>
    createServer((incoming, outgoing) => {
      calls += 1;
      const here = stop !== null && stop.call === calls ? stop.when : null;
      if (here === 'before') {
        kill();
        return;
      }
      void forward(target, incoming).then(
        (answer) => {
          if (here === 'after') kill();
          else reply(outgoing, answer);
        },
        // A reply that was dropped there is dropped here.
        () => outgoing.destroy(),
      );
    });
  const servers = [pass(targets.dynamo), pass(targets.ses)];
  const [dynamo = '', ses = ''] = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return `http://127.0.0.1:${portOf(server)}`;
    }),
  );
  return {
    dynamo,
    ses,
    calls: () => calls,
    async [Symbol.asyncDispose]() {
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
}

async function forward(target: string, incoming: IncomingMessage): Promise<Answer> {
  const body = await bytesOf(incoming);
  const { host: _, connection: _connection, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const passed = request(`${target}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: bytes }),
        reject,
      );
    });
    passed.on('error', reject);
    passed.end(body);
  });
}

function reply(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  const { 'transfer-encoding': _, connection: _connection, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, 'content-length': body.length }).end(body);
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
