import * as z from 'zod/mini';
import { secretsManager } from '../../lib/adapters/secrets/secrets-manager.ts';
import { hmacIdentities } from '../../lib/adapters/tokens/hmac-identities.ts';
import { hmacTokens } from '../../lib/adapters/tokens/hmac-tokens.ts';
import { parseKey, parseKeyring } from '../../lib/adapters/tokens/keyring.ts';
import type { Clock } from '../../lib/ports/clock.ts';
import { text } from './variables.ts';

/** Secrets Manager ids in AWS; locally the keys themselves, from DATA_DIR. */
export const KEYS = {
  TOKEN_KEYS_SECRET: z.optional(text),
  TOKEN_KEYS: z.optional(text),
  ADDRESS_KEY_SECRET: z.optional(text),
  ADDRESS_KEY: z.optional(text),
};

interface TokenKeys {
  TOKEN_KEYS?: string | undefined;
  TOKEN_KEYS_SECRET?: string | undefined;
}

export function tokensOf({ TOKEN_KEYS: keys, TOKEN_KEYS_SECRET: secretId }: TokenKeys, clock: Clock) {
  const source = secretText('TOKEN_KEYS', keys, secretId);
  return hmacTokens(async () => parseKeyring(await source()), clock);
}

interface AddressKey {
  ADDRESS_KEY?: string | undefined;
  ADDRESS_KEY_SECRET?: string | undefined;
}

export function identitiesOf({ ADDRESS_KEY: key, ADDRESS_KEY_SECRET: secretId }: AddressKey) {
  const source = secretText('ADDRESS_KEY', key, secretId);
  return hmacIdentities(async () => parseKey(await source()));
}

function secretText(
  name: string,
  key: string | undefined,
  secretId: string | undefined,
): () => Promise<string> {
  if (key !== undefined) return async () => key;
  if (secretId === undefined) throw new Error(`set ${name} or ${name}_SECRET`);
  return secretsManager()(secretId);
}
