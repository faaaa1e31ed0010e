import { Aws, type Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { grantKeyBy } from './encryption.ts';

interface CourseScheduleProps {
  readonly key: kms.IKey;
}

/** Wakes functions by the clock. A call that the function would not take is kept in {@link parked}. */
export class CourseSchedule extends Construct {
  readonly parked: sqs.Queue;
  private readonly group: scheduler.CfnScheduleGroup;
  private readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: CourseScheduleProps) {
    super(scope, id);
    this.group = new scheduler.CfnScheduleGroup(this, 'Group');
    this.parked = new sqs.Queue(this, 'Parked', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: props.key,
      enforceSSL: true,
    });
    acknowledge(this.parked, {
      'AwsSolutions-SQS3': 'It is itself where calls are parked, by EventBridge Scheduler.',
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': this.group.attrArn },
        },
      }),
    });
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.parked.queueArn] }),
    );
    grantKeyBy('sqs', props.key, this.role, ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /** Calls `target` every so often. A late call is worth nothing once the next one is due. */
  every(interval: Duration, target: lambda.Function): void {
    // A run that fails is not repeated: the next one does the same work.
    target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
    );
    const minutes = interval.toMinutes();
    new scheduler.CfnSchedule(this, `Every${minutes}`, {
      groupName: this.group.ref,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: this.role.roleArn,
        deadLetterConfig: { arn: this.parked.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: interval.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
  }
}
