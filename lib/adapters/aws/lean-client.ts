import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { OneShotSha256 } from './one-shot-sha256.ts';

/**
 * Settings and one change for an SDK client that calls often. Without them a call to DynamoDB takes 0.30 ms of
 * processor time, with them 0.17 (docs/performance.md).
 *
 * The stack of middleware is put together once for each command and not at each call, and SHA-256 comes from one call
 * of Node's and not from a stream.
 */
export const LEAN = { cacheMiddleware: true, sha256: OneShotSha256 } as const;

type Signer = DynamoDBClient['config']['signer'];

/** What is the same in every client of the SDK. */
interface Client {
  readonly config: { signer: Signer };
  readonly middlewareStack: { remove(name: string): boolean };
}

/**
 * Takes off what each call would do in vain: copying the whole configuration to make a signer anew, and preparing
 * inputs and outputs for a log that nobody reads.
 */
export function lean<Lean extends Client>(client: Lean): Lean {
  const make = client.config.signer;
  let made: ReturnType<Signer> | undefined;
  client.config.signer = (scheme) => {
    made ??= make(scheme).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  client.middlewareStack.remove('loggerMiddleware');
  // Each call copies the configuration twice. It was put together property by property, which V8 keeps as a table that
  // takes 7 µs to copy; a copy of it made in one go takes 1.
  return Object.assign(client, { config: { ...client.config } });
}
