import type { Keyring } from './keyring.ts';

/**
 * One turn of the ring. The newest key, which every function has accepted since the turn before, signs from now on;
 * `fresh` (base64) is accepted and will sign after the next turn. So no link is ever signed with a key that some
 * function does not know yet. Retired keys stay: a link to leave works for ever (Q23).
 */
export function rotateKeyring({ keys }: Keyring, fresh: string): Keyring {
  const numbers = Object.keys(keys).map(numberOf);
  const newest = Math.max(...numbers);
  return { sign: `k${newest}`, keys: { ...keys, [`k${newest + 1}`]: fresh } };
}

function numberOf(kid: string): number {
  const number = /^k(\d{1,7})$/.exec(kid)?.[1];
  if (number === undefined) throw new Error('a key of the ring has no number');
  return Number(number);
}

/** Throws unless `next` accepts every key of `current`, and signs with one of them. */
export function checkTurn(current: Keyring, next: Keyring): void {
  const lost = Object.entries(current.keys).filter(([kid, key]) => next.keys[kid] !== key);
  if (lost.length > 0) throw new Error('the new ring has lost a key');
  if (!Object.hasOwn(current.keys, next.sign))
    throw new Error('the new ring signs with a key that nobody accepts yet');
}
