import { expect, test } from 'vitest';
import { hmacIdentities } from '../../../lib/adapters/tokens/hmac-identities.ts';
import { parseKey } from '../../../lib/adapters/tokens/keyring.ts';

const key = parseKey(Buffer.alloc(32, 7).toString('base64'));
const otherKey = parseKey(Buffer.alloc(32, 8).toString('base64'));

test('an address has one id for ever: 128 bits that fit an SES tag and a token', async () => {
  const id = await hmacIdentities(async () => key).idOf('maya@example.com');
  expect(id).toBe('L8EQqJY9PffJ-HodNMz0dQ');
  expect(id).toMatch(/^[\w-]{22}$/);
});

test('another address or another key makes another id', async () => {
  const id = await hmacIdentities(async () => key).idOf('maya@example.com');
  expect(await hmacIdentities(async () => key).idOf('mayb@example.com')).not.toBe(id);
  expect(await hmacIdentities(async () => otherKey).idOf('maya@example.com')).not.toBe(id);
});

test('the key is read once, and again only after it could not be read', async () => {
  let reads = 0;
  const identities = hmacIdentities(async () => {
    reads += 1;
    if (reads === 1) throw new Error('no answer');
    return key;
  });
  await expect(identities.idOf('maya@example.com')).rejects.toThrow('no answer');
  await Promise.all([identities.idOf('maya@example.com'), identities.idOf('noor@example.com')]);
  expect(reads).toBe(2);
});
