import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Granted } from './access.ts';
import { grantKeyBy } from './encryption.ts';
import type { Settings } from './settings.ts';

/** What a function does with a table; each is a handful of DynamoDB's actions. */
export type TableUse = 'read' | 'write' | 'delete' | 'find-due';

const ACTIONS: Record<Exclude<TableUse, 'find-due'>, readonly string[]> = {
  read: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  delete: ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
};

/** What DynamoDB may do with the key in the name of whoever calls it. */
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export const DUE_INDEX = 'due';

type Adopted = Pick<NonNullable<Settings['adopted']>, 'subscribersTable' | 'suppressionsTable'>;

interface CourseTablesProps {
  readonly key: kms.IKey;
  readonly sendRatePerSecond: number;
  /** A table that a backup was restored to, in place of the stack's own. */
  readonly restoredSubscribersTable?: string | undefined;
  /** Tables that an earlier stack of this deployment left behind, in place of new ones. */
  readonly adopted?: Adopted | undefined;
}

/**
 * The two tables (docs/rules/data.md#items). Suppressions have their own, so that restoring the subscribers brings
 * nobody back. Both outlive the stack.
 */
export class CourseTables extends Construct {
  readonly subscribers: CourseTable;
  readonly suppressions: CourseTable;

  constructor(scope: Construct, id: string, props: CourseTablesProps) {
    super(scope, id);
    const { key, adopted, restoredSubscribersTable } = props;
    const made = adopted ? this.adopt(adopted) : this.make(tableSettings(key, props.sendRatePerSecond));
    const inUse = restoredSubscribersTable
      ? dynamodb.Table.fromTableName(this, 'Restored', restoredSubscribersTable)
      : made.subscribers;
    this.subscribers = new CourseTable(inUse, key);
    this.suppressions = new CourseTable(made.suppressions, key);
  }

  private adopt({ subscribersTable, suppressionsTable }: Adopted) {
    return {
      subscribers: dynamodb.Table.fromTableName(this, 'AdoptedSubscribers', subscribersTable),
      suppressions: dynamodb.Table.fromTableName(this, 'AdoptedSuppressions', suppressionsTable),
    };
  }

  private make(settings: ReturnType<typeof tableSettings>) {
    const subscribers = new dynamodb.Table(this, 'Subscribers', {
      ...settings,
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
    });
    subscribers.addGlobalSecondaryIndex({
      indexName: DUE_INDEX,
      partitionKey: { name: 'duePk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'dueSk', type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
      maxReadRequestUnits: settings.maxReadRequestUnits,
      maxWriteRequestUnits: settings.maxWriteRequestUnits,
    });
    const suppressions = new dynamodb.Table(this, 'Suppressions', {
      ...settings,
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    });
    return { subscribers, suppressions };
  }
}

/** A table with verbs. */
export class CourseTable {
  constructor(table: Pick<dynamodb.ITable, 'tableName' | 'tableArn'>, key: kms.IKey) {
    this.table = table;
    this.key = key;
  }
  readonly table: Pick<dynamodb.ITable, 'tableName' | 'tableArn'>;
  private readonly key: kms.IKey;

  /** The table's name, and leave to use it so and not otherwise. */
  to(...uses: readonly TableUse[]): Granted {
    return {
      value: this.table.tableName,
      grantTo: (grantee) => {
        const actions = uses.flatMap((use) => (use === 'find-due' ? [] : ACTIONS[use]));
        grantee.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [this.table.tableArn] }));
        if (uses.includes('find-due')) {
          grantee.addToRolePolicy(
            new iam.PolicyStatement({
              actions: ['dynamodb:Query'],
              resources: [`${this.table.tableArn}/index/${DUE_INDEX}`],
            }),
          );
        }
        grantKeyBy('dynamodb', this.key, grantee, KEY_ACTIONS);
      },
    };
  }
}

/**
 * What both tables have in common. The caps bound what a fault or a flood can cost: about three times what
 * the send rate needs (7 writes and 4 reads a lesson, the form beside it).
 */
function tableSettings(key: kms.IKey, sendRatePerSecond: number) {
  return {
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    maxReadRequestUnits: Math.max(1_000, Math.ceil(sendRatePerSecond * 12)),
    maxWriteRequestUnits: Math.max(1_000, Math.ceil(sendRatePerSecond * 21)),
  };
}
