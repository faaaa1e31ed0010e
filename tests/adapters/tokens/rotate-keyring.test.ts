import { describe, expect, test } from 'vitest';
import type { Keyring } from '../../../lib/adapters/tokens/keyring.ts';
import { checkTurn, rotateKeyring } from '../../../lib/adapters/tokens/rotate-keyring.ts';

const FIRST: Keyring = { sign: 'k0', keys: { k0: 'zero' } };

describe('turning the ring of token keys', () => {
  test('first accepts a key that does not sign yet', () => {
    expect(rotateKeyring(FIRST, 'one')).toEqual({ sign: 'k0', keys: { k0: 'zero', k1: 'one' } });
  });

  test('then signs with it, and accepts the next', () => {
    const turned = rotateKeyring(rotateKeyring(FIRST, 'one'), 'two');
    expect(turned).toEqual({ sign: 'k1', keys: { k0: 'zero', k1: 'one', k2: 'two' } });
  });

  test('counts on past ten', () => {
    const ring: Keyring = { sign: 'k9', keys: { k9: 'nine', k10: 'ten' } };
    expect(rotateKeyring(ring, 'eleven')).toMatchObject({ sign: 'k10', keys: { k11: 'eleven' } });
  });

  test('refuses a ring whose keys have no numbers', () => {
    expect(() => rotateKeyring({ sign: 'old', keys: { old: 'key' } }, 'fresh')).toThrow(/no number/);
  });
});

describe('a turn is checked before it counts:', () => {
  test('a good one passes', () => {
    expect(() => checkTurn(FIRST, rotateKeyring(FIRST, 'one'))).not.toThrow();
  });

  test('no key is lost or changed, or links in old mails would die', () => {
    expect(() => checkTurn(FIRST, { sign: 'k1', keys: { k1: 'one' } })).toThrow(/lost a key/);
    expect(() => checkTurn(FIRST, { sign: 'k0', keys: { k0: 'other' } })).toThrow(/lost a key/);
  });

  test('it signs only with a key that was accepted before', () => {
    expect(() => checkTurn(FIRST, { sign: 'k1', keys: { k0: 'zero', k1: 'one' } })).toThrow(/nobody accepts/);
  });
});
