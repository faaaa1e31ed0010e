import { createHash, createHmac } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEAN, lean } from '../../../lib/adapters/aws/lean-client.ts';
import { OneShotSha256 } from '../../../lib/adapters/aws/one-shot-sha256.ts';

const chunks = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 4 });

describe('the hash that the clients sign with', () => {
  test('is SHA-256 of all that it was given', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, async (parts) => {
        const ours = new OneShotSha256();
        for (const part of parts) ours.update(part);
        const theirs = createHash('sha256').update(Buffer.concat(parts)).digest('hex');
        expect(Buffer.from(await ours.digest()).toString('hex')).toBe(theirs);
      }),
    );
  });

  test('is HMAC-SHA-256 under a secret, in text or in bytes, also when the secret is used again', async () => {
    await fc.assert(
      fc.asyncProperty(chunks, fc.uint8Array({ minLength: 1, maxLength: 100 }), async (parts, secret) => {
        for (const key of [secret, secret, secret.slice().buffer, 'AWS4secret']) {
          const ours = new OneShotSha256(key);
          for (const part of parts) ours.update(part);
          const bytes = key instanceof ArrayBuffer ? new Uint8Array(key) : key;
          const theirs = createHmac('sha256', bytes).update(Buffer.concat(parts)).digest('hex');
          expect(Buffer.from(await ours.digest()).toString('hex')).toBe(theirs);
        }
      }),
    );
  });

  test('begins again when it is reset', async () => {
    const ours = new OneShotSha256();
    ours.update(Buffer.from('forgotten'));
    ours.reset();
    expect(Buffer.from(await ours.digest()).toString('hex')).toBe(createHash('sha256').digest('hex'));
  });
});

describe('a lean client', () => {
  test('signs as the SDK does by itself', async () => {
    const date = new Date('2026-11-23T09:00:00Z');
    const signatures = await Promise.all(
      [client({}), lean(client(LEAN)), lean(client(LEAN))].map(async (one) => {
        const signer = await one.config.signer();
        const request = { method: 'POST', protocol: 'https:', hostname: 'dynamodb.eu-west-2.amazonaws.com' };
        const whole = {
          ...request,
          path: '/',
          query: {},
          headers: { host: request.hostname },
          body: '{"a":1}',
        };
        return (await signer.sign(whole, { signingDate: date })).headers['authorization'];
      }),
    );
    expect(signatures[0]).toMatch(/^AWS4-HMAC-SHA256 Credential=key\/20261123\/eu-west-2\/dynamodb/);
    expect(new Set(signatures).size).toBe(1);
  });

  test('makes one signer for all its calls, and tries again when none could be made', async () => {
    let asked = 0;
    const one = lean(
      new DynamoDBClient({
        ...LEAN,
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
        region: async () => {
          asked += 1;
          if (asked === 1) throw new Error('no region yet');
          return 'eu-west-2';
        },
      }),
    );
    await expect(one.config.signer()).rejects.toThrow('no region yet');
    expect(await one.config.signer()).toBe(await one.config.signer());
  });

  test('prepares nothing for a log', async () => {
    const told: string[] = [];
    const logger = { debug() {}, info: () => told.push('logged'), warn() {}, error() {} };
    const one = lean(client({ ...LEAN, logger }));
    one.middlewareStack.add(() => async () => ({ output: { $metadata: {} }, response: {} }), {
      step: 'finalizeRequest',
      name: 'answers',
      priority: 'high',
    });
    await one.send(new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'a' } } }));
    expect(told).toEqual([]);
  });
});

function client(settings: ConstructorParameters<typeof DynamoDBClient>[0]): DynamoDBClient {
  return new DynamoDBClient({
    region: 'eu-west-2',
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    ...settings,
  });
}
