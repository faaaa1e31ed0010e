import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Granted } from './access.ts';
import { acknowledge } from './acknowledge.ts';
import { grantKeyBy } from './encryption.ts';

interface CourseSecretsProps {
  readonly key: kms.IKey;
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
  readonly tokenKeys: secretsmanager.Secret;
  readonly addressKey: secretsmanager.Secret;
  private readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: CourseSecretsProps) {
    super(scope, id);
    this.key = props.key;
    this.tokenKeys = new secretsmanager.Secret(this, 'TokenKeys', {
      description: 'Strong Weeks: signs the links in mails (docs/runbook.md, "Rotate the token keys")',
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: { ...RANDOM, secretStringTemplate: '{"sign":"k0"}', generateStringKey: 'k0' },
    });
    this.addressKey = new secretsmanager.Secret(this, 'AddressKey', {
      description: 'Strong Weeks: makes ids of addresses. Never rotated, never deleted',
      encryptionKey: props.key,
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: RANDOM,
    });
    acknowledge(this.addressKey, {
      'AwsSolutions-SMG4':
        'With another key every id changes: suppressions would be forgotten and subscribers lost.',
    });
    acknowledge(this.tokenKeys, {
      'AwsSolutions-SMG4':
        'Rotated by the operator in two steps a day apart (docs/runbook.md): a key is accepted everywhere before it signs.',
    });
  }

  /** The ring's id, and leave to read it. */
  toSignLinks(): Granted {
    return this.granted(this.tokenKeys);
  }

  /** The address key's id, and leave to read it. */
  toNameAddresses(): Granted {
    return this.granted(this.addressKey);
  }

  private granted(secret: secretsmanager.Secret): Granted {
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

/** 64 letters and digits: 381 bits. */
const RANDOM = { passwordLength: 64, excludePunctuation: true, includeSpace: false };
