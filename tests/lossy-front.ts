import { createServer, request } from 'node:http';

/** A front that hands each request on and throws away the replies that `loses` names: what was written stays written. */
export async function startLossyFront(endpoint: string, loses: (target: string, attempt: string) => boolean) {
  const { hostname, port } = new URL(endpoint);
  let lost = 0;
  const server = createServer(async (asked, answered) => {
    const chunks: Buffer[] = [];
    for await (const chunk of asked) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const headers = { ...asked.headers, host: `${hostname}:${port}` };
    const forwarded = request({ hostname, port, path: asked.url, method: asked.method, headers }, (reply) => {
      const target = String(asked.headers['x-amz-target']);
      if (loses(target, String(asked.headers['amz-sdk-request']))) {
        lost += 1;
        reply.resume().on('end', () => asked.socket.destroy());
        return;
      }
      answered.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answered);
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front is not up');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    lost: () => lost,
    stop: () => server.close(),
  };
}
