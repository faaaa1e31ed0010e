import { Aws, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** EventBridge Scheduler takes no more. */
const LONGEST_EVENT_AGE = Duration.days(1);
/** Of a function with several schedules: as of the shortest that there is. */
const LATE_CALLS_END = Duration.minutes(5);

interface Task {
  readonly interval: Duration;
  readonly input?: object;
}

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
    this.wake(target, `Every${interval.toMinutes()}`, { interval });
    target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
  }

  /** The same for a function that does several things: each has a schedule and is told by what it is called with. */
  everyWith(tasks: Readonly<Record<string, Task>>, target: lambda.Function): void {
    for (const [name, task] of Object.entries(tasks)) this.wake(target, name, task);
    target.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: LATE_CALLS_END });
  }

  // A run that fails is not repeated: the next one does the same work.
  private wake(target: lambda.Function, name: string, { interval, input }: Task): void {
    this.role.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }),
    );
    const minutes = interval.toMinutes();
    const maximumEventAgeInSeconds = Math.min(interval.toSeconds(), LONGEST_EVENT_AGE.toSeconds());
    new scheduler.CfnSchedule(this, name, {
      groupName: this.group.ref,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: this.role.roleArn,
        ...(input === undefined ? {} : { input: JSON.stringify(input) }),
        retryPolicy: { maximumEventAgeInSeconds, maximumRetryAttempts: 2 },
      },
    });
  }
}
