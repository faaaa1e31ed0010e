import crypto, { randomBytes } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmacTokens } from '../../../lib/adapters/tokens/hmac-tokens.ts';
import { type Keyring, parseKey, parseKeyring } from '../../../lib/adapters/tokens/keyring.ts';
import type { TokenContent, TokenPurpose } from '../../../lib/ports/tokens.ts';

const FIRST = Buffer.alloc(32, 1).toString('base64');
const SECOND = Buffer.alloc(32, 2).toString('base64');
const OLD_RING: Keyring = { sign: 'k1', keys: { k1: FIRST } };
const NEW_RING: Keyring = { sign: 'k2', keys: { k1: FIRST, k2: SECOND } };
const MINUTE = 60_000;

const LEAVE: TokenContent = { id: 'AAAAAAAAAAAAAAAAAAAA-_', subject: '' };
const TAP: TokenContent = { id: 'AAAAAAAAAAAAAAAAAAAA-_', subject: 'mi2x0abc', lesson: 12 };

function tokensOf(ring: Keyring) {
  return hmacTokens(async () => ring, { machineNow: () => 0 });
}

describe('a token', () => {
  test.each<[TokenPurpose, TokenContent]>([
    ['unsubscribe', LEAVE],
    ['feedback', TAP],
    ['preferences', { id: TAP.id, subject: TAP.subject }],
    ['confirm', { id: TAP.id, subject: randomBytes(16).toString('base64url') }],
  ])(
    'for %s gives back what it was signed for, in at most 80 characters of a URL path',
    async (purpose, content) => {
      const token = await tokensOf(OLD_RING).sign(purpose, content);
      expect(token).toMatch(/^[\w.-]{40,80}$/);
      expect(await tokensOf(OLD_RING).verify(purpose, token)).toEqual(content);
    },
  );

  test('is compared in constant time, so that no answer tells how many of its letters are right (36)', async () => {
    const { timingSafeEqual } = crypto;
    let compared = 0;
    crypto.timingSafeEqual = (one, other) => {
      compared += 1;
      return timingSafeEqual(one, other);
    };
    syncBuiltinESMExports();
    try {
      const token = await tokensOf(OLD_RING).sign('unsubscribe', LEAVE);
      const forged = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
      expect(await tokensOf(OLD_RING).verify('unsubscribe', token)).toEqual(LEAVE);
      expect(await tokensOf(OLD_RING).verify('unsubscribe', forged)).toBeNull();
      expect(compared).toBe(2);
    } finally {
      crypto.timingSafeEqual = timingSafeEqual;
      syncBuiltinESMExports();
    }
  });

  test('is good for its own purpose only', async () => {
    const purposes: TokenPurpose[] = ['confirm', 'lesson', 'feedback', 'preferences', 'pause', 'data'];
    const token = await tokensOf(OLD_RING).sign('unsubscribe', LEAVE);
    const answers = await Promise.all(purposes.map((purpose) => tokensOf(OLD_RING).verify(purpose, token)));
    expect(answers).toEqual(purposes.map(() => null));
  });

  test('signed five years ago under a retired key still verifies, and new ones use the new key', async () => {
    const old = await tokensOf(OLD_RING).sign('unsubscribe', LEAVE);
    const tokens = hmacTokens(async () => NEW_RING, { machineNow: () => 5 * 365 * 24 * 60 * MINUTE });
    expect(await tokens.verify('unsubscribe', old)).toEqual(LEAVE);
    expect(await tokens.sign('unsubscribe', LEAVE)).toMatch(/^k2\./);
  });

  test('under a key that was taken out of the ring does not verify', async () => {
    const old = await tokensOf(OLD_RING).sign('unsubscribe', LEAVE);
    expect(await tokensOf({ sign: 'k2', keys: { k2: SECOND } }).verify('unsubscribe', old)).toBeNull();
  });

  test.each(['__proto__', 'constructor', 'toString'])('with the key id %s does not verify', async (kid) => {
    expect(await tokensOf(OLD_RING).verify('unsubscribe', `${kid}.AAAA.AAAAAAAAAAAAAAAAAAAAAA`)).toBeNull();
  });

  test('holds nothing but what fits a URL path: other content is a fault of ours', async () => {
    const content = { id: 'maya@example.com', subject: '' };
    await expect(tokensOf(OLD_RING).sign('unsubscribe', content)).rejects.toThrow('letters, digits');
  });

  test('changed in any way is refused, over thousands of changes', async () => {
    const tokens = tokensOf(NEW_RING);
    const token = await tokens.sign('feedback', TAP);
    const accepted: string[] = [];
    await fc.assert(
      fc.asyncProperty(mutationOf(token), async (mutated) => {
        if (mutated !== token && (await tokens.verify('feedback', mutated)) !== null) accepted.push(mutated);
      }),
      { numRuns: 5_000, seed: 20_261_122 },
    );
    expect(accepted).toEqual([]);
  });

  test('with any other last letter is refused, though some stand for the same bytes', async () => {
    const tokens = tokensOf(OLD_RING);
    const token = await tokens.sign('unsubscribe', LEAVE);
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
    const others = letters.map((letter) => token.slice(0, -1) + letter).filter((other) => other !== token);
    const answers = await Promise.all(others.map((other) => tokens.verify('unsubscribe', other)));
    expect(new Set(answers)).toEqual(new Set([null]));
  });
});

