import { randomBytes } from 'node:crypto';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';

const KEY_BYTES = 48;
const CURRENT = 'AWSCURRENT';
const PENDING = 'AWSPENDING';

/** A version of the secret that Secrets Manager asks to be made. */
interface Turn {
  secretId: string;
  /** The new version's id. */
  version: string;
}

/** The two steps of a turn that do something, each safe to run twice, as Secrets Manager does when one fails. */
export interface KeyringRotation {
  /** Makes the new version, unless it is there. */
  create(turn: Turn): Promise<void>;
  /** Throws unless the new version keeps every key of the current one. */
  test(turn: Turn): Promise<void>;
  /** Makes the new version the current one. */
  finish(turn: Turn): Promise<void>;
}

/** How a ring is turned and read, in texts. */
export interface RingWork {
  turn(ring: string, fresh: string): string;
  /** Throws unless `next` accepts whatever `current` accepts. */
  check(current: string, next: string): void;
}

export function keyringRotation(ring: RingWork, client = new SecretsManagerClient()): KeyringRotation {
  const currentOf = async (SecretId: string): Promise<string | undefined> => {
    const { VersionIdsToStages: stages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
    return Object.keys(stages).find((id) => stages[id]?.includes(CURRENT));
  };
  const read = async (SecretId: string, VersionStage: string): Promise<string> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId, VersionStage }));
    if (SecretString === undefined) throw new Error(`${VersionStage} holds no text`);
    return SecretString;
  };
  const isMade = async (SecretId: string, VersionId: string): Promise<boolean> => {
    try {
      await client.send(new GetSecretValueCommand({ SecretId, VersionId, VersionStage: PENDING }));
      return true;
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  };
  return {
    async create({ secretId, version }) {
      // An earlier try put it: another text under one version would be refused.
      if (await isMade(secretId, version)) return;
      const fresh = randomBytes(KEY_BYTES).toString('base64');
      await client.send(
        new PutSecretValueCommand({
          SecretId: secretId,
          ClientRequestToken: version,
          SecretString: ring.turn(await read(secretId, CURRENT), fresh),
          VersionStages: [PENDING],
        }),
      );
    },
    async test({ secretId }) {
      ring.check(await read(secretId, CURRENT), await read(secretId, PENDING));
    },
    async finish({ secretId, version }) {
      const current = await currentOf(secretId);
      if (current === version) return;
      await client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: secretId,
          VersionStage: CURRENT,
          MoveToVersionId: version,
          ...(current === undefined ? {} : { RemoveFromVersionId: current }),
        }),
      );
    },
  };
}
