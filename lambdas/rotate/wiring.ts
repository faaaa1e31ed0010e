import { keyringRotation } from '../../lib/adapters/secrets/keyring-rotation.ts';
import { parseKeyring } from '../../lib/adapters/tokens/keyring.ts';
import { checkTurn, rotateKeyring } from '../../lib/adapters/tokens/rotate-keyring.ts';
import { logOf } from '../wiring/telemetry.ts';
import type { RotateEnvironment } from './environment.ts';

export function composeRotate(environment: RotateEnvironment) {
  const rotation = keyringRotation({
    turn: (ring, fresh) => JSON.stringify(rotateKeyring(parseKeyring(ring), fresh)),
    check: (current, next) => checkTurn(parseKeyring(current), parseKeyring(next)),
  });
  return { rotation, log: logOf(environment) };
}
