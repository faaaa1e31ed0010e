import { createHmac, type KeyObject } from 'node:crypto';
import type { Identities } from '../../ports/identities.ts';

const ID_BYTES = 16;

/**
 * Ids are HMAC-SHA-256 cut to 128 bits, in base64url: 22 of [A-Za-z0-9_-], so that an id is a valid SES tag.
 * `source` is asked once, and again only when it failed: the key never rotates, as every id hangs on it.
 */
export function hmacIdentities(source: () => Promise<KeyObject>): Identities {
  let key: Promise<KeyObject> | null = null;
  const read = () => {
    key ??= source().catch((error: unknown) => {
      key = null;
      throw error;
    });
    return key;
  };
  return {
    async idOf(normalisedAddress) {
      const mac = createHmac('sha256', await read())
        .update(`address:${normalisedAddress}`)
        .digest();
      return mac.subarray(0, ID_BYTES).toString('base64url');
    },
  };
}
