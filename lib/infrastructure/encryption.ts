import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** The longest that AWS allows. Each of the first two rotations adds a dollar a month for ever (docs/decisions/0056). */
const ROTATED_EVERY = Duration.days(2_560);

/**
 * Services that carry messages and must be let in by the key's own policy. They may not touch what a table or a secret
 * encrypted: DynamoDB and Secrets Manager name theirs in the encryption context, and a message has no such name.
 */
const CARRIERS = ['ses', 'sns', 'cloudwatch'] as const;
const NOT_OF_A_TABLE_OR_SECRET = {
  'kms:EncryptionContext:aws:dynamodb:tableName': 'true',
  'kms:EncryptionContext:SecretARN': 'true',
};

interface EncryptionProps {
  /** The key that an earlier stack of this deployment left behind. Its policy stays as that stack wrote it. */
  readonly adoptedKeyArn?: string | undefined;
}

/** The deployment's one key: tables, secrets, queues and topics. It outlives the stack. */
export class Encryption extends Construct {
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: EncryptionProps) {
    super(scope, id);
    this.key =
      props.adoptedKeyArn === undefined
        ? this.makeKey()
        : kms.Key.fromKeyArn(this, 'Adopted', props.adoptedKeyArn);
  }

  private makeKey(): kms.Key {
    const key = new kms.Key(this, 'Key', {
      description: 'Tables, secrets, queues and topics',
      enableKeyRotation: true,
      rotationPeriod: ROTATED_EVERY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const service of CARRIERS) key.addToResourcePolicy(lettingIn(service));
    return key;
  }
}

/** Lets an AWS service write to encrypted topics and queues, on this account's behalf only. */
function lettingIn(service: (typeof CARRIERS)[number]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: `${service[0]?.toUpperCase()}${service.slice(1)}`,
    principals: [new iam.ServicePrincipal(`${service}.amazonaws.com`)],
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    // In a key's policy "*" is the key itself.
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, Null: NOT_OF_A_TABLE_OR_SECRET },
  });
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
