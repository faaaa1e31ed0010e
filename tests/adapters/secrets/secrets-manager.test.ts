import { once } from 'node:events';
import { createServer } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
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
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  let now = 0;
  return {
    read: secretsManager(client, () => now)('token-keys'),
    asked: () => asked,
    wait: (ms: number) => (now += ms),
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
  secrets.wait(60_000);
  await secrets.read();
  expect(secrets.asked()).toBe(2);
});

test('who asks for a secret while it is being read shares the call', async () => {
  await using secrets = await answering(200, { Name: 'token-keys', SecretString: 'ring' });
  expect(await Promise.all([secrets.read(), secrets.read()])).toEqual(['ring', 'ring']);
  expect(secrets.asked()).toBe(1);
});

test('a secret that is missing or empty is thrown', async () => {
  await using missing = await answering(400, {
    __type: 'ResourceNotFoundException',
    message: 'no such secret',
  });
  await expect(missing.read()).rejects.toThrow();
  await expect(missing.read()).rejects.toThrow();
  expect(missing.asked()).toBe(2);
  await using empty = await answering(200, { Name: 'token-keys' });
  await expect(empty.read()).rejects.toThrow('the secret holds no text');
});
