import { once } from 'node:events';
import { createServer } from 'node:http';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { expect, test } from 'vitest';
import { secretsManager } from '../../../lib/adapters/secrets/secrets-manager.ts';

/** A Secrets Manager on this machine that answers every request so. */
async function answering(status: number, body: object) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const provider = new SecretsProvider({
    clientConfig: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
    },
  });
  return {
    read: secretsManager(provider)('token-keys'),
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

test('a secret’s text is read once in a while', async () => {
  await using secrets = await answering(200, { Name: 'token-keys', SecretString: '{"sign":"k1"}' });
  expect([await secrets.read(), await secrets.read()]).toEqual(['{"sign":"k1"}', '{"sign":"k1"}']);
  expect(secrets.asked()).toBe(1);
});

test('a secret that is missing or empty is thrown', async () => {
  await using missing = await answering(400, {
    __type: 'ResourceNotFoundException',
    message: 'no such secret',
  });
  await expect(missing.read()).rejects.toThrow();
  await using empty = await answering(200, { Name: 'token-keys' });
  await expect(empty.read()).rejects.toThrow('the secret holds no text');
});
