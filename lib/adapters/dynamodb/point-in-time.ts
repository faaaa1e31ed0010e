import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Instant } from '../../domain/calendar.ts';

/** A restore of a large table takes hours; asking now and then costs nothing. */
const ASK_EVERY_MS = 10_000;
const RECOVERY_DAYS = 35;
const EXPIRES = 'expiresAt';

export interface Restore {
  from: string;
  /** A table that does not exist yet. */
  to: string;
  at: Instant;
  /** Told whenever the new table was asked for and is not there yet. */
  waiting(): void;
  askEveryMs?: number;
}

/**
 * Brings a table back as it was at `at`, beside the one that stands, and gives the copy what a restore leaves behind:
 * recovery, the expiry of items, protection. The key of the old table encrypts it. Changes nothing in the old one.
 */
export async function restoreTable({
  from,
  to,
  at,
  waiting,
  askEveryMs = ASK_EVERY_MS,
}: Restore): Promise<void> {
  const client = new DynamoDBClient();
  const key = (await describe(client, from))?.SSEDescription?.KMSMasterKeyArn;
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: from,
      TargetTableName: to,
      RestoreDateTime: new Date(at),
      BillingModeOverride: 'PAY_PER_REQUEST',
      ...(key === undefined
        ? {}
        : { SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key } }),
    }),
  );
  while (!isReady(await describe(client, to))) {
    waiting();
    await sleep(askEveryMs);
  }
  await protect(client, to);
}

async function describe(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table;
}

function isReady(table: TableDescription | undefined): boolean {
  const indexes = table?.GlobalSecondaryIndexes ?? [];
  return table?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE');
}

async function protect(client: DynamoDBClient, name: string): Promise<void> {
  await client.send(
    new UpdateContinuousBackupsCommand({
      TableName: name,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: RECOVERY_DAYS,
      },
    }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: name,
      TimeToLiveSpecification: { Enabled: true, AttributeName: EXPIRES },
    }),
  );
  await client.send(new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: true }));
}
