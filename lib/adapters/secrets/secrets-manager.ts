import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** A value younger than this is answered from memory. Less than the minute after which a keyring may be read again. */
const MAX_AGE_MS = 55_000;

/**
 * Reads secrets' texts: `secretsManager()('<secret id>')` is the source of one of them. It throws when the secret is
 * missing, is empty or may not be read. Who asks while it is being read shares the one call.
 */
export function secretsManager(
  client = new SecretsManagerClient(),
  machineNow: () => number = Date.now,
): (secretId: string) => () => Promise<string> {
  return (SecretId) => {
    let cached: { text: Promise<string>; at: number } | undefined;
    return async () => {
      if (cached !== undefined && machineNow() - cached.at < MAX_AGE_MS) return cached.text;
      const reading = { text: read(client, SecretId), at: machineNow() };
      cached = reading;
      try {
        return await reading.text;
      } catch (error) {
        if (cached === reading) cached = undefined;
        throw error;
      }
    };
  };
}

async function read(client: SecretsManagerClient, SecretId: string): Promise<string> {
  const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId }));
  if (text === undefined || text === '') throw new Error('the secret holds no text');
  return text;
}
