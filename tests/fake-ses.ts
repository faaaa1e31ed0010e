import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { portOf } from './port-of.ts';

/** One SendRawEmail as it arrived. */
export interface Posted {
  form: URLSearchParams;
  raw: string;
}

export interface FakeSes extends AsyncDisposable {
  endpoint: string;
  posts: Posted[];
  connections: () => number;
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

export const MESSAGE_ID = '0102019a-fake-000000';

/** An SES on this machine that answers as it is told, once it has read the request. */
export async function fakeSes(reply: Reply): Promise<FakeSes> {
  const posts: Posted[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const form = new URLSearchParams(body);
      posts.push({ form, raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString('utf8') });
      reply(response, request);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    posts,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const accepts: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'text/xml' }).end(ACCEPTED);
};

/** An error as SES v1 writes it. */
export function refuses(status: number, code: string, message: string): Reply {
  return (response) => {
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(
        `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
      );
  };
}

export const ACCEPTED = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${MESSAGE_ID}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>`;

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
