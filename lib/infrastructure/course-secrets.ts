import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Granted } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKeyBy } from './encryption.ts';
import type { Settings } from './settings.ts';

/** A key signs for so long, after being accepted for so long. */
const TURN_DAYS = 90;

type Adopted = Pick<NonNullable<Settings['adopted']>, 'tokenKeysSecretArn' | 'addressKeySecretArn'>;

interface CourseSecretsProps {
  readonly key: kms.IKey;
  /** Secrets that an earlier stack of this deployment left behind, in place of new ones. */
  readonly adopted?: Adopted | undefined;
}

/**
 * The two secrets, made by AWS and never seen by anyone.
 *
 * The ring of token keys signs every link. It rotates in two steps, accept and then sign, and keeps retired
 * keys for ever, because an unsubscribe link never expires (Q23).
 *
 * The address key makes an id of an address. It never rotates and outlives the stack: with another key every
 * suppression would be forgotten and every subscriber a stranger.
 */
export class CourseSecrets extends Construct {
  readonly tokenKeys: Named;
  readonly addressKey: Named;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: CourseSecretsProps) {
    super(scope, id);
    this.key = props.key;
    const { tokenKeys, addressKey } = props.adopted ? this.adopt(props.adopted) : this.make();
    this.tokenKeys = tokenKeys;
    this.addressKey = addressKey;
  }

  private adopt({ tokenKeysSecretArn, addressKeySecretArn }: Adopted) {
    const { Secret } = secretsmanager;
    return {
      tokenKeys: Secret.fromSecretCompleteArn(this, 'AdoptedTokenKeys', tokenKeysSecretArn),
      addressKey: Secret.fromSecretCompleteArn(this, 'AdoptedAddressKey', addressKeySecretArn),
    };
  }

  private make() {
    const retained = { encryptionKey: this.key, removalPolicy: RemovalPolicy.RETAIN };
    const tokenKeys = new secretsmanager.Secret(this, 'TokenKeys', {
      ...retained,
      description: 'Signs the links in mails (docs/runbook/operate.md, "Rotate the token keys")',
      generateSecretString: { ...RANDOM, secretStringTemplate: '{"sign":"k0"}', generateStringKey: 'k0' },
    });
    const addressKey = new secretsmanager.Secret(this, 'AddressKey', {
      ...retained,
      description: 'Makes ids of addresses. Never rotated, never deleted',
      generateSecretString: RANDOM,
    });
    acknowledge(addressKey, {
      'AwsSolutions-SMG4':
        'With another key every id changes: suppressions would be forgotten and subscribers lost.',
    });
    return { tokenKeys, addressKey };
  }

  /** The ring's id, and leave to read it. */
  toSignLinks(): Granted {
    return this.granted(this.tokenKeys);
  }

  /** The address key's id, and leave to read it. */
  toNameAddresses(): Granted {
    return this.granted(this.addressKey);
  }

  /** Has `rotate` turn the ring every so often, which it alone may do. */
  turnedBy(rotate: lambda.Function): void {
    rotate.addToRolePolicy(
      new iam.PolicyStatement({
        actions: [
          'secretsmanager:DescribeSecret',
          'secretsmanager:GetSecretValue',
          'secretsmanager:PutSecretValue',
          'secretsmanager:UpdateSecretVersionStage',
        ],
        resources: [this.tokenKeys.secretArn],
      }),
    );
    grantKeyBy('secretsmanager', this.key, rotate, ['kms:Decrypt', 'kms:GenerateDataKey']);
    rotate.addPermission('SecretsManager', {
      principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Aws.ACCOUNT_ID,
      sourceArn: this.tokenKeys.secretArn,
    });
    // Not addRotationSchedule: it gives the function leave to ask for random passwords of "*".
    const schedule = new secretsmanager.CfnRotationSchedule(this, 'TokenKeysTurn', {
      secretId: this.tokenKeys.secretArn,
      rotationLambdaArn: rotate.functionArn,
      rotationRules: { automaticallyAfterDays: TURN_DAYS },
    });
    schedule.node.addDependency(rotate);
  }

  private granted(secret: Named): Granted {
    return {
      value: secret.secretArn,
      grantTo: (grantee) => {
        grantee.addToRolePolicy(
          new iam.PolicyStatement({
            actions: ['secretsmanager:GetSecretValue'],
            resources: [secret.secretArn],
          }),
        );
        grantKeyBy('secretsmanager', this.key, grantee, ['kms:Decrypt']);
      },
    };
  }
}

type Named = Pick<secretsmanager.ISecret, 'secretArn'>;

/** 64 letters and digits: 381 bits. */
const RANDOM = { passwordLength: 64, excludePunctuation: true, includeSpace: false };
