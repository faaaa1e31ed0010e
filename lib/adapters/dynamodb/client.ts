import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../domain/calendar.ts';
import type { TableNames } from './table-shape.ts';

/** What every store here needs. `now` says which items have expired: DynamoDB deletes them late, if at all. */
export interface Database {
  client: DynamoDBClient;
  tables: TableNames;
  now: () => Instant;
}

export interface ClientOptions {
  /** Missing: what the SDK finds in the environment. */
  endpoint?: string;
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** For a command that a person waits for: rather late than never, on a machine that is busy. */
  patient?: boolean;
  /** How often a call is tried. The SDK waits in between, longer each time and by chance. */
  attempts?: number;
}

const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 2_000;
const PATIENT_TIMEOUT_MS = 60_000;

/** Some three seconds of throttling: longer would keep a batch from the others. */
const ATTEMPTS = 4;

/**
 * A client whose calls are tried several times: every write has a condition or says the same when repeated. What a
 * repeated write may see of its own first try is told by {@link conditional}.
 */
export function dynamoClient({
  patient = false,
  attempts = ATTEMPTS,
  ...options
}: ClientOptions = {}): DynamoDBClient {
  return new DynamoDBClient({
    cacheMiddleware: true,
    ...options,
    maxAttempts: attempts,
    retryMode: 'standard',
    defaultsMode: 'standard',
    accountIdEndpointMode: 'disabled',
    endpointDiscoveryEnabled: false,
    requestHandler: {
      connectionTimeout: patient ? PATIENT_TIMEOUT_MS : CONNECTION_TIMEOUT_MS,
      requestTimeout: patient ? PATIENT_TIMEOUT_MS : REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
}

export type Conditional<Output> =
  | { kind: 'done'; output: Output }
  /** `retried`: a first try got no answer, so the condition may have failed on our own write. */
  | { kind: 'refused'; retried: boolean };

export async function conditional<Output>(write: Promise<Output>): Promise<Conditional<Output>> {
  try {
    return { kind: 'done', output: await write };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { kind: 'refused', retried: (error.$metadata.attempts ?? 1) > 1 };
  }
}
