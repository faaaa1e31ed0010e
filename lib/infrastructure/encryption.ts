import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/**
 * The deployment's two keys, both rotated every year by AWS. Two, because the services that carry messages
 * (SES, SNS, CloudWatch) must be let into theirs and have no business with the one that guards the tables.
 */
export class Encryption extends Construct {
  /** Guards what is kept: the tables and the secrets. */
  readonly kept: kms.Key;
  /** Guards what is under way: the queues and the topics. */
  readonly underWay: kms.Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.kept = new kms.Key(this, 'Kept', {
      description: "Strong Weeks: the subscribers' and suppressions' tables, and the secrets",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.underWay = new kms.Key(this, 'UnderWay', {
      description: 'Strong Weeks: queues and topics',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const service of ['ses', 'sns', 'cloudwatch']) this.letIn(service);
  }

  /** Lets an AWS service write to encrypted topics and queues, on this account's behalf only. */
  private letIn(service: string): void {
    this.underWay.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: `${service[0]?.toUpperCase()}${service.slice(1)}`,
        principals: [new iam.ServicePrincipal(`${service}.amazonaws.com`)],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        // In a key's policy "*" is the key itself.
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}

/** Lets `grantee` use `key`, but only by way of `service` (such as `dynamodb`), never by itself. */
export function grantKeyBy(
  service: 'dynamodb' | 'sqs' | 'secretsmanager',
  key: kms.IKey,
  grantee: iam.IGrantable,
  actions: readonly string[],
): void {
  const { region, urlSuffix } = Stack.of(key);
  grantee.grantPrincipal.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: [...actions],
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } },
    }),
  );
}
