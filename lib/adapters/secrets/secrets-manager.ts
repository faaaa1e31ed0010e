import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';

/** A value younger than this is answered from memory. Less than the minute after which a keyring may be read again. */
const MAX_AGE_SECONDS = 55;

/**
 * Reads secrets' texts: `secretsManager()('<secret id>')` is the source of one of them. It throws when the secret is
 * missing, is empty or may not be read.
 */
export function secretsManager(
  provider = new SecretsProvider(),
): (secretId: string) => () => Promise<string> {
  return (secretId) => async () => {
    const text = await provider.get(secretId, { maxAge: MAX_AGE_SECONDS });
    if (typeof text !== 'string' || text === '') throw new Error('the secret holds no text');
    return text;
  };
}
