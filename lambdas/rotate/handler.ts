import type { SecretsManagerRotationEvent } from 'aws-lambda';
import { lazily } from '../wiring/lazily.ts';
import { rotateEnvironment } from './environment.ts';
import { composeRotate } from './wiring.ts';

/**
 * Woken by Secrets Manager, four times for each turn of the ring of token keys. Nothing is to be set anywhere but
 * in the secret itself. A step that throws is tried again, and the ring stays as it was.
 */
export function rotateFunction(compose: () => ReturnType<typeof composeRotate>) {
  return async ({ Step, SecretId, ClientRequestToken }: SecretsManagerRotationEvent): Promise<void> => {
    const { rotation, log } = compose();
    const turn = { secretId: SecretId, version: ClientRequestToken };
    if (Step === 'createSecret') await rotation.create(turn);
    if (Step === 'testSecret') await rotation.test(turn);
    if (Step === 'finishSecret') await rotation.finish(turn);
    log.info('token-keys-turned', { step: Step });
  };
}

export const handler = rotateFunction(lazily(() => composeRotate(rotateEnvironment.parse(process.env))));
