import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../lib/infrastructure/bundling.ts';
import { ofType, type Synthesised, someSettings, synthesise } from './synthesised.ts';

let stack: Synthesised;
beforeAll(() => {
  stack = synthesise();
});

describe('both tables', () => {
  test('outlive the stack and refuse to be deleted by hand', () => {
    const tables = ofType(stack.resources, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(2);
    for (const [, table] of tables) {
      expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
      expect(table.Properties).toMatchObject({ DeletionProtectionEnabled: true });
    }
  });

  test('are paid for as they are used, with a cap on what a flood can cost', () => {
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::DynamoDB::Table')) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        OnDemandThroughput: { MaxReadRequestUnits: 1_000, MaxWriteRequestUnits: 1_050 },
      });
    }
  });

  test('can be brought back to any second of the last 35 days', () => {
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::DynamoDB::Table')) {
      expect(Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
      });
    }
  });

  test('are encrypted with a key of our own', () => {
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::DynamoDB::Table')) {
      expect(Properties).toMatchObject({ SSESpecification: { SSEEnabled: true, SSEType: 'KMS' } });
      expect(JSON.stringify(Properties['SSESpecification'])).toContain('EncryptionKey');
    }
  });

  test('have names that CloudFormation makes', () => {
    for (const [, { Properties }] of ofType(stack.resources, 'AWS::DynamoDB::Table'))
      expect(Properties).not.toHaveProperty('TableName');
  });
});

describe("the subscribers' table", () => {
  test('has the sparse due index, keys only', () => {
    stack.template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'due',
          KeySchema: [
            { AttributeName: 'duePk', KeyType: 'HASH' },
            { AttributeName: 'dueSk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
          OnDemandThroughput: Match.anyValue(),
        }),
      ],
    });
    expect(stack.resources).toBeDefined();
  });

  test('forgets what has expired', () => {
    const [, subscribers] = ofType(stack.resources, 'AWS::DynamoDB::Table')[0] ?? [];
    expect(subscribers?.Properties).toMatchObject({
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  test('gives way to the one that a backup was restored to, and stays', () => {
    const restored = synthesise([someSettings({ restoredSubscribersTable: 'restored-2026-11-22' })]);
    const variables = ofType(restored.resources, 'AWS::Lambda::Function')
      .map(([, { Properties }]) => JSON.stringify(Properties['Environment']))
      .filter((text) => text.includes('SUBSCRIBERS_TABLE'));
    expect(variables).toHaveLength(FUNCTIONS.length - 1);
    for (const text of variables) expect(text).toContain('"SUBSCRIBERS_TABLE":"restored-2026-11-22"');
    expect(ofType(restored.resources, 'AWS::DynamoDB::Table')).toHaveLength(2);
  });
});

describe('the keys and secrets', () => {
  test('rotate by themselves where AWS can, and are kept when the stack goes', () => {
    const keys = ofType(stack.resources, 'AWS::KMS::Key');
    expect(keys).toHaveLength(1);
    for (const [, key] of keys) {
      expect(key.DeletionPolicy).toBe('Retain');
      // The longest that AWS takes: each of the first two rotations is a dollar a month more, for ever.
      expect(key.Properties).toMatchObject({ EnableKeyRotation: true, RotationPeriodInDays: 2_560 });
    }
  });

  test('let SES, SNS and CloudWatch into messages on this account’s behalf only, and not into tables and secrets', () => {
    const policies = ofType(stack.resources, 'AWS::KMS::Key').map(([, { Properties }]) =>
      JSON.stringify(Properties['KeyPolicy']),
    );
    const open = policies.filter((policy) => /ses\.amazonaws|sns\.amazonaws|cloudwatch/.test(policy));
    expect(open).toHaveLength(1);
    for (const service of ['ses', 'sns', 'cloudwatch'])
      expect(open[0]).toContain(
        `"Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}},"Null":{"kms:EncryptionContext:aws:dynamodb:tableName":"true","kms:EncryptionContext:SecretARN":"true"}},"Effect":"Allow","Principal":{"Service":"${service}.amazonaws.com"}`,
      );
  });

  test('turn the ring every 90 days, once Secrets Manager may call the function that does, and never the address key', () => {
    const turns = ofType(stack.resources, 'AWS::SecretsManager::RotationSchedule');
    expect(turns).toHaveLength(1);
    const [, turn] = turns[0] ?? [];
    expect(turn?.Properties).toMatchObject({
      SecretId: { Ref: expect.stringMatching(/^SecretsTokenKeys/) },
      RotationRules: { AutomaticallyAfterDays: 90 },
    });
    expect([turn?.DependsOn].flat()).toContainEqual(
      expect.stringMatching(/^FunctionsRotate.*SecretsManager/),
    );
  });

  test('are random and kept', () => {
    const secrets = ofType(stack.resources, 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(2);
    for (const [, secret] of secrets) {
      expect(secret.DeletionPolicy).toBe('Retain');
      expect(secret.Properties).toMatchObject({ GenerateSecretString: { PasswordLength: 64 } });
      expect(secret.Properties).toHaveProperty('KmsKeyId');
    }
  });
});
