import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { TokenContent, TokenPurpose, Tokens } from '../../ports/tokens.ts';
import type { Keyring, KeyringSource } from './keyring.ts';

/** A keyring older than this is read again, so that a new signing key is taken up. */
const MAX_AGE_MS = 10 * 60_000;
/** How often, at most, a token with an unknown key id makes us read the keyring again. */
const RELOAD_MS = 60_000;
const MAC_BYTES = 16;

/**
 * `<key id>.<subscriber>[.<subject>[.<lesson>]].<mac>`: base64url and dots, no address inside. The MAC is
 * HMAC-SHA-256 cut to 128 bits (RFC 2104, section 5) over the purpose and all that stands before it.
 */
const TOKEN =
  /^(?<head>(?<kid>[a-z0-9]{1,8})\.(?<id>[\w-]{1,64})(?:\.(?<subject>[\w-]{1,64})(?:\.(?<lesson>[1-9]\d{0,5}))?)?)\.(?<mac>[\w-]{22})$/;
const FIELD = /^[\w-]{1,64}$/;

interface Ring {
  sign: string;
  keys: ReadonlyMap<string, KeyObject>;
  readAt: number;
}

export function hmacTokens(source: KeyringSource, clock: Pick<Clock, 'machineNow'>): Tokens {
  const ring = keptRing(source, clock);
  return {
    async sign(purpose, content) {
      const { sign, keys } = await ring();
      const key = keys.get(sign);
      if (key === undefined) throw new Error('the signing key is not in the keyring');
      const head = headOf(sign, content);
      return `${head}.${macOf(key, purpose, head)}`;
    },
    async verify(purpose, token) {
      const parts = TOKEN.exec(token)?.groups;
      if (parts === undefined) return null;
      const { head = '', kid = '', id = '', subject = '', lesson, mac = '' } = parts;
      const key = (await ring(kid)).keys.get(kid);
      if (key === undefined || !same(mac, macOf(key, purpose, head))) return null;
      return lesson === undefined ? { id, subject } : { id, subject, lesson: Number(lesson) };
    },
  };
}

/** Compares texts, not bytes: the last letter of a base64url MAC has spare bits that must not be free to change. */
function same(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one, 'latin1'), Buffer.from(other, 'latin1'));
}

function macOf(key: KeyObject, purpose: TokenPurpose, head: string): string {
  const mac = createHmac('sha256', key).update(`strong-weeks:1:${purpose}:${head}`).digest();
  return mac.subarray(0, MAC_BYTES).toString('base64url');
}

function headOf(kid: string, { id, subject, lesson }: TokenContent): string {
  const fields = [id];
  if (subject !== '' || lesson !== undefined) fields.push(subject);
  if (lesson !== undefined) fields.push(String(lesson));
  if (!fields.every((field) => FIELD.test(field)))
    throw new Error('a token holds letters, digits, - and _ only');
  return [kid, ...fields].join('.');
}

/** Answers the keyring from memory; reads it again when it is old, or lacks the key that is wanted. */
function keptRing(source: KeyringSource, clock: Pick<Clock, 'machineNow'>) {
  let cached: Ring | null = null;
  let reading: Promise<Ring> | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  const read = () => {
    triedAt = clock.machineNow();
    reading ??= source()
      .then((ring) => ringOf(ring, clock.machineNow()))
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  return async (wanted?: string): Promise<Ring> => {
    if (cached === null) {
      cached = await read();
      return cached;
    }
    const now = clock.machineNow();
    const stale = now - cached.readAt >= MAX_AGE_MS || (wanted !== undefined && !cached.keys.has(wanted));
    if (!stale || now - triedAt < RELOAD_MS) return cached;
    const before = cached;
    // A keyring that cannot be read now is no reason to refuse links that the one in memory can verify.
    cached = await read().catch(() => before);
    return cached;
  };
}

function ringOf({ sign, keys }: Keyring, readAt: number): Ring {
  const made = Object.entries(keys).map(
    ([kid, key]) => [kid, createSecretKey(Buffer.from(key, 'base64'))] as const,
  );
  return { sign, keys: new Map(made), readAt };
}