function mutationOf(token: string): fc.Arbitrary<string> {
  const at = fc.nat({ max: token.length - 1 });
  const letter = fc.constantFrom(...'abcXYZ019-_.~=%/ é\u0000');
  return fc.oneof(
    fc.tuple(at, letter).map(([i, one]) => token.slice(0, i) + one + token.slice(i + 1)),
    fc.tuple(at, letter).map(([i, one]) => token.slice(0, i) + one + token.slice(i)),
    fc.tuple(at, at).map(([i, j]) => token.slice(0, Math.min(i, j)) + token.slice(Math.max(i, j) + 1)),
    fc.tuple(at, at).map(([i, j]) => swapped(token, i, j)),
    at.map((i) => token.slice(0, i) + flippedCase(token.charAt(i)) + token.slice(i + 1)),
    fc.string({ maxLength: 90 }),
  );
}

function swapped(text: string, i: number, j: number): string {
  const letters = [...text];
  [letters[i], letters[j]] = [text.charAt(j), text.charAt(i)];
  return letters.join('');
}

function flippedCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

describe('the keyring', () => {
  function counted(rings: Keyring[]) {
    const seen = { reads: 0, now: 0 };
    const source = async () => rings[Math.min(seen.reads++, rings.length - 1)] ?? OLD_RING;
    return { seen, tokens: hmacTokens(source, { machineNow: () => seen.now }) };
  }

  test('is read once for many tokens', async () => {
    const { seen, tokens } = counted([OLD_RING]);
    await Promise.all(Array.from({ length: 20 }, () => tokens.sign('unsubscribe', LEAVE)));
    expect(seen.reads).toBe(1);
  });

  test('is read again for a token with an unknown key id, at most once a minute', async () => {
    const { seen, tokens } = counted([OLD_RING, NEW_RING]);
    const fromNew = await tokensOf(NEW_RING).sign('unsubscribe', LEAVE);
    await tokens.sign('unsubscribe', LEAVE);
    seen.now = 2 * MINUTE;
    expect(await tokens.verify('unsubscribe', fromNew)).toEqual(LEAVE);
    for (let i = 0; i < 10; i += 1) await tokens.verify('unsubscribe', fromNew.replace('k2', `x${i}`));
    expect(seen.reads).toBe(2);
  });

  test('is kept when it cannot be read again', async () => {
    let now = 0;
    const source = async () => {
      if (now > 0) throw new Error('no answer');
      return OLD_RING;
    };
    const tokens = hmacTokens(source, { machineNow: () => now });
    const token = await tokens.sign('unsubscribe', LEAVE);
    now = 60 * MINUTE;
    expect(await tokens.verify('unsubscribe', token)).toEqual(LEAVE);
  });

  test('that cannot be read at first is asked for again by the next token', async () => {
    let reads = 0;
    const source = async () => {
      reads += 1;
      if (reads === 1) throw new Error('no answer');
      return OLD_RING;
    };
    const tokens = hmacTokens(source, { machineNow: () => 0 });
    await expect(tokens.sign('unsubscribe', LEAVE)).rejects.toThrow('no answer');
    expect(await tokens.sign('unsubscribe', LEAVE)).toMatch(/^k1\./);
  });

  test.each([
    ['text that is no JSON', 'secret text'],
    ['a signing key that is missing', JSON.stringify({ sign: 'k2', keys: { k1: FIRST } })],
    ['a key that is too short', JSON.stringify({ sign: 'k1', keys: { k1: 'c2VjcmV0' } })],
  ])('is refused with %s, and the error repeats none of it', (_, text) => {
    expect(() => parseKeyring(text)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('secret') }),
    );
  });

  test('is parsed from the secret as Secrets Manager first makes it, which lays its random text at the top', () => {
    expect(parseKeyring(JSON.stringify({ sign: 'k0', k0: FIRST }))).toEqual({
      sign: 'k0',
      keys: { k0: FIRST },
    });
  });

  test('is parsed from its secret', () => {
    expect(parseKeyring(JSON.stringify(NEW_RING))).toEqual(NEW_RING);
    expect(parseKey(FIRST).symmetricKeySize).toBe(32);
  });
});
