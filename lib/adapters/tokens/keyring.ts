import { createSecretKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';

/**
 * Keys that sign and verify tokens. `sign` names the one that signs; the others are retired and still verify, as a
 * link in a mail from years ago must (Q23). Keys are 32 bytes or more, in base64.
 */
export interface Keyring {
  sign: string;
  keys: Readonly<Record<string, string>>;
}

/** Reads the keyring anew each time it is called. */
export type KeyringSource = () => Promise<Keyring>;

const KEY_ID = /^[a-z0-9]{1,8}$/;
const MIN_KEY_BYTES = 32;

const keyBase64 = z.base64().check(
  z.refine((text) => Buffer.from(text, 'base64').length >= MIN_KEY_BYTES, {
    error: `a key is at least ${MIN_KEY_BYTES} bytes`,
  }),
);

const signs = z.string().check(z.regex(KEY_ID));
const keys = z.record(z.string().check(z.regex(KEY_ID)), keyBase64);
/** As Secrets Manager makes the first one: it can lay its random text at the top only. */
const firstKeyring = z.pipe(
  z.catchall(z.object({ sign: signs, keys: z.optional(z.undefined()) }), keyBase64),
  z.transform(({ sign, keys: _, ...first }) => ({ sign, keys: keys.parse(first) })),
);

const keyringSchema = z.union([z.object({ sign: signs, keys }), firstKeyring]).check(
  z.refine((ring) => Object.hasOwn(ring.keys, ring.sign), {
    error: 'the signing key is not among the keys',
  }),
);

/** Parses `{"sign":"k1","keys":{"k1":"<base64>"}}`, or `{"sign":"k0","k0":"<base64>"}`. Throws without repeating any of it. */
export function parseKeyring(json: string): Keyring {
  return keyringSchema.parse(parseJson(json));
}

/** Parses one key in base64, of 32 bytes or more. Throws without repeating it. */
export function parseKey(base64: string): KeyObject {
  return createSecretKey(Buffer.from(keyBase64.parse(base64), 'base64'));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('the token keys are not JSON');
  }
}
