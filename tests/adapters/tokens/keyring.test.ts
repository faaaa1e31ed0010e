import { describe, expect, test } from 'vitest';
import { parseKey, parseKeyring } from '../../../lib/adapters/tokens/keyring.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const SHORT = Buffer.alloc(31, 7).toString('base64');

describe('the ring of token keys', () => {
  test('is read as we write it, and as Secrets Manager makes the first one', () => {
    expect(parseKeyring(`{"sign":"k1","keys":{"k1":"${KEY}"}}`)).toEqual({ sign: 'k1', keys: { k1: KEY } });
    expect(parseKeyring(`{"sign":"k0","k0":"${KEY}"}`)).toEqual({ sign: 'k0', keys: { k0: KEY } });
  });

  test.each([
    ['no JSON', 'k1', 'the token keys are not JSON'],
    ['a key that does not stand in it', `{"sign":"k2","keys":{"k1":"${KEY}"}}`, 'not among the keys'],
    ['a key of 31 bytes', `{"sign":"k1","k1":"${SHORT}"}`, 'a key is at least 32 bytes'],
    ['a key id with a capital', `{"sign":"K1","keys":{"K1":"${KEY}"}}`, 'pattern'],
    ['a key id of nine letters', `{"sign":"k23456789","keys":{"k23456789":"${KEY}"}}`, 'pattern'],
    ['a key id that begins with a dot', `{"sign":".k1","keys":{".k1":"${KEY}"}}`, 'pattern'],
  ])('is refused with %s', (_, json, why) => {
    expect(() => parseKeyring(json)).toThrow(why);
  });

  test('is refused without being repeated', () => {
    const refusal = () => parseKeyring(`{"sign":"k1","k1":"${SHORT}"}`);
    expect(refusal).toThrow();
    expect(refusal).not.toThrow(SHORT);
  });
});

test('one key is 32 bytes or more', () => {
  expect(parseKey(KEY).symmetricKeySize).toBe(32);
  expect(() => parseKey(SHORT)).toThrow('a key is at least 32 bytes');
});
