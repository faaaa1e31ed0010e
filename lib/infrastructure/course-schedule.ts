import { Aws, type Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/**
 * Wakes functions by the clock. A call that cannot be made is lost, and the next one does its work; that all of them
 * are is told by the alarms for runs that do not finish.
 */
export class CourseSchedule extends Construct {
  private readonly group: scheduler.CfnScheduleGroup;
  private readonly role: iam.Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.group = new scheduler.CfnScheduleGroup(this, 'Group');
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': this.group.attrArn },
        },
      }),
    });
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
        retryPolicy: { maximumEventAgeInSeconds: interval.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
  }
}
